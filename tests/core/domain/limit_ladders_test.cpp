// SPDX-License-Identifier: GPL-3.0-or-later
// When the next limit will be true by time alone, and what nobody is woken for.
#include "alarm_bench.h"
#include "support/catch.h"

using namespace chairside;
using namespace chairside::test;

namespace {

/// The bench's monitor with a good saturation, a second one beside it with this one.
void runWithSecond(Bench& bench, int seconds, double saturation) {
    const auto other = monitor(2);
    for (int i = 0; i < seconds; ++i) {
        bench.run(1);
        Reading reading;
        reading.source = 2;
        reading[Channel::spo2] = saturation;
        reading.at.mono = second(bench.now);
        bench.engine.apply(reading, other, second(bench.now));
        bench.tick();
    }
}

} // namespace

TEST_CASE("what a second monitor measures is as good a reason to wake, to ease and to forget",
          "[domain][H-03]") {
    Bench bench;
    bench.apply(SourceAttached{monitor(2)});
    runWithSecond(bench, 5, 97);
    runWithSecond(bench, 1, 87);
    CHECK(bench.engine.nextChange(second(bench.now)) == second(16));
    SECTION("to wake") {
        runWithSecond(bench, 10, 87);
        CHECK(bench.news() == News{"+spo2.lo medium"});
    }
    SECTION("to ease, when its limit is moved") {
        runWithSecond(bench, 10, 87);
        bench.apply(LimitChanged{"spo2.action_lo", 90, 86, "usual for this patient"});
        CHECK(bench.active("spo2.lo")->priority == AlarmPriority::low);
        CHECK(bench.active("spo2.lo")->text == "SpO₂ 87 < 94, Monitor 2");
    }
    SECTION("to forget, when it was an artefact") {
        runWithSecond(bench, 10, 87);
        CHECK(bench.news() == News{"+spo2.lo medium"});
        bench.apply(ArtefactMarked{{Channel::spo2}, second(bench.now), second(bench.now), "cold hand"});
        bench.tick();
        CHECK(bench.news() == News{"-spo2.lo"});
    }
    SECTION("and nothing to wake for once the session has ended") {
        bench.normal[Channel::hr] = 130;
        runWithSecond(bench, 1, 87);
        bench.apply(Discharged{"sister", ""});
        CHECK_FALSE(bench.engine.nextChange(second(bench.now)));
    }
}

TEST_CASE("of several limits that wait for their delay the nearest is the next, then the one after it",
          "[domain][H-03]") {
    for (const bool saturationFirst : {true, false}) {
        CAPTURE(saturationFirst);
        Protocol protocol; // in both orders
        protocol.quietRoom = false;
        protocol.limits = {rule("hr.caution_hi", "hr", LimitLevel::caution, true, 120, 15s),
                           rule("hr.sustained_hi", "hr", LimitLevel::action, true, 120, 5min),
                           rule("spo2.action_lo", "spo2", LimitLevel::action, false, 90, 10s)};
        if (saturationFirst) std::ranges::reverse(protocol.limits);
        Bench bench(protocol);
        bench.run(5);
        bench.normal[Channel::hr] = 130;
        bench.normal[Channel::spo2] = 88;
        bench.run(1); // at second 6
        CHECK(bench.engine.nextChange(second(bench.now)) == second(16));
        bench.run(10);
        CHECK(bench.news() == News{"+spo2.lo medium"});
        CHECK(bench.engine.nextChange(second(bench.now)) == second(21));
        bench.run(5);
        CHECK(bench.news() == News{"+hr.hi low"});
        CHECK(bench.engine.nextChange(second(bench.now)) == second(306));
        bench.run(285);
        CHECK(bench.news() == News{"^hr.hi medium"});
        CHECK_FALSE(bench.engine.nextChange(second(bench.now)));
    }
}

TEST_CASE("a note comes after its delay like an alarm, but nobody is woken for it", "[domain][H-05]") {
    Protocol protocol;
    protocol.limits = {rule("hr.info_hi", "hr", LimitLevel::info, true, 90, 30s)};
    Bench bench(protocol);
    bench.run(5);
    bench.normal[Channel::hr] = 100;
    bench.run(30);
    CHECK(bench.engine.notes(second(bench.now)).empty());
    CHECK_FALSE(bench.engine.nextChange(second(bench.now)));
    bench.run(1);
    const auto notes = bench.engine.notes(second(bench.now));
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].text == "HR 100 > 90");
    CHECK(notes[0].channel == Channel::hr);
    CHECK(notes[0].since == second(6));
    CHECK(bench.news().empty());
    CHECK(bench.active().empty());
    CHECK_FALSE(bench.sound());
}

