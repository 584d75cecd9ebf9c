// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/schedule.h"

#include "support/catch.h"
#include "support/event_maker.h"

#include <algorithm>

using namespace chairside;

namespace {

using Anchor = CheckRule::Anchor;

CheckRule rule(std::string id, std::vector<std::string> captures, Anchor anchor, Stage stage) {
    CheckRule r;
    r.id = std::move(id);
    r.title = r.id;
    r.captures = std::move(captures);
    r.anchor = anchor;
    r.stage = stage;
    return r;
}

CheckRule every(CheckRule r, Millis interval) {
    r.every = interval;
    return r;
}
CheckRule marks(CheckRule r, std::vector<Millis> at, bool mandatory = true) {
    r.at = std::move(at);
    r.mandatory = mandatory;
    return r;
}

/// The schedule of clinical.md §1.4 for an infusion, in short.
std::vector<CheckRule> ivRules() {
    auto baseline = marks(
        rule("baseline", {"nibp", "hr", "spo2", "moaas"}, Anchor::sessionOpen, Stage::baseline), {0min});
    baseline.grace = 20min;
    auto end = rule("end", {"nibp", "moaas"}, Anchor::treatmentEnd, Stage::recovery);
    end.atStageEnd = end.mandatory = true;
    return {baseline,
            every(rule("hold_nibp", {"nibp"}, Anchor::hold, Stage::baseline), 10min),
            every(rule("nibp", {"nibp"}, Anchor::treatmentStart, Stage::treatment), 5min),
            every(rule("moaas", {"moaas"}, Anchor::treatmentStart, Stage::treatment), 10min),
            marks(rule("mark", {"nibp"}, Anchor::treatmentStart, Stage::treatment), {0min, 40min}),
            end,
            every(rule("recovery", {"nibp"}, Anchor::treatmentEnd, Stage::recovery), 15min),
            marks(rule("dissociation", {"dissociation"}, Anchor::treatmentEnd, Stage::recovery),
                  {20min, 40min}, false)};
}

VitalsEntered pressure(double systolic = 128, double diastolic = 78) {
    VitalsEntered v;
    v.values[index(Channel::nibpSystolic)] = systolic;
    v.values[index(Channel::nibpDiastolic)] = diastolic;
    return v;
}
ScoreEntered scored(std::string instrument, std::optional<double> total) {
    ScoreEntered s;
    s.instrument = std::move(instrument);
    s.answers["1"] = "5";
    s.total = total;
    return s;
}

/// A session opened at 0 with the infusion started at minute 30; times in tests count from the start.
struct Chair {
    EventMaker make;
    Schedule schedule;
    static constexpr Millis kStart = 30min;

    explicit Chair(std::vector<CheckRule> rules = ivRules()) : schedule(std::move(rules)) {
        schedule.apply(make.at(0min, SessionOpened{}));
    }
    Chair& start() { return add(0min, InfusionStarted{150, "", ""}), *this; }
    Event add(Millis sinceStart, EventBody body) {
        const Event e = make.at(kStart + sinceStart, std::move(body));
        schedule.apply(e);
        return e;
    }
    static MonoTime t(Millis sinceStart) { return MonoTime{kStart + sinceStart}; }
    std::vector<DueCheck> of(const std::string& id, Millis now) const {
        auto all = schedule.at(t(now));
        std::erase_if(all, [&](const DueCheck& c) { return c.rule != id; });
        return all;
    }
    DueCheck check(const std::string& id, Millis due, Millis now) const {
        for (const auto& c : of(id, now))
            if (c.due == t(due)) return c;
        FAIL("no check " << id << " due at " << due.count() << " ms");
        return {};
    }
    CheckState state(const std::string& id, Millis due, Millis now) const {
        return check(id, due, now).state;
    }
};

} // namespace

