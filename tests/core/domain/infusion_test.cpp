// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/infusion.h"

#include "core/domain/dosing.h"
#include "support/catch.h"
#include "support/event_maker.h"

using namespace chairside;

namespace {

DoseOrder doseOrder(double doseMg, double totalMl, double minutes) {
    DoseOrder o;
    o.weightKg = o.dosingWeightKg = 70;
    o.doseMg = o.askedMg = o.cappedMg = doseMg;
    o.totalMl = totalMl;
    o.concentrationMgPerMl = doseMg / totalMl;
    o.durationMin = minutes;
    o.rateMlPerH = totalMl * 60 / minutes;
    return o;
}

/// A pump with the order given and the infusion started at minute 10 of the session.
struct Pump {
    EventMaker make;
    PumpLog log;
    DoseOrder order;
    static constexpr Millis kStart = 10min;

    explicit Pump(const DoseOrder& o) : order(o) {
        log.apply(make.at(5min, DoseOrdered{o, "", {}}));
        log.apply(make.at(kStart, InfusionStarted{o.rateMlPerH, "LOT1", "2027-01"}));
    }
    Event add(Millis sinceStart, EventBody body) {
        const Event e = make.at(kStart + sinceStart, std::move(body));
        log.apply(e);
        return e;
    }
    static MonoTime t(Millis sinceStart) { return MonoTime{kStart + sinceStart}; }
    double mg(Millis sinceStart) const { return log.deliveredMg(t(sinceStart)); }
    double ml(Millis sinceStart) const { return log.deliveredMl(t(sinceStart)); }
};

struct AbortVector {
    const char* name;
    double doseMg, totalMl, minutes, stoppedAtMin, ml, mg, leftMg;
};
// Source: clinical.md §2.4, abort and waste vectors.
const AbortVector kAborts[] = {
    {"W1", 35, 100, 40, 25, 62.500, 21.8750, 13.1250},
    {"W2", 35, 100, 40, 40, 100.000, 35.0000, 0},
    {"W3", 41.25, 250, 40, 12.5, 78.125, 12.8906, 28.3594},
    {"W4", 75, 251.5, 45, 30, 167.667, 50.0000, 25.0000},
    {"W5", 27.5, 100, 60, 0, 0, 0, 27.5000},
};

} // namespace

