// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sound_state.h"

#include "support/catch.h"

using namespace chairside;

namespace {
Event event(EventBody body, const char* who = "J. Okafor RN") {
    Event out;
    out.actor = {"x", who, Role::nurse};
    out.body = std::move(body);
    return out;
}
} // namespace

TEST_CASE("the last volume, test and profile of a session count, and an odd volume stays audible",
          "[live][H-04]") {
    std::vector<Event> events;
    CHECK(soundStateOf(events).volume == kUsualVolume);
    CHECK_FALSE(soundStateOf(events).heard);
    events.push_back(event(SoundSet{4, "", ""}));
    events.push_back(event(SelfTested{{{self_test::kSound, self_test::kNotHeard}}}));
    CHECK(soundStateOf(events).heard == false);
    events.push_back(event(SoundSet{5, "", ""}));
    events.push_back(event(SelfTested{{{self_test::kSound, self_test::kHeard}}}, "A. Second RN"));
    events.push_back(event(SelfTested{{{"disk_free", "12 GB"}}})); // says nothing of the sound
    events.push_back(event(SoundSet{std::nullopt, "quiet", "by the protocol"}));
    const auto state = soundStateOf(events);
    CHECK(state.volume == 5);
    CHECK(state.heard == true);
    CHECK(state.testedBy == "A. Second RN");
    CHECK(state.quiet);
    events.push_back(event(SoundSet{0, "full", ""}));
    CHECK(soundStateOf(events).volume == 1);
    CHECK_FALSE(soundStateOf(events).quiet);
}
