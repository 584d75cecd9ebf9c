// SPDX-License-Identifier: GPL-3.0-or-later
// What console and sentinel say to each other: short lines of ASCII over the sentinel's standard input and
// output. Pipes, not a named socket: the end of either process is noticed by the other at once as end of
// file, nobody else can connect, and no stale name is left behind. Also the judgement when silence means
// frozen. Pure; times come in.
#pragma once

#include "core/domain/alarm/alarm_types.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace chairside::sentinel {

inline constexpr int kVersion = 1;
inline constexpr std::size_t kLongestLine = 200;

// ---- console to sentinel ----
struct Hello {
    int version = kVersion;
    std::int64_t pid = 0; ///< of the console
};
struct Beat {
    std::uint64_t number = 0; ///< sent from painting, so a window that paints nothing sends none
};
struct Sound {
    std::optional<AlarmPriority> priority; ///< nothing = be silent
    std::uint32_t generation = 0;
    bool quiet = false;
    int volume = 3; ///< 1 to kVolumeSteps
};
struct Test {
    AlarmPriority priority = AlarmPriority::low;
    int volume = 3;
};
struct Bye {}; ///< the console closes on purpose: nothing to watch any more

// ---- sentinel to console ----
struct Ready {
    int version = kVersion;
};
struct Output {
    bool present = false; ///< a sound device is open and takes samples
};
struct Echo {
    std::uint64_t number = 0; ///< the beat that was heard: the sentinel lives
};
struct Played {
    AlarmPriority priority = AlarmPriority::low;
    std::uint32_t generation = 0; ///< a burst has been handed to the sound device
};
enum class Verdict : std::uint8_t { watching, frozen, dead };
struct Judged {
    Verdict verdict = Verdict::watching; ///< a change of what the sentinel believes of the console
};

using Message = std::variant<Hello, Beat, Sound, Test, Bye, Ready, Output, Echo, Played, Judged>;

/// One line with its line end.
std::string encode(const Message& message);
/// Nothing for a line that is not exactly one of ours.
std::optional<Message> decode(std::string_view line);

/// Bytes in, whole lines out; a line longer than kLongestLine is dropped whole.
class LineSplitter {
public:
    std::vector<std::string> feed(std::string_view bytes);

private:
    std::string partial_;
    bool skipping_ = false;
};

/// No heartbeat for this long: frozen. Source: reliability.md F-16 (noticed within 2 s, heard within 3 s).
inline constexpr Millis kFrozenAfter{2s};
/// Before the first heartbeat the window is still being built.
inline constexpr Millis kFirstBeatWithin{20s};

/// Is the console alive? Driven by beats and ticks on the sentinel's own steady clock.
class HeartbeatWatch {
public:
    explicit HeartbeatWatch(MonoTime now) : lastBeat_(now), lastTick_(now) {}
    void beat(MonoTime now);
    void bye() { saidBye_ = true; }
    void closed() { closed_ = true; } ///< end of file
    Verdict tick(MonoTime now);
    bool hasEnded() const { return saidBye_; }

private:
    MonoTime lastBeat_, lastTick_;
    bool beaten_ = false, saidBye_ = false, closed_ = false;
};

} // namespace chairside::sentinel
