// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/series.h"

#include "core/domain/session.h"
#include "support/catch.h"
#include "support/event_maker.h"

using namespace chairside;

namespace {

constexpr std::int64_t kSeriesDay = 86'400'000;

/// A treated session `daysAgo` days before 2026-11-21.
CourseSession treated(int daysAgo, double doseMg, std::optional<CourseAssigned> course = {}) {
    CourseSession session;
    session.opened = {1'795'255'200'000 - daysAgo * kSeriesDay, 0};
    session.treated = true;
    DoseOrder order;
    order.doseMg = doseMg;
    order.mgPerKg = 0.5;
    order.weightKg = doseMg * 2;
    session.order = order;
    session.givenMg = doseMg;
    session.weightKg = order.weightKg;
    session.course = std::move(course);
    return session;
}

const WallTime kSeriesNow{1'795'255'200'000, 0};

} // namespace

TEST_CASE("the next session proposes what the last treated one left, whatever the order", "[domain][H-06]") {
    auto untreated = treated(1, 99);
    untreated.treated = false;
    const auto proposal = proposeSeries({treated(4, 35), untreated, treated(11, 30)}, kSeriesNow);
    CHECK(proposal.number == 3);
    CHECK(proposal.course == kInduction);
    REQUIRE(proposal.lastOrder);
    CHECK(proposal.lastOrder->doseMg == 35);
    CHECK(proposal.lastWeightKg == 70);
    CHECK(proposal.daysSince == 4);
}

TEST_CASE("a patient without earlier treatment has nothing to propose", "[domain][H-12]") {
    const auto proposal = proposeSeries({}, kSeriesNow);
    CHECK(proposal.number == 1);
    CHECK_FALSE(proposal.lastOrder);
    CHECK_FALSE(proposal.lastWeightKg);
    CHECK_FALSE(proposal.daysSince);
}

TEST_CASE("the number goes on from what was assigned and turns to maintenance after the first series",
          "[domain]") {
    const auto sixth = treated(3, 35, CourseAssigned{"ptsd", "induction", 6});
    auto proposal = proposeSeries({sixth}, kSeriesNow);
    CHECK(proposal.number == 7);
    CHECK(proposal.course == kMaintenance);
    CHECK(proposal.indication == "ptsd");
    proposal = proposeSeries({treated(30, 35, CourseAssigned{"ptsd", "maintenance", 2})}, kSeriesNow);
    CHECK(proposal.course == kMaintenance);
    CHECK(findIndication("ptsd")->scales.front() == "pcl5");
}

TEST_CASE("findings of a session name holds, worse effects, medicines and an early end", "[domain]") {
    EventMaker make;
    SessionOpened opened;
    opened.patient.familyName = "Rivera";
    std::vector<Event> events{make.at(0min, opened),
                              make.at(1min, ItemConfirmed{"check_in", "weight_kg", "70"}),
                              make.at(2min, HoldPlaced{"nibp_sys_high", "SBP 150 > 140"})};
    DoseOrdered ordered;
    ordered.order.doseMg = 35, ordered.order.totalMl = 100, ordered.order.concentrationMgPerMl = 0.35;
    events.push_back(make.at(3min, ordered));
    events.push_back(make.at(5min, InfusionStarted{150, "A1", ""}));
    const auto mild = make.at(6min, SideEffectBegan{"nausea", 1, "", ""});
    events.push_back(mild);
    events.push_back(make.at(7min, SideEffectBegan{"dizziness", 1, "", ""}));
    events.push_back(make.at(9min, SideEffectChanged{mild.id, 3, ""}));
    events.push_back(make.at(10min, MedicationGiven{"ondansetron", "mg", "IV", "nausea", "", 4, ""}));
    events.push_back(make.at(30min, InfusionStopped{false, "Vomiting", ""}));
    const auto session = courseSession(events);
    CHECK(session.treated);
    CHECK(session.weightKg == 70);
    CHECK(session.givenMg == Approx(21.875));
    REQUIRE(session.findings.size() == 4);
    CHECK(session.findings[0] == "Stopped early: Vomiting");
    CHECK(session.findings[1] == "Hold before treatment: SBP 150 > 140");
    CHECK(session.findings[2] == "Side effect nausea, at worst severe");
    CHECK(session.findings[3] == "Needed ondansetron 4 mg for nausea");
}

