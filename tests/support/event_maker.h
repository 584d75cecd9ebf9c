// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the events of one session for tests: fresh identities, rising seq, times given from the session's
// start.
#pragma once

#include "core/domain/event.h"

#include <utility>

namespace chairside {

class EventMaker {
public:
    explicit EventMaker(std::uint64_t seed = 1) : ids_(seed), session_(ids_.next(kStartUtcMs)) {}

    /// Something that is entered when it happens.
    Event at(Millis time, EventBody body) { return late(time, time, std::move(body)); }
    /// Something that happened at `effective` and is entered at `entered`.
    Event late(Millis entered, Millis effective, EventBody body) {
        Event e;
        e.id = ids_.next(kStartUtcMs + entered.count());
        e.session = session_;
        e.seq = ++seq_;
        e.at = {MonoTime{entered}, {kStartUtcMs + entered.count(), 0}};
        e.effective = MonoTime{effective};
        e.actor = {"jokafor", "J. Okafor RN", Role::nurse};
        e.body = std::move(body);
        return e;
    }
    Event correcting(const Event& old, Millis entered, Millis effective, EventBody body) {
        Event e = late(entered, effective, std::move(body));
        e.corrects = old.id;
        return e;
    }

private:
    static constexpr std::int64_t kStartUtcMs = 1'700'000'000'000;
    SeededUuids ids_;
    Uuid session_;
    std::int64_t seq_ = 0;
};

/// Small reproducible random numbers for property tests (SplitMix64, public domain algorithm).
class TestRandom {
public:
    explicit TestRandom(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// A whole number from `low` to `high`, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

private:
    std::uint64_t state_;
};

} // namespace chairside
