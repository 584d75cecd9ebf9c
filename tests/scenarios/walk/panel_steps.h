// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can stand over or beside the live page of a running infusion, opened one after the other as
// a touch would. One list for whoever looks at all of it: the language walk, the pictures, the touch targets.
#pragma once

#include "scenarios/real_window.h"

#include <functional>
#include <vector>

namespace chairside::testing {

struct PanelStep {
    const char* name; ///< also of its picture: letters, digits and dashes
    std::function<void(RealWindow&)> open;
};
const std::vector<PanelStep>& panelSteps();

/// Each step on a live page without panels; `look` sees the window as the step left it. Alarms that a step
/// raises are over before the next one.
void walkPanels(RealWindow& window, const std::function<void(const PanelStep&)>& look);

} // namespace chairside::testing
