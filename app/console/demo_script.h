// SPDX-License-Identifier: GPL-3.0-or-later
// The demo session: an invented patient is taken to a running infusion at once, and an invented nurse answers
// what comes due from a written script. Everything goes through the same commands as at the chair; the record
// says "demo" in its first event. Main thread; only built when --demo or "Try a demo session" asks for it.
#pragma once

#include "app/console/session_controller.h"
#include "core/live/standard_session.h"

#include <vector>

namespace chairside {

class DemoScript {
public:
    DemoScript(SessionController& controller, std::vector<Actor> people);

    /// Checks the patient in and starts the treatment. A refusal of any step is answered as it came.
    Status begin(const Protocol& protocol, const std::string& drill = {});
    /// Enters what the script has for the time that has passed. Called on each tick.
    void step();

private:
    Status ask(const ScriptLine& line);

    SessionController& controller_;
    StandardSettings settings_;
    std::vector<ScriptLine> script_;
    std::size_t next_ = 0;
};

} // namespace chairside
