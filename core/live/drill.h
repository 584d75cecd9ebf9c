// SPDX-License-Identifier: GPL-3.0-or-later
// Disturbances of the simulated patient and monitor, and the scripted emergencies ("drills") made of them, so
// that staff and tests play the same scenes through the real path. Plain data; the simulator applies it. A
// session that plays a drill is marked as one (SessionOpened::drill).
#pragma once

#include "core/base/time.h"
#include "core/domain/channel.h"

#include <string>
#include <string_view>
#include <vector>

namespace chairside {

struct Disturbance {
    enum class Kind : std::uint8_t {
        toward,            ///< `channel` moves to `level` within `ramp`, stays, and comes back within `ramp`
        sensorOff,         ///< the oximeter is off the finger
        silent,            ///< the monitor sends nothing and says nothing
        linkLost,          ///< the monitor is switched off; the link reports it
        cuffOnOximeterArm, ///< each inflation disturbs the oximeter
        cuffFails,         ///< each inflation ends without a result
        extraCuff,         ///< somebody presses the cuff button; `length` is not used
    };
    Kind kind = Kind::toward;
    Millis after{0};  ///< after the anchor
    Millis length{0}; ///< ramps included
    Channel channel = Channel::hr;
    double level = 0; ///< in the channel's unit
    Millis ramp{0};
};

/// How far a `toward` disturbance has moved at `since` its beginning: 0 not at all, 1 to its level.
double strengthAt(const Disturbance& disturbance, Millis since);

struct Drill {
    enum class Anchor : std::uint8_t { sourceStart, treatmentStart, midazolamGiven };
    std::string id, title;
    std::string scene; ///< what the staff sees and should do, for the person who leads the drill
    Anchor anchor = Anchor::treatmentStart;
    std::vector<Disturbance> steps;
    Millis length() const; ///< from the anchor to the end of the last step
};

const std::vector<Drill>& allDrills();
const Drill* findDrill(std::string_view id); ///< nullptr if there is none of that id

} // namespace chairside
