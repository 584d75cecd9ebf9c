// SPDX-License-Identifier: GPL-3.0-or-later
// Builds a plausible recorded session, reproducible from a seed: for tests of the log, history and export.
// Values are made up; every event kind that a normal session has occurs.
#pragma once

#include "core/log/store.h"

#include <string>
#include <vector>

namespace chairside::testing {

struct MadeSession {
    Uuid session;
    Patient patient;
    std::vector<Event> events;
    std::vector<Reading> readings;
    std::vector<LogItem> items; ///< events and readings in the order of their times
};

struct MakeSettings {
    std::uint64_t seed = 1;
    std::int64_t openedUtcMs = 1'795'255'200'000;
    Millis readingPeriod{1'000};
    Minutes length{10}; ///< of the infusion
    bool sign = true;
};

MadeSession makeSession(const MakeSettings& settings);

} // namespace chairside::testing
