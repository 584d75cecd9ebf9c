// SPDX-License-Identifier: GPL-3.0-or-later
// All occurrences by condition: feeds what is true into the state machine of occurrence.h, keeps
// acknowledgements and pauses with their ends, and collects what must be recorded. Owned by AlarmEngine, main
// thread, pure. Never makes a condition true or false, never knows what its number means.
#pragma once

#include "core/domain/alarm/alarm_types.h"
#include "core/domain/alarm/limit_ladders.h"
#include "core/domain/alarm/occurrence.h"

#include <string>
#include <string_view>
#include <vector>

namespace chairside {

struct Occurrence {
    std::string condition;
    AlarmKind kind = AlarmKind::physiological;
    OccurrenceState state = OccurrenceState::absent;
    std::optional<Truth> truth; ///< what holds now; empty when absent or latched
    std::string text;           ///< of the latest raise or escalation
    AlarmPriority level = AlarmPriority::low;
    std::optional<Truth> emergency;      ///< the worst of an unacknowledged emergency of the patient
    std::string emergencyText;           ///< "SpO₂ 78 < 80", at its worst
    std::optional<MonoTime> silentUntil; ///< end of the pause, or of an acknowledged emergency's quiet
    std::uint32_t generation = 0;        ///< of the latest moment it asked for a burst
    MonoTime asksSince;                  ///< that moment

    bool isShown() const { return state != OccurrenceState::absent; }
    bool isOver() const {
        return state == OccurrenceState::latched || state == OccurrenceState::latchedPaused;
    }
    bool isPaused() const {
        return state == OccurrenceState::paused || state == OccurrenceState::latchedPaused;
    }
    /// True, but the value is back inside: not for long or far enough to end.
    bool isRecovering() const { return truth && truth->recovering; }
    /// Of the signal: an emergency stays high until somebody has acknowledged it.
    AlarmPriority priority() const { return emergency ? AlarmPriority::high : level; }
    bool asksForSoundAt(MonoTime now) const;
};

class OccurrenceBook {
public:
    /// The condition holds (`truth`) or does not. `text` is asked for only when something must be recorded.
    template <class Text>
    void update(std::string_view condition, AlarmKind kind, const std::optional<Truth>& truth, MonoTime now,
                Text text) {
        Occurrence* known = find(condition);
        if (!truth && (!known || !known->truth)) return;
        Occurrence& one = known ? *known : add(condition, kind);
        const bool news = truth && (!one.truth || truth->priority > one.level || isWorse(one, *truth));
        set(one, truth, now, news ? text(*truth) : std::string{});
    }
    void acknowledge(std::string_view condition, MonoTime now);
    /// At most kLongestPause; zero or less ends a pause.
    void pause(std::string_view condition, Millis length, MonoTime now);
    void tick(MonoTime now);
    /// After a restart: an emergency that nobody had acknowledged is there again, as over.
    void restoreLatched(const AlarmRaised& raised, MonoTime at);
    void clearAll(MonoTime now);

    const std::vector<Occurrence>& all() const { return all_; }
    Occurrence* find(std::string_view condition);
    std::vector<AlarmChange> takeChanges();
    void report(AlarmChange change) { changes_.push_back(std::move(change)); }

private:
    Occurrence& add(std::string_view condition, AlarmKind kind);
    static bool isWorse(const Occurrence& one, const Truth& truth);
    void set(Occurrence& one, const std::optional<Truth>& truth, MonoTime now, std::string text);
    void step(Occurrence& one, OccurrenceInput input);

    std::vector<Occurrence> all_;
    std::vector<AlarmChange> changes_;
    std::uint32_t generation_ = 0;
};

} // namespace chairside
