// SPDX-License-Identifier: GPL-3.0-or-later
// A computer that no time server reaches, at check-in: doubted once in seven days and not for each patient,
// going on is noted and counts as a comparison by a person, and whatever lies in the place of the remembered
// time neither stops a session nor the program.
#include "scenarios/real_window.h"
#include "scenarios/words/shown_words.h"
#include "support/qt_words.h"
#include "ui/entry/check_in_page.h"
#include "ui/live/start_page.h"
#include "ui/style/text_label.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

constexpr std::chrono::days kDay{1};
constexpr std::int64_t kDayMs = 86'400'000;

class ClockDesk : public RealWindow {
public:
    explicit ClockDesk(ClockDiscipline seen = ClockDiscipline::notCompared) { host().discipline(seen); }

    /// J. Okafor opens the check-in page.
    void open() {
        if (!named_) {
            Q_EMIT window().findChild<StartPage*>()->operatorRequested();
            settle();
            const auto buttons = window().findChildren<QAbstractButton*>();
            const auto name = std::ranges::find_if(buttons, [](const QAbstractButton* button) {
                return button->isVisible() && button->text().startsWith(u("J. Okafor"));
            });
            REQUIRE(name != buttons.end());
            (*name)->click();
            settle();
            named_ = true;
        }
        window().showPage(u("checkin"));
    }
    CheckInPage& checkIn() { return *window().findChild<CheckInPage*>(); }
    /// Touches "Check in"; what the page says then, empty when the session runs.
    QString touch() {
        CheckInPage::CheckIn in;
        in.patient.familyName = "Brandt";
        in.patient.givenName = "Ida";
        in.patient.birthDate = "1986-03-14";
        in.weightKg = 70;
        in.confirmedBy = u("name, birth date");
        Q_EMIT checkIn().checkInRequested(in);
        settle();
        return controller().engine() ? QString() : checkIn().problem();
    }
    /// The notes about the clock in the session that runs.
    std::vector<std::string> notes() const {
        std::vector<std::string> out;
        for (const auto& event : view().events())
            if (const auto* note = std::get_if<NoteWritten>(&event.body);
                note && note->text.find("clock") != std::string::npos)
                out.push_back(note->text);
        return out;
    }
    void leave() {
        controller().leave();
        window().showPage(u("start"));
    }
    /// A whole visit without any doubt.
    void checkInPlainly() {
        open();
        CHECK(touch() == QString());
        REQUIRE(controller().engine());
        CHECK(notes().empty());
        leave();
    }

private:
    bool named_ = false;
};

} // namespace

TEST_CASE("a clock that no time server reaches is doubted once in seven days, and going on is noted",
          "[scenario][H-11]") {
    ClockDesk w;
    w.checkInPlainly(); // first seen now
    w.host().pass(6 * kDay);
    w.checkInPlainly();
    w.host().pass(6 * kDay);
    w.open();
    const auto said = w.touch();
    CHECK(said.startsWith(u("The computer's clock has not been compared with a time server or by a person "
                            "for 12 days; it says 2026-")));
    CHECK(said.contains(u("Compare it with a clock you trust. Set date and time, or touch Check in once "
                          "more")));
    CHECK(w.touch() == QString());
    REQUIRE(w.controller().engine());
    REQUIRE(w.notes().size() == 1);
    CHECK(said.startsWith(QString::fromStdString(w.notes().front())));
    w.leave();
    for (int patient = 0; patient < 3; ++patient) w.checkInPlainly(); // the same day
    w.host().pass(7 * kDay);
    w.checkInPlainly();
    w.host().pass(1ms);
    w.open();
    CHECK(w.touch().contains(u("for 7 days")));
}

TEST_CASE("a time server that is reached now and then keeps a clock from being doubted", "[scenario][H-11]") {
    ClockDesk w;
    w.controller().considerClock(); // as at the program's start
    for (int week = 0; week < 3; ++week) {
        w.host().pass(4 * kDay);
        w.host().discipline(ClockDiscipline::compared);
        w.controller().considerClock();
        w.host().discipline(ClockDiscipline::notCompared);
        w.host().pass(4 * kDay);
        w.checkInPlainly();
    }
    w.host().discipline(ClockDiscipline::unknown);
    w.host().pass(30 * kDay);
    w.checkInPlainly(); // nothing is known against it
}

