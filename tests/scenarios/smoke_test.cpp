// SPDX-License-Identifier: GPL-3.0-or-later
// What an unattended run answers: 0 only when the session that was asked for ran and all that was shown of it
// is on a disk, whichever file that is in; otherwise the reason on standard error.
#include "app/console/smoke.h"

#include "app/console/main_window.h"
#include "build_places.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/filling_disk.h"
#include "support/slow_disk.h"
#include "support/temp_dir.h"

#include <QApplication>
#include <QTest>

#include <fcntl.h>
#include <filesystem>
#include <regex>
#include <unistd.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

struct Answer {
    int status = -1;
    std::string said;
};

/// A console on a record of its own, left as --smoke leaves it.
struct Unattended {
    explicit Unattended(bool demo, bool resume = false) {
        options.database = QString::fromStdString(folder / "record.db");
        options.secondFolder = QString::fromStdString(folder / "second");
        options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
        options.smokeSeconds = 0.2;
        options.demo = demo;
        options.resumeAtOnce = resume;
        std::filesystem::create_directory(folder / "second");
    }
    void open(LogFiles files) {
        controller = std::make_unique<SessionController>(options, host);
        files.path = options.database.toStdString();
        files.secondDirectory = options.secondFolder.toStdString();
        REQUIRE(controller->openRecord(std::move(files)));
        window = std::make_unique<MainWindow>(options, *controller, catalogue, staff);
        window->show();
        if (options.resumeAtOnce) window->resumeInterrupted();
        if (options.demo) window->startDemo();
    }
    Answer run() {
        const std::string heard = folder / "stderr";
        const int kept = ::dup(2), file = ::open(heard.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        REQUIRE(file >= 0);
        ::dup2(file, 2);
        const int status = Smoke(options, *controller, *window).run(*qApp);
        ::dup2(kept, 2);
        ::close(file);
        ::close(kept);
        return {status, bytesAt(heard)};
    }
    TempDir folder;
    ConsoleOptions options;
    SystemTime host;
    Catalogue catalogue = Catalogue::load(QStringLiteral(CHAIRSIDE_RESOURCES));
    Staff staff{QStringLiteral("/nowhere/staff.json")};
    std::unique_ptr<SessionController> controller;
    std::unique_ptr<MainWindow> window;
};

/// {shown events, shown readings, recorded events, recorded readings}
std::vector<int> countsIn(const std::string& said) {
    static const std::regex kLine("shown (\\d+) events and (\\d+) readings; recorded (\\d+) and (\\d+)");
    std::smatch found;
    std::vector<int> out;
    if (std::regex_search(said, found, kLine))
        for (std::size_t i = 1; i < found.size(); ++i) out.push_back(std::stoi(found[i]));
    return out;
}

} // namespace

TEST_CASE("an unattended demo that is refused says why and is no success", "[scenario][H-08]") {
    Unattended run(true);
    LogFiles files;
    files.disk = std::make_shared<FillingDisk>(100LL << 20);
    run.open(files);
    REQUIRE_FALSE(run.controller->engine());
    const auto refusal = run.window->problem().toStdString();
    REQUIRE_FALSE(refusal.empty());
    const auto answer = run.run();
    CHECK(answer.status == 1);
    CHECK(answer.said.find("no session was recorded: " + refusal) != std::string::npos);
}

TEST_CASE("an unattended run that has nothing to resume says so; one that asks for no session succeeds",
          "[scenario]") {
    Unattended resume(false, true);
    resume.open({});
    const auto answer = resume.run();
    CHECK(answer.status == 1);
    CHECK(answer.said.find("there is no open session to resume") != std::string::npos);
    Unattended nothing(false);
    nothing.open({});
    const auto calm = nothing.run();
    INFO(calm.said);
    CHECK(calm.status == 0);
}

TEST_CASE("an unattended demo finds all it has shown, also what went into the second folder",
          "[scenario][H-08]") {
    for (const bool fails : {false, true}) {
        INFO("fails " << fails);
        SlowDisk disk;
        Unattended run(true);
        disk.strikeOnly(run.folder / "record");
        LogFiles files;
        files.database.vfs = disk.vfsName();
        run.open(files);
        REQUIRE(run.controller->engine());
        const auto& saved = run.controller->saved();
        const auto& view = run.controller->engine()->view();
        REQUIRE(QTest::qWaitFor([&] { return saved.everSaved && view.readingCount() > 1; }, 10'000));
        if (fails) {
            disk.become(SlowDisk::Mood::full);
            REQUIRE(QTest::qWaitFor([&] { return saved.fault && saved.fault->saving; }, 10'000));
            REQUIRE(QTest::qWaitFor([&] { return saved.unacknowledged == 0; }, 10'000));
        }
        const auto answer = run.run();
        INFO(answer.said);
        const auto counts = countsIn(answer.said);
        REQUIRE(counts.size() == 4);
        CHECK(counts[0] > 1);
        CHECK(counts[1] > 1);
        CHECK(counts[2] >= counts[0]);
        CHECK(counts[3] >= counts[1]);
        // A disk that failed is no success, and what it means for the record is said in words.
        CHECK(answer.status == (fails ? 1 : 0));
        const auto second = (run.folder / "second") + "/record-000002.db";
        CHECK(std::filesystem::exists(second) == fails);
        CHECK((answer.said.find("part of the session is in " + second) != std::string::npos) == fails);
        CHECK((answer.said.find("smoke run failed: ") != std::string::npos) == fails);
    }
}