TEST_CASE("a repeating check is upcoming, due, overdue and missed in turn", "[domain][H-15]") {
    Chair chair;
    CHECK(chair.of("nibp", -1min).empty()); // no start, no grid
    chair.start();
    CHECK(chair.state("nibp", 5min, 4min + 59s) == CheckState::upcoming);
    CHECK(chair.state("nibp", 5min, 5min) == CheckState::due);
    CHECK(chair.state("nibp", 5min, 7min) == CheckState::due);
    CHECK(chair.state("nibp", 5min, 7min + 1s) == CheckState::overdue);
    CHECK(chair.state("nibp", 5min, 9min + 59s) == CheckState::overdue);
    CHECK(chair.state("nibp", 5min, 10min) == CheckState::missed);
    CHECK(chair.state("nibp", 10min, 10min) == CheckState::due);
}

TEST_CASE("a capture makes a check done, or late after the grace", "[domain][H-15]") {
    Chair chair;
    chair.start();
    chair.add(4min, pressure());
    CHECK(chair.state("nibp", 5min, 4min) == CheckState::done); // up to three minutes early
    CHECK(chair.check("nibp", 5min, 4min).doneAt == Chair::t(4min));
    CHECK(chair.state("nibp", 10min, 4min) == CheckState::upcoming);
    chair.add(13min, pressure());
    CHECK(chair.state("nibp", 10min, 12min + 59s) == CheckState::overdue);
    CHECK(chair.state("nibp", 10min, 13min) == CheckState::late);
    CHECK(chair.state("nibp", 15min, 13min) ==
          CheckState::done); // two minutes before the next: not measured twice
    CHECK(chair.state("nibp", 20min, 16min) == CheckState::upcoming);
}

TEST_CASE("a cuff that cycles every five minutes satisfies the grid at any phase", "[domain][H-15]") {
    for (std::int64_t phase = 0; phase < 300; phase += 7) {
        INFO("cuff " << phase << " s after the start");
        Chair chair;
        chair.start();
        for (Millis at{phase * 1000}; at < 40min; at += 5min) chair.schedule.capture("nibp", Chair::t(at));
        for (const auto& c : chair.of("nibp", 39min)) {
            if (c.overdueFrom <= Chair::t(39min)) CHECK(c.state == CheckState::done);
        }
    }
}

TEST_CASE("a set is done when every part of it was captured", "[domain][H-15]") {
    Chair chair;
    chair.add(-20min, pressure());
    VitalsEntered rest;
    rest.values[index(Channel::pulseRate)] = 72; // a pulse rate stands in for the heart rate
    rest.values[index(Channel::spo2)] = 98;
    chair.add(-15min, rest);
    const auto open = chair.check("baseline", -30min, -12min);
    CHECK(open.state == CheckState::due);
    CHECK(open.open == std::vector<std::string>{"moaas"});
    chair.add(-11min, scored("moaas", 5));
    CHECK(chair.state("baseline", -30min, -11min) == CheckState::done);
    CHECK(chair.check("baseline", -30min, -11min).doneAt == Chair::t(-11min));
}

TEST_CASE("a baseline that is not complete when the treatment starts is missed", "[domain][H-15]") {
    Chair chair;
    chair.add(-20min, pressure());
    chair.start();
    CHECK(chair.state("baseline", -30min, 0min) == CheckState::missed);
    chair.add(1min, scored("moaas", 5)); // too late: the drug is running
    CHECK(chair.state("baseline", -30min, 2min) == CheckState::missed);
}

TEST_CASE("an incomplete score and an implausible value capture nothing", "[domain][H-12]") {
    Chair chair;
    chair.start();
    chair.add(10min, scored("moaas", std::nullopt));
    CHECK(chair.state("moaas", 10min, 10min) == CheckState::due);
    VitalsEntered half;
    half.values[index(Channel::nibpSystolic)] = 120;
    chair.add(10min, half);
    VitalsEntered odd = pressure(80, 120);
    odd.flags = flag::implausible(Channel::nibpSystolic);
    chair.add(10min, odd);
    CHECK(chair.state("nibp", 10min, 10min) == CheckState::due);
    Schedule unscored({every(rule("c", {"checklist"}, Anchor::sessionOpen, Stage::baseline), 10min)},
                      {"checklist"});
    unscored.apply(chair.make.at(0min, SessionOpened{}));
    unscored.apply(chair.make.at(10min, scored("checklist", std::nullopt)));
    CHECK(unscored.at(MonoTime{10min}).front().state == CheckState::done);
}

