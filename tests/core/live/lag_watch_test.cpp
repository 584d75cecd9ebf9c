// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/lag_watch.h"

#include "support/catch.h"

using namespace chairside;

namespace {
constexpr MonoTime second(int s) {
    return monoFromMs(s * 1000);
}
} // namespace

TEST_CASE("readings that leave their thread late are told with the worst delay, and end", "[live][H-02]") {
    LagWatch lag;
    CHECK_FALSE(lag.detail(second(0)));
    lag.delivered(2'999ms, second(1));
    CHECK_FALSE(lag.detail(second(1)));
    lag.delivered(3s, second(2));
    CHECK(lag.detail(second(2)) == "up to 0:03 late");
    lag.delivered(12s, second(8));
    lag.delivered(4s, second(9));
    lag.delivered(0s, second(10)); // one that is on time does not end it at once
    CHECK(lag.detail(second(10)) == "up to 0:12 late");
    CHECK(lag.detail(second(18)));
    CHECK_FALSE(lag.detail(second(19)));
    lag.delivered(5s, second(60));
    CHECK(lag.detail(second(60)) == "up to 0:05 late");
}
