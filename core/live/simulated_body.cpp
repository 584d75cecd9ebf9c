// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/simulated_body.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

/// Kamp model with effect lag 0.2 /min at the end of the standard infusion. Source: clinical.md §5.3.
constexpr double kReferenceNgPerMl = 240.35;

double minutesBetween(MonoTime from, MonoTime to) {
    return static_cast<double>((to - from).count()) / 60'000.0;
}

bool names(const MedicationGiven& given, std::string_view drug) {
    return foldForSearch(given.drug).find(drug) != std::string::npos;
}

} // namespace

void SimulatedBody::forget(const Uuid& event) {
    std::erase_if(doses_, [&](const Dose& dose) { return dose.event == event; });
}

void SimulatedBody::remember(Dose::Kind kind, const Event& event, double amount) {
    const Dose dose{kind, event.id, event.effective, amount};
    const auto after = std::upper_bound(doses_.begin(), doses_.end(), dose.at,
                                        [](MonoTime t, const Dose& other) { return t < other.at; });
    doses_.insert(after, dose);
}

void SimulatedBody::feel(const Event& event) {
    if (event.corrects) forget(*event.corrects);
    using Kind = Dose::Kind;
    if (const auto* ordered = std::get_if<DoseOrdered>(&event.body)) {
        if (ordered->order.concentrationMgPerMl > 0)
            concentrationMgPerMl_ = ordered->order.concentrationMgPerMl;
        if (ordered->order.weightKg > 0) weightKg_ = ordered->order.weightKg;
    } else if (const auto* started = std::get_if<InfusionStarted>(&event.body)) {
        remember(Kind::infusionRate, event, started->rateMlPerH);
    } else if (const auto* resumed = std::get_if<InfusionResumed>(&event.body)) {
        remember(Kind::infusionRate, event, resumed->rateMlPerH);
    } else if (const auto* changed = std::get_if<RateChanged>(&event.body)) {
        remember(Kind::infusionRate, event, changed->rateMlPerH);
    } else if (std::holds_alternative<InfusionPaused>(event.body) ||
               std::holds_alternative<InfusionStopped>(event.body)) {
        remember(Kind::infusionRate, event, 0);
    } else if (const auto* spray = std::get_if<SprayGiven>(&event.body)) {
        remember(Kind::spray, event, spray->mg);
    } else if (const auto* given = std::get_if<MedicationGiven>(&event.body)) {
        if (names(*given, "midazolam")) remember(Kind::midazolam, event, given->dose / 2);
        if (names(*given, "labetalol")) remember(Kind::antihypertensive, event, given->dose / 10);
        if (names(*given, "hydralazine")) remember(Kind::antihypertensive, event, given->dose / 10);
        if (names(*given, "metoprolol")) remember(Kind::antihypertensive, event, given->dose / 5);
        if (names(*given, "clonidine")) remember(Kind::antihypertensive, event, given->dose / 0.2);
    }
}

IntravenousKetamine SimulatedBody::veinAt(MonoTime t) const {
    IntravenousKetamine body(PkModel::kamp2020, weightKg_);
    MonoTime reached = t;
    double rateMgPerMin = 0;
    for (const auto& dose : doses_) {
        if (dose.kind != Dose::Kind::infusionRate || dose.at >= t) continue;
        if (reached < dose.at) body.advance(minutesBetween(reached, dose.at), rateMgPerMin);
        reached = dose.at;
        rateMgPerMin = dose.amount * concentrationMgPerMl_ / 60;
    }
    body.advance(minutesBetween(reached, t), rateMgPerMin);
    return body;
}

double SimulatedBody::plasmaNgPerMl(MonoTime t) const {
    return veinAt(t).plasmaNgPerMl();
}

double SimulatedBody::ketamineEffect(MonoTime t) const {
    double effect = firstOf(Dose::Kind::infusionRate) ? veinAt(t).effectNgPerMl() / kReferenceNgPerMl : 0;
    NasalEsketamine nose;
    std::optional<MonoTime> reached;
    for (const auto& dose : doses_) {
        if (dose.kind != Dose::Kind::spray || dose.at > t) continue;
        if (reached) nose.advance(minutesBetween(*reached, dose.at));
        reached = dose.at;
        nose.spray(dose.amount);
    }
    if (reached) {
        nose.advance(minutesBetween(*reached, t));
        // Half of racemic ketamine is the S form, which carries the circulatory effect (clinical.md §5.2,
        // Kamp 2021): the same plasma level of esketamine counts double. Design.
        effect += 2 * nose.effectNgPerMl() / kReferenceNgPerMl;
    }
    return effect;
}

/// Rises and falls exponentially, scaled so that one reference dose peaks at 1.
double SimulatedBody::sumOf(Dose::Kind kind, MonoTime t, double riseMin, double fallMin) const {
    const double peakAt = std::log(fallMin / riseMin) * riseMin * fallMin / (fallMin - riseMin);
    const double peak = std::exp(-peakAt / fallMin) - std::exp(-peakAt / riseMin);
    double sum = 0;
    for (const auto& dose : doses_) {
        if (dose.kind != kind || dose.at > t) continue;
        const double m = minutesBetween(dose.at, t);
        sum += dose.amount * (std::exp(-m / fallMin) - std::exp(-m / riseMin)) / peak;
    }
    return sum;
}

double SimulatedBody::midazolamEffect(MonoTime t) const {
    return sumOf(Dose::Kind::midazolam, t, 1.5, 25);
}
double SimulatedBody::pressureTreatmentEffect(MonoTime t) const {
    return sumOf(Dose::Kind::antihypertensive, t, 4, 120);
}

std::optional<MonoTime> SimulatedBody::firstOf(Dose::Kind kind) const {
    for (const auto& dose : doses_)
        if (dose.kind == kind) return dose.at;
    return std::nullopt;
}

std::optional<MonoTime> SimulatedBody::treatmentStart() const {
    const auto infusion = firstOf(Dose::Kind::infusionRate), spray = firstOf(Dose::Kind::spray);
    if (infusion && spray) return std::min(*infusion, *spray);
    return infusion ? infusion : spray;
}
std::optional<MonoTime> SimulatedBody::firstMidazolam() const {
    return firstOf(Dose::Kind::midazolam);
}

} // namespace chairside
