// SPDX-License-Identifier: GPL-3.0-or-later
// Random trials that replay: the first seed and the number of trials come from CHAIRSIDE_SEED and
// CHAIRSIDE_TRIALS when set; CHAIRSIDE_PERCENT scales the usual number of the long forms instead. A seed and
// a commit repeat a failure exactly.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

namespace chairside::testing {

/// Small reproducible random numbers (SplitMix64, public domain algorithm).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    std::uint64_t below(std::uint64_t n) { return n ? next() % n : 0; }

private:
    std::uint64_t state_;
};

struct Trials {
    enum class Share { scaled, whole }; ///< whole: quick enough for every long run
    Trials(const char* what, std::uint64_t usual, Share share = Share::scaled)
        : count(fromEnvironment("CHAIRSIDE_TRIALS",
                                usual >= 1'000 && share == Share::scaled ? scaled(usual) : usual)) {
        first = fromEnvironment("CHAIRSIDE_SEED", 1);
        if (usual >= 1'000)
            std::cout << what << ": seeds " << first << " to " << first + count - 1 << std::endl;
    }
    template <class Trial>
    void each(Trial trial) const {
        for (std::uint64_t seed = first; seed < first + count; ++seed) trial(seed);
    }
    std::uint64_t first = 1, count;

private:
    static std::uint64_t scaled(std::uint64_t usual) {
        return std::max<std::uint64_t>(1, usual * fromEnvironment("CHAIRSIDE_PERCENT", 100) / 100);
    }
    static std::uint64_t fromEnvironment(const char* name, std::uint64_t otherwise) {
        const char* text = std::getenv(name);
        if (!text || !*text) return otherwise;
        std::uint64_t value = 0;
        for (; *text >= '0' && *text <= '9'; ++text)
            value = value * 10 + static_cast<std::uint64_t>(*text - '0');
        return value;
    }
};

} // namespace chairside::testing
