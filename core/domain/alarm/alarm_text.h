// SPDX-License-Identifier: GPL-3.0-or-later
// The words of alarms: value and limit as they were compared, at the same precision, and what to do. Pure;
// English here, translated in ui by condition id where a translation exists. Never prints a value that was
// not compared.
#pragma once

#include "core/domain/alarm/device_watch.h"
#include "core/domain/alarm/limit_ladders.h"

#include <string>
#include <vector>

namespace chairside {

/// "SpO₂ 86 < 90", "NIBP systolic 184 > 180, repeat NIBP", "NIBP systolic 150 > 144 (20 % above baseline
/// 120)". `source` names the probe where a parameter has several, else it is empty.
std::string limitText(const LimitRule& rule, const Truth& truth, const Baseline& baseline,
                      std::string_view source);
std::string deviceText(DeviceFault fault, const SourceInfo& info, std::string_view lostReason);
std::string missingText(Channel c, const std::vector<Channel>& with);
std::string implausibleText(Channel c, const Truth& truth);
std::string technicalText(Technical what, std::string_view detail);
std::string checkText(const LateCheck& check);
/// "MOAA/S" for "moaas"; the parameter itself when it has no better name.
std::string scoreLabel(std::string_view param);

} // namespace chairside
