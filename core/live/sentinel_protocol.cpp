// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sentinel_protocol.h"

#include "core/base/text.h"
#include "core/live/alarm_sound.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace chairside::sentinel {
namespace {

constexpr std::array<std::string_view, 3> kPriorityWords{"low", "medium", "high"};
constexpr std::array<std::string_view, 3> kVerdictWords{"watching", "frozen", "dead"};

template <class Enum, std::size_t N>
std::string word(const std::array<std::string_view, N>& words, Enum value) {
    return std::string(words[static_cast<std::size_t>(value)]);
}
template <class Enum, std::size_t N>
std::optional<Enum> fromWord(const std::array<std::string_view, N>& words, std::string_view text) {
    for (std::size_t i = 0; i < N; ++i)
        if (words[i] == text) return static_cast<Enum>(i);
    return std::nullopt;
}
template <class T>
std::optional<T> wireNumber(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}
std::optional<bool> yesNo(std::string_view text) {
    if (text == "0") return false;
    if (text == "1") return true;
    return std::nullopt;
}
std::optional<int> volume(std::string_view text) {
    const auto value = wireNumber<int>(text);
    return value && *value >= 1 && *value <= kVolumeSteps ? value : std::nullopt;
}

struct LineWriter {
    std::string operator()(const Hello& m) const {
        return "hello " + std::to_string(m.version) + " " + std::to_string(m.pid);
    }
    std::string operator()(const Beat& m) const { return "beat " + std::to_string(m.number); }
    std::string operator()(const Sound& m) const {
        return "sound " + (m.priority ? word(kPriorityWords, *m.priority) : std::string("none")) + " " +
               std::to_string(m.generation) + (m.quiet ? " 1 " : " 0 ") + std::to_string(m.volume);
    }
    std::string operator()(const Test& m) const {
        return "test " + word(kPriorityWords, m.priority) + " " + std::to_string(m.volume);
    }
    std::string operator()(const Bye&) const { return "bye"; }
    std::string operator()(const Ready& m) const { return "ready " + std::to_string(m.version); }
    std::string operator()(const Output& m) const { return m.present ? "output 1" : "output 0"; }
    std::string operator()(const Echo& m) const { return "echo " + std::to_string(m.number); }
    std::string operator()(const Played& m) const {
        return "played " + word(kPriorityWords, m.priority) + " " + std::to_string(m.generation);
    }
    std::string operator()(const Judged& m) const { return "judged " + word(kVerdictWords, m.verdict); }
};

using LineWords = std::vector<std::string_view>;

std::optional<Message> decodeSound(const LineWords& w) {
    Sound sound;
    sound.priority = fromWord<AlarmPriority>(kPriorityWords, w[1]);
    const auto generation = wireNumber<std::uint32_t>(w[2]);
    const auto quiet = yesNo(w[3]);
    const auto level = volume(w[4]);
    if ((!sound.priority && w[1] != "none") || !generation || !quiet || !level) return std::nullopt;
    sound.generation = *generation;
    sound.quiet = *quiet;
    sound.volume = *level;
    return sound;
}

std::optional<Message> decodeTwo(const LineWords& w) {
    if (w[0] == "beat")
        if (const auto n = wireNumber<std::uint64_t>(w[1])) return Beat{*n};
    if (w[0] == "echo")
        if (const auto n = wireNumber<std::uint64_t>(w[1])) return Echo{*n};
    if (w[0] == "ready")
        if (const auto n = wireNumber<int>(w[1])) return Ready{*n};
    if (w[0] == "output")
        if (const auto yes = yesNo(w[1])) return Output{*yes};
    if (w[0] == "judged")
        if (const auto verdict = fromWord<Verdict>(kVerdictWords, w[1])) return Judged{*verdict};
    return std::nullopt;
}

std::optional<Message> decodeThree(const LineWords& w) {
    if (w[0] == "hello") {
        const auto version = wireNumber<int>(w[1]);
        const auto pid = wireNumber<std::int64_t>(w[2]);
        if (version && pid) return Hello{*version, *pid};
    }
    const auto priority = fromWord<AlarmPriority>(kPriorityWords, w[1]);
    if (w[0] == "test")
        if (const auto level = volume(w[2]); level && priority) return Test{*priority, *level};
    if (w[0] == "played")
        if (const auto generation = wireNumber<std::uint32_t>(w[2]); generation && priority)
            return Played{*priority, *generation};
    return std::nullopt;
}

} // namespace

std::string encode(const Message& message) {
    return std::visit(LineWriter{}, message) + "\n";
}

std::optional<Message> decode(std::string_view line) {
    const auto words = splitOn(line, ' ');
    if (words.size() == 1 && words[0] == "bye") return Bye{};
    if (words.size() == 2) return decodeTwo(words);
    if (words.size() == 3) return decodeThree(words);
    if (words.size() == 5 && words[0] == "sound") return decodeSound(words);
    return std::nullopt;
}

std::vector<std::string> LineSplitter::feed(std::string_view bytes) {
    std::vector<std::string> lines;
    for (const char c : bytes) {
        if (c == '\n') {
            if (!skipping_) lines.push_back(std::move(partial_));
            partial_.clear();
            skipping_ = false;
        } else if (!skipping_) {
            partial_ += c;
            skipping_ = partial_.size() > kLongestLine;
        }
    }
    return lines;
}

void HeartbeatWatch::beat(MonoTime now) {
    beaten_ = true;
    lastBeat_ = now;
}

Verdict HeartbeatWatch::tick(MonoTime now) {
    // If the sentinel itself did not run, the machine slept or was busy: that is not the console's silence
    // alone.
    const Millis own = now - lastTick_;
    if (own > 1s) lastBeat_ = std::min(now, lastBeat_ + own);
    lastTick_ = now;
    if (saidBye_) return Verdict::watching;
    if (closed_) return Verdict::dead;
    return now - lastBeat_ > (beaten_ ? kFrozenAfter : kFirstBeatWithin) ? Verdict::frozen
                                                                         : Verdict::watching;
}

} // namespace chairside::sentinel
