// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/recording.h"

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
    return {"This recording is too long: Chairside replays at most " + std::to_string(kMaxRecordedFrames) +
            " rows."};
}

Result<std::string> readWholeFile(const std::filesystem::path& path, std::size_t maxBytes) {
    const auto name = asQuote(path.filename().string());
    std::error_code fault;
    const auto status = std::filesystem::status(path, fault);
    if (status.type() == std::filesystem::file_type::not_found)
        return Error{"There is no file " + name + "."};
    if (status.type() != std::filesystem::file_type::regular)
        return Error{name + " is not a file that can be read."};
    const auto size = std::filesystem::file_size(path, fault);
    if (fault) return Error{"The file " + name + " cannot be read: " + fault.message() + "."};
    if (size == 0) return Error{"The file " + name + " is empty."};
    if (size > maxBytes)
        return Error{"The file " + name + " is too large: it has " + std::to_string(size >> 20) +
                     " MB, and Chairside reads at most " + std::to_string(maxBytes >> 20) + " MB."};
    std::ifstream file(path, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!file || !file.read(bytes.data(), static_cast<std::streamsize>(size)))
        return Error{"The file " + name + " cannot be read."};
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
