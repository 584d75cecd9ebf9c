// SPDX-License-Identifier: GPL-3.0-or-later
// Every drill as staff begin it: chosen in the real window, through acquisition, engine, alarm banner and
// file, at 600 times its speed. What the record says afterwards is compared line by line with the same list
// as the engine alone (support/drill_stories.h). Only the computer's clock is the test's own, so that a busy
// machine changes nothing.
#include "core/live/drill.h"
#include "scenarios/real_window.h"
#include "support/drill_stories.h"
#include "ui/live/drill_panel.h"
#include "ui/live/start_page.h"

#include <QElapsedTimer>
#include <QPushButton>

using namespace chairside;
using namespace chairside::testing;

namespace {

constexpr double kSpeed = 600;
constexpr Millis kStep = 1s; ///< of session time, at which the clock moves on

class PlayedDrill : public RealWindow {
public:
    explicit PlayedDrill(const Drill& drill) : RealWindow({}, SourceKind::simulator, kSpeed), drill_(drill) {
        // Overdue checks are alarms of their own; here the scene alone speaks.
        for (auto& protocol : catalogue().protocols) protocol.checks.clear();
        Q_EMIT window().findChild<StartPage*>()->drillRequested();
        settle();
        for (auto* button : window().findChildren<QPushButton*>())
            if (button->text() == QString::fromStdString(drill.title) && button->isVisible()) {
                button->click();
                break;
            }
        settle();
        REQUIRE(controller().engine());
        REQUIRE(view().state().treatmentStart);
        start_ = *view().state().treatmentStart;
    }
    void playUntil(Millis sinceStart) {
        while (controller().now().mono - start_ < sinceStart) {
            host().pass(Micros{kStep} / static_cast<std::int64_t>(kSpeed));
            const auto now = controller().now().mono;
            if (isSilent(now - start_)) { // nothing to wait for; its thread only has to come round
                QTest::qSleep(4);
                settle();
                continue;
            }
            QElapsedTimer waited;
            waited.start();
            while (controller().viewNow().mono + kStep <= now && waited.elapsed() < 20'000)
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
            REQUIRE(controller().viewNow().mono + kStep > now);
        }
    }
    MonoTime start() const { return start_; }

private:
    bool isSilent(Millis since) const {
        for (const auto& step : drill_.steps)
            if ((step.kind == Disturbance::Kind::silent || step.kind == Disturbance::Kind::linkLost) &&
                since >= step.after && since < step.after + step.length)
                return true;
        return false;
    }
    const Drill& drill_;
    MonoTime start_;
};

} // namespace

TEST_CASE("every drill begun in the window is recorded with its alarms, all of them and none else, in order",
          "[scenario][alarms][H-05][H-13]") {
    REQUIRE(drillStories().size() == allDrills().size());
    for (const auto& story : drillStories()) {
        INFO(story.id);
        const Drill* drill = findDrill(story.id);
        REQUIRE(drill);
        PlayedDrill stage(*drill);
        if (drill->anchor == Drill::Anchor::midazolamGiven) {
            stage.playUntil(kMidazolamAt);
            Command command;
            command.actor = {"nurse", "N. Nurse RN", Role::nurse};
            command.sure = true;
            command.ask = drillMidazolam();
            REQUIRE(
                std::holds_alternative<std::vector<Event>>(stage.controller().submit(std::move(command))));
        }
        stage.playUntil(story.length);

        CHECK(stage.view().state().opened.drill == drill->id);
        CHECK(stage.view().state().opened.simulated);
        CHECK(stage.page().accessibleDescription().contains(QStringLiteral("DRILL")));
        // From the file, read by a reader that did not write it.
        REQUIRE(QTest::qWaitFor([&] { return stage.controller().saved().unacknowledged == 0; }, 10000));
        const auto stored = stage.controller().history()->session(stage.view().state().session);
        REQUIRE(stored);
        auto recorded = storyOf(stored->events, stage.start());
        // That the disk of a busy test machine did not answer for a second is true, and no part of the scene.
        std::erase_if(recorded, [](const StoryLine& line) {
            return line.what.find("store_fault") != std::string::npos;
        });
        INFO(told(recorded));
        CHECK(isSame(recorded, story.says, 1s));
        CHECK(stored->summary.drill == drill->id);
        CHECK(stage.view().state().opened.speed == kSpeed);
        CHECK_FALSE(stored->readings.empty());
    }
}
