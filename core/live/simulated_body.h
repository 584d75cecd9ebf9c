// SPDX-License-Identifier: GPL-3.0-or-later
// What the drugs do in the simulated patient: the record of doses, and pure functions of time over it. An
// event that is learned late, corrected or withdrawn simply changes the record. No thread, no clock, no
// randomness. Effects: clinical.md §5.4; those marked as design there or here are made up for the simulation.
#pragma once

#include "core/domain/event.h"
#include "core/domain/pharmacokinetics.h"

#include <optional>
#include <vector>

namespace chairside {

class SimulatedBody {
public:
    explicit SimulatedBody(double weightKg) : weightKg_(weightKg) {}

    /// Feels DoseOrdered, the pump events, SprayGiven and MedicationGiven; other events change nothing.
    void feel(const Event& event);

    /// Strength of ketamine's effect: 1 at the end of the standard infusion (0.5 mg/kg over 40 min, 70 kg).
    double ketamineEffect(MonoTime t) const;
    double plasmaNgPerMl(MonoTime t) const;           ///< ketamine by vein
    double midazolamEffect(MonoTime t) const;         ///< 1 near the peak after 2 mg into a vein; design
    double pressureTreatmentEffect(MonoTime t) const; ///< 1 near the peak after 10 mg of labetalol; design
    std::optional<MonoTime> treatmentStart() const;
    std::optional<MonoTime> firstMidazolam() const;

private:
    struct Dose {
        enum class Kind : std::uint8_t { infusionRate, spray, midazolam, antihypertensive } kind;
        Uuid event;
        MonoTime at;
        double amount; ///< mL/h, mg, or multiples of the reference dose
    };
    void forget(const Uuid& event);
    void remember(Dose::Kind kind, const Event& event, double amount);
    IntravenousKetamine veinAt(MonoTime t) const;
    double sumOf(Dose::Kind kind, MonoTime t, double riseMin, double fallMin) const;
    std::optional<MonoTime> firstOf(Dose::Kind kind) const;

    double weightKg_;
    double concentrationMgPerMl_ = 0;
    std::vector<Dose> doses_; ///< in time order
};

} // namespace chairside
