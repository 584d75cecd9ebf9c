// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/freshness_board.h"
#include "support/catch.h"

#include <cmath>
#include <random>

using namespace chairside;

namespace {

Instant instant(Millis t) {
    return {MonoTime{t}, {1'790'000'000'000 + t.count(), 60}};
}

Event eventAt(Millis t, EventBody body) {
    static std::uint64_t state = 0;
    Event event;
    ++state;
    for (std::size_t i = 0; i < 8; ++i) event.id.bytes[i] = static_cast<std::uint8_t>(state >> (8 * i));
    event.id.bytes[15] = 1;
    event.at = instant(t);
    event.effective = event.at.mono;
    event.actor = {"j", "J. Okafor RN", Role::nurse};
    event.body = std::move(body);
    return event;
}

SourceInfo sourceFrom(SourceId id, Origin origin = Origin::device, bool whole = false) {
    SourceInfo info;
    info.id = id;
    info.name = "Monitor " + std::to_string(id);
    info.origin = origin;
    for (const auto c : {Channel::hr, Channel::pulseRate, Channel::spo2, Channel::rr})
        info.period[index(c)] = 1s;
    info.period[index(Channel::temperature)] = 60s;
    for (const auto c : {Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean})
        info.period[index(c)] = 5min;
    info.wholeMessages = whole;
    return info;
}

FreshnessBoard boardWith(std::initializer_list<SourceInfo> sources) {
    FreshnessBoard board;
    for (const auto& info : sources) board.apply(eventAt(0ms, SourceAttached{info}));
    return board;
}

Reading reading(SourceId source, Millis t, std::initializer_list<std::pair<Channel, double>> values,
                std::uint32_t flags = 0) {
    Reading r;
    r.source = source;
    r.at = instant(t);
    r.flags = flags;
    for (const auto& [c, v] : values) r[c] = v;
    validate(r);
    return r;
}

Event typed(Millis t, std::initializer_list<std::pair<Channel, double>> values) {
    VitalsEntered entered;
    for (const auto& [c, v] : values) entered.values[index(c)] = v;
    return eventAt(t, entered);
}

Freshness stateOf(const FreshnessBoard& board, Channel c, Millis now) {
    return board.at(c, MonoTime{now})->freshness;
}

using Arrival = FreshnessBoard::Arrival;

} // namespace

TEST_CASE("a value is live, then ageing, then no number at all", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    CHECK_FALSE(board.at(Channel::spo2, MonoTime{0s}));
    CHECK(board.apply(reading(1, 1s, {{Channel::spo2, 97}})) == Arrival::taken);
    const auto live = board.at(Channel::spo2, MonoTime{4s});
    REQUIRE(live);
    CHECK(live->value == 97);
    CHECK(live->freshness == Freshness::live);
    CHECK(live->age == 3s);
    CHECK(live->sourceName == "Monitor 1");
    CHECK(stateOf(board, Channel::spo2, 4001ms) == Freshness::ageing);
    CHECK(stateOf(board, Channel::spo2, 11s) == Freshness::ageing);
    const auto gone = board.at(Channel::spo2, MonoTime{11001ms});
    REQUIRE(gone);
    CHECK(gone->freshness == Freshness::gone);
    CHECK(std::isnan(gone->value));
    CHECK(gone->age == 10001ms);
    CHECK(board.nextChange(MonoTime{1s}) == MonoTime{4001ms});
    CHECK(board.nextChange(MonoTime{4001ms}) == MonoTime{11001ms});
    CHECK_FALSE(board.nextChange(MonoTime{11001ms}));
}

TEST_CASE("a reading a minute is not stale after ten seconds", "[live][H-02]") {
    auto info = sourceFrom(1, Origin::replayed, true);
    info.period[index(Channel::spo2)] = 60s;
    auto board = boardWith({info});
    board.apply(reading(1, 0s, {{Channel::spo2, 97}}));
    CHECK(stateOf(board, Channel::spo2, 90s) == Freshness::live);
    CHECK(stateOf(board, Channel::spo2, 91s) == Freshness::ageing);
    CHECK(stateOf(board, Channel::spo2, 181s) == Freshness::gone);
    board.apply(reading(1, 60s, {{Channel::hr, 70}})); // the whole message says: no saturation
    CHECK(stateOf(board, Channel::spo2, 60s) == Freshness::gone);
}

