// SPDX-License-Identifier: GPL-3.0-or-later
// The waves of the simulated patient, 125 Hz: a pulse wave at the pulse rate and a capnogram at the breathing
// rate. Shapes are made up to look familiar; nothing may be measured from them. Owned by the simulator, its
// thread.
#pragma once

#include "core/live/source.h"

#include <optional>
#include <vector>

namespace chairside {

class SimulatedWaves {
public:
    static constexpr double kHz = 125;
    /// How far a wave is caught up at most after nobody looked.
    static constexpr Millis kCatchUp{1'000};

    /// What the simulated monitor measured last; nothing = that wave is flat missing.
    struct Body {
        std::optional<double> pulse, breaths, etco2; ///< /min, /min, mmHg
    };
    /// The samples from where it stopped up to `to`.
    std::vector<WaveBlock> advance(MonoTime to, const Body& body);

private:
    std::int64_t next_ = 0;        ///< number of the next sample, counted from session time 0
    double beat_ = 0, breath_ = 0; ///< phase within the beat and the breath, 0…1
};

} // namespace chairside
