// SPDX-License-Identifier: GPL-3.0-or-later
// The session clock: counts from the moment the session was opened on the computer's boot clock, which runs
// on through suspend and does not move when somebody sets the time. Wall times derive from the start anchor,
// so a step in mid-session bends nothing; the step itself is reported. now() is lock-free and may be called
// from any thread; takeStep() belongs to one thread. It never sleeps and stores nothing.
#pragma once

#include "core/base/time.h"
#include "core/domain/event.h"

#include <optional>
#include <string>

namespace chairside {

using Micros = std::chrono::microseconds;

/// The year this program was written; a computer whose clock lies before it was never set.
constexpr std::int64_t kSaneUtcMs = 1'767'225'600'000; // 2026-01-01T00:00:00Z

/// Whether the computer's clock is held to a reference, such as a time server. Compared means within the last
/// nine hours: then the error that the kernel lets grow by 500 ppm reaches 16 s.
enum class ClockDiscipline { compared, notCompared, unknown };

/// The computer's clocks, behind an interface so that tests can suspend, step and reboot.
class HostTime {
public:
    virtual ~HostTime() = default;
    virtual Micros boot() const = 0;        ///< since the computer started, suspend included
    virtual std::int64_t utcMs() const = 0; ///< what the computer believes the time is
    virtual std::int16_t offsetMinAt(std::int64_t utcMs) const = 0; ///< minutes east of UTC in force then
    virtual std::string bootId() const = 0; ///< differs after each start of the computer
    virtual ClockDiscipline discipline() const = 0;
};

/// Linux: CLOCK_BOOTTIME, CLOCK_REALTIME, the local time zone, /proc/sys/kernel/random/boot_id, adjtimex.
class SystemTime final : public HostTime {
public:
    Micros boot() const override;
    std::int64_t utcMs() const override;
    std::int16_t offsetMinAt(std::int64_t utcMs) const override;
    std::string bootId() const override; ///< empty if the system does not tell; then no start equals another
    ClockDiscipline discipline() const override; ///< unknown where a sandbox forbids to ask
};
/// What adjtimex() tells by its answer (-1 = it failed) and its largest error. STA_UNSYNC and TIME_ERROR are
/// not asked: a chrony without rtcsync leaves them set, so that the kernel keeps its hands off the hardware
/// clock, while it holds the clock to its servers.
ClockDiscipline disciplineOf(int answer, std::int64_t largestErrorUs);

/// Ties session time to the computer's clocks. A fold over the session's events, so that a resume knows it:
/// SessionOpened sets it, SessionResumed renews its boot part, ClockStepped adds to its steps.
struct ClockAnchor {
    WallTime startWall; ///< the computer's wall time when session time was 0
    double speed = 1;
    std::string bootId;      ///< the boot in which `bootMs` was read
    std::int64_t bootMs = 0; ///< boot clock when session time was `bootMono`
    MonoTime bootMono;
    Millis wallSteps{0}; ///< sum of the steps of the computer's wall clock reported so far
};
/// Applies one event of the session to its anchor; other kinds change nothing.
void follow(ClockAnchor& anchor, const Event& event);

class SessionClock final : public Clock {
public:
    /// A new session: its time is 0 now. At `speed` N the session, wall included, runs N times as fast.
    explicit SessionClock(const HostTime& host, double speed = 1);
    /// The same session after the program ended. Same boot: the time that passed is read from the boot clock.
    /// Other boot: from the wall clock, corrected by the reported steps. Never before `last`.
    SessionClock(const HostTime& host, const ClockAnchor& anchor, MonoTime last);

    Instant now() const override;

    /// Session time between the last record and the resume; 0 for a new session.
    Millis gap() const { return gap_; }
    /// False when the gap could not be measured: after a reboot with a wall clock that was wrong then or is
    /// now.
    bool gapIsKnown() const { return gapIsKnown_; }
    /// For SessionOpened and SessionResumed: boot id and boot clock of this run.
    const ClockAnchor& anchor() const { return anchor_; }
    double speed() const { return anchor_.speed; }
    /// Real time until the session clock shows `due`; zero if it already does. For whoever sleeps.
    Micros realTimeUntil(MonoTime due) const;

    /// The step of the computer's wall clock not reported yet, if it is more than 500 ms. Right after a
    /// resume: a step made while the program was not running. Source of the limit: reliability.md §4.4.
    /// Slewing by NTP moves both clocks alike and is no step.
    std::optional<Millis> takeStep();
    /// The computer's clock is before the year this program was written: its battery is empty, or it was
    /// never set.
    static bool isBeforeSaneDate(const HostTime& host);

private:
    WallTime wallAt(MonoTime mono) const;
    std::int64_t expectedUtcMs() const; ///< what the computer's wall clock shows unless somebody set it

    const HostTime& host_;
    ClockAnchor anchor_;
    Micros bootBase_{0}; ///< boot clock at anchor_.bootMono, to the microsecond
    Millis gap_{0};
    bool gapIsKnown_ = true;
    Millis reportedSteps_{0}; ///< the one mutable part, see takeStep()
};

} // namespace chairside
