// SPDX-License-Identifier: GPL-3.0-or-later
// Notices a source that only repeats itself: a gateway that sends one cached message again and again, or a
// monitor whose numbers stand still. One for each device, owned by DeviceWatch, pure. A number alone that
// stays is no fault: a saturation may be 98 for an hour, a pacemaker keeps one rate.
#pragma once

#include "core/domain/reading.h"

namespace chairside {

/// A quick value with the same device time for this long: the message is an old one. Source: reliability.md
/// §4.1 rule 4 (an unchanging counter for 5 s), doubled for devices that stamp every few seconds.
inline constexpr Millis kSameMessage{10s};
/// Every quick value of two or more quantities unchanged for this long and this many messages. Design: heart
/// or pulse rate at a resolution of 1/min wanders within a minute or two in anybody who breathes. Not for
/// simulated values: a simulator without noise stands still by design.
inline constexpr Millis kSameValues{10min};
inline constexpr int kSameMessages = 120;

class RepeatWatch {
public:
    void read(const Reading& reading, Origin origin);
    void forget() { *this = RepeatWatch{}; }
    /// Since when it repeats itself, once that is long enough to say so.
    std::optional<MonoTime> since(MonoTime now) const;

private:
    std::array<std::optional<double>, kChannelCount> last_;
    std::optional<std::int64_t> deviceTime_;
    std::optional<MonoTime> sameTimeSince_, sameValuesSince_;
    int same_ = 0;
};

} // namespace chairside
