// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/freshness_board.h"

#include <algorithm>
#include <limits>

namespace chairside {
namespace {

constexpr Millis kClockTolerance{30s}; // Source: reliability.md §4.1 rule 2

bool isOximeter(Channel c) {
    return c == Channel::spo2 || c == Channel::pulseRate;
}
/// Measured now and then rather than all the time: leaving it out of a message says nothing.
bool isSpot(Channel c) {
    return isCuff(c) || c == Channel::temperature;
}

/// How far a value may be trusted to be shown, the least first.
enum class Worth : std::uint8_t { gone, implausible, good };
Worth worth(const std::optional<Shown>& shown) {
    if (!shown || shown->freshness == Freshness::gone) return Worth::gone;
    return shown->implausible ? Worth::implausible : Worth::good;
}

/// The higher one is shown. Among those that are gone, the one seen last says since when there is nothing.
using Rank = std::pair<Worth, MonoTime>;
Rank rankOf(const Shown& shown) {
    const auto value = worth(shown);
    return {value, value == Worth::gone ? shown.at.mono : MonoTime{}};
}

void settle(Shown& shown, const AgeLimits& limits, bool ended) {
    shown.freshness = ended ? Freshness::gone : freshness(shown.age, limits);
    if (shown.freshness == Freshness::gone) shown.value = std::numeric_limits<double>::quiet_NaN();
}

/// A typed entry in the form of a reading, so that both obey the same validation.
Reading readingOf(const Event& entry) {
    Reading reading;
    const auto& vitals = std::get<VitalsEntered>(entry.body);
    reading.at = shifted(entry.at, entry.effective - entry.at.mono);
    reading.values = vitals.values;
    reading.flags = vitals.flags;
    validate(reading);
    return reading;
}

} // namespace

const FreshnessBoard::Group& FreshnessBoard::groupOf(Channel c) {
    static const std::array<Group, kChannelCount> kGroups = [] {
        std::array<Group, kChannelCount> groups;
        for (const auto& entry : allChannels()) groups[index(entry.channel)] = {entry.channel};
        const Group cuff{Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean};
        for (const auto member : cuff) groups[index(member)] = cuff;
        return groups;
    }();
    return kGroups[index(c)];
}

FreshnessBoard::SourceState* FreshnessBoard::find(SourceId id) {
    const auto it = std::find_if(sources_.begin(), sources_.end(),
                                 [id](const SourceState& s) { return s.info.id == id; });
    return it == sources_.end() ? nullptr : &*it;
}

void FreshnessBoard::apply(const Event& event) {
    if (const auto* attached = std::get_if<SourceAttached>(&event.body)) {
        if (auto* known = find(attached->info.id))
            known->info = attached->info;
        else
            sources_.emplace_back().info = attached->info;
    } else if (const auto* lost = std::get_if<SourceLost>(&event.body)) {
        if (auto* source = find(lost->source)) source->lost = true;
    } else if (const auto* returned = std::get_if<SourceReturned>(&event.body)) {
        if (auto* source = find(returned->source)) source->lost = false;
    } else if (std::holds_alternative<SessionResumed>(event.body)) {
        // What was measured before the program ended says nothing of now, however short it was away.
        for (auto& source : sources_) source.lost = true;
    } else if (std::holds_alternative<VitalsEntered>(event.body) ||
               std::holds_alternative<EntryWithdrawn>(event.body)) {
        typed_.apply(event);
    }
}

FreshnessBoard::Arrival FreshnessBoard::apply(const Reading& reading, std::optional<MonoTime> now) {
    auto* source = find(reading.source);
    if (!source) return Arrival::unknownSource;
    if (now && reading.at.mono > *now) return Arrival::future;
    endAbsent(*source, reading);
    std::optional<Arrival> refused;
    bool taken = false;
    for (const auto& entry : allChannels()) {
        if (!reading[entry.channel]) continue;
        const auto arrival = take(*source, entry.channel, reading);
        if (arrival == Arrival::taken)
            taken = true;
        else
            refused = arrival;
    }
    if (refused && !taken) return *refused;
    source->lost = false;
    return Arrival::taken;
}

FreshnessBoard::Arrival FreshnessBoard::take(SourceState& source, Channel c, const Reading& reading) {
    auto& held = source.held[index(c)];
    Held next{*reading[c], reading.at, reading.flags, reading.deviceUtcMs, Millis{0}, false};
    if (held && reading.at.mono < held->at.mono) return Arrival::older;
    if (held && reading.at.mono == held->at.mono) return Arrival::repeated;
    if (reading.deviceUtcMs) {
        const Millis behind{reading.at.wall.utcMs - *reading.deviceUtcMs};
        next.timeUnverified = behind > kClockTolerance || behind < -kClockTolerance;
        if (!next.timeUnverified) next.deviceLag = std::max(Millis{0}, behind);
        if (held && held->deviceUtcMs) {
            const Millis ahead{*reading.deviceUtcMs - *held->deviceUtcMs};
            // Further back than the tolerance, the device's clock was set: then its time cannot order
            // anything.
            if (ahead <= Millis{0} && ahead >= -kClockTolerance) return Arrival::repeated;
        }
    }
    held = next;
    return Arrival::taken;
}

void FreshnessBoard::endAbsent(SourceState& source, const Reading& reading) {
    const bool cuffResult = std::any_of(groupOf(Channel::nibpMean).begin(), groupOf(Channel::nibpMean).end(),
                                        [&](Channel c) { return reading[c].has_value(); });
    for (const auto& entry : allChannels()) {
        const auto c = entry.channel;
        if (reading[c]) continue;
        const auto& held = source.held[index(c)];
        const bool sensorOff = isOximeter(c) && (reading.flags & flag::kSensorOff);
        const bool leftOut = source.info.wholeMessages && !isSpot(c) && held &&
                             reading.at.mono - held->at.mono >= source.info.period[index(c)];
        if (!sensorOff && !leftOut && !(isCuff(c) && cuffResult)) continue;
        auto& endedAt = source.endedAt[index(c)];
        endedAt = std::max(endedAt, std::optional(reading.at.mono));
    }
}

std::optional<Shown> FreshnessBoard::measured(const SourceState& source, Channel c, MonoTime now) {
    const auto& held = source.held[index(c)];
    if (!held || held->at.mono > now) return std::nullopt;
    Shown shown;
    shown.value = held->value;
    shown.source = source.info.id;
    shown.sourceName = source.info.name;
    shown.origin = source.info.origin;
    shown.at = held->at;
    shown.age = now - held->at.mono + held->deviceLag;
    shown.implausible = held->flags & flag::implausible(c);
    shown.derived = held->flags & flag::derived(c);
    shown.doubtful = isOximeter(c) && (held->flags & (flag::kWeakSignal | flag::kCuffInflating));
    shown.timeUnverified = held->timeUnverified;
    settle(shown, ageLimits(c, source.info.origin, source.info.period[index(c)]), source.hasEnded(c));
    if (source.lost && shown.freshness == Freshness::live) shown.freshness = Freshness::ageing;
    return shown;
}

std::optional<Shown> FreshnessBoard::typedIn(const Event& entry, Channel c, MonoTime now) {
    const auto reading = readingOf(entry);
    if (!reading[c]) return std::nullopt;
    Shown shown;
    shown.value = *reading[c];
    shown.sourceName = entry.actor.name;
    shown.origin = Origin::typed;
    shown.at = reading.at;
    shown.age = now - reading.at.mono;
    shown.implausible = reading.isImplausible(c);
    shown.derived = reading.flags & flag::derived(c);
    settle(shown, ageLimits(c, Origin::typed, Millis{0}), false);
    return shown;
}

const FreshnessBoard::SourceState* FreshnessBoard::bestSource(const Group& group, MonoTime now) const {
    const SourceState* best = nullptr;
    std::optional<Rank> bestRank;
    for (const auto& source : sources_) {
        std::optional<Rank> rank; // nothing = it never gave a value
        for (const auto c : group)
            if (const auto shown = measured(source, c, now))
                rank = std::max(rank, std::optional(rankOf(*shown)));
        if (rank > bestRank) {
            best = &source;
            bestRank = rank;
        }
    }
    return best;
}

const Event* FreshnessBoard::newestTyped(const Group& group, MonoTime now) const {
    const Event* newest = nullptr;
    for (const auto& entry : typed_.all()) {
        if (entry.effective > now) break; // they stand in order of time
        const auto& values = std::get<VitalsEntered>(entry.body).values;
        if (std::any_of(group.begin(), group.end(), [&](Channel c) { return values[index(c)].has_value(); }))
            newest = &entry;
    }
    return newest;
}

std::optional<Shown> FreshnessBoard::at(Channel c, MonoTime now) const {
    const auto& group = groupOf(c);
    const auto* source = bestSource(group, now);
    const auto* entry = newestTyped(group, now);
    if (!source && !entry) return std::nullopt;
    if (!source) return typedIn(*entry, c, now);
    if (!entry) return measured(*source, c, now);

    Worth sourceWorth = Worth::gone, entryWorth = Worth::gone;
    MonoTime sourceAt;
    for (const auto member : group) {
        const auto one = measured(*source, member, now);
        sourceWorth = std::max(sourceWorth, worth(one));
        if (one) sourceAt = std::max(sourceAt, one->at.mono);
        entryWorth = std::max(entryWorth, worth(typedIn(*entry, member, now)));
    }
    // What was typed before the last measurement never comes back when the device has gone: dashes then.
    const bool newerFirst = isSpot(c) || sourceWorth == Worth::gone;
    const bool useEntry =
        entry->effective > sourceAt && (entryWorth != sourceWorth ? entryWorth > sourceWorth : newerFirst);
    return useEntry ? typedIn(*entry, c, now) : measured(*source, c, now);
}

std::optional<MonoTime> FreshnessBoard::nextChange(MonoTime now) const {
    std::optional<MonoTime> next;
    const auto consider = [&](MonoTime from, const AgeLimits& limits) {
        for (const auto limit : {limits.live, limits.gone}) {
            const auto when = from + limit + Millis{1};
            if (when > now && (!next || when < *next)) next = when;
        }
    };
    for (const auto& entry : allChannels()) {
        const auto c = entry.channel;
        for (const auto& source : sources_)
            if (const auto& held = source.held[index(c)]; held && !source.hasEnded(c))
                consider(held->at.mono - held->deviceLag,
                         ageLimits(c, source.info.origin, source.info.period[index(c)]));
        if (const auto* typed = newestTyped({c}, now))
            consider(typed->effective, ageLimits(c, Origin::typed, Millis{0}));
    }
    return next;
}

} // namespace chairside