TEST_CASE("a probe that is off takes saturation and pulse down at once, and nothing else",
          "[live][H-02][H-12]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 1s, {{Channel::spo2, 97}, {Channel::pulseRate, 71}, {Channel::rr, 12}}));
    board.apply(reading(1, 2s, {{Channel::hr, 72}}, flag::kSensorOff));
    CHECK(stateOf(board, Channel::spo2, 2s) == Freshness::gone);
    CHECK(stateOf(board, Channel::pulseRate, 2s) == Freshness::gone);
    CHECK(stateOf(board, Channel::rr, 2s) == Freshness::live);
    board.apply(reading(1, 3s, {{Channel::spo2, 96}}));
    CHECK(board.at(Channel::spo2, MonoTime{3s})->value == 96);
}

TEST_CASE("a source that sends parts is not taken at its silence, one that sends wholes is", "[live][H-02]") {
    auto parts = boardWith({sourceFrom(1)}), wholes = boardWith({sourceFrom(1, Origin::simulated, true)});
    for (auto* board : {&parts, &wholes}) {
        board->apply(reading(1, 1s, {{Channel::spo2, 97}, {Channel::temperature, 36.6}}));
        board->apply(reading(1, 2s, {{Channel::hr, 72}}));
    }
    CHECK(stateOf(parts, Channel::spo2, 2s) == Freshness::live);
    CHECK(stateOf(wholes, Channel::spo2, 2s) == Freshness::gone);
    CHECK(stateOf(wholes, Channel::temperature, 2s) == Freshness::live);
}

TEST_CASE("out of order, repeated, future and foreign readings change nothing", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 5s, {{Channel::hr, 70}}));
    CHECK(board.apply(reading(1, 4s, {{Channel::hr, 90}})) == Arrival::older);
    CHECK(board.apply(reading(1, 5s, {{Channel::hr, 91}})) == Arrival::repeated);
    CHECK(board.apply(reading(1, 9s, {{Channel::hr, 92}}), MonoTime{8s}) == Arrival::future);
    CHECK(board.apply(reading(7, 6s, {{Channel::hr, 93}})) == Arrival::unknownSource);
    CHECK(board.at(Channel::hr, MonoTime{6s})->value == 70);
    CHECK(board.apply(reading(1, 9s, {{Channel::hr, 92}}), MonoTime{9s}) == Arrival::taken);
}

TEST_CASE("a measurement sent again does not become fresh, and a wrong device clock is marked",
          "[live][H-02][H-11]") {
    auto board = boardWith({sourceFrom(1)});
    auto first = reading(1, 10s, {{Channel::spo2, 97}});
    first.deviceUtcMs = first.at.wall.utcMs - 2000;
    board.apply(first);
    CHECK(board.at(Channel::spo2, MonoTime{10s})->age == 2s); // the device measured it two seconds ago
    CHECK(board.nextChange(MonoTime{10s}) == MonoTime{11001ms});
    auto again = reading(1, 15s, {{Channel::spo2, 97}});
    again.deviceUtcMs = first.deviceUtcMs;
    CHECK(board.apply(again) == Arrival::repeated);
    CHECK(board.at(Channel::spo2, MonoTime{15s})->age == 7s);
    auto hourBack = reading(1, 16s, {{Channel::spo2, 95}});
    hourBack.deviceUtcMs = hourBack.at.wall.utcMs - 3'600'000;
    CHECK(board.apply(hourBack) == Arrival::taken);
    const auto shown = board.at(Channel::spo2, MonoTime{16s});
    CHECK(shown->value == 95);
    CHECK(shown->timeUnverified);
    CHECK(shown->age == 0s);
}

