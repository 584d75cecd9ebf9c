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
          "[scenario][H-13]") {
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

namespace {

/// What each scene must make the console say, in this order; other lines may stand between (the window's
/// simulated patient is as noisy as a real one, and checks come due). The exact lists, with every second and
/// nothing else, are in tests/core/live/drill_test.cpp.
struct PlayedDrill {
    const char* id;
    std::vector<std::pair<std::string, AlarmPriority>> says;
};
const std::vector<PlayedDrill> kPlayed{
    {"hypertension", {{"nibp_sys.hi", AlarmPriority::high}}}, // a caution before it, if the cycle falls so
    {"desaturation", {{"spo2.lo", AlarmPriority::low}, {"spo2.lo", AlarmPriority::medium}}},
    {"apnoea", {{"rr.lo", AlarmPriority::high}, {"spo2.lo", AlarmPriority::high}}},
    {"vomiting", {{"sensor_off.1", AlarmPriority::low}, {"hr.hi", AlarmPriority::low}}},
    {"probe-off", {{"sensor_off.1", AlarmPriority::low}, {"sensor_off.1", AlarmPriority::medium}}},
    {"device-dead", {{"silent.1", AlarmPriority::low}, {"silent.1", AlarmPriority::medium}}},
    {"device-silent", {{"silent.1", AlarmPriority::low}, {"silent.1", AlarmPriority::medium}}},
    {"cuff-on-oximeter-arm", {}},
};

} // namespace

TEST_CASE("every drill begun in the window plays through acquisition, engine and file, and is marked as one",
          "[scenario][H-05][H-13]") {
    REQUIRE(kPlayed.size() == allDrills().size());
    for (const auto& played : kPlayed) {
        INFO(played.id);
        const Drill* drill = findDrill(played.id);
        REQUIRE(drill);
        Window at(600);
        at.press(QStringLiteral("Practise an emergency"));
        (void)at.panel<DrillPanel>();
        at.press(QString::fromStdString(drill->title));
        if (drill->anchor == Drill::Anchor::midazolamGiven) {
            Command command;
            command.actor = {"nurse", "N. Nurse RN", Role::nurse};
            command.sure = true;
            command.ask =
                MedicationGiven{"midazolam", "mg", "IV", "agitation", "benzodiazepine", 2, "D. Doctor"};
            at.submit(std::move(command));
        }
        const auto end = at.engine().now().mono + drill->length() + 2min;
        REQUIRE(QTest::qWaitFor([&] { return at.seenUntil() > end; }, 60000));
        std::size_t next = 0;
        std::string heard;
        bool desaturated = false;
        for (const auto& event : at.engine().view().events()) {
            const auto* raised = std::get_if<AlarmRaised>(&event.body);
            if (!raised) continue;
            heard += raised->condition + " " + std::to_string(static_cast<int>(raised->priority)) + ", ";
            desaturated = desaturated || raised->condition == "spo2.lo";
            if (next < played.says.size() && played.says[next].first == raised->condition &&
                played.says[next].second == raised->priority)
                ++next;
        }
        INFO(heard);
        CHECK(next == played.says.size());
        if (drill->id == "cuff-on-oximeter-arm") CHECK_FALSE(desaturated); // shown as what it is
        CHECK(at.engine().view().state().opened.drill == drill->id);
        CHECK(at.window->findChild<LivePage*>()->accessibleDescription().contains(QStringLiteral("DRILL")));
        // And the file says so: read back by a reader that did not write it.
        const auto session = at.engine().view().state().session;
        REQUIRE(QTest::qWaitFor([&] { return at.saved().unacknowledged == 0; }, 10000));
        const auto stored = at.history()->session(session);
        REQUIRE(stored);
        CHECK(stored->summary.drill == drill->id);
        CHECK_FALSE(stored->readings.empty());
    }
}

TEST_CASE("a limit changed at the chair is recorded with its author and drawn from its moment on",
          "[scenario][H-03]") {
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

TEST_CASE("volume and the answer to the sound test are in the record with their author", "[scenario][H-04]") {
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

TEST_CASE("the quiet profile of the protocol is recorded when the treatment begins", "[scenario][H-04]") {
    Window at;
    at.window->startDemo(); // begins the treatment
    const auto* set = at.newest<SoundSet>();
    REQUIRE(set);
    CHECK(std::get<SoundSet>(set->body).profile == "quiet");
    CHECK(set->actor.role == Role::system);
}