TEST_CASE("every abort vector gives the printed volume and dose", "[domain][H-06]") {
    for (const AbortVector& v : kAborts) {
        INFO(v.name);
        Pump pump(doseOrder(v.doseMg, v.totalMl, v.minutes));
        const Millis stop{static_cast<std::int64_t>(v.stoppedAtMin * 60'000)};
        pump.add(stop, InfusionStopped{false, "bp", ""});
        const MonoTime later = Pump::t(stop + 2h);
        CHECK(pump.log.deliveredMl(later) == Approx(v.ml).margin(0.0005));
        CHECK(pump.log.deliveredMg(later) == Approx(v.mg).margin(0.00005));
        CHECK(pump.log.remainingMg(later) == Approx(v.leftMg).margin(0.00005));
        CHECK(pump.log.state() == PumpState::stopped);
    }
}

TEST_CASE("delivered is exact to the second through pause, rate change and resume", "[domain][H-06]") {
    Pump pump(doseOrder(35, 100, 40)); // 150 mL/h, 0.35 mg/mL: 0.875 mg/min
    pump.add(15min, InfusionPaused{"bathroom"});
    CHECK(pump.mg(15min) == Approx(13.125).epsilon(1e-12));
    CHECK(pump.mg(19min) == Approx(13.125).epsilon(1e-12));
    CHECK(pump.log.rateMlPerH(Pump::t(17min)) == 0);
    CHECK(pump.log.remainingTime(Pump::t(17min)) == Millis{25min});
    CHECK_FALSE(pump.log.plannedEnd());
    pump.add(20min, InfusionResumed{150});
    CHECK(pump.mg(20min + 1s) == Approx(13.125 + 0.875 / 60).epsilon(1e-12));
    CHECK(pump.log.plannedEnd() == Pump::t(45min));
    CHECK(pump.log.lastChange() == Pump::t(20min));
    pump.add(30min, RateChanged{75, "blood pressure"});
    CHECK(pump.ml(30min) == Approx(62.5).epsilon(1e-12));
    CHECK(pump.log.plannedEnd() == Pump::t(60min));
    CHECK(pump.mg(60min) == Approx(35).epsilon(1e-12));
    CHECK(pump.mg(3h) == Approx(35).epsilon(1e-12));
    CHECK(pump.log.rateMlPerH(Pump::t(61min)) == 0);
    const auto& segments = pump.log.segments();
    REQUIRE(segments.size() == 3);
    CHECK(segments[0] == PumpSegment{Pump::t(0min), Pump::t(15min), 150});
    CHECK(segments[1] == PumpSegment{Pump::t(20min), Pump::t(30min), 150});
    CHECK(segments[2] == PumpSegment{Pump::t(30min), std::nullopt, 75});
}

TEST_CASE("half rate first and the remainder by minute 40 gives the whole dose", "[domain]") {
    Pump pump(doseOrder(35, 100, 40));
    pump.add(0min, RateChanged{75, "gentle start"});
    pump.add(10min, RateChanged{87.5 * 2, "remainder"}); // 87.5 mL in 30 min
    CHECK(pump.mg(10min) == Approx(4.375));
    CHECK(pump.mg(40min) == Approx(35));
    CHECK(pump.log.plannedEnd() == Pump::t(40min));
}

TEST_CASE("a rate changed during a pause applies from the resume", "[domain]") {
    Pump pump(doseOrder(35, 100, 40));
    pump.add(10min, InfusionPaused{"nausea"});
    pump.add(12min, RateChanged{75, "slower"});
    CHECK(pump.ml(15min) == Approx(25));
    pump.add(20min, InfusionResumed{0}); // no rate typed: the one in force
    CHECK(pump.ml(30min) == Approx(37.5));
}

TEST_CASE("before the start and without an order nothing was given", "[domain][H-12]") {
    PumpLog log;
    CHECK(log.deliveredMg(MonoTime{1h}) == 0);
    CHECK(log.state() == PumpState::notStarted);
    CHECK_FALSE(log.remainingTime(MonoTime{0ms}));
    Pump pump(doseOrder(35, 100, 40));
    CHECK(pump.log.deliveredMl(MonoTime{9min}) == 0);
    CHECK(pump.log.plannedMg(Pump::t(20min)) == Approx(17.5));
    CHECK(pump.log.plannedMg(Pump::t(50min)) == Approx(35));
}

TEST_CASE("a corrected time recomputes the delivered dose and a withdrawn entry is gone", "[domain][H-06]") {
    Pump pump(doseOrder(35, 100, 40));
    const Event pause = pump.add(15min, InfusionPaused{"bathroom"});
    CHECK(pump.mg(40min) == Approx(13.125));
    const Event earlier =
        pump.make.correcting(pause, Pump::kStart + 16min, Pump::kStart + 14min, InfusionPaused{"bathroom"});
    pump.log.apply(earlier);
    CHECK(pump.mg(40min) == Approx(12.25));
    pump.log.apply(earlier); // seen twice, counted once
    CHECK(pump.mg(40min) == Approx(12.25));
    pump.log.apply(pump.make.correcting(pause, Pump::kStart + 17min, Pump::kStart + 17min,
                                        EntryWithdrawn{"never paused"}));
    CHECK(pump.mg(40min) == Approx(35));
}

TEST_CASE("under random pauses, rates and stops the dose never falls and never passes what was drawn",
          "[domain][H-06]") {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        INFO("seed " << seed);
        TestRandom random(seed);
        Pump pump(doseOrder(35, 100, 40));
        Millis now{0};
        double expectedMl = 0, rate = 150; // an independent sum, in steps
        bool running = true, stopped = false;
        for (int step = 0; step < 60; ++step) {
            const Millis wait{random.between(0, 240'000)};
            if (running && !stopped)
                expectedMl = std::min(100.0, expectedMl + rate * double(wait.count()) / 3'600'000);
            double before = pump.mg(now);
            for (int part = 1; part <= 4; ++part) {
                const double after = pump.mg(now + wait * part / 4);
                REQUIRE(after >= before);
                REQUIRE(after <= 35);
                before = after;
            }
            now += wait;
            REQUIRE(pump.ml(now) == Approx(expectedMl).margin(1e-9));
            REQUIRE(pump.ml(now) + pump.log.remainingMl(Pump::t(now)) == Approx(100).epsilon(1e-12));
            switch (random.between(0, 9)) {
            case 0:
            case 1:
            case 2:
                pump.add(now, InfusionPaused{"p"});
                running = false;
                break;
            case 3:
            case 4:
            case 5:
                rate = double(random.between(1, 400));
                pump.add(now, InfusionResumed{rate});
                running = true;
                break;
            case 6:
            case 7:
            case 8:
                rate = double(random.between(1, 400));
                pump.add(now, RateChanged{rate, "r"});
                break;
            case 9:
                if (step > 40) {
                    pump.add(now, InfusionStopped{false, "x", ""});
                    stopped = true;
                }
                break;
            }
        }
        REQUIRE(pump.mg(now + 5h) >= pump.mg(now));
    }
}

TEST_CASE("nasal devices add up and a withdrawn one does not count", "[domain]") {
    EventMaker make;
    SprayLog sprays;
    CHECK_FALSE(sprays.firstAt());
    sprays.apply(make.at(10min, SprayGiven{1, 28, "L1"}));
    const Event second = make.at(15min, SprayGiven{2, 28, "L1"});
    sprays.apply(second);
    CHECK(sprays.deliveredMg(MonoTime{12min}) == 28);
    CHECK(sprays.deliveredMg(MonoTime{15min}) == 56);
    CHECK(sprays.firstAt() == MonoTime{10min});
    CHECK(sprays.lastAt() == MonoTime{15min});
    sprays.apply(make.correcting(second, 16min, 16min, EntryWithdrawn{"twice"}));
    CHECK(sprays.devicesGiven() == 1);
}
