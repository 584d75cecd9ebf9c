// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of paper and exports: the full PDF of a 100-minute session with a reading a second, and the same
// session in every format. One JSON object a line. usage: chairside_report_bench
#include "build_places.h"
#include "core/interop/exporter.h"
#include "support/told_session.h"
#include "tests/bench/measure.h"
#include "ui/report/session_report.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <string>

using namespace chairside;
using bench::print;

namespace {

constexpr int kRuns = 5;

template <class Work>
double median(Work work) {
    std::vector<double> all;
    for (int run = 0; run < kRuns; ++run) {
        QElapsedTimer timer;
        timer.start();
        work();
        all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return bench::percentile(std::move(all), 0.5);
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    auto told = testing::standardTold();
    SessionRecord record;
    record.events = told.events();
    for (const auto& event : record.events) evolve(record.summary, event);
    record.chainHead = std::string(64, 'a');
    SourceInfo source{1, "Monitor", Origin::device, {}};
    source.period[index(Channel::hr)] = source.period[index(Channel::spo2)] = Millis{1'000};
    record.sources = {source};
    auto view = told.view();
    for (int second = 0; second < 6'000; ++second) {
        Reading reading;
        reading.source = 1;
        reading.at = shifted(record.events.front().at, Millis{second * 1'000});
        reading[Channel::hr] = 70 + second % 20;
        reading[Channel::spo2] = 97;
        view.apply(reading);
        record.readings.push_back(reading);
    }
    QTemporaryDir folder;
    bool whole = true;
    print("report.pdf", median([&] {
              whole = whole && writeReport(record, view, {}, folder.filePath(QStringLiteral("r.pdf")));
          }),
          "ms");
    const auto catalogue = loadExportCatalogue(std::string(CHAIRSIDE_SOURCE_DIR) + "/resources");
    if (!catalogue) return 1;
    for (const auto& exporter : exporters())
        print("export." + std::string(exporter.id), median([&] {
                  whole =
                      whole && exportSession({record, catalogue.value(), {1'799'300'000'000, 60}, "bench"},
                                             {&exporter}, folder.path().toStdString());
              }),
              "ms");
    return whole ? 0 : 1;
}
