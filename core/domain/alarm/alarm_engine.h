// SPDX-License-Identifier: GPL-3.0-or-later
// The alarm engine: readings, events and ticks in; what must be recorded, seen and heard out. Owned by the
// session engine, main thread, pure: `now` is always a parameter and must not run backwards between ticks. It
// never writes a log, never makes a sound, never changes a limit by itself, and keeps no silence without a
// visible reason and end. The bedside monitor remains the alarm device; this is a second pair of eyes
// (clinical.md §1.5).
#pragma once

#include "core/domain/alarm/alarm_types.h"
#include "core/domain/alarm/device_watch.h"
#include "core/domain/alarm/limit_ladders.h"
#include "core/domain/alarm/occurrence_book.h"
#include "core/domain/limits.h"

#include <span>

namespace chairside {

class AlarmEngine {
public:
    explicit AlarmEngine(const Protocol& protocol);

    /// A validated reading, in time order over all sources. One stamped over a second after `now` is not
    /// watched and makes a technical alarm.
    void apply(const Reading& reading, const SourceInfo& info, MonoTime now);
    /// Typed vitals, scores, withdrawals, artefacts, acknowledgements, pauses, limit changes, sources,
    /// faults, the end of the session. Events it does not care about, its own AlarmRaised among them, change
    /// nothing.
    void apply(const Event& event);
    /// After a restart, instead of apply(): folds the log so far. Limits, typed values and scores,
    /// acknowledgements and unacknowledged emergencies come back; no device value does. What was left open
    /// and cannot be said to hold any more is closed by the next tick (AlarmCleared). Pauses do not survive:
    /// what is true sounds again.
    void resume(std::span<const Event> log);

    /// The values before treatment; percent limits sleep until then.
    void setBaseline(const Baseline& baseline, MonoTime now);
    /// All checks that are late now, whole list each time.
    void setChecks(std::span<const LateCheck> late, MonoTime now);
    /// A fault of the program: `detail` set = it holds, empty = it is over. Momentary ones (clockStepped,
    /// windowFrozen) end by themselves after a minute or when acknowledged.
    void setTechnical(Technical what, std::optional<std::string> detail, MonoTime now);
    void setQuietRoom(bool quiet) { quiet_ = quiet; }

    /// Lets time pass; every raise, escalation and end since the last tick, in order. Empty and without
    /// allocation when nothing changed.
    std::vector<AlarmChange> tick(MonoTime now);

    /// Everything shown, highest first, then the newest first; acknowledged after unacknowledged of equal
    /// priority.
    std::vector<ActiveAlarm> active(MonoTime now) const;
    std::vector<AlarmNote> notes(MonoTime now) const;
    /// `flashClock` only drives the flash; pass a real-time clock where the session clock runs faster.
    AlarmVisual visual(MonoTime flashClock) const;
    /// Nothing when all is silent. The highest priority that is neither paused nor acknowledged.
    std::optional<SoundOrder> sound(MonoTime now) const;

    /// The next moment after `now` at which a limit's delay, a pause or the quiet room's wait ends. Whoever
    /// ticks wakes for it, so that no alarm waits for a round of the clock.
    std::optional<MonoTime> nextChange(MonoTime now) const;

    const LimitSet& limits() const { return limits_; }
    /// How often the cuff measures: told by a person, else as its source declares; nothing without a cuff.
    std::optional<Millis> cuffInterval() const { return devices_.cuffInterval(); }
    std::optional<Millis> observedCuffInterval() const { return devices_.observedCuffInterval(); }
    /// What the cuff does instead of the interval in force, to be confirmed by a person.
    std::optional<Millis> proposedCuffInterval() const { return devices_.proposedCuffInterval(); }
    /// False until the first valid value: its limits sleep, and the tile shows it.
    bool isArmed(Channel c) const { return ladders_.isArmed(c); }
    /// For decide(): why this cannot be acknowledged or paused, or nothing.
    std::optional<Refusal> refuse(const AlarmAcknowledged& ask) const;
    std::optional<Refusal> refuse(const AlarmPaused& ask) const;

private:
    struct Program {
        std::optional<std::string> detail;
        MonoTime since;
    };
    void typed(const Event& event, const VitalsEntered& vitals);
    void scored(const Event& event, const ScoreEntered& score);
    void changeLimit(const LimitChanged& change, MonoTime now);
    void setProgram(Technical what, std::optional<std::string> detail, MonoTime now);
    void endSession(MonoTime now);
    void sync(MonoTime now);
    void syncLimits(MonoTime now);
    void syncDevices(MonoTime now);
    void syncProgram(MonoTime now);
    std::string describe(std::size_t ladder, const Truth& truth) const;
    ActiveAlarm line(const Occurrence& one, MonoTime now) const;
    void place(ActiveAlarm& alarm, const Occurrence& one) const;

    LimitSet limits_;
    LimitLadders ladders_;
    DeviceWatch devices_;
    OccurrenceBook book_;
    std::array<Program, kTechnicalCount> program_;
    std::vector<LateCheck> checks_;
    bool quiet_ = false, ended_ = false;
    bool simulated_ = false, demo_ = false;
    MonoTime now_;
};

} // namespace chairside
