// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine shows and sounds; it only reads. The state changes are in alarm_engine.cpp.
#include "core/domain/alarm/alarm_engine.h"
#include "core/domain/alarm/alarm_signal.h"
#include "core/domain/alarm/alarm_text.h"

#include <algorithm>
#include <tuple>

namespace chairside {
namespace {

bool isFlashing(const Occurrence& one) {
    return one.truth && !one.isRecovering() && one.state != OccurrenceState::acknowledged;
}

/// Where a technical condition belongs: "missing.spo2" and "implausible.spo2" name a channel.
std::optional<Channel> channelInId(std::string_view condition) {
    for (const std::string_view prefix : {"missing.", "implausible."})
        if (condition.starts_with(prefix)) return channelFromKey(condition.substr(prefix.size()));
    return std::nullopt;
}

Millis soundsAfter(AlarmPriority priority, bool quiet) {
    if (!quiet) return Millis{0};
    switch (priority) {
    case AlarmPriority::low: return kQuietLowAfter;
    case AlarmPriority::medium: return kQuietMediumAfter;
    case AlarmPriority::high: return Millis{0};
    }
    return Millis{0};
}

} // namespace

void AlarmEngine::place(ActiveAlarm& alarm, const Occurrence& one) const {
    const Truth truth = one.truth.value_or(one.emergency.value_or(Truth{}));
    alarm.since = truth.since;
    alarm.source = truth.source;
    alarm.recovering = truth.recovering;
    alarm.awaitingRepeat = truth.awaitingRepeat;
    alarm.channel = channelInId(one.condition);
    for (std::size_t i = 0; i < ladders_.size(); ++i) {
        if (ladders_.id(i) != one.condition) continue;
        alarm.channel = truth.measured ? truth.measured : ladders_.channel(i);
        if (truth.rung < 0) return;
        alarm.limit = ladders_.rule(i, truth.rung).id;
        alarm.limitValue = truth.limit;
        if (one.truth) alarm.text = describe(i, truth);
    }
}

ActiveAlarm AlarmEngine::line(const Occurrence& one, MonoTime now) const {
    ActiveAlarm alarm;
    alarm.condition = one.condition;
    alarm.kind = one.kind;
    alarm.priority = one.priority();
    alarm.text = one.text;
    alarm.over = one.isOver();
    place(alarm, one);
    if (one.emergency && alarm.over)
        alarm.text = one.emergencyText + ", over";
    else if (one.emergency && (one.level != AlarmPriority::high || alarm.recovering))
        alarm.text += ", was " + one.emergencyText;
    alarm.acknowledged = one.state == OccurrenceState::acknowledged;
    if (one.isPaused() && now < one.silentUntil) alarm.pausedUntil = one.silentUntil;
    return alarm;
}

std::vector<ActiveAlarm> AlarmEngine::active(MonoTime now) const {
    std::vector<const Occurrence*> shown;
    for (const auto& one : book_.all())
        if (one.isShown()) shown.push_back(&one);
    std::ranges::stable_sort(shown, std::greater<>{}, [](const Occurrence* o) {
        return std::tuple(o->priority(), o->state != OccurrenceState::acknowledged, !o->isOver(),
                          o->generation);
    });
    std::vector<ActiveAlarm> out;
    out.reserve(shown.size());
    for (const Occurrence* one : shown) out.push_back(line(*one, now));
    return out;
}

std::vector<AlarmNote> AlarmEngine::notes(MonoTime now) const {
    std::vector<AlarmNote> out;
    if (ended_) return out;
    if (demo_) out.push_back({"demo", "Demonstration: no real patient.", std::nullopt, MonoTime{}});
    if (simulated_)
        out.push_back({"simulated", "Simulated values: not a patient.", std::nullopt, MonoTime{}});
    for (std::size_t i = 0; i < devices_.size(); ++i) {
        const auto& source = devices_.info(i);
        const auto number = std::to_string(source.id);
        if (source.origin == Origin::simulated && !simulated_)
            out.push_back(
                {"simulated." + number, source.name + " makes its values up.", std::nullopt, MonoTime{}});
        if (source.origin == Origin::replayed)
            out.push_back(
                {"replayed." + number, source.name + " replays a recording.", std::nullopt, MonoTime{}});
        if (const auto cuff = devices_.cuffCycling(source.id, now))
            out.push_back({"cuff_cycling." + number,
                           "Cuff cycling on the oximeter arm: SpO₂ not watched for now.", Channel::spo2,
                           *cuff});
    }
    for (std::size_t i = 0; i < ladders_.size(); ++i)
        if (const auto truth = ladders_.infoTruth(i))
            out.push_back({ladders_.id(i) + ".info", describe(i, *truth), ladders_.channel(i), truth->since});
    return out;
}

AlarmVisual AlarmEngine::visual(MonoTime flashClock) const {
    AlarmVisual out;
    const Occurrence* top = nullptr;
    const auto lit = [&](const Occurrence& one, AlarmPriority priority) {
        return !isFlashing(one) || flashOn(priority, flashClock);
    };
    for (const auto& one : book_.all()) {
        if (!one.isShown()) continue;
        ++out.count;
        const auto rank = [](const Occurrence& o) {
            return std::tuple(o.priority(), isFlashing(o), o.generation);
        };
        if (!top || rank(one) > rank(*top)) top = &one;
        if (!one.truth) continue; // a tile follows the condition, not its latch
        ActiveAlarm alarm;
        place(alarm, one);
        if (!alarm.channel) continue;
        auto& tile = out.tiles[index(*alarm.channel)];
        if (tile.priority && *tile.priority >= one.level) continue;
        tile = {one.level, lit(one, one.level), alarm.limit, one.truth->high};
    }
    if (top) {
        out.priority = top->priority();
        out.lit = lit(*top, top->priority());
    }
    return out;
}

std::optional<MonoTime> AlarmEngine::nextChange(MonoTime now) const {
    std::optional<MonoTime> next;
    const auto consider = [&](std::optional<MonoTime> at) {
        if (at && *at > now && (!next || *at < *next)) next = at;
    };
    consider(ladders_.nextRaise());
    for (const auto& one : book_.all()) {
        if (!one.isShown()) continue;
        consider(one.silentUntil);
        consider(one.asksSince + soundsAfter(one.priority(), quiet_));
    }
    return next;
}

std::optional<SoundOrder> AlarmEngine::sound(MonoTime now) const {
    const Occurrence* loudest = nullptr;
    for (const auto& one : book_.all()) {
        if (!one.asksForSoundAt(now)) continue;
        if (now - one.asksSince < soundsAfter(one.priority(), quiet_)) continue;
        if (!loudest ||
            std::tuple(one.priority(), one.generation) > std::tuple(loudest->priority(), loudest->generation))
            loudest = &one;
    }
    if (!loudest) return std::nullopt;
    return SoundOrder{loudest->priority(), loudest->condition, loudest->generation, quiet_};
}

} // namespace chairside
