// SPDX-License-Identifier: GPL-3.0-or-later
// The console: reads its options, opens the record, shows the window. Composition root of `chairside`.
#include "app/console/backup_service.h"
#include "app/console/language.h"
#include "app/console/main_window.h"
#include "app/console/options.h"
#include "app/console/sentinel_client.h"
#include "app/console/smoke.h"
#include "core/live/drill.h"
#include "core/live/session_clock.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QTimer>
#include <cstdio>
#include <memory>
#include <sys/stat.h>
#include <thread>

namespace {

int say(const std::string& sentence, int status) {
    std::fprintf(status == 0 ? stdout : stderr, "%s%s", sentence.c_str(),
                 sentence.empty() || sentence.back() == '\n' ? "" : "\n");
    return status;
}

constexpr std::chrono::seconds kFreezeAfter{5}; ///< the companion runs and the first readings are there

/// Options are read before there is a QApplication, so that --help works without a display.
QStringList argumentsOf(int argc, char** argv) {
    QStringList list;
    for (int i = 0; i < argc; ++i) list << QString::fromLocal8Bit(argv[i]);
    return list;
}

} // namespace

int main(int argc, char** argv) {
    using namespace chairside;
    ::umask(077); // records are for their owner only
    QCoreApplication::setApplicationName(QStringLiteral("chairside"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CHAIRSIDE_VERSION));
    ParsedOptions parsed;
    {
        int one = 1;
        QCoreApplication early(one, argv); // for the program's folder and the standard paths
        auto result = parseOptions(argumentsOf(argc, argv));
        if (!result) return say("chairside: " + result.error().message, 2);
        parsed = result.value();
    }
    if (!parsed.printAndLeave.isEmpty()) return say(parsed.printAndLeave.toStdString(), 0);
    const auto& options = parsed.options;

    QApplication app(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("chairside"));
    app.setWindowIcon(appIcon());
    const Language language(options.resources + QStringLiteral("/translations"), options.language);
    if (!language.problem().isEmpty() && !options.language.isEmpty())
        return say("chairside: " + language.problem().toStdString(), 2);
    applyTheme(app, options.lightTheme ? lightTheme() : darkTheme());

    auto catalogue = Catalogue::load(options.resources,
                                     QString::fromStdString(clinicFolderOf(options.database.toStdString())));
    if (catalogue.protocols.empty())
        return say("chairside: no usable protocol in " + options.resources.toStdString() + ". " +
                       catalogue.problems.join(QStringLiteral(" ")).toStdString(),
                   1);
    if (!options.drill.isEmpty() && !findDrill(options.drill.toStdString())) {
        std::string names;
        for (const auto& drill : allDrills()) names += (names.empty() ? "" : ", ") + drill.id;
        return say("chairside: there is no drill \"" + options.drill.toStdString() + "\"; the drills are " +
                       names + ".",
                   2);
    }
    SystemTime host;
    SessionController controller(options, host);
    const auto opened = controller.openRecord();
    Staff staff(QFileInfo(options.database).absolutePath() + QStringLiteral("/staff.json"));
    const auto loaded = staff.load();

    MainWindow window(options, controller, catalogue, staff);
    if (!opened) {
        std::fprintf(stderr, "chairside: %s\n", opened.error().message.c_str());
        window.showProblem(QString::fromStdString(opened.error().message));
    } else if (!loaded) {
        window.showProblem(QString::fromStdString(loaded.error().message));
    } else if (!language.problem().isEmpty()) {
        window.showProblem(language.problem());
    } else if (!catalogue.problems.isEmpty()) {
        window.showProblem(catalogue.problems.join(u' '));
    }
    window.resize(options.size.value_or(QSize(1366, 768)));
    window.show();
    QTimer::singleShot(0, &window, [&] { // the window is there before a long recording is read
        if (controller.engine()) return; // a session that began at once has read it
        if (const auto usable = controller.checkSource(); !usable) {
            std::fprintf(stderr, "chairside: %s\n", usable.error().message.c_str());
            window.showProblem(QString::fromStdString(usable.error().message));
        }
    });
    // Unattended runs have nobody to hear an alarm, unless the run is about the companion.
    std::unique_ptr<SentinelClient> sentinel;
    const bool unattended =
        options.smokeSeconds || !options.screenshotFile.isEmpty() || options.printRecorded;
    if (!unattended || options.freezeSeconds > 0) {
        auto program = QCoreApplication::applicationDirPath() + QStringLiteral("/chairside-sentinel");
        if (!QFileInfo::exists(program))
            program =
                QCoreApplication::applicationDirPath() + QStringLiteral("/../sentinel/chairside-sentinel");
        sentinel = std::make_unique<SentinelClient>(
            program, QStringList{QCoreApplication::applicationFilePath(), QStringLiteral("--database"),
                                 options.database, QStringLiteral("--resume")});
        window.useSentinel(sentinel.get());
    }
    BackupService backups(options.database, host);
    window.useBackups(backups);
    if (sentinel) // attended: a session's own record is the only file an unattended run writes
        QObject::connect(&controller, &SessionController::ticked, &backups, [&] {
            backups.consider(controller.engine() && controller.engine()->isOpen());
            controller.considerClock();
        });
    if (options.resumeAtOnce) window.resumeInterrupted();
    if (options.demo || !options.drill.isEmpty()) window.startDemo(options.drill);
    if (!options.demo || options.page != QStringLiteral("live")) window.showPage(options.page);

    if (options.freezeSeconds > 0)
        QTimer::singleShot(kFreezeAfter, &app, [seconds = options.freezeSeconds] {
            std::fprintf(stderr, "freeze: begins\n");
            std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        });

    Smoke smoke(options, controller, window);
    return smoke.run(app);
}
