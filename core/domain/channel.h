// SPDX-License-Identifier: GPL-3.0-or-later
// The vital-sign channels: one canonical unit each, codes, and the ranges that tell "worrying" from
// "impossible". Codes and ranges: clinical.md §1.3 (LOINC, IEEE 11073 MDC; ranges are this product's design,
// not a standard).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace chairside {

/// The order is the order of columns in memory; stored names are ChannelInfo::key.
enum class Channel : std::uint8_t {
    hr,            ///< heart rate from ECG, /min
    pulseRate,     ///< pulse rate from the oximeter, /min
    spo2,          ///< oxygen saturation, %
    nibpSystolic,  ///< cuff pressure, mmHg
    nibpDiastolic, ///< mmHg
    nibpMean,      ///< mmHg; from the device, or derived and flagged
    rr,            ///< respiratory rate, /min; 0 is a real, alarming value unless the source says otherwise
    etco2,         ///< end-tidal CO2, mmHg
    temperature,   ///< °C
    o2Flow,        ///< supplementary oxygen, L/min
};
inline constexpr std::size_t kChannelCount = 10;

constexpr std::size_t index(Channel c) {
    return static_cast<std::size_t>(c);
}
/// True of what a cuff measures, all of it at once and only now and then.
constexpr bool isCuff(Channel c) {
    return c == Channel::nibpSystolic || c == Channel::nibpDiastolic || c == Channel::nibpMean;
}

struct ChannelInfo {
    Channel channel;
    std::string_view key;   ///< name in files and SQL, never translated: "nibp_sys"
    std::string_view label; ///< shown name, "SpO₂"
    std::string_view unit;  ///< shown unit, "mmHg"
    std::string_view ucum;  ///< unit in exchange formats, "mm[Hg]"
    std::string_view loinc;
    std::int32_t mdc;                ///< IEEE 11073 code, 0 if none
    int decimals;                    ///< resolution shown and compared
    double possibleMin, possibleMax; ///< outside: refused when typed, implausible when measured
    double usualMin, usualMax;       ///< outside: asked about when typed ("SBP 250: sure?")
};

const std::array<ChannelInfo, kChannelCount>& allChannels();
inline const ChannelInfo& info(Channel c) {
    return allChannels()[index(c)];
}
std::optional<Channel> channelFromKey(std::string_view key);
bool isPossible(Channel c, double value); ///< finite and within the possible range
bool isUsual(Channel c, double value);

/// Mean pressure by the usual third rule, mmHg, for cuffs that give none; the result is flagged as derived.
constexpr double derivedMean(double systolic, double diastolic) {
    return diastolic + (systolic - diastolic) / 3;
}

} // namespace chairside
