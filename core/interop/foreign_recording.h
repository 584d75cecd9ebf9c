// SPDX-License-Identifier: GPL-3.0-or-later
// A recording of another program as its file has it: named channels with their values, nothing taken over
// yet. A person, or the suggestions, say which channel is which vital sign; then it becomes a Recording.
// Plain values; the readers refuse what they cannot read for certain. Any thread.
#pragma once

#include "core/interop/recording.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

struct ForeignValue {
    Millis at{0}; ///< since the beginning of the recording
    double value = 0;
};

struct ForeignChannel {
    std::string name, unit;           ///< as written in the file, cleaned
    std::string device;               ///< where it came from, may be empty
    std::optional<Channel> suggested; ///< what it most likely is
    std::string reason;               ///< why nothing is suggested, in words
    bool usable = true;               ///< false: a waveform or text, no vital sign at all
    std::vector<ForeignValue> values; ///< rising in time
};

struct ForeignMark {
    Millis at{0};
    std::string text;
};

struct ForeignRecording {
    std::string format; ///< "CSV", "WFDB", "EDF+", "VitalDB"
    std::string name;   ///< for people: the file's own name
    std::optional<WallTime> begun;
    std::vector<ForeignChannel> channels;
    std::vector<ForeignMark> marks;
    std::vector<Millis> frames; ///< times of rows, values or not; empty when the format has none
};

/// By place in ForeignRecording::channels; a place that is not there is left out.
using ChannelMap = std::map<std::size_t, Channel>;
ChannelMap suggestedMap(const ForeignRecording& recording);
/// "Pulse=pr,Sat=spo2": names of the file and keys of vital signs, over the suggestions; "Sat=" leaves one
/// out. An Error names the word that is unknown.
Result<ChannelMap> mapFrom(const ForeignRecording& recording, std::string_view words);

/// Value in the channel's canonical unit, or nothing when `unit` is none that can be converted. kPa and mmHg,
/// °F and °C, fractions and percent. An empty unit is taken as the canonical one.
std::optional<double> inCanonicalUnit(Channel channel, const std::string& unit, double value);
bool unitFits(Channel channel, const std::string& unit);

/// Refuses two channels mapped to one vital sign, a unit that does not fit, and a recording without a value.
/// Zeros that mean "no reading" stay out (interop.md §8, traps 1 and 2).
Result<Recording> toRecording(const ForeignRecording& recording, const ChannelMap& map);
/// In these channels 0 cannot be a living person's value; files use it for "no reading".
bool meansMissing(Channel channel, double value);
/// The vital sign that a name most likely means, whatever its case, blanks and underscores.
std::optional<Channel> channelNamed(std::string_view name);

/// A recording of a known format, told by its content: CSV, WFDB header (.hea), EDF+, .vital.
Result<ForeignRecording> readForeign(const std::filesystem::path& path);

} // namespace chairside