TEST_CASE("a device clock is trusted up to thirty seconds off, and orders its measurements as far",
          "[live][H-11]") {
    const auto shownWith = [](Millis behind) {
        auto board = boardWith({sourceFrom(1)});
        auto one = reading(1, 60s, {{Channel::spo2, 97}});
        one.deviceUtcMs = one.at.wall.utcMs - behind.count();
        CHECK(board.apply(one) == Arrival::taken);
        return *board.at(Channel::spo2, MonoTime{60s});
    };
    for (const Millis off : {Millis{30'000}, Millis{-30'000}}) CHECK_FALSE(shownWith(off).timeUnverified);
    for (const Millis off : {Millis{30'001}, Millis{-30'001}}) CHECK(shownWith(off).timeUnverified);
    CHECK(shownWith(Millis{30'000}).age == 30s);
    CHECK(shownWith(Millis{-30'000}).age == 0s); // never younger than its arrival

    for (const auto& [back, expected] :
         {std::pair{Millis{30'000}, Arrival::repeated}, std::pair{Millis{30'001}, Arrival::taken},
          std::pair{Millis{0}, Arrival::repeated}, std::pair{Millis{-1}, Arrival::taken}}) {
        auto board = boardWith({sourceFrom(1)});
        auto first = reading(1, 60s, {{Channel::spo2, 97}});
        first.deviceUtcMs = first.at.wall.utcMs;
        board.apply(first);
        auto next = reading(1, 61s, {{Channel::spo2, 95}});
        next.deviceUtcMs = *first.deviceUtcMs - back.count(); // further back, the clock was set
        CHECK(board.apply(next) == expected);
    }
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 60s, {{Channel::spo2, 97}}));
    CHECK_FALSE(
        board.at(Channel::spo2, MonoTime{60s})->timeUnverified); // it has no clock that could be wrong
}

TEST_CASE("a late reading still brings the values that nothing newer has replaced", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 5s, {{Channel::hr, 70}}));
    CHECK(board.apply(reading(1, 4s, {{Channel::hr, 90}, {Channel::rr, 12}})) == Arrival::taken);
    CHECK(board.at(Channel::hr, MonoTime{5s})->value == 70);
    CHECK(board.at(Channel::rr, MonoTime{5s})->value == 12);
}

TEST_CASE("a source attached again goes on under its new name, and one nobody attached cannot be lost",
          "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 1s, {{Channel::hr, 70}}));
    auto renamed = sourceFrom(1);
    renamed.name = "Monitor at the window";
    board.apply(eventAt(2s, SourceAttached{renamed}));
    board.apply(eventAt(2s, SourceLost{9, "cable unplugged"}));
    auto shown = board.at(Channel::hr, MonoTime{2s});
    REQUIRE(shown);
    CHECK(shown->value == 70);
    CHECK(shown->sourceName == "Monitor at the window");
    CHECK(shown->freshness == Freshness::live);
    board.apply(eventAt(2s, SourceLost{1, "cable unplugged"}));
    board.apply(eventAt(3s, SourceReturned{9, 1s})); // another one's return says nothing of this one
    CHECK(stateOf(board, Channel::hr, 3s) == Freshness::ageing);
}

TEST_CASE("after a lost link nothing is live until the next reading", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 1s, {{Channel::hr, 70}}));
    board.apply(eventAt(2s, SourceLost{1, "cable unplugged"}));
    CHECK(stateOf(board, Channel::hr, 2s) == Freshness::ageing);
    board.apply(reading(1, 3s, {{Channel::hr, 71}}));
    CHECK(stateOf(board, Channel::hr, 3s) == Freshness::live);
}

TEST_CASE("two probes for one parameter are never mixed", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1), sourceFrom(2)});
    board.apply(reading(2, 1s, {{Channel::spo2, 91}}));
    CHECK(board.at(Channel::spo2, MonoTime{1s})->source == 2);
    for (int s = 2; s < 8; ++s) {
        board.apply(reading(1, s * 1s, {{Channel::spo2, 97}}));
        board.apply(reading(2, s * 1s + 500ms, {{Channel::spo2, 91}}));
        CHECK(board.at(Channel::spo2, MonoTime{s * 1s + 600ms})->value == 97);
    }
    // The first falls silent: it stays, ageing, until it is gone; only then the second is shown.
    for (int s = 8; s < 17; ++s) {
        board.apply(reading(2, s * 1s + 500ms, {{Channel::spo2, 91}}));
        CHECK(board.at(Channel::spo2, MonoTime{s * 1s + 600ms})->source == 1);
    }
    CHECK(board.at(Channel::spo2, MonoTime{17s})->source == 1);
    CHECK(board.at(Channel::spo2, MonoTime{17001ms})->source == 2);
    board.apply(reading(2, 24s, {{Channel::spo2, 91}}));
    board.apply(reading(1, 25s, {{Channel::spo2, 30}})); // impossible: the good one goes first
    CHECK(board.at(Channel::spo2, MonoTime{25s})->source == 2);
}

