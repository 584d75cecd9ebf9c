// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/alarm_engine.h"

#include "core/base/number.h"
#include "core/domain/alarm/alarm_policy.h"
#include "core/domain/alarm/alarm_text.h"

#include <algorithm>
#include <charconv>

namespace chairside {
namespace {

/// Acquisition stamps while the main thread works: a stamp a moment ahead of `now` is not from the future.
constexpr Millis kFutureTolerance{1s};

constexpr std::array<std::string_view, kDeviceFaults> kDeviceFaultIds{
    "silent.", "sensor_off.", "weak_signal.", "cuff_failed.", "bad_time.", "extra_probe.", "repeats."};
constexpr std::array<std::string_view, kTechnicalCount> kProgramIds{
    "store_fault",        "disk_low",      "clock_stepped",   "sound_missing",
    "acquisition_behind", "window_frozen", "sentinel_missing"};

/// A condition id put together without the heap; ticks ask for many.
class IdText {
public:
    IdText(std::string_view prefix, std::string_view key) { add(prefix).add(key); }
    IdText(std::string_view prefix, SourceId number) {
        add(prefix);
        size_ = static_cast<std::size_t>(
            std::to_chars(text_.data() + size_, text_.data() + text_.size(), number).ptr - text_.data());
    }
    operator std::string_view() const { return {text_.data(), size_}; }

private:
    IdText& add(std::string_view part) {
        size_ += part.copy(text_.data() + size_, text_.size() - size_);
        return *this;
    }
    std::array<char, 64> text_;
    std::size_t size_ = 0;
};

bool isMomentary(Technical what) {
    return what == Technical::clockStepped || what == Technical::windowFrozen;
}

} // namespace

EventBody toEventBody(const AlarmChange& change) {
    if (change.what == AlarmChange::What::cleared) return AlarmCleared{change.condition};
    return AlarmRaised{change.condition, change.priority, change.text};
}

AlarmEngine::AlarmEngine(const Protocol& protocol)
    : limits_(protocol), ladders_(limits_), quiet_(isQuietAt(protocol, Stage::checkIn)) {}

void AlarmEngine::apply(const Reading& reading, const SourceInfo& source, MonoTime now) {
    if (ended_) return;
    if (reading.at.mono > now + kFutureTolerance) {
        devices_.badTime(source, now);
        return;
    }
    const MonoTime at = reading.at.mono;
    devices_.read(reading, source);
    ladders_.advance(at);
    syncLimits(at);
    const auto cuff = devices_.cuffCycling(source.id, at);
    for (const auto& sensor : allChannels()) {
        const Channel c = sensor.channel;
        if (cuff && (c == Channel::spo2 || c == Channel::pulseRate)) {
            ladders_.hold(c, source.id, *cuff + kLongestCuffCycle);
            continue;
        }
        const auto value = reading.trusted(c);
        if (!value) continue;
        ProbeSample sample{
            source.id, source.origin, source.period[index(c)], *value, at, reading.deviceUtcMs, {}, c};
        if (!ladders_.sample(c, sample)) devices_.tooManyProbes(source, at);
        // An oximeter alone must not leave the heart rate unwatched: its pulse stands in while no ECG gives
        // one.
        if (c == Channel::pulseRate && !ladders_.hasRulesFor(c) && !ladders_.believes(Channel::hr))
            ladders_.sample(Channel::hr, sample);
    }
    syncLimits(at);
}

void AlarmEngine::apply(const Event& event) {
    if (ended_) return;
    const MonoTime at = event.at.mono;
    if (const auto* opened = std::get_if<SessionOpened>(&event.body)) {
        simulated_ = opened->simulated;
        demo_ = opened->demo;
    } else if (const auto* vitals = std::get_if<VitalsEntered>(&event.body)) {
        typed(event, *vitals);
    } else if (const auto* score = std::get_if<ScoreEntered>(&event.body)) {
        scored(event, *score);
    } else if (std::get_if<EntryWithdrawn>(&event.body)) {
        if (event.corrects) ladders_.withdraw(*event.corrects);
    } else if (const auto* artefact = std::get_if<ArtefactMarked>(&event.body)) {
        for (const Channel c : artefact->channels) ladders_.dropBetween(c, artefact->from, artefact->to);
    } else if (const auto* ack = std::get_if<AlarmAcknowledged>(&event.body)) {
        book_.acknowledge(ack->condition, at);
        for (std::size_t i = 0; i < kTechnicalCount; ++i)
            if (isMomentary(static_cast<Technical>(i)) && kProgramIds[i] == ack->condition)
                program_[i].detail.reset();
    } else if (const auto* pause = std::get_if<AlarmPaused>(&event.body)) {
        book_.pause(pause->condition, pause->length, at);
    } else if (const auto* change = std::get_if<LimitChanged>(&event.body)) {
        changeLimit(*change, at);
    } else if (const auto* attached = std::get_if<SourceAttached>(&event.body)) {
        devices_.attach(attached->info, at);
    } else if (const auto* lost = std::get_if<SourceLost>(&event.body)) {
        devices_.lost(lost->source, lost->reason, at);
    } else if (const auto* returned = std::get_if<SourceReturned>(&event.body)) {
        devices_.returned(returned->source, at);
    } else if (const auto* stepped = std::get_if<ClockStepped>(&event.body)) {
        setProgram(Technical::clockStepped, "by " + formatDuration(stepped->by), at);
    } else if (const auto* fault = std::get_if<StoreFault>(&event.body)) {
        setProgram(Technical::storeFault, fault->message, at);
    } else if (std::get_if<Discharged>(&event.body) || std::get_if<SessionCancelled>(&event.body)) {
        endSession(at);
        return;
    }
    syncLimits(at);
}

void AlarmEngine::typed(const Event& event, const VitalsEntered& vitals) {
    if (event.corrects) ladders_.withdraw(*event.corrects);
    ladders_.advance(event.effective);
    for (const auto& sensor : allChannels()) {
        const auto& value = vitals.values[index(sensor.channel)];
        if (!value || (vitals.flags & flag::implausible(sensor.channel))) continue;
        ladders_.sample(sensor.channel, {0, Origin::typed, Millis{0}, *value, event.effective, std::nullopt,
                                         event.id, sensor.channel});
    }
}

/// A rule may name the instrument, "<instrument>_total", or one answer as "<instrument>_item<link id>".
void AlarmEngine::scored(const Event& event, const ScoreEntered& score) {
    if (event.corrects) ladders_.withdraw(*event.corrects);
    if (score.total) {
        ladders_.sampleScore(score.instrument, *score.total, event.effective, event.id);
        ladders_.sampleScore(score.instrument + "_total", *score.total, event.effective, event.id);
    }
    for (const auto& [link, answer] : score.answers) {
        const auto number = parseNumber(answer);
        if (number.value)
            ladders_.sampleScore(score.instrument + "_item" + link, *number.value, event.effective, event.id);
    }
}

void AlarmEngine::changeLimit(const LimitChanged& change, MonoTime now) {
    limits_.apply(change);
    devices_.setCuffInterval(limits_.cuffInterval());
    if (const LimitRule* rule = limits_.find(change.limit)) ladders_.limitMoved(*rule, now);
}

void AlarmEngine::resume(std::span<const Event> log) {
    std::vector<std::pair<AlarmRaised, bool>> open; // with: acknowledged?
    MonoTime last{};
    for (const auto& event : log) {
        last = std::max(last, event.at.mono);
        const auto sameAs = [](const std::string& id) {
            return [&id](const auto& o) { return o.first.condition == id; };
        };
        if (const auto* raised = std::get_if<AlarmRaised>(&event.body)) {
            std::erase_if(open, sameAs(raised->condition));
            open.emplace_back(*raised, false);
        } else if (const auto* cleared = std::get_if<AlarmCleared>(&event.body)) {
            // An unacknowledged emergency outlives its condition.
            std::erase_if(open, [&](const auto& o) {
                return o.first.condition == cleared->condition &&
                       (o.second || o.first.priority != AlarmPriority::high);
            });
        } else if (const auto* ack = std::get_if<AlarmAcknowledged>(&event.body)) {
            book_.acknowledge(ack->condition, event.at.mono);
            for (auto& one : open)
                if (one.first.condition == ack->condition) one.second = true;
        } else if (!std::get_if<SourceAttached>(&event.body) && !std::get_if<SourceLost>(&event.body) &&
                   !std::get_if<ClockStepped>(&event.body) && !std::get_if<StoreFault>(&event.body)) {
            apply(event);
        }
    }
    (void)book_.takeChanges(); // what the fold raised on its way is in the log already
    for (const auto& [raised, acknowledged] : open) {
        const Occurrence* known = book_.find(raised.condition);
        if (known && known->truth) {
            if (acknowledged) book_.acknowledge(raised.condition, last);
            continue;
        }
        const bool limit = std::ranges::any_of(
            limits_.rules(), [&](const auto& r) { return conditionOf(r) == raised.condition; });
        book_.report({AlarmChange::What::cleared,
                      raised.condition,
                      limit ? AlarmKind::physiological : AlarmKind::technical,
                      raised.priority,
                      {},
                      last});
        if (limit && raised.priority == AlarmPriority::high && !acknowledged)
            book_.restoreLatched(raised, last);
    }
}

void AlarmEngine::setBaseline(const Baseline& baseline, MonoTime now) {
    ladders_.setBaseline(baseline, now);
    syncLimits(now);
}

void AlarmEngine::setChecks(std::span<const LateCheck> late, MonoTime now) {
    checks_.assign(late.begin(), late.end());
    syncProgram(now);
}

void AlarmEngine::setTechnical(Technical what, std::optional<std::string> detail, MonoTime now) {
    if (ended_) return;
    setProgram(what, std::move(detail), now);
}

void AlarmEngine::setProgram(Technical what, std::optional<std::string> detail, MonoTime now) {
    auto& program = program_[static_cast<std::size_t>(what)];
    if (detail && (!program.detail || isMomentary(what))) program.since = now;
    program.detail = std::move(detail);
    syncProgram(now);
}

void AlarmEngine::endSession(MonoTime now) {
    ended_ = true;
    ladders_.loseAll();
    devices_.clear();
    book_.clearAll(now);
}

std::vector<AlarmChange> AlarmEngine::tick(MonoTime now) {
    if (!ended_) {
        ladders_.advance(now);
        sync(now);
        book_.tick(now);
    }
    return book_.takeChanges();
}

void AlarmEngine::sync(MonoTime now) {
    syncLimits(now);
    syncDevices(now);
    syncProgram(now);
}

void AlarmEngine::syncLimits(MonoTime now) {
    now_ = std::max(now_, now);
    for (std::size_t i = 0; i < ladders_.size(); ++i)
        book_.update(ladders_.id(i), AlarmKind::physiological, ladders_.truth(i), now_,
                     [&](const Truth& truth) { return describe(i, truth); });
}

void AlarmEngine::syncDevices(MonoTime now) {
    const auto technical = [&](std::string_view id, const std::optional<Truth>& truth, auto text) {
        book_.update(id, AlarmKind::technical, truth, now, text);
    };
    for (std::size_t i = 0; i < devices_.size(); ++i)
        for (std::size_t f = 0; f < kDeviceFaults; ++f) {
            const auto fault = static_cast<DeviceFault>(f);
            technical(
                IdText(kDeviceFaultIds[f], devices_.info(i).id), devices_.fault(i, fault, now),
                [&](const Truth&) { return deviceText(fault, devices_.info(i), devices_.lostReason(i)); });
        }
    for (const auto& sensor : allChannels()) {
        const Channel c = sensor.channel;
        technical(IdText("missing.", sensor.key), devices_.missing(c, now),
                  [&](const Truth&) { return missingText(c, devices_.missingWith(c, now)); });
        technical(IdText("implausible.", sensor.key), devices_.implausible(c, now),
                  [&](const Truth& truth) { return implausibleText(c, truth); });
    }
}

void AlarmEngine::syncProgram(MonoTime now) {
    if (ended_) return;
    for (std::size_t i = 0; i < kTechnicalCount; ++i) {
        auto& program = program_[i];
        const auto what = static_cast<Technical>(i);
        if (program.detail && isMomentary(what) && now - program.since >= kMomentary) program.detail.reset();
        std::optional<Truth> truth;
        if (program.detail) truth = Truth{.priority = priorityOf(what), .since = program.since};
        book_.update(kProgramIds[i], AlarmKind::technical, truth, now,
                     [&](const Truth&) { return technicalText(what, *program.detail); });
    }
    for (const auto& check : checks_) {
        const bool urgent = check.mandatory && check.missed;
        const Truth truth{.priority = urgent ? AlarmPriority::medium : AlarmPriority::low,
                          .since = check.due};
        book_.update(IdText("check.", check.id), AlarmKind::technical, truth, now,
                     [&](const Truth&) { return checkText(check); });
    }
    for (const auto& one : book_.all()) {
        if (!one.truth || !one.condition.starts_with("check.")) continue;
        const auto id = std::string_view(one.condition).substr(6);
        if (std::ranges::find(checks_, id, &LateCheck::id) == checks_.end())
            book_.update(one.condition, AlarmKind::technical, std::nullopt, now,
                         [](const Truth&) { return std::string{}; });
    }
}

std::string AlarmEngine::describe(std::size_t ladder, const Truth& truth) const {
    std::string_view source;
    const auto channel = ladders_.channel(ladder);
    if (channel && ladders_.probes(*channel) > 1) {
        const SourceInfo* info = devices_.find(truth.source);
        source = info ? std::string_view(info->name) : std::string_view("typed");
    }
    return limitText(ladders_.rule(ladder, truth.rung), truth, ladders_.baseline(), source);
}

std::optional<Refusal> AlarmEngine::refuse(const AlarmAcknowledged& ask) const {
    const auto it = std::ranges::find(book_.all(), ask.condition, &Occurrence::condition);
    if (it == book_.all().end() || !it->isShown())
        return Refusal{"This alarm is already over; there is nothing to acknowledge."};
    return std::nullopt;
}

std::optional<Refusal> AlarmEngine::refuse(const AlarmPaused& ask) const {
    const auto it = std::ranges::find(book_.all(), ask.condition, &Occurrence::condition);
    if (it == book_.all().end() || !it->isShown())
        return Refusal{"This alarm is already over; there is nothing to pause."};
    if (ask.length > kLongestPause)
        return Refusal{
            "An alarm can be silent for at most 2 minutes; choose a shorter pause or acknowledge it."};
    return std::nullopt;
}

} // namespace chairside
