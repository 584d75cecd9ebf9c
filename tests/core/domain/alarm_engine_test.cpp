// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "alarm_bench.h"

#include "core/domain/alarm/alarm_signal.h"

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

TEST_CASE("a saturation that wavers around its limit is one alarm, not many", "[domain][H-05]") {
    Bench bench;
    bench.run(5);
    for (int i = 0; i < 60; ++i) {
        bench.normal[Channel::spo2] = i < 12 || i % 6 < 2 ? 89 : 91;
        bench.run(1);
    }
    CHECK(bench.news() == News{"+spo2.lo medium"});
    bench.normal[Channel::spo2] = 95; // merely inside the caution limit of 94: ends after the longer time
    bench.run(31);
    CHECK(bench.news() == News{"-spo2.lo"});
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

TEST_CASE("an emergency that eases before anybody looked stays red and says what it was", "[domain][H-03]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 76;
    bench.run(1);
    bench.normal[Channel::spo2] = 74;
    bench.run(1);
    bench.normal[Channel::spo2] = 86;
    bench.run(20);
    CHECK(bench.active("spo2.lo")->priority == AlarmPriority::high);
    CHECK(bench.active("spo2.lo")->text == "SpO₂ 86 < 90, was SpO₂ 74 < 80");
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    CHECK(bench.active("spo2.lo")->priority == AlarmPriority::medium);
    CHECK(bench.active("spo2.lo")->acknowledged);
    bench.normal[Channel::spo2] = 77;
    bench.run(1);
    CHECK(bench.sound()->priority ==
          AlarmPriority::high); // worse again: the acknowledgement does not cover it
}

TEST_CASE("one action-level pressure asks for a repeat, and the repeat decides", "[domain][H-03][H-05]") {
    Bench bench;
    bench.run(5);
    bench.cuff(184, 96);
    CHECK(bench.news() == News{"+nibp_sys.hi low"});
    CHECK(bench.active("nibp_sys.hi")->text == "NIBP systolic 184 > 180, repeat NIBP");
    CHECK(bench.active("nibp_sys.hi")->awaitingRepeat);
    SECTION("confirmed") {
        bench.run(120);
        bench.cuff(186, 96);
        CHECK(bench.news() == News{"^nibp_sys.hi medium"});
        CHECK(bench.active("nibp_sys.hi")->text == "NIBP systolic 186 > 180");
    }
    SECTION("refuted") {
        bench.run(120);
        bench.cuff(150, 90);
        CHECK(bench.news() == News{"-nibp_sys.hi"});
    }
    SECTION("milder, but still a caution") {
        bench.run(120);
        bench.cuff(170, 90);
        CHECK(bench.news().empty());
        CHECK(bench.active("nibp_sys.hi")->text == "NIBP systolic 170 > 160");
    }
    SECTION("nobody repeats it: the measurement stands") {
        bench.run(299);
        CHECK(bench.news().empty());
        bench.run(1);
        CHECK(bench.news() == News{"^nibp_sys.hi medium"});
    }
    SECTION("the same measurement sent again is no repeat") {
        bench.run(10);
        bench.cuff(184, 96);
        bench.run(10);
        bench.cuff(184, 96);
        CHECK(bench.news().empty());
    }
    SECTION("an emergency needs no repeat") {
        bench.run(60);
        bench.cuff(205, 96);
        CHECK(bench.news() == News{"^nibp_sys.hi high"});
    }
}

TEST_CASE("percent limits sleep until the baseline is known and print the number they compare", "[domain]") {
    Bench bench;
    bench.cuff(150, 70);
    CHECK(bench.news().empty());
    Baseline baseline;
    baseline[Channel::nibpSystolic] = 121;
    bench.engine.setBaseline(baseline, second(bench.now));
    bench.tick();
    CHECK(bench.news() == News{"+nibp_sys.hi low"});
    CHECK(bench.active("nibp_sys.hi")->text == "NIBP systolic 150 > 145 (20 % above baseline 121)");
    CHECK(bench.active("nibp_sys.hi")->limit == "nibp_rel.caution_pct");
}

TEST_CASE("value and limit are compared as they are printed: 90 is never below 90", "[domain][H-05]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 89.6;
    bench.run(60);
    CHECK(bench.news() == News{"+spo2.lo low"}); // 90 < 94, and not 90 < 90
    CHECK(bench.active("spo2.lo")->text == "SpO₂ 90 < 94");
}

TEST_CASE("a fast heart is a caution after its delay and an action when it lasts", "[domain][H-03]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::hr] = 127; // a real value, though one oximeter sends it for "missing"
    bench.run(15);
    CHECK(bench.news().empty());
    bench.run(1);
    CHECK(bench.news() == News{"+hr.hi low"});
    bench.run(284);
    CHECK(bench.news().empty());
    bench.run(1);
    CHECK(bench.news() == News{"^hr.hi medium"});
    CHECK(bench.active("hr.hi")->text == "HR 127 > 120 for 5 min");
}

TEST_CASE("a respiratory rate of zero is an emergency", "[domain][H-03][H-12]") {
    Bench bench;
    SECTION("after breaths were seen: the apnoea delay") {
        bench.run(5);
        bench.normal[Channel::rr] = 0;
        bench.run(20);
        CHECK(bench.news().empty());
        bench.run(1);
        CHECK(bench.news() == News{"+rr.lo high"});
        CHECK(bench.active("rr.lo")->text == "No breath: RR 0 ≤ 0");
    }
    SECTION("from the first value on: not in the first breaths, but not for ever") {
        bench.normal[Channel::rr] = 0;
        bench.run(30);
        CHECK(bench.news().empty());
        bench.run(25);
        CHECK(bench.news() == News{"+rr.lo high"});
    }
}

TEST_CASE("limits arm with the first valid value", "[domain]") {
    Bench bench;
    CHECK_FALSE(bench.engine.isArmed(Channel::spo2));
    bench.normal[Channel::spo2] = 45; // impossible, not a value
    bench.run(3);
    CHECK_FALSE(bench.engine.isArmed(Channel::spo2));
    bench.normal[Channel::spo2] = 97;
    bench.run(1);
    CHECK(bench.engine.isArmed(Channel::spo2));
    CHECK_FALSE(bench.engine.isArmed(Channel::etco2));
}

TEST_CASE("scores alarm by their total until the next score, a correction or a withdrawal",
          "[domain][H-03]") {
    Bench bench;
    const auto first = bench.score("moaas", 2);
    CHECK(bench.news() == News{"+moaas.lo medium"});
    CHECK(bench.active("moaas.lo")->text == "MOAA/S 2 ≤ 2");
    SECTION("worse") {
        bench.run(60);
        bench.score("moaas", 1);
        CHECK(bench.news() == News{"^moaas.lo high"});
    }
    SECTION("better") {
        bench.run(60);
        bench.score("moaas", 5);
        CHECK(bench.news() == News{"-moaas.lo"});
    }
    SECTION("corrected") {
        bench.score("moaas", 4, first);
        CHECK(bench.news() == News{"-moaas.lo"});
    }
    SECTION("withdrawn") {
        bench.apply(EntryWithdrawn{"wrong patient"}, first);
        bench.tick();
        CHECK(bench.news() == News{"-moaas.lo"});
    }
    SECTION("information-level scores are notes") {
        bench.score("cadss", 12);
        CHECK(bench.news().empty());
        REQUIRE(bench.engine.notes(second(bench.now)).size() == 1);
        CHECK(bench.engine.notes(second(bench.now))[0].text == "CADSS 12 > 4");
    }
}

TEST_CASE("typed values alarm at once, and end when the device has a newer one", "[domain]") {
    Bench bench;
    VitalsEntered vitals;
    vitals.values[index(Channel::spo2)] = 88;
    bench.now = 100;
    const auto id = bench.apply(vitals);
    bench.tick();
    CHECK(bench.news() == News{"+spo2.lo medium", "+silent.1 medium"});
    SECTION("the device disagrees") {
        bench.run(1);
        CHECK_FALSE(bench.active("spo2.lo"));
    }
    SECTION("it was mistyped") {
        vitals.values[index(Channel::spo2)] = 98;
        bench.apply(vitals, id);
        bench.tick();
        CHECK_FALSE(bench.active("spo2.lo"));
    }
    SECTION("withdrawing another entry leaves it") {
        bench.news();
        const auto other = bench.apply([] {
            VitalsEntered pressure;
            pressure.values[index(Channel::nibpSystolic)] = 190;
            return pressure;
        }());
        bench.tick();
        bench.apply(EntryWithdrawn{"wrong cuff"}, other);
        bench.tick();
        CHECK(bench.active("spo2.lo"));
        bench.news();
        bench.apply(EntryWithdrawn{"wrong finger"}, id);
        bench.tick();
        CHECK(bench.news() == News{"-spo2.lo"});
    }
    SECTION("one typed pulse is not a sustained one") {
        vitals.values = {};
        vitals.values[index(Channel::hr)] = 126;
        bench.apply(vitals);
        bench.silence(400);
        CHECK(bench.active("hr.hi")->priority == AlarmPriority::low);
        bench.apply(vitals);
        bench.tick();
        CHECK(bench.active("hr.hi")->priority == AlarmPriority::medium);
    }
}

TEST_CASE("a changed limit takes effect at once in both directions", "[domain][H-03]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 89;
    bench.run(15);
    CHECK(bench.news() == News{"+spo2.lo medium"});
    bench.apply(LimitChanged{"spo2.action_lo", 90, 88, "usual for this patient"});
    CHECK(bench.active("spo2.lo")->text == "SpO₂ 89 < 94");
    bench.apply(LimitChanged{"spo2.caution_lo", 94, 89, "usual for this patient"});
    bench.tick();
    CHECK(bench.news() == News{"-spo2.lo"});
    bench.apply(LimitChanged{"spo2.caution_lo", 89, 92, "tighter again"});
    bench.run(10);
    CHECK(bench.news() == News{"+spo2.lo low"});
}

TEST_CASE("late checks, missed checks and program faults are technical conditions", "[domain][H-15]") {
    Bench bench;
    const std::vector<LateCheck> late{{"nibp", "Blood pressure", second(10), true, false}};
    bench.run(12);
    bench.engine.setChecks(late, second(bench.now));
    bench.tick();
    CHECK(bench.news() == News{"+check.nibp low"});
    CHECK(bench.active("check.nibp")->kind == AlarmKind::technical);
    auto missed = late;
    missed[0].missed = true;
    bench.engine.setChecks(missed, second(bench.now));
    CHECK(bench.active("check.nibp")->priority == AlarmPriority::medium);
    bench.engine.setChecks({}, second(bench.now));
    bench.tick();
    CHECK(bench.news() == News{"^check.nibp medium", "-check.nibp"});
    bench.apply(StoreFault{"disk I/O error"});
    bench.apply(ClockStepped{3600s});
    bench.run(61);
    CHECK(bench.news() == News{"+store_fault medium", "+clock_stepped low", "-clock_stepped"});
    bench.engine.setTechnical(Technical::storeFault, std::nullopt, second(bench.now));
    bench.tick();
    CHECK(bench.news() == News{"-store_fault"});
}

TEST_CASE("everything ends with the session", "[domain]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 70;
    bench.run(2);
    bench.apply(Discharged{"sister", ""});
    bench.run(120);
    CHECK(bench.news() == News{"+spo2.lo high", "-spo2.lo"});
    CHECK(bench.active().empty());
}

TEST_CASE("the flash runs at two hertz and at 0.6 hertz, half of the time on", "[domain]") {
    const auto measure = [](AlarmPriority p) {
        int on = 0, rises = 0;
        for (int ms = 0; ms < 100'000; ++ms) {
            on += flashOn(p, monoFromMs(ms));
            rises += !flashOn(p, monoFromMs(ms)) && flashOn(p, monoFromMs(ms + 1));
        }
        return std::pair{rises / 100.0, on / 100'000.0};
    };
    CHECK(measure(AlarmPriority::high).first == Approx(2.0).margin(0.02));
    CHECK(measure(AlarmPriority::high).second == Approx(0.5).margin(0.01));
    CHECK(measure(AlarmPriority::medium).first == Approx(0.6).margin(0.02));
    CHECK(measure(AlarmPriority::medium).second == Approx(0.5).margin(0.01));
    CHECK(measure(AlarmPriority::low).second == 1.0);
}
