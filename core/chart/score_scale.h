// SPDX-License-Identifier: GPL-3.0-or-later
// The fixed scales of the bedside scores that have a place in the score panel: which of the four questions an
// instrument answers, and its totals for "nothing" and "worst". Fixed, so that two sessions look alike at a
// glance. Pure; any thread. It never scores answers and never judges a total.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace chairside {

enum class ScoreKind : std::uint8_t { sedation, dissociation, nausea, pain };
inline constexpr std::array kScoreKinds{ScoreKind::sedation, ScoreKind::dissociation, ScoreKind::nausea,
                                        ScoreKind::pain};

struct ScoreScale {
    std::string_view instrument, name; ///< "moaas", "Sedation (MOAA/S)"
    ScoreKind kind = ScoreKind::sedation;
    double none = 0, worst = 1; ///< totals; MOAA/S runs downwards, from 5 to 0

    /// 0 = none … 1 = worst; totals beyond the scale stay at its edge.
    double severity(double total) const {
        const double part = (total - none) / (worst - none);
        return part < 0 ? 0 : part > 1 ? 1 : part;
    }
};

/// Empty for an instrument that the panel does not know (it is shown in the lane of other scores). Ranges:
/// MOAA/S 5–0 (Chernik 1990), RASS 0 to −5 for sedation (Sessler 2002), CADSS items 0–4 each (Bremner 1998),
/// nausea and pain 0–10, the product's own dissociation check 0–18.
std::optional<ScoreScale> scoreScale(std::string_view instrument);

} // namespace chairside