TEST_CASE("a doubt about the clock is told again to the next person, and when it becomes another one",
          "[scenario][H-11]") {
    ClockDesk w;
    w.controller().considerClock();
    w.host().pass(9 * kDay);
    w.open();
    CHECK(w.touch().contains(u("for 9 days")));
    w.leave(); // cancelled
    w.open();
    CHECK(w.touch().contains(u("for 9 days")));
    w.host().stepWall(-20 * kDay); // a slip while setting the clock
    CHECK(w.touch().contains(u("but this program has seen it at")));
    w.host().stepWall(20 * kDay);
    w.host().discipline(ClockDiscipline::compared); // put right by a time server
    CHECK(w.touch() == QString());
    REQUIRE(w.controller().engine());
    CHECK(w.notes().empty());
}

TEST_CASE("a clock before a session of the record and without comparison is told of both",
          "[scenario][H-11]") {
    ClockDesk w(ClockDiscipline::compared);
    w.host().stepWall(40 * kDay);
    w.checkInPlainly();
    w.host().stepWall(-40 * kDay);
    w.controller().considerClock();
    w.host().discipline(ClockDiscipline::notCompared);
    w.host().pass(61s);
    w.controller().clockDoubt();
    SECTION("set back since a comparison: once, by the session") {
        w.open();
        const auto said = w.touch();
        CHECK(said.contains(u("but a session of this record was opened on")));
        CHECK_FALSE(said.contains(u("has seen it")));
    }
    SECTION("and for long without one") {
        w.host().discipline(ClockDiscipline::compared);
        w.controller().clockDoubt();
        w.host().discipline(ClockDiscipline::notCompared);
        w.host().pass(12 * kDay);
        w.open();
        const auto said = w.touch();
        CHECK(said.contains(u("but a session of this record was opened on")));
        CHECK(said.contains(u("The clock has not been compared with another for 12 days.")));
        CHECK(said.size() < 500);
    }
    SECTION("before the program was made: refused, nothing to go on with") {
        w.host().setWall(0);
        w.open();
        CHECK(w.touch().contains(u("which is before this program was made")));
        w.controller().considerClock();
        w.host().setWall(1'790'000'000'000 + kDayMs);
        CHECK_FALSE(w.controller().clockDoubt().uncomparedDays); // 1970 was not remembered
    }
}

TEST_CASE("the doubt about the clock is told in the window's language and noted in English",
          "[scenario][language][H-11]") {
    PseudoLanguage language;
    ClockDesk w;
    w.controller().considerClock();
    w.host().pass(12 * kDay);
    w.open();
    const auto said = w.touch();
    CHECK(said.startsWith(u("«The computer's clock")));
    CHECK(said.count(u("«")) == 3);
    CHECK(w.touch() == QString());
    REQUIRE(w.notes().size() == 1);
    CHECK(w.notes().front().starts_with("The computer's clock has not been"));
}

