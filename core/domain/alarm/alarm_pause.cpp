// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/alarm_pause.h"

namespace chairside {

std::vector<std::string> conditionsToPause(std::span<const ActiveAlarm> active,
                                           const std::optional<SoundOrder>& heard) {
    std::vector<std::string> out;
    for (const auto& alarm : active) {
        if (alarm.acknowledged || alarm.pausedUntil) continue;
        const bool chosen = heard && heard->condition == alarm.condition;
        if (chosen || alarm.priority != AlarmPriority::high) out.push_back(alarm.condition);
    }
    return out;
}

} // namespace chairside
