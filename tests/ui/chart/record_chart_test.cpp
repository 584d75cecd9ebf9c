// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_chart.h"
#include "ui/style/theme.h"

#include <QElapsedTimer>
#include <QImage>

using namespace chairside;

TEST_CASE("a running session is drawn in both themes", "[chart]") {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events);
    RecordChart chart;
    chart.setModel(&model);
    chart.setClockBase({1'763'718'510'000, 60});
    chart.setNow(scene::at(23.68));
    const QString folder = qEnvironmentVariable("CHAIRSIDE_SHOW");
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        chart.setChartPalette(chartPalette(theme));
        for (const QSize size : {QSize(1192, 880), QSize(792, 596), QSize(400, 300)}) {
            chart.resize(size);
            const QImage frame = chart.frame();
            CHECK(frame.size() == size);
            if (!folder.isEmpty())
                chart.grab().save(
                    QStringLiteral("%1/chart-%2-%3.png").arg(folder, theme.name).arg(size.width()));
        }
    }
}
