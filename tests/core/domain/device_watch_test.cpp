// SPDX-License-Identifier: GPL-3.0-or-later
// Which of several values that went is told and since when, and what a cuff says of itself: the rules of
// DeviceWatch, seen through the engine.
#include "alarm_bench.h"
#include "core/domain/alarm/device_watch.h"
#include "support/catch.h"

using namespace chairside;
using namespace chairside::test;

namespace {

/// A second monitor beside the bench's own; nothing = it does not send that value.
void alsoSends(Bench& bench, SourceId id, std::optional<double> heart, std::optional<double> saturation) {
    Reading reading;
    reading.source = id;
    reading[Channel::hr] = heart;
    reading[Channel::spo2] = saturation;
    reading.at.mono = second(bench.now);
    bench.engine.apply(reading, monitor(id), second(bench.now));
}

void sendPressure(Bench& bench, std::optional<double> systolic, std::optional<double> diastolic,
                  std::optional<double> mean, std::uint32_t flags = 0) {
    Reading reading;
    reading.source = 1;
    reading[Channel::nibpSystolic] = systolic;
    reading[Channel::nibpDiastolic] = diastolic;
    reading[Channel::nibpMean] = mean;
    reading.flags = flags;
    bench.send(reading);
    bench.tick();
}

} // namespace

TEST_CASE("a pulse that goes long after the heart rate is told by itself", "[domain][H-12]") {
    Bench bench;
    bench.normal[Channel::pulseRate] = 71;
    bench.run(5);
    bench.normal[Channel::hr].reset(); // a lead comes off: the oximeter goes on
    bench.run(11);
    CHECK(bench.news() == News{"+missing.hr low"});
    bench.normal[Channel::pulseRate].reset(); // and later gives a saturation, but no pulse any more
    bench.run(11);
    CHECK(bench.news() == News{"+missing.pr low"});
    CHECK(bench.active("missing.hr")->since == second(5));
    CHECK(bench.active("missing.pr")->since == second(16));
    CHECK(bench.active("missing.pr")->text.find("PR: no value") == 0);
    CHECK(bench.active("missing.hr")->text.find("PR") == std::string::npos);
}

TEST_CASE("a saturation speaks for its pulse whenever that went, and for no other value that went later",
          "[domain][H-04]") {
    for (const Channel later : {Channel::pulseRate, Channel::rr}) {
        CAPTURE(index(later));
        Bench bench;
        bench.normal[Channel::pulseRate] = 71;
        bench.run(5);
        bench.normal[Channel::spo2].reset();
        bench.run(5);
        bench.normal[later].reset();
        bench.run(31);
        CHECK(bench.active("missing.spo2"));
        CHECK(bench.active("missing.rr").has_value() == (later == Channel::rr));
        CHECK_FALSE(bench.active("missing.pr"));
    }
}

TEST_CASE("a value that two monitors gave is missing since the last of them, whichever was attached first",
          "[domain][H-02]") {
    struct Row {
        bool firstLasts, secondLasts;
        SourceId named;
    };
    for (const Row& row : {Row{true, false, 1}, Row{false, true, 2}, Row{true, true, 1}}) {
        CAPTURE(row.firstLasts, row.secondLasts);
        Bench bench;
        bench.apply(SourceAttached{monitor(2)});
        const auto go = [&](int seconds, bool first, bool other) {
            for (int i = 0; i < seconds; ++i) {
                bench.normal[Channel::spo2] = first ? std::optional(97.0) : std::nullopt;
                bench.run(1);
                alsoSends(bench, 2, 70.0 + static_cast<double>(bench.now % 2),
                          other ? std::optional(96.0) : std::nullopt);
            }
        };
        go(5, true, true);
        go(4, row.firstLasts, row.secondLasts);
        CHECK(bench.news().empty()); // at least one of them still measures it
        go(12, false, false);
        CHECK(bench.news() == News{"+missing.spo2 low"});
        CHECK(bench.active("missing.spo2")->since == second(9));
        CHECK(bench.active("missing.spo2")->source == row.named);
    }
}

TEST_CASE("a monitor that never gave the heart rate does not keep its loss from being one alarm",
          "[domain][H-04]") {
    Bench bench;
    bench.apply(SourceAttached{monitor(2)});
    const auto go = [&](int seconds) {
        for (int i = 0; i < seconds; ++i) {
            bench.run(1);
            alsoSends(bench, 2, std::nullopt, 96);
        }
    };
    go(5);
    bench.normal[Channel::hr].reset();
    bench.normal[Channel::rr].reset();
    go(35);
    CHECK(bench.news() == News{"+missing.hr low", "^missing.hr medium"});
    CHECK(bench.active("missing.hr")->text.find("HR, RR: no value") == 0);
}

