// SPDX-License-Identifier: GPL-3.0-or-later
// A standard session written down as what people ask for and when: from the baseline to both signatures. One
// script for the demo, for generated archives and for the tests, so that all of them take the real path of
// commands. Pure data; times of the treatment count from its start. Values are invented.
#pragma once

#include "core/base/result.h"
#include "core/domain/protocol.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

struct ScriptLine {
    Millis at{0}; ///< since the opening of the session
    Actor actor;
    EventBody ask;
};

struct StandardSettings {
    std::vector<Actor> people; ///< nurse, second nurse, prescriber
    double weightKg = 70;
    Millis startAt{0};         ///< session time of the start of treatment
    Minutes recovery{62};      ///< from the end of treatment until discharge
    int peakDissociation = 14; ///< 0 to 18
    std::optional<Minutes>
        stopAfter; ///< the treatment is stopped then, for the reason; else it runs to its end
    std::string stopReason;
    bool typedPressures = false; ///< pressures are typed each 5 min (no monitor)
};

/// Everything up to and including the start. A dose that cannot be computed is answered in words.
Result<std::vector<ScriptLine>> preparation(const Protocol& protocol, const StandardSettings& settings);
/// The entries while the treatment runs and in recovery.
std::vector<ScriptLine> observations(const Protocol& protocol, const StandardSettings& settings);
/// End of treatment, ledger, discharge and both signatures.
Result<std::vector<ScriptLine>> closing(const Protocol& protocol, const StandardSettings& settings);
/// All three, in order of time.
Result<std::vector<ScriptLine>> standardSession(const Protocol& protocol, const StandardSettings& settings);

} // namespace chairside
