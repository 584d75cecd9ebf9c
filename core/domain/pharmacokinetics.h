// SPDX-License-Identifier: GPL-3.0-or-later
// Published population models of ketamine as data, and their exact solution: a constant rate over any length
// of time is one matrix exponential, so a result does not depend on the step. Pure values, any thread. For
// the simulator and for a clearly labelled estimate; never a measurement and never for dosing (clinical.md
// §5.5).
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace chairside {

enum class PkModel : unsigned char { kamp2020, domino1984, clements1981, hijazi2003 };

/// Volume in L, rate constants per minute, for one patient. A two-compartment model has k13 = k31 = 0.
struct PkParameters {
    double v1L = 0, k10 = 0, k12 = 0, k21 = 0, k13 = 0, k31 = 0;
};
/// Source: clinical.md §5.1 (Kamp 2020, Domino 1984, Clements 1981, Hijazi 2003). `weightKg` must be above 0.
PkParameters pkParameters(PkModel model, double weightKg);
std::string_view pkModelName(PkModel model); ///< "Kamp 2020"

/// Lag between plasma and effect, per minute. No validated value exists: this is the simulator's own
/// `effect_lag`, not an effect-site concentration. Source: clinical.md §5.1.
inline constexpr double kEffectLagPerMin = 0.2;

/// Ketamine given into a vein, from an empty body. A value: copy it to look ahead.
class IntravenousKetamine {
public:
    IntravenousKetamine(PkModel model, double weightKg, double effectLagPerMin = kEffectLagPerMin);
    void giveBolus(double mg) { state_[0] += mg; }
    /// Lets `minutes` (>= 0) pass at a constant rate (>= 0).
    void advance(double minutes, double rateMgPerMin);
    double plasmaNgPerMl() const { return 1000 * state_[0] / parameters_.v1L; }
    double effectNgPerMl() const { return state_[3]; }

private:
    PkParameters parameters_;
    double effectLagPerMin_;
    std::array<double, 4> state_{}; ///< mg central, mg peripheral, mg deep, ng/mL effect
};

/// Esketamine sprayed into the nose, typical adult below 60 years, from an empty body.
/// Source: Perez-Ruixo 2021 as given in clinical.md §5.1.
class NasalEsketamine {
public:
    explicit NasalEsketamine(double effectLagPerMin = kEffectLagPerMin);
    /// One device now; the first one of a session is taken up better than the following ones.
    void spray(double mg);
    void advance(double minutes);
    double plasmaNgPerMl() const;
    double effectNgPerMl() const { return state_[6]; }

private:
    struct Swallowed {
        double minutesLeft, mgPerMin;
    };
    void advanceAtConstantInput(double minutes, double swallowedMgPerMin);

    double effectLagPerMin_;
    int sprays_ = 0;
    std::vector<Swallowed> swallowed_;
    std::array<double, 7> state_{}; ///< mg: central, two peripheral, liver, nose, gut; ng/mL effect
};

} // namespace chairside