TEST_CASE("a pressure is missing since its first part went", "[domain][H-02]") {
    Bench bench;
    bench.run(1);
    sendPressure(bench, 120, 80, 93);
    const auto complete = second(bench.now);
    for (int i = 0; i < 2; ++i) {
        bench.run(5 * 60);
        sendPressure(bench, 121, std::nullopt, 93); // without a diastolic
    }
    bench.run(5 * 60 + 1);
    CHECK(bench.news() == News{"+missing.nibp_sys low"});
    CHECK(bench.active("missing.nibp_sys")->since == complete);
    bench.run(15 * 60); // now the others are too old as well: the same alarm, since the same moment
    CHECK(bench.news().empty());
    CHECK(bench.active("missing.nibp_sys")->since == complete);
}

TEST_CASE("an impossible pressure is told at once, and however long it stands it asks no louder",
          "[domain][H-12]") {
    Bench bench;
    bench.run(5);
    sendPressure(bench, 290, 80, std::nullopt);
    CHECK(bench.news() == News{"+implausible.nibp_sys low"});
    CHECK(bench.active("implausible.nibp_sys")->text ==
          "NIBP systolic 290 cannot be right. Look at the patient, then check the sensor.");
    bench.run(5 * 60);
    sendPressure(bench, 291, 80, std::nullopt);
    bench.run(60);
    CHECK(bench.news().empty());
    CHECK(bench.active("implausible.nibp_sys")->priority == AlarmPriority::low);
    sendPressure(bench, 120, 80, std::nullopt);
    CHECK(bench.news() == News{"-implausible.nibp_sys"});
}

TEST_CASE("a cuff that failed has a result again when it gives a mean alone", "[domain][H-12]") {
    Bench bench;
    bench.run(5);
    sendPressure(bench, std::nullopt, std::nullopt, std::nullopt, flag::kCuffFailed);
    CHECK(bench.news() == News{"+cuff_failed.1 low"});
    bench.run(60);
    CHECK(bench.news().empty()); // what the oximeter sends is no result of the cuff
    sendPressure(bench, std::nullopt, std::nullopt, 90);
    CHECK(bench.news() == News{"-cuff_failed.1"});
    sendPressure(bench, std::nullopt, std::nullopt, std::nullopt, flag::kCuffFailed);
    CHECK(bench.news() == News{"+cuff_failed.1 low"}); // the first failure of a new row
}

TEST_CASE("a cuff that measures without a pause proposes no interval, nor does one that nobody declared",
          "[domain][H-04]") {
    SECTION("every half minute") {
        Bench bench;
        for (int i = 0; i < 4; ++i) {
            bench.run(30);
            bench.cuff(120, 80);
        }
        CHECK_FALSE(bench.engine.observedCuffInterval());
        CHECK_FALSE(bench.engine.proposedCuffInterval());
    }
    SECTION("a monitor that does not say how often it measures") {
        Bench bench;
        for (const Channel c : {Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean})
            bench.source.period[index(c)] = Millis{0};
        bench.apply(SourceAttached{bench.source});
        for (int i = 0; i < 3; ++i) {
            bench.run(600);
            bench.cuff(120, 80);
        }
        CHECK(bench.engine.observedCuffInterval() == Millis{10min});
        CHECK_FALSE(bench.engine.cuffInterval());
        CHECK_FALSE(bench.engine.proposedCuffInterval()); // in place of what?
    }
}

TEST_CASE("of a source that nobody knows no cuff cycles", "[domain]") {
    DeviceWatch watch;
    CHECK_FALSE(watch.cuffCycling(9, second(1)));
    Reading reading;
    reading.source = 1;
    reading.flags = flag::kCuffInflating;
    reading.at.mono = second(1);
    watch.read(reading, monitor());
    CHECK(watch.cuffCycling(1, second(1)) == second(1));
    CHECK_FALSE(watch.cuffCycling(9, second(1)));
}

TEST_CASE("two impossible values in a row may be a patient", "[domain][H-12]") {
    Bench bench;
    bench.run(5);
    for (int twice = 0; twice < 2; ++twice) {
        bench.normal[Channel::hr] = 15;
        bench.run(1);
        bench.normal[Channel::hr].reset(); // nothing says that it was better in between
        bench.run(7);
    }
    CHECK(bench.news() == News{"+implausible.hr low", "^implausible.hr medium"});
}
