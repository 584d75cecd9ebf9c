// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/limits.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/alarm/limit_watch.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

double roundedTo(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

std::string_view levelWord(LimitLevel level) {
    switch (level) {
    case LimitLevel::info: return toSay("information");
    case LimitLevel::caution: return toSay("caution");
    case LimitLevel::action: return toSay("action");
    case LimitLevel::emergency: return toSay("emergency");
    }
    return "";
}

std::string unitOf(const LimitRule& rule) {
    if (rule.percentOfBaseline) return " %";
    const auto channel = channelOf(rule);
    return channel ? " " + std::string(info(*channel).unit) : std::string{};
}

std::string shown(const LimitRule& rule, double value) {
    const auto channel = channelOf(rule);
    return formatNumber(value, rule.percentOfBaseline ? 0
                               : channel              ? info(*channel).decimals
                                                      : 0) +
           unitOf(rule);
}

Refusal refusal(const LimitRule& rule, const std::string& why) {
    return {phrase("The {1} stays at {2}: {3}", limitName(rule), shown(rule, rule.value), why)};
}

bool isSustained(const LimitRule& rule) {
    return rule.delay >= kSustained;
}

/// Rungs of one condition must climb: the more severe limit is strictly further out.
std::optional<Refusal> refuseOrder(const LimitSet& limits, const LimitRule& rule, double to) {
    for (const auto& other : limits.rules()) {
        if (other.id == rule.id || channelOf(other) != channelOf(rule)) continue;
        if (other.percentOfBaseline != rule.percentOfBaseline || isSustained(other) || isSustained(rule))
            continue;
        if (to == other.value && (other.high != rule.high || other.level != rule.level))
            return refusal(rule, phrase("it would equal the {1}.", limitName(other)));
        if (other.high != rule.high) {
            if (rule.high ? to < other.value : to > other.value)
                return refusal(rule, phrase("it would be reversed with the {1} ({2}).", limitName(other),
                                            shown(other, other.value)));
        } else if (other.level != rule.level) {
            const bool otherMustBeFurther = other.level > rule.level;
            const bool otherIsFurther = rule.high ? other.value > to : other.value < to;
            if (otherIsFurther != otherMustBeFurther)
                return refusal(rule, phrase("it would pass the {1} ({2}).", limitName(other),
                                            shown(other, other.value)));
        }
    }
    return std::nullopt;
}

/// Loosest values that a session may set. Source: reliability.md A-09 for SpO₂; the rest is design, for the
/// clinical lead to confirm.
struct FloorRow {
    std::string_view param;
    LimitLevel level;
    bool high;
    double value;
};
constexpr auto kAction = LimitLevel::action, kEmergency = LimitLevel::emergency;
constexpr std::array kFloors{
    FloorRow{"spo2", kAction, false, 85},        FloorRow{"spo2", kEmergency, false, 75},
    FloorRow{"hr", kAction, false, 35},          FloorRow{"hr", kAction, true, 160},
    FloorRow{"pr", kAction, false, 35},          FloorRow{"pr", kAction, true, 160},
    FloorRow{"nibp_sys", kAction, true, 200},    FloorRow{"nibp_sys", kEmergency, true, 220},
    FloorRow{"nibp_sys", kAction, false, 80},    FloorRow{"nibp_dia", kAction, true, 120},
    FloorRow{"nibp_dia", kEmergency, true, 130}, FloorRow{"nibp_rel", kAction, true, 50},
    FloorRow{"rr", kAction, false, 6},           FloorRow{"rr", kEmergency, false, 4},
    FloorRow{"rr", kAction, true, 40},           FloorRow{"etco2", kAction, true, 70},
};

std::optional<Refusal> refuseInterval(const LimitChanged& change) {
    const bool whole = change.to && std::isfinite(*change.to) && std::floor(*change.to) == *change.to;
    if (whole && *change.to >= kCuffIntervalMinMin && *change.to <= kCuffIntervalMaxMin) return std::nullopt;
    return Refusal{
        phrase("The cuff interval stays as it is: type whole minutes from {1} to {2}, as the bedside "
               "monitor is set.",
               formatNumber(kCuffIntervalMinMin), formatNumber(kCuffIntervalMaxMin))};
}

} // namespace

std::optional<Channel> channelOf(const LimitRule& rule) {
    if (rule.param == "nibp_rel") return Channel::nibpSystolic;
    return channelFromKey(rule.param);
}

std::string conditionOf(const LimitRule& rule) {
    const auto channel = channelOf(rule);
    return (channel ? std::string(info(*channel).key) : rule.param) + (rule.high ? ".hi" : ".lo");
}

double atPrecision(Channel c, double value) {
    return roundedTo(value, info(c).decimals);
}

std::optional<double> comparedLimit(const LimitRule& rule, const Baseline& baseline) {
    const auto channel = channelOf(rule);
    if (!rule.percentOfBaseline) return channel ? atPrecision(*channel, rule.value) : rule.value;
    if (!channel || !baseline[*channel]) return std::nullopt;
    const double factor = 1 + (rule.high ? rule.value : -rule.value) / 100;
    return atPrecision(*channel, *baseline[*channel] * factor);
}

LimitSet::LimitSet(const Protocol& protocol) : rules_(protocol.limits) {
    std::erase_if(rules_, [](const LimitRule& rule) { return rule.aboveBaseline; });
    preset_ = rules_;
}

