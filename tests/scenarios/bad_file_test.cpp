// SPDX-License-Identifier: GPL-3.0-or-later
// A record or a recording that cannot be used, met by the real window: one sentence where the person looks,
// buttons that do nothing are disabled with the reason, and the file stays as it was.
#include "app/console/main_window.h"
#include "build_places.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/temp_dir.h"
#include "ui/live/start_page.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QApplication>
#include <QTest>

#include <fstream>
#include <sstream>

using namespace chairside;
using chairside::testing::bytesAt;
using chairside::testing::PlainSqlite;
using chairside::testing::TempDir;
using chairside::testing::writeBytes;

namespace {

/// The console as main() starts it, on a record that something is wrong with.
class FileWindow {
public:
    FileWindow(const TempDir& folder, const std::string& record, const std::string& replay = {})
        : options_(optionsFor(record, replay)), catalogue_(Catalogue::load(options_.resources)),
          controller_(options_, host_),
          staff_(QString::fromStdString(folder.path()) + QStringLiteral("/staff.json")) {
        const auto opened = controller_.openRecord();
        window_ = std::make_unique<MainWindow>(options_, controller_, catalogue_, staff_);
        if (!opened) window_->showProblem(QString::fromStdString(opened.error().message));
        if (const auto usable = controller_.checkSource(); !usable)
            window_->showProblem(QString::fromStdString(usable.error().message));
        window_->resize(1366, 768);
        window_->show();
        QCoreApplication::processEvents();
    }
    PushButton& button(const QString& text) {
        for (auto* button : window_->findChildren<PushButton*>())
            if (button->isVisible() && button->text() == text) return *button;
        FAIL("no button " << text.toStdString());
        std::abort();
    }
    /// Whether some visible text of the page contains these words.
    bool says(const QString& words) {
        const auto labels = window_->findChildren<TextLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const TextLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }
    SessionController& controller() { return controller_; }
    MainWindow& window() { return *window_; }

private:
    static ConsoleOptions optionsFor(const std::string& record, const std::string& replay) {
        ConsoleOptions options;
        options.database = QString::fromStdString(record);
        options.resources = QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources");
        options.source = replay.empty() ? SourceKind::manual : SourceKind::replay;
        options.replayFile = QString::fromStdString(replay);
        options.smokeSeconds = 1; // closes without asking
        return options;
    }
    ConsoleOptions options_;
    SystemTime host_;
    Catalogue catalogue_;
    SessionController controller_;
    Staff staff_;
    std::unique_ptr<MainWindow> window_;
};

void expectRefused(const TempDir& dir, const std::string& record, const QString& words) {
    const auto before = bytesAt(record);
    FileWindow window(dir, record);
    CHECK(window.says(words));
    CHECK(!window.button(QStringLiteral("Check in a patient")).isEnabled());
    CHECK(!window.button(QStringLiteral("Try a demo session")).isEnabled());
    CHECK(!window.button(QStringLiteral("Check in a patient")).toolTip().isEmpty());
    CHECK(!window.controller().canRecord());
    window.button(QStringLiteral("Try again")).click();
    CHECK(window.says(words));
    CHECK(bytesAt(record) == before);
}

} // namespace

TEST_CASE("a file that is no record is refused on the start page and left as it was", "[scenario][H-09]") {
    const TempDir dir;
    const auto record = dir / "r.db";
    SECTION("text") {
        writeBytes(record, "hello, this is text\n");
        expectRefused(dir, record, QStringLiteral("not an SQLite database"));
    }
    SECTION("binary") {
        std::string noise(20'000, '\0');
        for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<char>(i * 7919 >> 3);
        writeBytes(record, noise);
        expectRefused(dir, record, QStringLiteral("not an SQLite database"));
    }
    SECTION("another program's database") {
        PlainSqlite(record).run("CREATE TABLE recipes(name)");
        expectRefused(dir, record, QStringLiteral("a database of another program"));
    }
    SECTION("a newer version's") {
        chairside::testing::makeRecord(record, 1);
        PlainSqlite(record).run("PRAGMA user_version=99");
        expectRefused(dir, record, QStringLiteral("newer Chairside"));
    }
    SECTION("cut in the middle") {
        chairside::testing::makeRecord(record, 1);
        writeBytes(record, bytesAt(record).substr(0, 30'000));
        expectRefused(dir, record, QStringLiteral("is damaged"));
    }
}

TEST_CASE("a record in use is refused, and opened by one touch when it is free again", "[scenario][H-09]") {
    const TempDir dir;
    const auto record = dir / "r.db";
    chairside::testing::makeRecord(record, 1);
    auto other = std::make_unique<PlainSqlite>(record);
    REQUIRE(other->run("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE").empty());
    FileWindow window(dir, record);
    CHECK(window.says(QStringLiteral("in use by another program")));
    CHECK(!window.button(QStringLiteral("Check in a patient")).isEnabled());
    other.reset();
    window.button(QStringLiteral("Try again")).click();
    CHECK(window.controller().canRecord());
    CHECK(window.button(QStringLiteral("Check in a patient")).isEnabled());
    CHECK(!window.says(QStringLiteral("in use by another program")));
}

TEST_CASE("a second console on the same record is told so", "[scenario]") {
    const TempDir dir;
    const FileWindow first(dir, dir / "r.db");
    FileWindow second(dir, dir / "r.db");
    CHECK(!second.controller().canRecord());
    CHECK(!second.button(QStringLiteral("Check in a patient")).isEnabled());
    CHECK(second.says(QStringLiteral("r.db")));
}

TEST_CASE("an empty record begins as one, with check-in ready", "[scenario]") {
    const TempDir dir;
    writeBytes(dir / "r.db", "");
    FileWindow window(dir, dir / "r.db");
    CHECK(window.controller().canRecord());
    CHECK(window.button(QStringLiteral("Check in a patient")).isEnabled());
    CHECK(window.button(QStringLiteral("History")).subline() == QStringLiteral("no session recorded yet"));
}

TEST_CASE("a recording that cannot be replayed is told before a session is begun", "[scenario][H-09]") {
    const TempDir dir;
    const auto replay = dir / "r.csv";
    QString words;
    SECTION("not there") {
        words = QStringLiteral("r.csv");
    }
    SECTION("empty") {
        writeBytes(replay, "");
        words = QStringLiteral("empty");
    }
    SECTION("binary") {
        writeBytes(replay, std::string("\x7f"
                                       "ELF\0\1\2\3",
                                       8));
        words = QStringLiteral("does not replay");
    }
    SECTION("another table") {
        writeBytes(replay, "name,price\nbread,3\n");
        words = QStringLiteral("r.csv");
    }
    FileWindow window(dir, dir / "r.db", replay);
    CHECK(window.says(words));
    CHECK(window.controller().canRecord()); // values can be typed all the same
    window.window().startDemo();
    CHECK(window.controller().engine() != nullptr);
}
