// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/lag_watch.h"

#include "core/base/number.h"

namespace chairside {

void LagWatch::delivered(Millis late, MonoTime at) {
    if (late < kLateFrom) return;
    const bool goesOn = lastLate_ && at - *lastLate_ < kLateLingers;
    worst_ = goesOn ? std::max(worst_, late) : late;
    lastLate_ = at;
}

std::optional<std::string> LagWatch::detail(MonoTime now) const {
    if (!lastLate_ || now - *lastLate_ >= kLateLingers) return std::nullopt;
    return "up to " + formatDuration(worst_) + " late";
}

} // namespace chairside
