// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session_engine.h"

#include "core/base/number.h"

namespace chairside {
namespace {

constexpr std::string_view kQuietProfile = "quiet", kFullProfile = "full";

} // namespace

SessionEngine::SessionEngine(Protocol protocol, const Clock& clock, UuidSource& ids, EventSink sink)
    : view_(std::move(protocol)), alarms_(view_.protocol()), clock_(clock), ids_(ids),
      sink_(std::move(sink)) {}

void SessionEngine::restore(const std::vector<Event>& events, const std::vector<Reading>& readings) {
    std::size_t next = 0;
    for (const auto& event : events) {
        for (; next < readings.size() && readings[next].at.mono <= event.at.mono; ++next)
            view_.apply(readings[next]);
        view_.apply(event);
    }
    for (; next < readings.size(); ++next) view_.apply(readings[next]);
    alarms_.resume(events);
    for (const auto& event : events)
        if (const auto* sound = std::get_if<SoundSet>(&event.body); sound && !sound->profile.empty())
            quiet_ = sound->profile == kQuietProfile;
    alarms_.setQuietRoom(quiet_);
    takeBaseline();
}

Decision SessionEngine::submit(const Command& command) {
    if (const auto refusal = alarmRefusal(command.ask)) return *refusal;
    auto decision = decide(view_.state(), command, clock_.now(), {view_.protocol(), view_.vitals(), ids_});
    if (const auto* events = std::get_if<std::vector<Event>>(&decision)) {
        record(*events);
        recordAlarms();
    }
    return decision;
}

std::optional<Refusal> SessionEngine::alarmRefusal(const EventBody& ask) const {
    if (const auto* acknowledge = std::get_if<AlarmAcknowledged>(&ask)) return alarms_.refuse(*acknowledge);
    if (const auto* pause = std::get_if<AlarmPaused>(&ask)) return alarms_.refuse(*pause);
    if (const auto* change = std::get_if<LimitChanged>(&ask)) return refuseChange(alarms_.limits(), *change);
    return std::nullopt;
}

void SessionEngine::ingest(SourceId source, const SourceMessage& message) {
    if (const auto* reading = std::get_if<Reading>(&message)) {
        view_.apply(*reading);
        if (const auto it = sources_.find(reading->source); it != sources_.end())
            alarms_.apply(*reading, it->second, reading->at.mono);
        if (onReading) onReading(*reading);
        return;
    }
    const auto& change = std::get<LinkChange>(message);
    if (!isOpen()) return;
    const bool lost = change.state != LinkState::connected;
    auto& since = lostSince_[source];
    if (lost && !since) {
        since = change.at.mono;
        note(SourceLost{source, change.reason});
    } else if (!lost && since) {
        note(SourceReturned{source, change.at.mono - *since});
        since.reset();
    }
}

void SessionEngine::note(EventBody body, std::optional<MonoTime> effective) {
    Command command;
    command.actor = systemActor();
    command.ask = std::move(body);
    command.effective = effective;
    const auto decision =
        decide(view_.state(), command, clock_.now(), {view_.protocol(), view_.vitals(), ids_});
    if (const auto* events = std::get_if<std::vector<Event>>(&decision)) record(*events);
}

void SessionEngine::setTechnical(Technical what, std::optional<std::string> detail) {
    alarms_.setTechnical(what, std::move(detail), clock_.now().mono);
}

void SessionEngine::tick(MonoTime to) {
    if (!isOpen()) return;
    ticked_ = std::max(ticked_, to);
    std::vector<LateCheck> late;
    for (const auto& check : view_.schedule().at(ticked_))
        if (check.state == CheckState::overdue || (check.state == CheckState::missed && check.reason.empty()))
            late.push_back(
                {check.rule, check.title, check.due, check.mandatory, check.state == CheckState::missed});
    alarms_.setChecks(late, ticked_);
    recordAlarms();
}

void SessionEngine::updateDueMarks(MonoTime now) {
    view_.record().setDueMarks(view_.dueMarks(now));
}

void SessionEngine::recordAlarms() {
    if (!isOpen()) return;
    const auto now = clock_.now().mono;
    for (const auto& change : alarms_.tick(ticked_)) note(toEventBody(change), std::min(change.at, now));
}

void SessionEngine::record(const std::vector<Event>& events) {
    for (const auto& event : events) {
        const bool treatmentBegins = !view_.state().treatmentStart;
        sink_(event);
        view_.apply(event);
        alarms_.apply(event);
        if (const auto* attached = std::get_if<SourceAttached>(&event.body))
            sources_[attached->info.id] = attached->info;
        if (treatmentBegins && view_.state().treatmentStart) takeBaseline();
        if (onEvent) onEvent(event);
    }
    followProfile();
}

/// The protocol names the stages of the quiet profile; each change is an event, so that the record says how
/// an alarm could be heard at any moment.
void SessionEngine::followProfile() {
    if (!isOpen()) return;
    const auto phase = view_.state().phase;
    const bool quiet = isQuietAt(view_.protocol(), stageOf(phase));
    if (quiet == quiet_) return;
    quiet_ = quiet;
    alarms_.setQuietRoom(quiet);
    note(SoundSet{std::nullopt, std::string(quiet ? kQuietProfile : kFullProfile),
                  "by the protocol " + std::string(phaseWords(phase))});
}

void SessionEngine::takeBaseline() {
    for (const auto& event : view_.events())
        if (const auto* attached = std::get_if<SourceAttached>(&event.body))
            sources_[attached->info.id] = attached->info;
    if (!view_.baseline()) return;
    Baseline baseline;
    for (const auto& entry : allChannels())
        if (const auto& fact = (*view_.baseline())[entry.channel]) baseline[entry.channel] = fact->value;
    alarms_.setBaseline(baseline, clock_.now().mono);
}

} // namespace chairside
