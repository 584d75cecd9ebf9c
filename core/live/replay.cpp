// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/replay.h"

#include "core/base/phrase.h"
#include "core/base/system_reason.h"
#include "core/interop/csv_reader.h"
#include "core/interop/wfdb.h"
#include "core/live/missing_codes.h"

#include <algorithm>
#include <limits>

namespace chairside {
namespace {

namespace fs = std::filesystem;

Result<fs::path> onlyHeaderIn(const fs::path& folder) {
    std::error_code fault;
    std::vector<fs::path> headers;
    for (fs::directory_iterator it(folder, fault), end; !fault && it != end; it.increment(fault))
        if (it->path().extension() == ".hea") headers.push_back(it->path());
    if (fault) return Error{phrase("This folder cannot be read: {1}.", systemReason(fault))};
    if (headers.size() == 1) return headers.front();
    return Error{headers.empty()
                     ? phrase("This folder holds no WFDB header (.hea).")
                     : phrase("This folder holds several WFDB headers (.hea); name one of them.")};
}

bool looksLikeText(std::string_view bytes) {
    return bytes.find('\0') == std::string_view::npos &&
           std::none_of(bytes.begin(), bytes.end(), [](char c) { return c > 0 && c < 9; });
}

} // namespace

Replay::Replay(Recording recording, const Options& options)
    : recording_(std::move(recording)), options_(options) {
    info_.id = options.id;
    info_.name = "Replay of " + recording_.name;
    info_.origin = Origin::replayed;
    info_.period = recording_.period;
    info_.wholeMessages = true;
    const auto& frames = recording_.frames;
    const auto first = std::lower_bound(frames.begin(), frames.end(), options.offset,
                                        [](const RecordedFrame& frame, Millis at) { return frame.at < at; });
    next_ = static_cast<std::size_t>(first - frames.begin());
    // The last value stands for one more period; only then is the recording over.
    Millis shortest = Millis::max();
    for (const auto period : recording_.period)
        if (period > Millis{0}) shortest = std::min(shortest, period);
    if (shortest == Millis::max()) shortest = Millis{0};
    endAt_ = std::max(options.startAt, options.startAt + (recording_.length() - options.offset) + shortest);
}

std::vector<SourceMessage> Replay::poll(Instant now) {
    std::vector<SourceMessage> out;
    const auto instantOf = [&](MonoTime t) { return shifted(now, t - now.mono); };
    if (ended_ || now.mono < options_.startAt) return out;
    if (!connected_) {
        connected_ = true;
        out.push_back(LinkChange{LinkState::connected, instantOf(options_.startAt), {}});
    }
    for (; next_ < recording_.frames.size() && dueAt(recording_.frames[next_]) <= now.mono; ++next_) {
        const auto& frame = recording_.frames[next_];
        Reading reading;
        reading.source = info_.id;
        reading.at = instantOf(dueAt(frame));
        reading.values = frame.values;
        removeMissing(reading, Dialect::numericsFile);
        out.push_back(reading);
    }
    if (next_ >= recording_.frames.size() && endAt_ <= now.mono) {
        ended_ = true;
        out.push_back(LinkChange{LinkState::ended, instantOf(endAt_), "end of the recording"});
    }
    return out;
}

MonoTime Replay::nextDue() const {
    if (ended_) return MonoTime::max();
    if (!connected_) return options_.startAt;
    return next_ < recording_.frames.size() ? dueAt(recording_.frames[next_]) : endAt_;
}

Result<Recording> openRecording(const fs::path& path) {
    std::error_code fault;
    if (fs::is_directory(path, fault)) {
        const auto header = onlyHeaderIn(path);
        if (!header) return header.error();
        return readWfdb(header.value());
    }
    if (path.extension() == ".hea") return readWfdb(path);
    const auto bytes = readWholeFile(path, kMaxRecordingBytes);
    if (!bytes) return bytes.error();
    if (path.extension() == ".dat" && fs::exists(fs::path(path).replace_extension(".hea"), fault))
        return readWfdb(fs::path(path).replace_extension(".hea"));
    if (!looksLikeText(bytes.value()) || bytes.value().find_first_of(",\n") == std::string::npos)
        return Error{phrase(
            "{1} is in a format that Chairside does not replay; it replays WFDB numerics (.hea) and CSV.",
            asQuote(path.filename().string()))};
    return readVitalsCsv(bytes.value(), path.filename().string());
}

} // namespace chairside
