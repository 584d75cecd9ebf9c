// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/vials.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

/// The same label however it was typed: "ab 12" and "AB12 ".
std::string keyOf(const std::string& text) {
    auto folded = foldForSearch(cleanName(text));
    std::erase(folded, ' ');
    return folded;
}

bool isSame(const VialUse& vial, const DrugDrawn& draw) {
    return keyOf(vial.lot) == keyOf(draw.lot) && keyOf(vial.vial) == keyOf(draw.vial) &&
           std::abs(vial.vialMg - draw.vialMg) < kHairMg;
}

template <class Vials>
auto* openVialIn(Vials& vials, const DrugDrawn& draw) {
    decltype(vials.data()) found = nullptr;
    for (auto& vial : vials) {
        if (!isSame(vial, draw)) continue;
        const bool holds = vial.vialMg <= 0 || vial.leftMg() + kHairMg >= draw.mg;
        if (holds || !found) found = &vial;
    }
    return found;
}

VialUse opened(const DrugDrawn& draw, const Uuid& by) {
    return {draw.vial, draw.lot, draw.expiry, draw.strengthMgPerMl, draw.vialMg, draw.mg, {by}};
}

} // namespace

double VialUse::takenMg() const {
    return std::max(vialMg, drawnMg);
}

double VialUse::leftMg() const {
    return std::max(0.0, containers() * vialMg - drawnMg);
}

int VialUse::containers() const {
    if (vialMg <= 0) return 0;
    return std::max(1, static_cast<int>(std::ceil((drawnMg - kHairMg) / vialMg)));
}

std::vector<VialUse> vialsOf(const std::vector<Event>& entries) {
    std::vector<VialUse> vials;
    // Openings first: a draw that was entered for an earlier moment still means the vial it names.
    for (const auto& event : entries)
        if (const auto* draw = std::get_if<DrugDrawn>(&event.body); draw && !draw->fromOpenVial)
            vials.push_back(opened(*draw, event.id));
    for (const auto& event : entries) {
        const auto* draw = std::get_if<DrugDrawn>(&event.body);
        if (!draw || !draw->fromOpenVial) continue;
        if (auto* vial = openVialIn(vials, *draw)) {
            vial->drawnMg += draw->mg;
            vial->draws.push_back(event.id);
        } else {
            vials.push_back(opened(*draw, event.id));
        }
    }
    return vials;
}

const VialUse* openVialFor(const std::vector<VialUse>& vials, const DrugDrawn& draw) {
    return openVialIn(vials, draw);
}

} // namespace chairside