TEST_CASE("marks stay at their minute through a pause", "[domain][H-15]") {
    Chair chair;
    chair.start();
    chair.add(15min, InfusionPaused{"nausea"});
    chair.add(25min, InfusionResumed{150});
    CHECK(chair.state("mark", 40min, 20min) == CheckState::upcoming);
    CHECK(chair.state("nibp", 20min, 20min) ==
          CheckState::due); // the patient is watched while the pump rests
    CHECK(chair.state("mark", 40min, 40min) == CheckState::due);
    CHECK(chair.of("end", 45min).empty());
    chair.add(50min, InfusionStopped{true, "", ""});
    CHECK(chair.state("end", 50min, 50min) == CheckState::due);
    CHECK(chair.state("nibp", 45min, 49min) == CheckState::overdue);
    CHECK(chair.of("nibp", 70min).back().due == Chair::t(45min)); // no grid after the end
    CHECK(chair.state("recovery", 65min, 65min) == CheckState::due);
    CHECK(chair.state("dissociation", 70min, 65min) == CheckState::upcoming);
}

TEST_CASE("a mark after an abort stays due, because its moment comes nevertheless", "[domain][H-15]") {
    Chair chair;
    chair.start();
    chair.add(25min, InfusionStopped{false, "bp", ""});
    CHECK(chair.state("mark", 40min, 30min) == CheckState::upcoming);
    CHECK(chair.state("mark", 40min, 40min) == CheckState::due);
    chair.add(41min, pressure());
    CHECK(chair.state("mark", 40min, 41min) == CheckState::done);
    CHECK(chair.state("recovery", 40min, 41min) == CheckState::done); // one measurement serves two rules
}

TEST_CASE("mandatory checks that the session ended before are missed, not gone", "[domain][H-15]") {
    Chair chair;
    chair.start();
    chair.add(10min, InfusionStopped{false, "request", ""});
    chair.add(20min, Discharged{"left with sister", ""});
    CHECK(chair.state("mark", 40min, 21min) == CheckState::missed);
    CHECK(chair.of("dissociation", 21min).empty()); // never fell due, not mandatory
    const auto open = unexplained(chair.schedule.at(Chair::t(21min)));
    CHECK(open.size() == 4); // baseline, both marks, end
}

TEST_CASE("a missed check carries the reason that somebody gave", "[domain][H-15]") {
    Chair chair;
    chair.start();
    chair.add(6min, CheckMissed{"nibp", Chair::t(5min), "cuff refused"});
    CHECK(chair.state("nibp", 5min, 6min) == CheckState::missed);
    CHECK(chair.check("nibp", 5min, 6min).reason == "cuff refused");
    chair.add(8min, pressure()); // measured after all
    CHECK(chair.state("nibp", 5min, 8min) == CheckState::late);
    CHECK(chair.check("nibp", 5min, 8min).rank() == 5);
}

TEST_CASE("a late entry counts for when it was measured, and a withdrawn one no more", "[domain][H-15]") {
    Chair chair;
    chair.start();
    const Event typed = chair.make.late(Chair::kStart + 14min, Chair::kStart + 6min, pressure());
    chair.schedule.apply(typed);
    CHECK(chair.state("nibp", 5min, 14min) == CheckState::done);
    chair.schedule.apply(chair.make.correcting(typed, Chair::kStart + 15min, Chair::kStart + 15min,
                                               EntryWithdrawn{"wrong patient"}));
    CHECK(chair.state("nibp", 5min, 15min) == CheckState::missed);
}

TEST_CASE("while a patient is held the pressure is due every ten minutes", "[domain][H-15]") {
    Chair chair;
    chair.add(-25min, HoldPlaced{"nibp_sys>140", ""});
    CHECK(chair.state("hold_nibp", -15min, -15min) == CheckState::due);
    chair.add(-14min, pressure());
    chair.add(-10min, HoldResolved{"nibp_sys>140", ""});
    CHECK(chair.of("hold_nibp", -1min).size() == 1);
    chair.add(-9min, HoldPlaced{"spo2<94", ""});
    CHECK(chair.state("hold_nibp", 1min, -5min) == CheckState::upcoming);
    CHECK(chair.state("hold_nibp", -15min, -5min) == CheckState::done); // the first period is not forgotten
}

