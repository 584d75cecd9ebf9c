// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/score_scale.h"

#include "core/base/phrase.h"

#include <algorithm>

namespace chairside {

std::optional<ScoreScale> scoreScale(std::string_view instrument) {
    static constexpr std::array<ScoreScale, 7> kScales{{
        {"moaas", toSay("Sedation (MOAA/S)"), ScoreKind::sedation, 5, 0},
        {"rass", toSay("Sedation (RASS)"), ScoreKind::sedation, 0, -5},
        {"dissociation_check", toSay("Dissociation check"), ScoreKind::dissociation, 0, 18},
        {"cadss_6", toSay("Dissociation (CADSS-6)"), ScoreKind::dissociation, 0, 24},
        {"cadss_23", toSay("Dissociation (CADSS)"), ScoreKind::dissociation, 0, 92},
        {"nausea_vas", toSay("Nausea"), ScoreKind::nausea, 0, 10},
        {"pain_nrs", toSay("Pain"), ScoreKind::pain, 0, 10},
    }};
    const auto found = std::find_if(kScales.begin(), kScales.end(),
                                    [&](const auto& scale) { return scale.instrument == instrument; });
    return found == kScales.end() ? std::nullopt : std::optional(*found);
}

} // namespace chairside
