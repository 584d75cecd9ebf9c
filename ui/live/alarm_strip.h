// SPDX-License-Identifier: GPL-3.0-or-later
// The strip under the top bar: the highest active alarm in its colour, with marks and words that say the
// same, for how long, how many more, Acknowledge and Pause sound. All active alarms open as a list. With
// nothing active it is one quiet line, so that the page does not move when an alarm comes. A dumb view.
#pragma once

#include "core/domain/event.h"
#include "ui/style/theme.h"

#include <QPushButton>
#include <QWidget>

#include <optional>
#include <vector>

namespace chairside {

class AlarmListPopup;

class AlarmStrip : public QWidget {
    Q_OBJECT
public:
    struct Alarm {
        QString condition; ///< id, given back by the signals
        AlarmPriority priority = AlarmPriority::low;
        bool technical = false;
        QString text;   ///< "NIBP systolic 164 > 160"
        QString detail; ///< "caution · 0:38"
        bool acknowledged = false;
        bool operator==(const Alarm&) const = default;
    };
    struct State {
        std::vector<Alarm> alarms; ///< highest first
        QString soundPaused;       ///< "1:58" while the sound is paused, else empty
        QString pauseOffer;        ///< "2:00", how long a pause would be; empty = not offered
        QString quiet;             ///< shown when there is no alarm
        bool lit = true;           ///< flash phase
        bool operator==(const State&) const = default;
    };
    explicit AlarmStrip(QWidget* parent = nullptr);
    ~AlarmStrip() override;
    void setState(const State&);
    const State& state() const { return state_; }
    QSize sizeHint() const override { return {1000, 52}; }

Q_SIGNALS:
    void acknowledged(const QString& condition);
    void pauseSoundRequested();
    void resumeSoundRequested();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void showList();

    State state_;
    QPushButton *more_, *acknowledge_, *pause_;
    std::unique_ptr<AlarmListPopup> list_;
};

/// "!!!", "!!", "!" by priority.
QString alarmMarks(AlarmPriority);

} // namespace chairside
