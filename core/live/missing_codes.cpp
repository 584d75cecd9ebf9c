// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/missing_codes.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

/// An absent channel = every channel.
struct MissingCode {
    Dialect dialect;
    std::optional<Channel> channel;
    double value;
};
constexpr std::array kCodes{
    MissingCode{Dialect::numericsFile, {}, -1},
    MissingCode{Dialect::numericsFile, {}, -100},
    MissingCode{Dialect::numericsFile, {}, -999},
    MissingCode{Dialect::numericsFile, {}, 32767},
    MissingCode{Dialect::numericsFile, {}, -32768},
    MissingCode{Dialect::hl7Monitor, {}, -1},
    MissingCode{Dialect::hl7Monitor, {}, -99.9},
    MissingCode{Dialect::hl7Monitor, {}, -100},
    MissingCode{Dialect::hl7Monitor, {}, -999},
    MissingCode{Dialect::hl7Monitor, {}, -10000},
    MissingCode{Dialect::hl7Monitor, {}, 32767},
    MissingCode{Dialect::noninSerial, Channel::spo2, 127},
    MissingCode{Dialect::noninSerial, Channel::pulseRate, 511},
    MissingCode{Dialect::noninSerial, Channel::hr, 511},
    MissingCode{Dialect::contecPulse, Channel::spo2, 127},
    MissingCode{Dialect::contecPulse, Channel::pulseRate, 255},
    MissingCode{Dialect::datexSerial, {}, -32767},
};

/// No heart, saturation, pressure or body temperature measures as zero: monitors write 0 for "nothing yet".
/// Breaths, carbon dioxide and oxygen flow can be zero, and then it matters.
bool zeroIsReal(Channel c) {
    switch (c) {
    case Channel::rr:
    case Channel::etco2:
    case Channel::o2Flow: return true;
    case Channel::hr:
    case Channel::pulseRate:
    case Channel::spo2:
    case Channel::nibpSystolic:
    case Channel::nibpDiastolic:
    case Channel::nibpMean:
    case Channel::temperature: return false;
    }
    return true;
}

} // namespace

bool meansMissing(Dialect dialect, Channel c, double value) {
    if (!std::isfinite(value)) return true;
    if (value == 0) return !zeroIsReal(c);
    return std::ranges::any_of(kCodes, [&](const MissingCode& code) {
        return code.dialect == dialect && code.value == value && (!code.channel || code.channel == c);
    });
}

void removeMissing(Reading& reading, Dialect dialect) {
    for (const auto& sensor : allChannels()) {
        auto& value = reading[sensor.channel];
        if (value && meansMissing(dialect, sensor.channel, *value)) value.reset();
    }
}

} // namespace chairside
