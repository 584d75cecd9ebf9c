// SPDX-License-Identifier: GPL-3.0-or-later
// Time as types. Logic, order and durations use the session clock (MonoTime); people read wall time.
// The session clock starts at 0 when a session is opened, counts suspend, survives a restart of the
// program (SessionClock in core/live), and runs N times as fast in an N-times replay.
// Nothing in core/domain asks a clock: `now` is always a parameter.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chairside {

using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
using Minutes = std::chrono::minutes;
using namespace std::chrono_literals;

/// Tag of the session clock. It has no now(): only a Clock object can tell the time.
struct SessionClockTag {
    using duration = Millis;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<SessionClockTag, Millis>;
    static constexpr bool is_steady = true;
};
using MonoTime = SessionClockTag::time_point;

constexpr MonoTime monoFromMs(std::int64_t ms) {
    return MonoTime{Millis{ms}};
}
constexpr std::int64_t toMs(MonoTime t) {
    return t.time_since_epoch().count();
}

/// UTC wall time with the local offset that was in force, for people and for joining across machines.
struct WallTime {
    std::int64_t utcMs = 0;     ///< milliseconds since 1970-01-01T00:00:00Z
    std::int16_t offsetMin = 0; ///< minutes east of UTC at that moment
    auto operator<=>(const WallTime&) const = default;
};

struct Instant {
    MonoTime mono;
    WallTime wall;
    auto operator<=>(const Instant&) const = default;
};

/// The same moment as `at`, seen `later` after it (or before it, when negative).
inline Instant shifted(const Instant& at, Millis later) {
    return {at.mono + later, {at.wall.utcMs + later.count(), at.wall.offsetMin}};
}

/// The session clock as seen by whoever stamps. Implementations: SessionClock (live), ManualClock (tests).
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start = {}) : now_(start) {}
    Instant now() const override { return now_; }
    void advance(Millis by) { now_ = shifted(now_, by); }
    void stepWall(Millis by) { now_.wall.utcMs += by.count(); } ///< somebody set the computer's clock

private:
    Instant now_;
};

std::string formatClock(WallTime t); ///< local "10:42:07"
std::string formatDate(WallTime t);  ///< local "2026-11-21"
std::string formatIso(WallTime t);   ///< "2026-11-21T10:42:07.250+01:00"
/// A real calendar date written "2026-11-21", else nothing.
std::optional<std::chrono::sys_days> parseIsoDate(std::string_view text);
/// Whole days from one ISO date to another, negative when `to` is earlier; nothing when either is no date.
std::optional<int> daysBetween(std::string_view from, std::string_view to);
std::string formatDuration(Millis d); ///< "23:41", "1:02:03", "−0:30" (true minus sign)

} // namespace chairside
