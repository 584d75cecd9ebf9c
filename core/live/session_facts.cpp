// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session_facts.h"

#include "core/domain/limits.h"
#include "core/domain/outcome.h"
#include "core/live/session_view.h"

#include <algorithm>
#include <array>

namespace chairside {
namespace {

constexpr std::array<std::string_view, 3> kDissociationScales{"cadss_23", "cadss_6", "dissociation_check"};
/// The worst answer of one row; one such row makes the dissociation severe. Source: clinical lead's table of
/// the site check (3 = severe, needs intervention) and the anchors of CADSS (4 = extreme).
constexpr std::array<std::string_view, 3> kWorstAnswers{"4", "4", "3"};

using Higher = bool (*)(double, double);
bool higher(double a, double b) {
    return a > b;
}
bool lower(double a, double b) {
    return a < b;
}

class FactsFold {
public:
    explicit FactsFold(const SessionView& view) : view_(view), state_(view.state()), record_(view.record()) {}

    SessionFacts run() {
        whoAndWhat();
        treatment();
        until_ = facts_.leftAt.value_or(std::max(state_.lastAt, record_.lastAt()));
        pressures();
        continuous();
        scores();
        entries();
        checks();
        return std::move(facts_);
    }

private:
    void raise(std::uint32_t flag, bool on = true) {
        if (on) facts_.flags |= flag;
    }
    bool inTreatmentOrAfter(MonoTime at) const { return facts_.start && at >= *facts_.start && at <= until_; }

    void whoAndWhat() {
        const auto& opened = state_.opened;
        facts_.session = state_.session;
        facts_.patient = opened.patient.id;
        facts_.opened = state_.openedAt.wall;
        facts_.protocolId = opened.protocolId;
        facts_.protocolTitle = opened.protocolTitle;
        facts_.number = opened.numberInCourse;
        bool simulated = opened.simulated;
        for (const auto& event : view_.events()) {
            if (const auto* e = std::get_if<CourseAssigned>(&event.body)) {
                facts_.indication = e->indication;
                facts_.course = e->course;
                if (e->number > 0) facts_.number = e->number;
            } else if (const auto* source = std::get_if<SourceAttached>(&event.body)) {
                simulated = simulated || source->info.origin == Origin::simulated;
                raise(fact::kImported, source->info.origin == Origin::imported);
            } else if (std::holds_alternative<DischargeReady>(event.body)) {
                facts_.readyAt = event.effective;
            } else if (std::holds_alternative<Discharged>(event.body)) {
                facts_.leftAt = event.effective;
            } else if (std::holds_alternative<InfusionPaused>(event.body)) {
                ++facts_.pauses;
            } else if (std::holds_alternative<AlarmRaised>(event.body)) {
                ++facts_.alarms;
            }
            nameNurse(event);
        }
        raise(fact::kMadeUp, simulated || opened.demo || !opened.drill.empty());
        raise(fact::kCancelled, state_.phase == Phase::cancelled);
        raise(fact::kUnsigned, state_.phase == Phase::discharged);
        raise(fact::kOpen, state_.phase < Phase::discharged);
    }

    /// The signature counts most, then who started the treatment, then who checked the patient in.
    void nameNurse(const Event& event) {
        int weight = 0;
        if (const auto* signature = std::get_if<Signed>(&event.body))
            weight = signature->role == Role::nurse ? 3 : 0;
        else if (std::holds_alternative<InfusionStarted>(event.body) ||
                 std::holds_alternative<SprayGiven>(event.body))
            weight = 2;
        else if (std::holds_alternative<SessionOpened>(event.body))
            weight = 1;
        if (weight <= nurseWeight_) return;
        nurseWeight_ = weight;
        facts_.nurse = event.actor.name;
    }

    void treatment() {
        facts_.start = state_.treatmentStart;
        facts_.end = state_.treatmentEnd;
        raise(fact::kTreated, facts_.start.has_value());
        raise(fact::kAborted, state_.aborted);
        if (state_.aborted) facts_.abortReason = state_.abortReason;
        if (facts_.start) facts_.givenMg = state_.givenMg(std::max(state_.lastAt, record_.lastAt()));
        if (!state_.order) return;
        const auto& order = *state_.order;
        facts_.orderedMg = order.doseMg;
        if (order.weightKg > 0) facts_.weightKg = order.weightKg;
        const double basis = order.dosingWeightKg > 0 ? order.dosingWeightKg : order.weightKg;
        if (basis > 0) facts_.mgPerKg = facts_.givenMg.value_or(order.doseMg) / basis;
    }

    void take(ChannelFacts& channel, MonoTime at, double value, Higher beats) const {
        if (!facts_.start || at < *facts_.start) {
            if (!facts_.start || !channel.baseline || at >= channel.baseline->at)
                channel.baseline = Moment{value, at};
            return;
        }
        if (at > until_) return;
        if (!channel.peak || beats(value, channel.peak->value)) channel.peak = Moment{value, at};
        if (!channel.last || at >= channel.last->at) channel.last = Moment{value, at};
    }