TEST_CASE("an implausible value is marked as one and does not hide behind the last good one",
          "[live][H-12]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 1s, {{Channel::hr, 70}}));
    board.apply(reading(1, 2s, {{Channel::hr, 300}}));
    const auto shown = board.at(Channel::hr, MonoTime{2s});
    REQUIRE(shown);
    CHECK(shown->implausible);
    CHECK(shown->value == 300);
}

TEST_CASE("typed and measured cuff pressures: the newer one, all three from one measurement",
          "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(
        1, 60s, {{Channel::nibpSystolic, 130}, {Channel::nibpDiastolic, 80}, {Channel::nibpMean, 95}}));
    auto entry = typed(120s, {{Channel::nibpSystolic, 150}, {Channel::nibpDiastolic, 90}});
    board.apply(entry);
    const auto sys = board.at(Channel::nibpSystolic, MonoTime{121s});
    CHECK(sys->value == 150);
    CHECK(sys->origin == Origin::typed);
    CHECK(sys->sourceName == "J. Okafor RN");
    const auto mean = board.at(Channel::nibpMean, MonoTime{121s});
    REQUIRE(mean);
    CHECK(mean->value == 110); // from the typed pair, not the monitor's 95
    CHECK(mean->derived);
    auto withdrawn = eventAt(130s, EntryWithdrawn{"wrong patient's cuff"});
    withdrawn.corrects = entry.id;
    board.apply(withdrawn);
    CHECK(board.at(Channel::nibpSystolic, MonoTime{131s})->value == 130);
    CHECK(board.at(Channel::nibpMean, MonoTime{131s})->value == 95);
    board.apply(typed(140s, {{Channel::nibpSystolic, 151}}));
    CHECK(board.at(Channel::nibpSystolic, MonoTime{141s})->value == 151);
    CHECK_FALSE(board.at(Channel::nibpDiastolic, MonoTime{141s})); // never the other measurement's
    board.apply(reading(1, 360s, {{Channel::nibpSystolic, 140}, {Channel::nibpDiastolic, 85}}));
    CHECK(board.at(Channel::nibpSystolic, MonoTime{361s})->origin == Origin::device);
}

TEST_CASE("a typed saturation is shown only where nothing is measured", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 60s, {{Channel::spo2, 97}}));
    board.apply(typed(61s, {{Channel::spo2, 93}}));
    CHECK(board.at(Channel::spo2, MonoTime{62s})->origin == Origin::device);
    CHECK(board.at(Channel::spo2, MonoTime{71s})->origin == Origin::typed);
    CHECK(stateOf(board, Channel::spo2, 61s + 31min) == Freshness::gone);
}

TEST_CASE("what was typed before the last measurement does not come back when the device has gone",
          "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(typed(1s, {{Channel::spo2, 98}}));
    board.apply(reading(1, 60s, {{Channel::spo2, 91}}));
    CHECK(board.at(Channel::spo2, MonoTime{61s})->value == 91);
    const auto later = board.at(Channel::spo2, MonoTime{90s});
    REQUIRE(later);
    CHECK(later->freshness == Freshness::gone); // dashes, and not the 98 of before
    CHECK(later->origin == Origin::device);
}

TEST_CASE("saturation with a weak signal or a cuff on its arm is doubtful", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 1s, {{Channel::spo2, 84}, {Channel::hr, 70}}, flag::kCuffInflating));
    CHECK(board.at(Channel::spo2, MonoTime{1s})->doubtful);
    CHECK_FALSE(board.at(Channel::hr, MonoTime{1s})->doubtful);
}

