// SPDX-License-Identifier: GPL-3.0-or-later
// describeProtocol(): every rule of a protocol as a sentence.
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/document_parts.h"
#include "core/interop/document_words.h"

namespace chairside {
namespace {

using namespace document_parts;

/// What a rule compares: a vital sign, a scale, or one of the two composed values.
struct Measure {
    std::string name, unit;
};
Measure measureOf(const std::string& param, const TitleOf& titleOf) {
    if (const auto channel = channelFromKey(param))
        return {phrase(info(*channel).label), std::string(info(*channel).unit)};
    if (param == "nibp_rel") return {phrase("Systolic pressure against the patient's own baseline"), "%"};
    if (param == "phq9_item9") return {phrase("PHQ-9, item 9"), ""};
    return {titleOf(param), ""};
}

std::string captureName(const std::string& key, const Protocol& p, const TitleOf& titleOf) {
    if (key == "nibp") return phrase("blood pressure");
    for (const auto* list : {&p.screen, &p.timeout})
        for (const auto& item : *list)
            if (item.key == key) return "\"" + item.title + "\"";
    if (const auto channel = channelFromKey(key)) return phrase(info(*channel).label);
    static const std::vector<std::pair<std::string_view, std::string_view>> kOwn{
        {"weight", toSay("weight")},
        {"height", toSay("height")},
        {"side_effects", toSay("side effects")},
        {"oriented", toSay("oriented")},
        {"gait", toSay("steady on feet")},
        {"escort", toSay("escort")}};
    for (const auto& [known, words] : kOwn)
        if (known == key) return phrase(words);
    return titleOf(key);
}

std::string captures(const std::vector<std::string>& keys, const Protocol& p, const TitleOf& titleOf) {
    return joined(each(keys, [&](const std::string& entry) {
        Lines either;
        for (const auto one : splitOn(entry, '|'))
            either.push_back(captureName(std::string(one), p, titleOf));
        return joined(either, phrase(" or ").c_str());
    }));
}

std::string_view anchorWords(CheckRule::Anchor anchor) {
    switch (anchor) {
    case CheckRule::Anchor::sessionOpen: return toSay("the opening of the session");
    case CheckRule::Anchor::hold: return toSay("the hold");
    case CheckRule::Anchor::treatmentStart: return toSay("the start of treatment");
    case CheckRule::Anchor::treatmentEnd: return toSay("the end of treatment");
    case CheckRule::Anchor::firstSpray: return toSay("the first spray");
    }
    return "";
}

std::string_view stageWords(Stage stage) {
    switch (stage) {
    case Stage::checkIn: return toSay("at check-in");
    case Stage::baseline: return toSay("before treatment");
    case Stage::treatment: return toSay("during treatment");
    case Stage::recovery: return toSay("in recovery");
    case Stage::discharge: return toSay("before leaving");
    case Stage::closed: return "";
    }
    return "";
}

std::string checkWords(const CheckRule& check, const Protocol& p, const TitleOf& titleOf) {
    std::string when;
    const std::string from = phrase(" after {1}", phrase(anchorWords(check.anchor)));
    if (check.atStageEnd)
        when = phrase("once, when the treatment ends");
    else if (check.every)
        when = phrase("every {1}{2}", minutes(*check.every), from);
    else if (check.at.size() == 1 && check.at.front() == Millis{0})
        when = phrase("at {1}", phrase(anchorWords(check.anchor)));
    else
        when =
            joined(each(check.at, [](Millis at) { return num(static_cast<double>(at.count()) / 60'000); })) +
            " min" + from;
    return check.title + ": " +
           sentence({when + ", " + phrase(stageWords(check.stage)), captures(check.captures, p, titleOf),
                     check.offered
                         ? phrase("offered, never overdue")
                         : phrase("due for {1}, up to {2} early", minutes(check.grace), minutes(check.early)),
                     check.mandatory ? phrase("mandatory, a miss needs a reason") : ""});
}

std::string_view levelWords(LimitLevel level) {
    switch (level) {
    case LimitLevel::info: return toSay("marked in the record");
    case LimitLevel::caution: return toSay("caution");
    case LimitLevel::action: return toSay("action");
    case LimitLevel::emergency: return toSay("emergency");
    }
    return "";
}

std::string crossing(bool high, bool inclusive) {
    if (high) return inclusive ? phrase(" at or above ") : phrase(" above ");
    return inclusive ? phrase(" at or below ") : phrase(" below ");
}

std::string limitWords(const LimitRule& rule, const TitleOf& titleOf) {
    const auto measure = measureOf(rule.param, titleOf);
    std::string value = num(rule.value);
    if (rule.percentOfBaseline)
        value += phrase(" % beyond the baseline");
    else if (!measure.unit.empty())
        value += " " + measure.unit;
    if (rule.aboveBaseline) value += phrase(" over the baseline");
    return measure.name + crossing(rule.high, rule.inclusive) + value + ": " +
           sentence({phrase(levelWords(rule.level)),
                     rule.delay > Millis{0} ? phrase("after {1}", seconds(rule.delay)) : "",
                     rule.confirmWithin ? phrase("asks for a repeat within {1}", minutes(*rule.confirmWithin))
                                        : ""});
}

std::string holdWords(const HoldRule& rule, const TitleOf& titleOf) {
    const auto measure = measureOf(rule.param, titleOf);
    std::string age;
    if (rule.ageFrom) age += phrase(" from the age of {1}", std::to_string(*rule.ageFrom));
    if (rule.ageBelow) age += phrase(" below the age of {1}", std::to_string(*rule.ageBelow));
    return measure.name + crossing(rule.high, rule.inclusive) + num(rule.value) +
           (measure.unit.empty() ? "" : " " + measure.unit) + age + ": " +
           (rule.action == "prescriber_at_chair" ? phrase("no treatment without a prescriber at the chair.")
                                                 : phrase("hold; a prescriber may override with a reason."));
}

std::string titleIn(const std::vector<RequiredItem>& list, const std::string& key) {
    for (const auto& item : list)
        if (item.key == key) return item.title;
    return key;
}

std::string itemWords(const RequiredItem& item, const std::vector<RequiredItem>& list) {
    std::string answer;
    switch (item.kind) {
    case RequiredItem::Kind::yesNo: answer = phrase("yes or no"); break;
    case RequiredItem::Kind::text: answer = phrase("in words"); break;
    case RequiredItem::Kind::twoPerson: answer = phrase("by two people"); break;
    case RequiredItem::Kind::choice: answer = joined(item.choices, " / "); break;
    case RequiredItem::Kind::date: answer = phrase("a date"); break;
    }
    return item.title + ": " +
           sentence({answer, item.stopsOn.empty() ? "" : phrase("\"{1}\" places a hold", item.stopsOn),
                     item.optional ? phrase("may be left open") : "",
                     item.askedWhen ? phrase("asked when the answer to \"{1}\" is {2}",
                                             titleIn(list, item.askedWhen->item),
                                             joined(item.askedWhen->answers, phrase(" or ").c_str()))
                                    : ""});
}

std::string orderWords(const OrderSetEntry& order) {
    return order.indication + ": " + order.drug + " " + listOf(order.doses, order.unit) + " " + order.route +
           "." +
           (order.maxSingle > 0 ? phrase(" Asked about above {1} {2}.", num(order.maxSingle), order.unit)
                                : "") +
           (order.note.empty() ? "" : " " + order.note);
}

void addRange(Lines& lines, const std::string& what, const std::string& unit,
              const DosingRule::Range& range) {
    Lines parts;
    const auto add = [&](double bound, std::string_view words) {
        if (bound != 0) parts.push_back(phrase(words, num(bound) + " " + unit));
    };
    add(range.warnLow, toSay("warns below {1}"));
    add(range.warn, toSay("warns above {1}"));
    add(range.second, toSay("second person above {1}"));
    add(range.block, toSay("blocked above {1}"));
    if (!parts.empty()) lines.push_back(what + ": " + sentence(parts));
}

DocumentPart treatmentPart(const Protocol& p, const TitleOf& titleOf) {
    const auto& d = p.dosing;
    DocumentPart part{phrase("Treatment"), {}};
    const bool spray = p.route == Route::intranasal;
    std::string dose = d.mgPerKg > 0 ? num(d.mgPerKg) + " mg/kg" : listOf(d.fixedMg, "mg");
    part.lines.push_back(
        spray ? phrase("Intranasal {1}, proposed dose {2}.", d.drug, dose)
              : phrase("Intravenous {1}, proposed dose {2} over {3} min.", d.drug, dose, num(d.durationMin)));
    if (d.deviceMg)
        part.lines.push_back(
            phrase("Devices of {1} mg, {2} of rest between two.", num(*d.deviceMg), minutes(d.deviceGap)));
    Lines vials;
    for (std::size_t i = 0; i < d.stockMgPerMl.size(); ++i)
        vials.push_back(
            num(d.stockMgPerMl[i]) + " mg/mL" +
            (i < d.vialMl.size() && d.vialMl[i] > 0 ? phrase(" in {1} mL", num(d.vialMl[i])) : ""));
    if (!vials.empty())
        part.lines.push_back(phrase(
            "Vials: {1}{2}", joined(vials),
            (d.singleUseVials ? phrase(". Single use: the rest of an opened vial is wasted with the session.")
                              : phrase(". The rest of a vial stays in stock."))));
    if (d.lowContainers > 0 || d.expiresSoonDays > 0)
        part.lines.push_back(
            phrase("Stock is marked as low at {1} containers or fewer, a lot {2} days before it expires.",
                   std::to_string(d.lowContainers), std::to_string(d.expiresSoonDays)));
    if (!d.bagMl.empty()) part.lines.push_back(phrase("Bag: {1}.", listOf(d.bagMl, "mL")));
    if (!d.syringeMl.empty()) part.lines.push_back(phrase("Syringe: {1}.", listOf(d.syringeMl, "mL")));
    if (d.capMg) part.lines.push_back(phrase("Never more than {1} mg.", num(*d.capMg)));
    if (d.roundToMg) part.lines.push_back(phrase("Rounded to {1} mg.", num(*d.roundToMg)));
    part.lines.push_back(phrase("Recovery of at least {1}; baseline values not older than {2}.",
                                minutes(p.recoveryMinimum), minutes(p.baselineMaxAge)));
    part.lines.push_back(phrase("Baseline before the screen is complete, and not too old at the start: {1}.",
                                captures(p.baselineSet, p, titleOf)));
    part.lines.push_back(p.quietRoom ? phrase("Quiet room: mild alarms are shown without sound.")
                                     : phrase("Mild alarms sound as well."));
    return part;
}

DocumentPart doseChecksPart(const DosingRule& d) {
    DocumentPart part{phrase("Checks of the dose"), {}};
    addRange(part.lines, phrase("Dose per kilogram"), "mg/kg", d.mgPerKgRange);
    addRange(part.lines, phrase("Dose"), "mg", d.totalMgRange);
    addRange(part.lines, phrase("Rate"), "mg/kg/h", d.rateMgPerKgHRange);
    Lines duration;
    if (d.durationWarnBelow > 0) duration.push_back(phrase("warns below {1} min", num(d.durationWarnBelow)));
    if (d.durationSecondBelow > 0)
        duration.push_back(phrase("second person below {1} min", num(d.durationSecondBelow)));
    if (d.durationBlockBelow > 0)
        duration.push_back(phrase("blocked below {1} min", num(d.durationBlockBelow)));
    if (!duration.empty()) part.lines.push_back(phrase("Duration: {1}", sentence(duration)));
    Lines weight;
    if (d.weightWarnBelow > 0) weight.push_back(phrase("warns below {1} kg", num(d.weightWarnBelow)));
    if (d.weightWarnAbove > 0) weight.push_back(phrase("warns above {1} kg", num(d.weightWarnAbove)));
    if (d.weightChangeSecondPercent > 0)
        weight.push_back(
            phrase("second person when it changed by more than {1} %", num(d.weightChangeSecondPercent)));
    if (!weight.empty()) part.lines.push_back(phrase("Weight: {1}", sentence(weight)));
    if (d.stepWarnMgPerKg > 0)
        part.lines.push_back(
            phrase("Increase since the last session: warns above {1} mg/kg.", num(d.stepWarnMgPerKg)));
    if (d.secondWithinDays > 0)
        part.lines.push_back(
            phrase("Days since the last dose: second person below {1}.", num(d.secondWithinDays)));
    if (part.lines.empty()) part.lines.push_back(phrase("None."));
    return part;
}

DocumentPart gatePart(const DischargeGate& g) {
    DocumentPart part{phrase("Before leaving"), {}};
    auto& lines = part.lines;
    const auto add = [&](const std::optional<double>& value, std::string_view sentence) {
        if (value) lines.push_back(phrase(sentence, num(*value)));
    };
    if (g.afterTreatmentEnd)
        lines.push_back(phrase("At least {1} after the end of treatment.", minutes(*g.afterTreatmentEnd)));
    if (g.afterFirstSpray)
        lines.push_back(phrase("At least {1} after the first spray.", minutes(*g.afterFirstSpray)));
    add(g.nibpWithinPercent, toSay("Blood pressure within {1} % of the baseline."));
    add(g.nibpSysBelow, toSay("Systolic pressure below {1} mmHg."));
    add(g.nibpDiaBelow, toSay("Diastolic pressure below {1} mmHg."));
    add(g.nibpSysAtLeast, toSay("Systolic pressure at least {1} mmHg."));
    add(g.spo2AtLeast,
        g.spo2OnRoomAir ? toSay("SpO₂ at least {1} % on room air.") : toSay("SpO₂ at least {1} %."));
    if (g.roomAirFor > Millis{0})
        lines.push_back(phrase("A saturation counts from {1} after oxygen ended.", minutes(g.roomAirFor)));
    add(g.moaasAtLeast, toSay("MOAA/S at least {1}."));
    add(g.aldreteAtLeast, toSay("Modified Aldrete at least {1}."));
    add(g.nauseaAtMost, toSay("Nausea at most {1}."));
    if (g.orientedX3) lines.push_back(phrase("Oriented."));
    if (g.steadyGait) lines.push_back(phrase("Steady on the feet."));
    if (g.escort) lines.push_back(phrase("An escort is there."));
    lines.push_back(phrase("Measurements older than {1} do not count.", minutes(g.measuredWithin)));
    return part;
}

} // namespace

std::vector<DocumentPart> describeProtocol(const Protocol& p, const TitleOf& titleOf) {
    std::vector<DocumentPart> parts;
    parts.push_back(treatmentPart(p, titleOf));
    parts.push_back(doseChecksPart(p.dosing));
    parts.push_back(
        {phrase("Schedule"), each(p.checks, [&](const auto& c) { return checkWords(c, p, titleOf); })});
    parts.push_back(
        {phrase("Alarm limits"), each(p.limits, [&](const auto& l) { return limitWords(l, titleOf); })});
    parts.push_back({phrase("Holds before treatment"),
                     each(p.holds, [&](const auto& h) { return holdWords(h, titleOf); })});
    parts.push_back({phrase("Questions before treatment"),
                     each(p.screen, [&](const auto& i) { return itemWords(i, p.screen); })});
    parts.push_back(
        {phrase("Time-out"), each(p.timeout, [&](const auto& i) { return itemWords(i, p.timeout); })});
    parts.push_back({phrase("Order set"), each(p.orders, orderWords)});
    parts.push_back(gatePart(p.gate));
    parts.push_back({phrase("Reasons to stop early"), p.abortReasons});
    if (!p.eventLabels.empty()) {
        DocumentPart keys{phrase("Keys 1 to 9"), {}};
        for (std::size_t i = 0; i < p.eventLabels.size(); ++i)
            keys.lines.push_back(std::to_string(i + 1) + " " + p.eventLabels[i]);
        parts.push_back(std::move(keys));
    }
    parts.push_back(
        {phrase("Instruments"), each(p.instruments, [&](const auto& id) { return titleOf(id); })});
    parts.push_back({phrase("Document"),
                     {phrase("Id {1}, version {2}.", p.id, std::to_string(p.version)),
                      phrase("BLAKE2b-256 {1}", p.sha)}});
    for (auto& part : parts)
        if (part.lines.empty()) part.lines.push_back(phrase("None."));
    return parts;
}

} // namespace chairside
