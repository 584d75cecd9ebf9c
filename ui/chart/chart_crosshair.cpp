// SPDX-License-Identifier: GPL-3.0-or-later
// The crosshair: one line over all panels and a box with what was known at that moment, with source and age.
#include "core/chart/crosshair.h"
#include "ui/chart/chart_canvas.h"
#include "ui/style/words.h"

namespace chairside {
namespace {

struct Row {
    QColor colour;
    QString label, value, about;
};

std::vector<Row> rowsAt(const ChartCanvas& c, MonoTime at) {
    std::vector<Row> rows;
    for (const auto& v : valuesAt(c.model, at)) {
        Row row{
            v.channel ? c.palette.channel(*v.channel) : c.palette.quiet, shown(v.label), shown(v.text), {}};
        if (!v.unit.empty() && v.freshness != Freshness::gone) row.value += QChar(' ') + shown(v.unit);
        if (v.age && *v.age > Seconds{2})
            row.about = tr("%1 before").arg(QString::fromStdString(formatDuration(*v.age)));
        if (!v.source.empty() && v.age)
            row.about =
                row.about.isEmpty() ? shown(v.source) : shown(v.source) + QStringLiteral(", ") + row.about;
        if (v.hollow)
            row.about =
                tr("not trusted") + (row.about.isEmpty() ? QString() : QStringLiteral(", ") + row.about);
        if (v.freshness == Freshness::ageing) row.colour = c.palette.quiet;
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

void paintSelection(const ChartCanvas& c) {
    if (!c.options.selection) return;
    const auto& plot = c.layout.plot;
    const double left = std::max(c.clippedX(c.options.selection->from), plot.x);
    const double right = std::min(c.clippedX(c.options.selection->to), plot.right());
    QColor fill = c.palette.focus;
    fill.setAlphaF(0.16f);
    c.painter.fillRect(QRectF(left, plot.y, right - left, plot.height), fill);
    c.painter.fillRect(QRectF(left, plot.y, 1, plot.height), c.palette.focus);
    c.painter.fillRect(QRectF(right, plot.y, 1, plot.height), c.palette.focus);
}

void paintCrosshair(const ChartCanvas& c) {
    if (!c.options.crosshair || !c.sees(*c.options.crosshair)) return;
    const MonoTime at = *c.options.crosshair;
    const auto& plot = c.layout.plot;
    const double x = c.x(at);
    c.painter.fillRect(QRectF(x, plot.y, 1, plot.height), c.palette.quiet);
    const auto rows = rowsAt(c, at);
    const QString head =
        c.elapsed(at) + (c.clock(at).isEmpty() ? QString() : QStringLiteral("  ·  ") + c.clock(at));
    double labels = 0, values = 0, abouts = 0;
    for (const auto& row : rows) {
        labels = std::max(labels, c.fonts.width(Face::small, row.label));
        values = std::max(values, c.fonts.width(Face::bold, row.value));
        abouts = std::max(abouts, c.fonts.width(Face::tiny, row.about));
    }
    const double line = c.fonts.em() * 1.35, pad = 10, whole = plot.right();
    // Source and age give way in a narrow window; labels and values never.
    abouts = std::clamp(whole - labels - values - 4 * pad - 2, 0.0, std::min(abouts, 190.0));
    const double width =
        std::max(labels + values + abouts + 4 * pad, c.fonts.width(Face::bold, head) + 2 * pad);
    const double height = line * (static_cast<double>(rows.size()) + 1) + 1.4 * pad;
    const double beside = x + 12 + width <= whole ? x + 12 : x - 12 - width;
    const double left = std::max(beside >= 2 ? beside : whole - width, 2.0);
    // In a low window, or above many scores, the box moves up rather than out of sight.
    const double top =
        std::min(plot.y + c.fonts.em() * 2, std::max(c.layout.axis.bottom() - height - 2, 2.0));
    c.painter.setRenderHint(QPainter::Antialiasing);
    c.painter.setPen(QPen(c.palette.gridHeavy, 1));
    c.painter.setBrush(c.palette.raised);
    c.painter.drawRoundedRect(QRectF(left, top, width, height), 8, 8);
    c.painter.setRenderHint(QPainter::Antialiasing, false);
    double y = top + pad * 0.6 + c.fonts.em();
    drawText(c, left + pad, y, Face::bold, c.palette.text, head);
    for (const auto& row : rows) {
        y += line;
        drawText(c, left + pad, y, Face::small, c.palette.quiet, row.label);
        drawText(c, left + 2 * pad + labels, y, Face::bold, row.colour, row.value);
        drawText(c, left + 3 * pad + labels + values, y, Face::tiny, c.palette.quiet,
                 elided(c, Face::tiny, row.about, abouts));
    }
}

} // namespace chairside