TEST_CASE("a follow-up comes due on its day and ends only when somebody closes it", "[domain][H-15]") {
    auto session = treated(7, 35);
    session.followUps.push_back({session.opened, "Ana", {}, "Call", "2026-11-21", {}});
    session.followUps.push_back({session.opened, "Ana", {}, "Visit", "2026-11-28", {}});
    auto open = openFollowUps({session}, kSeriesNow);
    REQUIRE(open.due.size() == 1);
    CHECK(open.due[0].text == "Call");
    REQUIRE(open.ahead.size() == 1);
    session.accounts.push_back({kSeriesNow, "Ana", kPatientAccount, "Sleeps better", {}, {}});
    CHECK(openFollowUps({session}, kSeriesNow).due.size() == 1);
    session.followUps[0].closed = true;
    open = openFollowUps({session}, kSeriesNow);
    CHECK(open.due.empty());
    CHECK(open.ahead.size() == 1);
}

TEST_CASE("a follow-up is closed once, in its own session, by who and with what became of it",
          "[domain][H-15]") {
    EventMaker make;
    SessionState state;
    SessionOpened opened;
    opened.patient.familyName = "Rivera";
    evolve(state, make.at(0min, opened));
    const auto planned = make.at(1min, FollowUpPlanned{"2026-11-28", "Call"});
    evolve(state, planned);
    CHECK(state.openFollowUps.contains(planned.id));

    const Protocol protocol;
    const VitalsFacts vitals;
    SeededUuids ids(9);
    Command command;
    command.actor = {"n1", "T. Lind", Role::nurse};
    command.ask = AccountWritten{"Called, feels well", kFollowUpClosed, planned.id};
    const DecisionContext context{protocol, vitals, ids};
    const Instant later{monoFromMs(600'000), {1'795'255'800'000, 60}};
    const auto decision = decide(state, command, later, context);
    REQUIRE(std::holds_alternative<std::vector<Event>>(decision));
    const auto& events = std::get<std::vector<Event>>(decision);
    CHECK(events[0].actor.name == "T. Lind");
    evolve(state, events[0]);
    CHECK(state.openFollowUps.empty());
    CHECK(std::holds_alternative<Refusal>(decide(state, command, later, context)));
    command.ask = AccountWritten{"Of another session", kFollowUpClosed, SeededUuids(4).next(1)};
    CHECK(std::holds_alternative<Refusal>(decide(state, command, later, context)));
}

TEST_CASE("days between dates count calendar days and refuse what is no date", "[domain]") {
    CHECK(daysBetween("2026-02-27", "2026-03-01") == 2);
    CHECK(daysBetween("2026-11-21", "2026-11-20") == -1);
    CHECK_FALSE(daysBetween("2026-02-30", "2026-03-01"));
    CHECK_FALSE(daysBetween("tomorrow", "2026-03-01"));
}

TEST_CASE("a dose is compared with the session before as noted at check-in", "[domain][H-06]") {
    Protocol protocol;
    protocol.dosing.weightChangeSecondPercent = 10;
    VitalsFacts vitals;
    SeededUuids ids(1);
    SessionState state;
    state.phase = Phase::screened;
    state.confirmed[std::string("check_in/") + kLastWeightItem] = "85";
    Command command;
    command.actor = {"p1", "Dr Haas", Role::prescriber};
    DoseOrdered ordered;
    ordered.order.weightKg = ordered.order.dosingWeightKg = 70;
    ordered.order.doseMg = ordered.order.askedMg = ordered.order.cappedMg = 35;
    ordered.order.durationMin = 40;
    command.ask = ordered;
    const DecisionContext context{protocol, vitals, ids};
    const auto refused = decide(state, command, Instant{}, context);
    REQUIRE(std::holds_alternative<Refusal>(refused));
    CHECK(std::get<Refusal>(refused).sentence.find("second person") != std::string::npos);
    ordered.secondPerson = "Dr Haas"; // the one who orders is no second person
    command.ask = ordered;
    CHECK(std::holds_alternative<Refusal>(decide(state, command, Instant{}, context)));
    ordered.secondPerson = "T. Lind"; // as the dose panel names one
    command.ask = ordered;
    CHECK(std::holds_alternative<std::vector<Event>>(decide(state, command, Instant{}, context)));
    ordered.secondPerson.clear();
    command.ask = ordered;
    command.second = Actor{"n2", "T. Lind", Role::nurse};
    CHECK(std::holds_alternative<std::vector<Event>>(decide(state, command, Instant{}, context)));
}
