// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session_clock.h"
#include "support/catch.h"
#include "support/fake_host_time.h"

#include <random>

using namespace chairside;

TEST_CASE("a session starts at zero and counts real time", "[live][H-11]") {
    FakeHostTime host;
    const auto startUtc = host.utcMs();
    SessionClock clock(host);
    CHECK(toMs(clock.now().mono) == 0);
    CHECK(clock.now().wall == WallTime{startUtc, 120});
    host.pass(1500ms);
    CHECK(toMs(clock.now().mono) == 1500);
    CHECK(clock.now().wall.utcMs == startUtc + 1500);
    CHECK(clock.gap() == 0ms);
}

TEST_CASE("setting the computer's clock bends no session time and is reported once", "[live][H-11]") {
    FakeHostTime host;
    SessionClock clock(host);
    host.pass(10s);
    CHECK_FALSE(clock.takeStep());
    host.stepWall(-1h);
    host.pass(5s);
    CHECK(clock.now().mono == monoFromMs(15'000));
    CHECK(clock.now().wall.utcMs == clock.anchor().startWall.utcMs + 15'000);
    CHECK(clock.takeStep() == Millis{-1h});
    CHECK_FALSE(clock.takeStep());
    host.stepWall(500ms);
    CHECK_FALSE(clock.takeStep());
    host.stepWall(1ms); // small steps add up
    CHECK(clock.takeStep() == 501ms);
}

TEST_CASE("the end of summer time changes the offset and nothing else", "[live][H-11]") {
    FakeHostTime host;
    SessionClock clock(host);
    host.endSummerAt(host.utcMs() + 1000);
    const auto before = clock.now();
    host.pass(2s);
    const auto after = clock.now();
    CHECK(after.mono - before.mono == 2s);
    CHECK(after.wall.utcMs - before.wall.utcMs == 2000);
    CHECK(before.wall.offsetMin == 120);
    CHECK(after.wall.offsetMin == 60);
}

TEST_CASE("at 600 times the session runs 600 times as fast, wall included", "[live]") {
    FakeHostTime host;
    SessionClock clock(host, 600);
    const auto start = clock.now();
    host.pass(250ms);
    CHECK(clock.now().mono == monoFromMs(150'000));
    CHECK(clock.now() == Instant{shifted(start, 150s)});
    CHECK(clock.realTimeUntil(monoFromMs(210'000)) == Micros{100'000});
    CHECK(clock.realTimeUntil(monoFromMs(1)) == Micros{0});
    host.stepWall(3s);
    CHECK(clock.takeStep() == 3s);
}

TEST_CASE("a resume in the same boot measures the gap on the boot clock, whatever the wall says",
          "[live][H-08][H-11]") {
    FakeHostTime host;
    SessionClock first(host);
    host.pass(600s);
    const auto last = first.now();
    host.pass(90s);
    host.stepWall(-2h);
    SessionClock second(host, first.anchor(), last.mono);
    CHECK(second.gap() == 90s);
    CHECK(second.gapIsKnown());
    CHECK(second.now() == shifted(last, 90s));
    CHECK(second.takeStep() == Millis{-2h}); // made while the program was not running
}

TEST_CASE("a resume after a reboot takes the gap from the wall clock without the steps already reported",
          "[live][H-08][H-11]") {
    FakeHostTime host;
    SessionClock first(host);
    host.pass(300s);
    host.stepWall(1h);
    auto anchor = first.anchor();
    anchor.wallSteps += *first.takeStep();
    const auto last = first.now();
    host.reboot(120s);
    SessionClock second(host, anchor, last.mono);
    CHECK(second.gap() == 120s);
    CHECK(second.gapIsKnown());
    CHECK_FALSE(second.takeStep());
    CHECK(second.now() == shifted(last, 120s));
}

TEST_CASE("a wall clock that went back over a reboot gives no negative gap", "[live][H-11]") {
    FakeHostTime host;
    SessionClock first(host);
    host.pass(300s);
    const auto last = first.now();
    host.reboot(10s);
    host.stepWall(-1h);
    SessionClock second(host, first.anchor(), last.mono);
    CHECK(second.gap() == 0ms);
    CHECK_FALSE(second.gapIsKnown());
    CHECK(second.now() == last);
}

TEST_CASE("a computer that woke up in 1970 says so and invents no gap", "[live][H-11]") {
    FakeHostTime host;
    SessionClock first(host);
    host.pass(300s);
    const auto last = first.now();
    host.reboot(10s);
    host.setWall(0);
    CHECK(SessionClock::isBeforeSaneDate(host));
    SessionClock second(host, first.anchor(), last.mono);
    CHECK(second.gap() == 0ms);
    CHECK_FALSE(second.gapIsKnown());
    CHECK(second.now() == last);
}

TEST_CASE("a sped-up session resumes on its own time", "[live]") {
    FakeHostTime host;
    SessionClock first(host, 60);
    host.pass(10s);
    const auto last = first.now();
    host.reboot(1s);
    SessionClock second(host, first.anchor(), last.mono);
    CHECK(second.gap() == 60s);
    CHECK(second.now().mono == monoFromMs(660'000));
    CHECK_FALSE(second.takeStep());
}

TEST_CASE("the anchor is a fold over the session's events", "[live][H-11]") {
    ClockAnchor anchor;
    Event event;
    event.at = {monoFromMs(0), {1'790'000'000'000, 60}};
    SessionOpened opened;
    opened.bootId = "a";
    opened.bootMs = 77;
    opened.speed = 2;
    event.body = opened;
    follow(anchor, event);
    CHECK(anchor.startWall == WallTime{1'790'000'000'000, 60});
    CHECK(anchor.speed == 2);
    CHECK(anchor.bootMs == 77);
    event.at = shifted(event.at, 5s);
    event.body = ClockStepped{-3s};
    follow(anchor, event);
    event.body = SessionResumed{1s, "b", 12, "the program ended unexpectedly"};
    follow(anchor, event);
    CHECK(anchor.bootId == "b");
    CHECK(anchor.bootMs == 12);
    CHECK(anchor.bootMono == monoFromMs(5000));
    CHECK(anchor.wallSteps == Millis{-3s});
    CHECK(anchor.startWall.utcMs == 1'790'000'000'000);
}

TEST_CASE("the real computer has a boot clock, an identity for its boot and a sane date", "[live]") {
    const SystemTime host;
    CHECK(host.bootId().size() == 36);
    CHECK_FALSE(SessionClock::isBeforeSaneDate(host));
    const SessionClock clock(host);
    const auto a = clock.now(), b = clock.now();
    CHECK(b.mono >= a.mono);
    CHECK(a.mono < monoFromMs(1000));
}

TEST_CASE("the real kernel tells whether a reference holds its clock", "[live][H-11]") {
    const SystemTime host;
    const auto seen = host.discipline();
    if (seen == ClockDiscipline::unknown) {
        WARN("This sandbox forbids to ask the kernel about its clock.");
        return;
    }
    CHECK((seen == ClockDiscipline::compared || seen == ClockDiscipline::notCompared));
    CHECK(host.discipline() == seen); // asking changes nothing
}

TEST_CASE("a clock counts as compared by the error that the kernel reckons, not by its flags",
          "[live][H-11]") {
    constexpr int kFailed = -1, kTimeOk = 0, kLeapSecond = 1, kTimeError = 5;
    CHECK(disciplineOf(kFailed, 0) == ClockDiscipline::unknown);
    CHECK(disciplineOf(kTimeError, 16'000'000) == ClockDiscipline::notCompared);
    CHECK(disciplineOf(kTimeOk, 16'000'000) == ClockDiscipline::notCompared);
    CHECK(disciplineOf(kTimeOk, 15'999'999) == ClockDiscipline::compared);
    CHECK(disciplineOf(kTimeOk, 0) == ClockDiscipline::compared);
    CHECK(disciplineOf(kLeapSecond, 2'500) == ClockDiscipline::compared);
    CHECK(disciplineOf(kTimeError, 2'500) == ClockDiscipline::compared); // chrony without rtcsync
}

namespace {

std::int64_t sessionMs(Micros real, const SessionClock& clock) {
    return static_cast<std::int64_t>(static_cast<double>(real.count()) / 1000 * clock.speed());
}
/// Steps up to 500 ms are not reported, so that a reboot may keep that much, and rounding adds a little.
constexpr double kToleranceMs = 560;

/// One random life of a session: time passes, the wall clock is set, the computer sleeps, the program dies
/// and is started again, sometimes after a reboot. Compared with the real time that passed, which only the
/// test knows.
void liveOnce(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
    INFO("seed " << seed);
    FakeHostTime host;
    const double speeds[] = {1, 1, 1, 60, 600};
    auto clock = std::make_unique<SessionClock>(host, speeds[below(5)]);
    auto anchor = clock->anchor();
    const auto startWall = clock->now().wall.utcMs;
    Micros real{0};
    Instant last = clock->now();
    std::int64_t lostMs = 0; // session time that no clock could measure
    for (int i = 0; i < 30; ++i) {
        const Micros gone{below(20'000'000)};
        switch (below(6)) {
        case 0: host.stepWall(Millis{below(7'200'000) - 3'600'000}); break;
        case 1: { // crash, same boot
            host.pass(gone);
            real += gone;
            clock = std::make_unique<SessionClock>(host, anchor, last.mono);
            anchor = clock->anchor();
            break;
        }
        case 2: { // reboot, at times with a wall clock that is wrong afterwards
            host.reboot(gone);
            real += gone;
            const bool wallIsWrong = below(4) == 0;
            if (wallIsWrong) host.stepWall(-Millis{below(7'200'000)});
            clock = std::make_unique<SessionClock>(host, anchor, last.mono);
            anchor = clock->anchor();
            if (wallIsWrong) lostMs = sessionMs(real, *clock) - toMs(clock->now().mono);
            break;
        }
        default: host.pass(gone); real += gone;
        }
        if (const auto step = clock->takeStep()) anchor.wallSteps += *step;
        const auto now = clock->now();
        REQUIRE(now.mono >= last.mono);
        REQUIRE(now.wall.utcMs - startWall == toMs(now.mono));
        REQUIRE(clock->gap() >= 0ms);
        const auto expected = sessionMs(real, *clock) - lostMs;
        REQUIRE(std::abs(toMs(now.mono) - expected) <=
                static_cast<std::int64_t>(kToleranceMs * clock->speed()));
        last = now;
    }
}

} // namespace

TEST_CASE("no history of steps, sleeps, crashes and reboots gives a wrong or negative time", "[live][H-11]") {
    for (std::uint64_t seed = 1; seed <= 100'000; ++seed) liveOnce(seed);
}

TEST_CASE("no history of steps, sleeps, crashes and reboots gives a wrong or negative time, at length",
          "[live][long][H-11]") {
    for (std::uint64_t seed = 200'000; seed < 5'000'000; ++seed) liveOnce(seed);
}
