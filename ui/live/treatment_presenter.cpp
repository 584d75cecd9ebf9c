// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the presenter that speaks of the treatment: infusion, stage, top bar.
#include "core/base/number.h"
#include "ui/live/live_presenter.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {

QString doseMg(double value) {
    return text(formatNumber(value, value < 10 ? 2 : 1)) + QStringLiteral(" mg");
}

InfusionCard::State presentInfusion(const LiveFacts& facts) {
    InfusionCard::State state;
    const auto& s = facts.view.state();
    const bool spray = facts.view.protocol().route == Route::intranasal;
    state.title = spray ? tr("Nasal spray") : tr("Infusion");
    if (!s.order) return state;
    const auto now = facts.now.mono;
    const double given = s.givenMg(now);
    state.delivered = doseMg(given);
    state.of = tr("of %1").arg(doseMg(s.order->doseMg));
    state.fraction = s.order->doseMg > 0 ? std::min(1.0, given / s.order->doseMg) : 0;
    if (spray) {
        state.detail = tr("%1 device(s) given").arg(s.sprays.devicesGiven());
        state.startText = tr("Next device");
    } else {
        state.detail =
            tr("%1 of %2 mL")
                .arg(text(formatNumber(s.pump.deliveredMl(now), 1)), text(formatNumber(s.order->totalMl, 1)));
        if (const auto end = s.pump.plannedEnd(); end && s.phase == Phase::running)
            state.detail += QStringLiteral(" · ") +
                            (*end > now ? tr("ends %1") : tr("empty since %1")).arg(clockText(facts, *end));
    }
    switch (s.phase) {
    case Phase::running:
        state.mode = InfusionCard::Mode::running;
        state.rate =
            spray ? QString() : text(formatNumber(s.pump.rateMlPerH(now), 1)) + QStringLiteral(" mL/h");
        break;
    case Phase::paused:
        state.mode = InfusionCard::Mode::paused;
        if (!s.pump.segments().empty() && s.pump.segments().back().to)
            state.rate = tr("Paused %1").arg(durationText(now - *s.pump.segments().back().to));
        break;
    case Phase::recovery:
    case Phase::dischargeReady:
    case Phase::discharged:
    case Phase::signedOff:
        state.mode = InfusionCard::Mode::ended;
        state.rate = s.aborted ? tr("Stopped early") : tr("Complete");
        break;
    case Phase::scheduled:
    case Phase::checkedIn:
    case Phase::screened:
    case Phase::held:
    case Phase::cleared:
    case Phase::timeoutDone:
    case Phase::cancelled:
        state.mode = InfusionCard::Mode::ready;
        state.whyNoStart =
            s.phase == Phase::timeoutDone ? QString() : tr("The steps before the start come first.");
        break;
    }
    return state;
}

StageStepper::State presentStage(const LiveFacts& facts) {
    StageStepper::State state;
    const auto& s = facts.view.state();
    const bool spray = facts.view.protocol().route == Route::intranasal;
    state.stages = {tr("Check-in"), tr("Baseline"), spray ? tr("Treatment") : tr("Infusion"), tr("Recovery"),
                    tr("Discharge")};
    state.current = s.phase == Phase::cancelled ? 0 : static_cast<int>(stageOf(s.phase));
    const auto now = facts.now.mono;
    if (s.phase == Phase::running || s.phase == Phase::paused) {
        if (s.treatmentStart) state.elapsed = durationText(now - *s.treatmentStart);
        // Remaining follows the pump: planned length, plus what pauses and rate changes added.
        if (const auto end = s.pump.plannedEnd(); end && s.treatmentStart)
            state.total = durationText(*end - *s.treatmentStart);
        else if (const auto left = s.pump.remainingTime(now); left && s.treatmentStart)
            state.total = durationText(now - *s.treatmentStart + *left);
        state.paused = s.phase == Phase::paused;
    } else if (s.phase == Phase::recovery && s.treatmentEnd) {
        state.elapsed = durationText(now - *s.treatmentEnd);
        state.total = durationText(facts.view.protocol().recoveryMinimum);
    }
    return state;
}

TopBar::State presentTop(const LiveFacts& facts) {
    TopBar::State state;
    const auto& s = facts.view.state();
    const auto& p = s.opened.patient;
    state.name = text(p.familyName).toUpper() +
                 (p.givenName.empty() ? QString() : QStringLiteral(", ") + text(p.givenName));
    state.birth = text(p.birthDate);
    if (const auto age = ageYears(p.birthDate, facts.now.wall))
        state.birth += QStringLiteral(" · ") + tr("%1 y").arg(*age);
    if (!p.mrn.empty()) state.mrn = QStringLiteral("MRN ") + text(p.mrn);
    state.allergies = p.allergies.empty() ? tr("allergies not recorded") : text(p.allergies);
    const auto lower = state.allergies.toLower();
    state.hasAllergy =
        !p.allergies.empty() && !lower.startsWith(QStringLiteral("no")) && lower != QStringLiteral("nkda");
    state.protocol = text(s.opened.protocolTitle);
    if (s.order) {
        state.weight = tr("%1 kg (%2 lb)")
                           .arg(text(formatNumber(s.order->weightKg, 1)),
                                text(formatNumber(s.order->weightKg / 0.45359237, 0)));
        state.dose = doseMg(s.order->doseMg);
        if (s.order->totalMl > 0) state.dose += tr(" in %1 mL").arg(text(formatNumber(s.order->totalMl, 1)));
        if (s.order->mgPerKg > 0)
            state.dose +=
                QStringLiteral(" · ") + text(formatNumber(s.order->mgPerKg, 2)) + QStringLiteral(" mg/kg");
    } else {
        state.dose = tr("dose not ordered yet");
    }
    if (s.opened.numberInCourse > 0)
        state.dose += QStringLiteral(" · ") + tr("session %1").arg(s.opened.numberInCourse);
    QStringList mode;
    if (s.opened.demo) mode << tr("DEMO");
    if (!s.opened.drill.empty()) mode << tr("DRILL");
    if (s.opened.simulated) mode << tr("SIM");
    if (s.opened.speed > 1) mode << text(formatNumber(s.opened.speed, 0)) + QStringLiteral("×");
    state.mode = mode.join(QStringLiteral(" "));
    state.stage = presentStage(facts);
    return state;
}

} // namespace chairside