TEST_CASE("esketamine counts from the first spray and ends with the ordered dose", "[domain][H-15]") {
    auto mark = marks(rule("mark", {"nibp"}, Anchor::firstSpray, Stage::treatment), {40min});
    auto after = rule("after", {"moaas"}, Anchor::treatmentEnd, Stage::recovery);
    after.atStageEnd = true;
    Chair chair({mark, after});
    DoseOrdered order;
    order.order.doseMg = 56;
    chair.add(-5min, order);
    chair.add(0min, SprayGiven{1, 28, "L"});
    CHECK(chair.of("after", 4min).empty());
    chair.add(5min, SprayGiven{2, 28, "L"});
    CHECK(chair.state("mark", 40min, 40min) == CheckState::due);
    CHECK(chair.state("after", 5min, 5min) == CheckState::due);
}

TEST_CASE("either of two captures serves where the protocol allows both", "[domain]") {
    Chair chair({every(rule("si", {"c_ssrs|si_question"}, Anchor::treatmentStart, Stage::treatment), 10min)});
    chair.start();
    chair.add(10min, ItemConfirmed{"discharge", "si_question", "no"});
    CHECK(chair.state("si", 10min, 10min) == CheckState::done);
}

TEST_CASE("readings capture by their trusted values and are kept sparse", "[domain]") {
    Chair chair({every(rule("hr", {"hr"}, Anchor::treatmentStart, Stage::treatment), 5min)});
    chair.start();
    Reading reading;
    reading[Channel::pulseRate] = 70;
    for (Millis at = 0min; at < 30min; at += 1s) {
        reading.at.mono = Chair::t(at);
        chair.schedule.capture(reading);
    }
    const auto all = chair.of("hr", 29min);
    CHECK(std::count_if(all.begin(), all.end(), [](const auto& c) { return c.state == CheckState::done; }) ==
          6);
    Chair bad({every(rule("hr", {"hr"}, Anchor::treatmentStart, Stage::treatment), 5min)});
    bad.start();
    reading.flags = flag::implausible(Channel::pulseRate);
    bad.schedule.capture(reading);
    CHECK(bad.state("hr", 5min, 8min) == CheckState::overdue);
}

TEST_CASE("the rail shows overdue mandatory checks first", "[domain]") {
    Chair chair;
    chair.start();
    auto checks = chair.schedule.at(Chair::t(8min));
    sortByUrgency(checks);
    REQUIRE(checks.size() >= 3);
    CHECK(checks.front().rule == "mark"); // NIBP at the start was never taken
    CHECK(checks.front().state == CheckState::overdue);
    CHECK(std::is_sorted(checks.begin(), checks.end(),
                         [](const auto& a, const auto& b) { return a.rank() < b.rank(); }));
}

