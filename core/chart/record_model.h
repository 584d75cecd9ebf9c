// SPDX-License-Identifier: GPL-3.0-or-later
// The record of one session, ready to be drawn: a fold of events and readings, live and in review alike.
// Append what happened, in any order; ask for tracks, marks and spans. Main thread only, one owner. It knows
// no pixel, no clock ("now" is a parameter of whoever draws) and forgets nothing: corrected and withdrawn
// entries stay, marked.
#pragma once

#include "core/chart/record_entries.h"
#include "core/chart/vitals_record.h"
#include "core/domain/infusion.h"

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace chairside {

class RecordModel {
public:
    void append(const Reading& reading);
    /// An event seen before changes nothing.
    void append(const Event& event);
    void setDueMarks(std::vector<DueMark> marks) { due_ = std::move(marks); }
    /// The limits in force from the start of the session; LimitChanged events move them from their moment on.
    void setLimits(std::vector<LimitSetting> limits);
    /// Not needed when SourceAttached events are appended.
    void setSources(const std::vector<SourceInfo>& sources) { vitals_.setSources(sources); }
    void setHistory(std::vector<HistoryBand> bands) { history_ = std::move(bands); }
    /// Labels for the keys of instruments and side effects, from the clinic's catalogue.
    void setWords(std::function<std::string(const std::string&)> words) { words_ = std::move(words); }
    /// What people call a key; the name of its scale, or the key made readable, when the catalogue has none.
    std::string wordFor(const std::string& key) const;

    const VitalsRecord& vitals() const;
    const PumpLog& pump() const { return pump_; }
    const SprayLog& sprays() const { return sprays_; }
    /// The event behind each pump segment, for hit testing: what a person did and when.
    const std::vector<EventMark>& pumpActions() const { return pumpActions_; }
    const std::vector<MedicationMark>& medications() const { return medications_; }
    const std::vector<EffectBar>& effects() const {
        return effects_;
    } ///< withdrawn and corrected ones included
    const std::vector<ScoreMark>& scores() const { return scores_; }
    const std::vector<EventMark>& events() const { return events_; }
    const std::vector<AlarmSpan>& alarms() const { return alarms_; }
    const std::vector<ArtefactSpan>& artefacts() const { return artefacts_; }
    const std::vector<RecordGap>& gaps() const { return gaps_; }
    const std::vector<DueMark>& dueMarks() const { return due_; }
    const std::vector<HistoryBand>& history() const { return history_; }
    std::vector<PhaseBand> phases() const;
    std::vector<LimitTrack> limits() const;

    EntryState stateOf(const Uuid& event) const;
    /// The entry that holds now in place of `event` (itself when it was never corrected).
    Uuid currentFor(Uuid event) const;
    bool isStanding(const Entry& entry) const { return stateOf(entry.event) == EntryState::standing; }
    /// Start of treatment (infusion start or first spray); elapsed time counts from here.
    std::optional<MonoTime> treatmentStart() const;
    /// Elapsed 0: treatment start, else the opening of the session, else the first thing recorded.
    MonoTime anchor() const;
    MonoTime firstAt() const;
    MonoTime lastAt() const; ///< of what has happened; due marks in the future do not count
    bool isSimulated() const { return simulated_; }
    bool isDemo() const { return demo_; }
    bool isEnded() const { return discharged_.has_value(); }

private:
    struct Fold;
    void add(const Event& event, EventTone tone, std::string label);
    void strike(const Event& event);
    void settleEffects();
    std::vector<ArtefactSpan> standingArtefacts() const;

    mutable VitalsRecord vitals_;
    mutable bool artefactsStale_ = false;
    PumpLog pump_;
    SprayLog sprays_;
    std::vector<EventMark> pumpActions_, events_;
    std::vector<MedicationMark> medications_;
    std::vector<EffectBar> effects_;
    std::vector<Event> effectChanges_; ///< SideEffectChanged and SideEffectEnded, as they came
    std::vector<ScoreMark> scores_;
    std::vector<AlarmSpan> alarms_;
    std::vector<ArtefactSpan> artefacts_;
    std::vector<RecordGap> gaps_;
    std::vector<DueMark> due_;
    std::vector<HistoryBand> history_;
    std::vector<LimitSetting> limits_;
    struct LimitStep {
        std::string limit;
        MonoTime at;
        std::optional<double> value;
        Uuid event;
    };
    std::vector<LimitStep> limitSteps_;
    std::unordered_map<Uuid, std::size_t> kinds_; ///< every event seen -> index of its kind
    std::unordered_map<Uuid, EntryState> struck_;
    std::unordered_map<Uuid, Uuid> replacedBy_;
    std::function<std::string(const std::string&)> words_;
    std::optional<MonoTime> opened_, screened_, discharged_, first_, last_;
    bool simulated_ = false, demo_ = false;
};

} // namespace chairside
