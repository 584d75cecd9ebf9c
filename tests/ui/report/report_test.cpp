// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/session_report.h"

#include "core/base/number.h"
#include "support/catch.h"
#include "support/largest_file.h"
#include "support/told_session.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace chairside;
using namespace chairside::testing;

namespace {

SessionRecord reportRecord(const ToldSession& told) {
    SessionRecord record;
    for (const auto& event : told.events()) evolve(record.summary, event);
    record.events = told.events();
    record.chainHead = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    return record;
}

ToldSession longTold() {
    auto told = standardTold();
    for (int i = 0; i < 120; ++i)
        told.add(60 + i / 4.0, NoteWritten{"Note number " + std::to_string(i) + ", resting", std::nullopt});
    told.add(113, Signed{Role::nurse, "Nina Nurse", "I recorded this session"});
    told.add(130, AddendumAdded{"The escort called: all is well.", "follow-up call"});
    return told;
}

QString run(const QString& tool, const QStringList& arguments) {
    QProcess process;
    process.start(tool, arguments);
    REQUIRE(process.waitForFinished(20'000));
    REQUIRE(process.exitCode() == 0);
    return QString::fromUtf8(process.readAllStandardOutput());
}

bool hasPoppler() {
    const bool there = !QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty();
    if (!there) WARN("pdftotext is not installed, so the PDF was not read back");
    return there;
}

} // namespace

TEST_CASE("a full report names patient and page on every page and holds every entry", "[report]") {
    const auto told = longTold();
    const auto view = told.view();
    const QTemporaryDir folder;
    for (const auto paper : {Paper::a4, Paper::letter}) {
        const auto file = folder.filePath(QStringLiteral("full.pdf"));
        const auto done = writeReport(reportRecord(told), view, {.paper = paper}, file);
        REQUIRE(done);
        CHECK(done->entries == static_cast<std::int64_t>(told.events().size()));
        CHECK(done->pages >= 4);
        if (!hasPoppler()) return;
        const auto pages =
            run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file, QStringLiteral("-")})
                .split(u'\f', Qt::SkipEmptyParts);
        REQUIRE(pages.size() == done->pages);
        for (qsizetype i = 0; i < pages.size(); ++i) {
            CHECK(pages[i].contains(QStringLiteral("RIVERA, Ana")));
            CHECK(pages[i].contains(QStringLiteral("004711")));
            CHECK(pages[i].contains(QStringLiteral("Page %1 of %2").arg(i + 1).arg(done->pages)));
        }
        const auto all = pages.join(u' ');
        for (int i = 0; i < 120; ++i) CHECK(all.contains(QStringLiteral("Note number %1,").arg(i)));
        for (const char* words : {"168 at", "Signed", "The escort called", "0123456789abcdef0123456789abcdef",
                                  "version 2", "ondansetron 4 mg", "0.5 mg/kg", "Chairside 0.1.0"})
            CHECK(all.contains(QString::fromUtf8(words)));
        // Times are characters, not pictures of characters: they can be found and copied.
        CHECK(all.count(QRegularExpression(QStringLiteral("[0-9]{2}:[0-9]{2}:[0-9]{2}"))) >=
              2 * done->entries);
        CHECK(all.contains(QRegularExpression(QStringLiteral("Session of [0-9]{4}-[0-9]{2}-[0-9]{2}"))));
        const auto info = run(QStringLiteral("pdfinfo"), {file});
        CHECK(info.contains(paper == Paper::a4 ? QStringLiteral("(A4)") : QStringLiteral("(letter)")));
        const auto fonts = run(QStringLiteral("pdffonts"), {file}).split(u'\n', Qt::SkipEmptyParts);
        REQUIRE(fonts.size() > 2);
        for (qsizetype i = 2; i < fonts.size(); ++i) CHECK(fonts[i].contains(QStringLiteral(" yes ")));
    }
}

TEST_CASE("a summary is one page and says when nobody has signed", "[report]") {
    const auto told = standardTold();
    const auto view = told.view();
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("summary.pdf"));
    const auto done = writeReport(reportRecord(told), view, {.summary = true}, file);
    REQUIRE(done);
    CHECK(done->pages == 1);
    if (!hasPoppler()) return;
    CHECK(run(QStringLiteral("pdftotext"), {file, QStringLiteral("-")})
              .contains(QStringLiteral("Not signed.")));
}

TEST_CASE("a report that can't be written says so and leaves nothing", "[report]") {
    const auto told = standardTold();
    const auto view = told.view();
    const auto done = writeReport(reportRecord(told), view, {}, QStringLiteral("/nowhere/at/all/report.pdf"));
    REQUIRE_FALSE(done);
    CHECK(done.error().message.find("could not be written") != std::string::npos);
    CHECK_FALSE(QFile::exists(QStringLiteral("/nowhere/at/all/report.pdf")));
}

TEST_CASE("a disk that fills up at any byte leaves no report behind", "[report][H-12]") {
    const auto told = longTold();
    const auto view = told.view();
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("full.pdf"));
    REQUIRE(writeReport(reportRecord(told), view, {}, file));
    const auto whole = static_cast<std::uintmax_t>(QFileInfo(file).size());
    REQUIRE(QFile::remove(file));
    // The date in it, and fonts that are known by now, make a report longer or shorter from run to run.
    for (const auto room : {std::uintmax_t{0}, whole / 4, whole / 2}) {
        INFO("room for " << room << " of " << whole << " bytes");
        const auto done = [&] {
            const LargestFile limit(room);
            return writeReport(reportRecord(told), view, {}, file);
        }();
        REQUIRE_FALSE(done);
        CHECK(done.error().message.find("could not be written") != std::string::npos);
        CHECK(QDir(folder.path()).isEmpty());
    }
}

TEST_CASE("a session of twenty-four hours is printed with every entry", "[report]") {
    ToldSession told(24);
    told.open();
    told.order();
    told.add(10, InfusionStarted{150, "L", "2027-01"});
    for (int minute = 15; minute < 24 * 60; minute += 5) told.pressure(minute, 130 + minute % 20, 80);
    for (int second = 0; second < 24 * 3'600; second += 10) told.heart(second / 60.0, 70 + second % 9, 97);
    told.add(24 * 60, InfusionStopped{true, "", ""});
    const QTemporaryDir folder;
    const auto done =
        writeReport(reportRecord(told), told.view(), {}, folder.filePath(QStringLiteral("day.pdf")));
    REQUIRE(done);
    CHECK(done->entries == static_cast<std::int64_t>(told.events().size()));
}
