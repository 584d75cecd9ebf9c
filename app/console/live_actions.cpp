// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/live_actions.h"

#include "app/console/panel_serving.h"
#include "core/domain/alarm/alarm_pause.h"

#include <algorithm>

namespace chairside {

LiveActions::LiveActions(SessionController& controller, const Catalogue& catalogue, Staff& staff,
                         LivePage& page, std::function<Actor()> operatorNow, QObject* parent)
    : QObject(parent), controller_(controller), catalogue_(catalogue), staff_(staff), page_(page),
      operatorNow_(std::move(operatorNow)) {}

LiveActions::~LiveActions() {
    page_.panels()->close(); // the host must not outlive what it shows
}

Decision LiveActions::send(Command command) {
    if (command.actor.id.empty()) command.actor = operatorNow_();
    return controller_.submit(std::move(command));
}

void LiveActions::refreshOpenPanel() {
    if (page_.panels()->current() && refresh_) refresh_();
}

void LiveActions::perform(const QString& action) {
    if (!controller_.engine()) return;
    const std::map<QString, std::function<void()>> table{
        {QStringLiteral("screen"), [this] { openScreen(); }},
        {QStringLiteral("hold"), [this] { openHold(); }},
        {QStringLiteral("override_baseline"), [this] { openBaselineOverride(); }},
        {QStringLiteral("series"), [this] { openSeries(); }},
        {QStringLiteral("dose"), [this] { openDose(); }},
        {QStringLiteral("timeout"), [this] { openTimeout(); }},
        {QStringLiteral("start"), [this] { openStart(); }},
        {QStringLiteral("pause"), [this] { openPause(); }},
        {QStringLiteral("resume"), [this] { openResume(); }},
        {QStringLiteral("rate"), [this] { openRate(); }},
        {QStringLiteral("stop"), [this] { openStop(); }},
        {QStringLiteral("discharge_list"), [this] { openDischargeList(); }},
        {QStringLiteral("override_gate"), [this] { openOverride(); }},
        {QStringLiteral("ready"), [this] { declareReady(); }},
        {QStringLiteral("ledger"), [this] { openLedger(); }},
        {QStringLiteral("explain"), [this] { openFirstNotDone(); }},
        {QStringLiteral("discharge"), [this] { openDischarge(); }},
        {QStringLiteral("sign_nurse"), [this] { openSignature(Role::nurse); }},
        {QStringLiteral("sign_prescriber"), [this] { openSignature(Role::prescriber); }},
        {QStringLiteral("addendum"), [this] { openAddendum(); }},
        {QStringLiteral("cancel"), [this] { openCancel(); }},
    };
    if (const auto it = table.find(action); it != table.end()) it->second();
}

void LiveActions::declareReady() {
    Command command;
    command.ask = DischargeReady{};
    const auto decision = send(command);
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        Q_EMIT refused(QString::fromStdString(refusal->sentence));
}

void LiveActions::openDue(const QString& capture) {
    if (!controller_.engine()) return;
    if (capture.startsWith(QStringLiteral("dissociation_check|"))) return openEntry(EntryKind::dissociation);
    if (capture == QStringLiteral("moaas")) return openEntry(EntryKind::sedation);
    if (capture == QStringLiteral("dissociation_check")) return openEntry(EntryKind::dissociation);
    if (capture == QStringLiteral("side_effects")) return openEntry(EntryKind::sideEffect);
    if (channelFromKey(capture.toStdString()) || capture == QStringLiteral("nibp"))
        return openEntry(EntryKind::bloodPressure);
    if (capture == QStringLiteral("weight")) return openDose();
    // "c_ssrs_screener|si_question": the first one that this clinic has
    for (const auto& one : capture.split(u'|'))
        if (catalogue_.instrument(one.toStdString())) return openInstrument(one.toStdString());
    openDischargeList(); // what is left is a line of it: oriented, gait, escort
}

void LiveActions::markEvent(int number, MonoTime at) {
    const auto& labels = view().protocol().eventLabels;
    if (number < 1 || static_cast<std::size_t>(number) > labels.size()) return;
    Command command;
    command.ask = EventMarked{labels[static_cast<std::size_t>(number - 1)]};
    command.effective = std::min(at, controller_.now().mono);
    const auto decision = send(command);
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        Q_EMIT refused(QString::fromStdString(refusal->sentence));
}

void LiveActions::acknowledge(const QString& condition) {
    Command command;
    command.ask = AlarmAcknowledged{condition.toStdString()};
    const auto decision = send(command);
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        Q_EMIT refused(QString::fromStdString(refusal->sentence));
}

/// Pauses what sounds now, each condition for itself and for two minutes at most; anything new breaks
/// through, and so does an emergency that was not the one heard.
void LiveActions::pauseSound() {
    const auto now = controller_.viewNow().mono;
    const auto& alarms = controller_.engine()->alarms();
    for (const auto& condition : conditionsToPause(alarms.active(now), alarms.sound(now))) {
        Command command;
        command.ask = AlarmPaused{condition, kLongestPause};
        send(command);
    }
}

void LiveActions::resumeSound() {
    const auto now = controller_.viewNow().mono;
    for (const auto& alarm : controller_.engine()->alarms().active(now)) {
        if (!alarm.pausedUntil) continue;
        Command command;
        command.ask = AlarmPaused{alarm.condition, Millis{0}};
        send(command);
    }
}

} // namespace chairside
