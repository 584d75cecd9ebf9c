// SPDX-License-Identifier: GPL-3.0-or-later
// What may be shown as a patient's number at a moment: a fold of readings, typed values and link changes, and
// the only way by which a number reaches a tile. A value past its limit, withdrawn or never there gives no
// number, only its age. Owned by the session's view, main thread, pure; it never extends, averages or invents
// a value.
//
// Rules for what arrives:
//  - out of order: a value older than the one held for its source and channel is not shown; nor is the same
//  again.
//  - future: a reading dated after `now` is refused.
//  - repeated: a gateway that sends an old measurement again (device time not later than the held one, up to
//  30 s
//    back) does not make it fresh. A device clock more than 30 s off is not used, and the value is marked.
//  - sensor off: the oximeter's values end at once. A source that sends whole messages ends a continuous
//  value
//    by leaving it out. Otherwise a value ends by age.
//  - link lost: nothing of that source is live until its next reading.
// Rules for what is shown, for each channel, and for the three cuff pressures as one:
//  - two sources are never mixed: the one attached first is shown until its value is gone or implausible
//  while
//    another has a good one, then the next.
//  - typed against measured: for cuff and temperature the newer one; for continuous channels the measured one
//  as
//    long as it is not gone.
#pragma once

#include "core/domain/current_entries.h"
#include "core/domain/event.h"
#include "core/domain/reading.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

struct Shown {
    double value = 0;       ///< NaN when `freshness` is gone: then there is no number, only an age
    SourceId source = 0;    ///< 0 = typed
    std::string sourceName; ///< the device's name, or who typed it
    Origin origin = Origin::device;
    Instant at;    ///< when it was measured
    Millis age{0}; ///< of the measurement, by our clock or the device's, whichever is more
    Freshness freshness = Freshness::gone;
    bool implausible = false;    ///< impossible as a measurement: never drawn as one
    bool derived = false;        ///< computed by us, such as a mean pressure
    bool doubtful = false;       ///< weak signal, or the cuff inflates on the oximeter's arm
    bool timeUnverified = false; ///< the device's clock is more than 30 s off
};

class FreshnessBoard {
public:
    enum class Arrival : std::uint8_t { taken, older, repeated, future, unknownSource };

    /// `now` is for whoever has a clock; without it the reading's own stamp, given by acquisition, is
    /// trusted.
    Arrival apply(const Reading& reading, std::optional<MonoTime> now = std::nullopt);
    /// SessionResumed, SourceAttached, SourceLost, SourceReturned, VitalsEntered, its corrections and
    /// EntryWithdrawn.
    void apply(const Event& event);

    /// Empty while the channel never had a value.
    std::optional<Shown> at(Channel c, MonoTime now) const;
    /// The next moment after `now` at which something shown may change by age alone. A redraw belongs there.
    std::optional<MonoTime> nextChange(MonoTime now) const;

private:
    struct Held {
        double value = 0;
        Instant at;
        std::uint32_t flags = 0;
        std::optional<std::int64_t> deviceUtcMs;
        Millis deviceLag{0};
        bool timeUnverified = false;
    };
    struct SourceState {
        SourceInfo info;
        bool lost = false;
        std::array<std::optional<Held>, kChannelCount> held;
        /// When the source last said itself that there is no value: what was measured before is over.
        std::array<std::optional<MonoTime>, kChannelCount> endedAt;

        bool hasEnded(Channel c) const {
            return held[index(c)] && endedAt[index(c)] && *endedAt[index(c)] > held[index(c)]->at.mono;
        }
    };
    using Group = std::vector<Channel>; ///< channels that are shown from one bearer only

    static const Group& groupOf(Channel c);
    SourceState* find(SourceId id);
    static Arrival take(SourceState& source, Channel c, const Reading& reading);
    static void endAbsent(SourceState& source, const Reading& reading);
    static std::optional<Shown> measured(const SourceState& source, Channel c, MonoTime now);
    static std::optional<Shown> typedIn(const Event& entry, Channel c, MonoTime now);
    const SourceState* bestSource(const Group& group, MonoTime now) const;
    const Event* newestTyped(const Group& group, MonoTime now) const;

    std::vector<SourceState> sources_; ///< in order of attachment
    CurrentEntries typed_;
};

} // namespace chairside
