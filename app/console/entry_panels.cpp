// SPDX-License-Identifier: GPL-3.0-or-later
// LiveActions: the panels of single entries at the chair and of the pump.
#include "app/console/clinic_series.h"
#include "app/console/live_actions.h"
#include "app/console/panel_serving.h"
#include "app/console/score_sheets.h"
#include "core/base/number.h"
#include "core/domain/open_answers.h"
#include "core/domain/series.h"
#include "core/domain/side_effect.h"
#include "ui/entry/blood_pressure_panel.h"
#include "ui/entry/confirm_panel.h"
#include "ui/entry/dissociation_panel.h"
#include "ui/entry/dose_panel.h"
#include "ui/entry/event_panel.h"
#include "ui/entry/medication_panel.h"
#include "ui/entry/not_done_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/entry/oxygen_panel.h"
#include "ui/entry/pump_panels.h"
#include "ui/entry/series_panel.h"
#include "ui/entry/side_effect_panel.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
namespace {
constexpr Millis kSameCheck{5min}; ///< an interrupted check is gone on with this long (design)
}

void LiveActions::openEntry(EntryKind kind) {
    if (!controller_.engine()) return;
    switch (kind) {
    case EntryKind::bloodPressure: openBloodPressure(); break;
    case EntryKind::sedation: openInstrument("moaas"); break;
    case EntryKind::dissociation: openDissociation(); break;
    case EntryKind::questionnaire: openInstruments(); break;
    case EntryKind::sideEffect: openSideEffects(); break;
    case EntryKind::medication: openMedication(); break;
    case EntryKind::oxygen: openOxygen(); break;
    case EntryKind::note: openNewNote(); break;
    case EntryKind::event: openEvents(); break;
    }
}

void LiveActions::openNewNote() {
    auto* panel = serve(new NotePanel);
    panel->setDraft(noteDraft_);
}

void LiveActions::openBloodPressure() {
    auto* panel = serve(new BloodPressurePanel);
    const auto now = controller_.viewNow().mono;
    const auto sys = view().board().at(Channel::nibpSystolic, now),
               dia = view().board().at(Channel::nibpDiastolic, now);
    if (sys && dia && sys->freshness != Freshness::gone)
        panel->setHint(tr("last %1/%2, %3 ago")
                           .arg(text(formatNumber(sys->value, 0)), text(formatNumber(dia->value, 0)),
                                durationText(sys->age)));
}

/// The order set without oxygen, which begins and ends and has its own panel.
void LiveActions::openMedication() {
    auto orders = view().protocol().orders;
    const auto oxygen = std::erase_if(orders, [](const OrderSetEntry& order) {
        return order.drugClass == kOxygenClass && order.unit == kOxygenUnit;
    });
    auto* panel = serve(new MedicationPanel(std::move(orders)));
    if (oxygen > 0) panel->setHint(tr("Oxygen has its own entry, key O."));
}

void LiveActions::openOxygen() {
    auto* panel = new OxygenPanel(OxygenPanel::devicesOf(view().protocol().orders));
    const auto refresh = [this, panel] {
        const auto oxygen = view().oxygen().facts();
        const auto now = controller_.now();
        const auto since = oxygen.since.value_or(now.mono);
        panel->setRunning(oxygen.running, text(formatClock(shifted(now, since - now.mono).wall)).left(5));
    };
    refresh();
    serve(panel);
}

void LiveActions::openDissociation() {
    const auto* check = catalogue_.instrument("dissociation_check");
    auto sheet = check ? scoreSheet(*check) : std::nullopt;
    if (!sheet) {
        Q_EMIT refused(tr("The dissociation check is missing from the catalogue."));
        return;
    }
    std::vector<ScoreSheet> scales;
    for (const char* id : {"nausea_vas", "pain_nrs"})
        if (const auto* instrument = catalogue_.instrument(id))
            if (auto scale = scoreSheet(*instrument)) scales.push_back(*scale);
    auto* panel = new DissociationPanel(*sheet, scales);
    // Answers from minutes ago belong to this check; older ones were another state of the patient.
    const auto open = openAnswers(view().events(), sheet->instrument, controller_.now().mono - kSameCheck);
    if (!open.answers.empty()) panel->goOn(open.answers);
    serve(panel);
    if (open.since)
        panel->setHint(
            tr("goes on from %n answer(s) given at %1", nullptr, static_cast<int>(open.answers.size()))
                .arg(text(formatClock(open.since->wall)).left(5)));
}

