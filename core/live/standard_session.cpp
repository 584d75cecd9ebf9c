// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/standard_session.h"

#include "core/base/number.h"
#include "core/domain/dosing.h"

#include <algorithm>
#include <iterator>

namespace chairside {
namespace {

Result<DoseOrder> standardDose(const Protocol& protocol, double weightKg) {
    const auto& rule = protocol.dosing;
    DoseChoices choices;
    choices.weightKg = weightKg;
    choices.mgPerKg = rule.mgPerKg;
    if (!rule.fixedMg.empty()) choices.fixedMg = rule.fixedMg.front();
    if (!rule.stockMgPerMl.empty()) choices.stockMgPerMl = rule.stockMgPerMl.front();
    if (!rule.bagMl.empty()) choices.bagMl = rule.bagMl.front();
    choices.durationMin = rule.durationMin;
    const auto dose = computeDose(rule, choices);
    if (const auto* refusal = std::get_if<Refusal>(&dose)) return Error{refusal->sentence};
    return std::get<DoseOrder>(dose);
}

ScoreEntered single(const char* instrument, int value) {
    ScoreEntered entered;
    entered.instrument = instrument;
    entered.version = "1";
    entered.answers = {{instrument, std::to_string(value)}};
    entered.total = value;
    return entered;
}

/// The dissociation check with the sum spread evenly over its rows, three at most in each.
ScoreEntered dissociation(int sum) {
    static constexpr const char* kRows[] = {"unreality",  "detached_body", "time_distort",
                                            "perception", "hallucination", "memory_gap"};
    ScoreEntered entered;
    entered.instrument = "dissociation_check";
    entered.version = "1";
    entered.total = sum;
    int rows = static_cast<int>(std::size(kRows));
    for (const char* row : kRows) {
        const int value = std::min((sum + rows - 1) / rows, 3);
        entered.answers[row] = std::to_string(value);
        sum -= value;
        --rows;
    }
    return entered;
}

VitalsEntered typed(int systolic, int diastolic, bool all) {
    VitalsEntered vitals;
    const auto set = [&](Channel c, double value) { vitals.values[index(c)] = value; };
    set(Channel::nibpSystolic, systolic);
    set(Channel::nibpDiastolic, diastolic);
    if (!all) return vitals;
    set(Channel::hr, 72);
    set(Channel::spo2, 98);
    set(Channel::rr, 14);
    return vitals;
}

constexpr const char* kConsentDate = "2023-12-01"; ///< long before any session that the script plays

std::string safeAnswer(const RequiredItem& item) {
    if (item.kind == RequiredItem::Kind::text) return "as on file";
    if (item.kind == RequiredItem::Kind::date) return kConsentDate;
    for (const auto& choice : item.choices)
        if (choice != item.stopsOn) return choice;
    return item.stopsOn == "yes" ? "no" : "yes";
}

Millis treatmentLength(const Protocol& protocol, const StandardSettings& settings) {
    if (protocol.route != Route::intravenous) return 10min;
    const Millis whole{static_cast<std::int64_t>(protocol.dosing.durationMin * 60'000)};
    return std::min(whole, settings.stopAfter ? Millis{*settings.stopAfter} : whole);
}

/// What stays in the bag of an infusion that was stopped early is thrown away before a witness.
DrugWasted restOfBag(const DoseOrder& dose, Millis given, const Actor& witness) {
    const double left = 1 - static_cast<double>(given.count()) / (dose.durationMin * 60'000);
    DrugWasted wasted;
    wasted.mg = dose.doseMg * left;
    wasted.ml = dose.totalMl * left;
    wasted.from = "bag";
    wasted.method = "drug disposal container";
    wasted.reason = "infusion stopped early";
    wasted.witness = witness;
    return wasted;
}

} // namespace

Result<std::vector<ScriptLine>> preparation(const Protocol& protocol, const StandardSettings& settings) {
    const auto dose = standardDose(protocol, settings.weightKg);
    if (!dose) return dose.error();
    std::vector<ScriptLine> lines;
    const auto add = [&](EventBody body) {
        lines.push_back({settings.startAt, settings.people.at(0), std::move(body)});
    };
    add(ItemConfirmed{"check_in", "weight_kg", formatPlain(settings.weightKg, 1)});
    add(typed(124, 78, true));
    add(single("moaas", 5));
    add(single("pain_nrs", 1));
    add(single("nausea_vas", 0));
    add(dissociation(0));
    for (const auto& item : protocol.screen)
        if (!item.optional) add(ItemConfirmed{"screen", item.key, safeAnswer(item)});
    add(ScreenCompleted{});
    lines.push_back({settings.startAt, settings.people.at(2), DoseOrdered{dose.value(), "", {}}});
    for (const auto& item : protocol.timeout) add(ItemConfirmed{"timeout", item.key, safeAnswer(item)});
    add(TimeoutConfirmed{settings.people.at(1)});
    DrugDrawn drawn;
    drawn.vial = "standard vial";
    drawn.lot = "A1";
    drawn.expiry = "2027-12";
    drawn.mg = dose->doseMg;
    drawn.strengthMgPerMl = dose->stockMgPerMl;
    add(drawn);
    if (protocol.route == Route::intravenous) {
        add(InfusionStarted{dose->rateMlPerH, "A1", "2027-12"});
        return lines;
    }
    const double device = protocol.dosing.deviceMg.value_or(dose->doseMg);
    int number = 0;
    for (double given = 0; given < dose->doseMg - 0.01; given += device) {
        lines.push_back({settings.startAt + number * Minutes{5}, settings.people.at(0),
                         SprayGiven{number + 1, device, "A1"}});
        ++number;
    }
    return lines;
}

std::vector<ScriptLine> observations(const Protocol& protocol, const StandardSettings& settings) {
    std::vector<ScriptLine> lines;
    const auto add = [&](Millis after, EventBody body) {
        lines.push_back({settings.startAt + after, settings.people.at(0), std::move(body)});
    };
    const auto end = treatmentLength(protocol, settings);
    const int peak = settings.peakDissociation;
    add(6min, SideEffectBegan{"detached_body", 1, "probable", ""});
    add(9min, SideEffectBegan{"time_distort", 1, "probable", ""});
    for (const auto after : {10min, 20min, 30min, 40min}) add(after, single("moaas", after >= 30min ? 4 : 5));
    add(10min + 20s, dissociation(peak / 4));
    add(12min, MedicationGiven{"ondansetron", "mg", "IV", "nausea", "antiemetic", 4, ""});
    add(13min + 30s, EventMarked{"Music changed"});
    add(17min, SideEffectBegan{"nausea", 1, "possible", ""});
    add(20min + 20s, dissociation(peak * 3 / 4));
    add(22min, NoteWritten{"Calm, eyes closed, answers when spoken to.", std::nullopt});
    add(end + 30s, single("moaas", 4));
    add(end + 40s, dissociation(peak));
    add(end + 50s, single("nausea_vas", 1));
    for (const auto after : {15min, 30min, 45min, 60min}) add(end + after, single("moaas", 5));
    add(end + 20min, dissociation(peak / 4));
    add(end + 40min, dissociation(0));
    if (settings.typedPressures)
        for (Millis after{0}; after < end + settings.recovery; after += 5min) {
            const int rise = static_cast<int>(
                after < end ? 16 * after / end : 16 - std::min<std::int64_t>(16, (after - end) / 3min));
            add(after, typed(124 + rise, 78 + rise / 2, true));
        }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const ScriptLine& a, const ScriptLine& b) { return a.at < b.at; });
    return lines;
}

Result<std::vector<ScriptLine>> closing(const Protocol& protocol, const StandardSettings& settings) {
    const auto dose = standardDose(protocol, settings.weightKg);
    if (!dose) return dose.error();
    std::vector<ScriptLine> lines;
    const auto length = treatmentLength(protocol, settings);
    const auto end = settings.startAt + length;
    const auto leave = end + settings.recovery;
    const auto add = [&](Millis at, const Actor& actor, EventBody body) {
        lines.push_back({at, actor, std::move(body)});
    };
    const auto& nurse = settings.people.at(0);
    if (protocol.route == Route::intravenous) {
        add(end, nurse, InfusionStopped{!settings.stopAfter, settings.stopReason, ""});
        if (settings.stopAfter)
            add(end + 5min, nurse, restOfBag(dose.value(), length, settings.people.at(1)));
    }
    add(leave - 2min, nurse, typed(126, 80, true));
    add(leave - 2min, nurse, single("moaas", 5));
    add(leave - 2min, nurse, single("nausea_vas", 0));
    add(leave - 2min, nurse, single("aldrete", 10));
    add(leave - 2min, nurse, dissociation(0));
    for (const char* item : {"oriented", "gait", "escort", "side_effects", "si_question"})
        add(leave - 1min, nurse, ItemConfirmed{"discharge", item, "yes"});
    add(leave, nurse, DischargeReady{});
    add(leave, nurse, Discharged{"escort present", ""});
    add(leave + 1min, nurse, Signed{Role::nurse, nurse.name, "conducted and documented the session"});
    const auto& prescriber = settings.people.at(2);
    add(leave + 2min, prescriber, Signed{Role::prescriber, prescriber.name, "reviewed the session"});
    return lines;
}

Result<std::vector<ScriptLine>> standardSession(const Protocol& protocol, const StandardSettings& settings) {
    auto lines = preparation(protocol, settings);
    if (!lines) return lines.error();
    auto all = std::move(lines).value();
    auto end = closing(protocol, settings);
    if (!end) return end.error();
    for (const auto& more : {observations(protocol, settings), end.value()})
        all.insert(all.end(), more.begin(), more.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const ScriptLine& a, const ScriptLine& b) { return a.at < b.at; });
    return all;
}

} // namespace chairside
