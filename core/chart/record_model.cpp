// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/record_model.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/chart/score_scale.h"
#include "core/domain/oxygen.h"
#include "core/domain/stored_words.h"

#include <algorithm>
#include <utility>

namespace chairside {
namespace {

Entry entryOf(const Event& event) {
    return {event.id, event.effective, event.actor.role == Role::system ? std::string{} : event.actor.name};
}

template <class Item>
Item itemOf(const Event& event) {
    Item item;
    static_cast<Entry&>(item) = entryOf(event);
    return item;
}

std::string rateText(double mlPerH) {
    return formatNumber(mlPerH, 1) + " mL/h";
}

std::string orSo(const std::string& text, const std::string& otherwise) {
    return text.empty() ? otherwise : text;
}

} // namespace

/// One call for each kind that the chart draws; the others are listed in the table elsewhere, not here.
struct RecordModel::Fold {
    RecordModel& model;
    const Event& event;

    void note(std::string label, EventTone tone = EventTone::workflow) const {
        model.add(event, tone, std::move(label));
    }
    void pump(std::string label) const {
        auto mark = itemOf<EventMark>(event);
        mark.label = std::move(label);
        mark.tone = EventTone::workflow;
        model.pumpActions_.push_back(std::move(mark));
    }

    void operator()(const SessionOpened& e) const {
        model.opened_ = event.effective;
        model.simulated_ = model.simulated_ || e.simulated;
        model.demo_ = model.demo_ || e.demo;
    }
    void operator()(const SessionResumed& e) const {
        model.gaps_.push_back({{event.effective - e.gap, event.effective}, e.reason});
        note(phrase("Resumed after {1}", formatDuration(e.gap)), EventTone::technical);
    }
    void operator()(const ScreenCompleted&) const { model.screened_ = event.effective; }
    void operator()(const HoldPlaced& e) const { note(phrase("Hold: {1}", storedWords(e.detail))); }
    void operator()(const HoldOverridden&) const { note(phrase("Hold overridden")); }
    void operator()(const HoldResolved&) const { note(phrase("Hold resolved")); }
    void operator()(const InfusionStarted& e) const {
        pump(phrase("Start {1}", rateText(e.rateMlPerH))), note(phrase("Start"));
    }
    void operator()(const InfusionPaused& e) const {
        pump(phrase("Paused")), note(phrase("Paused: {1}", orSo(storedWords(e.reason), phrase("no reason"))));
    }
    void operator()(const InfusionResumed& e) const {
        pump(phrase("Resumed {1}", rateText(e.rateMlPerH))), note(phrase("Resumed"));
    }
    void operator()(const RateChanged& e) const { pump(rateText(e.rateMlPerH)); }
    void operator()(const InfusionStopped& e) const {
        pump(phrase("Stopped"));
        note(e.completed ? phrase("Infusion complete")
                         : phrase("Stopped: {1}", orSo(storedWords(e.reasonCode), phrase("no reason"))));
    }
    void operator()(const SprayGiven& e) const {
        auto mark = itemOf<MedicationMark>(event);
        mark.drug = "esketamine";
        mark.label = phrase("spray {1} · {2} mg", std::to_string(e.device), formatNumber(e.mg, 1));
        mark.drugClass = "hypnotic";
        model.medications_.push_back(std::move(mark));
    }
    void operator()(const DischargeReady&) const { note(phrase("Ready to leave")); }
    void operator()(const Discharged&) const {
        model.discharged_ = event.effective;
        note(phrase("Discharged"));
    }
    void operator()(const SessionCancelled&) const { note(phrase("Cancelled")); }
    void operator()(const VitalsEntered& e) const {
        const auto oxygen = oxygenIn(event);
        if (!oxygen) return model.vitals_.appendTyped(event, e);
        // Oxygen is something given: a mark among the medicines, not a number among the vital signs.
        auto others = e;
        others.values[index(Channel::o2Flow)].reset();
        model.vitals_.appendTyped(event, others);
        auto mark = itemOf<MedicationMark>(event);
        mark.drug = kOxygenClass;
        mark.drugClass = kOxygenClass;
        mark.label = oxygen->flowLPerMin > 0 ? phrase("O₂ {1} L/min", formatNumber(oxygen->flowLPerMin, 1))
                                             : phrase("O₂ ended");
        mark.detail = oxygen->device;
        model.medications_.push_back(std::move(mark));
    }
    void operator()(const ScoreEntered& e) const {
        auto mark = itemOf<ScoreMark>(event);
        mark.instrument = e.instrument;
        mark.total = e.total;
        model.scores_.push_back(std::move(mark));
    }
    void operator()(const SideEffectBegan& e) const {
        auto bar = itemOf<EffectBar>(event);
        bar.effect = e.effect;
        bar.steps = {{event.effective, e.severity}};
        model.effects_.push_back(std::move(bar));
    }
    void operator()(const SideEffectChanged&) const { model.effectChanges_.push_back(event); }
    void operator()(const SideEffectEnded&) const { model.effectChanges_.push_back(event); }
    void operator()(const MedicationGiven& e) const {
        auto mark = itemOf<MedicationMark>(event);
        mark.drug = e.drug;
        mark.label = e.drug + " " + formatNumber(e.dose) + " " + e.unit;
        mark.drugClass = e.drugClass;
        mark.detail = e.reason.empty() ? e.route : e.route + ", " + e.reason;
        model.medications_.push_back(std::move(mark));
    }
    void operator()(const NoteWritten& e) const {
        if (!e.about) note(e.text, EventTone::note);
    }
    void operator()(const EventMarked& e) const { note(e.label, EventTone::marked); }
    void operator()(const ArtefactMarked& e) const {
        auto span = itemOf<ArtefactSpan>(event);
        span.at = e.from;
        span.span = {std::min(e.from, e.to), std::max(e.from, e.to)};
        span.channels = e.channels;
        span.reason = e.reason;
        model.artefacts_.push_back(std::move(span));
        model.artefactsStale_ = true;
    }
    void operator()(const AlarmRaised& e) const {
        // An escalation goes on in a new stretch of its own colour; the milder one ends where it begins.
        if (auto* milder = running(e.condition)) milder->end = event.effective;
        auto alarm = itemOf<AlarmSpan>(event);
        alarm.condition = e.condition;
        alarm.priority = e.priority;
        alarm.text = e.text;
        model.alarms_.push_back(std::move(alarm));
    }
    AlarmSpan* running(const std::string& condition) const {
        for (auto it = model.alarms_.rbegin(); it != model.alarms_.rend(); ++it)
            if (it->condition == condition && !it->end && it->at <= event.effective) return &*it;
        return nullptr;
    }
    void operator()(const AlarmAcknowledged& e) const {
        if (auto* alarm = running(e.condition)) alarm->acknowledged = event.effective;
    }
    void operator()(const AlarmCleared& e) const {
        if (auto* alarm = running(e.condition)) alarm->end = event.effective;
    }
    void operator()(const LimitChanged& e) const {
        model.limitSteps_.push_back({e.limit, event.effective, e.to, event.id});
    }
    void operator()(const SourceAttached& e) const { model.vitals_.addSource(e.info); }
    void operator()(const SourceLost& e) const {
        note(orSo(storedWords(e.reason), phrase("Source lost")), EventTone::technical);
    }
    void operator()(const SourceReturned& e) const {
        note(phrase("Source back after {1}", formatDuration(e.gap)), EventTone::technical);
    }
    void operator()(const ClockStepped& e) const {
        note(phrase("Computer clock set by {1}", formatDuration(e.by)), EventTone::technical);
    }
    void operator()(const StoreFault& e) const { note(e.message, EventTone::technical); }
    template <class Other>
    void operator()(const Other&) const {} // not drawn on the time axis
};

void RecordModel::append(const Reading& reading) {
    vitals_.append(reading);
    if (!artefacts_.empty()) artefactsStale_ = true;
}

void RecordModel::append(const Event& event) {
    if (!kinds_.emplace(event.id, event.body.index()).second) return;
    first_ = first_ ? std::min(*first_, event.effective) : event.effective;
    last_ = last_ ? std::max(*last_, event.effective) : event.effective;
    strike(event);
    pump_.apply(event);
    sprays_.apply(event);
    std::visit(Fold{*this, event}, event.body);
    if (!effects_.empty()) settleEffects();
}

void RecordModel::add(const Event& event, EventTone tone, std::string label) {
    auto mark = itemOf<EventMark>(event);
    mark.label = std::move(label);
    mark.tone = tone;
    events_.push_back(std::move(mark));
}

void RecordModel::strike(const Event& event) {
    if (!event.corrects) return;
    const auto target = kinds_.find(*event.corrects);
    const bool withdraws = std::holds_alternative<EntryWithdrawn>(event.body);
    // An addendum or a note may name an entry of another kind: that annotates it and leaves it standing.
    if (!withdraws && (target == kinds_.end() || target->second != event.body.index())) return;
    struck_.insert_or_assign(*event.corrects, withdraws ? EntryState::withdrawn : EntryState::corrected);
    if (!withdraws) replacedBy_.insert_or_assign(*event.corrects, event.id);
    if (!artefacts_.empty()) artefactsStale_ = true;
}

void RecordModel::settleEffects() {
    for (auto& bar : effects_) {
        bar.steps.resize(1);
        bar.end.reset();
        const auto isOf = [&](const Uuid& of) { return of == bar.event || currentFor(of) == bar.event; };
        for (const auto& change : effectChanges_) {
            if (stateOf(change.id) != EntryState::standing) continue;
            if (const auto* changed = std::get_if<SideEffectChanged>(&change.body);
                changed && isOf(changed->of))
                bar.steps.push_back({change.effective, changed->severity});
            if (const auto* ended = std::get_if<SideEffectEnded>(&change.body); ended && isOf(ended->of))
                bar.end = std::max(change.effective, bar.at);
        }
        std::stable_sort(bar.steps.begin() + 1, bar.steps.end(),
                         [](const auto& a, const auto& b) { return a.from < b.from; });
    }
}

std::vector<ArtefactSpan> RecordModel::standingArtefacts() const {
    std::vector<ArtefactSpan> standing;
    std::copy_if(artefacts_.begin(), artefacts_.end(), std::back_inserter(standing),
                 [this](const auto& span) { return isStanding(span); });
    return standing;
}

const VitalsRecord& RecordModel::vitals() const {
    if (artefactsStale_) vitals_.setArtefacts(standingArtefacts());
    artefactsStale_ = false;
    return vitals_;
}

void RecordModel::setLimits(std::vector<LimitSetting> limits) {
    limits_ = std::move(limits);
}

std::vector<LimitTrack> RecordModel::limits() const {
    std::vector<LimitTrack> tracks;
    for (const auto& limit : limits_) {
        LimitTrack track{limit, {{firstAt(), limit.value}}};
        for (const auto& step : limitSteps_)
            if (step.limit == limit.id && stateOf(step.event) == EntryState::standing)
                track.steps.push_back({step.at, step.value});
        std::stable_sort(track.steps.begin() + 1, track.steps.end(),
                         [](const auto& a, const auto& b) { return a.from < b.from; });
        tracks.push_back(std::move(track));
    }
    return tracks;
}

std::string RecordModel::wordFor(const std::string& key) const {
    if (words_)
        if (auto word = words_(key); !word.empty() && word != key) return word;
    if (const auto scale = scoreScale(key)) return phrase(scale->name);
    if (key.find('_') == std::string::npos) return key;
    std::string readable = key;
    std::replace(readable.begin(), readable.end(), '_', ' ');
    if (readable.front() >= 'a' && readable.front() <= 'z')
        readable.front() = static_cast<char>(readable.front() - 'a' + 'A');
    return readable;
}

EntryState RecordModel::stateOf(const Uuid& event) const {
    const auto found = struck_.find(event);
    return found == struck_.end() ? EntryState::standing : found->second;
}

Uuid RecordModel::currentFor(Uuid event) const {
    // Bounded by the number of corrections: a damaged file must not make this go round in a circle.
    for (std::size_t i = 0; i < replacedBy_.size(); ++i) {
        const auto next = replacedBy_.find(event);
        if (next == replacedBy_.end()) break;
        event = next->second;
    }
    return event;
}

std::optional<MonoTime> RecordModel::treatmentStart() const {
    if (const auto start = pump_.startedAt()) return start;
    return sprays_.firstAt();
}

MonoTime RecordModel::firstAt() const {
    std::optional<MonoTime> first = first_;
    if (const auto vital = vitals_.firstAt()) first = first ? std::min(*first, *vital) : *vital;
    return first.value_or(MonoTime{});
}

MonoTime RecordModel::lastAt() const {
    std::optional<MonoTime> last = last_;
    if (const auto vital = vitals_.lastAt()) last = last ? std::max(*last, *vital) : *vital;
    return last.value_or(MonoTime{});
}

MonoTime RecordModel::anchor() const {
    if (const auto start = treatmentStart()) return *start;
    return opened_ ? *opened_ : firstAt();
}

std::vector<PhaseBand> RecordModel::phases() const {
    std::vector<PhaseBand> bands;
    const auto begin = [&](Stage stage, std::optional<MonoTime> at) {
        if (!at) return;
        if (!bands.empty()) bands.back().to = std::max(bands.back().from, *at);
        bands.push_back({stage, *at, std::nullopt});
    };
    if (!opened_ && !first_) return bands;
    begin(Stage::checkIn, opened_ ? opened_ : first_);
    begin(Stage::baseline, screened_);
    begin(Stage::treatment, treatmentStart());
    begin(Stage::recovery, pump_.startedAt() ? pump_.stoppedAt() : sprays_.lastAt());
    if (discharged_ && !bands.empty()) bands.back().to = discharged_;
    return bands;
}

} // namespace chairside
