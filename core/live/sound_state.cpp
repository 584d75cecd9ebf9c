// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sound_state.h"

#include "core/live/alarm_sound.h"

#include <algorithm>

namespace chairside {

SoundState soundStateOf(const std::vector<Event>& events) {
    SoundState state;
    for (const auto& event : events) {
        if (const auto* set = std::get_if<SoundSet>(&event.body)) {
            // A file may hold anything; what is played stays between the softest and the loudest.
            if (set->volume) state.volume = std::clamp(*set->volume, 1, kVolumeSteps);
            if (!set->profile.empty()) state.quiet = set->profile == "quiet";
        } else if (const auto* tested = std::get_if<SelfTested>(&event.body)) {
            const auto answer = tested->results.find(self_test::kSound);
            if (answer == tested->results.end()) continue;
            state.heard = answer->second == self_test::kHeard;
            state.testedBy = event.actor.name;
            state.testedAt = event.at.wall;
        }
    }
    return state;
}

} // namespace chairside
