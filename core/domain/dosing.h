// SPDX-License-Identifier: GPL-3.0-or-later
// Dose arithmetic and its range checks: from a protocol's DosingRule and a person's choices to a DoseOrder.
// Pure functions. Nothing here decides whether to give a drug; a blocked order never becomes a DoseOrder
// event. Formulas and vectors: clinical.md §2.3–2.5 (ideal weight: Devine 1974, Drug Intell Clin Pharm
// 8:650).
#pragma once

#include "core/domain/command.h"
#include "core/domain/protocol.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace chairside {

inline constexpr double kKgPerLb = 0.45359237; ///< exact, international pound
inline constexpr double kCmPerInch = 2.54;     ///< exact
constexpr double kgFromLb(double lb) {
    return lb * kKgPerLb;
}
constexpr double lbFromKg(double kg) {
    return kg / kKgPerLb;
}

struct BodyWeights {
    std::optional<double> idealKg, adjustedKg; ///< need height and sex
    std::optional<double> bmi;                 ///< kg/m²; needs height
    bool extrapolated = false; ///< below 152.4 cm (60 in) the ideal-weight formula was never fitted
};
BodyWeights bodyWeights(double weightKg, std::optional<double> heightCm, Sex sex);

/// What a person picks. Weight is kilograms, measured today; never copied from an earlier session.
struct DoseChoices {
    double weightKg = 0;
    std::optional<double> heightCm;
    Sex sex = Sex::unknown;
    DosingWeight basis = DosingWeight::actual;
    double mgPerKg = 0;
    std::optional<double> fixedMg; ///< instead of mgPerKg
    double stockMgPerMl = 0;       ///< one of the rule's strengths; ignored for nasal devices
    Container container = Container::bag;
    double bagMl = 0;      ///< volume of the bag or syringe
    double overfillMl = 0; ///< known extra diluent in the bag
    MixMode mix = MixMode::replace;
    double durationMin = 0;
    std::optional<double> lastWeightKg, lastMgPerKg; ///< from the session before, for comparison only
    std::optional<double> daysSinceLastDose;
};

/// Starting point for a session: the last session's dose and preparation if there is one, else the
/// protocol's. Weight, height and sex stay empty: they are measured, not proposed.
DoseChoices proposeDose(const DosingRule& rule, const std::optional<DoseOrder>& last);

/// Everything that is shown beside the order; derived, so not stored with it.
struct DoseFigures {
    double stockMl = 0; ///< to draw from the vial
    double rateMgPerH = 0;
    double rateMcgPerKgMin = 0;
    double rateMgPerKgH = 0;
    double mgPerKg = 0;        ///< of the dose as it will be given
    double pumpRateMlPerH = 0; ///< what to key into the pump
    int devices = 0;           ///< nasal devices, 0 for an infusion
};
DoseFigures figures(const DosingRule& rule, const DoseOrder& order);

/// Refuses what cannot be computed (no weight, a strength that is not on the list, a volume that does not
/// fit).
std::variant<DoseOrder, Refusal> computeDose(const DosingRule& rule, const DoseChoices& choices);

/// Pump entry: steps of 0.1 mL/h below 100 mL/h, whole mL/h from there on. For display and keying only.
double pumpRate(double mlPerH);

enum class CheckSeverity : std::uint8_t { warn, secondPerson, block };
struct DoseFinding {
    CheckSeverity severity = CheckSeverity::warn;
    std::string
        code; ///< mg_per_kg, total_mg, rate, duration, weight, weight_change, step, dose_list, interval
    std::string sentence; ///< for the person ordering
};
/// The limits the order is outside of, the most severe first; at most one finding per code.
std::vector<DoseFinding> checkDose(const DosingRule& rule, const DoseChoices& choices,
                                   const DoseOrder& order);

} // namespace chairside
