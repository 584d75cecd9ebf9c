// SPDX-License-Identifier: GPL-3.0-or-later
// How hands move the record chart: wheel, drag, overview, two fingers on a screen and on a touch pad.
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_chart.h"
#include "ui/style/theme.h"

#include <QContextMenuEvent>
#include <QMainWindow>
#include <QMenu>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

using namespace chairside;

namespace {

/// The chart inside a window, away from its corner: places within and on the screen are not the same.
struct Hands {
    RecordModel model;
    scene::Events events;
    QWidget window;
    RecordChart chart{&window};
    Hands() {
        scene::fill(model, events);
        chart.setModel(&model);
        chart.setNow(scene::at(23.68));
        chart.setGeometry(220, 40, 1000, 700);
        window.setGeometry(60, 50, 1240, 760);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
        chart.showSpan({scene::at(-10), scene::at(50)});
        chart.frame();
    }
    MonoTime under(double x) {
        chart.frame();
        return chart.painted().timeAt(x);
    }
    double minutesFrom(MonoTime t) const { return static_cast<double>((t - scene::kStart).count()) / 60'000; }
    void wheel(QPointF at, QPoint angle, Qt::KeyboardModifiers keys = Qt::NoModifier) {
        QWheelEvent turn(at, chart.mapToGlobal(at), {}, angle, Qt::NoButton, keys, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&chart, &turn);
    }
    void drag(QPoint from, QPoint to) {
        QTest::mousePress(&chart, Qt::LeftButton, {}, from);
        for (int i = 1; i <= 8; ++i) QTest::mouseMove(&chart, from + (to - from) * i / 8);
        QTest::mouseRelease(&chart, Qt::LeftButton, {}, to);
    }
};

} // namespace

TEST_CASE("the wheel zooms around the pointer; with Shift or sideways it moves the axis", "[chart]") {
    Hands h;
    const MonoTime before = h.under(400);
    h.wheel({400, 200}, {0, 240});
    CHECK(std::abs((h.under(400) - before).count()) < 5'000);
    CHECK(static_cast<double>(h.chart.viewport().span().count()) == Approx(60 * 60'000 * 0.64).epsilon(0.01));
    const MonoTime from = h.chart.viewport().from();
    const Millis span = h.chart.viewport().span();
    h.wheel({400, 200}, {0, -120}, Qt::ShiftModifier);
    CHECK(h.chart.viewport().from() > from);
    CHECK(h.chart.viewport().span() == span);
    h.wheel({400, 200}, {120, 0});
    CHECK(h.chart.viewport().from() == from);
    h.wheel({400, 200}, {0, 0}); // a wheel that did not turn
    CHECK(h.chart.viewport().span() == span);
}

TEST_CASE("a drag carries the axis with the finger and is no tap", "[chart]") {
    Hands h;
    QSignalSpy taps(&h.chart, &RecordChart::markActivated),
        artefacts(&h.chart, &RecordChart::artefactRequested);
    const MonoTime grabbed = h.under(600);
    h.drag({600, 300}, {450, 310});
    CHECK(std::abs((h.under(450) - grabbed).count()) < 8'000);
    CHECK_FALSE(h.chart.viewport().isFollowing());
    CHECK(taps.count() == 0);
    CHECK(artefacts.count() == 0);
}

TEST_CASE("the frame in the overview strip is dragged to another time", "[chart]") {
    Hands h;
    h.chart.setWindow(Minutes{5});
    h.chart.frame();
    const Box strip = *h.chart.painted().layout().overview;
    const TimeSpan whole = h.chart.painted().overviewSpan();
    const auto y = static_cast<int>(strip.y + strip.height / 2);
    h.drag({static_cast<int>(strip.x + strip.width * 0.7), y},
           {static_cast<int>(strip.x + strip.width * 0.3), y});
    const auto middle = h.chart.viewport().from() + h.chart.viewport().span() / 2;
    const auto wanted = whole.from + (whole.to - whole.from) * 3 / 10;
    CHECK(std::abs((middle - wanted).count()) < 20'000);
    CHECK(h.chart.viewport().span() == Minutes{5});
    // Beyond its ends the drag stops at them.
    h.drag({static_cast<int>(strip.x + 10), y}, {static_cast<int>(strip.x) - 200, y});
    CHECK(h.chart.viewport().from() + h.chart.viewport().span() / 2 == whole.from);
}

TEST_CASE("two fingers apart on the screen zoom in around the place between them", "[chart]") {
    Hands h;
    auto* screen = QTest::createTouchDevice();
    const MonoTime middle = h.under(500);
    QTest::touchEvent(&h.chart, screen).press(0, {450, 250}, &h.chart).press(1, {550, 250}, &h.chart);
    for (int i = 1; i <= 10; ++i) {
        QTest::touchEvent(&h.chart, screen)
            .move(0, {450 - 10 * i, 250}, &h.chart)
            .move(1, {550 + 10 * i, 250}, &h.chart);
        QCoreApplication::processEvents();
    }
    QTest::touchEvent(&h.chart, screen).release(0, {350, 250}, &h.chart).release(1, {650, 250}, &h.chart);
    const double factor = 60 * 60'000.0 / static_cast<double>(h.chart.viewport().span().count());
    CHECK(factor > 2); // the fingers went to three times their distance
    CHECK(factor < 4);
    CHECK(std::abs((h.under(500) - middle).count()) < 40'000);
}

TEST_CASE("two fingers on a touch pad zoom too", "[chart]") {
    Hands h;
    const MonoTime middle = h.under(500);
    const QPointF at(500, 250);
    QNativeGestureEvent zoom(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                             h.chart.mapToGlobal(at), 0.25, {});
    QCoreApplication::sendEvent(&h.chart, &zoom);
    CHECK(static_cast<double>(h.chart.viewport().span().count()) == Approx(48 * 60'000).epsilon(0.01));
    CHECK(std::abs((h.under(500) - middle).count()) < 5'000);
    QNativeGestureEvent broken(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                               h.chart.mapToGlobal(at), -5, {});
    QCoreApplication::sendEvent(&h.chart, &broken);
    CHECK(static_cast<double>(h.chart.viewport().span().count()) == Approx(48 * 60'000).epsilon(0.01));
}

TEST_CASE("a new sample never takes away the zoom, the place or the crosshair that a person chose",
          "[chart]") {
    Hands h;
    h.wheel({400, 200}, {0, 360});
    h.drag({600, 300}, {700, 300});
    h.chart.setCursorTime(scene::at(9));
    const MonoTime from = h.chart.viewport().from();
    const Millis span = h.chart.viewport().span();
    for (int s = 0; s < 120; ++s) {
        h.model.append(scene::vitalsAt(scene::at(23.7 + s / 60.0)));
        h.chart.refresh();
        h.chart.setNow(scene::at(23.7 + s / 60.0));
    }
    CHECK(h.chart.viewport().from() == from);
    CHECK(h.chart.viewport().span() == span);
    CHECK(h.chart.cursorTime() == scene::at(9));
}

TEST_CASE("panels and lanes are folded from the menu of the time window, also by keyboard", "[chart]") {
    Hands h;
    auto* button = h.chart.findChild<QToolButton*>();
    REQUIRE(button);
    CHECK(button->focusPolicy() == Qt::TabFocus);
    const auto toggle = [&](const QString& name) {
        Q_EMIT button->menu()->aboutToShow();
        for (auto* action : button->menu()->actions())
            if (action->text() == name) {
                REQUIRE(action->isCheckable());
                action->trigger();
                h.chart.frame();
                return action->isChecked();
            }
        FAIL("not offered: " << name.toStdString());
        return false;
    };
    const auto& layout = h.chart.painted().layout();
    REQUIRE(layout.panel(PanelKind::breathing));
    CHECK_FALSE(toggle(QStringLiteral("Breathing")));
    CHECK_FALSE(layout.panel(PanelKind::breathing));
    CHECK(layout.has(PanelKind::breathing)); // its title stays
    CHECK(toggle(QStringLiteral("Breathing")));
    CHECK(layout.panel(PanelKind::breathing));
    REQUIRE(layout.lane(LaneKind::events));
    CHECK_FALSE(toggle(QStringLiteral("Events")));
    CHECK_FALSE(layout.lane(LaneKind::events));
    CHECK(toggle(QStringLiteral("Events")));
    CHECK(layout.lane(LaneKind::events));
}

TEST_CASE("the menu offers to mark a device's pressure only where one stands", "[chart]") {
    Hands h;
    h.chart.setEventNames({QStringLiteral("Toilet")});
    QSignalSpy asked(&h.chart, &RecordChart::pressureArtefactRequested);
    const auto offered = [&](double minutes) -> QAction* {
        h.chart.frame();
        const auto& scale = h.chart.painted().layout().panel(PanelKind::pressure)->scale;
        const QPoint at(static_cast<int>(h.chart.painted().xOf(scene::at(minutes))),
                        static_cast<int>(scale.y(120)));
        QContextMenuEvent menu(QContextMenuEvent::Mouse, at, h.chart.mapToGlobal(at));
        QCoreApplication::sendEvent(&h.chart, &menu);
        auto* marks = h.chart.findChild<QMenu*>(QStringLiteral("marks"));
        marks->hide();
        for (auto* action : marks->actions())
            if (action->text().startsWith(QStringLiteral("Mark the pressure"))) return action;
        return nullptr;
    };
    CHECK_FALSE(offered(7.5)); // nothing was measured there
    auto* action = offered(10);
    REQUIRE(action);
    CHECK(action->text().contains(QStringLiteral("146/84")));
    action->trigger();
    REQUIRE(asked.count() == 1);
    CHECK(asked.at(0).at(0).value<MonoTime>() == scene::at(10));
    h.model.append(
        h.events.make(11, ArtefactMarked{{Channel::nibpSystolic}, scene::at(9.9), scene::at(10.1), "moved"}));
    h.chart.refresh();
    CHECK_FALSE(offered(10)); // marked already
}
