// SPDX-License-Identifier: GPL-3.0-or-later
// A recording of another program as the import dialog gets it, without a file.
#pragma once

#include "core/interop/foreign_recording.h"

namespace chairside::testing {

/// A channel with two values; without `reason` it can be imported.
inline ForeignChannel foreignChannel(const char* name, const char* unit, std::optional<Channel> is,
                                     const char* reason = "") {
    ForeignChannel channel;
    channel.name = name;
    channel.unit = unit;
    channel.suggested = is;
    channel.usable = *reason == 0;
    channel.reason = reason;
    channel.values = {{Millis{0}, 72}, {Millis{1'000}, 73}};
    return channel;
}

inline ForeignRecording foreignRecording(const char* name, std::vector<ForeignChannel> channels) {
    ForeignRecording out;
    out.format = "EDF+";
    out.name = name;
    out.channels = std::move(channels);
    return out;
}

} // namespace chairside::testing
