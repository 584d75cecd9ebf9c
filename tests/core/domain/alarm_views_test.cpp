// SPDX-License-Identifier: GPL-3.0-or-later
// What is said beside the alarms, and what is taken out of their sight: notes, artefacts, refusals.
#include "alarm_bench.h"
#include "core/domain/alarm/alarm_pause.h"
#include "core/domain/alarm/alarm_text.h"
#include "support/catch.h"

using namespace chairside;
using namespace chairside::test;

namespace {

std::vector<std::string> notesOf(const Bench& bench) {
    std::vector<std::string> out;
    for (const auto& note : bench.engine.notes(second(bench.now))) out.push_back(note.id);
    return out;
}

} // namespace

TEST_CASE("numbers that are made up or replayed are said to be so, as long as the session lasts",
          "[domain]") {
    Bench bench;
    CHECK(notesOf(bench).empty());
    bench.apply(SourceAttached{monitor(2, Origin::simulated)});
    bench.apply(SourceAttached{monitor(3, Origin::replayed)});
    CHECK(notesOf(bench) == std::vector<std::string>{"simulated.2", "replayed.3"});
    SessionOpened opened;
    opened.simulated = opened.demo = true;
    bench.apply(opened);
    CHECK(notesOf(bench) == std::vector<std::string>{"demo", "simulated", "replayed.3"});
    bench.apply(Discharged{});
    CHECK(notesOf(bench).empty());
}

TEST_CASE("a stretch marked as artefact takes its alarm away, another stretch does not", "[domain][H-05]") {
    for (const bool meant : {true, false}) {
        Bench bench;
        bench.cuff(150, 80);
        bench.run(1);
        bench.cuff(210, 80);
        REQUIRE(bench.active("nibp_sys.hi"));
        const auto from = second(meant ? bench.now : bench.now + 1);
        bench.apply(ArtefactMarked{{Channel::nibpSystolic, Channel::nibpMean}, from, from, "arm moved"});
        bench.tick();
        const auto left = bench.active("nibp_sys.hi");
        REQUIRE(left); // an emergency stays until somebody has taken note
        CHECK(left->over == meant);
    }
}

TEST_CASE("an alarm that is over can be neither acknowledged nor paused", "[domain][H-04]") {
    Bench bench;
    bench.run(2);
    CHECK(bench.engine.refuse(AlarmAcknowledged{"spo2.lo"}));
    CHECK(bench.engine.refuse(AlarmPaused{"spo2.lo", 60s}));
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    REQUIRE(bench.active("spo2.lo"));
    CHECK_FALSE(bench.engine.refuse(AlarmAcknowledged{"spo2.lo"}));
    CHECK_FALSE(bench.engine.refuse(AlarmPaused{"spo2.lo", 60s}));
    bench.normal[Channel::spo2] = 98;
    bench.run(10);
    CHECK_FALSE(bench.active("spo2.lo"));
    CHECK(bench.engine.refuse(AlarmAcknowledged{"spo2.lo"}));
    CHECK(bench.engine.refuse(AlarmPaused{"spo2.lo", 60s}));
}

TEST_CASE("a moment that was acknowledged is over, a fault that lasts is not", "[domain][H-04]") {
    Bench bench;
    bench.run(2);
    bench.engine.setTechnical(Technical::windowFrozen, "4 s", second(bench.now));
    bench.engine.setTechnical(Technical::diskLow, "1 GB", second(bench.now));
    bench.apply(AlarmAcknowledged{"window_frozen"});
    bench.tick();
    CHECK_FALSE(bench.active("window_frozen"));
    REQUIRE(bench.active("disk_low"));
    CHECK_FALSE(bench.active("disk_low")->acknowledged);
    bench.apply(AlarmAcknowledged{"disk_low"});
    bench.tick();
    REQUIRE(bench.active("disk_low"));
    CHECK(bench.active("disk_low")->acknowledged);
}

TEST_CASE("scores are called by their usual names, unknown ones by their own", "[domain]") {
    const std::pair<const char*, const char*> kNames[]{{"moaas", "MOAA/S"},
                                                       {"rass", "RASS"},
                                                       {"cadss", "CADSS"},
                                                       {"cadss_6", "CADSS-6"},
                                                       {"cadss_23", "CADSS"},
                                                       {"cadss_total", "CADSS"},
                                                       {"nausea_0_10", "Nausea"},
                                                       {"nausea_vas", "Nausea"},
                                                       {"pain_nrs", "Pain"},
                                                       {"phq9_item9", "PHQ-9 item 9"},
                                                       {"house_score", "house_score"}};
    for (const auto& [param, name] : kNames) CHECK(scoreLabel(param) == name);
}

