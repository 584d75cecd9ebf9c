// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/alarm_flash.h"

namespace chairside {
namespace {
constexpr int kStepMs = 250, kHighSteps = 2, kMediumSteps = 8, kMediumOn = 4; // 2 Hz; 0.5 Hz, half on
}

AlarmFlash::AlarmFlash(QObject* parent) : QObject(parent) {
    timer_.setInterval(kStepMs);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &AlarmFlash::step);
}

void AlarmFlash::setRunning(bool high, bool medium) {
    high_ = high;
    medium_ = medium;
    if (high || medium) {
        if (!timer_.isActive()) {
            count_ = 0;
            timer_.start();
        }
        return;
    }
    timer_.stop();
    highLit_ = mediumLit_ = true;
}

void AlarmFlash::step() {
    ++count_;
    const bool high = !high_ || count_ % kHighSteps == 0;
    const bool medium = !medium_ || count_ % kMediumSteps < kMediumOn;
    if (high == highLit_ && medium == mediumLit_) return;
    highLit_ = high;
    mediumLit_ = medium;
    Q_EMIT beat(high, medium);
}

} // namespace chairside
