// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/protocol_parts.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/protocol_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace chairside::protocol_parts {
namespace {

constexpr double kShortestIntervalMin =
    0.5; // a check more often than this is a monitor's work, not a person's

constexpr std::array<Word<Stage>, 5> kStages{{{"check_in", Stage::checkIn},
                                              {"baseline", Stage::baseline},
                                              {"treatment", Stage::treatment},
                                              {"recovery", Stage::recovery},
                                              {"discharge", Stage::discharge}}};

struct Comparison {
    bool high = true, inclusive = false;
};
Comparison comparison(const JsonAt& at) {
    static constexpr std::array<Word<Comparison>, 4> kWords{
        {{">", {true, false}}, {">=", {true, true}}, {"<", {false, false}}, {"<=", {false, true}}}};
    return wordOf(at, kWords);
}

std::string parameter(const JsonAt& at, const Names& instruments) {
    const std::string name = at.text(60);
    if (channelFromKey(name) || name == "nibp_rel" || name == "phq9_item9" || instruments.contains(name))
        return name;
    at.fail(phrase("\"{1}\" is neither a vital sign nor one of the document's instruments.",
                   cleanText(name, 40)));
}

/// The value of a limit on a vital sign must be one that the vital sign can have.
void mustBePossible(const JsonAt& at, const std::string& param, double value) {
    const auto channel = channelFromKey(param);
    if (channel && !isPossible(*channel, value))
        at.fail(phrase("{1} is outside of what {2} can be ({3} to {4} {5}).", formatNumber(value),
                       std::string(info(*channel).label), formatNumber(info(*channel).possibleMin),
                       formatNumber(info(*channel).possibleMax), std::string(info(*channel).unit)));
}

std::vector<std::string> captureNames(const JsonAt& check, const Names& known) {
    std::vector<std::string> out;
    for (const JsonAt& at : shortList(check, "captures", 40)) {
        const std::string name = at.text(120);
        for (const auto part : splitOn(name, '|'))
            if (!known.contains(part))
                at.fail(phrase("\"{1}\" is not something that can be captured.", cleanText(part, 40)));
        if (std::find(out.begin(), out.end(), name) != out.end()) at.fail(phrase("This is listed twice."));
        out.push_back(name);
    }
    if (out.empty()) check.at("captures").fail(phrase("A check must ask for something."));
    return out;
}

CheckRule check(const JsonAt& at, Route route, const Names& captures) {
    using Anchor = CheckRule::Anchor;
    static constexpr std::array<Word<Anchor>, 5> kAnchors{{{"session_open", Anchor::sessionOpen},
                                                           {"hold", Anchor::hold},
                                                           {"treatment_start", Anchor::treatmentStart},
                                                           {"treatment_end", Anchor::treatmentEnd},
                                                           {"first_spray", Anchor::firstSpray}}};
    at.expectOnly({"id", "title", "captures", "anchor", "stage", "every_min", "at_min", "at_treatment_end",
                   "mandatory", "offered", "grace_min", "early_min", "source"});
    CheckRule rule;
    rule.id = identifier(at.at("id"));
    rule.title = title(at.at("title"));
    rule.captures = captureNames(at, captures);
    rule.anchor = wordOf(at.at("anchor"), kAnchors);
    rule.stage = wordOf(at.at("stage"), kStages);
    if (rule.anchor == Anchor::firstSpray && route != Route::intranasal)
        at.at("anchor").fail(phrase("Only a nasal protocol has a first spray."));
    if (at.has("every_min")) rule.every = minutesWithin(at.at("every_min"), kShortestIntervalMin, 24 * 60);
    for (const JsonAt& mark : shortList(at, "at_min", 60)) {
        const Millis value = minutesWithin(mark, 0, 24 * 60);
        if (!rule.at.empty() && value <= rule.at.back())
            mark.fail(phrase("Marks must rise, and none may come twice."));
        rule.at.push_back(value);
    }
    rule.atStageEnd = at.boolean("at_treatment_end", false);
    if (!rule.every && rule.at.empty() && !rule.atStageEnd)
        at.fail(phrase("The check never falls due: give \"every_min\", \"at_min\" or \"at_treatment_end\"."));
    rule.mandatory = at.boolean("mandatory", false);
    rule.offered = at.boolean("offered", false);
    if (rule.mandatory && rule.offered)
        at.at("offered").fail(phrase("A check is mandatory or merely offered, not both."));
    if (at.has("grace_min")) rule.grace = minutesWithin(at.at("grace_min"), 0, 24 * 60);
    if (at.has("early_min")) rule.early = minutesWithin(at.at("early_min"), 0, 24 * 60);
    if (rule.every && rule.grace >= *rule.every)
        at.fail(phrase("The grace must be shorter than the interval."));
    return rule;
}

LimitRule limit(const JsonAt& at, const Names& instruments) {
    static constexpr std::array<Word<LimitLevel>, 4> kLevels{{{"info", LimitLevel::info},
                                                              {"caution", LimitLevel::caution},
                                                              {"action", LimitLevel::action},
                                                              {"emergency", LimitLevel::emergency}}};
    at.expectOnly({"id", "param", "level", "op", "value", "delay_s", "confirm_within_min",
                   "percent_of_baseline", "above_baseline", "source"});
    LimitRule rule;
    rule.id = identifier(at.at("id"));
    rule.param = parameter(at.at("param"), instruments);
    rule.level = wordOf(at.at("level"), kLevels);
    const Comparison op = comparison(at.at("op"));
    rule.high = op.high, rule.inclusive = op.inclusive;
    rule.percentOfBaseline = at.boolean("percent_of_baseline", false);
    rule.aboveBaseline = at.boolean("above_baseline", false);
    rule.value = numberWithin(at.at("value"), -1000, 1000);
    if (rule.aboveBaseline) {
        if (rule.percentOfBaseline || rule.level != LimitLevel::info || !rule.high ||
            !channelFromKey(rule.param))
            at.at("above_baseline")
                .fail(phrase("A rise above the baseline is marked in the record only: level \"info\", op "
                             "\">\" or \">=\", a vital sign, and not in percent."));
        if (rule.value <= 0) at.at("value").fail(phrase("A rise is more than 0."));
    } else if (rule.percentOfBaseline) {
        if (rule.value <= 0 || rule.value > 200)
            at.at("value").fail(phrase("A percentage of the baseline is between 0 and 200."));
    } else {
        if (rule.param == "nibp_rel")
            at.fail(
                phrase("\"nibp_rel\" compares with the baseline and needs \"percent_of_baseline\": true."));
        mustBePossible(at.at("value"), rule.param, rule.value);
    }
    if (at.has("delay_s")) rule.delay = Millis{std::llround(numberWithin(at.at("delay_s"), 0, 3600) * 1000)};
    if (at.has("confirm_within_min"))
        rule.confirmWithin = minutesWithin(at.at("confirm_within_min"), 0.5, 120);
    return rule;
}

/// A worse level must lie further out, and no low limit may reach a high one of the same parameter.
void mustBeInOrder(const LimitRule& a, const LimitRule& b, const JsonAt& at) {
    if (a.param != b.param || a.percentOfBaseline != b.percentOfBaseline ||
        a.aboveBaseline != b.aboveBaseline)
        return;
    const auto fail = [&] {
        at.fail(phrase("The limit is reversed or equal with \"{1}\" ({2}).", a.id, formatNumber(a.value)));
    };
    if (a.high != b.high) {
        const double low = a.high ? b.value : a.value, high = a.high ? a.value : b.value;
        if (low >= high) fail();
        return;
    }
    if (a.level == b.level) return;
    const LimitRule& worse = a.level > b.level ? a : b;
    const LimitRule& milder = a.level > b.level ? b : a;
    const bool reversed = worse.high ? worse.value < milder.value : worse.value > milder.value;
    // The same value may mean more when it lasts longer, or when ">" and ">=" differ.
    const bool equal =
        worse.value == milder.value && worse.delay <= milder.delay && worse.inclusive == milder.inclusive;
    if (reversed || equal) fail();
}

HoldRule hold(const JsonAt& at, const Names& instruments) {
    static constexpr std::array<Word<std::string_view>, 2> kActions{
        {{"soft_hold", "soft_hold"}, {"prescriber_at_chair", "prescriber_at_chair"}}};
    at.expectOnly({"id", "param", "op", "value", "age_below", "age_from", "action", "source"});
    HoldRule rule;
    rule.id = identifier(at.at("id"));
    rule.param = parameter(at.at("param"), instruments);
    const Comparison op = comparison(at.at("op"));
    rule.high = op.high, rule.inclusive = op.inclusive;
    rule.value = numberWithin(at.at("value"), -1000, 1000);
    mustBePossible(at.at("value"), rule.param, rule.value);
    if (at.has("age_below")) rule.ageBelow = at.at("age_below").wholeNumber(1, 130);
    if (at.has("age_from")) rule.ageFrom = at.at("age_from").wholeNumber(0, 130);
    if (rule.ageBelow && rule.ageFrom && *rule.ageBelow <= *rule.ageFrom)
        at.fail(phrase("The ages are reversed: nobody is meant."));
    rule.action = wordOf(at.at("action"), kActions);
    return rule;
}

/// A low and a high hold of the same parameter must leave values between them, or everybody would be held.
void mustLeaveRoom(const HoldRule& a, const HoldRule& b, const JsonAt& at) {
    if (a.param != b.param || a.high == b.high) return;
    const double low = a.high ? b.value : a.value, high = a.high ? a.value : b.value;
    if (low >= high)
        at.fail(phrase("The hold is reversed with \"{1}\" ({2}): everybody would be held.", a.id,
                       formatNumber(a.value)));
}

} // namespace

