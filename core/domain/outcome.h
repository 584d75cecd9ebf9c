// SPDX-License-Identifier: GPL-3.0-or-later
// What a series of scores says: percent change, response, remission, deterioration. Pure; a missing or
// incomplete score gives no answer, never a zero. Information for people, no advice. Definitions and vectors:
// clinical.md §6.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace chairside {

/// How one scale is read. Lower scores are better on all of them.
struct OutcomeRule {
    std::string_view instrument;
    std::optional<double> responsePercent; ///< drop from baseline in percent that counts as response
    std::optional<double> responsePoints;  ///< or in points, for scales read that way
    std::optional<double> remissionAtMost;
    std::optional<double> meaningfulChange; ///< points
    std::optional<double> lowBaselineBelow; ///< a baseline below this says little about response
};

/// PHQ-9, GAD-7, MADRS, QIDS-SR16, PCL-5, pain 0–10; nullptr for any other instrument.
const OutcomeRule* outcomeRule(std::string_view instrument);

enum class Response : std::uint8_t { notKnown, none, partial, response };

struct Outcome {
    std::optional<double> percentChange; ///< 100·(baseline − score)/baseline; positive = better
    Response response = Response::notKnown;
    std::optional<bool> remission;
    std::optional<bool> deterioration;
    bool lowBaseline = false;
};

/// `newSuicidality`: item 9 or the C-SSRS turned positive since baseline; that alone is a deterioration.
Outcome evaluateOutcome(const OutcomeRule& rule, std::optional<double> baseline, std::optional<double> score,
                        bool newSuicidality = false);

struct DatedScore {
    std::int64_t utcMs = 0;
    std::optional<double> total; ///< empty = incomplete
};
/// The last complete score before the first treatment of the series; empty if there is none.
std::optional<double> baselineScore(const std::vector<DatedScore>& scores, std::int64_t firstTreatmentUtcMs);

} // namespace chairside
