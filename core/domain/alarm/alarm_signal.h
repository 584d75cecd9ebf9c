// SPDX-License-Identifier: GPL-3.0-or-later
// The signal's clock: when a flashing priority is lit. Every view asks this one function, so that everything
// that flashes does so together. Pure.
#pragma once

#include "core/domain/alarm/alarm_types.h"

namespace chairside {

/// 2 Hz for high, 0.6 Hz for medium, half of each period lit; low is steady. Source: IEC 60601-1-8 table 2
/// (high 1.4–2.8 Hz, medium 0.4–0.8 Hz, 20–60 % on), as quoted in reliability.md A-03.
constexpr bool flashOn(AlarmPriority priority, MonoTime now) {
    switch (priority) {
    case AlarmPriority::low: return true;
    case AlarmPriority::medium: return toMs(now) * 3 % 5000 < 2500; // 5000/3 ms = 0.6 Hz
    case AlarmPriority::high: return toMs(now) % 500 < 250;
    }
    return true;
}

/// Quiet room: light first. Low and medium sound this much later than they are seen, or not at all before; a
/// high priority sounds at once in every profile (design; issue 4, "able to silence an emergency" never).
inline constexpr Millis kQuietLowAfter{20s}, kQuietMediumAfter{5s};

} // namespace chairside