std::string identifier(const JsonAt& at) {
    const std::string text = at.text(60);
    const bool good = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
    if (!good) at.fail(phrase("An id has only small letters, digits, \"_\", \"-\" and \".\"."));
    return text;
}

std::string title(const JsonAt& at) {
    std::string text = at.text(kMaxNameChars);
    if (text.empty()) at.fail(phrase("The text is empty."));
    return text;
}

double numberWithin(const JsonAt& at, double least, double most) {
    const double value = at.number();
    if (value < least || value > most)
        at.fail(
            phrase("The number must be between {1} and {2}.", formatNumber(least, 6), formatNumber(most, 6)));
    return value;
}

Millis minutesWithin(const JsonAt& at, double least, double most) {
    return Millis{std::llround(numberWithin(at, least, most) * 60'000)};
}

std::vector<JsonAt> shortList(const JsonAt& parent, std::string_view key, std::size_t most) {
    auto list = parent.list(key);
    if (list.size() > most)
        parent.at(key).fail(phrase("The list has more than {1} entries.", std::to_string(most)));
    return list;
}

void quietRoom(const JsonAt& root, Protocol& into) {
    if (!root.has("quiet_room")) return;
    const JsonAt at = root.at("quiet_room");
    if (at.node().kind != JsonNode::Kind::array) {
        into.quietRoom = at.boolean();
        return;
    }
    for (const JsonAt& stage : shortList(root, "quiet_room", kStages.size()))
        if (!into.quietStages.insert(wordOf(stage, kStages)).second)
            stage.fail(phrase("This stage is listed twice."));
    into.quietRoom = !into.quietStages.empty();
}

std::vector<CheckRule> checks(const JsonAt& root, Route route, const Names& captures) {
    std::vector<CheckRule> out;
    for (const JsonAt& at : shortList(root, "checks"))
        addUnique(out, check(at, route, captures), &CheckRule::id, at.at("id"));
    return out;
}

std::vector<LimitRule> limits(const JsonAt& root, const Names& instruments) {
    std::vector<LimitRule> out;
    for (const JsonAt& at : shortList(root, "limits")) {
        LimitRule rule = limit(at, instruments);
        for (const auto& other : out) mustBeInOrder(other, rule, at.at("value"));
        addUnique(out, std::move(rule), &LimitRule::id, at.at("id"));
    }
    return out;
}

std::vector<HoldRule> holds(const JsonAt& root, const Names& instruments) {
    std::vector<HoldRule> out;
    for (const JsonAt& at : shortList(root, "holds")) {
        HoldRule rule = hold(at, instruments);
        for (const auto& other : out) mustLeaveRoom(other, rule, at.at("value"));
        addUnique(out, std::move(rule), &HoldRule::id, at.at("id"));
    }
    return out;
}

} // namespace chairside::protocol_parts