TEST_CASE("a whole message that comes sooner than a value's own period does not end it", "[live][H-02]") {
    auto info = sourceFrom(1, Origin::replayed, true);
    info.period[index(Channel::spo2)] = 60s;
    auto board = boardWith({info});
    board.apply(reading(1, 0s, {{Channel::spo2, 97}}));
    board.apply(reading(1, 59'999ms, {{Channel::hr, 70}}));
    CHECK(stateOf(board, Channel::spo2, 60s) == Freshness::live);
    CHECK_FALSE(board.at(Channel::rr, MonoTime{60s})); // never given: nothing to end, nothing to show
}

TEST_CASE("a message without pressures leaves the last pressure, and a cuff's result leaves everything else",
          "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 1s, {{Channel::nibpSystolic, 120}, {Channel::nibpDiastolic, 80}}));
    board.apply(reading(1, 2s, {{Channel::spo2, 97}, {Channel::temperature, 36.6}}));
    CHECK(stateOf(board, Channel::nibpSystolic, 2s) == Freshness::live);
    board.apply(reading(1, 3s, {{Channel::nibpSystolic, 121}})); // the cuff found no diastolic this time
    CHECK(stateOf(board, Channel::nibpSystolic, 3s) == Freshness::live);
    CHECK(stateOf(board, Channel::nibpDiastolic, 3s) == Freshness::gone);
    CHECK(stateOf(board, Channel::nibpMean, 3s) == Freshness::gone);
    CHECK(stateOf(board, Channel::spo2, 3s) == Freshness::live);
    CHECK(stateOf(board, Channel::temperature, 3s) == Freshness::live);
}

TEST_CASE("asked for an earlier moment, nothing is shown that came later", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 5s, {{Channel::spo2, 97}}));
    CHECK_FALSE(board.at(Channel::spo2, MonoTime{4999ms}));
    board.apply(typed(8s, {{Channel::temperature, 36.6}}));
    CHECK_FALSE(board.at(Channel::temperature, MonoTime{7999ms}));
    CHECK(board.at(Channel::temperature, MonoTime{8s})->value == 36.6);
    CHECK(board.at(Channel::spo2, MonoTime{5s})->value == 97);
}

TEST_CASE("after a restart of the program nothing is live until its next reading, however young",
          "[live][H-02]") {
    auto board = boardWith({sourceFrom(1), sourceFrom(2)});
    board.apply(reading(1, 1s, {{Channel::hr, 70}}));
    board.apply(reading(2, 1s, {{Channel::spo2, 97}}));
    board.apply(eventAt(2s, SessionResumed{}));
    CHECK(stateOf(board, Channel::hr, 2s) == Freshness::ageing);
    CHECK(stateOf(board, Channel::spo2, 2s) == Freshness::ageing);
    board.apply(reading(1, 3s, {{Channel::hr, 71}}));
    CHECK(stateOf(board, Channel::hr, 3s) == Freshness::live);
    CHECK(stateOf(board, Channel::spo2, 3s) == Freshness::ageing);
}

TEST_CASE("a value that was gone when the link was lost stays gone", "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 1s, {{Channel::spo2, 97}}));
    board.apply(eventAt(20s, SourceLost{1, "cable unplugged"}));
    const auto shown = board.at(Channel::spo2, MonoTime{20s});
    REQUIRE(shown);
    CHECK(shown->freshness == Freshness::gone);
    CHECK(std::isnan(shown->value));
}

TEST_CASE("without any monitor what was typed is shown with who typed it, and only that", "[live][H-02]") {
    FreshnessBoard board;
    board.apply(typed(1s, {{Channel::temperature, 36.6}}));
    board.apply(typed(2s, {{Channel::nibpSystolic, 130}, {Channel::nibpDiastolic, 80}}));
    const auto shown = board.at(Channel::temperature, MonoTime{3s});
    REQUIRE(shown);
    CHECK(shown->value == 36.6);
    CHECK(shown->origin == Origin::typed);
    CHECK(shown->sourceName == "J. Okafor RN");
    CHECK(shown->age == 2s);
    CHECK(board.at(Channel::nibpMean, MonoTime{3s})->value == 97); // 96.7, derived
    CHECK_FALSE(board.at(Channel::spo2, MonoTime{3s}));
    CHECK(board.nextChange(MonoTime{3s}) == MonoTime{2s + 2min + 1ms}); // the pressure greys first
    CHECK(board.nextChange(MonoTime{2s + 2min + 1ms}) == MonoTime{1s + 5min + 1ms});
}

TEST_CASE("a newer typed value that cannot be right does not hide a good measured one", "[live][H-12]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 1s, {{Channel::temperature, 36.8}}));
    board.apply(typed(2s, {{Channel::temperature, 45}}));
    CHECK(board.at(Channel::temperature, MonoTime{3s})->value == 36.8);
    board.apply(typed(4s, {{Channel::temperature, 37.2}}));
    CHECK(board.at(Channel::temperature, MonoTime{5s})->value == 37.2);
}

