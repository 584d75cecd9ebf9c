// SPDX-License-Identifier: GPL-3.0-or-later
// Frames of a tile over random arrivals (F-18): what is painted is judged by an age that this file reckons
// itself. Past its limit not one pixel of the frame depends on the old value; before that it looks unlike a
// live one.
#include "core/domain/alarm/alarm_engine.h"
#include "support/catch.h"
#include "support/trials.h"
#include "ui/live/live_presenter.h"

#include <QImage>

using namespace chairside;
using chairside::testing::Random;

namespace {

// Source: reliability.md, table of section 4.1, for a saturation once a second.
constexpr Millis kLiveFor{3'000}, kGoneAfter{10'000};

Instant instant(Millis t) {
    return {MonoTime{t}, {1'795'255'200'000 + t.count(), 0}};
}

QImage frameOf(const VitalTile::State& state) {
    VitalTile tile;
    tile.resize(220, 132);
    tile.setState(state);
    return tile.grab().toImage();
}

struct Frames {
    int live = 0, ageing = 0, gone = 0;
};

Frames framesAreHonest(std::uint64_t seed) {
    Random random(seed);
    SessionView view{Protocol{}};
    AlarmEngine alarms{Protocol{}};
    SourceInfo source;
    source.id = 1;
    source.name = "Monitor";
    source.period[index(Channel::spo2)] = 1s;
    Event attached;
    attached.id.bytes[15] = 1;
    attached.seq = 1;
    attached.body = SourceAttached{source};
    view.apply(attached);
    Frames seen;
    Millis now{0};
    for (int i = 0; i < 5; ++i) {
        now += Millis{1 + static_cast<std::int64_t>(random.below(2'000))};
        Reading reading;
        reading.source = 1;
        reading.at = instant(now);
        reading[Channel::spo2] = static_cast<double>(90 + random.below(10));
        validate(reading);
        view.apply(reading);
        // At the limits themselves, a millisecond beside them, or anywhere.
        static constexpr std::array<std::int64_t, 6> kEdges{0, 2'999, 3'000, 3'001, 10'000, 10'001};
        const auto pick = random.below(12);
        const Millis age{pick < kEdges.size() ? kEdges[pick]
                                              : static_cast<std::int64_t>(random.below(15'000))};
        now += age;
        const LiveFacts facts{view, alarms, instant(now), true, true, {}, {}};
        auto state = presentVital(facts, Channel::spo2);
        INFO("CHAIRSIDE_SEED=" << seed << " age " << age.count() << " ms");
        const auto painted = frameOf(state);
        auto other = state;
        other.value = QStringLiteral("58");
        auto fresh = state;
        fresh.presence = Presence::live;
        if (age <= kLiveFor) {
            ++seen.live;
            CHECK(painted == frameOf(fresh));
            CHECK(painted != frameOf(other));
        } else if (age <= kGoneAfter) {
            ++seen.ageing;
            CHECK(painted != frameOf(fresh)); // grey, not only another age below
        } else {
            ++seen.gone;
            CHECK(painted == frameOf(other));
            CHECK(painted != frameOf(fresh));
        }
    }
    return seen;
}

} // namespace

TEST_CASE("five hundred frames: none shows a value past its limit, none shows an ageing one as live",
          "[ui][live][H-02]") {
    Frames all;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const auto seen = framesAreHonest(seed);
        all.live += seen.live, all.ageing += seen.ageing, all.gone += seen.gone;
    }
    CHECK(all.live + all.ageing + all.gone == 500);
    CHECK(std::min({all.live, all.ageing, all.gone}) > 50);
}
