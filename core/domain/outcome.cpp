// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/outcome.h"

#include <algorithm>
#include <array>

namespace chairside {
namespace {

// Sources: PHQ-9 Kroenke 2001, Löwe 2004; GAD-7 Spitzer 2006; MADRS and QIDS-SR16 by common trial definition;
// PCL-5 National Center for PTSD; pain Farrar 2001, IMMPACT. "Below 5" is "at most 4" for whole scores.
constexpr std::array<OutcomeRule, 6> kRules{{
    {"phq9", 50, std::nullopt, 4, 5, 10},
    {"gad7", 50, std::nullopt, 4, 4, std::nullopt},
    {"madrs", 50, std::nullopt, 10, std::nullopt, std::nullopt},
    {"qids_sr16", 50, std::nullopt, 5, 3, std::nullopt},
    {"pcl5", std::nullopt, 10, 30, 10, std::nullopt},
    {"pain_nrs", 30, std::nullopt, std::nullopt, 2, std::nullopt},
}};

constexpr double kPartialFromPercent = 25;

/// Comparisons forgive the last bits of a quotient: half of 22 is a response.
bool reaches(double value, double bound) {
    return value >= bound - 1e-9;
}

Response responseOf(const OutcomeRule& rule, double baseline, double score, std::optional<double> percent) {
    if (rule.responsePoints)
        return reaches(baseline - score, *rule.responsePoints) ? Response::response : Response::none;
    if (!rule.responsePercent || !percent) return Response::notKnown;
    if (reaches(*percent, *rule.responsePercent)) return Response::response;
    return reaches(*percent, kPartialFromPercent) ? Response::partial : Response::none;
}

} // namespace

const OutcomeRule* outcomeRule(std::string_view instrument) {
    const auto it = std::find_if(kRules.begin(), kRules.end(),
                                 [&](const OutcomeRule& rule) { return rule.instrument == instrument; });
    return it == kRules.end() ? nullptr : &*it;
}

Outcome evaluateOutcome(const OutcomeRule& rule, std::optional<double> baseline, std::optional<double> score,
                        bool newSuicidality) {
    Outcome out;
    if (newSuicidality) out.deterioration = true;
    if (!score) return out;
    if (rule.remissionAtMost) out.remission = *score <= *rule.remissionAtMost;
    if (!baseline) return out;
    if (*baseline > 0) out.percentChange = 100 * (*baseline - *score) / *baseline;
    out.response = responseOf(rule, *baseline, *score, out.percentChange);
    if (rule.meaningfulChange && !newSuicidality)
        out.deterioration = *score >= *baseline + *rule.meaningfulChange;
    out.lowBaseline = rule.lowBaselineBelow && *baseline < *rule.lowBaselineBelow;
    return out;
}

std::optional<double> baselineScore(const std::vector<DatedScore>& scores, std::int64_t firstTreatmentUtcMs) {
    const DatedScore* last = nullptr;
    for (const auto& score : scores)
        if (score.total && score.utcMs < firstTreatmentUtcMs && (!last || score.utcMs >= last->utcMs))
            last = &score;
    return last ? last->total : std::nullopt;
}

} // namespace chairside
