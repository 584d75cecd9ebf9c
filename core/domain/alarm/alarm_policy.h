// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of the alarm room, one place for every judgement: which level or fault has which priority and
// why, how far back inside ends an alarm, how long faults wait. Pure functions of their arguments.
#pragma once

#include "core/domain/alarm/alarm_types.h"
#include "core/domain/alarm/limit_watch.h"
#include "core/domain/protocol.h"

namespace chairside {

/// Nothing for information-level rules: they make a note, not an alarm.
std::optional<AlarmPriority> priorityOf(const LimitRule& rule);
AlarmPriority priorityOf(Technical what);

/// How a rule is watched on values of this kind. `limit` as compared; stepwise = cuff or typed.
LimitCheck checkFor(const LimitRule& rule, double limit, bool stepwise);

/// Sensor off and weak signal: low after five seconds, medium after thirty. Source: makers offer 0/5/10/15 s
/// (reliability.md §3.3); 30 s is the table's own escalation.
inline constexpr Millis kSensorLow{5s}, kSensorMedium{30s};
/// Implausible values in a row: low after five seconds, medium after fifteen, because a heart rate of 15 that
/// stays is a patient until someone has looked (design; the range table of clinical.md §1.3 is input sanity,
/// not medicine).
inline constexpr Millis kImplausibleLow{5s}, kImplausibleMedium{15s};
/// SpO₂ flagged "cuff cycling" is believed again after this. Source: a cuff on the oximeter limb may delay a
/// critical indication by at most 60 s (IntelliVue MX800 IFU p.167).
inline constexpr Millis kLongestCuffCycle{60s};
/// Zero breaths right after a sensor is put on is not yet apnoea; after this it is (design, users.md §1 row
/// 21).
inline constexpr Millis kFirstBreaths{30s};
/// A momentary fault (clock stepped, window frozen) stays in the list this long.
inline constexpr Millis kMomentary{60s};

} // namespace chairside