TEST_CASE("a pressure typed in part is one measurement beside a monitor that gave another part",
          "[live][H-02]") {
    auto board = boardWith({sourceFrom(1)});
    board.apply(reading(1, 60s, {{Channel::nibpMean, 95}}));
    board.apply(typed(120s, {{Channel::nibpSystolic, 150}}));
    CHECK(board.at(Channel::nibpSystolic, MonoTime{121s})->value == 150);
    CHECK_FALSE(board.at(Channel::nibpMean, MonoTime{121s})); // never mixed from two measurements
    CHECK(board.at(Channel::nibpMean, MonoTime{90s})->value == 95);
}

TEST_CASE("when all monitors have gone the dashes say since the one seen last", "[live][H-02]") {
    for (const SourceId last : {SourceId{1}, SourceId{2}}) {
        CAPTURE(last);
        auto board = boardWith({sourceFrom(1), sourceFrom(2), sourceFrom(3)});
        board.apply(reading(3 - last, 1s, {{Channel::spo2, 97}}));
        board.apply(reading(last, 3s, {{Channel::spo2, 96}}));
        const auto shown = board.at(Channel::spo2, MonoTime{60s});
        REQUIRE(shown);
        CHECK(shown->freshness == Freshness::gone);
        CHECK(shown->source == last);
        CHECK(shown->age == 57s);
    }
}

namespace {

/// One random course of arrivals against a naive second reading of the rules, from the whole history each
/// time.
void arriveAtRandom(std::uint64_t seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    auto board = boardWith({sourceFrom(1), sourceFrom(2)});
    std::vector<Reading> arrived;
    MonoTime now;
    for (int step = 0; step < 40; ++step) {
        now += Millis{below(4) == 0 ? below(15'000) : below(1500)};
        if (below(3) != 0) {
            auto r = reading(1 + below(2), std::max(0ms, (now - MonoTime{}) + Millis{below(8000) - 7000}), {},
                             below(10) == 0 ? flag::kSensorOff : 0);
            if (!(r.flags & flag::kSensorOff)) r[Channel::spo2] = 60 + step;
            if (board.apply(r, now) != Arrival::future) arrived.push_back(r);
        }
        // The newest by time of each source (the first of a pair), over if the probe was off after it.
        const Reading* newest[3] = {};
        MonoTime off[3];
        for (const auto& r : arrived) {
            auto*& best = newest[r.source];
            if (!r[Channel::spo2])
                off[r.source] = std::max(off[r.source], r.at.mono);
            else if (!best || r.at.mono > best->at.mono)
                best = &r;
        }
        const Reading* expected = nullptr;
        for (std::size_t s = 1; s <= 2 && !expected; ++s)
            if (newest[s] && off[s] <= newest[s]->at.mono && now - newest[s]->at.mono <= 10s)
                expected = newest[s];
        const auto shown = board.at(Channel::spo2, now);
        if (!expected) {
            REQUIRE((!shown || (shown->freshness == Freshness::gone && std::isnan(shown->value))));
            continue;
        }
        REQUIRE(shown);
        REQUIRE(shown->value == *(*expected)[Channel::spo2]);
        REQUIRE(shown->source == expected->source);
        REQUIRE(shown->age == now - expected->at.mono);
        REQUIRE(shown->freshness == (shown->age > 3s ? Freshness::ageing : Freshness::live));
        // Nothing changes by age alone before the announced moment.
        const auto next = board.nextChange(now);
        REQUIRE(next);
        const auto before = board.at(Channel::spo2, *next - 1ms);
        REQUIRE(before->freshness == shown->freshness);
        REQUIRE(before->value == shown->value);
    }
}

} // namespace

TEST_CASE("no order of arrivals shows a value past its limit as live", "[live][H-02]") {
    for (std::uint64_t seed = 1; seed <= 25'000; ++seed) arriveAtRandom(seed); // a million steps
}

TEST_CASE("no order of arrivals shows a value past its limit as live, at length", "[live][long][H-02]") {
    for (std::uint64_t seed = 100'000; seed < 1'100'000; ++seed) arriveAtRandom(seed);
}
