// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard: priorities, pauses, acknowledgements, the quiet room.
#include "support/catch.h"

#include "alarm_bench.h"
#include "core/domain/alarm/alarm_pause.h"
#include "core/domain/alarm/alarm_signal.h"

using namespace chairside;
using namespace chairside::test;

TEST_CASE("the highest priority sounds and a new or higher condition asks for a burst at once",
          "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::hr] = 130;
    bench.run(16);
    REQUIRE(bench.sound());
    CHECK(bench.sound()->priority == AlarmPriority::low);
    const auto first = bench.sound()->generation;
    bench.run(5);
    CHECK(bench.sound()->generation == first); // the same order keeps its own rhythm
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    CHECK(bench.sound()->condition == "spo2.lo");
    CHECK(bench.sound()->generation > first);
    bench.score("moaas", 4);
    CHECK(bench.sound()->condition == "spo2.lo");
}

TEST_CASE("a pause silences one condition for at most two minutes and shows its end", "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    bench.apply(AlarmPaused{"spo2.lo", 10min});
    CHECK_FALSE(bench.sound());
    CHECK(bench.active("spo2.lo")->pausedUntil == second(bench.now + 120));
    CHECK_FALSE(bench.active("spo2.lo")->acknowledged);
    bench.run(119);
    CHECK_FALSE(bench.sound());
    bench.run(1);
    CHECK(bench.sound());
    CHECK_FALSE(bench.active("spo2.lo")->pausedUntil);
    CHECK(bench.engine.refuse(AlarmPaused{"spo2.lo", 121s}));
    CHECK_FALSE(bench.engine.refuse(AlarmPaused{"spo2.lo", 120s}));
    CHECK(bench.engine.refuse(AlarmPaused{"hr.hi", 60s}));
}

TEST_CASE("a pause of one condition leaves the others heard, and its own escalation breaks through",
          "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    bench.apply(AlarmPaused{"spo2.lo", 120s});
    bench.normal[Channel::hr] = 150;
    bench.run(16);
    CHECK(bench.sound()->condition == "hr.hi");
    bench.apply(AlarmPaused{"hr.hi", 120s});
    CHECK_FALSE(bench.sound());
    bench.normal[Channel::spo2] = 79;
    bench.run(1);
    REQUIRE(bench.sound());
    CHECK(bench.sound()->priority == AlarmPriority::high);
}

TEST_CASE("pausing the sound takes the emergency that is heard, never another one", "[domain][H-04]") {
    using Ids = std::vector<std::string>;
    Bench bench;
    const auto toPause = [&] { return conditionsToPause(bench.active(), bench.sound()); };
    CHECK(toPause().empty());
    bench.run(5);
    bench.normal[Channel::hr] = 130;
    bench.run(16);
    CHECK(toPause() == Ids{"hr.hi"});
    bench.normal[Channel::spo2] = 75;
    bench.run(1);
    bench.score("moaas", 1);
    REQUIRE(bench.sound()->condition == "moaas.lo");
    CHECK(toPause() == Ids{"moaas.lo", "hr.hi"});
    for (const auto& condition : toPause()) bench.apply(AlarmPaused{condition, kLongestPause});
    REQUIRE(bench.sound());
    CHECK(bench.sound()->condition == "spo2.lo");
    CHECK(bench.sound()->priority == AlarmPriority::high);
    CHECK(toPause() == Ids{"spo2.lo"});
    bench.apply(AlarmPaused{"spo2.lo", kLongestPause});
    CHECK_FALSE(bench.sound());
    CHECK(toPause().empty());
}

TEST_CASE("an acknowledged alarm is quiet while it lasts, an emergency for three minutes", "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    bench.run(600);
    CHECK_FALSE(bench.sound());
    CHECK(bench.active("spo2.lo")->acknowledged);
    bench.normal[Channel::spo2] = 75;
    bench.run(1);
    CHECK(bench.sound());
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    bench.run(179);
    CHECK_FALSE(bench.sound());
    bench.run(2);
    CHECK(bench.sound());
    CHECK(bench.sound()->priority == AlarmPriority::high);
}

TEST_CASE("the same alarm sounds again when it comes again", "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    bench.apply(AlarmAcknowledged{"spo2.lo"});
    bench.normal[Channel::spo2] = 98;
    bench.run(10);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    CHECK(bench.sound());
    CHECK_FALSE(bench.active("spo2.lo")->acknowledged);
}

TEST_CASE("a value that has come back is not sounded, only shown", "[domain]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    bench.normal[Channel::spo2] = 95;
    bench.run(1);
    CHECK_FALSE(bench.sound());
    CHECK(bench.active("spo2.lo")->text == "SpO₂ 95, recovering (limit 90)");
    CHECK(bench.engine.visual(second(bench.now)).lit);
}

