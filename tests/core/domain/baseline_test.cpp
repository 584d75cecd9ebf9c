// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/baseline.h"

#include "support/catch.h"

using namespace chairside;

namespace {

struct Before {
    Protocol protocol;
    SessionState state;
    VitalsFacts vitals;
    SeededUuids ids{1};

    Before() {
        protocol.baselineSet = {"nibp", "spo2", "moaas", "weight", "dissociation_check|cadss_23"};
        protocol.dosing.rateMgPerKgHRange = {};
        state.phase = Phase::timeoutDone;
        state.confirmed["check_in/weight_kg"] = "70";
        state.order = DoseOrder{};
        state.order->rateMlPerH = 150;
        measure(10min);
    }
    void measure(Millis at) {
        for (const auto c : {Channel::nibpSystolic, Channel::nibpDiastolic, Channel::spo2})
            vitals.latest[index(c)] = Measured{98, MonoTime{at}};
        score("moaas", at);
        score("cadss_23", at);
    }
    void score(const char* instrument, Millis at, std::optional<double> total = 5) {
        state.scores[instrument].push_back({MonoTime{at}, total, ids.next(1)});
    }
    std::vector<std::string> gaps(Millis now) const {
        std::vector<std::string> out;
        for (const auto& gap : baselineGaps(protocol, state, vitals, MonoTime{now}))
            out.push_back(gap.capture);
        return out;
    }
    Decision ask(EventBody body, Millis now, Role role = Role::nurse) {
        Command command;
        command.actor = {"p1", "Person One", role};
        command.ask = std::move(body);
        command.sure = true;
        return decide(state, command, Instant{MonoTime{now}, {}}, {protocol, vitals, ids});
    }
};

std::string sentenceOf(const Decision& decision) {
    const auto* refusal = std::get_if<Refusal>(&decision);
    return refusal ? refusal->sentence : "";
}

} // namespace

TEST_CASE("the baseline set is the protocol's, and each part of it grows old", "[domain][baseline][H-22]") {
    Before b;
    CHECK(b.gaps(40min).empty());
    CHECK(b.gaps(40min + 1s) ==
          std::vector<std::string>{"nibp", "spo2", "moaas", "dissociation_check|cadss_23"});
    b.measure(35min);
    CHECK(b.gaps(60min).empty()); // weight stands from check-in
    b.score("moaas", 50min, std::nullopt);
    CHECK(b.gaps(60min) == std::vector<std::string>{"moaas"}); // an incomplete score is none
    b.protocol.unscored = {"moaas"};
    CHECK(b.gaps(60min).empty());
    b.state.confirmed.clear();
    CHECK(b.gaps(60min) == std::vector<std::string>{"weight"});
    CHECK(Protocol{}.baselineSet == std::vector<std::string>{"nibp", "spo2", "hr"});
}

TEST_CASE("the screen is not complete without the whole baseline set", "[domain][baseline][H-22]") {
    Before b;
    b.state.phase = Phase::checkedIn;
    b.state.scores.clear();
    CHECK(sentenceOf(b.ask(ScreenCompleted{}, 20min)) ==
          "Fresh baseline values are needed. Still open: sedation, dissociation.");
    b.score("moaas", 15min);
    b.score("dissociation_check", 15min);
    CHECK(std::holds_alternative<std::vector<Event>>(b.ask(ScreenCompleted{}, 20min)));
}

TEST_CASE("an infusion does not start on an old baseline: measure again, or a prescriber lets it stand",
          "[domain][baseline][H-22]") {
    Before b;
    const InfusionStarted start{150, "A1", "2027-12"};
    CHECK(std::holds_alternative<std::vector<Event>>(b.ask(start, 40min)));
    const auto said = sentenceOf(b.ask(start, 52min));
    CHECK(said ==
          "The baseline is 42 min old, more than 30 min: blood pressure, SpO₂, sedation, dissociation. "
          "Measure again, or a prescriber overrides it with a reason.");
    SECTION("measured again") {
        b.measure(51min);
        CHECK(std::holds_alternative<std::vector<Event>>(b.ask(start, 52min)));
        CHECK(sentenceOf(b.ask(HoldOverridden{"baseline_age", "no"}, 52min, Role::prescriber)) ==
              "The baseline is fresh enough, so there is nothing to override.");
    }
    SECTION("overridden") {
        const HoldOverridden over{"baseline_age", "on the monitor all the time"};
        CHECK(sentenceOf(b.ask(over, 52min)).starts_with("Only a prescriber"));
        CHECK(sentenceOf(b.ask(HoldOverridden{"baseline_age", " "}, 52min, Role::prescriber)) ==
              "Overriding a hold needs a reason.");
        const auto decided = b.ask(over, 52min, Role::prescriber);
        REQUIRE(std::holds_alternative<std::vector<Event>>(decided));
        for (const auto& event : std::get<std::vector<Event>>(decided)) evolve(b.state, event);
        CHECK(b.state.phase == Phase::timeoutDone);
        CHECK(std::holds_alternative<std::vector<Event>>(b.ask(start, 53min)));
        CHECK(!sentenceOf(b.ask(start, 83min)).empty()); // an override grows old like what it lets stand
    }
    SECTION("a start that happened while it was fresh is recorded late") {
        Command command;
        command.actor = {"p1", "Person One", Role::nurse};
        command.ask = start;
        command.effective = MonoTime{39min};
        const auto decided =
            decide(b.state, command, Instant{MonoTime{45min}, {}}, {b.protocol, b.vitals, b.ids});
        CHECK(std::holds_alternative<std::vector<Event>>(decided));
    }
}

TEST_CASE("the first nasal device needs a fresh baseline, the next ones do not", "[domain][baseline][H-22]") {
    Before b;
    b.protocol.route = Route::intranasal;
    b.state.order->doseMg = 84;
    CHECK(sentenceOf(b.ask(SprayGiven{1, 28, "A1"}, 52min)).starts_with("The baseline is 42 min old"));
    b.measure(50min);
    const auto first = b.ask(SprayGiven{1, 28, "A1"}, 52min);
    REQUIRE(std::holds_alternative<std::vector<Event>>(first));
    for (const auto& event : std::get<std::vector<Event>>(first)) evolve(b.state, event);
    CHECK(std::holds_alternative<std::vector<Event>>(b.ask(SprayGiven{2, 28, "A1"}, 95min)));
}
