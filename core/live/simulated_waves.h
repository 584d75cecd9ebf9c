// SPDX-License-Identifier: GPL-3.0-or-later
// The waves of the simulated patient: an ECG lead at the heart rate (250 Hz), the pulse wave that each of its
// beats sends (125 Hz) and a capnogram at the breathing rate (125 Hz). Shapes are made up to look familiar;
// nothing may be measured from them. Owned by the simulator, its thread. For one seed it is the same patient.
#pragma once

#include "core/live/source.h"

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

namespace chairside {

class SimulatedWaves {
public:
    static constexpr double kHz = 125, kEcgHz = 2 * kHz; ///< R is too narrow for 125 Hz to meet its peak
    /// How far a wave is caught up at most after nobody looked.
    static constexpr Millis kCatchUp{1'000};

    /// What the simulated monitor measured last; nothing = that wave is flat missing.
    struct Body {
        std::optional<double> heart, pulse, breaths, etco2; ///< /min, /min, /min, mmHg
    };
    explicit SimulatedWaves(std::uint64_t seed = 1);
    /// The samples from where it stopped up to `to`.
    std::vector<WaveBlock> advance(MonoTime to, const Body& body);

private:
    struct Lead { ///< heights of this patient's waves, mV
        double p, q, r, s, t;
    };
    static Lead drawLead(std::mt19937_64& random);
    double ecgAt(double phase, double perMinute);

    std::mt19937_64 random_; ///< the lead first, then the muscles' noise
    Lead lead_;
    std::int64_t next_ = 0;                    ///< number of the next sample, counted from session time 0
    double beat_ = 0, pulse_ = 0, breath_ = 0; ///< phase within heart beat, pulse wave and breath, 0…1
};

} // namespace chairside
