// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the alarm room. Four ideas are kept apart: a condition (is it true of the values?), an
// occurrence (one stretch of it, with its acknowledgement), a signal (what is seen and heard), a suppression
// (acknowledged or paused). Plain values; texts are ready to show and never carry markup. No clock: times
// come in.
#pragma once

#include "core/base/time.h"
#include "core/domain/channel.h"
#include "core/domain/event.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace chairside {

/// Whose problem it is: the patient's, or the equipment's. The two never look alike (IEC 60601-1-8).
enum class AlarmKind : std::uint8_t { physiological, technical };

/// Longest audio pause, of one condition. Source: issue 4 and reliability.md F-15 (audio paused at most 120
/// s).
inline constexpr Millis kLongestPause{120s};
/// An acknowledged emergency that is still true sounds again after this. Source: IEC 60601-1-8 asks for a
/// reminder of silenced signals; makers use 2 or 3 min (reliability.md A-15).
inline constexpr Millis kReminderAfter{180s};

/// What the recorder must write down. Texts are those of the moment: "SpO₂ 86 < 90".
struct AlarmChange {
    enum class What : std::uint8_t { raised, escalated, cleared } what = What::raised;
    std::string condition; ///< "spo2.lo", "silent.2", "check.moaas"
    AlarmKind kind = AlarmKind::physiological;
    AlarmPriority priority = AlarmPriority::low;
    std::string text; ///< empty when cleared
    MonoTime at;      ///< when it came true or ended; at most one tick before now
};
/// AlarmRaised for raised and escalated, AlarmCleared for cleared.
EventBody toEventBody(const AlarmChange& change);

/// One line of the alarm list.
struct ActiveAlarm {
    std::string condition;
    AlarmKind kind = AlarmKind::physiological;
    AlarmPriority priority = AlarmPriority::low; ///< of the signal: a latched emergency stays high
    std::string text;                            ///< "SpO₂ 86 < 90"
    MonoTime since;                              ///< when the limit was crossed or the fault began
    std::optional<Channel> channel;
    std::string limit;                ///< id of the crossed rule: "spo2.action_lo"; empty if technical
    std::optional<double> limitValue; ///< as compared, at the channel's precision
    SourceId source = 0;              ///< the probe or device, 0 if none
    bool acknowledged = false;
    std::optional<MonoTime> pausedUntil; ///< audio pause of this condition
    bool awaitingRepeat = false;         ///< one action-level pressure; a repeat decides
    bool recovering = false;             ///< back inside, not yet long or far enough to end
    bool over = false;                   ///< no longer true; latched until acknowledged
};

/// What is worth a quiet line but is no alarm: cuff cycling, simulated data, an information-level score.
struct AlarmNote {
    std::string id, text;
    std::optional<Channel> channel;
    MonoTime since;
};

struct TileSignal {
    std::optional<AlarmPriority> priority; ///< nothing = the tile is calm
    bool lit = false;                      ///< the flash is on at this moment (steady for low)
    std::string limit;                     ///< the rule whose limit flashes with the value
    bool high = true;                      ///< which side that limit is on
};
struct AlarmVisual {
    std::optional<AlarmPriority> priority; ///< of the banner; nothing = no alarm
    bool lit = false;
    std::size_t count = 0; ///< length of the list, the banner's own included
    std::array<TileSignal, kChannelCount> tiles;
};

/// What should sound now. A new generation asks for a burst at once; otherwise bursts keep their own
/// interval.
struct SoundOrder {
    AlarmPriority priority = AlarmPriority::low;
    std::string condition;
    std::uint32_t generation = 0;
    bool quiet = false; ///< soft onset for low and medium; a high sound is the same in every profile
    bool operator==(const SoundOrder&) const = default;
};

/// Conditions that the program reports as plain values (the engine notices device faults by itself).
enum class Technical : std::uint8_t {
    storeFault,
    diskLow,
    clockStepped,
    soundMissing,
    acquisitionBehind,
    windowFrozen,
    sentinelMissing,
};
inline constexpr std::size_t kTechnicalCount = 7;

/// A required check that is late, as the schedule sees it.
struct LateCheck {
    std::string id, title;
    MonoTime due;
    bool mandatory = false;
    bool missed = false; ///< the next one is already due
};

} // namespace chairside
