// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/discharge_gate.h"

#include "support/catch.h"

#include <algorithm>
#include <functional>

using namespace chairside;

namespace {

/// The gate of clinical.md §1.5 for an infusion.
DischargeGate ivGate() {
    DischargeGate g;
    g.afterTreatmentEnd = 60min;
    g.nibpWithinPercent = 20;
    g.nibpSysBelow = 160, g.nibpDiaBelow = 100, g.nibpSysAtLeast = 90;
    g.spo2AtLeast = 94;
    g.moaasAtLeast = 5;
    g.nauseaAtMost = 3;
    g.aldreteAtLeast = 9;
    g.orientedX3 = g.steadyGait = g.escort = true;
    return g;
}

constexpr MonoTime kEnd{50min};
constexpr MonoTime kReady{110min};

GateFacts wellFacts() {
    GateFacts f;
    f.treatmentEnd = kEnd;
    f.baselineSystolic = 130, f.baselineDiastolic = 80;
    f.systolic = 138, f.diastolic = 84;
    f.spo2 = 98, f.moaas = 5, f.nausea = 0, f.aldrete = 10;
    f.oriented = f.steadyGait = f.escort = true;
    return f;
}

const GateCriterion& criterion(const GateResult& result, const std::string& id) {
    const auto it = std::find_if(result.criteria.begin(), result.criteria.end(),
                                 [&](const auto& c) { return c.id == id; });
    REQUIRE(it != result.criteria.end());
    return *it;
}

CriterionState stateWith(const std::string& id, const std::function<void(GateFacts&)>& change,
                         MonoTime now = kReady) {
    GateFacts facts = wellFacts();
    change(facts);
    return criterion(evaluateGate(ivGate(), facts, now), id).state;
}

} // namespace

TEST_CASE("a patient who meets everything may leave, and not a second before the hour", "[domain]") {
    const auto before = evaluateGate(ivGate(), wellFacts(), kReady - 1s);
    CHECK_FALSE(before.allMet);
    CHECK(before.timeToReady == Millis{1s});
    CHECK(before.earliest == kReady);
    CHECK(before.openTitles() == std::vector<std::string>{"At least 60 min since the end of treatment"});
    const auto at = evaluateGate(ivGate(), wellFacts(), kReady);
    CHECK(at.allMet);
    CHECK(at.timeToReady == Millis{0});
    CHECK(at.criteria.size() == 9);
}

TEST_CASE("each criterion of the gate decides at its own limit", "[domain]") {
    using S = CriterionState;
    CHECK(stateWith("spo2", [](auto& f) { f.spo2 = 94; }) == S::met);
    CHECK(stateWith("spo2", [](auto& f) { f.spo2 = 93; }) == S::notMet);
    CHECK(stateWith("moaas", [](auto& f) { f.moaas = 4; }) == S::notMet);
    CHECK(stateWith("nausea", [](auto& f) { f.nausea = 3; }) == S::met);
    CHECK(stateWith("nausea", [](auto& f) { f.nausea = 4; }) == S::notMet);
    CHECK(stateWith("aldrete", [](auto& f) { f.aldrete = 9; }) == S::met);
    CHECK(stateWith("aldrete", [](auto& f) { f.aldrete = 8; }) == S::notMet);
    CHECK(stateWith("oriented", [](auto& f) { f.oriented = false; }) == S::notMet);
    CHECK(stateWith("gait", [](auto& f) { f.steadyGait = false; }) == S::notMet);
    CHECK(stateWith("escort", [](auto& f) { f.escort = false; }) == S::notMet);
    CHECK(stateWith("nibp", [](auto& f) { f.systolic = 159, f.diastolic = 99; }) == S::met);
    CHECK(stateWith("nibp", [](auto& f) { f.systolic = 160; }) == S::notMet);
    CHECK(stateWith("nibp", [](auto& f) { f.diastolic = 100; }) == S::notMet);
}

TEST_CASE("a high pressure close to a high baseline passes, a low pressure never does", "[domain]") {
    using S = CriterionState;
    const auto hypertensive = [](auto& f) {
        f.baselineSystolic = 150, f.baselineDiastolic = 95, f.systolic = 172, f.diastolic = 104;
    };
    CHECK(stateWith("nibp", hypertensive) == S::met);
    CHECK(stateWith("nibp", [](auto& f) { f.systolic = 85, f.diastolic = 50; }) == S::notMet);
    CHECK(stateWith("nibp", [](auto& f) { f.systolic = 100, f.diastolic = 60; }) == S::met);
}

