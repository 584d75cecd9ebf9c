// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a recording as a source, on the session clock and therefore at its speed, from any place in it. Every
// number is marked as replayed. Belongs to its acquisition thread; the recording is read whole before, so
// that playing touches no file. At the end it reports that, and yields nothing more.
#pragma once

#include "core/base/result.h"
#include "core/interop/recording.h"
#include "core/live/source.h"

#include <filesystem>

namespace chairside {

class Replay final : public Source {
public:
    struct Options {
        SourceId id = 1;
        MonoTime startAt; ///< session time at which the first frame is due
        Millis offset{0}; ///< place in the recording that is played at `startAt`
    };
    Replay(Recording recording, const Options& options);

    const SourceInfo& info() const override { return info_; }
    std::vector<SourceMessage> poll(Instant now) override;
    MonoTime nextDue() const override;
    const Recording& recording() const { return recording_; }

private:
    MonoTime dueAt(const RecordedFrame& frame) const {
        return options_.startAt + (frame.at - options_.offset);
    }

    Recording recording_;
    Options options_;
    SourceInfo info_;
    std::size_t next_ = 0;
    MonoTime endAt_;
    bool connected_ = false, ended_ = false;
};

/// Opens a recording of a known format, told by its content: a WFDB header (.hea, or a folder that holds
/// exactly one), or CSV. Anything else is refused in one sentence.
Result<Recording> openRecording(const std::filesystem::path& path);

} // namespace chairside
