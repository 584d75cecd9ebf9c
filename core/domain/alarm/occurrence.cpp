// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/occurrence.h"

#include <array>
#include <cstddef>

namespace chairside {
namespace {

using S = OccurrenceState;

/// One row per state; columns in the order of OccurrenceInput.
constexpr std::array<std::array<S, kOccurrenceInputs>, kOccurrenceStates> kTable{{
    // becameTrue   becameWorse   ended      acknowledge      pause             silenceOver
    {S::sounding, S::sounding, S::absent, S::absent, S::absent, S::absent},                   // absent
    {S::sounding, S::sounding, S::absent, S::acknowledged, S::paused, S::sounding},           // sounding
    {S::paused, S::sounding, S::absent, S::acknowledged, S::paused, S::sounding},             // paused
    {S::acknowledged, S::sounding, S::absent, S::acknowledged, S::acknowledged, S::sounding}, // acknowledged
    {S::sounding, S::sounding, S::latched, S::absent, S::latchedPaused, S::latched},          // latched
    {S::sounding, S::sounding, S::latchedPaused, S::absent, S::latchedPaused, S::latched},    // latchedPaused
}};

} // namespace

OccurrenceState next(OccurrenceState state, OccurrenceInput input, bool latches) {
    if (latches && input == OccurrenceInput::ended) {
        if (state == S::sounding) return S::latched;
        if (state == S::paused) return S::latchedPaused;
    }
    return kTable[static_cast<std::size_t>(state)][static_cast<std::size_t>(input)];
}

} // namespace chairside
