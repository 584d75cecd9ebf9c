// SPDX-License-Identifier: GPL-3.0-or-later
// What of the protocol's baseline set is missing or too old: asked when the screen is completed, and again at
// the start. Pure functions over the session's state and its newest values; never ask a clock.
// Guard of "screened" and age of the baseline: clinical.md §4.1, §1.4.
#pragma once

#include "core/domain/session.h"

#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// HoldOverridden::code when a prescriber lets a baseline stand that is too old at the start. Stored; never
/// changes.
inline constexpr std::string_view kBaselineHold = "baseline_age";

struct BaselineGap {
    std::string capture;                ///< as in Protocol::baselineSet
    std::optional<MonoTime> measuredAt; ///< older than allowed; empty when there is none at all
};

/// In the protocol's order. Weight and height stand from check-in on, everything else grows old.
std::vector<BaselineGap> baselineGaps(const Protocol& protocol, const SessionState& state,
                                      const VitalsFacts& vitals, MonoTime at);
/// "blood pressure", "sedation"; of alternatives the first.
std::string baselineWord(std::string_view capture);
/// Why the treatment cannot start at `at` yet, with the way out; empty when the baseline is fresh, or when a
/// prescriber overrode its age within that same age.
std::optional<Refusal> staleBaseline(const Protocol& protocol, const SessionState& state,
                                     const VitalsFacts& vitals, MonoTime at);

} // namespace chairside