    void pressures() {
        std::vector<const NibpPoint*> pairs;
        for (const auto& point : record_.vitals().nibp())
            if (point.isPair() && !point.isHollow() && record_.isStanding(point)) pairs.push_back(&point);
        for (const auto* p : pairs) {
            take(facts_.systolic, p->at, static_cast<double>(*p->systolic), higher);
            take(facts_.diastolic, p->at, static_cast<double>(*p->diastolic), higher);
        }
        raise(fact::kNoLimits, view_.protocol().limits.empty());
        raise(fact::kActionPressure, std::any_of(pairs.begin(), pairs.end(), [&](const NibpPoint* p) {
                  return inTreatmentOrAfter(p->at) && crossesAction(*p);
              }));
        riseSteps(pairs);
        pressureGap(pairs);
    }

    /// By the protocol's own limits, whatever was changed during the session: a figure of the clinic must not
    /// depend on who widened a limit.
    bool crossesAction(const NibpPoint& point) const {
        Baseline baseline;
        if (facts_.systolic.baseline) baseline[Channel::nibpSystolic] = facts_.systolic.baseline->value;
        if (facts_.diastolic.baseline) baseline[Channel::nibpDiastolic] = facts_.diastolic.baseline->value;
        for (const auto& rule : view_.protocol().limits) {
            if (!rule.high || (rule.level != LimitLevel::action && rule.level != LimitLevel::emergency))
                continue;
            const auto channel = channelOf(rule);
            const auto limit = comparedLimit(rule, baseline);
            if (!channel || !limit) continue;
            std::optional<float> value;
            if (*channel == Channel::nibpSystolic) value = point.systolic;
            if (*channel == Channel::nibpDiastolic) value = point.diastolic;
            if (!value) continue;
            const double compared = atPrecision(*channel, static_cast<double>(*value));
            if (compared > *limit || (rule.inclusive && compared >= *limit)) return true;
        }
        return false;
    }

    void riseSteps(const std::vector<const NibpPoint*>& pairs) {
        if (!facts_.start || !facts_.systolic.baseline || !facts_.diastolic.baseline) return;
        struct Sum {
            double systolic = 0, diastolic = 0;
            int count = 0;
        };
        std::map<std::int64_t, Sum> steps;
        for (const auto* p : pairs) {
            if (!inTreatmentOrAfter(p->at) || p->at - *facts_.start >= kRiseSpan) continue;
            auto& sum = steps[(p->at - *facts_.start) / kRiseStep];
            sum.systolic += static_cast<double>(*p->systolic) - facts_.systolic.baseline->value;
            sum.diastolic += static_cast<double>(*p->diastolic) - facts_.diastolic.baseline->value;
            ++sum.count;
        }
        for (const auto& [step, sum] : steps) {
            const auto minute = Minutes{step * kRiseStep.count()} + kRiseStep / 2;
            facts_.rise.push_back({static_cast<std::int16_t>(minute.count()),
                                   static_cast<float>(sum.systolic / sum.count),
                                   static_cast<float>(sum.diastolic / sum.count)});
        }
    }

    void pressureGap(const std::vector<const NibpPoint*>& pairs) {
        if (!facts_.start || view_.protocol().route != Route::intravenous) return;
        const MonoTime end = std::max(*facts_.start, facts_.end.value_or(until_));
        MonoTime before = *facts_.start;
        Millis longest{0};
        for (const auto* p : pairs) {
            if (p->at < *facts_.start || p->at > end) continue;
            longest = std::max(longest, p->at - before);
            before = p->at;
        }
        facts_.longestPressureGap = std::max(longest, end - before);
        raise(fact::kPressureGap, *facts_.longestPressureGap >= kPressureGap);
    }

    void channel(Channel c, ChannelFacts& into, Higher beats) const {
        for (const auto& track : record_.vitals().tracks()) {
            if (track.channel != c) continue;
            const auto& series = track.series;
            for (std::size_t i = 0; i < series.size(); ++i)
                if (!series.isHollow(i))
                    take(into, series.time(i), static_cast<double>(series.value(i)), beats);
        }
        for (const auto& typed : record_.vitals().typed())
            if (typed.channel == c && !typed.isHollow() && record_.isStanding(typed))
                take(into, typed.at, static_cast<double>(typed.value), beats);
    }

    void continuous() {
        channel(record_.vitals().has(Channel::hr) ? Channel::hr : Channel::pulseRate, facts_.heartRate,
                higher);
        channel(Channel::spo2, facts_.spo2, lower);
    }