TEST_CASE("what nobody recorded is not known, never met", "[domain][H-12]") {
    const auto result = evaluateGate(ivGate(), GateFacts{}, kReady);
    CHECK_FALSE(result.allMet);
    CHECK_FALSE(result.timeToReady);
    for (const auto& c : result.criteria) {
        INFO(c.title);
        CHECK(c.state == CriterionState::notKnown);
        CHECK(c.value.empty());
    }
    const auto noBaseline = [](auto& f) { f.baselineSystolic.reset(), f.systolic = 165; };
    CHECK(stateWith("nibp", noBaseline) == CriterionState::notKnown);
}

TEST_CASE("a measurement that is too old does not open the gate", "[domain][H-02]") {
    CHECK(stateWith("nibp", [](auto& f) { f.nibpAt = kReady - 30min; }) == CriterionState::met);
    CHECK(stateWith("nibp", [](auto& f) { f.nibpAt = kReady - 31min; }) == CriterionState::notKnown);
    CHECK(stateWith("spo2", [](auto& f) { f.spo2At = kReady - 31min; }) == CriterionState::notKnown);
    CHECK(stateWith("moaas", [](auto& f) { f.moaasAt = kReady - 31min; }) == CriterionState::notKnown);
}

TEST_CASE("esketamine waits two hours from the first spray", "[domain]") {
    DischargeGate gate;
    gate.afterFirstSpray = 120min;
    GateFacts facts;
    facts.firstSpray = MonoTime{10min};
    CHECK_FALSE(evaluateGate(gate, facts, MonoTime{129min + 59s}).allMet);
    CHECK(evaluateGate(gate, facts, MonoTime{100min}).timeToReady == Millis{30min});
    CHECK(evaluateGate(gate, facts, MonoTime{130min}).allMet);
}

TEST_CASE("each criterion shows the value behind it", "[domain]") {
    const auto result = evaluateGate(ivGate(), wellFacts(), kReady);
    CHECK(criterion(result, "nibp").value == "138/84 mmHg, baseline 130/80");
    CHECK(criterion(result, "nibp").title ==
          "Blood pressure within 20 % of baseline or below 160/100, systolic at least 90");
    CHECK(criterion(result, "spo2").value == "98 %");
    CHECK(criterion(result, "after_end").value == "1:00:00");
}

TEST_CASE("a saturation counts only on room air, where the protocol asks for that",
          "[domain][oxygen][H-22]") {
    auto gate = ivGate();
    auto facts = wellFacts();
    facts.spo2 = 97, facts.spo2At = kReady - 1min;
    facts.oxygen.running = OxygenFlow{kReady - 20min, 2, "nasal cannula", std::nullopt};
    CHECK(criterion(evaluateGate(gate, facts, kReady), "spo2").state ==
          CriterionState::met); // as older ones ask
    gate.spo2OnRoomAir = true;
    gate.roomAirFor = 5min;
    const auto on = criterion(evaluateGate(gate, facts, kReady), "spo2");
    CHECK(on.state == CriterionState::notMet);
    CHECK(on.title == "SpO₂ at least 94 % on room air");
    CHECK(on.value == "97 % on 2 L/min oxygen");
    facts.spo2.reset();
    CHECK(criterion(evaluateGate(gate, facts, kReady), "spo2").value == "on 2 L/min oxygen");

    facts.spo2 = 97;
    facts.oxygen = {};
    facts.oxygen.endedAt = kReady - 3min;
    const auto soon = criterion(evaluateGate(gate, facts, kReady), "spo2");
    CHECK(soon.state == CriterionState::notKnown);
    CHECK(soon.value == "97 %, oxygen ended 3 min ago");
    CHECK(soon.earliest == kReady + 2min);
    facts.spo2At = kReady + 1min; // still within the five minutes after its end
    const auto later = criterion(evaluateGate(gate, facts, kReady + 4min), "spo2");
    CHECK(later.state == CriterionState::notKnown);
    CHECK(later.value == "97 % from before; measure again on room air");
    CHECK_FALSE(later.earliest);
    facts.spo2At = kReady + 2min;
    const auto met = criterion(evaluateGate(gate, facts, kReady + 4min), "spo2");
    CHECK(met.state == CriterionState::met);
    CHECK(met.value == "97 %");
    CHECK(met.title == "SpO₂ at least 94 % on room air");
    facts.spo2 = 93;
    CHECK(criterion(evaluateGate(gate, facts, kReady + 4min), "spo2").state == CriterionState::notMet);
}
