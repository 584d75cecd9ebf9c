// SPDX-License-Identifier: GPL-3.0-or-later
// What the pre-session screen and the time-out still lack, and the holds that follow from answers and
// measurements: the half of decide() that looks before a treatment. Private to core/domain/session*.cpp; pure
// functions, they record nothing themselves.
#pragma once

#include "core/domain/session.h"

#include <string>
#include <vector>

namespace chairside {

/// Titles of the items of "screen" or "timeout" that concern this patient and have no answer yet.
std::vector<std::string> missingItems(const SessionState& state, const std::string& list,
                                      const std::vector<RequiredItem>& items);
/// What two people looked at and found not to be so.
std::vector<std::string> disagreements(const SessionState& state, const Protocol& protocol);

/// The holds of a completed screen: by measurement, then by answer.
std::vector<HoldPlaced> holdsOfScreen(const SessionState& state, Instant now, const DecisionContext& context);
/// An answer that comes up after the screen was complete holds the patient like one given in it.
std::optional<HoldPlaced> lateHold(const SessionState& state, const ItemConfirmed& answer,
                                   const Protocol& protocol);

struct Recheck {
    std::vector<HoldResolved> resolved;
    bool anyOpen = false; ///< another hold still stands
};
/// "Check again": holds by a measurement that is back within its limit are resolved, the rest stay.
Recheck recheckHolds(const SessionState& state, const DecisionContext& context);

} // namespace chairside
