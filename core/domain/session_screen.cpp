// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/session_screen.h"

#include "core/base/number.h"
#include "core/base/phrase.h"

#include <algorithm>

namespace chairside {
namespace {

/// Without a known age every split applies: the strictest one holds the patient, a prescriber decides.
bool applies(const HoldRule& rule, std::optional<int> age) {
    if (!age) return true;
    if (rule.ageBelow && *age >= *rule.ageBelow) return false;
    return !(rule.ageFrom && *age < *rule.ageFrom);
}

std::string comparison(const HoldRule& rule) {
    if (rule.inclusive) return rule.high ? "≥" : "≤";
    return rule.high ? ">" : "<";
}

bool crosses(double value, const HoldRule& rule) {
    if (rule.inclusive && value == rule.value) return true;
    return rule.high ? value > rule.value : value < rule.value;
}

std::optional<double> valueOf(const std::string& param, const SessionState& state,
                              const VitalsFacts& vitals) {
    if (const auto channel = channelFromKey(param)) {
        const auto& fact = vitals[*channel];
        return fact ? std::optional(fact->value) : std::nullopt;
    }
    const auto* score = state.latestScore(param);
    return score ? score->total : std::nullopt;
}

HoldPlaced screenHold(const RequiredItem& item) {
    return {"screen." + item.key, item.title + ": " + item.stopsOn};
}

} // namespace

std::vector<std::string> missingItems(const SessionState& state, const std::string& list,
                                      const std::vector<RequiredItem>& items) {
    std::vector<std::string> missing;
    const auto answerTo = [&](const std::string& key) { return state.confirmedValue(list, key); };
    for (const auto& item : items)
        if (!item.optional && isAsked(item, answerTo) && answerTo(item.key).empty())
            missing.push_back(item.title);
    return missing;
}

std::vector<std::string> disagreements(const SessionState& state, const Protocol& protocol) {
    std::vector<std::string> wrong;
    for (const auto& item : protocol.timeout)
        if (item.kind == RequiredItem::Kind::twoPerson && state.confirmedValue("timeout", item.key) == "no")
            wrong.push_back(item.title);
    return wrong;
}

std::vector<HoldPlaced> holdsOfScreen(const SessionState& state, Instant now,
                                      const DecisionContext& context) {
    std::vector<HoldPlaced> holds;
    const auto age = ageYears(state.opened.patient.birthDate, now.wall);
    for (const auto& rule : context.protocol.holds) {
        if (!applies(rule, age)) continue;
        const auto value = valueOf(rule.param, state, context.vitals);
        if (!value || !crosses(*value, rule)) continue;
        const auto channel = channelFromKey(rule.param);
        const std::string name = channel ? std::string(info(*channel).label) : rule.param;
        holds.push_back({rule.id, name + " " + formatNumber(*value, 1) + " " + comparison(rule) + " " +
                                      formatNumber(rule.value, 1)});
    }
    const auto answerTo = [&](const std::string& key) { return state.confirmedValue("screen", key); };
    for (const auto& item : context.protocol.screen)
        if (!item.stopsOn.empty() && answerTo(item.key) == item.stopsOn && isAsked(item, answerTo))
            holds.push_back(screenHold(item));
    return holds;
}

std::optional<HoldPlaced> lateHold(const SessionState& state, const ItemConfirmed& answer,
                                   const Protocol& protocol) {
    if (answer.list != "screen" || state.phase == Phase::checkedIn) return std::nullopt;
    for (const auto& item : protocol.screen) {
        if (item.key != answer.item || item.stopsOn.empty() || answer.value != item.stopsOn) continue;
        auto hold = screenHold(item);
        const bool open = std::ranges::any_of(
            state.holds, [&](const Hold& h) { return h.code == hold.code && !h.settled; });
        if (!open) return hold;
    }
    return std::nullopt;
}

Recheck recheckHolds(const SessionState& state, const DecisionContext& context) {
    Recheck out;
    for (const auto& hold : state.holds) {
        if (hold.settled) continue;
        const auto rule = std::ranges::find(context.protocol.holds, hold.code, &HoldRule::id);
        const auto value =
            rule == context.protocol.holds.end() ? std::nullopt : valueOf(rule->param, state, context.vitals);
        if (value && !crosses(*value, *rule))
            out.resolved.push_back({hold.code, phrase("now {1}", formatNumber(*value, 1))});
        else
            out.anyOpen = true;
    }
    return out;
}

} // namespace chairside
