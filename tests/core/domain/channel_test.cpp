// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges, codes and resolutions of the vital signs, written down a second time (clinical.md §1.3), and their
// edges.
#include "core/domain/channel.h"
#include "support/catch.h"

#include <cmath>
#include <limits>

using namespace chairside;

namespace {

struct ChannelRow {
    Channel channel;
    const char *key, *loinc;
    int mdc, decimals;
    double possibleMin, possibleMax, usualMin, usualMax;
};
constexpr ChannelRow kChannelRows[]{
    {Channel::hr, "hr", "8867-4", 147842, 0, 20, 250, 35, 180},
    {Channel::pulseRate, "pr", "8889-8", 149530, 0, 20, 250, 35, 180},
    {Channel::spo2, "spo2", "59408-5", 150456, 0, 50, 100, 80, 100},
    {Channel::nibpSystolic, "nibp_sys", "8480-6", 150021, 0, 50, 280, 70, 220},
    {Channel::nibpDiastolic, "nibp_dia", "8462-4", 150022, 0, 20, 200, 35, 130},
    {Channel::nibpMean, "nibp_map", "8478-0", 150023, 0, 30, 220, 45, 160},
    {Channel::rr, "rr", "9279-1", 151562, 0, 0, 60, 6, 40},
    {Channel::etco2, "etco2", "19891-1", 151728, 0, 0, 99, 15, 70},
    {Channel::temperature, "temp", "8310-5", 150344, 1, 30, 43, 34, 40},
    {Channel::o2Flow, "o2_flow", "3151-8", 0, 1, 0, 15, 0, 15},
};

} // namespace

TEST_CASE("each vital sign has its own name, code and resolution", "[domain]") {
    for (const auto& row : kChannelRows) {
        CAPTURE(row.key);
        const auto& one = info(row.channel);
        CHECK(one.channel == row.channel);
        CHECK(one.key == row.key);
        CHECK(one.loinc == row.loinc);
        CHECK(one.mdc == row.mdc);
        CHECK(one.decimals == row.decimals);
        CHECK(channelFromKey(row.key) == row.channel);
    }
    CHECK(std::size(kChannelRows) == kChannelCount);
    CHECK_FALSE(channelFromKey("hr "));
    CHECK_FALSE(channelFromKey(""));
}

TEST_CASE("a value at the edge of the possible or the usual is inside, one beyond it is not",
          "[domain][H-12]") {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    for (const auto& row : kChannelRows) {
        CAPTURE(row.key);
        CHECK(isPossible(row.channel, row.possibleMin));
        CHECK(isPossible(row.channel, row.possibleMax));
        CHECK_FALSE(isPossible(row.channel, row.possibleMin - 0.1));
        CHECK_FALSE(isPossible(row.channel, row.possibleMax + 0.1));
        CHECK(isUsual(row.channel, row.usualMin));
        CHECK(isUsual(row.channel, row.usualMax));
        CHECK_FALSE(isUsual(row.channel, row.usualMin - 0.1));
        CHECK_FALSE(isUsual(row.channel, row.usualMax + 0.1));
        for (const double none : {std::nan(""), kInfinity, -kInfinity}) {
            CHECK_FALSE(isPossible(row.channel, none));
            CHECK_FALSE(isUsual(row.channel, none));
        }
    }
}
