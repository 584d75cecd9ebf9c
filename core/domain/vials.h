// SPDX-License-Identifier: GPL-3.0-or-later
// The vials that the draws of one session took from: a draw opens a vial, unless it says that it is from the
// one opened already, of the same lot and label; that vial is counted once. One rule for the session's ledger
// and for the clinic's stock. Pure, any thread. Fields: clinical.md §4.4 ("opened at", "new vial opened").
#pragma once

#include "core/domain/event.h"

#include <string>
#include <vector>

namespace chairside {

/// What two sums of the same amounts may differ by: doubles added in another order, far below what anybody
/// draws. One hair for everybody who asks whether a vial still holds enough.
inline constexpr double kHairMg = 1e-6;

struct VialUse {
    std::string vial, lot, expiry;
    double strengthMgPerMl = 0;
    double vialMg = 0;       ///< content of one; 0 = its rest stays in stock
    double drawnMg = 0;      ///< by all draws from it
    std::vector<Uuid> draws; ///< entries that took from it, the opening one first

    double takenMg() const; ///< the whole content of a single-use vial, else what was drawn
    double leftMg() const;  ///< of single-use vials; 0 where the rest stays in stock
    int containers() const; ///< single-use vials that this needed; 0 where the rest stays in stock
    bool operator==(const VialUse&) const = default;
};

/// In the order of opening. A draw "from the open vial" without one in the entries (it was withdrawn) opens
/// one itself, so that nothing is ever taken from nowhere.
std::vector<VialUse> vialsOf(const std::vector<Event>& entries);

/// The one of `vials` that a draw from the open vial means: same lot, label and content, the one opened last
/// of those that hold enough. Null if there is none.
const VialUse* openVialFor(const std::vector<VialUse>& vials, const DrugDrawn& draw);

} // namespace chairside
