// SPDX-License-Identifier: GPL-3.0-or-later
// Alarm tones as samples, made here and measured by the tests, and the rhythm in which bursts repeat. Pure:
// no audio device, no clock, no file. The numbers follow the table of IEC 60601-1-8 as quoted in
// reliability.md §3.2, in the line "our choice". The quiet profile softens low and medium; a high burst is
// the same samples in every profile.
#pragma once

#include "core/domain/alarm/alarm_types.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace chairside {

inline constexpr int kSampleRateHz = 44'100;
inline constexpr int kVolumeSteps = 5; ///< 1 = softest that is still audible, 5 = loudest

/// When each pulse begins and how long it is, between the points of half amplitude.
struct Pulse {
    Millis begin, length;
};
std::vector<Pulse> pulsesOf(AlarmPriority priority);

/// One burst, mono, from its first sample to its last, without the silence after it.
std::vector<std::int16_t> renderBurst(AlarmPriority priority, int volumeStep, bool quiet);

/// From the start of one burst to the start of the next: 10, 20, 30 s.
Millis burstPeriod(AlarmPriority priority);

/// Says when a burst begins. A new generation of the same or a higher priority begins at once, over a running
/// burst; a lower one waits for the burst that is running; nothing to sound forgets the rhythm.
class BurstRhythm {
public:
    /// The priority to start now, or nothing.
    std::optional<AlarmPriority> due(const std::optional<SoundOrder>& order, MonoTime now);

private:
    std::optional<SoundOrder> last_;
    MonoTime started_, runsUntil_;
};

} // namespace chairside
