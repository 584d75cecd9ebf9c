// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/alarm_policy.h"

#include "core/domain/limits.h"

#include <algorithm>

namespace chairside {
namespace {

/// Level to priority: severity times speed (IEC 60601-1-8, clause 6.1.2). An empty param = every other
/// parameter. Caution: reversible harm, delayed: a look is enough. Action: reversible harm, prompt: somebody
/// must do something. Emergency: irreversible harm or death, prompt. End-tidal CO2 is medium from the first
/// limit on, because ventilation fails before saturation does and this number is its first sign.
struct PriorityRow {
    std::string_view param;
    AlarmPriority caution, action, emergency;
};
constexpr std::array<PriorityRow, 2> kPriorities{{
    {"etco2", AlarmPriority::medium, AlarmPriority::medium, AlarmPriority::high},
    {"", AlarmPriority::low, AlarmPriority::medium, AlarmPriority::high},
}};

/// How far back inside ends an alarm, within `kSettle`. Source: reliability.md §3.3 names 3 % SpO₂ and 5 bpm
/// over 5 s; the others are chosen alike. Merely inside for `kLinger` ends it too, or SpO₂ 95 would stay a
/// caution for ever.
constexpr Millis kSettle{5s}, kLinger{30s};
double marginOf(std::optional<Channel> channel) {
    if (!channel) return 0;
    switch (*channel) {
    case Channel::spo2: return 3;
    case Channel::hr:
    case Channel::pulseRate: return 5;
    case Channel::rr:
    case Channel::etco2: return 2;
    case Channel::temperature: return 0.2;
    case Channel::o2Flow: return 0.5;
    case Channel::nibpSystolic:
    case Channel::nibpDiastolic:
    case Channel::nibpMean: return 0;
    }
    return 0;
}

} // namespace

std::optional<AlarmPriority> priorityOf(const LimitRule& rule) {
    const auto row = std::ranges::find_if(
        kPriorities, [&](const PriorityRow& r) { return r.param.empty() || r.param == rule.param; });
    switch (rule.level) {
    case LimitLevel::info: return std::nullopt;
    case LimitLevel::caution: return row->caution;
    case LimitLevel::action: return row->action;
    case LimitLevel::emergency: return row->emergency;
    }
    return std::nullopt;
}

AlarmPriority priorityOf(Technical what) {
    switch (what) {
    // The record or the alarm itself is at risk and only a person can mend it, though the patient is not
    // harmed yet.
    case Technical::storeFault: return AlarmPriority::medium;
    case Technical::soundMissing: return AlarmPriority::medium;
    case Technical::sentinelMissing: return AlarmPriority::medium;
    case Technical::windowFrozen: return AlarmPriority::medium;
    // Worth a look before it becomes one of those.
    case Technical::diskLow: return AlarmPriority::low;
    case Technical::clockStepped: return AlarmPriority::low;
    case Technical::acquisitionBehind: return AlarmPriority::low;
    }
    return AlarmPriority::medium;
}

LimitCheck checkFor(const LimitRule& rule, double limit, bool stepwise) {
    LimitCheck check;
    check.limit = limit;
    check.high = rule.high;
    check.inclusive = rule.inclusive;
    check.delay = rule.delay;
    check.confirmWithin = rule.level == LimitLevel::action ? rule.confirmWithin : std::nullopt;
    check.margin = marginOf(channelOf(rule));
    check.settle = kSettle;
    check.linger = kLinger;
    check.stepwise = stepwise;
    return check;
}

} // namespace chairside