void LiveActions::openSideEffects() {
    std::vector<SideEffectPanel::Option> options;
    for (const auto& effect : catalogue_.sideEffects)
        options.push_back({effect.key, QString::fromStdString(effect.label), effect.frequent});
    auto* panel = serve(new SideEffectPanel(std::move(options)));
    refresh_ = [this, panel] {
        std::vector<SideEffectPanel::Present> present;
        const auto now = controller_.now();
        for (const auto& effect : view().state().effects)
            if (!effect.until)
                present.push_back(
                    {effect.id, effect.effect, effect.severity,
                     text(formatClock(shifted(now, effect.since - now.mono).wall)).left(5),
                     view().state().confirmedValue(judgementList(effect.id), std::string(kRelatednessItem))});
        panel->setPresent(present);
    };
    refresh_();
}

void LiveActions::openNotDone(const DueCard::Row& row) {
    if (!controller_.engine()) return;
    std::vector<CheckMissed> checks;
    for (const auto& check : row.checks)
        checks.push_back({check.rule.toStdString(), MonoTime{Millis{check.dueMs}}, {}});
    serve(new NotDonePanel(row.title, std::move(checks), row.kind == DueCard::Kind::done));
}

void LiveActions::openFirstNotDone() {
    if (!controller_.engine()) return;
    const auto due =
        presentDue({view(), controller_.engine()->alarms(), controller_.viewNow(), true, true, {}});
    const auto asks = [](const DueCard::Row& r) { return r.canSkip || r.wantsReason; };
    auto row = due.rows.end();
    const auto stage = stageOf(view().state().phase);
    if (stage == Stage::recovery || stage == Stage::discharge) // what is required goes first before leaving
        row = std::ranges::find_if(due.rows, [&](const DueCard::Row& r) {
            return r.mandatory && asks(r) && r.kind != DueCard::Kind::due;
        });
    if (row == due.rows.end()) row = std::ranges::find_if(due.rows, asks);
    if (row != due.rows.end()) return openNotDone(*row);
    Q_EMIT refused(tr("Nothing is overdue or missed, so there is nothing to explain."));
}

void LiveActions::openEffect(const Uuid& id) {
    openSideEffects();
    if (auto* panel = qobject_cast<SideEffectPanel*>(panel_.get())) panel->select(id);
}

void LiveActions::openEvents() {
    QStringList labels;
    for (const auto& label : view().protocol().eventLabels) labels << QString::fromStdString(label);
    serve(new EventPanel(labels));
}

void LiveActions::openDose() {
    const auto& state = view().state();
    const auto& rule = view().protocol().dosing;
    DoseChoices choices;
    const auto measured = [&](const char* item) {
        return parseNumber(state.confirmedValue("check_in", item)).value;
    };
    choices.weightKg = measured("weight_kg").value_or(0);
    choices.heightCm = measured("height_cm");
    choices.sex = state.opened.patient.sex;
    choices.mgPerKg = rule.mgPerKg;
    choices.durationMin = rule.durationMin;
    compareWithLastSession(choices, state);
    // The same treatment as last time is proposed; ordering it is what makes it the dose.
    const auto last = lastSessionOf(controller_, state.opened.patient.id);
    const bool same = last.facts && last.facts->protocolId == view().protocol().id;
    if (same && last.proposal.lastOrder && last.proposal.lastOrder->mgPerKg > 0)
        choices.mgPerKg = last.proposal.lastOrder->mgPerKg;
    auto* panel = new DosePanel(rule);
    const auto who = operatorNow_();
    panel->setPeople(staff_.prescribers(), staff_.others(who), who.role == Role::prescriber);
    if (keepsStock()) panel->setStock(lotsInStock(), formatDate(controller_.now().wall));
    panel->setChoices(choices);
    panel->setLastSession(lastSessionLines(last, [this](const auto& key) { return catalogue_.label(key); }));
    serve(panel);
}

void LiveActions::openSeries() {
    const auto& state = view().state();
    const auto last = lastSessionOf(controller_, state.opened.patient.id);
    SeriesPanel::Content content;
    content.indication = last.proposal.indication;
    content.course = last.proposal.course;
    content.number = last.proposal.number;
    for (const auto& event : view().events())
        if (const auto* assigned = std::get_if<CourseAssigned>(&event.body))
            content = {assigned->indication, assigned->course, assigned->number, {}};
    content.last = lastSessionLines(last, [this](const auto& key) { return catalogue_.label(key); });
    serve(new SeriesPanel(std::move(content)));
}