    void scores() {
        for (const auto& mark : record_.scores()) {
            if (!record_.isStanding(mark)) continue;
            if (outcomeRule(mark.instrument))
                facts_.scores.push_back(
                    {mark.instrument, mark.total, mark.at, !facts_.start || mark.at < *facts_.start});
            if (!mark.total || !inTreatmentOrAfter(mark.at)) continue;
            const bool lowest = !facts_.lowestSedation || *mark.total < facts_.lowestSedation->value;
            if (mark.instrument == "moaas" && lowest) facts_.lowestSedation = Moment{*mark.total, mark.at};
        }
        std::stable_sort(facts_.scores.begin(), facts_.scores.end(),
                         [](const ScoreFact& a, const ScoreFact& b) { return a.at < b.at; });
        dissociation();
    }

    void dissociation() {
        std::vector<const ScoreMark*> marks;
        for (const auto scale : kDissociationScales) {
            for (const auto& mark : record_.scores())
                if (mark.instrument == scale && mark.total && record_.isStanding(mark) &&
                    inTreatmentOrAfter(mark.at))
                    marks.push_back(&mark);
            if (marks.empty()) continue;
            facts_.dissociationScale = scale;
            break;
        }
        std::stable_sort(marks.begin(), marks.end(),
                         [](const ScoreMark* a, const ScoreMark* b) { return a->at < b->at; });
        std::optional<MonoTime> above;
        for (const auto* mark : marks) {
            if (!facts_.dissociation || *mark->total > facts_.dissociation->value)
                facts_.dissociation = Moment{*mark->total, mark->at};
            if (*mark->total > kDissociatedAbove) {
                if (!above) above = mark->at;
                facts_.dissociated.reset(); // dissociated again: the earlier end was none
            } else if (above && !facts_.dissociated) {
                facts_.dissociated = mark->at - *above;
            }
        }
        if (facts_.dissociation && !above) facts_.dissociated = Millis{0};
    }

    void entries() {
        for (const auto& bar : record_.effects()) {
            if (!record_.isStanding(bar)) continue;
            EffectFact effect{bar.effect, 1, bar.at, bar.end};
            for (const auto& step : bar.steps) effect.worst = std::max(effect.worst, step.severity);
            facts_.effects.push_back(std::move(effect));
        }
        for (const auto& event : view_.events()) {
            if (view_.record().stateOf(event.id) != EntryState::standing) continue;
            if (const auto* given = std::get_if<MedicationGiven>(&event.body))
                facts_.medications.push_back(
                    {given->drug, given->unit, given->drugClass, given->dose, event.effective});
            else if (const auto oxygen = oxygenIn(event); oxygen && oxygen->flowLPerMin > 0)
                facts_.medications.push_back({std::string(kOxygenClass), std::string(kOxygenUnit),
                                              std::string(kOxygenClass), oxygen->flowLPerMin,
                                              event.effective});
            if (const auto* score = std::get_if<ScoreEntered>(&event.body)) {
                severeRow(*score);
                suicidality(*score, event.effective);
            }
            if (const auto* planned = std::get_if<FollowUpPlanned>(&event.body);
                planned && state_.openFollowUps.contains(event.id))
                facts_.followUps.push_back({event.id, planned->date});
        }
        raise(fact::kFollowUp, !facts_.followUps.empty());
        raise(fact::kRescue, !facts_.medications.empty());
    }

    /// Source: PHQ-9, item 9 asks for thoughts of death or self-harm; any answer but "not at all" counts.
    void suicidality(const ScoreEntered& score, MonoTime at) {
        const auto item = score.answers.find("9");
        if (score.instrument != "phq9" || item == score.answers.end() || item->second == "0") return;
        for (auto& fact : facts_.scores)
            if (fact.instrument == score.instrument && fact.at == at) fact.suicidality = true;
    }

    void severeRow(const ScoreEntered& score) {
        for (std::size_t i = 0; i < kDissociationScales.size(); ++i)
            if (score.instrument == kDissociationScales[i])
                raise(fact::kSevereDissociation,
                      std::any_of(score.answers.begin(), score.answers.end(),
                                  [&](const auto& answer) { return answer.second == kWorstAnswers[i]; }));
    }

    void checks() {
        for (const auto& check : view_.schedule().at(until_)) {
            if (check.state == CheckState::done) ++facts_.checksDone;
            if (check.state == CheckState::late) ++facts_.checksLate;
            if (check.state != CheckState::missed) continue;
            ++facts_.checksMissed;
            raise(fact::kIncomplete, check.mandatory && check.reason.empty());
        }
    }

    const SessionView& view_;
    const SessionState& state_;
    const RecordModel& record_;
    SessionFacts facts_;
    MonoTime until_;
    int nurseWeight_ = 0;
};

} // namespace

const ScoreFact* SessionFacts::score(const std::string& instrument) const {
    for (const auto& s : scores)
        if (s.instrument == instrument && s.total) return &s;
    return nullptr;
}

SessionFacts factsOf(const SessionView& view) {
    return FactsFold(view).run();
}

} // namespace chairside
