// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session_clock.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <sys/timex.h>

namespace chairside {
namespace {

constexpr Millis kStepLimit{500};
constexpr std::int64_t kErrorUnknownUs = 16'000'000; // NTP_PHASE_LIMIT of the kernel: it grows no further

Micros read(clockid_t id) {
    timespec t{};
    clock_gettime(id, &t);
    return Seconds{t.tv_sec} + std::chrono::duration_cast<Micros>(std::chrono::nanoseconds{t.tv_nsec});
}

Millis scaled(Micros real, double speed) {
    return Millis{static_cast<std::int64_t>(std::floor(static_cast<double>(real.count()) * speed / 1000.0))};
}

} // namespace

Micros SystemTime::boot() const {
    return read(CLOCK_BOOTTIME);
}

std::int64_t SystemTime::utcMs() const {
    return std::chrono::floor<Millis>(read(CLOCK_REALTIME)).count();
}

std::int16_t SystemTime::offsetMinAt(std::int64_t utcMs) const {
    const auto seconds = static_cast<std::time_t>(utcMs / 1000);
    std::tm local{};
    if (!localtime_r(&seconds, &local)) return 0;
    return static_cast<std::int16_t>(local.tm_gmtoff / 60);
}

std::string SystemTime::bootId() const {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

ClockDiscipline SystemTime::discipline() const {
    timex asked{}; // modes 0: reads only, and everybody may
    const int answer = ::adjtimex(&asked);
    return disciplineOf(answer, asked.maxerror);
}

ClockDiscipline disciplineOf(int answer, std::int64_t largestErrorUs) {
    if (answer < 0) return ClockDiscipline::unknown;
    return largestErrorUs < kErrorUnknownUs ? ClockDiscipline::compared : ClockDiscipline::notCompared;
}

void follow(ClockAnchor& anchor, const Event& event) {
    if (const auto* opened = std::get_if<SessionOpened>(&event.body)) {
        anchor = {{event.at.wall.utcMs - toMs(event.at.mono), event.at.wall.offsetMin},
                  opened->speed,
                  opened->bootId,
                  opened->bootMs,
                  event.at.mono,
                  Millis{0}};
    } else if (const auto* resumed = std::get_if<SessionResumed>(&event.body)) {
        anchor.bootId = resumed->bootId;
        anchor.bootMs = resumed->bootMs;
        anchor.bootMono = event.at.mono;
    } else if (const auto* stepped = std::get_if<ClockStepped>(&event.body)) {
        anchor.wallSteps += stepped->by;
    }
}

SessionClock::SessionClock(const HostTime& host, double speed) : host_(host), bootBase_(host.boot()) {
    const auto utc = host.utcMs();
    anchor_.startWall = {utc, host.offsetMinAt(utc)};
    anchor_.speed = speed;
    anchor_.bootId = host.bootId();
    anchor_.bootMs = std::chrono::floor<Millis>(bootBase_).count();
}

SessionClock::SessionClock(const HostTime& host, const ClockAnchor& anchor, MonoTime last)
    : host_(host), anchor_(anchor), bootBase_(host.boot()), reportedSteps_(anchor.wallSteps) {
    auto reached = last;
    if (!anchor.bootId.empty() && anchor.bootId == host.bootId()) {
        reached = anchor.bootMono + scaled(bootBase_ - Millis{anchor.bootMs}, anchor.speed);
    } else if (isBeforeSaneDate(host) || anchor.startWall.utcMs < kSaneUtcMs) {
        gapIsKnown_ = false;
    } else {
        const Millis sinceStart{host.utcMs() - anchor.startWall.utcMs - anchor.wallSteps.count()};
        reached = MonoTime{} + scaled(sinceStart, anchor.speed);
        gapIsKnown_ = reached >= last;
    }
    anchor_.bootMono = std::max(last, reached);
    anchor_.bootId = host.bootId();
    anchor_.bootMs = std::chrono::floor<Millis>(bootBase_).count();
    gap_ = anchor_.bootMono - last;
}

Instant SessionClock::now() const {
    const auto mono = anchor_.bootMono + scaled(std::max(Micros{0}, host_.boot() - bootBase_), anchor_.speed);
    return {mono, wallAt(mono)};
}

Micros SessionClock::realTimeUntil(MonoTime due) const {
    const auto left = std::min<Millis>(due - now().mono, std::chrono::hours{24 * 365}); // "never" is far away
    if (left <= Millis{0}) return Micros{0};
    return Micros{
        static_cast<std::int64_t>(std::ceil(static_cast<double>(left.count()) * 1000.0 / anchor_.speed))};
}

std::optional<Millis> SessionClock::takeStep() {
    const Millis by{host_.utcMs() - expectedUtcMs()};
    if (by <= kStepLimit && by >= -kStepLimit) return std::nullopt;
    reportedSteps_ += by;
    return by;
}

bool SessionClock::isBeforeSaneDate(const HostTime& host) {
    return host.utcMs() < kSaneUtcMs;
}

WallTime SessionClock::wallAt(MonoTime mono) const {
    const auto utc = anchor_.startWall.utcMs + toMs(mono);
    return {utc, host_.offsetMinAt(utc)};
}

std::int64_t SessionClock::expectedUtcMs() const {
    const auto beforeThisRun =
        static_cast<std::int64_t>(static_cast<double>(toMs(anchor_.bootMono)) / anchor_.speed);
    const auto thisRun = std::chrono::floor<Millis>(host_.boot() - bootBase_).count();
    return anchor_.startWall.utcMs + beforeThisRun + thisRun + reportedSteps_.count();
}

} // namespace chairside