namespace {

/// Runs one random session and checks at every step that nothing that ever fell due disappears.
void runRandomSession(std::uint64_t seed) {
    TestRandom random(seed);
    Chair chair;
    std::vector<Event> log;
    std::vector<std::pair<std::string, MonoTime>> captures;
    std::set<std::pair<std::string, MonoTime>> everDue;
    bool paused = false, stopped = false, closed = false;
    const auto add = [&](Millis now, Millis effective, EventBody body) {
        Event e = chair.make.late(Chair::kStart + now, Chair::kStart + effective, std::move(body));
        e.at.wall.utcMs += random.between(-7'200'000, 7'200'000); // somebody sets the computer's clock
        log.push_back(e);
        chair.schedule.apply(e);
    };
    add(0min, 0min, InfusionStarted{150, "", ""});
    Millis now{0};
    Millis noticedEnd{0};
    while (!closed) {
        now += Millis{random.between(1'000, 200'000)};
        switch (random.between(0, 11)) {
        case 0:
        case 1: add(now, now, pressure()); break;
        case 2: add(now, std::max(now - Millis{random.between(0, 600'000)}, Millis{0}), pressure()); break;
        case 3: add(now, now, scored("moaas", 5)); break;
        case 4:
            if (!stopped)
                add(now, now, paused ? EventBody{InfusionResumed{150}} : EventBody{InfusionPaused{"p"}}),
                    paused = !paused;
            break;
        case 5:
            captures.emplace_back("nibp", Chair::t(now));
            chair.schedule.capture("nibp", Chair::t(now));
            break;
        case 6: now += Millis{random.between(0, 900'000)}; break; // the program was not running
        case 7:
            if (!stopped && now > 20min) {
                add(now, now - Millis{random.between(0, 300'000)}, InfusionStopped{false, "x", ""});
                stopped = true, noticedEnd = now;
            }
            break;
        case 8:
            if (stopped && now > 90min) add(now, now, Discharged{"e", ""}), closed = true;
            break;
        default: break;
        }
        const auto checks = chair.schedule.at(Chair::t(now));
        std::set<std::pair<std::string, MonoTime>> listed;
        for (const auto& c : checks) {
            REQUIRE(listed.emplace(c.rule, c.due).second); // listed once
            if (c.due > Chair::t(now)) continue;
            REQUIRE(c.state != CheckState::upcoming);
            everDue.emplace(c.rule, c.due);
        }
        for (const auto& item : everDue) REQUIRE(listed.contains(item));
    }
    const auto last = chair.schedule.at(Chair::t(now + 24h));
    for (const auto& c : last)
        REQUIRE(
            (c.state == CheckState::done || c.state == CheckState::late || c.state == CheckState::missed));
    const auto grid = std::count_if(last.begin(), last.end(), [](const auto& c) { return c.rule == "nibp"; });
    REQUIRE(grid == (noticedEnd - Millis{1}) / Millis{5min}); // 5, 10, ... before the end was noticed

    Schedule resumed(ivRules()); // after a crash: the same events, some of them twice
    resumed.apply(chair.make.at(0min, SessionOpened{}));
    for (const auto& [key, at] : captures) resumed.capture(key, at);
    for (const auto& e : log) resumed.apply(e), resumed.apply(e);
    const auto again = resumed.at(Chair::t(now + 24h));
    REQUIRE(again.size() == last.size());
    for (std::size_t i = 0; i < last.size(); ++i) {
        REQUIRE(again[i].rule == last[i].rule);
        REQUIRE(again[i].due == last[i].due);
        REQUIRE(again[i].state == last[i].state);
        REQUIRE(again[i].doneAt == last[i].doneAt);
    }
}

} // namespace

TEST_CASE("no due check is lost under random pauses, clock steps, gaps and back-dated ends",
          "[domain][H-15][H-11]") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        runRandomSession(seed);
    }
}

TEST_CASE("a check that is only offered is shown, counted when done, and never overdue or missed",
          "[domain]") {
    auto offered =
        marks(rule("bprs", {"bprs_plus"}, Anchor::treatmentStart, Stage::recovery), {40min, 90min}, false);
    offered.offered = true;
    EventMaker make;
    Schedule schedule({offered});
    schedule.apply(make.at(0min, SessionOpened{}));
    schedule.apply(make.at(10min, InfusionStarted{150, "A1", "2027-12"}));
    const auto stateAt = [&](Millis now, std::size_t which) -> std::optional<CheckState> {
        const auto checks = schedule.at(MonoTime{now});
        return which < checks.size() ? std::optional(checks[which].state) : std::nullopt;
    };
    CHECK(stateAt(49min, 0) == CheckState::upcoming);
    CHECK(stateAt(75min, 0) == CheckState::due); // long after the grace
    CHECK(schedule.at(MonoTime{75min})[0].rank() == 3);
    CHECK(schedule.at(MonoTime{101min}).size() == 1); // the first one's time is over, nobody asks why
    schedule.apply(make.at(120min, scored("bprs_plus", 3)));
    CHECK(stateAt(121min, 0) == CheckState::done);
    schedule.apply(make.at(130min, Discharged{}));
    CHECK(unexplained(schedule.at(MonoTime{140min})).empty());
}