TEST_CASE("a pulse that has limits of its own is watched by them and never as a heart rate",
          "[domain][H-03]") {
    Protocol protocol = defaultProtocol();
    protocol.limits.push_back(rule("pr.caution_hi", "pr", LimitLevel::caution, true, 130, 15s));
    Bench bench(protocol);
    bench.normal[Channel::hr].reset();
    bench.normal[Channel::pulseRate] = 150;
    bench.run(16);
    CHECK(bench.news() == News{"+pr.hi low"});
    CHECK(bench.active("pr.hi")->text == "PR 150 > 130");
    CHECK_FALSE(bench.engine.isArmed(Channel::hr));
}

TEST_CASE("an impossible typed value is not watched", "[domain][H-12]") {
    Bench bench;
    bench.run(5);
    VitalsEntered vitals;
    vitals.values[index(Channel::spo2)] = 30;
    vitals.values[index(Channel::nibpSystolic)] = 190;
    vitals.flags = flag::implausible(Channel::spo2);
    bench.apply(vitals);
    bench.tick();
    CHECK(bench.news() == News{"+nibp_sys.hi low"}); // the rest of the entry is
}

TEST_CASE("a typed pressure beside the monitor's own is named as typed, and ends when it is withdrawn",
          "[domain][H-03]") {
    Bench bench;
    bench.run(5);
    bench.cuff(120, 80);
    bench.run(60);
    VitalsEntered vitals;
    vitals.values[index(Channel::nibpSystolic)] = 170;
    const auto entry = bench.apply(vitals);
    bench.tick();
    CHECK(bench.news() == News{"+nibp_sys.hi low"});
    CHECK(bench.active("nibp_sys.hi")->text == "NIBP systolic 170 > 160, typed");
    CHECK(bench.active("nibp_sys.hi")->source == 0);
    bench.apply(EntryWithdrawn{"wrong patient"}, entry);
    bench.tick();
    CHECK(bench.news() == News{"-nibp_sys.hi"});
}

TEST_CASE("a device's value that comes late does not end what was typed after it", "[domain][H-03]") {
    Bench bench;
    bench.now = 100;
    VitalsEntered vitals;
    vitals.values[index(Channel::spo2)] = 88;
    bench.apply(vitals);
    bench.tick();
    REQUIRE(bench.active("spo2.lo"));
    const auto comes = [&](std::int64_t measured) {
        Reading reading;
        reading.source = 1;
        reading[Channel::spo2] = 98;
        reading.at.mono = second(measured);
        bench.engine.apply(reading, bench.source, second(bench.now));
        bench.tick();
    };
    comes(99);
    CHECK(bench.active("spo2.lo"));
    comes(100); // from the same moment: the device's counts
    CHECK_FALSE(bench.active("spo2.lo"));
}

TEST_CASE("withdrawing one entry leaves the alarms of devices and of other scores", "[domain][H-03]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    VitalsEntered vitals;
    vitals.values[index(Channel::temperature)] = 36.6;
    const auto entry = bench.apply(vitals);
    bench.score("moaas", 2);
    CHECK(bench.news() == News{"+spo2.lo medium", "+moaas.lo medium"});
    bench.apply(EntryWithdrawn{"wrong patient"}, entry);
    bench.tick();
    CHECK(bench.news().empty());
    CHECK(bench.active().size() == 2);
}

TEST_CASE("a score entered late for an earlier time does not replace the newer one", "[domain][H-03]") {
    Bench bench;
    bench.now = 100;
    bench.score("moaas", 2);
    REQUIRE(bench.active("moaas.lo"));
    Event late;
    late.id.bytes[0] = 1;
    late.at.mono = second(110);
    late.body = ScoreEntered{"moaas", "1", {}, 5, {}};
    late.effective = second(99);
    bench.engine.apply(late);
    bench.tick();
    CHECK(bench.active("moaas.lo"));
    late.id.bytes[0] = 2;
    late.effective = second(100);
    bench.engine.apply(late);
    bench.tick();
    CHECK_FALSE(bench.active("moaas.lo"));
}

