// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the presenter that speaks of the steps before the start and after the end.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/baseline.h"
#include "ui/live/live_presenter.h"
#include "ui/style/stored_text.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
namespace {

using StepState = StepsCard::StepState;

StepsCard::Step answered(const QString& title, const SessionState& s, const std::string& list,
                         const std::vector<RequiredItem>& items, bool closed) {
    const auto answerTo = [&](const std::string& key) { return s.confirmedValue(list, key); };
    qsizetype count = 0, total = 0; // of what must be answered for this patient
    for (const auto& item : items) {
        if (item.optional || !isAsked(item, answerTo)) continue;
        ++total;
        count += !answerTo(item.key).empty();
    }
    if (closed) return {title, tr("done"), StepState::done};
    return {title, tr("%1 of %2").arg(count).arg(total), count == total ? StepState::done : StepState::open};
}

/// Too old to start with, and no prescriber has let it stand.
bool isBaselineStale(const LiveFacts& facts) {
    const auto& view = facts.view;
    return staleBaseline(view.protocol(), view.state(), view.vitals(), facts.now.mono).has_value();
}

StepsCard::Step baselineStep(const LiveFacts& facts) {
    QStringList open;
    std::optional<MonoTime> oldest;
    const auto add = [&](const std::string& capture) {
        const auto word = capture == "nibp" ? tr("NIBP") : text(baselineWord(capture));
        if (!open.contains(word)) open << word;
    };
    const auto& view = facts.view;
    for (const auto& gap : baselineGaps(view.protocol(), view.state(), view.vitals(), facts.now.mono)) {
        add(gap.capture);
        if (gap.measuredAt) oldest = std::min(oldest.value_or(*gap.measuredAt), *gap.measuredAt);
    }
    if (view.state().phase == Phase::timeoutDone && !open.isEmpty()) {
        if (!isBaselineStale(facts)) return {tr("Baseline"), tr("age overridden"), StepState::done};
        const auto age = oldest ? tr("%1 old: ").arg(durationText(facts.now.mono - *oldest)) : QString();
        return {tr("Baseline"), age + open.join(QStringLiteral(", ")), StepState::attention};
    }
    for (const auto& check : view.schedule().at(facts.now.mono)) {
        if (check.stage != Stage::baseline || !check.mandatory || !check.isOpen()) continue;
        for (const auto& capture : check.open) add(capture);
    }
    if (open.isEmpty()) return {tr("Baseline"), tr("complete"), StepState::done};
    return {tr("Baseline"), tr("open: %1").arg(open.join(QStringLiteral(", "))), StepState::open};
}

const CourseAssigned* assignedCourse(const LiveFacts& facts) {
    const CourseAssigned* assigned = nullptr;
    for (const auto& event : facts.view.events())
        if (const auto* course = std::get_if<CourseAssigned>(&event.body)) assigned = course;
    return assigned;
}

StepsCard::Step seriesStep(const LiveFacts& facts) {
    const auto* assigned = assignedCourse(facts);
    if (!assigned) return {tr("Series"), tr("not confirmed"), StepState::open};
    return {tr("Series"), tr("%1, session %2").arg(text(phrase(assigned->course))).arg(assigned->number),
            StepState::done};
}

QString drawnWords(const Ledger& ledger) {
    const auto draws = ledger.draws();
    if (draws.empty()) return tr("not recorded");
    return draws.back().lot.empty() ? doseMg(ledger.takenMg()) : tr("lot %1").arg(text(draws.back().lot));
}

StepsCard::State beforeStart(const LiveFacts& facts) {
    const auto& s = facts.view.state();
    const auto& protocol = facts.view.protocol();
    const bool spray = protocol.route == Route::intranasal;
    StepsCard::State state;
    state.title = tr("Before the start");
    const bool screened = s.phase != Phase::checkedIn;
    state.steps.push_back(seriesStep(facts));
    state.steps.push_back(baselineStep(facts));
    state.steps.push_back(answered(tr("Screen"), s, "screen", protocol.screen, screened));
    if (!s.holds.empty()) {
        const auto open =
            std::count_if(s.holds.begin(), s.holds.end(), [](const Hold& h) { return !h.settled; });
        state.steps.push_back({tr("Hold"), open ? storedText(s.holds.back().detail) : tr("settled"),
                               open ? StepState::attention : StepState::done});
    }
    state.steps.push_back({tr("Dose"), s.order ? doseMg(s.order->doseMg) : tr("not ordered"),
                           s.order ? StepState::done : StepState::open});
    if (s.order && !spray)
        state.steps.push_back({tr("Vial drawn"), drawnWords(s.ledger),
                               s.ledger.draws().empty() ? StepState::open : StepState::done});
    state.steps.push_back(
        answered(tr("Two-person time-out"), s, "timeout", protocol.timeout, s.phase == Phase::timeoutDone));
    if (s.phase == Phase::cleared) state.steps.back().state = StepState::open;
    state.secondAction = QStringLiteral("cancel");
    state.secondText = tr("Cancel this session");
    if (s.order && !spray && s.ledger.draws().empty() &&
        (s.phase == Phase::cleared || s.phase == Phase::timeoutDone)) {
        state.thirdAction = state.secondAction, state.thirdText = state.secondText;
        state.secondAction = QStringLiteral("ledger"), state.secondText = tr("Record the vial");
    }
    if (screened && s.phase != Phase::timeoutDone && state.thirdAction.isEmpty())
        state.thirdAction = QStringLiteral("screen"), state.thirdText = tr("Change an answer of the screen");
    switch (s.phase) {
    case Phase::checkedIn:
        state.action = QStringLiteral("screen"), state.actionText = tr("Answer the screen");
        break;
    case Phase::held: state.action = QStringLiteral("hold"), state.actionText = tr("Resolve the hold"); break;
    case Phase::screened:
        state.action = QStringLiteral("dose"), state.actionText = tr("Order the dose");
        if (!assignedCourse(facts))
            state.secondAction = QStringLiteral("series"), state.secondText = tr("Confirm the series");
        break;
    case Phase::cleared:
        state.action = QStringLiteral("timeout"), state.actionText = tr("Two-person time-out");
        break;
    case Phase::timeoutDone:
        state.action = QStringLiteral("start");
        state.actionText = spray ? tr("First spray device") : tr("Start the infusion");
        if (isBaselineStale(facts)) {
            if (state.thirdAction.isEmpty())
                state.thirdAction = state.secondAction, state.thirdText = state.secondText;
            state.secondAction = QStringLiteral("override_baseline");
            state.secondText = tr("Override the baseline's age");
        }
        break;
    case Phase::scheduled:
    case Phase::running:
    case Phase::paused:
    case Phase::recovery:
    case Phase::dischargeReady:
    case Phase::discharged:
    case Phase::signedOff:
    case Phase::cancelled: break;
    }
    return state;
}

/// Required checks that are overdue, were missed or came late, and nobody has explained yet: told while the
/// patient is still here.
bool addUnexplained(StepsCard::State& state, const LiveFacts& facts) {
    const auto checks = facts.view.schedule().at(facts.now.mono);
    const auto overdue = std::ranges::count_if(
        checks, [](const DueCheck& c) { return c.mandatory && c.state == CheckState::overdue; });
    const auto open = static_cast<qlonglong>(unexplained(checks).size()) + overdue;
    if (open > 0)
        state.steps.push_back(
            {tr("Required checks"), tr("%1 late or not done, say why").arg(open), StepState::attention});
    return open > 0;
}

/// A criterion in the few words that the card has room for; the full sentence is in the refusal.
QString gateTitle(const DischargeGate& gate, const GateCriterion& criterion) {
    const auto with = [](const QString& words, const std::optional<double>& limit) {
        return words.arg(text(formatNumber(limit.value_or(0), 1)));
    };
    const auto minutes = [](const QString& words, const std::optional<Millis>& wait) {
        return words.arg(std::chrono::floor<Minutes>(wait.value_or(Millis{0})).count());
    };
    if (criterion.id == "after_end") return minutes(tr("≥ %1 min after the end"), gate.afterTreatmentEnd);
    if (criterion.id == "after_spray") return minutes(tr("≥ %1 min after spray 1"), gate.afterFirstSpray);
    if (criterion.id == "nibp") return tr("Blood pressure");
    if (criterion.id == "spo2")
        return with(gate.spo2OnRoomAir ? tr("SpO₂ ≥ %1 % on room air") : tr("SpO₂ ≥ %1 %"), gate.spo2AtLeast);
    if (criterion.id == "moaas") return with(tr("MOAA/S ≥ %1"), gate.moaasAtLeast);
    if (criterion.id == "nausea") return with(tr("Nausea ≤ %1"), gate.nauseaAtMost);
    if (criterion.id == "aldrete") return with(tr("Aldrete score ≥ %1"), gate.aldreteAtLeast);
    if (criterion.id == "oriented") return tr("Oriented");
    return text(criterion.title);
}

StepsCard::Step givenStep(const LiveFacts& facts) {
    const auto& s = facts.view.state();
    const auto given = doseMg(s.givenMg(facts.now.mono));
    return {tr("Given"), s.order ? tr("%1 of %2").arg(given, doseMg(s.order->doseMg)) : given,
            StepState::done};
}

StepsCard::State afterTreatment(const LiveFacts& facts) {
    const auto& s = facts.view.state();
    StepsCard::State state;
    state.title = s.phase == Phase::recovery ? tr("Before leaving") : tr("Closing");
    if (s.phase == Phase::recovery) {
        const auto gate =
            evaluateGate(facts.view.protocol().gate, gateFacts(s, facts.view.vitals()), facts.now.mono);
        for (const auto& criterion : gate.criteria) {
            auto detail = text(criterion.value);
            if (criterion.state != CriterionState::met && criterion.earliest &&
                *criterion.earliest > facts.now.mono)
                detail = tr("in %1").arg(durationText(*criterion.earliest - facts.now.mono));
            else if (detail.isEmpty())
                detail = criterion.state == CriterionState::notKnown ? tr("open") : QString();
            state.steps.push_back({gateTitle(facts.view.protocol().gate, criterion), detail,
                                   criterion.state == CriterionState::met      ? StepState::done
                                   : criterion.state == CriterionState::notMet ? StepState::attention
                                                                               : StepState::open});
        }
        const auto balance = s.ledger.balance(s.givenMg(facts.now.mono));
        if (!balance.settled) state.steps.push_back({tr("Drug ledger"), tr("open"), StepState::attention});
        state.steps.push_back(givenStep(facts));
        const bool unexplained = addUnexplained(state, facts);
        // What is still wanted comes first: on a low window the rest is scrolled to.
        std::ranges::stable_sort(state.steps, {}, [](const StepsCard::Step& step) {
            return step.state == StepState::attention ? 0 : step.state == StepState::done ? 2 : 1;
        });
        state.action = gate.allMet ? QStringLiteral("ready") : QStringLiteral("discharge_list");
        state.actionText = gate.allMet ? tr("Ready to leave") : tr("Discharge list");
        state.secondAction = gate.allMet ? QStringLiteral("discharge_list") : QStringLiteral("override_gate");
        state.secondText = gate.allMet ? tr("Discharge list") : tr("Prescriber override");
        if (gate.allMet && !balance.settled) // what is missing, before the patient goes
            state.secondAction = QStringLiteral("ledger"), state.secondText = tr("Settle the drug ledger");
        else if (gate.allMet && unexplained)
            state.secondAction = QStringLiteral("explain"), state.secondText = tr("Say why it was not done");
        return state;
    }
    const auto balance = s.ledger.balance(s.givenMg(facts.now.mono));
    state.steps.push_back({tr("Ready to leave"),
                           s.dischargeOverridden ? tr("overridden") : tr("criteria met"), StepState::done});
    state.steps.push_back(givenStep(facts));
    state.steps.push_back({tr("Drug ledger"), balance.settled ? tr("balanced") : tr("open"),
                           balance.settled ? StepState::done : StepState::attention});
    state.steps.push_back({tr("Discharge"), s.phase == Phase::dischargeReady ? QString() : tr("done"),
                           s.phase == Phase::dischargeReady ? StepState::open : StepState::done});
    state.steps.push_back(
        {tr("Nurse's signature"), {}, s.hasSigned(Role::nurse) ? StepState::done : StepState::open});
    state.steps.push_back({tr("Prescriber's signature"),
                           {},
                           s.hasSigned(Role::prescriber) ? StepState::done : StepState::open});
    if (s.phase == Phase::dischargeReady) {
        state.action = balance.settled ? QStringLiteral("discharge") : QStringLiteral("ledger");
        state.actionText = balance.settled ? tr("Discharge") : tr("Settle the drug ledger");
        if (addUnexplained(state, facts))
            state.secondAction = QStringLiteral("explain"), state.secondText = tr("Say why it was not done");
    } else if (!s.hasSigned(Role::nurse)) {
        state.action = QStringLiteral("sign_nurse"), state.actionText = tr("Sign as nurse");
    } else if (!s.hasSigned(Role::prescriber)) {
        state.action = QStringLiteral("sign_prescriber"), state.actionText = tr("Sign as prescriber");
        state.secondAction = QStringLiteral("addendum"), state.secondText = tr("Add an addendum");
    } else {
        state.action = QStringLiteral("addendum"), state.actionText = tr("Add an addendum");
    }
    if (isClosed(s.phase)) state.steps.push_back({tr("Record closed"), tr("addenda only"), StepState::done});
    return state;
}

} // namespace

StepsCard::State presentSteps(const LiveFacts& facts) {
    switch (facts.view.state().phase) {
    case Phase::checkedIn:
    case Phase::screened:
    case Phase::held:
    case Phase::cleared:
    case Phase::timeoutDone: return beforeStart(facts);
    case Phase::recovery:
    case Phase::dischargeReady:
    case Phase::discharged:
    case Phase::signedOff: return afterTreatment(facts);
    case Phase::cancelled: {
        StepsCard::State state;
        state.title = tr("Cancelled");
        state.action = QStringLiteral("addendum"), state.actionText = tr("Add an addendum");
        return state;
    }
    case Phase::scheduled:
    case Phase::running:
    case Phase::paused: return {};
    }
    return {};
}

} // namespace chairside
