// SPDX-License-Identifier: GPL-3.0-or-later
// One message from one source: the values it carried, when, and how far to trust them. Missing is a value:
// an absent optional, never 0, never the last number. Stamped and validated once, in acquisition, then
// immutable.
#pragma once

#include "core/base/time.h"
#include "core/domain/channel.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// Where a number comes from. The three families (measured, typed, made up) never look alike on screen.
enum class Origin : std::uint8_t { device = 0, typed = 1, replayed = 2, simulated = 3, imported = 4 };

/// Flags of a whole reading; the low bits (one per channel) say which values are implausible or derived.
namespace flag {
inline constexpr std::uint32_t kSensorOff = 1u << 24; ///< the source says its sensor is off the patient
inline constexpr std::uint32_t kCuffInflating =
    1u << 25; ///< cuff on the oximeter arm cycles: SpO2 not to be trusted
inline constexpr std::uint32_t kCuffFailed = 1u << 26; ///< a cuff measurement ended without a result
inline constexpr std::uint32_t kWeakSignal = 1u << 27; ///< perfusion or signal quality low
constexpr std::uint32_t implausible(Channel c) {
    return 1u << index(c);
}
constexpr std::uint32_t derived(Channel c) {
    return 1u << (12 + index(c));
}
} // namespace flag

using SourceId = std::int32_t; ///< number of the source within its session, from 1

struct Reading {
    SourceId source = 0;
    Instant at;                                              ///< host stamp, session clock and wall
    std::optional<std::int64_t> deviceUtcMs;                 ///< the device's own time, if it sent one
    std::array<std::optional<double>, kChannelCount> values; ///< canonical units of ChannelInfo
    std::uint32_t flags = 0;

    const std::optional<double>& operator[](Channel c) const { return values[index(c)]; }
    std::optional<double>& operator[](Channel c) { return values[index(c)]; }
    bool isImplausible(Channel c) const { return flags & flag::implausible(c); }
    /// The value if it is there and may be shown as a measurement.
    std::optional<double> trusted(Channel c) const {
        return isImplausible(c) ? std::nullopt : values[index(c)];
    }
};

/// What a source promises: its name, what kind of numbers it makes, and how often each channel comes.
struct SourceInfo {
    SourceId id = 0;
    std::string name; ///< shown on tiles: "Simulated monitor"
    Origin origin = Origin::device;
    std::array<Millis, kChannelCount> period{}; ///< zero = this source does not give the channel
    bool wholeMessages =
        false; ///< each message has every continuous channel: an absent one means "no reading"

    bool gives(Channel c) const { return period[index(c)] > Millis{0}; }
};

/// Marks impossible values as implausible (kept, hollow, never shown as a measurement), drops NaN and
/// infinity, flags a pair with diastolic >= systolic, and fills a missing mean as derived.
void validate(Reading& reading);

/// How long a channel of a source may be shown. Limits follow the declared period and never fall below the
/// table of reliability.md §4.1: a reading a minute is not stale after ten seconds.
struct AgeLimits {
    Millis live; ///< until here it is a current value
    Millis gone; ///< beyond here it is dashes with its age; between the two it is dimmed with its age
};
AgeLimits ageLimits(Channel c, Origin origin, Millis period);

enum class Freshness : std::uint8_t { live, ageing, gone };
Freshness freshness(Millis age, const AgeLimits& limits);

} // namespace chairside