const LimitRule* LimitSet::find(std::string_view id) const {
    const auto it = std::ranges::find(rules_, id, &LimitRule::id);
    return it == rules_.end() ? nullptr : &*it;
}

std::optional<double> LimitSet::preset(std::string_view id) const {
    const auto it = std::ranges::find(preset_, id, &LimitRule::id);
    return it == preset_.end() ? std::nullopt : std::optional(it->value);
}

void LimitSet::apply(const LimitChanged& change) {
    if (change.limit == kCuffIntervalLimit && change.to)
        cuffInterval_ = Millis{static_cast<std::int64_t>(*change.to * 60'000)};
    const auto it = std::ranges::find(rules_, change.limit, &LimitRule::id);
    if (it != rules_.end() && change.to) it->value = *change.to;
}

std::string limitName(const LimitRule& rule) {
    const auto channel = channelOf(rule);
    std::string name = channel ? std::string(info(*channel).label) : rule.param;
    if (rule.percentOfBaseline) name = phrase("{1} above baseline", name);
    return phrase(rule.high ? toSay("{1} high {2} limit") : toSay("{1} low {2} limit"), name,
                  phrase(levelWord(rule.level)));
}

std::optional<double> hardFloor(const LimitRule& rule) {
    for (const auto& row : kFloors)
        if (row.param == rule.param && row.level == rule.level && row.high == rule.high) return row.value;
    return std::nullopt;
}

std::optional<Refusal> refuseChange(const LimitSet& limits, const LimitChanged& change) {
    if (change.limit == kCuffIntervalLimit) return refuseInterval(change);
    const LimitRule* rule = limits.find(change.limit);
    if (!rule)
        return Refusal{phrase("There is no limit called \"{1}\" in this session's protocol.", change.limit)};
    const auto channel = channelOf(*rule);
    if (!channel)
        return refusal(*rule,
                       phrase("limits of scores belong to the protocol and are not changed in a session."));
    if (!change.to || !std::isfinite(*change.to))
        return refusal(*rule, phrase("a limit cannot be empty or switched off; type a number."));
    const double to = *change.to;
    const auto& sensor = info(*channel);
    if (roundedTo(to, rule->percentOfBaseline ? 0 : sensor.decimals) != to)
        return refusal(*rule, rule->percentOfBaseline || sensor.decimals == 0
                                  ? phrase("only whole numbers are compared here.")
                                  : phrase("it has more decimals than the value it is compared with."));
    if (rule->percentOfBaseline ? to < 1 || to > 100 : !isPossible(*channel, to))
        return refusal(*rule,
                       phrase("{1} is outside what can be measured ({2}).", shown(*rule, to),
                              rule->percentOfBaseline
                                  ? phrase("1 to 100 %")
                                  : phrase("{1} to {2}", formatNumber(sensor.possibleMin, sensor.decimals),
                                           shown(*rule, sensor.possibleMax))));
    const auto floor = hardFloor(*rule);
    if (floor && (rule->high ? to > *floor : to < *floor))
        return refusal(
            *rule,
            phrase(
                "{1} is looser than this program allows ({2}). Change the protocol if the patient needs it.",
                shown(*rule, to), shown(*rule, *floor)));
    return refuseOrder(limits, *rule, to);
}

std::optional<AutoLimit> autoLimit(Channel c, double x) {
    if (!std::isfinite(x)) return std::nullopt;
    switch (c) {
    case Channel::hr:
    case Channel::pulseRate: return AutoLimit{std::max(0.8 * x, 40.0), std::min(1.25 * x, 240.0)};
    case Channel::rr: return AutoLimit{std::max(0.5 * x, 6.0), std::min(1.5 * x, 30.0)};
    case Channel::nibpSystolic: return AutoLimit{0.68 * x + 10, 0.86 * x + 38};
    case Channel::nibpDiastolic: return AutoLimit{0.68 * x + 6, 0.86 * x + 32};
    case Channel::nibpMean: return AutoLimit{0.68 * x + 8, 0.86 * x + 35};
    case Channel::etco2:
        if (x < 36 || x > 45) return std::nullopt; // the formula is given for this range only
        return AutoLimit{x - 6, x + 6};
    case Channel::spo2:
    case Channel::temperature:
    case Channel::o2Flow: return std::nullopt;
    }
    return std::nullopt;
}

std::vector<LimitProposal> proposeLimits(const LimitSet& limits, const Baseline& baseline) {
    std::vector<LimitProposal> out;
    for (const auto& rule : limits.rules()) {
        const auto channel = channelOf(rule);
        if (rule.level != LimitLevel::caution || rule.percentOfBaseline || isSustained(rule) || !channel)
            continue;
        const auto& value = baseline[*channel];
        const auto range = value ? autoLimit(*channel, *value) : std::nullopt;
        if (!range) continue;
        const double to = atPrecision(*channel, rule.high ? range->high : range->low);
        if (to == rule.value) continue;
        LimitProposal proposal;
        proposal.change = {rule.id, rule.value, to, "from the baseline " + shown(rule, *value)};
        proposal.channel = *channel;
        proposal.high = rule.high;
        proposal.baseline = *value;
        proposal.refused = refuseChange(limits, proposal.change);
        out.push_back(std::move(proposal));
    }
    return out;
}

} // namespace chairside
