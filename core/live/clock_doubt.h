// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons to doubt the computer's clock before a session begins. The kernel tells whether the clock is held
// to a reference now, never for how long it has not been; so the program remembers when it last was, or when
// a person looked at it and went on. Pure rules and words: reads no clock and no file, keeps nothing. Any
// thread.
#pragma once

#include "core/live/session_clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace chairside {

/// A clock that nothing was compared with for longer is doubted. Source: reliability.md §4.4. At the 500 ppm
/// by which the kernel reckons that an oscillator may err (MAXFREQ, linux/timex.h) a clock strays 5 minutes
/// in it.
constexpr std::chrono::days kComparedWithin{7};
/// Clocks that a network sets go back by seconds; that is no reason for doubt.
constexpr Millis kClockTolerance = 60s;

struct ClockDoubt {
    std::optional<WallTime> openedLater; ///< a session of the record was opened after what is now
    std::optional<WallTime> stoodLater;  ///< the clock was seen after what is now: it has been set back
    std::optional<std::int64_t> uncomparedDays; ///< whole days without a comparison, at least 7

    bool any() const { return openedLater || stoodLater || uncomparedDays; }
    bool operator==(const ClockDoubt&) const = default;
};

/// When the clock counts as compared after a look at it. Seen for the first time it counts as compared then,
/// so that a new installation is not doubted at once.
std::int64_t comparedAfterLook(std::optional<std::int64_t> rememberedUtcMs, ClockDiscipline seen,
                               std::int64_t nowUtcMs);
/// Doubts about a clock that counts as compared at `compared`. None while a reference holds it, and none
/// where the kernel does not tell.
ClockDoubt doubtOf(const WallTime& compared, ClockDiscipline seen, const WallTime& now);
/// Adds the doubt about a clock that lies before the newest session of the record.
ClockDoubt withNewestSession(ClockDoubt doubt, const WallTime& opened, const WallTime& now);

/// What is doubted, the gravest first, in whole sentences without an instruction; empty without a doubt.
std::string clockDoubtWords(const ClockDoubt& doubt, const WallTime& now);

/// A comparison as a line of a file: milliseconds since 1970.
std::string comparisonText(std::int64_t utcMs);
/// Nothing for what is no such line, or no time between 2026 and 9999: as if there were no file.
std::optional<std::int64_t> readComparison(std::string_view text);

} // namespace chairside
