// SPDX-License-Identifier: GPL-3.0-or-later
// How alarms can be heard in this session, as a fold over its events: volume, the answer to the last sound
// test, the profile in force. Pure; the same after a restart and in review.
#pragma once

#include "core/domain/event.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

inline constexpr int kUsualVolume = 3;

/// Keys and answers of SelfTested::results that this program writes.
namespace self_test {
inline constexpr const char* kSound = "alarm_sound";
inline constexpr const char* kHeard = "heard";
inline constexpr const char* kNotHeard = "not heard";
} // namespace self_test

struct SoundState {
    int volume = kUsualVolume;
    std::optional<bool> heard; ///< of the last test; nothing = not tested in this session
    std::string testedBy;
    WallTime testedAt;
    bool quiet = false;
};
SoundState soundStateOf(const std::vector<Event>& events);

} // namespace chairside