void LiveActions::openStart() {
    if (view().protocol().route == Route::intranasal) return openSpray();
    auto* panel = new RatePanel(RatePanel::Purpose::start);
    const auto& state = view().state(); // all of it before the panel begins
    if (state.order) panel->setOrderedRate(state.order->rateMlPerH, state.order->totalMl);
    if (const auto draws = state.ledger.draws(); !draws.empty())
        panel->setVial(QString::fromStdString(draws.back().lot), QString::fromStdString(draws.back().expiry));
    serve(panel);
}

void LiveActions::openSpray() {
    ConfirmPanel::Content content;
    const int device = view().state().sprays.devicesGiven() + 1;
    const double mg = view().protocol().dosing.deviceMg.value_or(28);
    content.title = tr("Spray device %1").arg(device);
    content.explanation =
        tr("%1 mg, one spray in each nostril. Leave the rest time of the protocol before the next device.")
            .arg(text(formatNumber(mg)));
    for (const auto& lot : lotsInStock()) content.reasons << QString::fromStdString(lot.lot);
    content.reasonsLabel = tr("In stock");
    content.textLabel = content.reasons.isEmpty() ? tr("Lot") : tr("Another lot");
    content.confirmText = tr("Device %1 given").arg(device);
    content.build = [device, mg](const Actor&, const std::string& inStock, const std::string& typed) {
        return SprayGiven{device, mg, typed.empty() ? inStock : typed};
    };
    serve(new ConfirmPanel(std::move(content)));
}

void LiveActions::openPause() {
    serve(new PausePanel({QStringLiteral("blood pressure"), QStringLiteral("dissociation or anxiety"),
                          QStringLiteral("nausea or vomiting"), QStringLiteral("IV line"),
                          QStringLiteral("patient's wish")}));
}

void LiveActions::openResume() {
    auto* panel = new RatePanel(RatePanel::Purpose::resume);
    panel->setOrderedRate(view().state().pump.lastRateMlPerH());
    serve(panel);
}

void LiveActions::openRate() {
    serve(new RatePanel(RatePanel::Purpose::change));
}

void LiveActions::openStop() {
    std::vector<StopPanel::Reason> reasons;
    for (const auto& reason : view().protocol().abortReasons)
        reasons.push_back({reason, QString::fromStdString(reason)});
    auto* panel = serve(new StopPanel(std::move(reasons), staff_.prescribers()));
    const auto& state = view().state();
    if (state.order)
        panel->setDelivered(tr("%1 mg of %2 mg")
                                .arg(text(formatNumber(state.givenMg(controller_.now().mono), 1)),
                                     text(formatNumber(state.order->doseMg, 1))));
}

void LiveActions::markArtefact(MonoTime from, MonoTime to) {
    ConfirmPanel::Content content;
    content.title = tr("Mark as artefact");
    content.explanation =
        tr("%1 of the continuous values are marked as artefact. They stay in the record, drawn hollow.")
            .arg(durationText(to - from));
    content.reasons = {QStringLiteral("patient moved"), QStringLiteral("probe off"),
                       QStringLiteral("cuff cycling"), QStringLiteral("line or sensor handled")};
    content.textLabel = tr("Reason");
    content.confirmText = tr("Mark");
    content.build = [from, to](const Actor&, const std::string& reason, const std::string& text) {
        return ArtefactMarked{{Channel::hr, Channel::pulseRate, Channel::spo2, Channel::rr, Channel::etco2},
                              from,
                              to,
                              joined(reason, text)};
    };
    serve(new ConfirmPanel(std::move(content)));
}

/// A cuff's value has no length: the mark reaches half a second to both sides of it.
void LiveActions::markPressureArtefact(MonoTime at) {
    ConfirmPanel::Content content;
    content.title = tr("Mark the pressure as artefact");
    content.explanation = tr("This measurement stays in the record, drawn hollow.");
    content.reasons = {QStringLiteral("patient moved"), QStringLiteral("cuff slipped"),
                       QStringLiteral("cuff on the wrong arm"), QStringLiteral("arm was bent")};
    content.textLabel = tr("Reason");
    content.confirmText = tr("Mark");
    content.build = [this, at](const Actor&, const std::string& reason, const std::string& text) {
        return ArtefactMarked{{Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean},
                              at - Millis{500},
                              std::min(at + Millis{500}, std::max(controller_.now().mono, at + Millis{1})),
                              joined(reason, text)};
    };
    serve(new ConfirmPanel(std::move(content)));
}

} // namespace chairside
