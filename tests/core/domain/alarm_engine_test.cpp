// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "alarm_bench.h"

using namespace chairside;
using namespace chairside::test;

TEST_CASE("a falling saturation is raised after its delay, escalated at once, and ends with hysteresis",
          "[domain][H-03]") {
    Bench bench;
    bench.run(20);
    CHECK(bench.news().empty());
    bench.normal[Channel::spo2] = 86; // first seen at second 21
    bench.run(10);
    CHECK(bench.news().empty());
    bench.run(1);
    CHECK(bench.news() == News{"+spo2.lo medium"});
    const auto alarm = bench.active("spo2.lo");
    REQUIRE(alarm);
    CHECK(alarm->text == "SpO₂ 86 < 90");
    CHECK(alarm->limit == "spo2.action_lo");
    CHECK(alarm->since == second(21));
    CHECK(alarm->channel == Channel::spo2);
    bench.normal[Channel::spo2] = 78;
    bench.run(1);
    CHECK(bench.news() == News{"^spo2.lo high"});
    CHECK(bench.active("spo2.lo")->text == "SpO₂ 78 < 80");
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    bench.normal[Channel::spo2] = 97;
    bench.run(5);
    CHECK(bench.news().empty());
    CHECK(bench.active("spo2.lo")->recovering);
    bench.run(1);
    CHECK(bench.news() == News{"-spo2.lo"});
    CHECK(bench.active().empty());
}

TEST_CASE("an emergency stays until acknowledged, seen and heard, and says that it is over",
          "[domain][H-03]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 76;
    bench.run(3);
    bench.normal[Channel::spo2] = 99;
    bench.run(60);
    CHECK(bench.news() == News{"+spo2.lo high", "-spo2.lo"});
    REQUIRE(bench.active().size() == 1);
    CHECK(bench.active()[0].over);
    CHECK(bench.active()[0].priority == AlarmPriority::high);
    CHECK(bench.active()[0].text == "SpO₂ 76 < 80, over");
    REQUIRE(bench.sound());
    CHECK(bench.sound()->priority == AlarmPriority::high);
    CHECK_FALSE(bench.engine.visual(second(bench.now)).tiles[index(Channel::spo2)].priority);
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    CHECK(bench.active().empty());
    CHECK_FALSE(bench.sound());
}
