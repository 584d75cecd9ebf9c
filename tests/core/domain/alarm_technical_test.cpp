// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the program and of sources that go on talking: each is raised, says what to do, and ends.
#include "alarm_bench.h"
#include "support/catch.h"

using namespace chairside;
using namespace chairside::test;

namespace {

using News = std::vector<std::string>;

struct TechnicalRow {
    Technical what;
    const char *condition, *priority, *says;
    bool momentary;
};

const std::vector<TechnicalRow> kTechnicalRows{
    {Technical::storeFault, "store_fault", "medium", "write vital signs on paper", false},
    {Technical::diskLow, "disk_low", "low", "nearly full", false},
    {Technical::clockStepped, "clock_stepped", "low", "clock was changed", true},
    {Technical::soundMissing, "sound_missing", "medium", "not heard here", false},
    {Technical::acquisitionBehind, "acquisition_behind", "low", "arrive late", false},
    {Technical::windowFrozen, "window_frozen", "medium", "was frozen", true},
    {Technical::sentinelMissing, "sentinel_missing", "medium", "has stopped", false},
};

} // namespace

TEST_CASE("every fault of the program is a technical alarm that says what to do, and ends",
          "[domain][H-05][H-20]") {
    for (const auto& row : kTechnicalRows) {
        CAPTURE(row.condition);
        Bench bench;
        bench.run(3);
        bench.engine.setTechnical(row.what, "the detail", second(bench.now));
        bench.tick();
        CHECK(bench.news() == News{"+" + std::string(row.condition) + " " + row.priority});
        const auto shown = bench.active(row.condition);
        REQUIRE(shown);
        CHECK(shown->kind == AlarmKind::technical);
        CHECK(shown->text.find(row.says) != std::string::npos);
        CHECK(shown->text.find("(the detail)") != std::string::npos);
        CHECK(bench.sound());
        if (row.momentary)
            bench.run(61); // ends by itself
        else
            bench.engine.setTechnical(row.what, std::nullopt, second(bench.now));
        bench.tick();
        CHECK(bench.news() == News{"-" + std::string(row.condition)});
        CHECK_FALSE(bench.sound());
    }
}

TEST_CASE("a source that sends one cached message again and again is told within its limit",
          "[domain][H-02]") {
    Bench bench;
    bench.normal.deviceUtcMs = 1'000;
    for (int i = 0; i < 30; ++i) { // a device clock that runs
        *bench.normal.deviceUtcMs += 1'000;
        bench.run(1);
    }
    CHECK(bench.news().empty());
    bench.run(9);
    CHECK(bench.news().empty());
    bench.run(1);
    CHECK(bench.news() == News{"+repeats.1 low"});
    CHECK(bench.active("repeats.1")->text.find("compare") != std::string::npos);
    *bench.normal.deviceUtcMs += 1'000;
    bench.run(1);
    CHECK(bench.news() == News{"-repeats.1"});
}

TEST_CASE("numbers that all stand still for ten minutes are told, one number alone is not",
          "[domain][H-02][H-05]") {
    Bench bench;
    for (int i = 0; i < 1200; ++i) {
        bench.normal[Channel::hr] = 70 + i / 60 % 3; // wanders, while the saturation stays at 98
        bench.run(1);
    }
    CHECK(bench.news().empty());
    bench.run(539); // the last move was a minute before the end of the loop
    CHECK(bench.news().empty());
    bench.run(2);
    CHECK(bench.news() == News{"+repeats.1 low"});
    bench.normal[Channel::hr] = 75;
    bench.run(1);
    CHECK(bench.news() == News{"-repeats.1"});
}

TEST_CASE("a cuff that waits for its next cycle is no source that repeats itself", "[domain][H-05]") {
    Bench bench;
    Reading pressure;
    pressure.source = 1;
    pressure[Channel::nibpSystolic] = 120;
    pressure[Channel::nibpDiastolic] = 70;
    for (int i = 0; i < 700; ++i) {
        bench.normal[Channel::hr] = 70 + i % 2;
        bench.run(1);
        pressure.deviceUtcMs = 5'000; // the same measurement in each message
        bench.send(pressure);
    }
    CHECK(bench.news().empty());
}

TEST_CASE("one number that stands still is no source that repeats itself, nor is a simulated patient",
          "[domain][H-05]") {
    SECTION("a saturation alone") {
        Bench bench;
        bench.normal[Channel::hr].reset();
        bench.normal[Channel::rr].reset();
        bench.run(1200);
        CHECK(bench.news().empty());
        bench.normal[Channel::rr] = 14; // two of them, from here on
        bench.run(600);
        CHECK(bench.news().empty());
        bench.run(1);
        CHECK(bench.news() == News{"+repeats.1 low"});
    }
    SECTION("a simulated one") {
        Bench bench;
        bench.source.origin = Origin::simulated;
        bench.normal[Channel::hr] = 71;
        bench.run(1200);
        CHECK(bench.news().empty());
    }
}

TEST_CASE("a slow source that stands still is told after enough messages, not after the time alone",
          "[domain][H-05]") {
    Bench bench;
    for (int message = 1; message <= 120; ++message) { // ten minutes are over after a hundred of them
        CHECK(bench.news().empty());
        bench.now += 6;
        bench.send(bench.normal);
        bench.tick();
    }
    CHECK(bench.news() == News{"+repeats.1 low"});
}

TEST_CASE("a link that is lost in the moment of its last message is told at once", "[domain][H-03]") {
    Bench bench;
    bench.run(5);
    bench.apply(SourceLost{1, "cable unplugged"});
    bench.tick();
    CHECK(bench.news() == News{"+silent.1 low"});
}

TEST_CASE("an alarm that began and ended while the window was frozen is recorded with its times",
          "[domain][H-20]") {
    Bench bench;
    bench.run(20);
    for (std::int64_t s = 21; s <= 40; ++s) {
        Reading r = bench.normal;
        r[Channel::spo2] = s == 21 ? std::optional(87.0) : std::nullopt; // and then none any more
        r[Channel::hr] = 72 + static_cast<double>(s % 2);
        r.at.mono = second(s);
        bench.engine.apply(r, bench.source, second(40));
    }
    bench.now = 40;
    bench.tick();
    REQUIRE(bench.changes.size() == 3);
    CHECK(bench.changes[0].condition == "spo2.lo");
    CHECK(bench.changes[0].at == second(31));
    CHECK(bench.changes[1].what == AlarmChange::What::cleared);
    CHECK(bench.changes[1].at == second(32));
    CHECK(bench.changes[2].condition == "missing.spo2");
}
