// SPDX-License-Identifier: GPL-3.0-or-later
// The words on the ground of the chart: names of bands keep clear of the lines beside them, and side effects
// have their names also in the lowest window that the console supports.
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_painter.h"
#include "ui/style/theme.h"

using namespace chairside;

namespace {

struct GroundDrawing {
    RecordModel model;
    scene::Events events;
    ChartOptions options;
    RecordPainter painter;
    QImage frame;
    ChartPalette palette = chartPalette(darkTheme());
    explicit GroundDrawing(double minutes = 23.68) {
        scene::fill(model, events, minutes);
        options.now = scene::at(minutes);
        options.words = false;
    }
    const QImage& draw(QSize size) {
        frame = QImage(size, QImage::Format_RGB32);
        painter.paintFrame(frame, model, {scene::at(-10), scene::at(50)}, palette, options);
        return frame;
    }
    int count(const Box& box, const QColor& colour) const {
        const QRgb wanted = colour.rgb();
        int found = 0;
        for (int y = static_cast<int>(box.y); y < static_cast<int>(box.bottom()); ++y)
            for (int x = static_cast<int>(box.x); x < static_cast<int>(box.right()); ++x)
                found += frame.rect().contains(x, y) && frame.pixel(x, y) == wanted;
        return found;
    }
};

} // namespace

TEST_CASE("the names of the bands touch neither baseline nor limits at any size, and are there", "[chart]") {
    int named = 0, drawn = 0;
    for (const bool live : {true, false})
        for (int width = 640; width <= 1900; width += 140)
            for (int height = 420; height <= 1060; height += 80) {
                GroundDrawing d(live ? 23.68 : 40);
                d.options.live = live;
                d.draw({width, height});
                const auto* panel = d.painter.layout().panel(PanelKind::pressure);
                REQUIRE(panel);
                const QColor words = d.palette.softened(d.palette.quiet, 0.5); // as a bar for words
                INFO(width << "×" << height << (live ? " live" : " history"));
                const double from = d.painter.xOf(scene::at(1)), length = panel->box.right() - from;
                for (const double line : {134 * 1.2, 134 * 0.8, 160.0}) {
                    const double y = std::floor(panel->scale.y(line));
                    CHECK(d.count({from, y, length, 1}, words) == 0);
                }
                const Box below{from, panel->box.y + 20, length, panel->box.height - 20};
                ++drawn;
                named += d.count(below, words) > 400; // both names, each some 100 by 5 pixels
            }
    CHECK(named >= drawn * 9 / 10);
}

TEST_CASE("the baseline is named in the chart of the history at 1366 by 768", "[chart]") {
    GroundDrawing d(40);
    d.options.live = false;
    for (const int height : {360, 400, 480}) { // 360: all lanes of a session are there
        d.draw({970, height});
        const auto* panel = d.painter.layout().panel(PanelKind::pressure);
        REQUIRE(panel);
        INFO(height << ", panel " << panel->box.height);
        const QColor words = d.palette.softened(d.palette.quiet, 0.5); // as a bar for words
        const double from = d.painter.xOf(scene::at(1));
        CHECK(d.count({from, panel->box.y, panel->box.right() - from, panel->box.height}, words) > 200);
    }
}

TEST_CASE("an hour has a line each five minutes and a heavy one each fifteen, over every panel and lane",
          "[chart]") {
    for (const QSize size : {QSize(792, 596), QSize(1192, 880)}) {
        GroundDrawing d;
        d.draw(size);
        const auto& layout = d.painter.layout();
        REQUIRE(layout.panels.size() >= 3);
        for (const auto& panel : layout.panels)
            for (const int minute : {25, 30, 35, 40, 45}) { // ahead of now nothing else is drawn
                const int x = static_cast<int>(d.painter.xOf(scene::at(minute)));
                INFO(size.width() << ", minute " << minute);
                const QColor wanted = minute % 15 == 0 ? d.palette.gridHeavy : d.palette.gridFine;
                const QColor other = minute % 15 == 0 ? d.palette.gridFine : d.palette.gridHeavy;
                const Box line{x - 1.0, panel.box.y + 2, 3, panel.box.height - 4};
                CHECK(d.count(line, wanted) > panel.box.height / 2);
                CHECK(d.count(line, wanted) > 2 * d.count(line, other));
                const Box between{x + 8.0, panel.box.y + 2, 3, panel.box.height - 4};
                CHECK(d.count(between, d.palette.gridFine) + d.count(between, d.palette.gridHeavy) <
                      panel.box.height);
            }
    }
}

TEST_CASE("a pressure is two carets joined by a bar with a tick at the mean", "[chart]") {
    GroundDrawing d;
    d.model.append(scene::cuff(25.5, 170, 110)); // where no other line is
    d.options.live = false;
    d.draw({1192, 880});
    const auto* panel = d.painter.layout().panel(PanelKind::pressure);
    REQUIRE(panel);
    const QColor bar = d.palette.softened(d.palette.channel(Channel::nibpSystolic));
    const double x = d.painter.xOf(scene::at(25.5));
    const auto across = [&](double mmHg) {
        return d.count({x - 8, std::floor(panel->scale.y(mmHg)), 16, 1}, bar);
    };
    CHECK(across(165) <= 2); // the bar alone
    CHECK(across(145) <= 2);
    CHECK(across(120) <= 2);
    int tick = 0; // a third of the way up, as the mean is derived
    for (double mmHg = 128; mmHg <= 132; mmHg += 0.25) tick = std::max(tick, across(mmHg));
    CHECK(tick >= 5);
    const double length = panel->scale.y(110) - panel->scale.y(170);
    CHECK(d.count({x - 2, panel->scale.y(170), 4, length}, bar) > length * 0.8);
}

TEST_CASE("three side effects at once are named at 1366 by 768", "[chart]") {
    for (const QSize size : {QSize(792, 596), QSize(1192, 880)}) {
        GroundDrawing one, other;
        for (auto* d : {&one, &other}) {
            d->model.append(d->events.make(19, MedicationGiven{"labetalol", "mg", "IV", "", "beta", 10, ""}));
            d->model.append(d->events.make(20, EventMarked{"Toilet"}));
        }
        other.model.setWords([](const std::string& key) { return key + key; });
        one.model.setWords([](const std::string& key) { return key; });
        one.draw(size), other.draw(size);
        const auto* lane = one.painter.layout().lane(LaneKind::effects);
        REQUIRE(lane);
        const QRect area(static_cast<int>(lane->box.x), static_cast<int>(lane->box.y),
                         static_cast<int>(lane->box.width), static_cast<int>(lane->box.height));
        // Names of other lengths are other bars: where nothing changes, nothing was named.
        CHECK(one.frame.copy(area) != other.frame.copy(area));
        int rows = 0;
        for (const auto& effect : one.model.effects()) {
            const double x = one.painter.xOf(effect.at) + 4;
            int named = 0;
            for (double y = lane->box.y; y < lane->box.bottom(); ++y)
                named += one.frame.pixel(static_cast<int>(x), static_cast<int>(y)) ==
                         one.palette.softened(one.palette.quiet, 0.5).rgb();
            rows += named >= 3;
        }
        CHECK(rows == 3);
    }
}
