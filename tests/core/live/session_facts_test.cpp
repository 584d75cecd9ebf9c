// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session_facts.h"
#include "support/catch.h"
#include "support/told_session.h"

using namespace chairside;
using namespace chairside::testing;

namespace {

MonoTime minute(double m) {
    return monoFromMs(static_cast<std::int64_t>(m * 60'000));
}

} // namespace

TEST_CASE("the figures of a session are those that were recorded", "[live]") {
    const auto told = standardTold();
    const auto facts = factsOf(told.view());
    CHECK(facts.start == minute(10));
    CHECK(facts.treated() == Millis{40min});
    CHECK(facts.givenMg.value() == Approx(35).margin(0.01));
    CHECK(facts.mgPerKg.value() == Approx(0.5).margin(0.001));
    CHECK(facts.systolic.baseline == Moment{128, minute(7)});
    CHECK(facts.systolic.peak == Moment{168, minute(40)});
    CHECK(facts.systolic.rise() == 40.0);
    CHECK(facts.diastolic.peak->value == 101);
    CHECK(facts.systolic.last->value == 126);
    CHECK(facts.heartRate.peak == Moment{91, minute(25)});
    CHECK(facts.spo2.peak == Moment{93, minute(30)});
    CHECK(facts.dissociationScale == "dissociation_check");
    CHECK(facts.dissociation == Moment{12, minute(30)});
    CHECK(facts.dissociated == Millis{35min}); // above 4 from minute 20, no more at 55
    CHECK(facts.readyAfter() == Millis{100min});
    CHECK(facts.longestPressureGap == Millis{21min});
    REQUIRE(facts.effects.size() == 1);
    CHECK(facts.effects[0].effect == "nausea");
    REQUIRE(facts.medications.size() == 1);
    CHECK(facts.score("phq9")->total == 18.0);
    CHECK(facts.number == 3);
    CHECK(facts.nurse == "Nina Nurse");
    CHECK(facts.has(fact::kTreated));
    CHECK(facts.has(fact::kUnsigned));
    CHECK(facts.has(fact::kRescue));
    CHECK(facts.has(fact::kPressureGap));
    CHECK(facts.has(fact::kSevereDissociation));
    CHECK_FALSE(facts.has(fact::kActionPressure));
    CHECK_FALSE(facts.has(fact::kNoLimits));
    CHECK_FALSE(facts.has(fact::kAborted));
    CHECK_FALSE(facts.has(fact::kOpen));
    CHECK(facts.checksDone + facts.checksLate + facts.checksMissed == 2);
    CHECK(facts.rise.front().minute == 7); // minute 5 to 10 of treatment
    CHECK(facts.rise.front().systolic == 12);
}

TEST_CASE("what nobody measured has no figure, and is never zero", "[live][H-02]") {
    ToldSession t;
    t.open();
    const auto facts = factsOf(t.view());
    CHECK_FALSE(facts.givenMg);
    CHECK_FALSE(facts.mgPerKg);
    CHECK_FALSE(facts.systolic.peak);
    CHECK_FALSE(facts.systolic.rise());
    CHECK_FALSE(facts.spo2.peak);
    CHECK_FALSE(facts.dissociation);
    CHECK_FALSE(facts.dissociated);
    CHECK_FALSE(facts.longestPressureGap);
    CHECK_FALSE(facts.readyAfter());
    CHECK(facts.has(fact::kOpen));
    CHECK_FALSE(facts.has(fact::kTreated));
}

TEST_CASE("a withdrawn pressure, one before treatment and one after leaving are no peak", "[live]") {
    auto t = standardTold();
    auto wrong = t.event(42, VitalsEntered{});
    auto& values = std::get<VitalsEntered>(wrong.body).values;
    values[index(Channel::nibpSystolic)] = 230;
    values[index(Channel::nibpDiastolic)] = 130;
    auto withdrawn = t.event(43, EntryWithdrawn{"wrong patient"});
    withdrawn.corrects = wrong.id;
    auto view = t.view();
    view.apply(wrong);
    CHECK(factsOf(view).systolic.peak->value == 230);
    CHECK(factsOf(view).has(fact::kActionPressure));
    view.apply(withdrawn);
    CHECK(factsOf(view).systolic.peak->value == 168);
    CHECK_FALSE(factsOf(view).has(fact::kActionPressure));
    auto after = t.event(113, std::get<VitalsEntered>(wrong.body));
    view.apply(after);
    CHECK(factsOf(view).systolic.peak->value == 168);
}

TEST_CASE("treatment that was stopped early says why, and a dissociation that never fell has no length",
          "[live]") {
    ToldSession t;
    t.open();
    t.order();
    t.add(10, InfusionStarted{150, "L", "2027-01"});
    t.score(20, "dissociation_check", 9);
    t.add(25, InfusionStopped{false, "Blood pressure", ""});
    const auto facts = factsOf(t.view());
    CHECK(facts.has(fact::kAborted));
    CHECK(facts.abortReason == "Blood pressure");
    CHECK(facts.givenMg.value() == Approx(35.0 * 15 / 40).margin(0.01));
    CHECK(facts.dissociation->value == 9);
    CHECK_FALSE(facts.dissociated);
}
