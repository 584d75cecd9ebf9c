// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/chart_layout.h"
#include "core/chart/label_layout.h"
#include "core/chart/trace_raster.h"
#include "core/chart/viewport.h"
#include "support/catch.h"
#include "support/chart_scene.h"

#include <vector>

using namespace chairside;

namespace {

MonoTime min(double minutes) {
    return monoFromMs(static_cast<std::int64_t>(minutes * 60'000));
}

LayoutRequest everything(double width, double height) {
    LayoutRequest r;
    r.width = width;
    r.height = height;
    r.panels = {PanelKind::pressure, PanelKind::saturation, PanelKind::breathing};
    r.lanes = {LaneKind::infusion, LaneKind::medication, LaneKind::effects, LaneKind::scores,
               LaneKind::checks,   LaneKind::events,     LaneKind::alarms};
    return r;
}

} // namespace

TEST_CASE("the window that follows moves in steps and keeps the plan ahead in view", "[chart]") {
    Viewport view;
    view.setExtent(min(0), min(10)); // the infusion started at minute 10
    view.followNow(min(33.7));
    CHECK(view.from() == min(0));
    CHECK(view.to() == min(60));
    view.advance(min(34.9));
    CHECK(view.from() == min(0)); // stands still
    view.advance(min(35.1));
    CHECK(view.from() == min(5)); // one step of five minutes
    CHECK(view.isFollowing());
}

TEST_CASE("a new sample never takes away what a person chose to look at", "[chart]") {
    Viewport view;
    view.setExtent(min(0), min(10));
    view.followNow(min(60));
    view.setWindow(Minutes{15}, min(60));
    CHECK(view.isFollowing());
    view.advance(min(90));
    CHECK(view.span() == Minutes{15}); // the window stays, the place follows
    view.panBy(-Minutes{20});
    const MonoTime from = view.from();
    for (int i = 0; i < 100; ++i) view.advance(min(90 + i));
    CHECK(view.from() == from);
    CHECK_FALSE(view.isFollowing());
    view.followNow(min(200));
    CHECK(view.isFollowing());
    CHECK(view.span() == Minutes{15});
    CHECK(view.to() > min(200));
}

TEST_CASE("zoom stays between 30 seconds and 24 hours and keeps the place under the pointer", "[chart]") {
    Viewport view;
    view.followNow(min(60));
    const double before =
        static_cast<double>((min(40) - view.from()).count()) / static_cast<double>(view.span().count());
    view.zoomBy(0.5, min(40), min(60));
    const double after =
        static_cast<double>((min(40) - view.from()).count()) / static_cast<double>(view.span().count());
    CHECK(after == Approx(before).margin(1e-4));
    for (int i = 0; i < 50; ++i) view.zoomBy(0.5, min(40), min(60));
    CHECK(view.span() == Viewport::kLeastSpan);
    for (int i = 0; i < 50; ++i) view.zoomBy(3, min(40), min(60));
    CHECK(view.span() == Viewport::kMostSpan);
    view.zoomBy(0, min(40), min(60));
    view.zoomBy(-1, min(40), min(60));
    CHECK(view.span() == Viewport::kMostSpan);
}

TEST_CASE("all shows the whole session and grows with it, to the last 24 hours", "[chart]") {
    Viewport view;
    view.setExtent(min(3), min(10));
    view.showAll(min(40));
    CHECK(view.from() <= min(3));
    CHECK(view.to() > min(40));
    view.advance(min(200));
    CHECK(view.from() <= min(3));
    CHECK(view.to() > min(200));
    view.advance(min(30 * 60));
    CHECK(view.span() == Viewport::kMostSpan);
    CHECK(view.to() > min(30 * 60));
}

TEST_CASE("panels and lanes fill the window without overlapping, at any size", "[chart][H-18]") {
    for (const double width : {320.0, 400.0, 792.0, 1192.0, 1600.0, 3840.0})
        for (const double height : {220.0, 300.0, 596.0, 880.0, 2160.0}) {
            INFO(width << " × " << height);
            const auto layout = layoutChart(everything(width, height));
            std::vector<Box> boxes;
            for (const auto& p : layout.panels) boxes.push_back(p.box);
            for (const auto& l : layout.lanes) boxes.push_back(l.box);
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                CHECK(boxes[i].height > 0);
                CHECK(boxes[i].right() <= width);
                if (i > 0) CHECK(boxes[i].y >= boxes[i - 1].bottom() - 0.01);
            }
            CHECK(boxes.back().bottom() <= layout.axis.y + 1);
            CHECK(layout.axis.bottom() <= height + 0.2 * 13);
            CHECK(layout.panels.size() == 3);
            CHECK(layout.lanes.size() + layout.omitted.size() == 7);
            CHECK(layout.lane(LaneKind::checks)); // the due rail stays longest
        }
}

TEST_CASE("what has nothing to show takes no room, and folding a panel gives its room to the others",
          "[chart]") {
    RecordModel model;
    CHECK(panelsOf(model).empty());
    CHECK(lanesOf(model).empty());
    model.append(scene::cuff(1, 120, 80));
    CHECK(panelsOf(model) == std::set<PanelKind>{PanelKind::pressure});
    auto request = everything(1200, 800);
    const double before = layoutChart(request).panel(PanelKind::pressure)->box.height;
    request.foldedPanels = {PanelKind::saturation};
    const auto folded = layoutChart(request);
    CHECK(folded.panel(PanelKind::pressure)->box.height > before);
    CHECK_FALSE(folded.panel(PanelKind::saturation));
    CHECK(folded.panels.size() == 3); // its title is still there to unfold it
}

TEST_CASE("scales are fixed and values beyond them stay at the edge", "[chart]") {
    const auto scale = panelScale(PanelKind::pressure);
    CHECK(scale.low == 40);
    CHECK(scale.high == 200);
    const ValueScale y{85, 100, 10, 110};
    CHECK(y.y(100) == 10);
    CHECK(y.y(85) == 110);
    CHECK(y.y(60) == 110);
    CHECK(y.y(1e6) == 10);
    CHECK(y.valueAt(60) == Approx(92.5));
}

TEST_CASE("the grid has five-minute lines and heavy quarters of an hour at one hour, and labels keep apart",
          "[chart]") {
    const auto steps = timeSteps(TimeGrid::over(min(0), min(60), 1100), 26, 55);
    CHECK(steps.step == Minutes{5});
    CHECK(steps.heavy == Minutes{15});
    for (const double span : {0.5, 1.0, 5.0, 15.0, 60.0, 240.0, 1440.0})
        for (const int columns : {200, 1100, 3600}) {
            const auto grid = TimeGrid::over(min(0), min(span), columns);
            const auto s = timeSteps(grid, 26, 55);
            INFO(span << " min over " << columns);
            CHECK(static_cast<double>(s.label.count()) / grid.msPerColumn >= 55);
            CHECK(s.label % s.step == Millis{0});
        }
}

TEST_CASE("fifty events in a minute become a few marks with counts, and no two labels overlap", "[chart]") {
    std::vector<LabelRequest> requests;
    for (int i = 0; i < 50; ++i) requests.push_back({500 + i * 0.4, 30.0 + i % 200});
    requests.push_back({100, 90});
    requests.push_back({150, 400}); // too long for its place
    requests.push_back({1080, 80}); // at the right edge: goes left of its mark
    const auto placed = placeLabels(requests, 70, 1100, 10, 4, 60);
    CHECK(placed.size() <= 7);
    std::size_t items = 0;
    double lastRight = -1;
    for (const auto& label : placed) {
        items += label.items.size();
        if (!label.shown) continue;
        CHECK(label.labelX >= 70);
        CHECK(label.labelX + label.labelWidth <= 1100);
        CHECK(label.labelX >= lastRight);
        lastRight = label.labelX + label.labelWidth;
    }
    CHECK(items == requests.size()); // every event is behind a mark
    CHECK(placed.back().shown);
    CHECK(placed.back().labelX < 1080);
    CHECK(placeLabels({}, 0, 100, 10, 4, 60).empty());
}

TEST_CASE("bars that overlap in time go to different rows while there are rows", "[chart]") {
    const auto rows = placeBars({{0, 10}, {5, 20}, {12, 15}, {13, 30}, {14, 16}}, 3);
    CHECK(rows == std::vector<int>{0, 1, 0, 2, 2});
    CHECK(placeBars({{0, 1}}, 0) == std::vector<int>{0});
}

TEST_CASE("a trace is drawn in its columns, smooth at its edges and never outside the surface", "[chart]") {
    constexpr int width = 40, height = 30;
    std::vector<std::uint32_t> pixels(width * height, 0xff000000u);
    const PixelSurface surface{pixels.data(), width, height, width};
    std::vector<ColumnRange> columns(60);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (i != 10) columns[i].range.add(i == 20 ? 1e6f : 50.f);
    rasterTrace(surface, columns, -5, ValueScale{0, 100, 0, 30}, 0xffffff, 1.5);
    const auto at = [&](int x, int y) { return pixels[static_cast<std::size_t>(y * width + x)] & 0xff; };
    CHECK(at(0, 15) > 150);
    CHECK(at(0, 13) == 0);
    CHECK(at(5, 15) == 0);   // the empty column stays empty
    CHECK(at(15, 0) > 100);  // the spike is at the edge
    CHECK(at(39, 15) > 150); // and the surface's last column is the trace's 45th
}
