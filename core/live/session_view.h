// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can be known about one session: the folds over its events and readings, kept together so
// that the live page, the resume after a crash, the history and the report run the same code on the same
// rows. Owned by the engine (main thread) or by whoever opened a recorded session. Asks no clock, writes
// nothing.
#pragma once

#include "core/chart/record_model.h"
#include "core/domain/schedule.h"
#include "core/domain/session.h"
#include "core/live/freshness_board.h"

#include <string>
#include <vector>

namespace chairside {

class SessionView {
public:
    explicit SessionView(Protocol protocol);

    void apply(const Event& event);
    void apply(const Reading& reading);

    const Protocol& protocol() const { return protocol_; }
    const SessionState& state() const { return state_; }
    const Schedule& schedule() const { return schedule_; }
    const FreshnessBoard& board() const { return board_; }
    const RecordModel& record() const { return record_; }
    RecordModel& record() { return record_; } ///< for due marks and history bands, which are set from outside
    /// Every event in order, corrected and withdrawn ones included.
    const std::vector<Event>& events() const { return events_; }
    /// Newest trusted values, device or typed, whatever their age: decide() looks at the age itself.
    VitalsFacts vitals() const;
    /// Every change of the oxygen given, by entry or by source.
    const OxygenCourse& oxygen() const { return oxygen_; }
    /// The same as it was when treatment began; empty before.
    const std::optional<VitalsFacts>& baseline() const { return baseline_; }
    /// The schedule as it stands at `now`, for the record chart.
    std::vector<DueMark> dueMarks(MonoTime now) const;
    std::int64_t readingCount() const { return readings_; }

private:
    Protocol protocol_;
    SessionState state_;
    Schedule schedule_;
    FreshnessBoard board_;
    RecordModel record_;
    std::vector<Event> events_;
    CurrentEntries typed_;
    VitalsFacts measured_; ///< from devices
    OxygenCourse oxygen_;
    std::optional<VitalsFacts> baseline_;
    std::int64_t readings_ = 0;
};

} // namespace chairside
