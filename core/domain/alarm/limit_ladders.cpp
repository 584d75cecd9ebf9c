// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/limit_ladders.h"

#include "core/domain/alarm/alarm_policy.h"

#include <algorithm>
#include <tuple>

namespace chairside {
LimitLadders::LimitLadders(const LimitSet& limits) {
    for (const auto& rule : limits.rules()) {
        const auto id = conditionOf(rule);
        auto it = std::ranges::find(ladders_, id, &Ladder::id);
        if (it == ladders_.end()) {
            ladders_.push_back({id, rule.param, channelOf(rule), rule.high, {}, {}});
            it = std::prev(ladders_.end());
        }
        it->rungs.push_back({rule, priorityOf(rule), {}});
    }
}

const LimitRule& LimitLadders::rule(std::size_t ladder, int rung) const {
    return ladders_[ladder].rungs[static_cast<std::size_t>(rung)].rule;
}

std::size_t LimitLadders::probes(Channel c) const {
    return static_cast<std::size_t>(std::ranges::count_if(probes_[index(c)], &Probe::has));
}

bool LimitLadders::isArmed(Channel c) const {
    return std::ranges::any_of(probes_[index(c)], &Probe::armed);
}

bool LimitLadders::believes(Channel c) const {
    return std::ranges::any_of(probes_[index(c)], [c](const Probe& p) { return p.has && p.measured == c; });
}

bool LimitLadders::hasRulesFor(Channel c) const {
    return std::ranges::any_of(ladders_, [c](const Ladder& l) { return l.channel == c; });
}

LimitLadders::Probe* LimitLadders::probeFor(Channel c, SourceId source) {
    auto& slots = probes_[index(c)];
    for (auto& probe : slots)
        if (probe.used && probe.source == source) return &probe;
    for (auto& probe : slots)
        if (!probe.used) {
            probe.used = true;
            probe.source = source;
            return &probe;
        }
    return nullptr;
}

const LimitLadders::Probe& LimitLadders::probeOf(const Ladder& ladder, std::size_t slot) const {
    return ladder.channel ? probes_[index(*ladder.channel)][slot] : ladder.score;
}

/// Older than what is known, the same cuff measurement again, or the silence before the first breath.
bool LimitLadders::refuses(Probe& probe, Channel c, const ProbeSample& s) const {
    if (probe.armed && s.at < probe.at) return true;
    if (isCuff(c) && probe.has && s.deviceUtcMs && s.deviceUtcMs == probe.deviceUtcMs) return true;
    if (probe.armed) return false;
    if (probe.firstAt == MonoTime{}) probe.firstAt = s.at;
    const bool beforeFirstBreath = c == Channel::rr && s.source != 0 && s.value == 0;
    return beforeFirstBreath && s.at - probe.firstAt < kFirstBreaths;
}

bool LimitLadders::sample(Channel c, const ProbeSample& s) {
    Probe* probe = probeFor(c, s.source);
    if (!probe) return false;
    if (refuses(*probe, c, s)) return true;
    auto& slots = probes_[index(c)];
    const auto slot = static_cast<std::size_t>(probe - slots.data());
    advanceSlot(c, slot, s.at);
    if (s.source != 0)
        for (std::size_t other = 0; other < kMaxProbes; ++other)
            if (slots[other].used && slots[other].source == 0 && slots[other].at <= s.at) loseSlot(c, other);
    probe->has = probe->armed = true;
    probe->stepwise = s.source == 0 || isCuff(c);
    probe->value = atPrecision(c, s.value);
    probe->at = s.at;
    probe->believedUntil = s.at + ageLimits(c, s.origin, s.period).gone;
    probe->deviceUtcMs = s.deviceUtcMs;
    probe->entry = s.entry;
    probe->measured = s.measured.value_or(c);
    for (auto& ladder : ladders_)
        if (ladder.channel == c) sampleSlot(ladder, slot, probe->value, s.at);
    return true;
}

void LimitLadders::sampleSlot(Ladder& ladder, std::size_t slot, double value, MonoTime at) {
    for (auto& rung : ladder.rungs)
        if (const auto how = check(rung, probeOf(ladder, slot).stepwise))
            rung.watches[slot].sample(value, at, *how);
}

void LimitLadders::hold(Channel c, SourceId source, MonoTime until) {
    for (auto& slots : probes_)
        for (auto& probe : slots)
            if (probe.has && probe.source == source && probe.measured == c)
                probe.believedUntil = std::max(probe.believedUntil, until);
}

void LimitLadders::sampleScore(std::string_view param, double value, MonoTime at, const Uuid& entry) {
    for (auto& ladder : ladders_) {
        if (ladder.channel || ladder.param != param || (ladder.score.has && at < ladder.score.at)) continue;
        auto& probe = ladder.score;
        probe.used = probe.has = probe.armed = probe.stepwise = true;
        probe.value = value;
        probe.at = at;
        probe.entry = entry;
        sampleSlot(ladder, 0, value, at);
    }
}

void LimitLadders::withdraw(const Uuid& entry) {
    for (const auto& sensor : allChannels())
        for (std::size_t slot = 0; slot < kMaxProbes; ++slot) {
            auto& probe = probes_[index(sensor.channel)][slot];
            if (!probe.has || probe.source != 0 || probe.entry != entry) continue;
            loseSlot(sensor.channel, slot);
            probe.at = MonoTime{}; // its correction may name an earlier time
        }
    for (auto& ladder : ladders_)
        if (ladder.score.has && ladder.score.entry == entry) loseScore(ladder);
}

void LimitLadders::dropBetween(Channel c, MonoTime from, MonoTime to) {
    for (std::size_t slot = 0; slot < kMaxProbes; ++slot) {
        const auto& probe = probes_[index(c)][slot];
        if (probe.has && probe.at >= from && probe.at <= to) loseSlot(c, slot);
    }
}

void LimitLadders::loseSlot(Channel c, std::size_t slot) {
    probes_[index(c)][slot].has = false;
    for (auto& ladder : ladders_)
        if (ladder.channel == c)
            for (auto& rung : ladder.rungs) rung.watches[slot].lose();
}

void LimitLadders::advanceSlot(Channel c, std::size_t slot, MonoTime now) {
    const auto& probe = probes_[index(c)][slot];
    if (!probe.has) return;
    if (now > probe.believedUntil) {
        loseSlot(c, slot);
        return;
    }
    for (auto& ladder : ladders_)
        if (ladder.channel == c)
            for (auto& rung : ladder.rungs)
                if (const auto how = check(rung, probe.stepwise)) rung.watches[slot].tick(now, *how);
}

void LimitLadders::advance(MonoTime now) {
    for (const auto& sensor : allChannels())
        for (std::size_t slot = 0; slot < kMaxProbes; ++slot) advanceSlot(sensor.channel, slot, now);
    for (auto& ladder : ladders_)
        if (ladder.score.has)
            for (auto& rung : ladder.rungs)
                if (const auto how = check(rung, true)) rung.watches[0].tick(now, *how);
}

void LimitLadders::limitMoved(const LimitRule& rule, MonoTime now) {
    for (auto& ladder : ladders_)
        for (auto& rung : ladder.rungs) {
            if (rung.rule.id != rule.id) continue;
            rung.rule.value = rule.value;
            for (std::size_t slot = 0; slot < (ladder.channel ? kMaxProbes : 1); ++slot) {
                const auto& probe = probeOf(ladder, slot);
                const auto how = check(rung, probe.stepwise);
                if (!how) {
                    rung.watches[slot].lose();
                    continue;
                }
                rung.watches[slot].limitMoved(probe.has ? std::optional(probe.value) : std::nullopt, now,
                                              *how);
            }
        }
}

void LimitLadders::setBaseline(const Baseline& baseline, MonoTime now) {
    baseline_ = baseline;
    for (auto& ladder : ladders_)
        for (auto& rung : ladder.rungs)
            if (rung.rule.percentOfBaseline) limitMoved(LimitRule(rung.rule), now);
}

void LimitLadders::loseAll() {
    for (const auto& sensor : allChannels())
        for (std::size_t slot = 0; slot < kMaxProbes; ++slot) loseSlot(sensor.channel, slot);
    for (auto& ladder : ladders_) loseScore(ladder);
}

void LimitLadders::loseScore(Ladder& ladder) {
    ladder.score = Probe{};
    for (auto& rung : ladder.rungs) rung.watches.front().lose();
}

std::optional<LimitCheck> LimitLadders::check(const Rung& rung, bool stepwise) const {
    const auto limit = comparedLimit(rung.rule, baseline_);
    if (!limit) return std::nullopt;
    return checkFor(rung.rule, *limit, stepwise);
}

std::optional<Truth> LimitLadders::candidate(const Ladder& ladder, std::size_t i, std::size_t slot) const {
    const auto& rung = ladder.rungs[i];
    const auto& watch = rung.watches[slot];
    const auto& probe = probeOf(ladder, slot);
    const bool awaiting = watch.phase() == LimitWatch::Phase::awaitingRepeat;
    if (!probe.has || (!watch.isTrue() && !awaiting)) return std::nullopt;
    Truth truth;
    truth.priority = awaiting ? AlarmPriority::low : rung.priority.value_or(AlarmPriority::low);
    truth.since = watch.since();
    truth.recovering = watch.phase() == LimitWatch::Phase::recovering;
    truth.awaitingRepeat = awaiting;
    truth.source = probe.source;
    truth.measured = probe.measured;
    truth.rung = static_cast<int>(i);
    truth.high = rung.rule.high;
    truth.value = probe.value;
    truth.limit = comparedLimit(rung.rule, baseline_).value_or(rung.rule.value);
    return truth;
}

std::optional<Truth> LimitLadders::truth(std::size_t l) const {
    // Shown: crossed now before recovering; then the priority; then a waiting repeat, because it asks for
    // something.
    const auto rank = [](const Truth& t) { return std::tuple(!t.recovering, t.priority, t.awaitingRepeat); };
    std::optional<Truth> best;
    AlarmPriority highest = AlarmPriority::low;
    for (std::size_t i = 0; i < ladders_[l].rungs.size(); ++i)
        for (std::size_t slot = 0; slot < kMaxProbes && ladders_[l].rungs[i].priority; ++slot) {
            const auto one = candidate(ladders_[l], i, slot);
            if (!one) continue;
            highest = std::max(highest, one->priority);
            if (!best || rank(*one) > rank(*best)) best = one;
        }
    // The priority eases only when the severer rung has ended, or a value that wavers would escalate again
    // and again.
    if (best) best->priority = highest;
    return best;
}

std::optional<MonoTime> LimitLadders::nextRaise() const {
    std::optional<MonoTime> next;
    for (const auto& ladder : ladders_)
        for (const auto& rung : ladder.rungs) {
            if (!rung.priority) continue; // nobody is woken for a note
            for (std::size_t slot = 0; slot < kMaxProbes; ++slot) {
                const auto& probe = probeOf(ladder, slot);
                const auto how = probe.has ? check(rung, probe.stepwise) : std::nullopt;
                const auto due = how ? rung.watches[slot].nextRaise(*how) : std::nullopt;
                if (due && (!next || *due < *next)) next = due;
            }
        }
    return next;
}

std::optional<Truth> LimitLadders::infoTruth(std::size_t l) const {
    for (std::size_t i = 0; i < ladders_[l].rungs.size(); ++i)
        if (!ladders_[l].rungs[i].priority)
            if (const auto one = candidate(ladders_[l], i, 0)) return one;
    return std::nullopt;
}

} // namespace chairside
