// SPDX-License-Identifier: GPL-3.0-or-later
// One limit and one probe: every phase, its way in and its ways out, at the millisecond where it changes.
#include "core/domain/alarm/limit_watch.h"
#include "support/catch.h"

using namespace chairside;

namespace {

using Phase = LimitWatch::Phase;

constexpr MonoTime atTime(Millis t) {
    return MonoTime{t};
}
/// Above 100 for 10 s; 5 back inside for 5 s, or inside at all for 30 s, ends it.
LimitCheck above100() {
    LimitCheck check;
    check.limit = 100;
    check.delay = 10s;
    check.margin = 5;
    check.settle = 5s;
    check.linger = 30s;
    return check;
}
LimitCheck cuff(std::optional<Millis> confirm = {}, Millis delay = 0s) {
    auto check = above100();
    check.stepwise = true;
    check.delay = delay;
    check.confirmWithin = confirm;
    return check;
}

} // namespace

TEST_CASE("a crossing counts from its delay on, and says when it will", "[domain][H-03]") {
    const auto check = above100();
    LimitWatch watch;
    watch.sample(100, atTime(1s), check); // not above
    CHECK(watch.phase() == Phase::clear);
    CHECK_FALSE(watch.nextRaise(check));
    watch.sample(101, atTime(2s), check);
    CHECK(watch.phase() == Phase::pending);
    CHECK_FALSE(watch.isTrue());
    CHECK(watch.nextRaise(check) == atTime(12s));
    watch.tick(atTime(11'999ms), check);
    CHECK(watch.phase() == Phase::pending);
    watch.tick(atTime(12s), check);
    CHECK(watch.isTrue());
    CHECK(watch.since() == atTime(2s));
    CHECK_FALSE(watch.nextRaise(check));
    watch.sample(100, atTime(13s), check);
    CHECK(watch.phase() == Phase::recovering);
    CHECK(watch.isTrue());
}

TEST_CASE("a value back inside before its delay was nothing", "[domain][H-05]") {
    const auto check = above100();
    LimitWatch watch;
    watch.sample(101, atTime(0s), check);
    watch.sample(100, atTime(9'999ms), check);
    CHECK(watch.phase() == Phase::clear);
    watch.sample(101, atTime(20s), check);
    CHECK(watch.nextRaise(check) == atTime(30s));
}

TEST_CASE("an alarm ends well inside after a short time, barely inside after a long one", "[domain][H-05]") {
    const auto check = above100();
    for (const bool well : {true, false}) {
        LimitWatch watch;
        watch.sample(120, atTime(0s), check);
        watch.tick(atTime(10s), check);
        REQUIRE(watch.phase() == Phase::present);
        watch.sample(well ? 95 : 96, atTime(20s), check);
        const Millis ends = well ? 25s : 50s;
        watch.tick(atTime(ends - 1ms), check);
        CHECK(watch.phase() == Phase::recovering);
        watch.tick(atTime(ends), check);
        CHECK(watch.phase() == Phase::clear);
    }
    LimitWatch wavers;
    wavers.sample(120, atTime(0s), check);
    wavers.tick(atTime(10s), check);
    wavers.sample(94, atTime(20s), check);
    wavers.sample(98, atTime(23s), check); // inside, but no more well inside: that begins anew
    wavers.sample(94, atTime(24s), check);
    wavers.tick(atTime(28'999ms), check);
    CHECK(wavers.phase() == Phase::recovering);
    wavers.sample(101, atTime(28'999ms), check);
    CHECK(wavers.phase() == Phase::present);
    CHECK(wavers.since() == atTime(0s));
    wavers.sample(94, atTime(29s), check);
    wavers.tick(atTime(33'999ms), check);
    CHECK(wavers.phase() == Phase::recovering);
    wavers.tick(atTime(34s), check);
    CHECK(wavers.phase() == Phase::clear);
}

TEST_CASE("a cuff's value alarms at once and ends with the next one", "[domain][H-03]") {
    LimitWatch watch;
    watch.sample(101, atTime(0s), cuff());
    CHECK(watch.phase() == Phase::present);
    watch.sample(100, atTime(60s), cuff());
    CHECK(watch.phase() == Phase::clear);
    watch.sample(101, atTime(120s), cuff({}, 59s)); // a short delay means nothing to a single value
    CHECK(watch.phase() == Phase::present);
}

TEST_CASE("a sustained limit needs a second value of the cuff after its delay", "[domain][H-05]") {
    const auto check = cuff({}, kSustained);
    LimitWatch watch;
    watch.sample(101, atTime(0s), check);
    CHECK(watch.phase() == Phase::pending);
    CHECK_FALSE(watch.nextRaise(check)); // time alone does not do it
    watch.tick(atTime(10min), check);
    CHECK(watch.phase() == Phase::pending);
    LimitWatch early = watch;
    early.sample(101, atTime(59'999ms), check);
    CHECK(early.phase() == Phase::pending);
    watch.sample(101, atTime(60s), check);
    CHECK(watch.phase() == Phase::present);
}

TEST_CASE("a repeat decides, or the time for one", "[domain][H-03][H-05]") {
    const auto check = cuff(5min);
    LimitWatch first;
    first.sample(101, atTime(0s), check);
    CHECK(first.phase() == Phase::awaitingRepeat);
    CHECK_FALSE(first.isTrue());
    CHECK(first.nextRaise(check) == atTime(5min));
    CHECK_FALSE(first.nextRaise(cuff()));
    auto again = first, same = first, refuted = first, waited = first;
    same.sample(101, atTime(kRepeatNotBefore - 1ms), check);
    CHECK(same.phase() == Phase::awaitingRepeat);
    again.sample(101, atTime(kRepeatNotBefore), check);
    CHECK(again.phase() == Phase::present);
    refuted.sample(100, atTime(40s), check);
    CHECK(refuted.phase() == Phase::clear);
    waited.tick(atTime(5min - 1ms), check);
    CHECK(waited.phase() == Phase::awaitingRepeat);
    waited.tick(atTime(10min), cuff());
    CHECK(waited.phase() == Phase::awaitingRepeat);
    waited.tick(atTime(5min), check);
    CHECK(waited.phase() == Phase::present);
}

TEST_CASE("a limit that moves begins, keeps or ends what it says", "[domain][H-03]") {
    const auto check = above100();
    auto at110 = check, below = check;
    at110.limit = 110;
    below.limit = 90;
    LimitWatch watch;
    watch.limitMoved(105, atTime(1s), check); // outside now: as if it had just been crossed
    CHECK(watch.phase() == Phase::pending);
    CHECK(watch.since() == atTime(1s));
    watch.limitMoved(105, atTime(5s), below); // still outside: its time runs on
    CHECK(watch.phase() == Phase::pending);
    CHECK(watch.since() == atTime(1s));
    watch.tick(atTime(11s), check);
    REQUIRE(watch.phase() == Phase::present);
    auto without = watch, recovering = watch;
    watch.limitMoved(105, atTime(12s), at110);
    CHECK(watch.phase() == Phase::clear);
    without.limitMoved(std::nullopt, atTime(12s), check);
    CHECK(without.phase() == Phase::clear);
    recovering.sample(99, atTime(12s), check);
    REQUIRE(recovering.phase() == Phase::recovering);
    recovering.limitMoved(99, atTime(13s), below); // it was true and is outside again: no second delay
    CHECK(recovering.phase() == Phase::present);
    CHECK(recovering.since() == atTime(13s));
}

TEST_CASE("equal is crossed only where the limit includes it, on either side", "[domain][H-03]") {
    LimitCheck check;
    check.limit = 8;
    for (const bool high : {true, false})
        for (const bool inclusive : {true, false}) {
            check.high = high;
            check.inclusive = inclusive;
            CHECK(check.crossedBy(8) == inclusive);
            CHECK(check.crossedBy(9) == high);
            CHECK(check.crossedBy(7) != high);
            check.margin = 1;
            CHECK(check.wellInside(high ? 7 : 9));
            CHECK_FALSE(check.wellInside(8));
        }
}

TEST_CASE("a value back inside refutes what waited for a repeat, also where values come all the time",
          "[domain][H-05]") {
    auto check = above100();
    check.confirmWithin = 5min;
    LimitWatch watch;
    watch.sample(101, atTime(0s), check);
    REQUIRE(watch.phase() == Phase::awaitingRepeat);
    watch.sample(100, atTime(1s), check);
    CHECK(watch.phase() == Phase::clear);
    watch.tick(atTime(10min), check);
    CHECK(watch.phase() == Phase::clear);
}
