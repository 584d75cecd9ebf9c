// SPDX-License-Identifier: GPL-3.0-or-later
// Bad data drawn in windows from 400×300 to 4K: what is there is seen where it belongs, what is not there is
// not made up, and words stay apart.
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_painter.h"
#include "ui/style/theme.h"

#include <algorithm>
#include <functional>

using namespace chairside;

namespace {

const std::vector<QSize> kSizes{{400, 300}, {792, 596}, {1192, 880}, {3840, 2160}};

struct BadDrawing {
    RecordModel model;
    scene::Events events;
    RecordPainter painter;
    ChartOptions options;
    QImage frame;
    QRgb card = chartPalette(darkTheme()).background.rgb();

    BadDrawing() {
        model.append(events.make(-10, SourceAttached{scene::monitor()}));
        options.live = false;
        options.overview = false;
    }
    void add(double minutes, std::optional<double> heartRate, std::optional<double> saturation = {}) {
        Reading r;
        r.source = 1;
        r.at.mono = scene::at(minutes);
        r[Channel::hr] = heartRate, r[Channel::spo2] = saturation;
        model.append(r);
    }
    const QImage& draw(QSize size, double fromMinute = -10, double toMinute = 50) {
        frame = QImage(size, QImage::Format_RGB32);
        options.now = model.lastAt();
        painter.paintFrame(frame, model, {scene::at(fromMinute), scene::at(toMinute)},
                           chartPalette(darkTheme()), options);
        return frame;
    }
    /// Pixels mostly of a colour inside the plot area of a panel.
    std::vector<QPoint> inked(PanelKind kind, const QColor& colour) const {
        std::vector<QPoint> out;
        const auto* panel = painter.layout().panel(kind);
        if (!panel) return out;
        for (int y = static_cast<int>(panel->box.y); y < static_cast<int>(panel->box.bottom()); ++y)
            for (int x = static_cast<int>(panel->box.x); x < static_cast<int>(panel->box.right()); ++x)
                if (frame.rect().contains(x, y) && isMostly(frame.pixel(x, y), colour.rgb()))
                    out.emplace_back(x, y);
        return out;
    }
    /// More of this colour than of the card behind it: a line's edges are mixed.
    bool isMostly(QRgb seen, QRgb colour) const {
        if (seen == card) return false;
        const auto along = [&](int (*part)(QRgb), int& of) {
            const int towards = part(colour) - part(card);
            of += towards * towards;
            return towards * (part(seen) - part(card));
        };
        int whole = 0;
        const int sum = along(qRed, whole) + along(qGreen, whole) + along(qBlue, whole);
        return 100 * sum > 45 * whole;
    }
};

QColor pulse() {
    return darkTheme().heartRate;
}

} // namespace

TEST_CASE("nothing at all and nothing but missing values draw no line", "[chart][H-12]") {
    for (const QSize size : kSizes) {
        BadDrawing d;
        CHECK_FALSE(d.draw(size).isNull());
        for (int i = 0; i < 600; ++i) d.add(i / 60.0, std::nullopt);
        d.draw(size);
        CHECK(d.inked(PanelKind::pressure, pulse()).empty());
        CHECK(d.painter.hits().empty());
    }
}

TEST_CASE("one value is a dot, two are a line, both where they belong", "[chart]") {
    for (const QSize size : kSizes) {
        INFO(size.width());
        BadDrawing d;
        d.add(20, 90);
        d.draw(size);
        const auto dot = d.inked(PanelKind::pressure, pulse());
        REQUIRE_FALSE(dot.empty());
        const double x = d.painter.xOf(scene::at(20)),
                     y = d.painter.layout().panel(PanelKind::pressure)->scale.y(90);
        for (const auto& p : dot) {
            CHECK(std::abs(p.x() - x) <= 4);
            CHECK(std::abs(p.y() - y) <= 4);
        }
        d.add(20 + 1 / 60.0, 90);
        d.draw(size, 19.8, 20.3);
        const auto line = d.inked(PanelKind::pressure, pulse());
        REQUIRE_FALSE(line.empty());
        const auto [left, right] =
            std::minmax_element(line.begin(), line.end(), [](auto a, auto b) { return a.x() < b.x(); });
        CHECK(right->x() - left->x() >=
              (d.painter.xOf(scene::at(20 + 1 / 60.0)) - d.painter.xOf(scene::at(20))) - 3);
    }
}

