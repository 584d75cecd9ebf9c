// SPDX-License-Identifier: GPL-3.0-or-later
// A recording of vital signs from a file, whole in memory: frames in time order, missing values as absent. A
// plain value without a thread; the readers (wfdb, csv_reader) fill it, Replay (core/live) plays it.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/channel.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

struct RecordedFrame {
    Millis at{0}; ///< since the beginning of the recording
    std::array<std::optional<double>, kChannelCount> values;
};

struct Recording {
    std::string name;                  ///< for people: the file's own name for itself
    std::vector<RecordedFrame> frames; ///< in time order; a frame without any value is kept
    std::array<Millis, kChannelCount>
        period{}; ///< the usual distance between two values, 0 = channel not there
    std::vector<std::string> unknownChannels; ///< columns or signals left out, with the reason in words

    Millis length() const { return frames.empty() ? Millis{0} : frames.back().at; }
};

/// What a reader accepts at most: a day of numerics at one per second is 86,400 frames and about 5 MB of
/// text.
inline constexpr std::size_t kMaxRecordingBytes = 64u << 20;
inline constexpr std::size_t kMaxRecordedFrames = 1'000'000;
Error tooManyFrames();
/// A foreign text as part of a sentence: cleaned, at most 40 characters, in quotation marks.
std::string asQuote(std::string_view raw);

/// A whole file, or one sentence: not there, not readable, empty, or too large.
Result<std::string> readWholeFile(const std::filesystem::path& path, std::size_t maxBytes);

/// Fills `period`: the median distance between values of the channel, for one single value the distance of
/// frames.
void measurePeriods(Recording& recording);

} // namespace chairside
