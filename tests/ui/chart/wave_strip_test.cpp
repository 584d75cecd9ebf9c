// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/wave_strip.h"

#include "core/live/simulator.h"
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_chart.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

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

TEST_CASE("ECG, pleth and carbon dioxide stand below each other in that order, each in its colour",
          "[chart]") {
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        WaveBoard board;
        MonoTime now = monoFromMs(400);
        WaveStrip strip;
        strip.setChartPalette(chartPalette(theme));
        strip.setBoard(&board, [&now] { return now; });
        const int before = strip.heightNeeded();
        strip.resize(700, before);
        // R every half second: a line at 1.2 mV, 20 ms wide.
        WaveBlock ecg{Wave::ecg, 250, monoFromMs(0), Origin::simulated, {}};
        for (int i = 0; i < 250 * 3; ++i) ecg.samples.push_back(i % 125 < 5 ? 1.2f : 0.f);
        for (int t = 0; t < 3; ++t) {
            board.put(second(Wave::co2, t, 25));
            board.put(second(Wave::pleth, t, 0.5f));
        }
        board.put(ecg);
        for (int ms = 400; ms <= 2800; ms += 33) {
            now = monoFromMs(ms);
            strip.sweep();
        }
        CHECK(strip.waves() == std::vector<Wave>{Wave::ecg, Wave::pleth, Wave::co2});
        CHECK(strip.heightNeeded() == before); // the chart does not jump when the first samples come
        const auto rowsWith = [&](const QColor& colour) {
            int first = -1, last = -1;
            for (int y = 0; y < strip.picture().height(); ++y)
                for (int x = 80; x < strip.picture().width(); ++x)
                    if (strip.picture().pixel(x, y) == colour.rgb()) {
                        if (first < 0) first = y;
                        last = y;
                        break;
                    }
            return std::pair(first, last);
        };
        const auto heart = rowsWith(theme.heartRate), pulse = rowsWith(theme.spo2),
                   breath = rowsWith(theme.co2);
        REQUIRE(heart.first >= 0);
        REQUIRE(pulse.first >= 0);
        REQUIRE(breath.first >= 0);
        CHECK(heart.second < pulse.first);
        CHECK(pulse.second < breath.first);
        CHECK(heart.second - heart.first > before / 3 / 3); // 1.2 of the 2 mV that the row is high
        CHECK(heart.second < before / 3);
    }
}

TEST_CASE("the strip says that a wave has no signal while its samples come empty", "[chart][H-12]") {
    Strip s;
    CHECK(s.strip.hasSignal(Wave::pleth));
    CHECK_FALSE(s.strip.hasSignal(Wave::ecg)); // never came
    for (int t = 1; t < 5; ++t) {
        s.board.put(second(Wave::pleth, t, std::numeric_limits<float>::quiet_NaN())); // the probe is off
        s.board.put(second(Wave::co2, t, 25));
    }
    s.now = monoFromMs(5000);
    CHECK_FALSE(s.strip.hasSignal(Wave::pleth));
    CHECK(s.strip.hasSignal(Wave::co2));
    s.now = monoFromMs(9000); // nothing comes any more
    CHECK_FALSE(s.strip.hasSignal(Wave::co2));
}

TEST_CASE("the strip leaves the chart readable, and its names and units fit left of the waves", "[chart]") {
    for (const Theme& theme : {lightTheme(), darkTheme()})
        for (const QSize size : {QSize(750, 564), QSize(792, 596), QSize(1192, 880)}) {
            applyTheme(*qApp, theme);
            RecordModel model;
            scene::Events events;
            scene::fill(model, events);
            SimulatorOptions options;
            options.probeOffPerHour = 0;
            Simulator simulator(options);
            WaveBoard board;
            MonoTime now = monoFromMs(0);
            RecordChart chart;
            chart.setModel(&model);
            chart.setNow(scene::at(23.68));
            chart.resize(size);
            chart.setWaves(&board, [&now] { return now; });
            chart.showWaves(true);
            chart.show();
            chart.frame();
            auto* strip = chart.waveStrip();
            for (; now < monoFromMs(9'000); now += Millis{100}) {
                simulator.poll({now, {}});
                for (const auto& block : simulator.pollWaves({now, {}})) board.put(block);
                strip->sweep();
            }
            INFO(theme.name.toStdString() << " " << size.width() << "×" << size.height());
            CHECK(strip->height() == strip->heightNeeded());
            CHECK(chart.painted().layout().plot.height > chart.height() / 2.0);
            CHECK(chart.painted().layout().panels.size() >= 3);
            const int left = static_cast<int>(chart.painted().layout().plot.x) - strip->x();
            const QImage seen = strip->grab().toImage();
            const QRgb ground = chartPalette(theme).background.rgb();
            int words = 0, column = 0;
            for (int y = 0; y < seen.height(); ++y) {
                for (int x = 0; x < left - 10; ++x) words += seen.pixel(x, y) != ground;
                column += seen.pixel(left - 8, y) != ground; // between the words and the millivolt
            }
            CHECK(words > 300);
            CHECK(column == 0);
            const QString folder = qEnvironmentVariable("CHAIRSIDE_SHOW");
            if (!folder.isEmpty())
                chart.grab().save(
                    QStringLiteral("%1/waves-%2-%3.png").arg(folder, theme.name).arg(size.width()));
        }
    applyTheme(*qApp, darkTheme());
}

TEST_CASE("the strip grows when a wave comes that was not there", "[chart]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events);
    WaveBoard board;
    board.put(second(Wave::pleth, 0, 0.5f));
    board.put(second(Wave::co2, 0, 25));
    RecordChart chart;
    chart.setModel(&model);
    chart.setNow(scene::at(23.68));
    chart.resize(900, 700);
    chart.setWaves(&board, [] { return monoFromMs(1000); });
    chart.showWaves(true);
    chart.show();
    chart.waveStrip()->sweep();
    chart.frame();
    const int two = chart.waveStrip()->height();
    const double plot = chart.painted().layout().plot.y;
    board.put(second(Wave::ecg, 0, 0));
    chart.waveStrip()->sweep();
    chart.frame();
    CHECK(chart.waveStrip()->height() == two * 3 / 2);
    CHECK(chart.painted().layout().plot.y == plot + two / 2);
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
