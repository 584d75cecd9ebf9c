// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "core/domain/alarm/occurrence_book.h"

#include <map>
#include <set>

using namespace chairside;
using State = OccurrenceState;
using I = OccurrenceInput;

namespace {

constexpr std::array kStates{State::absent,       State::sounding, State::paused,
                             State::acknowledged, State::latched,  State::latchedPaused};
constexpr std::array kInputs{I::becameTrue,  I::becameWorse, I::ended,
                             I::acknowledge, I::pause,       I::silenceOver};

/// What people expect, in words instead of a table: written from of reliability.md, not from the
/// code.
State expected(State state, I input, bool latches) {
    const bool over = state == State::latched || state == State::latchedPaused;
    const bool quietForAWhile = state == State::paused || state == State::latchedPaused;
    if (input == I::becameWorse) return State::sounding; // a higher priority always breaks through
    if (input == I::becameTrue)
        return (state == State::absent || over) ? State::sounding : state; // re-occurrence sounds again
    if (state == State::absent) return State::absent; // nobody can answer what is not there
    if (input == I::acknowledge) return over ? State::absent : State::acknowledged;
    if (input == I::pause) {
        if (state == State::acknowledged) return State::acknowledged;
        return over ? State::latchedPaused : State::paused;
    }
    if (input == I::silenceOver) return over ? State::latched : State::sounding;
    // ended
    if (over) return state;
    if (!latches || state == State::acknowledged) return State::absent;
    return quietForAWhile ? State::latchedPaused : State::latched;
}

} // namespace

TEST_CASE("every state answers every input as the rules say", "[domain][H-03][H-04]") {
    for (const State state : kStates)
        for (const I input : kInputs)
            for (const bool latches : {false, true}) {
                INFO("state " << int(state) << " input " << int(input) << " latches " << latches);
                CHECK(next(state, input, latches) == expected(state, input, latches));
            }
}

TEST_CASE("every state can be reached and every silent one can be left without a person", "[domain][H-04]") {
    std::set<State> seen{State::absent};
    for (bool grew = true; grew;) {
        grew = false;
        for (const State state : std::set<State>(seen))
            for (const I input : kInputs)
                for (const bool latches : {false, true})
                    grew |= seen.insert(next(state, input, latches)).second;
    }
    CHECK(seen.size() == kOccurrenceStates);
    for (const State state : kStates) {
        if (state == State::absent || asksForSound(state)) continue;
        CHECK(asksForSound(next(state, I::silenceOver, true)));
        CHECK(asksForSound(next(state, I::becameWorse, true)));
    }
}

namespace {

/// One condition in a book: its truth (none, low, medium, high), what a person did, and how much silence is
/// left.
struct Config {
    State state = State::absent;
    int truth = -1;
    bool emergency = false;
    std::int64_t silenceLeftS = -1;
    bool operator<(const Config& o) const {
        return std::tie(state, truth, emergency, silenceLeftS) <
               std::tie(o.state, o.truth, o.emergency, o.silenceLeftS);
    }
};
enum class Step { none, low, medium, high, acknowledge, pause2, pauseForever, endPause, wait };
constexpr std::array kSteps{Step::none,   Step::low,          Step::medium,   Step::high, Step::acknowledge,
                            Step::pause2, Step::pauseForever, Step::endPause, Step::wait};

void take(OccurrenceBook& book, Step step, MonoTime& now) {
    const auto set = [&](std::optional<AlarmPriority> p) {
        std::optional<Truth> truth;
        if (p) truth = Truth{.priority = *p, .since = now};
        book.update("x", AlarmKind::physiological, truth, now, [](const Truth&) { return std::string("x"); });
    };
    switch (step) {
    case Step::none: set(std::nullopt); break;
    case Step::low: set(AlarmPriority::low); break;
    case Step::medium: set(AlarmPriority::medium); break;
    case Step::high: set(AlarmPriority::high); break;
    case Step::acknowledge: book.acknowledge("x", now); break;
    case Step::pause2: book.pause("x", 2s, now); break;
    case Step::pauseForever: book.pause("x", Millis::max() / 4, now); break;
    case Step::endPause: book.pause("x", 0s, now); break;
    case Step::wait: now += 30s; break;
    }
    book.tick(now);
    (void)book.takeChanges();
}

Config configOf(OccurrenceBook& book, MonoTime now) {
    const Occurrence* one = book.find("x");
    if (!one) return {};
    return {one->state, one->truth ? static_cast<int>(one->level) : -1, one->emergency.has_value(),
            one->silentUntil ? (*one->silentUntil - now).count() / 1000 : -1};
}

void checkInvariants(OccurrenceBook& book, MonoTime now) {
    const Occurrence* one = book.find("x");
    if (!one) return;
    if (one->truth) CHECK(one->isShown()); // what holds is visible
    if (!one->isShown()) CHECK_FALSE(one->asksForSoundAt(now));
    if (one->isShown() && !one->asksForSoundAt(now)) {
        const bool reason = one->isPaused() || one->state == State::acknowledged;
        CHECK(reason); // silence has a visible reason ...
        if (one->isPaused()) {
            REQUIRE(one->silentUntil);
            CHECK(*one->silentUntil - now <= kLongestPause); // ... that ends
        }
        if (one->state == State::acknowledged && one->level == AlarmPriority::high) {
            REQUIRE(one->silentUntil);
            CHECK(*one->silentUntil - now <= kReminderAfter);
        }
    }
}

} // namespace

TEST_CASE("all reachable configurations of one alarm keep the invariants and none stays silently off",
          "[domain][H-04]") {
    std::map<Config, std::vector<Step>> seen{{Config{}, {}}};
    std::vector<Config> work{Config{}};
    while (!work.empty()) {
        const auto path = seen.at(work.back());
        work.pop_back();
        for (const Step step : kSteps) {
            OccurrenceBook book;
            MonoTime now = monoFromMs(1000);
            for (const Step earlier : path) take(book, earlier, now);
            take(book, step, now);
            checkInvariants(book, now);
            auto longer = path;
            longer.push_back(step);
            const Config config = configOf(book, now);
            if (seen.emplace(config, longer).second) work.push_back(config);
        }
    }
    INFO("configurations: " << seen.size());
    CHECK(seen.size() > 40);
    // From each: a condition that becomes worse is heard at once, whatever was done before.
    for (const auto& [config, path] : seen) {
        if (config.truth == static_cast<int>(AlarmPriority::high)) continue;
        OccurrenceBook book;
        MonoTime now = monoFromMs(1000);
        for (const Step step : path) take(book, step, now);
        take(book, Step::high, now);
        CHECK(book.find("x")->asksForSoundAt(now));
    }
}
