// SPDX-License-Identifier: GPL-3.0-or-later
// The one beat that every flashing thing follows, so that the page blinks as one, at the rates of
// core/domain/alarm/alarm_signal.h. Runs only while asked to.
#pragma once

#include "core/domain/alarm/alarm_types.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

namespace chairside {

class AlarmFlash : public QObject {
    Q_OBJECT
public:
    explicit AlarmFlash(QObject* parent = nullptr);
    /// Flashes for the highest alarm that is shown; none, and low ones, do not flash.
    void follow(std::optional<AlarmPriority> shown);
    bool highLit() const { return highLit_; }
    bool mediumLit() const { return mediumLit_; }

Q_SIGNALS:
    void beat(bool highLit, bool mediumLit); ///< only when one of them changed

private:
    void step();

    QTimer timer_;
    QElapsedTimer since_;
    bool high_ = false, medium_ = false, highLit_ = true, mediumLit_ = true;
};

} // namespace chairside
