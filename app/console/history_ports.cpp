// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/history_ports.h"

#include "app/console/catalogue.h"
#include "app/console/session_controller.h"
#include "core/interop/exporter.h"
#include "core/log/segments.h"

#include <QApplication>
#include <QFileDialog>

namespace chairside {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("HistoryPorts", text);
}

QString exportSession(SessionController& controller, const Catalogue& words, const Uuid& id,
                      const QString& folder) {
    if (!controller.history()) return tr("The record can't be read.");
    auto record = controller.history()->session(id);
    if (!record) return QString::fromStdString(record.error().message);
    const ExportCatalogue catalogue{words.instruments, words.sideEffects};
    const auto done =
        chairside::exportSession({record.value(), catalogue, systemWallNow(), CHAIRSIDE_VERSION},
                                 exportersFrom("all").value(), folder.toStdString());
    if (!done) return QString::fromStdString(done.error().message);
    return tr("Exported to %1: %2 readings, %3 events.")
        .arg(QString::fromStdString(done->folder.string()))
        .arg(done->counts.readings)
        .arg(done->counts.events);
}

} // namespace

HistoryPage::Ports historyPorts(SessionController& controller, Catalogue& catalogue,
                                std::function<void(const QString&)> say) {
    HistoryPage::Ports ports;
    ports.sessions = [&controller](const std::string& search, int offset,
                                   int limit) -> Result<std::vector<SessionSummary>> {
        if (!controller.history()) return Error{"The record can't be read."};
        SessionFilter filter;
        filter.text = search;
        filter.offset = offset;
        return controller.history()->sessions(filter, limit);
    };
    ports.count = [&controller]() -> Result<std::int64_t> {
        if (!controller.history()) return std::int64_t{0};
        return controller.history()->sessionCount();
    };
    ports.session = [&controller](const Uuid& id) -> Result<SessionRecord> {
        if (!controller.history()) return Error{"The record can't be read."};
        return controller.history()->session(id);
    };
    ports.label = [&catalogue](const std::string& key) { return catalogue.label(key); };
    ports.exportSession = [&controller, &catalogue, say = std::move(say)](const Uuid& id) {
        const auto folder = QFileDialog::getExistingDirectory(QApplication::activeWindow(),
                                                              tr("Folder for the export, all formats"));
        if (!folder.isEmpty()) say(exportSession(controller, catalogue, id, folder));
    };
    return ports;
}

} // namespace chairside