TEST_CASE("identical values are one flat line", "[chart]") {
    for (const QSize size : kSizes) {
        BadDrawing d;
        for (int i = 0; i < 1'800; ++i) d.add(i / 60.0, 90);
        d.draw(size);
        const auto line = d.inked(PanelKind::pressure, pulse());
        REQUIRE(line.size() > 50);
        const double y = d.painter.layout().panel(PanelKind::pressure)->scale.y(90);
        for (const auto& p : line) CHECK(std::abs(p.y() - y) <= 2);
    }
}

TEST_CASE("values that come out of order are drawn as if they had come in order", "[chart][H-08]") {
    BadDrawing inOrder, shuffled;
    std::vector<int> order;
    for (int i = 0; i < 900; ++i) order.push_back(i);
    const auto put = [](BadDrawing& d, int i) {
        d.add(i / 60.0, 70 + 20 * scene::noise(i, 1), 96 + 3 * scene::noise(i, 2));
    };
    for (const int i : order) put(inOrder, i);
    for (std::size_t i = 0; i + 40 < order.size(); i += 7) std::swap(order[i], order[i + 33]);
    std::rotate(order.begin(), order.begin() + 200, order.end());
    for (const int i : order) put(shuffled, i);
    for (const QSize size : kSizes) CHECK(inOrder.draw(size) == shuffled.draw(size));
}

TEST_CASE("one spike of a million in a day of values is seen at every zoom and bends no scale", "[chart]") {
    BadDrawing d;
    for (int i = 0; i < 86'400; i += 2) d.add(i / 60.0, i == 43'200 ? 1e6 : 90);
    for (const QSize size : kSizes)
        for (const double minutes : {1'440.0, 480.0, 60.0, 5.0, 0.5}) {
            INFO(size.width() << " pixels, " << minutes << " min");
            const double from = minutes > 1'400 ? 0 : 720 - minutes / 3;
            d.draw(size, from, from + minutes);
            const auto* panel = d.painter.layout().panel(PanelKind::pressure);
            REQUIRE(panel);
            CHECK(panel->scale.high == 200);
            const double x = d.painter.xOf(scene::at(720));
            bool top = false, flat = false;
            for (const auto& p : d.inked(PanelKind::pressure, pulse())) {
                top = top || (p.y() < panel->box.y + 6 && std::abs(p.x() - x) < 90);
                flat = flat || std::abs(p.y() - panel->scale.y(90)) <= 2;
            }
            CHECK(top);
            CHECK(flat);
        }
}

TEST_CASE("fifty events in a minute, 200 characters and words from right to left stay apart in every window",
          "[chart][H-09]") {
    for (const QSize size : kSizes) {
        BadDrawing d;
        const std::string hebrew =
            "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd, 12:30 (\u05d4\u05d9\u05d5\u05dd)";
        d.model.append(d.events.make(-8, EventMarked{std::string(200, 'W')}));
        d.model.append(d.events.make(12, EventMarked{hebrew}));
        d.model.append(d.events.make(13, EventMarked{hebrew + " <b>bold</b>"}));
        for (int i = 0; i < 50; ++i)
            d.model.append(d.events.make(18 + i / 50.0, EventMarked{"Event " + std::to_string(i)}));
        d.model.append(d.events.make(30, MedicationGiven{std::string(200, 'm'), "mg", "IV", "", "", 4, ""}));
        d.model.append(d.events.make(31, SideEffectBegan{std::string(200, 's'), 2, "", ""}));
        d.add(0, 90);
        d.draw(size);
        INFO(size.width());
        std::size_t behind = 0;
        std::vector<Box> boxes;
        for (const auto& hit : d.painter.hits()) {
            CHECK(hit.box.right() <= size.width() + 1);
            if (hit.kind != HitKind::event) continue;
            behind += hit.items.size();
            boxes.push_back(hit.box);
        }
        if (d.painter.layout().lane(LaneKind::events)) CHECK(behind == d.model.events().size());
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                CHECK(std::min(boxes[i].right(), boxes[k].right()) - std::max(boxes[i].x, boxes[k].x) < 12);
    }
}
