// SPDX-License-Identifier: GPL-3.0-or-later
// The condition: is one limit crossed by one probe, and for long enough? A few words of state, driven by
// samples and ticks, no allocation, no clock. A sample holds until the next one; the owner calls lose() when
// it has grown too old to be believed. Never decides priority, never sounds, never forgets a crossing because
// of a new sample.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace chairside {

/// One limit as compared now. `value` and the limit have the channel's shown precision, so that "15 > 15"
/// cannot be.
struct LimitCheck {
    double limit = 0;
    bool high = true; ///< crossed above (else below)
    bool inclusive = false;
    Millis delay{0};                     ///< must persist this long
    std::optional<Millis> confirmWithin; ///< a repeat within this time decides
    double margin = 0;                   ///< this far back inside ...
    Millis settle{0};                    ///< ... for this long ends it
    Millis linger{0};                    ///< or merely inside for this long
    bool stepwise = false;               ///< each value stands alone (cuff, typed): no delay, no hysteresis

    bool crossedBy(double value) const {
        if (value == limit) return inclusive;
        return high ? value > limit : value < limit;
    }
    bool wellInside(double value) const { return high ? value <= limit - margin : value >= limit + margin; }
};

/// A delay of a minute or more means "sustained": even a stepwise value must be seen again after it.
inline constexpr Millis kSustained{60s};
/// A cuff needs about this long: a value that comes sooner is the same measurement sent again, not a repeat.
inline constexpr Millis kRepeatNotBefore{30s};

class LimitWatch {
public:
    enum class Phase : std::uint8_t { clear, pending, awaitingRepeat, present, recovering };

    /// `at` never runs backwards between calls; equal times are allowed, and the same sample twice changes
    /// nothing.
    void sample(double value, MonoTime at, const LimitCheck& check);
    void tick(MonoTime now, const LimitCheck& check);
    /// No believable value any more: nothing can be said, so nothing is true.
    void lose() { *this = LimitWatch{}; }
    /// The limit moved: a value that is now inside ends it at once, one that is now outside begins at `now`.
    void limitMoved(std::optional<double> value, MonoTime now, const LimitCheck& check);

    /// When time alone will make it true, if it may.
    std::optional<MonoTime> nextRaise(const LimitCheck& check) const;

    Phase phase() const { return phase_; }
    MonoTime since() const { return since_; } ///< when the limit was crossed
    bool isTrue() const { return phase_ == Phase::present || phase_ == Phase::recovering; }

private:
    void crossed(MonoTime at, const LimitCheck& check);
    void inside(double value, MonoTime at, const LimitCheck& check);

    Phase phase_ = Phase::clear;
    MonoTime since_{};
    std::optional<MonoTime> inside_, wellInside_; ///< start of the present stretch inside, while recovering
};

} // namespace chairside
