// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/history_ports.h"

#include "app/console/catalogue.h"
#include "app/console/compare_ports.h"
#include "app/console/earlier_sessions.h"
#include "app/console/export_ports.h"
#include "app/console/session_controller.h"
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/interop/recorded_view.h"
#include "core/log/earlier_bands.h"
#include "ui/report/report_preview.h"
#include "ui/style/words.h"

#include <QApplication>
#include <QCoreApplication>
#include <QDateTime>

#include <memory>

namespace chairside {
namespace {

/// One dialog for a session or for everything; the folder is proposed again the next time.
class ExportDialogs {
public:
    explicit ExportDialogs(const RecordPlaces& places)
        : tasks_(exportTasks(places.record, places.resources)) {}
    void open(const std::optional<Uuid>& session, const QString& words) {
        ExportDialog dialog({session, words, folder_}, tasks_, QApplication::activeWindow());
        dialog.exec();
        folder_ = dialog.folder();
    }

private:
    ExportDialog::MakeTask tasks_;
    QString folder_;
};

QString wordsOf(SessionController& controller, const Uuid& session) {
    const auto found = controller.history() ? controller.history()->summary(session)
                                            : Result<std::optional<SessionSummary>>(Error{});
    if (!found || !found.value()) return {};
    return sessionTitle(*found.value());
}

/// Everything but the index, which whoever keeps the figures loads on its own thread.
SessionFinder::Ports findPorts(SessionController& controller) {
    SessionFinder::Ports ports;
    ports.newest = [&controller](int limit) -> Result<std::vector<SessionSummary>> {
        if (!controller.history()) return Error{phrase("The record can't be read.")};
        return controller.history()->sessions({}, limit);
    };
    ports.rows = [&controller](const auto& refs) -> Result<std::vector<SessionSummary>> {
        if (!controller.history()) return Error{phrase("The record can't be read.")};
        return controller.history()->summaries(refs);
    };
    ports.count = [&controller]() -> Result<std::int64_t> {
        if (!controller.history()) return std::int64_t{0};
        return controller.history()->sessionCount();
    };
    ports.now = [] { return systemWallNow(); };
    return ports;
}

} // namespace

HistoryPage::Ports historyPorts(SessionController& controller, Catalogue& catalogue, EarlierSessions& earlier,
                                const RecordPlaces& places) {
    HistoryPage::Ports ports;
    ports.find = findPorts(controller);
    ports.session = [&controller](const Uuid& id) -> Result<SessionRecord> {
        if (!controller.history()) return Error{phrase("The record can't be read.")};
        return controller.history()->session(id);
    };
    ports.words = reviewWords(catalogue);
    const auto dialogs = std::make_shared<ExportDialogs>(places);
    ports.exportSession = [&controller, dialogs](const Uuid& id) {
        dialogs->open(id, wordsOf(controller, id));
    };
    ports.printReport = [&controller, &catalogue](const Uuid& id) {
        auto record = controller.history()->session(id);
        if (!record) return;
        RecordedViews views;
        auto view = views.open(record.value());
        view->record().setHistory(bandsBefore(*controller.history(), record->summary));
        ReportOptions how;
        how.label = [&catalogue](const std::string& key) { return catalogue.label(key); };
        view->record().setWords(how.label);
        how.printedBy = QStringLiteral("Chairside " CHAIRSIDE_VERSION);
        how.printedAt = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        const auto name = QString::fromStdString(exportName(record.value())) + QStringLiteral(".pdf");
        ReportPreview preview({std::move(record).value(), std::move(view), std::move(how), name},
                              QApplication::activeWindow());
        preview.exec();
    };
    ports.exportEverything = [&controller, dialogs] {
        const auto total = controller.history() ? controller.history()->sessionCount() : Error{};
        dialogs->open(std::nullopt,
                      total ? tr("%1 sessions").arg(QString::fromStdString(formatCount(total.value())))
                            : QString());
    };
    ports.earlier = [&earlier](const SessionSummary& session,
                               std::function<void(std::vector<HistoryBand>)> done) {
        earlier.ask(EarlierSessions::Asker::history, session, std::move(done));
    };
    return ports;
}

} // namespace chairside