TEST_CASE("the words of a limit say what was compared with what", "[domain][H-03]") {
    using L = LimitLevel;
    Truth truth;
    truth.value = 8;
    truth.limit = 8;
    auto low = rule("a", "rr", L::action, false, 8, 30s);
    CHECK(limitText(low, truth, {}, "") == "RR 8 < 8");
    low.inclusive = true;
    CHECK(limitText(low, truth, {}, "Probe") == "RR 8 ≤ 8, Probe");
    auto high = low;
    high.high = true;
    CHECK(limitText(high, truth, {}, "") == "RR 8 ≥ 8");
    high.inclusive = false;
    high.delay = 90s;
    CHECK(limitText(high, truth, {}, "") == "RR 8 > 8 for 1.5 min");
    truth.awaitingRepeat = true;
    CHECK(limitText(high, truth, {}, "") == "RR 8 > 8 for 1.5 min, repeat NIBP");
    truth = {};
    truth.limit = 6;
    CHECK(limitText(rule("a", "rr", L::emergency, false, 6), truth, {}, "") == "No breath: RR 0 < 6");
    CHECK(limitText(rule("a", "spo2", L::emergency, false, 6), truth, {}, "") == "SpO₂ 0 < 6");
    truth.recovering = true;
    CHECK(limitText(rule("a", "rr", L::emergency, false, 6), truth, {}, "") == "RR 0, recovering (limit 6)");
}

TEST_CASE("a press for silence takes what is heard and every lesser alarm, once", "[domain][H-04]") {
    ActiveAlarm heard, other, lesser, seen, resting;
    heard.condition = "a";
    other.condition = "b";
    heard.priority = other.priority = seen.priority = AlarmPriority::high;
    lesser.condition = "c";
    lesser.priority = AlarmPriority::medium;
    seen.condition = "d";
    seen.acknowledged = true;
    resting.condition = "e";
    resting.pausedUntil = second(60);
    const std::vector<ActiveAlarm> active{heard, other, lesser, seen, resting};
    SoundOrder order;
    order.condition = "a";
    CHECK(conditionsToPause(active, order) == std::vector<std::string>{"a", "c"});
    CHECK(conditionsToPause(active, std::nullopt) == std::vector<std::string>{"c"});
    CHECK(conditionsToPause({}, order).empty());
}

TEST_CASE("an alarm goes into the record as raised or as cleared", "[domain]") {
    AlarmChange change;
    change.condition = "spo2.lo";
    change.text = "SpO₂ 88 < 90";
    for (const auto what : {AlarmChange::What::raised, AlarmChange::What::escalated}) {
        change.what = what;
        const auto body = toEventBody(change);
        REQUIRE(std::holds_alternative<AlarmRaised>(body));
        CHECK(std::get<AlarmRaised>(body).text == "SpO₂ 88 < 90");
    }
    change.what = AlarmChange::What::cleared;
    REQUIRE(std::holds_alternative<AlarmCleared>(toEventBody(change)));
}

TEST_CASE("after the end of the session nothing is raised any more", "[domain][H-05]") {
    for (const bool cancelled : {false, true}) {
        Bench bench;
        bench.run(2);
        if (cancelled)
            bench.apply(SessionCancelled{"moved to another day"});
        else
            bench.apply(Discharged{});
        bench.apply(ScoreEntered{"moaas", "1", {}, 1, {}});
        bench.engine.setTechnical(Technical::diskLow, "1 GB", second(bench.now));
        bench.engine.setChecks(std::vector<LateCheck>{{}}, second(bench.now));
        bench.normal[Channel::spo2] = 70;
        bench.run(20);
        CHECK(bench.active().empty());
        CHECK_FALSE(bench.sound());
        CHECK(bench.engine.visual(second(bench.now)).count == 0);
    }
}

TEST_CASE("entries that say nothing about alarms change none", "[domain]") {
    Bench bench;
    bench.run(2);
    bench.apply(EntryWithdrawn{});
    bench.apply(SourceLost{9, "unplugged"}); // nobody knows these sources
    bench.apply(SourceReturned{9});
    bench.apply(ScoreEntered{"moaas", "1", {{"1", "not a number"}, {"2", "4"}}, std::nullopt, {}});
    bench.tick();
    CHECK(bench.active().empty());
    CHECK(bench.news().empty());
}

