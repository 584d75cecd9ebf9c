// SPDX-License-Identifier: GPL-3.0-or-later
// What the one "pause sound" button means, as a pure function of what is shown and heard. Owned by nobody,
// any thread. It never chooses an emergency that nobody hears at this moment.
#pragma once

#include "core/domain/alarm/alarm_types.h"

#include <span>
#include <string>
#include <vector>

namespace chairside {

/// The conditions to pause, in the order given: the one that is heard now, and of the others those below high
/// priority. An emergency is paused only when it is the heard one itself; the next one takes its place.
/// Nothing heard yet (a quiet room shows first): all below high priority. Empty when there is nothing to do.
/// Source: issue 4 point 4, "a higher priority always breaks through".
std::vector<std::string> conditionsToPause(std::span<const ActiveAlarm> active,
                                           const std::optional<SoundOrder>& heard);

} // namespace chairside
