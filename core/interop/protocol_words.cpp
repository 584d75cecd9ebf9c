// SPDX-License-Identifier: GPL-3.0-or-later
// describeProtocol(): every rule of a protocol as a sentence.
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
        return {std::string(info(*channel).label), std::string(info(*channel).unit)};
    if (param == "nibp_rel") return {"Systolic pressure against the patient's own baseline", "%"};
    if (param == "phq9_item9") return {"PHQ-9, item 9", ""};
    return {titleOf(param), ""};
}

std::string captureName(const std::string& key, const Protocol& p, const TitleOf& titleOf) {
    if (key == "nibp") return "blood pressure";
    for (const auto* list : {&p.screen, &p.timeout})
        for (const auto& item : *list)
            if (item.key == key) return "\"" + item.title + "\"";
    if (const auto channel = channelFromKey(key)) return std::string(info(*channel).label);
    static const std::vector<std::pair<std::string_view, std::string_view>> kOwn{
        {"weight", "weight"},     {"height", "height"},       {"side_effects", "side effects"},
        {"oriented", "oriented"}, {"gait", "steady on feet"}, {"escort", "escort"}};
    for (const auto& [known, words] : kOwn)
        if (known == key) return std::string(words);
    return titleOf(key);
}

std::string captures(const CheckRule& check, const Protocol& p, const TitleOf& titleOf) {
    return joined(each(check.captures, [&](const std::string& entry) {
        Lines either;
        for (const auto one : splitOn(entry, '|'))
            either.push_back(captureName(std::string(one), p, titleOf));
        return joined(either, " or ");
    }));
}

std::string_view anchorWords(CheckRule::Anchor anchor) {
    switch (anchor) {
    case CheckRule::Anchor::sessionOpen: return "the opening of the session";
    case CheckRule::Anchor::hold: return "the hold";
    case CheckRule::Anchor::treatmentStart: return "the start of treatment";
    case CheckRule::Anchor::treatmentEnd: return "the end of treatment";
    case CheckRule::Anchor::firstSpray: return "the first spray";
    }
    return "";
}

std::string_view stageWords(Stage stage) {
    switch (stage) {
    case Stage::checkIn: return "at check-in";
    case Stage::baseline: return "before treatment";
    case Stage::treatment: return "during treatment";
    case Stage::recovery: return "in recovery";
    case Stage::discharge: return "before leaving";
    case Stage::closed: return "";
    }
    return "";
}

