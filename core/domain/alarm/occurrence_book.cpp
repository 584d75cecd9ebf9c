// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/occurrence_book.h"

#include <algorithm>

namespace chairside {
namespace {

bool isEmergency(const Occurrence& one, const Truth& truth) {
    return one.kind == AlarmKind::physiological && truth.priority == AlarmPriority::high && !truth.recovering;
}

} // namespace

bool Occurrence::asksForSoundAt(MonoTime now) const {
    const bool pauseOver = isPaused() && now >= silentUntil; // without an end it would be no pause
    if (!asksForSound(state) && !pauseOver) return false;
    // Back inside the limit the sound rests, unless an emergency still waits for somebody to take note.
    return emergency || !isRecovering();
}

Occurrence* OccurrenceBook::find(std::string_view condition) {
    const auto it = std::ranges::find(all_, condition, &Occurrence::condition);
    return it == all_.end() ? nullptr : &*it;
}

Occurrence& OccurrenceBook::add(std::string_view condition, AlarmKind kind) {
    all_.push_back({});
    all_.back().condition = condition;
    all_.back().kind = kind;
    return all_.back();
}

bool OccurrenceBook::isWorse(const Occurrence& one, const Truth& truth) {
    if (!isEmergency(one, truth)) return false;
    if (!one.emergency) return one.state != OccurrenceState::acknowledged;
    return truth.high ? truth.value > one.emergency->value : truth.value < one.emergency->value;
}

void OccurrenceBook::step(Occurrence& one, OccurrenceInput input) {
    const bool latches = one.emergency.has_value();
    one.state = next(one.state, input, latches);
    if (asksForSound(one.state) || one.state == OccurrenceState::absent) one.silentUntil.reset();
    if (one.state == OccurrenceState::absent || one.state == OccurrenceState::acknowledged)
        one.emergency.reset();
}

void OccurrenceBook::set(Occurrence& one, const std::optional<Truth>& truth, MonoTime now, std::string text) {
    const bool held = one.truth.has_value();
    if (!truth) {
        changes_.push_back({AlarmChange::What::cleared, one.condition, one.kind, one.level, {}, now});
        one.truth.reset();
        step(one, OccurrenceInput::ended);
        return;
    }
    const bool worse = held && truth->priority > one.level;
    one.truth = truth;
    one.level = truth->priority;
    if (!held || worse) {
        one.text = text;
        one.generation = ++generation_;
        one.asksSince = now;
        step(one, worse ? OccurrenceInput::becameWorse : OccurrenceInput::becameTrue);
        changes_.push_back({worse ? AlarmChange::What::escalated : AlarmChange::What::raised, one.condition,
                            one.kind, one.level, text, now});
    }
    if (isEmergency(one, *truth) && one.state != OccurrenceState::acknowledged && !text.empty()) {
        one.emergency = truth;
        one.emergencyText = std::move(text);
    }
}

void OccurrenceBook::acknowledge(std::string_view condition, MonoTime now) {
    Occurrence* one = find(condition);
    if (!one || !one->isShown()) return;
    step(*one, OccurrenceInput::acknowledge);
    one->silentUntil.reset();
    if (one->state == OccurrenceState::acknowledged && one->kind == AlarmKind::physiological &&
        one->level == AlarmPriority::high)
        one->silentUntil = now + kReminderAfter;
}

void OccurrenceBook::pause(std::string_view condition, Millis length, MonoTime now) {
    Occurrence* one = find(condition);
    if (!one || !one->isShown() || one->state == OccurrenceState::acknowledged) return;
    if (length <= Millis{0}) {
        if (one->isPaused()) step(*one, OccurrenceInput::silenceOver);
        return;
    }
    step(*one, OccurrenceInput::pause);
    one->silentUntil = now + std::min(length, kLongestPause);
}

void OccurrenceBook::tick(MonoTime now) {
    for (auto& one : all_) {
        if (!one.silentUntil || now < *one.silentUntil) continue;
        const bool reminder = one.state == OccurrenceState::acknowledged;
        if (reminder && one.level != AlarmPriority::high) {
            one.silentUntil.reset(); // it has eased meanwhile: the acknowledgement holds while it lasts
            continue;
        }
        step(one, OccurrenceInput::silenceOver);
        one.generation = ++generation_;
        one.asksSince = now;
    }
}

void OccurrenceBook::restoreLatched(const AlarmRaised& raised, MonoTime at) {
    if (find(raised.condition)) return;
    Occurrence& one = add(raised.condition, AlarmKind::physiological);
    one.state = OccurrenceState::latched;
    one.level = AlarmPriority::high;
    one.text = one.emergencyText = raised.text;
    one.emergency = Truth{};
    one.emergency->priority = AlarmPriority::high;
    one.emergency->since = one.asksSince = at;
    one.generation = ++generation_;
}

void OccurrenceBook::clearAll(MonoTime now) {
    for (auto& one : all_)
        if (one.truth)
            changes_.push_back({AlarmChange::What::cleared, one.condition, one.kind, one.level, {}, now});
    all_.clear();
}

std::vector<AlarmChange> OccurrenceBook::takeChanges() {
    std::vector<AlarmChange> out;
    out.swap(changes_);
    return out;
}

} // namespace chairside
