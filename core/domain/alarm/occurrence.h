// SPDX-License-Identifier: GPL-3.0-or-later
// The occurrence: one stretch of a condition and what people did about it. Six states, six inputs, one table
// (occurrence.cpp) that the test walks cell by cell. No state is silent without a visible reason: paused ends
// by itself, acknowledged ends with the condition (an emergency's after three minutes), latched waits for a
// person.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace chairside {

enum class OccurrenceState : std::uint8_t {
    absent,        ///< not true, nothing shown
    sounding,      ///< true, nobody has answered
    paused,        ///< true, its sound is paused for a while
    acknowledged,  ///< true, somebody has taken note
    latched,       ///< over, but was an emergency that nobody has acknowledged: still seen and heard
    latchedPaused, ///< the same with its sound paused
};
inline constexpr std::size_t kOccurrenceStates = 6;

enum class OccurrenceInput : std::uint8_t {
    becameTrue,  ///< the condition holds (again)
    becameWorse, ///< a higher priority than before
    ended,       ///< the condition does not hold any more
    acknowledge, ///< a person has taken note
    pause,       ///< a person pauses the sound
    silenceOver, ///< the pause is over, or the reminder of an acknowledged emergency is due
};
inline constexpr std::size_t kOccurrenceInputs = 6;

/// The whole state machine. `latches`: an emergency of the patient that stays until acknowledged.
OccurrenceState next(OccurrenceState state, OccurrenceInput input, bool latches);

/// True when the state asks for sound.
constexpr bool asksForSound(OccurrenceState s) {
    return s == OccurrenceState::sounding || s == OccurrenceState::latched;
}

} // namespace chairside
