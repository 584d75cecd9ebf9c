// SPDX-License-Identifier: GPL-3.0-or-later
// What generated sessions are made of: invented people, moods that fall or don't, and how a session goes.
// Pure functions of a seed and a number; no clock, no file. Every name and value is made up.
#pragma once

#include "core/domain/event.h"

#include <cstdint>

namespace chairside {

Patient inventedPatient(std::uint64_t seed, std::int64_t number);

/// Kilograms on the scale at this visit, as scales show them: within 0.4 kg of a slow way up or down, so that
/// two visits in a row are at most 1 kg apart.
double inventedWeightKg(std::uint64_t seed, std::int64_t patient, std::int64_t visit);

/// A PHQ-9 that falls from visit to visit in most patients.
ScoreEntered inventedMood(std::int64_t patient, std::int64_t visit);

/// What is not ordinary in a session. Each happens often enough to be found in an archive of a hundred.
struct Turn {
    bool stopsEarly = false;   ///< pressure too high: the infusion ends after 18 minutes
    bool highPressure = false; ///< above the action limit
    bool severe = false;       ///< worst answer in every row of the dissociation check
    bool missesCheck = false;  ///< nothing was asked when the infusion ended
    bool unsignedYet = false;  ///< over, and nobody has signed
    bool cancelled = false;    ///< before the infusion
};
Turn turnOf(std::int64_t number);

} // namespace chairside