namespace {

/// Makes the limit's value cross it; the first second at which the emergency is heard. That its tones are the
/// same in every profile: tests/core/live/alarm_sound_test.
std::optional<int> heardAfter(const LimitRule& rule, bool quietRoom, bool lowerFirst) {
    Bench bench;
    bench.engine.setQuietRoom(quietRoom);
    bench.run(5);
    if (lowerFirst) { // a lower alarm is known, acknowledged and paused before
        bench.normal[Channel::hr] = 130;
        bench.run(30);
        bench.apply(AlarmAcknowledged{"hr.hi"});
        bench.apply(AlarmPaused{"hr.hi", kLongestPause});
    }
    const double value = rule.high ? rule.value + 2 : rule.value == 0 ? 0 : rule.value - 1;
    for (int second = 0; second < 90; ++second) {
        if (rule.param == "nibp_sys" && second == 0) bench.cuff(value, 90);
        if (rule.param == "nibp_dia" && second == 0) bench.cuff(150, value);
        if (rule.param == "moaas" && second == 0) bench.score("moaas", rule.value);
        if (rule.param == "spo2") bench.normal[Channel::spo2] = value;
        if (rule.param == "rr") bench.normal[Channel::rr] = value;
        if (const auto sound = bench.sound(); sound && sound->priority == AlarmPriority::high) return second;
        bench.run(1);
    }
    return {};
}

} // namespace

TEST_CASE("no emergency of any limit is held back by the quiet room or by what was silenced before",
          "[domain][H-04]") {
    int emergencies = 0;
    for (const auto& rule : defaultProtocol().limits) {
        if (rule.level != LimitLevel::emergency) continue;
        INFO(rule.id);
        ++emergencies;
        const auto full = heardAfter(rule, false, false);
        REQUIRE(full);
        for (const bool lowerFirst : {false, true}) CHECK(heardAfter(rule, true, lowerFirst) == full);
    }
    CHECK(emergencies == 6);
}

TEST_CASE("a quiet room shows first and sounds later, but never holds back an emergency", "[domain][H-04]") {
    Bench bench;
    bench.engine.setQuietRoom(true);
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    CHECK(bench.active("spo2.lo"));
    CHECK_FALSE(bench.sound());
    bench.run(5);
    REQUIRE(bench.sound());
    CHECK(bench.sound()->quiet);
    bench.normal[Channel::spo2] = 79;
    bench.run(1);
    CHECK(bench.sound()->priority == AlarmPriority::high);
}

TEST_CASE("the banner follows the highest, tiles follow their own condition", "[domain]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 75;
    bench.normal[Channel::hr] = 130;
    bench.run(16);
    const auto on = bench.engine.visual(monoFromMs(bench.now * 1000));
    const auto off = bench.engine.visual(monoFromMs(bench.now * 1000 + 250));
    CHECK(on.priority == AlarmPriority::high);
    CHECK(on.lit);
    CHECK_FALSE(off.lit);
    CHECK(on.count == 2);
    CHECK(on.tiles[index(Channel::spo2)].limit == "spo2.emergency_lo");
    CHECK_FALSE(off.tiles[index(Channel::spo2)].lit);
    CHECK(off.tiles[index(Channel::hr)].lit); // low is steady
    CHECK(bench.active()[0].condition == "spo2.lo");
    CHECK(bench.active()[1].condition == "hr.hi");
}

TEST_CASE("a pause that has run out is neither shown nor kept, even before the clock's next round",
          "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    bench.apply(AlarmPaused{"spo2.lo", 60s});
    const auto end = second(bench.now + 60), before = end - Millis{1};
    CHECK_FALSE(bench.engine.sound(before));
    CHECK(bench.engine.active(before).front().pausedUntil == end);
    REQUIRE(bench.engine.sound(end)); // no tick in between
    CHECK(bench.engine.sound(end)->condition == "spo2.lo");
    CHECK_FALSE(bench.engine.active(end).front().pausedUntil);
}

TEST_CASE("when a pause runs out, what has come back rests, an emergency nobody has seen does not",
          "[domain][H-04]") {
    for (const bool emergency : {false, true}) {
        CAPTURE(emergency);
        Bench bench;
        bench.run(5);
        bench.normal[Channel::spo2] = emergency ? 75 : 88;
        bench.run(11);
        bench.apply(AlarmPaused{"spo2.lo", 3s});
        bench.normal[Channel::spo2] = 95; // inside, but not yet for long enough
        bench.run(2);
        REQUIRE(bench.active("spo2.lo"));
        CHECK(bench.active("spo2.lo")->recovering);
        CHECK_FALSE(bench.sound());
        const auto end = second(bench.now + 1);
        CHECK(bench.engine.sound(end).has_value() == emergency); // before the clock's round ...
        bench.run(1);
        CHECK(bench.sound().has_value() == emergency); // ... and after it
    }
}

