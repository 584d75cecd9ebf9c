// SPDX-License-Identifier: GPL-3.0-or-later
// The controlled drug of one session: what was taken, given, wasted, and whether the sum comes out. A fold
// over DrugDrawn, DrugWasted, DiscrepancyNamed and SprayGiven; what the pump gave is asked of PumpLog and
// passed in. Stock across sessions is not kept here. Rule and tolerance: clinical.md §4.4 (design of this
// product).
#pragma once

#include "core/domain/current_entries.h"
#include "core/domain/vials.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// drawn = given + wasted within the larger of these two.
inline constexpr double kLedgerToleranceMg = 0.5;
inline constexpr double kLedgerTolerancePercent = 1;
/// DrugWasted::from for what stays in an opened vial; anything else is the bag, line or syringe.
inline constexpr std::string_view kWasteFromVial = "vial";

struct LedgerLine {
    std::string vial, lot, expiry;
    double takenMg = 0; ///< the whole content of a single-use vial, else what was drawn
    double drawnMg = 0; ///< drawn into the bag or syringe
    MonoTime at;
    bool fromOpenVial = false; ///< of a vial that an earlier line opened: of a single-use one nothing more
};

struct LedgerBalance {
    double takenMg = 0, givenMg = 0, wastedMg = 0;
    double namedMg = 0;      ///< explained by named discrepancies
    double differenceMg = 0; ///< taken − given − wasted; positive = still to be wasted or missing
    double toleranceMg = 0;
    bool inBalance = false; ///< within tolerance without any named discrepancy
    bool settled = false;   ///< in balance or explained, and every waste has a witness
    std::string sentence;   ///< for people: what is open, or that the sum comes out
};

class Ledger {
public:
    void apply(const Event& event);
    /// `givenMg`: by pump record or sprays.
    LedgerBalance balance(double givenMg) const;
    /// The draws in order of time, for the printed ledger.
    std::vector<LedgerLine> draws() const;
    /// Single-use vials with something left in them, to draw from again; without the draw `except`, which is
    /// being corrected.
    std::vector<VialUse> openVials(const std::optional<Uuid>& except = std::nullopt) const;
    double takenMg() const;
    double wastedMg() const;
    /// Volume the draws took from the vials, mL.
    double drawnMl() const;

private:
    bool anySingleUse() const;
    bool counts(const DrugWasted& waste) const;
    /// Waste without a witness, or witnessed by the one who wasted: empty when all is well.
    std::string witnessProblem() const;

    CurrentEntries entries_;
};

/// What is left over when `givenMg` of a dose was given and the rest of a single-use vial is discarded.
struct WastePlan {
    double bagMg = 0, vialMg = 0, totalMg = 0;
};
WastePlan wastePlan(double vialContentMg, double doseMg, double givenMg);

} // namespace chairside
