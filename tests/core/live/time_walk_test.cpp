// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions through the hours that clocks make difficult: both changes of summer time in a real time zone, a
// suspend in between, a device whose own clock starts again every hour.
#include "core/live/freshness_board.h"
#include "core/live/session_clock.h"
#include "support/catch.h"

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

using namespace chairside;

namespace {

/// The time zone of the process for one test.
class Zone {
public:
    explicit Zone(const char* name) {
        if (const char* old = std::getenv("TZ")) before_ = old;
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    ~Zone() {
        before_ ? ::setenv("TZ", before_->c_str(), 1) : ::unsetenv("TZ");
        ::tzset();
    }
    Zone(const Zone&) = delete;
    Zone& operator=(const Zone&) = delete;

private:
    std::optional<std::string> before_;
};

/// The computer's real time zone rules with a clock that the test moves.
class ZonedHost final : public HostTime {
public:
    explicit ZonedHost(std::int64_t utcMs) : utcMs_(utcMs) {}
    Micros boot() const override { return boot_; }
    std::int64_t utcMs() const override { return utcMs_; }
    std::int16_t offsetMinAt(std::int64_t utcMs) const override { return system_.offsetMinAt(utcMs); }
    std::string bootId() const override { return "boot"; }
    ClockDiscipline discipline() const override { return ClockDiscipline::compared; }
    void pass(Millis real) { // also while suspended: the boot clock counts that
        boot_ += real;
        utcMs_ += real.count();
    }

private:
    SystemTime system_;
    Micros boot_{1'000'000'000};
    std::int64_t utcMs_;
};

constexpr std::int64_t kAutumnUtcMs =
    1'792'890'000'000; // 2026-10-25T01:00:00Z: 03:00+02:00 becomes 02:00+01:00
constexpr std::int64_t kSpringUtcMs =
    1'774'746'000'000; // 2026-03-29T01:00:00Z: 02:00+01:00 becomes 03:00+02:00

bool hasZones() {
    return SystemTime{}.offsetMinAt(kAutumnUtcMs - 1) == 120 && SystemTime{}.offsetMinAt(kAutumnUtcMs) == 60;
}

} // namespace

TEST_CASE("the repeated hour in autumn is told apart, and nothing is counted twice", "[live][H-11]") {
    const Zone zone("Europe/Berlin");
    if (!hasZones()) {
        WARN("skipped: this computer has no time zone data");
        return;
    }
    ZonedHost host(kAutumnUtcMs - 1'800'000);
    SessionClock clock(host);
    const auto first = clock.now();
    CHECK(formatIso(first.wall) == "2026-10-25T02:30:00.000+02:00");
    host.pass(1h);
    const auto second = clock.now();
    CHECK(formatIso(second.wall) == "2026-10-25T02:30:00.000+01:00");
    CHECK(formatClock(first.wall) == formatClock(second.wall)); // a person reads the same time,
    CHECK(second.mono - first.mono == 1h);                      // the session knows the hour between
    CHECK(second.wall.utcMs - first.wall.utcMs == 3'600'000);
    CHECK_FALSE(clock.takeStep()); // nobody set a clock
}

TEST_CASE("the hour that is left out in spring leaves no hole in a session", "[live][H-11]") {
    const Zone zone("Europe/Berlin");
    if (!hasZones()) {
        WARN("skipped: this computer has no time zone data");
        return;
    }
    ZonedHost host(kSpringUtcMs - 600'000);
    SessionClock clock(host);
    CHECK(formatIso(clock.now().wall) == "2026-03-29T01:50:00.000+01:00");
    host.pass(20min);
    CHECK(formatIso(clock.now().wall) == "2026-03-29T03:10:00.000+02:00");
    CHECK(clock.now().mono == MonoTime{20min});
    CHECK_FALSE(clock.takeStep());
}

TEST_CASE("a session resumed on the other side of the change measures its gap, not the clock's",
          "[live][H-11]") {
    const Zone zone("Europe/Berlin");
    if (!hasZones()) {
        WARN("skipped: this computer has no time zone data");
        return;
    }
    for (const auto change : {kAutumnUtcMs, kSpringUtcMs}) {
        ZonedHost host(change - 900'000);
        SessionClock before(host);
        host.pass(10min);
        const auto last = before.now();
        host.pass(25min); // suspended, or the program was not running
        SessionClock after(host, before.anchor(), last.mono);
        CHECK(after.gap() == 25min);
        CHECK(after.gapIsKnown());
        CHECK(after.now().mono == MonoTime{35min});
        CHECK(after.now().wall.utcMs == change + 1'200'000);
        CHECK_FALSE(after.takeStep());
    }
}

TEST_CASE("a device clock that starts again every hour orders nothing and ages nothing",
          "[live][H-11][H-02]") {
    constexpr std::int64_t kStartUtcMs = 1'795'255'200'000, kHourMs = 3'600'000;
    for (const std::int64_t aheadMs : {0, 1'800'000, 3'599'000}) { // where in its hour the device is
        FreshnessBoard board;
        SourceInfo info;
        info.id = 1;
        info.name = "Monitor";
        info.period[index(Channel::spo2)] = 1s;
        Event attached;
        attached.at = {MonoTime{}, {kStartUtcMs, 60}};
        attached.body = SourceAttached{info};
        board.apply(attached);
        for (std::int64_t second = 1; second <= 3 * 3'600; ++second) {
            Reading reading;
            reading.source = 1;
            reading.at = {MonoTime{Seconds{second}}, {kStartUtcMs + second * 1'000, 60}};
            reading[Channel::spo2] = 90 + static_cast<double>(second % 10);
            reading.deviceUtcMs = kStartUtcMs + (second * 1'000 + aheadMs) % kHourMs;
            INFO("second " << second << ", ahead " << aheadMs);
            REQUIRE(board.apply(reading) == FreshnessBoard::Arrival::taken);
            const auto shown = board.at(Channel::spo2, reading.at.mono);
            REQUIRE(shown);
            REQUIRE(shown->value == *reading[Channel::spo2]);
            REQUIRE(shown->freshness == Freshness::live);
            REQUIRE(shown->age >= 0s);
        }
    }
}

TEST_CASE("nothing that was measured before a restart counts as live, however short it was", "[live][H-02]") {
    FreshnessBoard board;
    Event attached;
    attached.at = {MonoTime{}, {1'795'255'200'000, 60}};
    SourceInfo info;
    info.id = 1;
    info.period[index(Channel::spo2)] = 1s;
    attached.body = SourceAttached{info};
    board.apply(attached);
    Reading reading;
    reading.source = 1;
    reading.at = shifted(attached.at, 10s);
    reading[Channel::spo2] = 97;
    board.apply(reading);
    REQUIRE(board.at(Channel::spo2, MonoTime{10s})->freshness == Freshness::live);
    Event resumed = attached;
    resumed.at = shifted(attached.at, 10s + 400ms);
    resumed.body = SessionResumed{};
    board.apply(resumed);
    CHECK(board.at(Channel::spo2, MonoTime{10s + 400ms})->freshness != Freshness::live);
    reading.at = shifted(attached.at, 11s);
    board.apply(reading);
    CHECK(board.at(Channel::spo2, MonoTime{11s})->freshness == Freshness::live);
}
