// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/dosing.h"

#include "core/base/number.h"
#include "core/base/phrase.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

// Devine: 50 kg (male) or 45.5 kg (female) plus 2.3 kg for each inch over 60 in; adjusted adds 40 % of the
// excess.
constexpr double kDevineMaleKg = 50, kDevineFemaleKg = 45.5, kDevinePerInchKg = 2.3, kDevineFromInch = 60;
constexpr double kAdjustedShare = 0.4;

// Input sanity, not policy: outside these a weight or height is a typing error (clinical.md §1.3).
constexpr double kLeastKg = 25, kMostKg = 300, kLeastCm = 100, kMostCm = 230;

/// Comparisons forgive the last bits, so that 0.75 mg/kg times 70 kg is not "above 0.75 mg/kg".
bool above(double value, double bound) {
    return value > bound * (1 + 1e-9);
}
bool below(double value, double bound) {
    return value < bound * (1 - 1e-9);
}

bool offers(const std::vector<double>& list, double value) {
    return std::any_of(list.begin(), list.end(),
                       [&](double v) { return !above(value, v) && !below(value, v); });
}

std::string show(double value, const char* unit) {
    return formatNumber(value, 3) + " " + unit;
}

std::variant<double, Refusal> dosingWeight(const DoseChoices& c) {
    if (!(c.weightKg >= kLeastKg && c.weightKg <= kMostKg))
        return Refusal{phrase(
            "The weight must be between 25 and 300 kg. Please weigh the patient and enter kilograms.")};
    if (c.heightCm && !(*c.heightCm >= kLeastCm && *c.heightCm <= kMostCm))
        return Refusal{phrase("The height must be between 100 and 230 cm. Please check it.")};
    if (c.basis == DosingWeight::actual) return c.weightKg;
    const BodyWeights weights = bodyWeights(c.weightKg, c.heightCm, c.sex);
    if (!weights.idealKg)
        return Refusal{phrase("Ideal and adjusted weight need the height and the sex of the patient. Enter "
                              "them, or dose on actual weight.")};
    return c.basis == DosingWeight::ideal ? *weights.idealKg : *weights.adjustedKg;
}

double rounded(double mg, const DosingRule& rule) {
    if (!rule.roundToMg || *rule.roundToMg <= 0) return mg;
    const double nearest = std::round(mg / *rule.roundToMg) * *rule.roundToMg;
    if (rule.capMg && above(nearest, *rule.capMg)) return std::floor(mg / *rule.roundToMg) * *rule.roundToMg;
    return nearest;
}

/// Fills volume, concentration and rate of an infusion whose dose is known.
std::optional<Refusal> prepare(const DosingRule& rule, const DoseChoices& c, DoseOrder& order) {
    if (!offers(rule.stockMgPerMl, c.stockMgPerMl))
        return Refusal{
            phrase("Pick the vial strength from the protocol's list; a strength cannot be typed.")};
    if (!(c.bagMl > 0 && c.bagMl <= 3000)) return Refusal{phrase("Pick the volume of the bag or syringe.")};
    if (!(c.overfillMl >= 0 && c.overfillMl <= c.bagMl))
        return Refusal{phrase("The overfill must be between 0 mL and the volume of the bag.")};
    if (!(c.durationMin > 0 && c.durationMin <= 24 * 60))
        return Refusal{phrase("Enter the duration of the infusion in minutes, at most 24 hours.")};
    const double stockMl = order.doseMg / c.stockMgPerMl;
    const bool replaces = c.container == Container::syringe || c.mix == MixMode::replace;
    if (replaces && above(stockMl, c.bagMl))
        return Refusal{phrase("The dose needs {1} from the vial and does not fit into {2}. Pick a stronger "
                              "vial or a larger container.",
                              show(stockMl, "mL"), show(c.bagMl, "mL"))};
    order.mix = replaces ? MixMode::replace : MixMode::add;
    order.container = c.container;
    order.stockMgPerMl = c.stockMgPerMl;
    order.bagMl = c.bagMl;
    order.overfillMl = c.container == Container::syringe ? 0 : c.overfillMl;
    order.totalMl = c.bagMl + order.overfillMl + (replaces ? 0 : stockMl);
    order.concentrationMgPerMl = order.doseMg / order.totalMl;
    order.durationMin = c.durationMin;
    order.rateMlPerH = order.totalMl * 60 / c.durationMin;
    return std::nullopt;
}

