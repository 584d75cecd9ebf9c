// SPDX-License-Identifier: GPL-3.0-or-later
// What stands quietly behind the lines: the middle of the patient's earlier sessions and the band around the
// baseline pressure.
#include "core/base/number.h"
#include "core/chart/crosshair.h"
#include "ui/chart/chart_canvas.h"

#include <QCoreApplication>

namespace chairside {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("RecordChart", text);
}

void paintHistoryBand(const ChartCanvas& c, const HistoryBand& band, MonoTime start) {
    const auto* panel = hasPanel(band.channel) ? c.layout.panel(panelOf(band.channel)) : nullptr;
    if (!panel || band.points.size() < 2) return;
    QPolygonF shape;
    for (const auto& p : band.points)
        shape << QPointF(c.clippedX(start + p.sinceStart), panel->scale.y(static_cast<double>(p.high)));
    for (auto p = band.points.rbegin(); p != band.points.rend(); ++p)
        shape << QPointF(c.clippedX(start + p->sinceStart), panel->scale.y(static_cast<double>(p->low)));
    c.painter.save();
    c.painter.setClipRect(QRectF(panel->box.x, panel->box.y, panel->box.width, panel->box.height));
    c.painter.setRenderHint(QPainter::Antialiasing);
    c.painter.setPen(c.palette.paper ? QPen(c.palette.gridHeavy, 0.5) : QPen(Qt::NoPen));
    // Opaque and under the grid: a translucent area of this size would cost more than all lines together.
    c.painter.setBrush(c.palette.paper ? QBrush(c.palette.gridFine, Qt::Dense6Pattern)
                                       : QBrush(c.palette.historyFill(band.channel)));
    c.painter.drawPolygon(shape);
    c.painter.restore();
}

struct BaselineBand {
    const PanelBox& panel;
    double systolic, left, right, top, bottom;
};

/// From the start of treatment on: before it there is nothing to compare.
std::optional<BaselineBand> baselineBand(const ChartCanvas& c) {
    const auto* panel = c.layout.panel(PanelKind::pressure);
    const auto* point = panel ? baselinePressure(c.model) : nullptr;
    if (!point) return std::nullopt;
    const double systolic = static_cast<double>(*point->systolic);
    const double left = std::max(c.clippedX(*c.model.treatmentStart()), c.layout.plot.x);
    if (left >= c.layout.plot.right()) return std::nullopt;
    return BaselineBand{*panel,
                        systolic,
                        left,
                        c.layout.plot.right(),
                        c.snapped(panel->scale.y(systolic * (1 + kBaselineBandPercent / 100))),
                        c.snapped(panel->scale.y(systolic * (1 - kBaselineBandPercent / 100)))};
}

} // namespace

void paintHistory(const ChartCanvas& c) {
    if (const auto band = baselineBand(c); band && !c.palette.paper)
        c.fill(band->left, band->top, band->right - band->left, band->bottom - band->top, c.palette.baseline);
    if (const auto start = c.model.treatmentStart())
        for (const auto& band : c.model.history()) paintHistoryBand(c, band, *start);
}

void paintBaselineEdges(const ChartCanvas& c) {
    const auto band = baselineBand(c);
    if (!band) return;
    for (const double y : {band->top, band->bottom})
        for (double x = band->left; x < band->right; x += 9)
            c.fill(x, y, std::min(5.0, band->right - x), 1, c.palette.faint);
    const QString text = tr("baseline %1 ±%2 %")
                             .arg(QString::fromStdString(formatNumber(band->systolic, 0)))
                             .arg(kBaselineBandPercent);
    const double width = c.fonts.width(Face::tiny, text);
    if (band->right - band->left > width + 12 && band->panel.box.height > c.fonts.em() * 6)
        drawText(c, band->right - width - 4, band->bottom - 4, Face::tiny, c.palette.quiet, text);
}

void paintHistoryNames(const ChartCanvas& c) {
    const auto start = c.model.treatmentStart();
    if (!start) return;
    for (const auto& band : c.model.history()) {
        const auto* panel = hasPanel(band.channel) ? c.layout.panel(panelOf(band.channel)) : nullptr;
        if (!panel || band.points.size() < 2) continue;
        const QString text = tr("last %1 sessions, middle 80 %").arg(band.sessions);
        const double width = c.fonts.width(Face::tiny, text);
        const double right =
            std::min(c.clippedX(*start + band.points.back().sinceStart), c.layout.plot.right());
        const double y = panel->scale.y(static_cast<double>(band.points.back().low)) + c.fonts.em();
        if (right - width > c.layout.plot.x + c.layout.plot.width * 0.6 && y < panel->box.bottom())
            drawText(c, right - width - 6, y, Face::tiny, c.palette.faint, text);
        return; // said once: all bands are of the same sessions
    }
}

} // namespace chairside
