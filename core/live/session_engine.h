// SPDX-License-Identifier: GPL-3.0-or-later
// The running session: takes commands and readings, decides, hands every event to the log, notices silence.
// Main thread only. Time comes from the Clock handed in; nothing here sleeps, paints or touches a file.
// An event reaches the screen at once as "saving" and counts as recorded only after the writer acknowledged
// it.
#pragma once

#include "core/domain/alarm/alarm_engine.h"
#include "core/live/session_view.h"
#include "core/live/source.h"

#include <functional>
#include <map>

namespace chairside {

class SessionEngine {
public:
    using EventSink = std::function<void(const Event&)>;

    SessionEngine(Protocol protocol, const Clock& clock, UuidSource& ids, EventSink sink);
    /// Continues from a recorded session: replays its events and readings without writing them again.
    void restore(const std::vector<Event>& events, const std::vector<Reading>& readings);

    /// Decides, records and applies. The answer's events are already handed to the log.
    Decision submit(const Command& command);
    /// A message of a source; a reading was handed to the log by acquisition already.
    void ingest(SourceId source, const SourceMessage& message);
    /// Lets time pass up to `to`: alarms, silence, late checks. Call at least once a second and after each
    /// reading; never runs backwards. At N× `to` follows the readings, so that a batch is judged at its own
    /// times.
    void tick(MonoTime to);
    /// The program noticed something itself, at `effective` if not now.
    void note(EventBody body, std::optional<MonoTime> effective = std::nullopt);
    /// Technical conditions that only the surroundings know: store fault, clock step, sound missing.
    /// Puts the schedule's marks on the record chart as they stand at `now`.
    void updateDueMarks(MonoTime now);
    /// For what the record chart takes from outside: labels of keys, bands of earlier sessions.
    RecordModel& chartRecord() { return view_.record(); }
    void setTechnical(Technical what, std::optional<std::string> detail);

    const SessionView& view() const { return view_; }
    const AlarmEngine& alarms() const { return alarms_; }
    Instant now() const { return clock_.now(); }
    bool isOpen() const { return view_.state().phase != Phase::scheduled && !isClosed(view_.state().phase); }

    /// Called after every new event and every reading, not while restoring.
    std::function<void(const Event&)> onEvent;
    std::function<void(const Reading&)> onReading;

private:
    void record(const std::vector<Event>& events);
    void recordAlarms();
    void takeBaseline();
    void followProfile();
    std::optional<Refusal> alarmRefusal(const EventBody& ask) const;

    SessionView view_;
    AlarmEngine alarms_;
    const Clock& clock_;
    UuidSource& ids_;
    EventSink sink_;
    std::map<SourceId, SourceInfo> sources_;
    std::map<SourceId, std::optional<MonoTime>> lostSince_;
    MonoTime ticked_;
    bool quiet_ = false; ///< the profile that the record says is in force
};

} // namespace chairside