TEST_CASE("of two pauses the one that ends first is the next change, whichever began first",
          "[domain][H-04]") {
    for (const bool shorterFirst : {true, false}) {
        CAPTURE(shorterFirst);
        Bench bench;
        bench.run(5);
        bench.normal[Channel::hr] = 150;
        bench.normal[Channel::spo2] = 88;
        bench.run(16);
        const auto now = second(bench.now);
        bench.apply(AlarmPaused{"spo2.lo", shorterFirst ? 30s : 90s});
        bench.apply(AlarmPaused{"hr.hi", shorterFirst ? 90s : 30s});
        CHECK(bench.engine.nextChange(now) == now + 30s);
        bench.run(30);
        REQUIRE(bench.sound());
        CHECK(bench.sound()->condition == (shorterFirst ? "spo2.lo" : "hr.hi"));
        CHECK(bench.engine.nextChange(second(bench.now)) == now + 90s);
    }
}

TEST_CASE("a tile that two conditions concern shows the worse of them with its limit, whichever came first",
          "[domain][H-03]") {
    struct Row {
        bool limitFirst;
        double saturation;
        int delay;
        AlarmPriority shown;
        const char* limit;
    };
    for (const Row& row :
         {Row{true, 75, 1, AlarmPriority::high, "spo2.emergency_lo"},
          Row{false, 75, 1, AlarmPriority::high, "spo2.emergency_lo"},
          Row{true, 92, 11, AlarmPriority::low, "spo2.caution_lo"}}) { // of two equal ones the first
        CAPTURE(row.limitFirst, row.limit);
        Bench bench;
        const auto other = monitor(2);
        bench.apply(SourceAttached{other});
        const auto go = [&](int seconds, double first, double second_) {
            for (int i = 0; i < seconds; ++i) {
                bench.normal[Channel::spo2] = first;
                bench.run(1);
                Reading reading;
                reading.source = 2;
                reading[Channel::spo2] = second_;
                reading.at.mono = second(bench.now);
                validate(reading);
                bench.engine.apply(reading, other, second(bench.now));
            }
        };
        go(5, 98, 97);
        if (row.limitFirst)
            go(row.delay, row.saturation, 97);
        else
            go(6, 98, 30); // no saturation can be so low
        REQUIRE(bench.active().size() == 1);
        go(7, row.saturation, 30);
        REQUIRE(bench.active("spo2.lo"));
        REQUIRE(bench.active("implausible.spo2"));
        CHECK(bench.active("implausible.spo2")->priority == AlarmPriority::low);
        const auto tile = bench.engine.visual(second(bench.now)).tiles[index(Channel::spo2)];
        CHECK(tile.priority == row.shown);
        CHECK(tile.limit == row.limit);
        CHECK_FALSE(tile.high);
    }
}

TEST_CASE("a quiet room holds each lesser priority back for its own time", "[domain][H-04]") {
    for (const bool medium : {false, true}) {
        CAPTURE(medium);
        Bench bench;
        bench.engine.setQuietRoom(true);
        bench.run(5);
        bench.normal[Channel::spo2] = medium ? 88 : 92;
        bench.run(11);
        REQUIRE(bench.active("spo2.lo"));
        const auto shown = second(bench.now), heard = shown + (medium ? kQuietMediumAfter : kQuietLowAfter);
        CHECK(bench.engine.nextChange(shown) == heard);
        CHECK_FALSE(bench.engine.sound(heard - Millis{1}));
        CHECK(bench.engine.sound(heard));
    }
}

TEST_CASE("a pause that a person ends is over at once", "[domain][H-04]") {
    Bench bench;
    bench.run(5);
    bench.normal[Channel::spo2] = 88;
    bench.run(11);
    bench.apply(AlarmPaused{"spo2.lo", 60s});
    REQUIRE_FALSE(bench.sound());
    bench.apply(AlarmPaused{"spo2.lo", 0s});
    CHECK(bench.sound());
    CHECK_FALSE(bench.active("spo2.lo")->pausedUntil);
}

TEST_CASE("an acknowledged emergency that had to remind stays seen and heard when it ends",
          "[domain][H-03][H-04]") {
    for (const bool reminded : {false, true}) {
        CAPTURE(reminded);
        Bench bench;
        bench.run(5);
        bench.normal[Channel::spo2] = 75;
        bench.run(1);
        bench.apply(AlarmAcknowledged{"spo2.lo"});
        bench.run(reminded ? 182 : 170);
        CHECK(bench.sound().has_value() == reminded);
        bench.normal[Channel::spo2] = 98;
        bench.run(30);
        CHECK(bench.active("spo2.lo").has_value() == reminded); // nobody has answered the reminder
        CHECK(bench.sound().has_value() == reminded);
        if (reminded) CHECK(bench.active("spo2.lo")->text == "SpO₂ 75 < 80, over");
    }
}