TEST_CASE("only a value inside the marked stretch is an artefact", "[domain][H-05]") {
    struct Row {
        std::int64_t from, to;
        bool dropped;
    };
    for (const Row& row :
         {Row{0, 9, false}, Row{0, 10, true}, Row{10, 10, true}, Row{10, 20, true}, Row{11, 20, false}}) {
        CAPTURE(row.from, row.to);
        Bench bench;
        bench.run(10);
        bench.cuff(170, 80); // at second 10
        REQUIRE(bench.news() == News{"+nibp_sys.hi low"});
        bench.apply(ArtefactMarked{{Channel::nibpSystolic}, second(row.from), second(row.to), "arm moved"});
        bench.tick();
        CHECK(bench.active("nibp_sys.hi").has_value() != row.dropped);
    }
}

TEST_CASE("a cuff's measurement sent again with the time of its device is no repeat, a new one is",
          "[domain][H-05]") {
    Bench bench;
    bench.run(5);
    Reading pressure;
    pressure.source = 1;
    pressure[Channel::nibpSystolic] = 184;
    pressure[Channel::nibpDiastolic] = 96;
    pressure.deviceUtcMs = 1'000;
    bench.send(pressure);
    bench.tick();
    CHECK(bench.news() == News{"+nibp_sys.hi low"});
    bench.run(60); // long enough for a repeat
    bench.send(pressure);
    bench.tick();
    CHECK(bench.news().empty());
    CHECK(bench.active("nibp_sys.hi")->awaitingRepeat);
    pressure.deviceUtcMs = 61'000;
    bench.send(pressure);
    bench.tick();
    CHECK(bench.news() == News{"^nibp_sys.hi medium"});
}

TEST_CASE("a cuff on one oximeter's arm does not keep the other oximeter's last value alive",
          "[domain][H-02]") {
    Bench bench;
    bench.apply(SourceAttached{monitor(2)});
    runWithSecond(bench, 12, 87);
    CHECK(bench.news() == News{"+spo2.lo medium"});
    bench.normal.flags = flag::kCuffInflating; // on the first one's arm; the second falls silent
    bench.run(10);
    CHECK(bench.news().empty());
    bench.run(1);
    CHECK(bench.news() == News{"-spo2.lo", "+silent.2 low"});
}

TEST_CASE("a percent limit changed before the baseline is known compares with its new value afterwards",
          "[domain][H-03]") {
    for (const bool changed : {false, true}) {
        CAPTURE(changed);
        Bench bench;
        bench.cuff(150, 70);
        if (changed) bench.apply(LimitChanged{"nibp_rel.caution_pct", 20, 25, "as agreed"});
        bench.tick();
        CHECK(bench.news().empty()); // it sleeps
        Baseline baseline;
        baseline[Channel::nibpSystolic] = 121; // 145 and 151
        bench.engine.setBaseline(baseline, second(bench.now));
        bench.tick();
        CHECK(bench.active("nibp_sys.hi").has_value() != changed);
    }
}

TEST_CASE("an oxygen flow ends its alarm half a litre back inside, or after a while inside",
          "[domain][H-05]") {
    Protocol protocol;
    protocol.limits = {rule("o2.caution_lo", "o2_flow", LimitLevel::caution, false, 2)};
    for (const bool well : {false, true}) {
        CAPTURE(well);
        Bench bench(protocol);
        bench.normal[Channel::o2Flow] = 1.5;
        bench.run(1);
        CHECK(bench.news() == News{"+o2_flow.lo low"});
        bench.normal[Channel::o2Flow] = well ? 2.5 : 2.4;
        bench.run(well ? 5 : 30);
        CHECK(bench.news().empty());
        bench.run(1);
        CHECK(bench.news() == News{"-o2_flow.lo"});
    }
}

TEST_CASE("when the leads come off the pulse takes over from the heart rate", "[domain][H-03]") {
    Bench bench;
    bench.normal[Channel::pulseRate] = 150;
    bench.run(20);
    CHECK(bench.news().empty()); // the leads give a good heart rate
    bench.normal[Channel::hr].reset();
    bench.run(10);
    CHECK(bench.news().empty());
    bench.run(16); // the last heart rate is too old now: fifteen seconds of the pulse
    CHECK(bench.news() == News{"+missing.hr low", "+hr.hi medium"});
    CHECK(bench.active("hr.hi")->text == "PR 150 > 140");
}

TEST_CASE("a score after one that was withdrawn begins anew", "[domain][H-03]") {
    Bench bench;
    bench.now = 10;
    const auto first = bench.score("moaas", 2);
    bench.apply(EntryWithdrawn{"wrong patient"}, first);
    bench.tick();
    (void)bench.news();
    bench.now = 50;
    bench.score("moaas", 2);
    REQUIRE(bench.active("moaas.lo"));
    CHECK(bench.active("moaas.lo")->since == second(50));
}
