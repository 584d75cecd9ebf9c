// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a session written in plain lines ("10:05 nurse Ana enters blood pressure 128/82") through the real
// engine and compares it with its "expect" lines. For tests only; the language is explained in
// tests/scenarios/plain/README.md. A line that is not understood, a refusal that nobody expected and a wrong
// expectation are all faults, each with its line.
#pragma once

#include "core/domain/instrument.h"
#include "core/domain/protocol.h"

#include <string>
#include <vector>

namespace chairside::testing {

struct ScenarioFault {
    int line = 0;
    std::string sentence;
    bool expectation = false; ///< an "expect" line did not hold; otherwise the file itself is at fault
};

struct ScenarioOutcome {
    int commands = 0, expectations = 0;
    std::vector<ScenarioFault> faults;
};

ScenarioOutcome playScenario(const std::string& text, const std::vector<Protocol>& protocols);

} // namespace chairside::testing
