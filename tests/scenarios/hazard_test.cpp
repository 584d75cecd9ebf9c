// SPDX-License-Identifier: GPL-3.0-or-later
// What docs/hazards.md promises of the whole program, through its real window: after a restart nothing old
// counts as live, invented numbers are marked, the program says what it is not, files are for their owner
// only.
#include "app/console/main_window.h"
#include "build_places.h"
#include "core/live/standard_session.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "ui/live/live_page.h"
#include "ui/live/start_page.h"
#include "ui/live/top_bar.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QTest>
#include <algorithm>
#include <filesystem>
#include <sys/stat.h>

using namespace chairside;
using chairside::testing::TempDir;

namespace {

struct Program {
    explicit Program(const TempDir& folder, SourceKind source = SourceKind::simulator, double speed = 1)
        : options(optionsIn(folder, source, speed)), catalogue(Catalogue::load(options.resources)),
          controller(options, host), staff(QString::fromStdString(folder / "staff.json")) {
        REQUIRE(controller.openRecord());
        window = std::make_unique<MainWindow>(options, controller, catalogue, staff);
        window->resize(1366, 768);
        window->show();
    }
    static ConsoleOptions optionsIn(const TempDir& folder, SourceKind source, double speed) {
        ConsoleOptions options;
        options.database = QString::fromStdString(folder / "record.db");
        options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
        options.source = source;
        options.speed = speed;
        options.smokeSeconds = 1; // closes without asking
        return options;
    }
    std::optional<double> shown(Channel channel) {
        const auto value = controller.engine()->view().board().at(channel, controller.viewNow().mono);
        if (!value || value->freshness != Freshness::live) return std::nullopt;
        return value->value;
    }
    SystemTime host;
    ConsoleOptions options;
    Catalogue catalogue;
    SessionController controller;
    Staff staff;
    std::unique_ptr<MainWindow> window;
};

QString textsIn(QWidget& widget) {
    QString all;
    for (auto* label : widget.findChildren<QLabel*>()) all += label->text() + u'\n';
    return all;
}

} // namespace

TEST_CASE("the first page says that the bedside monitor's own alarms stay on", "[scenario][H-14]") {
    const TempDir folder;
    Program program(folder);
    auto* start = program.window->findChild<StartPage*>();
    REQUIRE(start);
    const auto words = textsIn(*start);
    CHECK(words.contains(QStringLiteral("Not a certified medical device and not a primary alarm.")));
    CHECK(words.contains(QStringLiteral("Keep the bedside monitor and its alarms on.")));
}

TEST_CASE("simulated numbers and a demo are marked at the top of the page for as long as the session lasts",
          "[scenario][H-13]") {
    const TempDir folder;
    Program program(folder);
    program.window->startDemo();
    REQUIRE(QTest::qWaitFor(
        [&] { return program.window->findChild<TopBar*>()->state().mode.contains(QStringLiteral("DEMO")); },
        5000));
    CHECK(program.window->findChild<TopBar*>()->state().mode.contains(QStringLiteral("SIM")));
    const auto& opened = program.controller.engine()->view().state().opened;
    CHECK(opened.demo);
    CHECK(opened.simulated);
}

TEST_CASE("after a restart no number of before counts as live, until a source gives a new one",
          "[scenario][H-02]") {
    const TempDir folder;
    {
        Program program(folder);
        program.window->startDemo();
        REQUIRE(QTest::qWaitFor([&] { return program.shown(Channel::spo2).has_value(); }, 10'000));
        REQUIRE(QTest::qWaitFor([&] { return program.controller.saved().rows > 50; }, 10'000));
    }
    Program again(folder, SourceKind::manual); // nothing is attached any more
    again.window->resumeInterrupted();
    REQUIRE(again.controller.engine());
    CHECK_FALSE(again.shown(Channel::spo2)); // at once, not after its limit
    QTest::qWait(300);
    for (const auto channel : {Channel::hr, Channel::pulseRate, Channel::spo2, Channel::rr, Channel::etco2}) {
        INFO(static_cast<int>(channel));
        CHECK_FALSE(again.shown(channel));
    }
    const auto& events = again.controller.engine()->view().events();
    CHECK(std::count_if(events.begin(), events.end(), [](const Event& event) {
              return std::holds_alternative<SessionResumed>(event.body);
          }) == 1); // and the gap is in the record
}

TEST_CASE("the readings of a session are sealed every fifteen minutes, and every seal holds",
          "[scenario][H-10]") {
    const TempDir folder;
    {
        Program program(folder, SourceKind::simulator, 240);
        program.window->startDemo();
        REQUIRE(program.controller.engine());
        const auto seals = [&] {
            std::vector<MonoTime> at;
            for (const auto& event : program.controller.engine()->view().events())
                if (std::holds_alternative<ReadingsSealed>(event.body)) at.push_back(event.at.mono);
            return at;
        };
        REQUIRE(QTest::qWaitFor([&] { return seals().size() >= 3; }, 30'000));
        const auto times = seals();
        CHECK(times.front() >= MonoTime{15min});
        for (std::size_t i = 1; i < times.size(); ++i) {
            CHECK(times[i] - times[i - 1] >= 15min);
            CHECK(times[i] - times[i - 1] < 22min); // a late tick of a busy machine is minutes at 240 times
        }
    }
    const auto proof = verify(folder / "record.db");
    for (const auto& finding : proof.findings) UNSCOPED_INFO(finding.sentence);
    CHECK(proof.sound());
}

TEST_CASE("record, its side files and the list of colleagues are readable by their owner only",
          "[scenario][H-16]") {
    const TempDir folder;
    const auto before = ::umask(077); // as main() sets it
    {
        Program program(folder);
        program.window->startDemo();
        REQUIRE(QTest::qWaitFor([&] { return program.controller.saved().everSaved; }, 10'000));
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            struct stat facts {};
            REQUIRE(::stat(entry.path().c_str(), &facts) == 0);
            INFO(entry.path().filename().string());
            CHECK((facts.st_mode & 077) == 0);
            // Nobody learns a name from a file name.
            CHECK(entry.path().filename().string().find("DEMO") == std::string::npos);
        }
    }
    ::umask(before);
}

TEST_CASE("no text of the first page is cut off at 1366 by 768 in either theme", "[scenario][H-18]") {
    const TempDir folder;
    Program program(folder);
    auto* start = program.window->findChild<StartPage*>();
    for (const auto& theme : {darkTheme(), lightTheme()}) {
        applyTheme(*qApp, theme);
        QApplication::processEvents();
        QTest::qWait(50);
        for (auto* label : start->findChildren<TextLabel*>()) {
            if (!label->isVisible()) continue;
            INFO(theme.name.toStdString() << ": " << label->text().toStdString());
            CHECK(label->visibleRegion().boundingRect().height() == label->height());
            CHECK(label->height() >=
                  std::min(label->heightForWidth(label->width()), label->sizeHint().height()));
            const auto inPage = QRect(label->mapTo(start, QPoint()), label->size());
            CHECK(start->rect().contains(inPage));
        }
        for (auto* button : start->findChildren<PushButton*>())
            if (button->isVisible()) {
                INFO(theme.name.toStdString() << ": " << button->text().toStdString());
                CHECK(button->height() >= space::kTouch);
                CHECK(button->width() >= button->minimumSizeHint().width());
            }
    }
    applyTheme(*qApp, darkTheme());
}
