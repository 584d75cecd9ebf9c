// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic page's drug stock and monitoring forms, bound to the clinic's log and to the record.
#include "app/console/catalogue.h"
#include "app/console/clinic_log.h"
#include "app/console/clinic_ports.h"
#include "app/console/pin_serving.h"
#include "app/console/session_controller.h"
#include "app/console/staff.h"
#include "core/base/phrase.h"
#include "core/domain/event_words.h"
#include "core/interop/rems_export.h"
#include "core/interop/rems_files.h"
#include "ui/style/words.h"

#include <QFileDialog>

#include <algorithm>

namespace chairside {
namespace {

/// What can be received: every container that a protocol in force draws from.
std::vector<StockProduct> productsOf(const Catalogue& catalogue) {
    std::vector<StockProduct> out;
    const auto add = [&](StockProduct product) {
        if (product.contentMg > 0 && std::find(out.begin(), out.end(), product) == out.end())
            out.push_back(std::move(product));
    };
    for (const auto& protocol : catalogue.protocols) {
        const auto& d = protocol.dosing;
        for (std::size_t i = 0; i < d.stockMgPerMl.size() && i < d.vialMl.size(); ++i)
            add({d.drug, d.stockMgPerMl[i], d.stockMgPerMl[i] * d.vialMl[i]});
        if (d.deviceMg) add({d.drug, 0, *d.deviceMg});
    }
    return out;
}

StockSection::Entry entryOf(const Event& event) {
    const auto nobody = [](const std::string& key) { return key; };
    return {event.id, text(describe(event, nobody)),
            tr("%1 %2 · %3")
                .arg(text(formatDate(event.at.wall)), text(formatClock(event.at.wall)).left(5),
                     text(event.actor.name)),
            !std::holds_alternative<StockCounted>(event.body) &&
                !std::holds_alternative<ItemConfirmed>(event.body)};
}

StockSection::State stockState(const ClinicLog& log, const Catalogue& catalogue, const Staff& staff,
                               const Actor& who) {
    StockSection::State state;
    state.lots = log.book().lots();
    state.today = log.today();
    state.saving = log.saving();
    for (const auto& sentence : log.book().low(state.today)) state.warnings << text(sentence);
    for (const auto& lot : state.lots) {
        if (!lot.known)
            state.warnings
                << tr("%1 was drawn in a session but never received: record the receipt, or correct "
                      "the lot in that session.")
                       .arg(lotTitle(lot));
        else if (lot.expected() < 0)
            state.warnings << tr("%1: more was drawn than came in. Count it.").arg(lotTitle(lot));
        else if (lot.expected() > 0 && expiryOn(lot, state.today) == Expiry::expired)
            state.warnings << tr("%1 has expired and is not offered any more: remove it, with a witness.")
                                  .arg(lotTitle(lot));
    }
    const auto& entries = log.book().entries();
    for (auto it = entries.rbegin(); it != entries.rend(); ++it) state.entries.push_back(entryOf(*it));
    state.forms.products = productsOf(catalogue);
    state.forms.lots = state.lots;
    state.forms.operatorName = who.name;
    state.forms.others = staff.others(who);
    return state;
}

QString nameOf(const Patient& patient) {
    return text(patient.familyName) +
           (patient.givenName.empty() ? QString() : QStringLiteral(", ") + text(patient.givenName));
}

ListRow rowOf(const FormDue& form) {
    ListRow row;
    row.key = text(form.session.toString());
    row.title = nameOf(form.patient);
    if (form.sent) {
        row.detail = tr("%1 · sent on %2 by %3")
                         .arg(text(form.treatedOn), text(form.sent->sentOn), text(form.sent->sentBy));
        row.badge = tr("sent");
        row.quiet = true;
        return row;
    }
    row.detail = tr("treated %1 · due %2").arg(text(form.treatedOn), text(form.dueOn));
    row.loud = form.daysLeft <= 2;
    row.badge = form.daysLeft < -1    ? tr("%1 days overdue").arg(-form.daysLeft)
                : form.daysLeft == -1 ? tr("1 day overdue")
                : form.daysLeft == 0  ? tr("due today")
                : form.daysLeft == 1  ? tr("1 day left")
                                      : tr("%1 days left").arg(form.daysLeft);
    return row;
}

FormsSection::State formsState(const ClinicLog& log, const Staff& staff, const Actor& who) {
    FormsSection::State state;
    for (const auto& form : log.forms()) {
        state.rows.push_back(rowOf(form));
        if (form.sent) state.sent.push_back(form.session.toString());
    }
    if (!who.id.empty()) {
        state.people << text(who.name);
        for (const auto& person : staff.others(who)) state.people << text(person.name);
    }
    state.today = text(log.today());
    state.saving = log.saving();
    return state;
}

Result<SessionRecord> recordOf(SessionController& controller, const QString& key) {
    const auto id = Uuid::parse(key.toStdString());
    if (!id || !controller.history()) return Error{phrase("The record can't be read.")};
    return controller.history()->session(*id);
}

std::vector<DocumentPart> partsOf(const RemsForm& form) {
    std::vector<DocumentPart> parts;
    if (const auto missing = form.missing(); !missing.empty())
        parts.push_back({phrase("To be filled in by a person"), missing});
    for (const auto& field : form.fields) {
        if (field.value.empty()) continue;
        auto title = field.section;
        if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
            title[0] = static_cast<char>(title[0] - 'a' + 'A');
        if (parts.empty() || parts.back().title != title) parts.push_back({title, {}});
        parts.back().lines.push_back(field.label + ": " + field.value +
                                     (field.basis.empty() ? "" : "  (" + field.basis + ")"));
    }
    return parts;
}

DocumentSection::Shown formShown(const ClinicLog& log, SessionController& controller, const QString& key) {
    DocumentSection::Shown out;
    const auto record = recordOf(controller, key);
    if (!record) {
        out.title = text(record.error().message);
        return out;
    }
    const auto form = remsForm(record->events, record->readings);
    out.title = nameOf(record->summary.patient);
    out.detail = tr("Treated %1 · form due %2 · prepared by Chairside, sent by a person")
                     .arg(text(form.sessionDate), text(form.dueDate));
    for (const auto& due : log.forms())
        if (text(due.session.toString()) == key && due.sent)
            out.remarks << tr("Marked as sent on %1 by %2. Chairside did not send it and can't check it.")
                               .arg(text(due.sent->sentOn), text(due.sent->sentBy));
    out.parts = partsOf(form);
    return out;
}

QString exportForm(SessionController& controller, const QString& key) {
    const auto folder = QFileDialog::getExistingDirectory(nullptr, tr("Folder for the form"));
    if (folder.isEmpty()) return {};
    const auto record = recordOf(controller, key);
    if (!record) return text(record.error().message);
    const auto done = exportRemsForm(record.value(), folder.toStdString());
    if (!done) return text(done.error().message);
    return tr("Saved in %1. It is prepared, not sent.").arg(text(done->string()));
}

} // namespace

void addLogPorts(ClinicPage::Ports& ports, ClinicLog& log, SessionController& controller,
                 const Catalogue& catalogue, Staff& staff, std::function<Actor()> operatorNow) {
    ports.stock = [&log, &catalogue, &staff, operatorNow] {
        return stockState(log, catalogue, staff, operatorNow());
    };
    ports.forms = [&log, &staff, operatorNow] { return formsState(log, staff, operatorNow()); };
    ports.form.show = [&log, &controller](const QString& key) { return formShown(log, controller, key); };
    ports.form.exportForm = [&controller](const QString& key) { return exportForm(controller, key); };
    ports.enter = [&log, operatorNow](Command command) {
        command.actor = operatorNow();
        return log.enter(command);
    };
    ports.serveStock = [&staff, enter = ports.enter](StockSection& section) {
        servePins(section, staff, enter);
    };
}

} // namespace chairside
