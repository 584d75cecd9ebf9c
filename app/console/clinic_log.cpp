// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/clinic_log.h"

#include "app/console/catalogue.h"
#include "app/console/figures_keeper.h"
#include "app/console/session_controller.h"
#include "core/base/phrase.h"
#include "core/interop/protocol_json.h"
#include "core/interop/rems_export.h"

#include <algorithm>

namespace chairside {

ClinicLog::ClinicLog(SessionController& controller, const Catalogue& catalogue, FiguresKeeper& figures,
                     QObject* parent, std::int64_t atOnce)
    : QObject(parent), controller_(controller), catalogue_(catalogue), figures_(figures), atOnce_(atOnce) {
    connect(&controller_, &SessionController::clinicRecorded, this, [this](qint64 seq) {
        for (const auto& event : pending_)
            if (event.seq <= seq) take(event);
        std::erase_if(pending_, [&](const Event& event) { return event.seq <= seq; });
        if (pending_.empty()) {
            refresh(); // the first entry of all says from when on uses count
            Q_EMIT changed();
        }
    });
    connect(&controller_, &SessionController::clinicRefused, this, [this](const QString& sentence) {
        pending_.clear();
        refused_ = tr("The entry was not saved; enter it again after the next start. (%1)").arg(sentence);
        Q_EMIT changed();
    });
}

std::string ClinicLog::today() const {
    return formatDate(controller_.wallNow());
}

Result<ClinicLog::Look> ClinicLog::look(HistoryReader& history, std::int64_t after, std::int64_t began) {
    Look found;
    auto log = history.clinicLog();
    if (!log) return log.error();
    found.log = std::move(log).value();
    const auto first = history.clinicLogBegan();
    if (!first) return first.error();
    found.began = first.value();
    found.after = found.began == began ? after : 0; // uses after it were looked at before it was known
    const auto last = history.lastEntry();
    if (!last) return last.error();
    found.upTo = last.value(); // what comes in meanwhile is looked at again and counts once
    auto uses = history.drugUses(found.after);
    if (!uses) return uses.error();
    found.uses = std::move(uses).value();
    return found;
}

void ClinicLog::refresh() {
    auto* history = controller_.history();
    problem_.clear();
    book_.markAs(catalogue_.protocols); // they may have changed since
    if (!history) {
        problem_ = tr("The record can't be read, so the stock can't be shown.");
        return;
    }
    if (reading_) return;
    const auto last = history->lastEntry();
    const auto began = history->clinicLogBegan();
    const auto after = began && began.value() == began_ ? lookedAt_ : 0;
    if (last && last.value() - after > atOnce_) return lookElsewhere();
    takeLook(look(*history, lookedAt_, began_));
}

void ClinicLog::lookElsewhere() {
    reading_ = true;
    figures_.ask(
        this,
        [after = lookedAt_, began = began_](FiguresIndex&, HistoryReader& history) {
            return look(history, after, began);
        },
        [this](const Result<Look>& found) {
            reading_ = false;
            takeLook(found);
            Q_EMIT changed();
        });
}

void ClinicLog::takeLook(const Result<Look>& found) {
    if (!found) {
        problem_ = QString::fromStdString(found.error().message);
        return;
    }
    for (const auto& event : found->log) take(event);
    began_ = found->began;
    lookedAt_ = found->upTo;
    for (const auto& use : found->uses) {
        const auto& event = use.event;
        if (std::holds_alternative<SprayGiven>(event.body)) {
            const auto at = shifted({event.at.mono, event.at.wall}, event.effective - event.at.mono).wall;
            auto& treated = treated_.try_emplace(event.session, Treated{use.patient, at}).first->second;
            treated.first = std::min(treated.first, at);
        }
        if (began_ >= 0 && use.entry > began_) book_.apply(event, drugOf(use));
    }
}

std::string ClinicLog::drugOf(const DrugUse& use) {
    const std::pair key(use.protocolId, use.protocolVersion);
    if (const auto known = drugs_.find(key); known != drugs_.end()) return known->second;
    std::string drug;
    if (const auto opened = controller_.history()->openedOf(use.event.session))
        if (const auto protocol = readProtocol(opened->protocolText, opened->protocolId))
            drug = protocol->dosing.drug;
    return drugs_.emplace(key, std::move(drug)).first->second;
}

std::vector<FormDue> ClinicLog::forms() const {
    std::vector<FormDue> out;
    const auto now = today();
    for (const auto& [session, treated] : treated_) {
        FormDue form;
        form.session = session;
        form.patient = treated.patient;
        form.treatedOn = formatDate(treated.first);
        form.dueOn = remsDueDate(form.treatedOn);
        form.daysLeft = daysBetween(now, form.dueOn).value_or(0);
        for (const auto& event : book_.entries())
            if (const auto* sent = std::get_if<FormSent>(&event.body); sent && sent->about == session)
                form.sent = *sent;
        out.push_back(std::move(form));
    }
    std::sort(out.begin(), out.end(), [](const FormDue& a, const FormDue& b) {
        if (a.sent.has_value() != b.sent.has_value()) return b.sent.has_value();
        return a.sent ? a.treatedOn > b.treatedOn : a.dueOn < b.dueOn;
    });
    return out;
}

Decision ClinicLog::enter(const Command& command) {
    if (!problem_.isEmpty()) return Refusal{problem_.toStdString()};
    if (reading_)
        return Refusal{
            phrase("The record is still being read for the stock. Wait a moment, then try again; nothing "
                   "was recorded.")};
    if (!controller_.canRecord())
        return Refusal{phrase("The record can't be written, so nothing was recorded.")};
    if (const auto& fault = controller_.saved().fault; fault && !fault->saving)
        return Refusal{
            phrase("{1} Enter it when saving works again; nothing was recorded.", fault->sentence)};
    if (!pending_.empty())
        return Refusal{phrase("The entry before this one is not saved yet. Wait a moment, then try again.")};
    refused_.clear();
    auto decision = decideStock(book_, command, {MonoTime{}, controller_.wallNow()}, ids_);
    if (auto* events = std::get_if<std::vector<Event>>(&decision)) {
        for (auto& event : *events) {
            if (auto* opened = std::get_if<ClinicOpened>(&event.body))
                opened->softwareVersion = CHAIRSIDE_VERSION;
            pending_.push_back(event);
        }
        controller_.recordInClinicLog(*events);
        Q_EMIT changed();
    }
    return decision;
}

QString ClinicLog::saving() const {
    if (!problem_.isEmpty()) return problem_;
    if (!refused_.isEmpty()) return refused_;
    if (reading_) return tr("Reading the record for the stock …");
    if (pending_.empty()) return {};
    const auto& fault = controller_.saved().fault;
    return fault && !fault->saving ? QString::fromStdString(fault->sentence) : tr("Saving …");
}

} // namespace chairside