/// Gathers findings; per limit only the most severe bound that is crossed.
class Findings {
public:
    void range(const char* code, const std::string& what, double value, const char* unit,
               const DosingRule::Range& range) {
        const auto over = [&](double bound) { return bound > 0 && above(value, bound); };
        const auto say = [&](CheckSeverity severity, std::string_view sentence, double bound) {
            add(severity, code, phrase(sentence, what, show(value, unit), show(bound, unit)));
        };
        if (over(range.block))
            return say(CheckSeverity::block, toSay("{1} of {2} is above the limit of {3}."), range.block);
        if (over(range.second))
            return say(CheckSeverity::secondPerson, toSay("{1} of {2} is above {3}."), range.second);
        if (over(range.warn)) return say(CheckSeverity::warn, toSay("{1} of {2} is above {3}."), range.warn);
        if (range.warnLow > 0 && below(value, range.warnLow))
            say(CheckSeverity::warn, toSay("{1} of {2} is below {3}."), range.warnLow);
    }
    void duration(double minutes, const DosingRule& rule) {
        const auto under = [&](double bound) { return bound > 0 && below(minutes, bound); };
        const auto say = [&](CheckSeverity severity, std::string_view sentence, double bound) {
            add(severity, "duration", phrase(sentence, show(minutes, "min"), show(bound, "min")));
        };
        if (under(rule.durationBlockBelow))
            return say(CheckSeverity::block, toSay("A duration of {1} is below the limit of {2}."),
                       rule.durationBlockBelow);
        if (under(rule.durationSecondBelow))
            return say(CheckSeverity::secondPerson, "below", rule.durationSecondBelow);
        if (under(rule.durationWarnBelow)) say(CheckSeverity::warn, "below", rule.durationWarnBelow);
    }
    void add(CheckSeverity severity, const char* code, std::string sentence) {
        found_.push_back({severity, code, std::move(sentence)});
    }
    std::vector<DoseFinding> take() {
        std::stable_sort(found_.begin(), found_.end(),
                         [](const DoseFinding& a, const DoseFinding& b) { return a.severity > b.severity; });
        return std::move(found_);
    }

private:
    std::vector<DoseFinding> found_;
};

void checkWeight(const DosingRule& rule, const DoseChoices& c, Findings& findings) {
    const bool light = rule.weightWarnBelow > 0 && below(c.weightKg, rule.weightWarnBelow);
    const bool heavy = rule.weightWarnAbove > 0 && above(c.weightKg, rule.weightWarnAbove);
    if (light || heavy)
        findings.add(
            CheckSeverity::warn, "weight",
            phrase("A weight of {1} ({2} lb) is unusual. Please check that it was entered in kilograms.",
                   show(c.weightKg, "kg"), formatNumber(lbFromKg(c.weightKg), 1)));
    if (!c.lastWeightKg || *c.lastWeightKg <= 0 || rule.weightChangeSecondPercent <= 0) return;
    const double percent = 100 * std::abs(c.weightKg - *c.lastWeightKg) / *c.lastWeightKg;
    if (above(percent, rule.weightChangeSecondPercent))
        findings.add(CheckSeverity::secondPerson, "weight_change",
                     phrase("The weight changed by {1} % since the last session ({2} then, {3} now).",
                            formatNumber(percent, 1), show(*c.lastWeightKg, "kg"), show(c.weightKg, "kg")));
}

} // namespace

BodyWeights bodyWeights(double weightKg, std::optional<double> heightCm, Sex sex) {
    BodyWeights out;
    if (!heightCm || *heightCm <= 0) return out;
    const double metres = *heightCm / 100;
    out.bmi = weightKg / (metres * metres);
    if (sex == Sex::unknown) return out;
    const double inches = *heightCm / kCmPerInch;
    out.idealKg =
        (sex == Sex::male ? kDevineMaleKg : kDevineFemaleKg) + kDevinePerInchKg * (inches - kDevineFromInch);
    out.adjustedKg = *out.idealKg + kAdjustedShare * (weightKg - *out.idealKg);
    out.extrapolated = below(inches, kDevineFromInch);
    return out;
}

double pumpRate(double mlPerH) {
    const double fine = std::round(mlPerH * 10) / 10;
    return fine < 100 ? fine : std::round(mlPerH);
}

DoseChoices proposeDose(const DosingRule& rule, const std::optional<DoseOrder>& last) {
    const auto first = [](const std::vector<double>& list) { return list.empty() ? 0.0 : list.front(); };
    DoseChoices c;
    c.mgPerKg = rule.mgPerKg;
    if (!rule.fixedMg.empty()) c.fixedMg = rule.fixedMg.front();
    c.stockMgPerMl = first(rule.stockMgPerMl);
    c.bagMl = first(rule.bagMl);
    c.durationMin = rule.durationMin;
    if (!last) return c;
    c.lastWeightKg = last->weightKg;
    if (last->dosingWeightKg > 0) c.lastMgPerKg = last->doseMg / last->dosingWeightKg;
    if (last->mgPerKg > 0 && rule.fixedMg.empty()) c.mgPerKg = last->mgPerKg;
    if (last->mgPerKg <= 0 && last->doseMg > 0) c.fixedMg = last->askedMg > 0 ? last->askedMg : last->doseMg;
    c.basis = last->basis;
    if (offers(rule.stockMgPerMl, last->stockMgPerMl)) c.stockMgPerMl = last->stockMgPerMl;
    c.container = last->container;
    if (last->bagMl > 0) c.bagMl = last->bagMl;
    c.mix = last->mix;
    if (last->durationMin > 0) c.durationMin = last->durationMin;
    return c;
}

