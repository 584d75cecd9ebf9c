// SPDX-License-Identifier: GPL-3.0-or-later
// The strip under the top bar: the highest active alarm in its colour, with marks and words that say the
// same, for how long, how many more, Acknowledge, Pause sound and what is left of a pause, also while another
// alarm sounds. All active alarms open as a list. With nothing active it is one quiet line, so that the page
// does not move when an alarm comes. A dumb view.
#pragma once

#include "core/domain/event.h"
#include "ui/style/theme.h"

#include <QPushButton>
#include <QWidget>

#include <array>
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
        QString paused = {}; ///< "1:42" while its sound is paused
        bool operator==(const Alarm&) const = default;
    };
    struct State {
        std::vector<Alarm> alarms; ///< highest first
        QString soundPaused;       ///< "1:58" until the first paused sound comes back, else empty
        QString pauseOffer;        ///< "2:00", how long a pause would be; empty = nothing is heard
        QString quiet;             ///< shown when there is no alarm
        bool lit = true;           ///< flash phase
        bool operator==(const State&) const = default;
    };
    explicit AlarmStrip(QWidget* parent = nullptr);
    ~AlarmStrip() override;
    void setState(const State&);
    const State& state() const { return state_; }
    QSize sizeHint() const override { return {1000, 52}; }
    /// Whether what happened and what to do of the highest alarm stand there whole at this width.
    bool showsAllWords() const;

Q_SIGNALS:
    void acknowledged(const QString& condition);
    void pauseSoundRequested();
    void resumeSoundRequested();
    void soundRequested();  ///< volume and test
    void limitsRequested(); ///< the limits in force

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void showList();
    /// One large line, or what happened above what to do.
    struct Words {
        QString first, second, extra; ///< second empty = one line; extra: "(cable unplugged)"
        bool whole = true;
    };
    static Words wordsFor(const QString& text, double room);
    double wordsBegin() const; ///< after the marks
    double wordsEnd() const;   ///< before the buttons
    void paintWords(QPainter& painter, const QRectF& room, const QString& text, const QString& detail) const;
    std::array<QPushButton*, 6> buttons() const;

    State state_;
    QPushButton *more_, *acknowledge_, *paused_, *pause_, *limits_, *sound_;
    std::unique_ptr<AlarmListPopup> list_;
};

/// "!!!", "!!", "!" by priority.
QString alarmMarks(AlarmPriority);

} // namespace chairside
