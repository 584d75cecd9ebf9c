// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/score_scale.h"

#include <algorithm>

namespace chairside {

std::optional<ScoreScale> scoreScale(std::string_view instrument) {
    static constexpr std::array<ScoreScale, 7> kScales{{
        {"moaas", "Sedation (MOAA/S)", ScoreKind::sedation, 5, 0},
        {"rass", "Sedation (RASS)", ScoreKind::sedation, 0, -5},
        {"dissociation_check", "Dissociation check", ScoreKind::dissociation, 0, 18},
        {"cadss_6", "Dissociation (CADSS-6)", ScoreKind::dissociation, 0, 24},
        {"cadss_23", "Dissociation (CADSS)", ScoreKind::dissociation, 0, 92},
        {"nausea_vas", "Nausea", ScoreKind::nausea, 0, 10},
        {"pain_nrs", "Pain", ScoreKind::pain, 0, 10},
    }};
    const auto found = std::find_if(kScales.begin(), kScales.end(),
                                    [&](const auto& scale) { return scale.instrument == instrument; });
    return found == kScales.end() ? std::nullopt : std::optional(*found);
}

} // namespace chairside