TEST_CASE("what was remembered of the clock outlives the program, and a spoiled file does not stop a session",
          "[scenario][H-11][H-09]") {
    const TempDir dir;
    FakeHostTime host;
    host.discipline(ClockDiscipline::notCompared);
    ConsoleOptions options;
    options.database = QString::fromStdString(dir / "r.db");
    const auto file = dir / "r.db.clock-compared";
    const auto start = [&] {
        SessionController controller(options, host);
        REQUIRE(controller.openRecord());
        controller.considerClock();
        return controller.clockDoubt();
    };
    const auto line = [&] {
        std::ifstream in(file);
        std::string kept;
        std::getline(in, kept);
        return kept;
    };
    const auto write = [&](const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; };

    const auto first = std::to_string(host.utcMs());
    CHECK_FALSE(start().any());
    CHECK(line() == first);
    host.pass(10 * kDay);
    CHECK(start().uncomparedDays == 10);
    CHECK(line() == first);
    SECTION("compared") {
        host.discipline(ClockDiscipline::compared);
        CHECK_FALSE(start().any());
        CHECK(line() == std::to_string(host.utcMs()));
    }
    SECTION("in the future: the clock was set back") {
        write(std::to_string(host.utcMs() + kDayMs) + "\n");
        const auto doubt = start();
        REQUIRE(doubt.stoodLater);
        CHECK(doubt.stoodLater->utcMs == host.utcMs() + kDayMs);
    }
    SECTION("garbled, empty or too large: the seven days begin again") {
        for (const auto& bytes :
             {std::string(), std::string("\0\xff\n", 3), std::string("soon\n"), std::string(5'000, '1'),
              std::string(3'000'000, '\n'), std::string("0\n")}) {
            write(bytes);
            CHECK_FALSE(start().any());
            CHECK(line() == std::to_string(host.utcMs()));
        }
    }
    SECTION("a pipe in its place") {
        std::filesystem::remove(file);
        REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
        CHECK_FALSE(start().any());
    }
    SECTION("a directory in its place") {
        std::filesystem::remove(file);
        std::filesystem::create_directories(file + "/full");
        SessionController controller(options, host);
        REQUIRE(controller.openRecord());
        controller.considerClock();
        CHECK_FALSE(controller.clockDoubt().any());
        host.pass(8 * kDay);
        CHECK(controller.clockDoubt().uncomparedDays == 8); // remembered for this run at least
        controller.trustClock();
        CHECK_FALSE(controller.clockDoubt().any());
        CHECK(std::filesystem::is_directory(file));
    }
}

TEST_CASE("a pipe in the place of the remembered second folder does not stop the start", "[scenario][H-09]") {
    const TempDir dir;
    REQUIRE(::mkfifo((dir / "r.db.second-folder").c_str(), 0600) == 0);
    const auto record = QString::fromStdString(dir / "r.db");
    CHECK(secondFolderOf(record, {}).path.isEmpty());
    const auto second = QString::fromStdString(dir / "second");
    CHECK(secondFolderOf(record, second).path == second);
    CHECK(std::filesystem::is_directory(dir / "second"));
}

TEST_CASE("the doubt about the clock is shown whole on the check-in page", "[scenario][touch][H-11]") {
    ClockDesk w(ClockDiscipline::compared);
    w.host().stepWall(40 * kDay);
    w.checkInPlainly();
    w.host().stepWall(-40 * kDay);
    w.controller().clockDoubt();
    w.host().discipline(ClockDiscipline::notCompared);
    w.host().pass(12 * kDay); // both doubts: the longest there is
    w.open();
    const auto fields = w.checkIn().findChildren<QLineEdit*>();
    for (auto* field : fields) field->setText(u("as typed"));
    for (auto* box : w.checkIn().findChildren<QCheckBox*>()) box->setChecked(true);
    for (auto* combo : w.checkIn().findChildren<QComboBox*>()) combo->setCurrentIndex(0);
    const auto said = w.touch();
    REQUIRE(said.contains(u("for 12 days")));
    const auto folder = qEnvironmentVariable("CHAIRSIDE_PICTURES");
    for (const bool dark : {true, false})
        for (const auto size : {QSize(1366, 768), QSize(1920, 1080)}) {
            applyTheme(*qApp, dark ? darkTheme() : lightTheme());
            w.window().resize(size);
            QTest::qWait(50);
            CHECK(w.window().size() == size);
            const auto labels = w.checkIn().findChildren<TextLabel*>();
            const auto shown =
                std::ranges::find_if(labels, [&](const TextLabel* label) { return label->text() == said; });
            REQUIRE(shown != labels.end());
            CHECK((*shown)->isVisible());
            CHECK((*shown)->heightForWidth((*shown)->width()) <= (*shown)->height());
            if (folder.isEmpty()) continue;
            CHECK(w.window().grab().save(QStringLiteral("%1/clock-doubt-%2-%3.png")
                                             .arg(folder)
                                             .arg(size.width())
                                             .arg(dark ? u("dark") : u("light"))));
        }
    applyTheme(*qApp, darkTheme());
}
