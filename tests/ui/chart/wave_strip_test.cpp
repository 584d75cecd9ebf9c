// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/wave_strip.h"

#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_chart.h"
#include "ui/style/theme.h"

#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace chairside;

namespace {

/// A second of a wave that is `value` all the time, or nothing.
WaveBlock second(Wave wave, int at, float value) {
    return {wave, 125, monoFromMs(at * 1000), Origin::simulated, std::vector<float>(125, value)};
}

struct Strip {
    WaveBoard board;
    WaveStrip strip;
    MonoTime now = monoFromMs(1000);
    Strip() {
        strip.resize(700, 92);
        strip.setBoard(&board, [this] { return now; });
        board.put(second(Wave::pleth, 0, 0.5f));
        board.put(second(Wave::co2, 0, 25));
        strip.sweep();
    }
    /// Whether the pleth is drawn at session time `ms`, at its middle height.
    bool isDrawn(double ms) {
        const double perMs =
            static_cast<double>(strip.width() - 88) / static_cast<double>(strip.sweepTime().count());
        const double columns = std::fmod(ms * perMs, strip.width() - 88);
        const int x = 80 + static_cast<int>(columns);
        for (int y = 18; y < 28; ++y)
            if (QColor(strip.picture().pixel(x, y)) == darkTheme().spo2) return true;
        return false;
    }
};

} // namespace

TEST_CASE("waves sweep at 25 millimetres a second of this screen", "[chart]") {
    Strip s;
    const double dotsPerInch = s.strip.screen()->physicalDotsPerInchX();
    const double perMm = (dotsPerInch >= 50 && dotsPerInch <= 400 ? dotsPerInch : 96) / 25.4;
    const double millimetres = (700 - 88) / perMm;
    CHECK(static_cast<double>(s.strip.sweepTime().count()) == Approx(millimetres / 25 * 1000).epsilon(0.01));
    CHECK(s.strip.waves() == std::vector<Wave>{Wave::pleth, Wave::co2});
}

TEST_CASE("the pen draws what has come, leaves a gap ahead, and overwrites from the left", "[chart]") {
    Strip s;
    for (int t = 1; t < 4; ++t) s.board.put(second(Wave::pleth, t, 0.5f));
    for (int ms = 1000; ms <= 3000; ms += 33) {
        s.now = monoFromMs(ms);
        s.strip.sweep();
    }
    CHECK(s.isDrawn(1500));
    CHECK(s.isDrawn(2500));
    CHECK_FALSE(s.isDrawn(2900)); // waits for blocks to come
    // A second without signal is a gap, not a line.
    const auto sweep = static_cast<int>(s.strip.sweepTime().count());
    for (int t = 5; t * 1000 < 1500 + sweep + 2000; ++t) s.board.put(second(Wave::pleth, t, 0.5f));
    for (int ms = 3000; ms <= 1600 + sweep; ms += 33) {
        s.now = monoFromMs(ms);
        s.strip.sweep();
    }
    CHECK(s.isDrawn(3500));
    CHECK_FALSE(s.isDrawn(4500));
    CHECK(s.isDrawn(5500));
    // One turn later the pen is again at 1300 ms: just ahead of it is the gap.
    CHECK_FALSE(s.isDrawn(1400));
    CHECK(s.isDrawn(2500));
}

TEST_CASE("frames of any length give the same picture: no column is left out or drawn twice", "[chart]") {
    const auto drawn = [](int stepMs) {
        Strip s;
        WaveBlock saw{Wave::pleth, 125, monoFromMs(0), Origin::device, {}};
        for (int i = 0; i < 125 * 4; ++i) saw.samples.push_back(static_cast<float>(i % 60) / 60.f);
        s.board.put(saw);
        s.strip.setBoard(&s.board, [&s] { return s.now; });
        for (int ms = 400; ms <= 3400; ms += stepMs) {
            s.now = monoFromMs(ms);
            s.strip.sweep();
        }
        s.now = monoFromMs(3400);
        s.strip.sweep();
        return s.strip.picture().copy();
    };
    const QImage smooth = drawn(33), jerky = drawn(700);
    int differing = 0;
    for (int y = 0; y < smooth.height(); ++y)
        for (int x = 80; x < smooth.width(); ++x) differing += smooth.pixel(x, y) != jerky.pixel(x, y);
    CHECK(differing < 20);
}

TEST_CASE("the strip moves the chart down, asks for waves only while shown, and is absent without any",
          "[chart]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events);
    RecordChart chart;
    chart.setModel(&model);
    chart.setNow(scene::at(23.68));
    chart.resize(900, 700);
    chart.show();
    QSignalSpy shown(&chart, &RecordChart::wavesShown);
    QTest::keyClick(&chart, Qt::Key_W);
    CHECK(shown.count() == 0);
    CHECK_FALSE(chart.waveStrip()->isVisible());
    WaveBoard board;
    board.put(second(Wave::pleth, 0, 0.5f));
    chart.setWaves(&board, [] { return monoFromMs(1000); });
    chart.frame();
    const double before = chart.painted().layout().plot.y;
    QTest::keyClick(&chart, Qt::Key_W);
    REQUIRE(shown.count() == 1);
    CHECK(shown.at(0).at(0).toBool());
    CHECK(chart.waveStrip()->isVisible());
    chart.frame();
    CHECK(chart.painted().layout().plot.y >= before + chart.waveStrip()->height());
    const auto* button = [&]() -> const QPushButton* {
        for (const auto* one : chart.findChildren<QPushButton*>())
            if (one->accessibleName() == QStringLiteral("Show the waveforms")) return one;
        return nullptr;
    }();
    REQUIRE(button);
    CHECK(button->isChecked());
    CHECK(button->height() >= 44);
    CHECK_FALSE(chart.waveStrip()->geometry().intersects(button->geometry()));
    chart.showTable(true);
    CHECK_FALSE(chart.waveStrip()->isVisible());
    chart.showTable(false);
    chart.setWaves(nullptr, {});
    CHECK_FALSE(chart.waveStrip()->isVisible());
    CHECK_FALSE(shown.last().at(0).toBool());
    chart.frame();
    CHECK(chart.painted().layout().plot.y == before);
}
