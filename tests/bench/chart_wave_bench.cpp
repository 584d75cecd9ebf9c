// SPDX-License-Identifier: GPL-3.0-or-later
// What an ECG at 250 Hz and two 125 Hz waves sweeping at 30 frames a second cost, with everything else of the
// live console running beside them: real window, real threads, real file, the simulated monitor at 1×. The
// same console without the strip is its peer. Processor time of the whole process; painting is by software,
// without a screen.
#include "app/console/catalogue.h"
#include "app/console/main_window.h"
#include "app/console/session_controller.h"
#include "app/console/staff.h"
#include "build_places.h"
#include "tests/bench/measure.h"
#include "ui/chart/record_chart.h"
#include "ui/chart/wave_strip.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <sys/resource.h>

using namespace chairside;
using bench::nowMs;
using bench::processCpuMs;

namespace {

constexpr int kMeasuredMs = 15'000, kSettleMs = 3'000;

void runFor(int ms) {
    QEventLoop loop; // sleeps between events, as the program does
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Percent of one core over the measured time.
double loadOf(int ms) {
    const double cpu = processCpuMs(), wall = nowMs();
    runFor(ms);
    return 100 * (processCpuMs() - cpu) / (nowMs() - wall);
}

class FrameCount final : public QObject {
public:
    int frames = 0;
    bool eventFilter(QObject* watched, QEvent* event) override {
        frames += event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    applyTheme(app, darkTheme());
    QTemporaryDir folder;
    ConsoleOptions options;
    options.database = folder.filePath(QStringLiteral("wave.db"));
    options.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
    auto catalogue = Catalogue::load(options.resources);
    SystemTime host;
    SessionController controller(options, host);
    if (!controller.openRecord()) return 1;
    Staff staff(folder.filePath(QStringLiteral("staff.json")));
    MainWindow window(options, controller, catalogue, staff);
    window.resize(1920, 1080);
    window.show();
    window.startDemo();
    auto* chart = window.findChild<RecordChart*>();
    for (auto* one : window.findChildren<RecordChart*>())
        if (one->isVisible()) chart = one;
    runFor(kSettleMs);
    const double without = loadOf(kMeasuredMs);
    FrameCount count;
    chart->waveStrip()->installEventFilter(&count);
    chart->showWaves(true);
    runFor(kSettleMs);
    if (!chart->showsWaves() || chart->waveStrip()->waves().size() != kWaveCount) {
        std::fprintf(stderr, "the strip shows %zu waves instead of all\n",
                     chart->waveStrip()->waves().size());
        return 1;
    }
    count.frames = 0;
    const double with = loadOf(kMeasuredMs);
    std::printf(
        "{\"name\":\"wave.sweep\",\"value\":%.2f,\"unit\":\"percent of one core\",\"frames_per_s\":%.1f,"
        "\"peer\":\"the same console without waves\",\"peer_value\":%.2f,\"ratio\":%.2f}\n",
        with, count.frames * 1000.0 / kMeasuredMs, without, with / without);
    controller.leave();
    return 0;
}
