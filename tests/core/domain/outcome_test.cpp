// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/outcome.h"

#include "core/base/number.h"
#include "support/catch.h"

using namespace chairside;

namespace {

Outcome of(const char* instrument, std::optional<double> baseline, std::optional<double> score) {
    const auto* rule = outcomeRule(instrument);
    REQUIRE(rule);
    return evaluateOutcome(*rule, baseline, score);
}

} // namespace

TEST_CASE("the outcome vectors of the PHQ-9 give the printed change, response and remission", "[domain]") {
    const auto half = of("phq9", 22, 11);
    CHECK(formatPlain(*half.percentChange, 1, true) == "50.0");
    CHECK(half.response == Response::response);
    CHECK(half.remission == false);

    const auto almost = of("phq9", 22, 12);
    CHECK(formatPlain(*almost.percentChange, 1, true) == "45.5");
    CHECK(almost.response == Response::partial);

    const auto well = of("phq9", 22, 4);
    CHECK(formatPlain(*well.percentChange, 1, true) == "81.8");
    CHECK(well.response == Response::response);
    CHECK(well.remission == true);
    CHECK_FALSE(well.lowBaseline);

    const auto low = of("phq9", 8, 4);
    CHECK(formatPlain(*low.percentChange, 1, true) == "50.0");
    CHECK(low.response == Response::response);
    CHECK(low.remission == true);
    CHECK(low.lowBaseline);

    const auto zero = of("phq9", 0, 3);
    CHECK_FALSE(zero.percentChange);
    CHECK(zero.response == Response::notKnown);
}

TEST_CASE("a missing score or baseline gives no outcome", "[domain][H-12]") {
    CHECK(of("phq9", 22, std::nullopt).response == Response::notKnown);
    CHECK_FALSE(of("phq9", 22, std::nullopt).remission);
    CHECK_FALSE(of("phq9", std::nullopt, 11).percentChange);
    CHECK(of("phq9", std::nullopt, 11).response == Response::notKnown);
    CHECK(of("phq9", std::nullopt, 3).remission == true);
    CHECK_FALSE(of("phq9", std::nullopt, 11).deterioration);
    CHECK_FALSE(outcomeRule("moaas"));
}

TEST_CASE("partial response begins at a quarter and remission at each scale's own limit", "[domain]") {
    CHECK(of("phq9", 20, 15).response == Response::partial);
    CHECK(of("phq9", 20, 15.5).response == Response::none);
    CHECK(of("madrs", 30, 10).remission == true);
    CHECK(of("madrs", 30, 11).remission == false);
    CHECK(of("qids_sr16", 18, 5).remission == true);
    CHECK(of("gad7", 14, 5).remission == false);
    CHECK(of("pcl5", 50, 40).response == Response::response);
    CHECK(of("pcl5", 50, 41).response == Response::none);
    CHECK(of("pcl5", 50, 31).remission == false);
    CHECK(of("pcl5", 50, 30).remission == true);
    CHECK(of("pain_nrs", 10, 7).response == Response::response);
    CHECK_FALSE(of("pain_nrs", 10, 0).remission);
}

TEST_CASE("a meaningful rise or new suicidal thoughts are a deterioration", "[domain]") {
    CHECK(of("phq9", 10, 15).deterioration == true);
    CHECK(of("phq9", 10, 14).deterioration == false);
    CHECK_FALSE(of("madrs", 10, 40).deterioration); // no agreed change for this scale
    CHECK(evaluateOutcome(*outcomeRule("phq9"), 20, 10, true).deterioration == true);
}

TEST_CASE("baseline is the last complete score before the first treatment of the series", "[domain]") {
    CHECK_FALSE(baselineScore({}, 100));
    CHECK(baselineScore({{10, 20}, {90, 18}, {95, std::nullopt}, {100, 5}, {200, 3}}, 100) == 18);
    CHECK(baselineScore({{90, 18}, {10, 20}}, 100) == 18);
}