std::string checkWords(const CheckRule& check, const Protocol& p, const TitleOf& titleOf) {
    std::string when;
    const std::string from = " after " + std::string(anchorWords(check.anchor));
    if (check.atStageEnd)
        when = "once, when the treatment ends";
    else if (check.every)
        when = "every " + minutes(*check.every) + from;
    else if (check.at.size() == 1 && check.at.front() == Millis{0})
        when = "at " + std::string(anchorWords(check.anchor));
    else
        when =
            joined(each(check.at, [](Millis at) { return num(static_cast<double>(at.count()) / 60'000); })) +
            " min" + from;
    return check.title + ": " +
           sentence({when + ", " + std::string(stageWords(check.stage)), captures(check, p, titleOf),
                     "due for " + minutes(check.grace) + ", up to " + minutes(check.early) + " early",
                     check.mandatory ? "mandatory, a miss needs a reason" : ""});
}

std::string_view levelWords(LimitLevel level) {
    switch (level) {
    case LimitLevel::info: return "marked in the record";
    case LimitLevel::caution: return "caution";
    case LimitLevel::action: return "action";
    case LimitLevel::emergency: return "emergency";
    }
    return "";
}

std::string crossing(bool high, bool inclusive) {
    if (high) return inclusive ? " at or above " : " above ";
    return inclusive ? " at or below " : " below ";
}

std::string limitWords(const LimitRule& rule, const TitleOf& titleOf) {
    const auto measure = measureOf(rule.param, titleOf);
    std::string value = num(rule.value);
    if (rule.percentOfBaseline)
        value += " % beyond the baseline";
    else if (!measure.unit.empty())
        value += " " + measure.unit;
    if (rule.aboveBaseline) value += " over the baseline";
    return measure.name + crossing(rule.high, rule.inclusive) + value + ": " +
           sentence({std::string(levelWords(rule.level)),
                     rule.delay > Millis{0} ? "after " + seconds(rule.delay) : "",
                     rule.confirmWithin ? "asks for a repeat within " + minutes(*rule.confirmWithin) : ""});
}

std::string holdWords(const HoldRule& rule, const TitleOf& titleOf) {
    const auto measure = measureOf(rule.param, titleOf);
    std::string age;
    if (rule.ageFrom) age += " from the age of " + std::to_string(*rule.ageFrom);
    if (rule.ageBelow) age += " below the age of " + std::to_string(*rule.ageBelow);
    return measure.name + crossing(rule.high, rule.inclusive) + num(rule.value) +
           (measure.unit.empty() ? "" : " " + measure.unit) + age + ": " +
           (rule.action == "prescriber_at_chair" ? "no treatment without a prescriber at the chair."
                                                 : "hold; a prescriber may override with a reason.");
}

std::string itemWords(const RequiredItem& item) {
    std::string answer;
    switch (item.kind) {
    case RequiredItem::Kind::yesNo: answer = "yes or no"; break;
    case RequiredItem::Kind::text: answer = "in words"; break;
    case RequiredItem::Kind::twoPerson: answer = "by two people"; break;
    case RequiredItem::Kind::choice: answer = joined(item.choices, " / "); break;
    }
    return item.title + ": " +
           sentence({answer, item.stopsOn.empty() ? "" : "\"" + item.stopsOn + "\" places a hold"});
}

std::string orderWords(const OrderSetEntry& order) {
    return order.indication + ": " + order.drug + " " + listOf(order.doses, order.unit) + " " + order.route +
           "." +
           (order.maxSingle > 0 ? " Asked about above " + num(order.maxSingle) + " " + order.unit + "."
                                : "") +
           (order.note.empty() ? "" : " " + order.note);
}

void addRange(Lines& lines, const std::string& what, const std::string& unit,
              const DosingRule::Range& range) {
    Lines parts;
    const auto add = [&](double bound, const char* words) {
        if (bound != 0) parts.push_back(words + num(bound) + " " + unit);
    };
    add(range.warnLow, "warns below ");
    add(range.warn, "warns above ");
    add(range.second, "second person above ");
    add(range.block, "blocked above ");
    if (!parts.empty()) lines.push_back(what + ": " + sentence(parts));
}

DocumentPart treatmentPart(const Protocol& p) {
    const auto& d = p.dosing;
    DocumentPart part{"Treatment", {}};
    const bool spray = p.route == Route::intranasal;
    std::string dose = d.mgPerKg > 0 ? num(d.mgPerKg) + " mg/kg" : listOf(d.fixedMg, "mg");
    part.lines.push_back((spray ? "Intranasal " : "Intravenous ") + d.drug + ", proposed dose " + dose +
                         (spray ? "." : " over " + num(d.durationMin) + " min."));
    if (d.deviceMg)
        part.lines.push_back("Devices of " + num(*d.deviceMg) + " mg, " + minutes(d.deviceGap) +
                             " of rest between two.");
    Lines vials;
    for (std::size_t i = 0; i < d.stockMgPerMl.size(); ++i)
        vials.push_back(num(d.stockMgPerMl[i]) + " mg/mL" +
                        (i < d.vialMl.size() && d.vialMl[i] > 0 ? " in " + num(d.vialMl[i]) + " mL" : ""));
    if (!vials.empty())
        part.lines.push_back("Vials: " + joined(vials) +
                             (d.singleUseVials
                                  ? ". Single use: the rest of an opened vial is wasted with the session."
                                  : ". The rest of a vial stays in stock."));
    if (d.lowContainers > 0 || d.expiresSoonDays > 0)
        part.lines.push_back("Stock is marked as low at " + std::to_string(d.lowContainers) +
                             " containers or fewer, a lot " + std::to_string(d.expiresSoonDays) +
                             " days before it expires.");
    if (!d.bagMl.empty()) part.lines.push_back("Bag: " + listOf(d.bagMl, "mL") + ".");
    if (!d.syringeMl.empty()) part.lines.push_back("Syringe: " + listOf(d.syringeMl, "mL") + ".");
    if (d.capMg) part.lines.push_back("Never more than " + num(*d.capMg) + " mg.");
    if (d.roundToMg) part.lines.push_back("Rounded to " + num(*d.roundToMg) + " mg.");
    part.lines.push_back("Recovery of at least " + minutes(p.recoveryMinimum) +
                         "; baseline values not older than " + minutes(p.baselineMaxAge) + ".");
    part.lines.push_back(p.quietRoom ? "Quiet room: mild alarms are shown without sound."
                                     : "Mild alarms sound as well.");
    return part;
}

DocumentPart doseChecksPart(const DosingRule& d) {
    DocumentPart part{"Checks of the dose", {}};
    addRange(part.lines, "Dose per kilogram", "mg/kg", d.mgPerKgRange);
    addRange(part.lines, "Dose", "mg", d.totalMgRange);
    addRange(part.lines, "Rate", "mg/kg/h", d.rateMgPerKgHRange);
    Lines duration;
    if (d.durationWarnBelow > 0) duration.push_back("warns below " + num(d.durationWarnBelow) + " min");
    if (d.durationSecondBelow > 0)
        duration.push_back("second person below " + num(d.durationSecondBelow) + " min");
    if (d.durationBlockBelow > 0) duration.push_back("blocked below " + num(d.durationBlockBelow) + " min");
    if (!duration.empty()) part.lines.push_back("Duration: " + sentence(duration));
    Lines weight;
    if (d.weightWarnBelow > 0) weight.push_back("warns below " + num(d.weightWarnBelow) + " kg");
    if (d.weightWarnAbove > 0) weight.push_back("warns above " + num(d.weightWarnAbove) + " kg");
    if (d.weightChangeSecondPercent > 0)
        weight.push_back("second person when it changed by more than " + num(d.weightChangeSecondPercent) +
                         " %");
    if (!weight.empty()) part.lines.push_back("Weight: " + sentence(weight));
    if (d.stepWarnMgPerKg > 0)
        part.lines.push_back("Increase since the last session: warns above " + num(d.stepWarnMgPerKg) +
                             " mg/kg.");
    if (d.secondWithinDays > 0)
        part.lines.push_back("Days since the last dose: second person below " + num(d.secondWithinDays) +
                             ".");
    if (part.lines.empty()) part.lines.push_back("None.");
    return part;
}

DocumentPart gatePart(const DischargeGate& g) {
    DocumentPart part{"Before leaving", {}};
    auto& lines = part.lines;
    const auto add = [&](const std::optional<double>& value, const std::string& before,
                         const std::string& after = "") {
        if (value) lines.push_back(before + num(*value) + after + ".");
    };
    if (g.afterTreatmentEnd)
        lines.push_back("At least " + minutes(*g.afterTreatmentEnd) + " after the end of treatment.");
    if (g.afterFirstSpray)
        lines.push_back("At least " + minutes(*g.afterFirstSpray) + " after the first spray.");
    add(g.nibpWithinPercent, "Blood pressure within ", " % of the baseline");
    add(g.nibpSysBelow, "Systolic pressure below ", " mmHg");
    add(g.nibpDiaBelow, "Diastolic pressure below ", " mmHg");
    add(g.nibpSysAtLeast, "Systolic pressure at least ", " mmHg");
    add(g.spo2AtLeast, "SpO₂ at least ", " %");
    add(g.moaasAtLeast, "MOAA/S at least ");
    add(g.aldreteAtLeast, "Modified Aldrete at least ");
    add(g.nauseaAtMost, "Nausea at most ");
    if (g.orientedX3) lines.push_back("Oriented.");
    if (g.steadyGait) lines.push_back("Steady on the feet.");
    if (g.escort) lines.push_back("An escort is there.");
    lines.push_back("Measurements older than " + minutes(g.measuredWithin) + " do not count.");
    return part;
}

} // namespace

std::vector<DocumentPart> describeProtocol(const Protocol& p, const TitleOf& titleOf) {
    std::vector<DocumentPart> parts;
    parts.push_back(treatmentPart(p));
    parts.push_back(doseChecksPart(p.dosing));
    parts.push_back({"Schedule", each(p.checks, [&](const auto& c) { return checkWords(c, p, titleOf); })});
    parts.push_back({"Alarm limits", each(p.limits, [&](const auto& l) { return limitWords(l, titleOf); })});
    parts.push_back(
        {"Holds before treatment", each(p.holds, [&](const auto& h) { return holdWords(h, titleOf); })});
    parts.push_back({"Questions before treatment", each(p.screen, itemWords)});
    parts.push_back({"Time-out", each(p.timeout, itemWords)});
    parts.push_back({"Order set", each(p.orders, orderWords)});
    parts.push_back(gatePart(p.gate));
    parts.push_back({"Reasons to stop early", p.abortReasons});
    if (!p.eventLabels.empty()) {
        DocumentPart keys{"Keys 1 to 9", {}};
        for (std::size_t i = 0; i < p.eventLabels.size(); ++i)
            keys.lines.push_back(std::to_string(i + 1) + " " + p.eventLabels[i]);
        parts.push_back(std::move(keys));
    }
    parts.push_back({"Instruments", each(p.instruments, [&](const auto& id) { return titleOf(id); })});
    parts.push_back(
        {"Document",
         {"Id " + p.id + ", version " + std::to_string(p.version) + ".", "BLAKE2b-256 " + p.sha}});
    for (auto& part : parts)
        if (part.lines.empty()) part.lines.push_back("None.");
    return parts;
}

} // namespace chairside
