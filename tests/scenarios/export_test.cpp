// SPDX-License-Identifier: GPL-3.0-or-later
// What is taken away through the window is what is stored: one session, and everything at one touch.
#include "core/base/text.h"
#include "core/interop/recording.h"
#include "real_window.h"
#include "support/imported_session.h"
#include "ui/export/export_dialog.h"
#include "ui/history/history_page.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

#include <filesystem>

using namespace chairside;
using namespace chairside::testing;
namespace fs = std::filesystem;

namespace {

/// A stored session with a gap in every tenth row.
Uuid keep(RealWindow& chairside, std::uint64_t seed, int rows) {
    std::string csv = "Time,hr,spo2\r\n";
    for (int second = 0; second < rows; ++second)
        csv += std::to_string(second) + "," + (second % 10 == 3 ? "" : "72") + ",97\r\n";
    const auto session = importedFrom(csv, seed);
    REQUIRE(chairside.controller().keepImported(session));
    return session.session;
}

QPushButton* button(const QWidget& in, const char* words) {
    for (auto* each : in.findChildren<QPushButton*>())
        if (each->text() == QString::fromUtf8(words) && each->isVisible()) return each;
    return nullptr;
}

/// Touches the button, names the folder in the dialog that opens, exports, closes; what the dialog said.
QString exportThrough(HistoryPage& page, const char* words, const std::string& folder) {
    QString said;
    QTimer::singleShot(100, &page, [&] {
        auto* dialog = qobject_cast<ExportDialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        dialog->findChild<QLineEdit*>()->setText(QString::fromStdString(folder));
        if (auto* go = button(*dialog, "Export")) go->click();
        (void)QTest::qWaitFor([&] { return !dialog->isRunning() && !dialog->message().isEmpty(); }, 20'000);
        said = dialog->message();
        dialog->close();
    });
    auto* opens = button(page, words);
    REQUIRE(opens);
    opens->click();
    return said;
}

std::size_t linesOf(const fs::path& file) {
    const auto text = readWholeFile(file.string(), 1U << 26);
    REQUIRE(text);
    return static_cast<std::size_t>(std::count(text->begin(), text->end(), '\n'));
}

/// Rows of one exported session as stored, in every format that the dialog offers.
void isWhole(const fs::path& folder, const SessionRecord& stored) {
    INFO(folder.string());
    CHECK(linesOf(folder / "readings.csv") == stored.readings.size() + 1);
    CHECK(linesOf(folder / "events.csv") == stored.events.size() + 1);
    const auto hl7 = readWholeFile((folder / "session.hl7").string(), 1U << 26);
    REQUIRE(hl7);
    std::size_t observed = 0, absent = 0, missing = 0;
    for (const auto line : splitOn(hl7.value(), '\r')) {
        observed += line.rfind("OBR|", 0) == 0 && line.find("-r") != std::string::npos ? 1 : 0;
        absent += line.rfind("OBX|", 0) == 0 && line.find("|NAV|") != std::string::npos ? 1 : 0;
    }
    CHECK(observed == stored.readings.size());
    for (const auto& reading : stored.readings) missing += reading[Channel::hr] ? 0 : 1;
    CHECK(missing > 0);
    CHECK(absent == 0); // nobody promised a heart rate with every row of this file
    for (const char* name : {"session.fhir.json", "session.edf", "session.vital"})
        CHECK(fs::file_size(folder / name) > 500); // the smallest is packed
}

std::vector<fs::path> foldersIn(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) out.push_back(entry.path());
    return out;
}

} // namespace

TEST_CASE("a session and then everything leaves through the window, each row that is stored",
          "[scenario][history][H-12]") {
    RealWindow chairside;
    const std::vector<Uuid> sessions{keep(chairside, 1, 200), keep(chairside, 2, 90)};
    chairside.window().showPage(QStringLiteral("history"));
    auto* page = chairside.window().findChild<HistoryPage*>();
    REQUIRE(page);
    REQUIRE(QTest::qWaitFor([&] { return page->finder()->canSearch(); }, 5'000));
    page->open(sessions.front());
    const TempDir out;
    const auto one = out / "one", all = out / "all", nowhere = out / "nowhere";
    fs::create_directory(one);
    fs::create_directory(all);

    const auto refused = exportThrough(*page, "Export…", nowhere);
    CHECK(refused.contains(QStringLiteral("does not exist")));
    CHECK_FALSE(fs::exists(nowhere));

    const auto first = chairside.controller().history()->session(sessions.front());
    REQUIRE(first);
    CHECK(exportThrough(*page, "Export…", one).contains(QStringLiteral("200 readings")));
    REQUIRE(foldersIn(one).size() == 1);
    isWhole(foldersIn(one).front(), first.value());

    CHECK(exportThrough(*page, "Export all…", all).contains(QStringLiteral("2 sessions, 290 readings")));
    REQUIRE(foldersIn(all).size() == 1);
    const auto archive = foldersIn(all).front();
    CHECK(linesOf(archive / "sessions.csv") == 3);
    const auto folders = foldersIn(archive);
    REQUIRE(folders.size() == 2);
    for (const auto& id : sessions) {
        const auto stored = chairside.controller().history()->session(id);
        REQUIRE(stored);
        const auto name = exportName(stored.value());
        isWhole(archive / name, stored.value());
    }
}
