// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/clinic_series.h"

#include "app/console/session_controller.h"
#include "core/base/number.h"

#include <QCoreApplication>

namespace chairside {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ClinicSeries", text);
}

QString shown(double value, int decimals) {
    return QString::fromStdString(formatNumber(value, decimals));
}

constexpr int kLookBack = 50; ///< sessions; cancelled and untreated ones are passed over

} // namespace

SeriesProposal lastSessionOf(SessionController& controller, const Uuid& patient) {
    const auto now = controller.now().wall;
    auto* history = controller.history();
    if (!history || patient.isNull()) return proposeSeries({}, now);
    SessionFilter filter;
    filter.patient = patient;
    const auto sessions = history->sessions(filter, kLookBack);
    if (!sessions) return proposeSeries({}, now);
    for (const auto& summary : sessions.value()) {
        if (!summary.treatmentStart || summary.status == SessionStatus::cancelled) continue;
        const auto record = history->session(summary.session);
        if (!record) break;
        return proposeSeries({courseSession(record->events)}, now);
    }
    return proposeSeries({}, now);
}

void noteLastSession(SessionController& controller, const SeriesProposal& proposal) {
    const auto note = [&](const char* item, std::optional<double> value) {
        if (!value || *value <= 0) return;
        Command command;
        command.actor = systemActor();
        command.ask = ItemConfirmed{"check_in", item, formatPlain(*value, 3)};
        controller.submit(std::move(command));
    };
    note(kLastWeightItem, proposal.lastWeightKg);
    if (proposal.lastOrder) note(kLastMgPerKgItem, proposal.lastOrder->mgPerKg);
    if (!proposal.daysSince) return;
    Command command; // zero days is an answer: treated earlier today
    command.actor = systemActor();
    command.ask =
        ItemConfirmed{"check_in", kDaysSinceDoseItem, std::to_string(std::max(0, *proposal.daysSince))};
    controller.submit(std::move(command));
}

QString lastSessionWords(const SeriesProposal& proposal) {
    if (!proposal.lastTreated) return {};
    QString words = tr("Last session %1, %2 days ago: %3 mg given")
                        .arg(QString::fromStdString(formatDate(*proposal.lastTreated)))
                        .arg(proposal.daysSince.value_or(0))
                        .arg(shown(proposal.lastGivenMg, 1));
    if (proposal.lastWeightKg) words += tr(" at %1 kg").arg(shown(*proposal.lastWeightKg, 1));
    words += QStringLiteral(".");
    for (const auto& finding : proposal.findings)
        words += QStringLiteral(" ") + QString::fromStdString(finding) + QStringLiteral(".");
    return words;
}

} // namespace chairside
