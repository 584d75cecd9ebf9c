// SPDX-License-Identifier: GPL-3.0-or-later
// Backups through the real window, and a disk that falls silent under the real program.
#include "app/console/backup_service.h"
#include "app/console/main_window.h"
#include "build_places.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/fake_host_time.h"
#include "support/made_record.h"
#include "support/slow_disk.h"
#include "support/temp_dir.h"
#include "ui/entry/panel_host.h"
#include "ui/live/start_page.h"
#include "ui/style/push_button.h"

#include <QApplication>
#include <QTest>
#include <filesystem>
#include <fstream>

using namespace chairside;
using chairside::testing::SlowDisk;
using chairside::testing::TempDir;

namespace {

ConsoleOptions optionsFor(const TempDir& folder) {
    ConsoleOptions options;
    options.database = QString::fromStdString(folder / "record.db");
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    return options;
}

PushButton* button(QWidget& in, const char* text) {
    for (auto* candidate : in.findChildren<PushButton*>())
        if (candidate->text() == QLatin1String(text)) return candidate;
    return nullptr;
}

std::vector<std::string> filesIn(const std::string& folder) {
    return RealDisk{}.filesIn(folder);
}

} // namespace

TEST_CASE("a backup is made and checked from the start page", "[scenario][H-17]") {
    const TempDir folder;
    chairside::testing::makeRecord(folder / "record.db", 2);
    const auto options = optionsFor(folder);
    const SystemTime host;
    auto catalogue = Catalogue::load(options.resources);
    SessionController controller(options, host);
    REQUIRE(controller.openRecord());
    Staff staff(QString::fromStdString(folder / "staff.json"));
    BackupService backups(options.database, host);
    MainWindow window(options, controller, catalogue, staff);
    window.useBackups(backups);
    window.resize(1366, 768);
    window.show();
    for (auto* panels : window.findChildren<PanelHost*>()) panels->setAnimated(false);
    const auto page = window.findChild<StartPage*>();
    REQUIRE(page);
    REQUIRE(QTest::qWaitFor([&] { return button(*page, "Backup") && button(*page, "Backup")->isVisible(); },
                            5000));
    CHECK(button(*page, "Backup")->subline() == QStringLiteral("none yet"));
    QTest::mouseClick(button(*page, "Backup"), Qt::LeftButton);
    auto* panel = window.findChild<BackupPanel*>();
    REQUIRE(panel);
    REQUIRE(panel->isVisible());
    REQUIRE(QTest::qWaitFor([&] { return button(*panel, "Back up now")->isEnabled(); }, 5000));
    QTest::mouseClick(button(*panel, "Back up now"), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return !backups.isRunning() && !backups.state().last.isEmpty(); }, 20000));
    CHECK(backups.state().result == QStringLiteral("Backed up and checked: 2 sessions."));
    CHECK(backups.state().problem.isEmpty());
    const auto made = filesIn(folder / "backups");
    REQUIRE(made.size() == 1);
    CHECK(verify(folder / ("backups/" + made.front())).sound());
    QTest::mouseClick(button(*panel, "Check a backup"), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return !backups.isRunning() && !backups.state().drill.isEmpty(); }, 20000));
    CHECK(backups.state().drill.endsWith(QStringLiteral("2 sessions restored and read")));
    CHECK(filesIn(folder / "backups") == made);
    CHECK(button(*page, "Backup")->subline().startsWith(QStringLiteral("last on ")));
    BackupService again(options.database, host); // the next start remembers it
    CHECK(again.state().drill == backups.state().drill);
}

TEST_CASE("backups are made by themselves: each day and after a signature, never in a session, again after a "
          "failure",
          "[scenario][H-17]") {
    const TempDir folder;
    chairside::testing::makeRecord(folder / "record.db", 1);
    FakeHostTime host;
    BackupService backups(QString::fromStdString(folder / "record.db"), host);
    const auto settle = [&] {
        for (int i = 0; i < 1000; ++i) {
            QApplication::processEvents();
            QTest::qWait(5);
            if (backups.isIdle() && i > 3) return;
        }
    };
    backups.look();
    settle();
    backups.consider(true);
    settle();
    CHECK_FALSE(std::filesystem::exists(folder / "backups"));
    backups.consider(false);
    settle();
    CHECK(filesIn(folder / "backups").size() == 1);
    backups.consider(false);
    settle();
    CHECK(filesIn(folder / "backups").size() == 1);
    backups.noteSigned();
    std::filesystem::remove(folder / ("backups/" + filesIn(folder / "backups").front()));
    backups.consider(false); // the signature alone is reason enough
    settle();
    CHECK(filesIn(folder / "backups").size() == 1);
    host.pass(std::chrono::hours{24});
    backups.look();
    settle();
    backups.consider(false);
    settle();
    CHECK(filesIn(folder / "backups").size() == 2);
    // The folder is gone and a file is in its place.
    std::filesystem::rename(folder / "backups", folder / "elsewhere");
    { std::ofstream(folder / "backups") << "in the way"; }
    backups.noteSigned();
    backups.consider(false);
    settle();
    CHECK_FALSE(backups.state().problem.isEmpty());
    CHECK(backups.shortState() == QStringLiteral("needs attention"));
    std::filesystem::remove(folder / "backups");
    std::filesystem::rename(folder / "elsewhere", folder / "backups");
    backups.consider(false);
    settle();
    CHECK_FALSE(backups.state().problem.isEmpty()); // not at once
    host.pass(BackupService::kRetryAfter);
    backups.consider(false);
    settle();
    CHECK(backups.state().problem.isEmpty());
    CHECK_FALSE(backups.useFolder(QStringLiteral("/proc/nowhere")));
}

TEST_CASE("a disk that was silent in a session is in the session's record: how long, and what was held",
          "[scenario][H-08]") {
    const TempDir folder;
    SlowDisk disk;
    const auto options = optionsFor(folder);
    const SystemTime host;
    auto catalogue = Catalogue::load(options.resources);
    SessionController controller(options, host);
    LogFiles files;
    files.path = options.database.toStdString();
    files.database.vfs = disk.vfsName();
    REQUIRE(controller.openRecord(files));
    Staff staff(QString::fromStdString(folder / "staff.json"));
    MainWindow window(options, controller, catalogue, staff);
    window.startDemo();
    REQUIRE(controller.engine());
    REQUIRE(QTest::qWaitFor(
        [&] { return controller.saved().unacknowledged == 0 && controller.saved().everSaved; }, 10000));
    disk.become(SlowDisk::Mood::silent);
    REQUIRE(
        QTest::qWaitFor([&] { return controller.saved().fault && !controller.saved().fault->saving; }, 5000));
    QTest::qWait(1500);
    disk.become(SlowDisk::Mood::works);
    const auto told = [&]() -> const Event* {
        for (const auto& event : controller.engine()->view().events())
            if (const auto* fault = std::get_if<StoreFault>(&event.body))
                if (fault->message.starts_with("The disk with the record did not answer for ")) return &event;
        return nullptr;
    };
    REQUIRE(QTest::qWaitFor([&] { return told() != nullptr; }, 10000));
    const auto& message = std::get<StoreFault>(told()->body).message;
    INFO(message);
    CHECK(told()->actor.role == Role::system);
    CHECK(message.find("waited in memory; all were saved when it answered.") != std::string::npos);
    REQUIRE(QTest::qWaitFor(
        [&] { return !controller.saved().fault && controller.saved().unacknowledged == 0; }, 10000));
}
