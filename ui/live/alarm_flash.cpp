// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/alarm_flash.h"

#include "core/domain/alarm/alarm_signal.h"

namespace chairside {
namespace {
/// A quarter of a second is half a period of the quickest flash; a late timer only bends one half.
constexpr int kStepMs = 125;
} // namespace

AlarmFlash::AlarmFlash(QObject* parent) : QObject(parent) {
    timer_.setInterval(kStepMs);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &AlarmFlash::step);
}

void AlarmFlash::follow(std::optional<AlarmPriority> shown) {
    high_ = shown == AlarmPriority::high;
    medium_ = shown && *shown != AlarmPriority::low; // under a high one a medium one may flash too
    if (medium_) {
        if (!timer_.isActive()) {
            since_.start();
            timer_.start();
        }
        return;
    }
    timer_.stop();
    highLit_ = mediumLit_ = true;
}

void AlarmFlash::step() {
    const auto now = monoFromMs(since_.elapsed());
    const bool high = !high_ || flashOn(AlarmPriority::high, now);
    const bool medium = !medium_ || flashOn(AlarmPriority::medium, now);
    if (high == highLit_ && medium == mediumLit_) return;
    highLit_ = high;
    mediumLit_ = medium;
    Q_EMIT beat(high, medium);
}

} // namespace chairside
