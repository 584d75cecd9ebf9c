// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/recording.h"

#include "core/base/phrase.h"
#include "core/base/system_reason.h"
#include "core/base/text.h"

#include <algorithm>
#include <fstream>

namespace chairside {
namespace {

template <class Wanted>
Millis medianDistance(const std::vector<RecordedFrame>& frames, Wanted wanted) {
    std::vector<Millis> distances;
    const RecordedFrame* previous = nullptr;
    for (const auto& frame : frames) {
        if (!wanted(frame)) continue;
        // Two rows of one moment (two sources in one file) say nothing about the period.
        if (previous && frame.at > previous->at) distances.push_back(frame.at - previous->at);
        previous = &frame;
    }
    if (distances.empty()) return Millis{0};
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    return *middle;
}

} // namespace

std::string asQuote(std::string_view raw) {
    return "\u201c" + cleanText(raw, 40) + "\u201d";
}

Error tooManyFrames() {
    return {phrase("This recording is too long: Chairside replays at most {1} rows.",
                   std::to_string(kMaxRecordedFrames))};
}

Result<std::string> readWholeFile(const std::filesystem::path& path, std::size_t maxBytes) {
    const auto name = asQuote(path.filename().string());
    std::error_code fault;
    const auto status = std::filesystem::status(path, fault);
    if (status.type() == std::filesystem::file_type::not_found)
        return Error{phrase("There is no file {1}.", name)};
    if (status.type() != std::filesystem::file_type::regular)
        return Error{phrase("{1} is not a file that can be read.", name)};
    const auto size = std::filesystem::file_size(path, fault);
    if (fault) return Error{phrase("The file {1} cannot be read: {2}.", name, systemReason(fault))};
    if (size == 0) return Error{phrase("The file {1} is empty.", name)};
    if (size > maxBytes)
        return Error{phrase("The file {1} is too large: it has {2} MB, and Chairside reads at most {3} MB.",
                            name, std::to_string(size >> 20), std::to_string(maxBytes >> 20))};
    std::ifstream file(path, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!file || !file.read(bytes.data(), static_cast<std::streamsize>(size)))
        return Error{phrase("The file {1} cannot be read.", name)};
    return bytes;
}

void measurePeriods(Recording& recording) {
    const auto& frames = recording.frames;
    const auto frameDistance = medianDistance(frames, [](const RecordedFrame&) { return true; });
    for (std::size_t c = 0; c < kChannelCount; ++c) {
        const auto has = [c](const RecordedFrame& frame) { return frame.values[c].has_value(); };
        recording.period[c] = Millis{0};
        if (std::none_of(frames.begin(), frames.end(), has)) continue;
        const auto distance = medianDistance(frames, has);
        recording.period[c] = std::max(Millis{1}, distance > Millis{0} ? distance : frameDistance);
    }
}

} // namespace chairside
