// SPDX-License-Identifier: GPL-3.0-or-later
// A computer whose clocks a test moves: time passes, the machine sleeps, somebody sets the clock, it reboots.
// Acquisition threads may read it while it moves.
#pragma once

#include "core/live/session_clock.h"

#include <atomic>

namespace chairside {

class FakeHostTime final : public HostTime {
public:
    Micros boot() const override { return Micros{bootUs_.load()}; }
    std::int64_t utcMs() const override { return utcUs_ / 1000; }
    std::int16_t offsetMinAt(std::int64_t utcMs) const override {
        return utcMs < summerEndsUtcMs_ ? std::int16_t{120} : std::int16_t{60};
    }
    std::string bootId() const override { return "boot-" + std::to_string(boots_); }

    ClockDiscipline discipline() const override { return discipline_; }

    void pass(Micros real) {
        bootUs_ += real.count();
        utcUs_ += real.count();
    }
    void setWall(std::int64_t utcMs) { utcUs_ = utcMs * 1000; }
    void stepWall(Millis by) { utcUs_ += by.count() * 1000; }
    void reboot(Micros offFor) {
        utcUs_ += offFor.count();
        bootUs_ = 3'000'000;
        ++boots_;
    }
    void discipline(ClockDiscipline seen) { discipline_ = seen; }
    void endSummerAt(std::int64_t utcMs) { summerEndsUtcMs_ = utcMs; }

private:
    std::atomic<std::int64_t> bootUs_{5'000'000'000};
    std::atomic<std::int64_t> utcUs_{1'790'000'000'000'000};
    std::int64_t summerEndsUtcMs_ = 1'800'000'000'000;
    std::atomic<ClockDiscipline> discipline_{ClockDiscipline::compared};
    int boots_ = 1;
};

} // namespace chairside