std::variant<DoseOrder, Refusal> computeDose(const DosingRule& rule, const DoseChoices& c) {
    const auto weight = dosingWeight(c);
    if (const auto* refusal = std::get_if<Refusal>(&weight)) return *refusal;
    DoseOrder order;
    order.weightKg = c.weightKg;
    order.heightCm = c.heightCm;
    order.basis = c.basis;
    order.dosingWeightKg = std::get<double>(weight);
    order.mgPerKg = c.fixedMg ? 0 : c.mgPerKg;
    order.askedMg = c.fixedMg ? *c.fixedMg : c.mgPerKg * order.dosingWeightKg;
    if (!(order.askedMg > 0 && std::isfinite(order.askedMg)))
        return Refusal{phrase("Enter the dose, in mg/kg or as a fixed dose in mg.")};
    order.cappedMg = rule.capMg ? std::min(order.askedMg, *rule.capMg) : order.askedMg;
    order.doseMg = rounded(order.cappedMg, rule);
    if (!(order.doseMg > 0))
        return Refusal{phrase("The dose rounds to nothing. Please check weight and dose.")};
    if (rule.deviceMg) {
        const double devices = order.doseMg / *rule.deviceMg;
        if (std::abs(devices - std::round(devices)) > 1e-6)
            return Refusal{
                phrase("A nasal dose is given in whole devices of {1}.", show(*rule.deviceMg, "mg"))};
        return order;
    }
    if (auto refusal = prepare(rule, c, order)) return *refusal;
    return order;
}

DoseFigures figures(const DosingRule& rule, const DoseOrder& order) {
    DoseFigures f;
    if (order.dosingWeightKg > 0) f.mgPerKg = order.doseMg / order.dosingWeightKg;
    if (rule.deviceMg && *rule.deviceMg > 0)
        f.devices = static_cast<int>(std::lround(order.doseMg / *rule.deviceMg));
    if (order.stockMgPerMl > 0) f.stockMl = order.doseMg / order.stockMgPerMl;
    if (order.durationMin > 0) {
        f.rateMgPerH = order.doseMg * 60 / order.durationMin;
        f.rateMgPerKgH = f.mgPerKg * 60 / order.durationMin;
        f.rateMcgPerKgMin = 1000 * f.mgPerKg / order.durationMin;
    }
    f.pumpRateMlPerH = pumpRate(order.rateMlPerH);
    return f;
}

std::vector<DoseFinding> checkDose(const DosingRule& rule, const DoseChoices& c, const DoseOrder& order) {
    Findings findings;
    const DoseFigures f = figures(rule, order);
    findings.range("mg_per_kg", phrase("A dose"), f.mgPerKg, "mg/kg", rule.mgPerKgRange);
    findings.range("total_mg", phrase("A total dose"), order.doseMg, "mg", rule.totalMgRange);
    if (order.durationMin > 0) {
        findings.range("rate", phrase("A rate"), f.rateMgPerKgH, "mg/kg/h", rule.rateMgPerKgHRange);
        findings.duration(order.durationMin, rule);
    }
    checkWeight(rule, c, findings);
    if (rule.stepWarnMgPerKg > 0 && c.lastMgPerKg && above(f.mgPerKg - *c.lastMgPerKg, rule.stepWarnMgPerKg))
        findings.add(CheckSeverity::warn, "step",
                     phrase("The dose rises from {1} to {2}, by more than {3} since the last session.",
                            show(*c.lastMgPerKg, "mg/kg"), show(f.mgPerKg, "mg/kg"),
                            show(rule.stepWarnMgPerKg, "mg/kg")));
    if (!rule.fixedMg.empty() && !offers(rule.fixedMg, order.doseMg))
        findings.add(CheckSeverity::warn, "dose_list",
                     phrase("{1} is not one of the protocol's doses.", show(order.doseMg, "mg")));
    if (rule.secondWithinDays > 0 && c.daysSinceLastDose &&
        below(*c.daysSinceLastDose, rule.secondWithinDays))
        findings.add(CheckSeverity::secondPerson, "interval",
                     phrase("The last dose was {1} ago, less than {2}.", show(*c.daysSinceLastDose, "days"),
                            show(rule.secondWithinDays, "days")));
    return findings.take();
}

} // namespace chairside
