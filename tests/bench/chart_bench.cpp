// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the record chart is, beside its peers in the same run, on the same data, each painted whole into
// an image of 1600×700 by software. Peers: six QLineSeries fed by append on Qt Charts, as usual, and
// QCustomPlot with six graphs at its fastest settings (adaptive sampling, no antialiasing, fast polylines).
// The chart also paints all its lanes; the peers paint lines and axes only. One JSON line per figure;
// medians, with p99 and the worst beside them.
#include "chart_peers.h"
#include "core/live/session_view.h"
#include "core/log/history.h"
#include "support/chart_scene.h"
#include "support/made_record.h"
#include "support/temp_dir.h"
#include "tests/bench/measure.h"
#include "ui/chart/record_chart.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <tuple>
#include <vector>

using namespace chairside;

namespace {

constexpr QSize kSize(1600, 700);
constexpr double kFourHoursMs = 4 * 3600e3;

struct Times {
    std::vector<double> ms;  ///< by the clock on the wall
    std::vector<double> cpu; ///< of this thread: what a busy machine does not change
    static double part(std::vector<double>& of, double part) {
        std::sort(of.begin(), of.end());
        return of[static_cast<std::size_t>(part * static_cast<double>(of.size() - 1) + 0.5)];
    }
    double at(double p) { return part(ms, p); }
};

Times measure(int frames, const std::function<void(int)>& frame, int warmUp = 5) {
    Times times;
    for (int i = 0; i < frames + warmUp; ++i) {
        QElapsedTimer timer;
        timer.start();
        const double before = bench::threadCpuMs();
        frame(i);
        if (i < warmUp) continue;
        times.cpu.push_back(bench::threadCpuMs() - before);
        times.ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return times;
}

void print(const char* name, Times& own, const char* unit, const char* peer = nullptr,
           Times* other = nullptr) {
    std::printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"p99\":%.3f,\"max\":%.3f,\"cpu\":%.3f"
                ",\"cpu_p99\":%.3f,\"cpu_max\":%.3f",
                name, own.at(0.5), unit, own.at(0.99), own.at(1), Times::part(own.cpu, 0.5),
                Times::part(own.cpu, 0.99), Times::part(own.cpu, 1));
    if (other)
        std::printf(",\"peer\":\"%s\",\"peer_value\":%.3f,\"ratio\":%.2f,\"cpu_ratio\":%.2f", peer,
                    other->at(0.5), other->at(0.5) / own.at(0.5),
                    Times::part(other->cpu, 0.5) / Times::part(own.cpu, 0.5));
    std::printf("}\n");
    std::fflush(stdout);
}

/// Six lines: five channels of one monitor and the heart rate of a second one.
Reading sixValues(std::int64_t i, double stepMs, SourceId source) {
    Reading r = scene::vitalsAt(scene::kStart);
    r.source = source;
    r.at.mono = monoFromMs(std::llround(static_cast<double>(i) * stepMs));
    const double m = static_cast<double>(toMs(r.at.mono)) / 60'000;
    r.values.fill(std::nullopt);
    r[Channel::hr] = 75 + 12 * std::sin(m / 9) + 3 * scene::noise(i, 1) + (source == 2 ? 30 : 0);
    if (source == 2) return r;
    r[Channel::pulseRate] = *r[Channel::hr] + 2 * scene::noise(i, 5);
    r[Channel::spo2] = 97 + 2 * scene::noise(i, 2);
    r[Channel::rr] = 14 + 3 * scene::noise(i, 3);
    r[Channel::etco2] = 37 + 4 * scene::noise(i, 4);
    return r;
}

SourceInfo sourceOf(SourceId id, double stepMs) {
    SourceInfo info = scene::monitor(id);
    for (auto& period : info.period)
        if (period > Millis{0}) period = std::max(Millis{std::llround(stepMs)}, Millis{1});
    info.period[index(Channel::pulseRate)] = info.period[index(Channel::hr)];
    return info;
}

/// The bands of six earlier sessions: pressures each five minutes, heart rate and saturation each minute.
std::vector<HistoryBand> sixEarlier() {
    std::vector<HistoryBand> bands;
    for (const auto& [channel, every, middle] :
         {std::tuple{Channel::nibpSystolic, 5, 130.0}, std::tuple{Channel::hr, 1, 75.0},
          std::tuple{Channel::spo2, 1, 97.0}}) {
        std::vector<EarlierSession> earlier(6);
        for (std::size_t s = 0; s < earlier.size(); ++s)
            for (int m = -10; m <= 220; m += every)
                earlier[s].values.push_back(
                    {Minutes{m}, middle + static_cast<double>(s) + scene::noise(m, s)});
        bands.push_back(historyBand(channel, earlier));
    }
    return bands;
}

/// Every lane filled over four hours, then the six channels with `points` each.
void fillFourHours(RecordModel& model, std::int64_t points, double stepMs) {
    scene::Events events;
    SessionOpened opened;
    model.append(events.make(-10, opened));
    model.setSources({sourceOf(1, stepMs), sourceOf(2, stepMs)});
    model.setLimits({{"nibp_sys.caution_hi", Channel::nibpSystolic, LimitLevel::caution, true, 160, true},
                     {"spo2.caution_lo", Channel::spo2, LimitLevel::caution, false, 94, true}});
    model.append(events.make(-8, DoseOrdered{scene::order(), "", {}}));
    model.append(events.make(0, InfusionStarted{150, "L1", "2027-01"}));
    model.append(events.make(20, RateChanged{120, ""}));
    std::vector<DueMark> due;
    for (int m = 5; m < 230; m += 5) {
        model.append(scene::cuff(m, 130 + m % 30, 80));
        due.push_back(
            {scene::at(m), "Blood pressure", m < 200 ? DueState::done : DueState::upcoming, m == 40});
        if (m % 15 == 0) model.append(events.make(m, ScoreEntered{"cadss_6", "1", {}, m % 24 * 1.0, ""}));
        if (m % 20 == 0) model.append(events.make(m, EventMarked{"Music changed"}));
        if (m % 30 == 0) model.append(events.make(m, SideEffectBegan{"Nausea", 2, "", ""}));
        if (m % 40 == 0)
            model.append(events.make(m, MedicationGiven{"ondansetron", "mg", "IV", "", "antiemetic", 4, ""}));
        if (m % 35 == 0)
            model.append(events.make(m, AlarmRaised{"c" + std::to_string(m), AlarmPriority::medium, "SpO2"}));
        if (m % 35 == 5) model.append(events.make(m, AlarmCleared{"c" + std::to_string(m - 5)}));
    }
    model.setDueMarks(due);
    model.setHistory(sixEarlier());
    for (std::int64_t i = 0; i < points; ++i)
        for (const SourceId source : {1, 2}) model.append(sixValues(i, stepMs, source));
}

void scroll(std::int64_t points) {
    const double stepMs = kFourHoursMs / static_cast<double>(points);
    const std::string name = "chart.scroll." + std::to_string(points);
    RecordModel model;
    fillFourHours(model, points, stepMs);
    RecordChart chart;
    chart.resize(kSize);
    chart.setClockBase({1'763'718'510'000, 60});
    chart.setModel(&model);
    QImage image(kSize, QImage::Format_RGB32);
    const double secondMs = std::max(stepMs, 1000.0); // the axis moves by a second at least, as it does live
    Times own = measure(std::getenv("CHAIRSIDE_FRAMES") ? 20
                        : points > 500'000              ? 60
                                                        : 200,
                        [&](int i) {
                            for (const SourceId source : {1, 2})
                                model.append(sixValues(points + i, stepMs, source));
                            const MonoTime now = monoFromMs(std::llround(kFourHoursMs + i * secondMs));
                            chart.setNow(now);
                            chart.showSpan({now - Millis{std::llround(kFourHoursMs)}, now});
                            chart.render(&image);
                        });
    if (std::getenv("CHAIRSIDE_FRAMES")) return print(name.c_str(), own, "ms");
    const auto value = [&](int graph, std::int64_t i) {
        const Reading r = sixValues(i, stepMs, graph == 5 ? 2 : 1);
        const std::array channels{Channel::hr, Channel::pulseRate, Channel::spo2,
                                  Channel::rr, Channel::etco2,     Channel::hr};
        return *r[channels[static_cast<std::size_t>(graph)]];
    };
    for (const auto& make : {makeCustomPlotPeer, makeLineSeriesPeer}) {
        const auto peer = make(kSize);
        for (int graph = 0; graph < 6; ++graph)
            for (std::int64_t i = 0; i < points; ++i)
                peer->load(graph, static_cast<double>(i) * stepMs / 1000, value(graph, i));
        peer->loaded();
        const int frames = peer->isSlow()     ? (points > 500'000  ? 3
                                                 : points > 50'000 ? 5
                                                                   : 15)
                           : points > 500'000 ? 30
                                              : 100;
        Times theirs = measure(
            frames,
            [&](int i) {
                for (int graph = 0; graph < 6; ++graph)
                    peer->append(graph, static_cast<double>(points + i) * stepMs / 1000,
                                 value(graph, points + i));
                const double now = (kFourHoursMs + i * secondMs) / 1000;
                peer->paint(now - kFourHoursMs / 1000, now, image);
            },
            peer->isSlow() ? 1 : 5);
        print(name.c_str(), own, "ms", peer->name(), &theirs);
    }
}

/// From asking the file for a recorded hour to the painted chart, as the history page does it: rows read and
/// decoded, folded, drawn. The file is in the computer's cache, as after looking at the list.
void openSixtyMinutes() {
    const testing::TempDir folder;
    const std::string path = folder / "record.db";
    testing::MakeSettings how;
    how.length = Minutes{60};
    const auto made = testing::makeSession(how);
    {
        auto store = SegmentedStore::open(testing::plainFiles(path));
        if (!store || store.value()->commit(made.items).recorded.size() != made.items.size()) std::abort();
    }
    auto reader = HistoryReader::open(path);
    if (!reader) std::abort();
    QImage image(kSize, QImage::Format_RGB32);
    Times times = measure(50, [&](int) {
        const auto record = reader.value()->session(made.session);
        if (!record || record->readings.size() != made.readings.size()) std::abort();
        SessionView view{Protocol{}};
        for (const auto& event : record->events) view.apply(event);
        for (const auto& reading : record->readings) view.apply(reading);
        RecordChart chart;
        chart.resize(kSize);
        chart.setModel(&view.record());
        chart.setLive(false);
        chart.render(&image);
    });
    print("chart.open.60min", times, "ms");
}

void panAndZoom() {
    RecordModel model;
    fillFourHours(model, 28'800, 1000); // 8 h at 1 Hz
    RecordChart chart;
    chart.resize(kSize);
    chart.setModel(&model);
    QImage image(kSize, QImage::Format_RGB32);
    const MonoTime end = monoFromMs(28'800'000);
    Times times = measure(std::getenv("CHAIRSIDE_FRAMES") ? 20 : 600, [&](int i) {
        const double phase = i / 600.0;
        const Millis span{
            std::llround(60e3 * std::pow(480.0, 0.5 + 0.5 * std::sin(phase * 12)))}; // 1 min to 8 h
        const MonoTime from =
            MonoTime{} + Millis{std::llround((0.5 + 0.5 * std::sin(phase * 31)) * 0.8 *
                                             static_cast<double>((end - MonoTime{}).count()))};
        chart.showSpan({from, from + span});
        chart.render(&image);
    });
    print("chart.panzoom.8h", times, "ms");
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    applyTheme(app, darkTheme());
    const std::string only = argc > 1 ? argv[1] : "";
    const auto wanted = [&](const std::string& name) { return only.empty() || name.rfind(only, 0) == 0; };
    for (const std::int64_t points : {14'400, 100'000, 1'000'000})
        if (wanted("chart.scroll." + std::to_string(points))) scroll(points);
    if (wanted("chart.open.60min")) openSixtyMinutes();
    if (wanted("chart.panzoom.8h")) panAndZoom();
    return 0;
}
