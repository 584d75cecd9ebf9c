// SPDX-License-Identifier: GPL-3.0-or-later
// What is said beside the alarms, and what is taken out of their sight: notes, artefacts, refusals.
#include "alarm_bench.h"
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
