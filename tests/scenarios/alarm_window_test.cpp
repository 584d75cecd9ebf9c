// SPDX-License-Identifier: GPL-3.0-or-later
// Drills, limits and the sound test through the real window: what a person touches is what the record says.
#include "app/console/main_window.h"
#include "build_places.h"
#include "core/live/drill.h"
#include "core/live/sound_state.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "ui/chart/record_chart.h"
#include "ui/entry/number_edit.h"
#include "ui/entry/panel_host.h"
#include "ui/live/drill_panel.h"
#include "ui/live/limits_panel.h"
#include "ui/live/live_page.h"
#include "ui/live/sound_panel.h"
#include "ui/live/start_page.h"
#include "ui/style/chip.h"

#include <QApplication>
#include <QPushButton>
#include <QTest>

using namespace chairside;

namespace {

class Window {
public:
    explicit Window(double speed = 1)
        : options_(optionsHere(speed)), catalogue_(Catalogue::load(options_.resources)),
          controller_(options_, host_), staff_(staffFile()) {
        REQUIRE(catalogue_.problems.isEmpty());
        REQUIRE(controller_.openRecord());
        window = std::make_unique<MainWindow>(options_, controller_, catalogue_, staff_);
        window->resize(1366, 768);
        window->show();
        for (auto* host : window->findChildren<PanelHost*>()) host->setAnimated(false);
    }
    void press(const QString& words) {
        QCoreApplication::processEvents();
        for (auto* button : window->findChildren<QPushButton*>())
            if ((button->text() == words || button->accessibleName() == words) && button->isVisible() &&
                button->isEnabled())
                return button->click();
        FAIL("no button " << words.toStdString());
    }
    template <class Panel>
    Panel* panel() {
        QCoreApplication::processEvents();
        for (auto* shown : window->findChildren<Panel*>())
            if (shown->isVisible()) return shown;
        FAIL("the panel is not open");
        return nullptr;
    }
    template <class Body>
    const Event* newest() const {
        const Event* found = nullptr;
        for (const auto& event : controller_.engine()->view().events())
            if (std::holds_alternative<Body>(event.body)) found = &event;
        return found;
    }
    SessionEngine& engine() { return *controller_.engine(); }
    const SessionController::SavedState& saved() const { return controller_.saved(); }
    MonoTime seenUntil() const { return controller_.viewNow().mono; }
    HistoryReader* history() const { return controller_.history(); }
    void submit(Command command) {
        REQUIRE(std::holds_alternative<std::vector<Event>>(controller_.submit(std::move(command))));
    }

    std::unique_ptr<MainWindow> window;

private:
    ConsoleOptions optionsHere(double speed) const {
        ConsoleOptions options;
        options.speed = speed;
        options.database = QString::fromStdString(folder_.path()) + QStringLiteral("/record.db");
        options.resources = QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources");
        return options;
    }
    QString staffFile() const {
        return QString::fromStdString(folder_.path()) + QStringLiteral("/staff.json");
    }

    chairside::testing::TempDir folder_;
    ConsoleOptions options_;
    SystemTime host_;
    Catalogue catalogue_;
    SessionController controller_;
    Staff staff_;
};

} // namespace

TEST_CASE("a drill chosen on the start page plays through the real path and is marked as one",
          "[scenario][alarms][H-13]") {
    Window at;
    at.press(QStringLiteral("Practise an emergency"));
    (void)at.panel<DrillPanel>();
    at.press(QString::fromStdString(findDrill("desaturation")->title));
    const auto& opened = at.engine().view().state().opened;
    CHECK(opened.drill == "desaturation");
    CHECK(opened.demo);
    CHECK(opened.simulated);
    QCoreApplication::processEvents();
    CHECK(at.window->findChild<LivePage*>()->isVisible());
    CHECK(at.window->findChild<LivePage*>()->accessibleDescription().contains(QStringLiteral("DRILL")));
}

TEST_CASE("a limit changed at the chair is recorded with its author and drawn from its moment on",
          "[scenario][alarms][H-03]") {
    Window at;
    at.window->startDemo();
    QTest::keyClick(at.window.get(), Qt::Key_L);
    auto* panel = at.panel<LimitsPanel>();
    panel->edit("spo2.caution_lo");
    panel->number()->edit()->setText(QStringLiteral("92"));
    at.press(QStringLiteral("Prescriber's order"));
    at.press(QStringLiteral("Change this limit"));
    const auto* event = at.newest<LimitChanged>();
    REQUIRE(event);
    const auto& change = std::get<LimitChanged>(event->body);
    CHECK(change.limit == "spo2.caution_lo");
    CHECK(change.from == 94.0);
    CHECK(change.to == 92.0);
    CHECK(change.reason == "Prescriber's order");
    CHECK_FALSE(event->actor.name.empty());
    CHECK(event->actor.role != Role::system);
    CHECK(at.engine().alarms().limits().find("spo2.caution_lo")->value == 92);
    bool drawn = false;
    for (const auto& track : at.engine().view().record().limits())
        for (const auto& step : track.steps)
            drawn = drawn || (track.limit.id == "spo2.caution_lo" && step.value == 92.0 &&
                              step.from == event->effective);
    CHECK(drawn);
    // And a senseless one changes nothing.
    panel->edit("spo2.caution_lo");
    panel->number()->edit()->setText(QStringLiteral("90"));
    at.press(QStringLiteral("Prescriber's order"));
    at.press(QStringLiteral("Change this limit"));
    CHECK(panel->message().contains(QStringLiteral("equal")));
    CHECK(at.engine().alarms().limits().find("spo2.caution_lo")->value == 92);
}

TEST_CASE("volume and the answer to the sound test are in the record with their author",
          "[scenario][alarms][H-04]") {
    Window at;
    at.window->startDemo();
    QTest::keyClick(at.window.get(), Qt::Key_A);
    auto* panel = at.panel<SoundPanel>();
    at.press(QStringLiteral("Volume 5 of 5"));
    CHECK(soundStateOf(at.engine().view().events()).volume == 5);
    // No companion runs here: nobody can have heard anything, and the panel says so.
    at.press(QStringLiteral("Test: emergency"));
    at.press(QStringLiteral("Not heard"));
    const auto* tested = at.newest<SelfTested>();
    REQUIRE(tested);
    const auto& results = std::get<SelfTested>(tested->body).results;
    CHECK(results.at(self_test::kSound) == self_test::kNotHeard);
    CHECK(results.at("volume") == "5");
    CHECK(results.at("sound_output") == "missing");
    CHECK(results.contains("clock"));
    CHECK(tested->actor.role == Role::nurse);
    CHECK_FALSE(panel->isVisible());
}

TEST_CASE("the quiet profile of the protocol is recorded when the treatment begins",
          "[scenario][alarms][H-04]") {
    Window at;
    at.window->startDemo(); // begins the treatment
    const auto* set = at.newest<SoundSet>();
    REQUIRE(set);
    CHECK(std::get<SoundSet>(set->body).profile == "quiet");
    CHECK(set->actor.role == Role::system);
}
