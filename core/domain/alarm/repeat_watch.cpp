// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/repeat_watch.h"

namespace chairside {
namespace {

constexpr std::array kQuick{Channel::hr, Channel::pulseRate, Channel::spo2, Channel::rr, Channel::etco2};

int quantities(const std::array<std::optional<double>, kChannelCount>& values) {
    const auto has = [&](Channel c) { return values[index(c)] ? 1 : 0; };
    return std::max(has(Channel::hr), has(Channel::pulseRate)) + has(Channel::spo2) + has(Channel::rr) +
           has(Channel::etco2);
}

} // namespace

void RepeatWatch::read(const Reading& reading, Origin origin) {
    const MonoTime at = reading.at.mono;
    bool any = false, moved = false;
    for (const Channel c : kQuick) {
        if (!reading[c]) continue;
        any = true;
        auto& last = last_[index(c)];
        moved = moved || last != reading[c];
        last = reading[c];
    }
    if (!any) return;
    if (moved || !sameValuesSince_ || origin == Origin::simulated) {
        sameValuesSince_ = at;
        same_ = 0;
    }
    ++same_;
    if (!reading.deviceUtcMs || deviceTime_ != reading.deviceUtcMs) sameTimeSince_.reset();
    if (reading.deviceUtcMs && !sameTimeSince_) sameTimeSince_ = at;
    deviceTime_ = reading.deviceUtcMs;
}

std::optional<MonoTime> RepeatWatch::since(MonoTime now) const {
    if (sameTimeSince_ && now - *sameTimeSince_ >= kSameMessage) return sameTimeSince_;
    const bool still = sameValuesSince_ && now - *sameValuesSince_ >= kSameValues && same_ >= kSameMessages;
    return still && quantities(last_) >= 2 ? sameValuesSince_ : std::nullopt;
}

} // namespace chairside
