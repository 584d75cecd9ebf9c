// SPDX-License-Identifier: GPL-3.0-or-later
// What a reading may claim, and how long it may be shown: the tables of reliability.md §4.1, a second time.
#include "core/domain/reading.h"
#include "support/catch.h"

#include <cmath>
#include <limits>

using namespace chairside;

namespace {

Reading pressures(std::optional<double> systolic, std::optional<double> diastolic,
                  std::optional<double> mean = {}) {
    Reading reading;
    reading[Channel::nibpSystolic] = systolic;
    reading[Channel::nibpDiastolic] = diastolic;
    reading[Channel::nibpMean] = mean;
    validate(reading);
    return reading;
}

} // namespace

TEST_CASE("a pressure whose parts cannot be together is implausible in all its parts", "[domain][H-12]") {
    for (const double diastolic : {120.0, 121.0}) {
        const auto wrong = pressures(120, diastolic, 100);
        CHECK(wrong.isImplausible(Channel::nibpSystolic));
        CHECK(wrong.isImplausible(Channel::nibpDiastolic));
        CHECK(wrong.isImplausible(Channel::nibpMean));
        CHECK_FALSE(pressures(120, diastolic).isImplausible(Channel::nibpMean)); // there is none
        CHECK_FALSE(pressures(120, diastolic)[Channel::nibpMean]);
    }
    const auto right = pressures(120, 119, 100);
    CHECK(right.flags == 0);
    CHECK(right[Channel::nibpMean] == 100.0);
}

TEST_CASE("a missing mean is derived from two pressures that can be trusted, and says so", "[domain][H-12]") {
    const auto derived = pressures(120, 80);
    CHECK(derived[Channel::nibpMean] == 93.0); // 93.3
    CHECK(derived.flags == flag::derived(Channel::nibpMean));
    CHECK_FALSE(pressures(120, {})[Channel::nibpMean]);
    CHECK_FALSE(pressures({}, 80)[Channel::nibpMean]);
    CHECK_FALSE(pressures(281, 80)[Channel::nibpMean]); // no such systolic pressure
    CHECK_FALSE(pressures(120, 19)[Channel::nibpMean]);
    CHECK_FALSE(pressures(std::nan(""), 80)[Channel::nibpSystolic]);
    CHECK_FALSE(pressures(120, std::numeric_limits<double>::infinity())[Channel::nibpDiastolic]);
    CHECK(pressures(281, 80).flags == flag::implausible(Channel::nibpSystolic));
}

TEST_CASE("how long a value may be shown follows the table, its source and its period", "[domain][H-02]") {
    struct Row {
        Channel channel;
        Millis live, gone;
    };
    for (const Row& row :
         {Row{Channel::hr, 3s, 10s}, Row{Channel::pulseRate, 3s, 10s}, Row{Channel::spo2, 3s, 10s},
          Row{Channel::rr, 10s, 30s}, Row{Channel::etco2, 10s, 30s}, Row{Channel::o2Flow, 10s, 30s},
          Row{Channel::temperature, 5min, 15min}, Row{Channel::nibpSystolic, 2min, 15min},
          Row{Channel::nibpDiastolic, 2min, 15min}, Row{Channel::nibpMean, 2min, 15min}}) {
        CAPTURE(index(row.channel));
        for (const auto origin : {Origin::device, Origin::simulated, Origin::replayed}) {
            const auto limits = ageLimits(row.channel, origin, Millis{0});
            CHECK(limits.live == row.live);
            CHECK(limits.gone == row.gone);
        }
        const bool cuff = info(row.channel).key.starts_with("nibp");
        const auto typed = ageLimits(row.channel, Origin::typed, Millis{0});
        CHECK(typed.live == (cuff ? Millis{2min} : Millis{5min}));
        CHECK(typed.gone == (cuff ? Millis{15min} : Millis{30min}));
        const auto slow = ageLimits(row.channel, Origin::device, 20min);
        CHECK(slow.live == (cuff ? Millis{20min} : Millis{30min})); // a cuff greys after its cycle
        CHECK(slow.gone == Millis{60min});
    }
}

TEST_CASE("a value ages past its limits, not at them", "[domain][H-02]") {
    const AgeLimits limits{3s, 10s};
    CHECK(freshness(Millis{0}, limits) == Freshness::live);
    CHECK(freshness(3s, limits) == Freshness::live);
    CHECK(freshness(3001ms, limits) == Freshness::ageing);
    CHECK(freshness(10s, limits) == Freshness::ageing);
    CHECK(freshness(10001ms, limits) == Freshness::gone);
}