TEST_CASE("a moment that comes again begins anew, a fault that goes on does not", "[domain]") {
    Bench bench;
    bench.run(2);
    for (const auto what : {Technical::windowFrozen, Technical::diskLow}) {
        bench.engine.setTechnical(what, "once", second(bench.now));
        bench.run(5);
        bench.engine.setTechnical(what, "again", second(bench.now));
        bench.tick();
    }
    CHECK(bench.active("window_frozen")->since == second(7));
    CHECK(bench.active("disk_low")->since == second(7)); // 7, and not 12
}

TEST_CASE("a tile shows the worst of its alarms, and one without a channel lights none", "[domain]") {
    Bench bench;
    bench.run(2);
    bench.engine.setTechnical(Technical::diskLow, "1 GB", second(bench.now));
    bench.cuff(150, 80);
    bench.run(1);
    bench.cuff(165, 125); // a caution and an emergency
    const auto visual = bench.engine.visual(second(bench.now));
    CHECK(visual.count == 3);
    CHECK(visual.priority == AlarmPriority::high);
    CHECK(visual.tiles[index(Channel::nibpSystolic)].priority == AlarmPriority::low);
    CHECK(visual.tiles[index(Channel::nibpDiastolic)].priority == AlarmPriority::high);
    CHECK_FALSE(visual.tiles[index(Channel::spo2)].priority);
    REQUIRE(bench.sound());
    CHECK(bench.sound()->condition == "nibp_dia.hi");
}

TEST_CASE("what was acknowledged stays lit on the tile and does not flash", "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    const auto litOften = [&] { // of 50 looks in five seconds
        int tile = 0, banner = 0;
        for (int i = 0; i < 50; ++i) {
            const auto visual = bench.engine.visual(second(bench.now) + i * 100ms);
            tile += visual.tiles[index(Channel::spo2)].lit;
            banner += visual.lit;
        }
        return std::pair{tile, banner};
    };
    CHECK(litOften() == std::pair{25, 25});
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    CHECK(bench.engine.visual(second(bench.now)).priority == AlarmPriority::medium);
    CHECK(litOften() == std::pair{50, 50});
}

TEST_CASE("an answer to an alarm that never was changes nothing, and what is acknowledged cannot be paused",
          "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    bench.apply(AlarmPaused{"spo2.lo", 60s});
    CHECK(bench.active().empty());
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    REQUIRE(bench.sound()); // not silenced by what was pressed before it began
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    bench.apply(AlarmPaused{"spo2.lo", 60s});
    CHECK(bench.active("spo2.lo")->acknowledged);
    CHECK_FALSE(bench.active("spo2.lo")->pausedUntil);
    bench.run(120);
    CHECK_FALSE(bench.sound()); // and no end of a pause wakes it
}

TEST_CASE("the end of a session closes what holds in the record, and nothing a second time",
          "[domain][H-05]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 75;
    bench.run(1);
    bench.normal[Channel::spo2] = 98;
    bench.normal[Channel::hr] = 150;
    bench.run(60);
    CHECK(bench.news() == News{"+spo2.lo high", "-spo2.lo", "+hr.hi medium"});
    REQUIRE(bench.active().size() == 2); // the emergency is over and unseen
    bench.apply(Discharged{"sister", ""});
    bench.tick();
    CHECK(bench.news() == News{"-hr.hi"});
    CHECK(bench.active().empty());
}

TEST_CASE("a percent limit names the baseline only where there is one", "[domain]") {
    auto relative = rule("rel", "nibp_rel", LimitLevel::caution, true, 20);
    relative.percentOfBaseline = true;
    Truth truth;
    truth.value = 150;
    truth.limit = 144;
    CHECK(limitText(relative, truth, {}, "") == "NIBP systolic 150 > 144");
    Baseline baseline;
    baseline[Channel::nibpSystolic] = 120;
    CHECK(limitText(relative, truth, baseline, "") == "NIBP systolic 150 > 144 (20 % above baseline 120)");
    relative.param = "pain_nrs"; // a score has none
    CHECK(limitText(relative, truth, baseline, "") == "Pain 150 > 144");
}
