// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/walk/archive_window.h"

#include "app/console/export_ports.h"
#include "core/interop/recorded_view.h"
#include "support/foreign_recording.h"
#include "ui/export/import_dialog.h"
#include "ui/history/history_page.h"
#include "ui/live/start_page.h"
#include "ui/report/report_preview.h"

#include <QApplication>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>

namespace chairside::testing {
namespace {

using Look = std::function<void(const char* where, QWidget& shown)>;

/// As it opens, then each of its tabs and stacked parts.
void eachPart(const char* where, QWidget& window, const Look& look) {
    QTest::qWait(120);
    look(where, window);
    for (auto* tabs : window.findChildren<QTabBar*>())
        for (int i = 0; tabs->isVisible() && i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            QTest::qWait(40);
            look(where, window);
        }
    for (auto* stack : window.findChildren<QStackedWidget*>()) {
        if (!stack->isVisible() || stack->parentWidget() == &window) continue;
        const int before = stack->currentIndex();
        for (int i = 0; i < stack->count(); ++i) {
            stack->setCurrentIndex(i);
            QTest::qWait(20);
            look(where, window);
        }
        stack->setCurrentIndex(before);
    }
}

void show(const char* where, QDialog& dialog, const Look& look) {
    dialog.show();
    eachPart(where, dialog, look);
    dialog.close();
}

void walkDialogs(ArchiveWindow& archive, const Look& look) {
    auto& window = archive.window();
    const auto tasks = exportTasks(archive.record(), QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources"));
    auto record = archive.newest();
    ExportDialog one({record.summary.session, QStringLiteral("1"), QStringLiteral("/tmp/out")}, tasks,
                     &window);
    show("export of a session", one, look);
    ExportDialog all({std::nullopt, QStringLiteral("3"), QStringLiteral("/tmp/out")}, tasks, &window);
    show("export of everything", all, look);
    ImportDialog import(
        foreignRecording("/tmp/night.edf",
                         {foreignChannel("HR", "1/min", Channel::hr), foreignChannel("00", "%", {})}),
        [](const ForeignRecording&, const ImportChoice&) { return Result<std::string>(Error{"0"}); },
        &window);
    show("import", import, look);

    RecordedViews views;
    auto view = views.open(record);
    ReportOptions how;
    how.label = [&](const std::string& key) { return archive.catalogue().label(key); };
    view->record().setWords(how.label);
    how.printedBy = QStringLiteral("Chairside 0");
    ReportPreview preview({std::move(record), std::move(view), how, QStringLiteral("/tmp/out.pdf")}, &window);
    show("print preview", preview, look);

    QTimer::singleShot(100, &window, [&] {
        auto* about = QApplication::activeModalWidget();
        REQUIRE(about);
        look("about", *about);
        about->close();
    });
    Q_EMIT window.findChild<StartPage*>()->aboutRequested();
}

} // namespace

ArchiveWindow::ArchiveWindow() {
    options_.database = QString::fromStdString(folder_ / "record.db");
    options_.resources = QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources");
    options_.source = SourceKind::manual;
    options_.smokeSeconds = 1; // closes without asking
    catalogue_ = Catalogue::load(options_.resources);
    made_ = makeRecord(options_.database.toStdString(), 3);
    controller_ = std::make_unique<SessionController>(options_, host_);
    REQUIRE(controller_->openRecord());
    staff_.useDemoPeople();
    backups_ = std::make_unique<BackupService>(options_.database, host_);
    window_ = std::make_unique<MainWindow>(options_, *controller_, catalogue_, staff_);
    window_->useBackups(*backups_);
    window_->resize(1366, 768);
    window_->show();
    (void)QTest::qWaitForWindowActive(window_.get());
}

HistoryPage& ArchiveWindow::history() {
    return *window_->findChild<HistoryPage*>();
}

SessionRecord ArchiveWindow::newest() {
    auto record = controller_->history()->session(made_.back().session);
    REQUIRE(record);
    return std::move(record).value();
}

void walkPages(ArchiveWindow& archive, const Look& look) {
    for (const char* page :
         {"start", "backup", "checkin", "history", "session", "compare", "course", "figures", "clinic"}) {
        archive.window().showPage(QString::fromLatin1(page));
        eachPart(page, archive.window(), look);
    }
    archive.window().showPage(QStringLiteral("start"));
    walkDialogs(archive, look);
}

} // namespace chairside::testing
