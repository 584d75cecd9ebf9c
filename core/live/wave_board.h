// SPDX-License-Identifier: GPL-3.0-or-later
// The last seconds of the waves that a source sends: a bounded ring for each. Acquisition writes, the window
// reads; any thread. Waves are for looking at only: they are never recorded, judged, alarmed on or exported,
// and nothing is kept longer than kKept.
#pragma once

#include "core/live/source.h"

#include <array>
#include <mutex>
#include <optional>
#include <vector>

namespace chairside {

class WaveBoard {
public:
    static constexpr Millis kKept{30'000};
    static constexpr double kMostHz = 1000;

    struct Info {
        double hz = 0;
        Origin origin = Origin::device;
        MonoTime newest; ///< time of the newest sample
    };

    /// Samples come at their own times; a hole between two blocks stays a hole. A block that makes no sense
    /// (no rate, too fast) is left out; not-a-number and infinity are "no signal".
    void put(const WaveBlock& block);
    std::optional<Info> info(Wave wave) const;
    /// Samples number `first` … `last` counted from session time 0 at the wave's rate; NaN where there is
    /// none.
    void read(Wave wave, std::int64_t first, std::int64_t last, std::vector<float>& out) const;
    void clear();

private:
    struct Ring {
        double hz = 0;
        Origin origin = Origin::device;
        std::int64_t newest = 0; ///< number of the newest sample
        std::vector<float> values;
    };
    mutable std::mutex mutex_; ///< guards rings_
    std::array<Ring, kWaveCount> rings_;
};

} // namespace chairside
