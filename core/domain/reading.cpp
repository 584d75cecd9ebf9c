// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/reading.h"

#include <algorithm>
#include <cmath>

namespace chairside {

void validate(Reading& reading) {
    for (const auto& entry : allChannels()) {
        auto& value = reading[entry.channel];
        if (value && !std::isfinite(*value)) value.reset();
        if (value && !isPossible(entry.channel, *value)) reading.flags |= flag::implausible(entry.channel);
    }
    const auto& sys = reading[Channel::nibpSystolic];
    const auto& dia = reading[Channel::nibpDiastolic];
    auto& mean = reading[Channel::nibpMean];
    if (!sys || !dia) return;
    if (*dia >= *sys) {
        reading.flags |= flag::implausible(Channel::nibpSystolic) | flag::implausible(Channel::nibpDiastolic);
        if (mean) reading.flags |= flag::implausible(Channel::nibpMean);
    } else if (!mean && reading.trusted(Channel::nibpSystolic) && reading.trusted(Channel::nibpDiastolic)) {
        mean = std::round(derivedMean(*sys, *dia));
        reading.flags |= flag::derived(Channel::nibpMean);
    }
}

AgeLimits ageLimits(Channel c, Origin origin, Millis period) {
    // Source: reliability.md §4.1 (design, anchored to IntelliVue and Masimo time-outs). A typed value is
    // never "live" in that table; it keeps the times of its channel's manual row: shown as typed, to 15 or 30
    // min.
    AgeLimits base{3s, 10s};
    switch (c) {
    case Channel::hr:
    case Channel::pulseRate:
    case Channel::spo2: break;
    case Channel::rr:
    case Channel::etco2: base = {10s, 30s}; break;
    case Channel::nibpSystolic:
    case Channel::nibpDiastolic:
    case Channel::nibpMean: base = {2min, 15min}; break;
    case Channel::temperature: base = {5min, 15min}; break;
    case Channel::o2Flow: base = {10s, 30s}; break;
    }
    if (origin == Origin::typed) return isCuff(c) ? AgeLimits{2min, 15min} : AgeLimits{5min, 30min};
    // One and a half periods is on time, three is gone; a cuff keeps its own removal time and greys after its
    // cycle.
    if (isCuff(c)) return {std::max(base.live, period), std::max<Millis>(base.gone, 3 * period)};
    return {std::max<Millis>(base.live, period * 3 / 2), std::max<Millis>(base.gone, period * 3)};
}

Freshness freshness(Millis age, const AgeLimits& limits) {
    if (age > limits.gone) return Freshness::gone;
    return age > limits.live ? Freshness::ageing : Freshness::live;
}

} // namespace chairside
