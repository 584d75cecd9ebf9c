// SPDX-License-Identifier: GPL-3.0-or-later
// What stands quietly behind the lines: the middle of the patient's earlier sessions and the band around the
// baseline pressure.
#include "core/base/number.h"
#include "core/chart/crosshair.h"
#include "ui/chart/chart_grounds.h"
#include "ui/style/words.h"

#include <QPainterPath>

#include <cmath>

namespace chairside {
namespace {

/// Slanted lines as vectors: on paper they tell this band from the grey of the baseline, and no printer turns
/// them into a dark area.
void hatch(const ChartCanvas& c, const QPolygonF& shape) {
    const QRectF box = shape.boundingRect();
    QPainterPath path;
    path.addPolygon(shape);
    c.painter.setClipPath(path, Qt::IntersectClip);
    c.painter.setPen(QPen(c.palette.gridHeavy, 0.5));
    for (double x = box.left() - box.height(); x < box.right(); x += 5)
        c.painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
}

/// The band column by column, straight to pixels: filling its outline with smooth edges would cost several
/// times more than everything else in a frame.
void rasterBand(const ChartCanvas& c, const PanelBox& panel, const HistoryBand& band, MonoTime start) {
    std::vector<ColumnRange> columns(static_cast<std::size_t>(c.grid.count));
    for (std::size_t i = 1; i < band.points.size(); ++i) {
        const auto &a = band.points[i - 1], &b = band.points[i];
        const double from = c.grid.x(start + a.sinceStart), to = c.grid.x(start + b.sinceStart);
        if (to <= 0 || from >= c.grid.count || to <= from) continue;
        const auto last = static_cast<std::size_t>(std::min<double>(std::ceil(to), c.grid.count));
        for (auto x = static_cast<std::size_t>(std::max(from, 0.0)); x < last; ++x) {
            const auto part =
                static_cast<float>(std::clamp((static_cast<double>(x) + 0.5 - from) / (to - from), 0.0, 1.0));
            columns[x].range = {a.low + part * (b.low - a.low), a.high + part * (b.high - a.high)};
        }
    }
    ValueScale device = panel.scale;
    device.top *= c.columnsPerPixel, device.bottom *= c.columnsPerPixel;
    rasterTrace(c.pixels->surface, columns, static_cast<int>(std::lround(panel.box.x * c.columnsPerPixel)),
                device, c.palette.historyFill(band.channel).rgb(), c.columnsPerPixel);
}

void paintHistoryBand(const ChartCanvas& c, const HistoryBand& band, MonoTime start) {
    const auto* panel = hasPanel(band.channel) ? c.layout.panel(panelOf(band.channel)) : nullptr;
    if (!panel || band.points.size() < 2) return;
    if (c.pixels) return rasterBand(c, *panel, band, start);
    QPolygonF shape;
    for (const auto& p : band.points)
        shape << QPointF(c.clippedX(start + p.sinceStart), panel->scale.y(static_cast<double>(p.high)));
    for (auto p = band.points.rbegin(); p != band.points.rend(); ++p)
        shape << QPointF(c.clippedX(start + p->sinceStart), panel->scale.y(static_cast<double>(p->low)));
    c.painter.save();
    c.painter.setClipRect(QRectF(panel->box.x, panel->box.y, panel->box.width, panel->box.height));
    c.painter.setRenderHint(QPainter::Antialiasing);
    c.painter.setPen(c.palette.paper ? QPen(c.palette.faint, 0.5) : QPen(Qt::NoPen));
    c.painter.setBrush(c.palette.paper ? QBrush(Qt::NoBrush) : QBrush(c.palette.historyFill(band.channel)));
    c.painter.drawPolygon(shape);
    if (c.palette.paper) hatch(c, shape);
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
    if (const auto band = baselineBand(c))
        c.fill(band->left, band->top, band->right - band->left, band->bottom - band->top, c.palette.baseline);
    if (const auto start = c.model.treatmentStart())
        for (const auto& band : c.model.history()) paintHistoryBand(c, band, *start);
}

Box wordsBox(const ChartCanvas& c, double x, double baseline, double width) {
    return {x, baseline - c.fonts.em() * 0.75, width, c.fonts.em() * 0.98};
}

bool isFree(const std::vector<Box>& taken, const Box& box) {
    return std::none_of(taken.begin(), taken.end(), [&](const Box& other) { return other.overlaps(box); });
}

namespace {

/// Writes at the first of the baselines where the words touch nothing and stay in the panel.
bool writeFree(const ChartCanvas& c, const PanelBox& panel, std::vector<Box>& taken, double x,
               std::initializer_list<double> baselines, const QColor& colour, const QString& text) {
    const double width = c.fonts.width(Face::tiny, text);
    for (const double baseline : baselines) {
        const Box box = wordsBox(c, x, baseline, width);
        if (box.y < panel.box.y || box.bottom() > panel.box.bottom() || box.x < panel.box.x ||
            !isFree(taken, box))
            continue;
        drawText(c, x, baseline, Face::tiny, colour, text);
        taken.push_back(box);
        return true;
    }
    return false;
}

void addPressures(const ChartCanvas& c, const PanelBox& panel, std::vector<Box>& taken) {
    for (const auto& p : c.model.vitals().nibp()) {
        if (!c.sees(p.at) || !p.isPair()) continue;
        const double top = panel.scale.y(static_cast<double>(*p.systolic)),
                     low = panel.scale.y(static_cast<double>(*p.diastolic)), half = c.fonts.em() * 0.5;
        taken.push_back({c.x(p.at) - half, top - half, 2 * half, low - top + 2 * half});
    }
}

void paintBaselineEdges(const ChartCanvas& c, TakenGround& ground) {
    const auto band = baselineBand(c);
    if (!band) return;
    auto& taken = ground[band->panel.kind];
    for (const double y : {band->top, band->bottom}) {
        for (double x = band->left; x < band->right; x += 9)
            c.fill(x, y, std::min(5.0, band->right - x), 1, c.palette.faint);
        taken.push_back({band->left, y - 1, band->right - band->left, 3});
    }
    const QString text = tr("baseline %1 ±%2 %")
                             .arg(QString::fromStdString(formatNumber(band->systolic, 0)))
                             .arg(kBaselineBandPercent);
    const double width = c.fonts.width(Face::tiny, text), em = c.fonts.em();
    if (band->panel.box.height <= em * 4) return;
    // At the right, where fewest marks are; further left when the names of limits or pressures stand there.
    const auto write = [&](std::vector<Box>& around) {
        for (double x = band->right - width - 4; x > band->left + 4; x -= 2 * em)
            if (writeFree(c, band->panel, around, x,
                          {band->bottom - 4, band->top + em, band->bottom + em, band->top - 4},
                          c.palette.quiet, text))
                return true;
        return false;
    };
    auto withMarks = taken;
    addPressures(c, band->panel, withMarks);
    if (write(withMarks))
        taken.push_back(withMarks.back());
    else
        write(taken);
}

/// Below or above the band near its end, or in it where it is wide enough; further left where lines cross.
void paintHistoryName(const ChartCanvas& c, TakenGround& ground) {
    const auto start = c.model.treatmentStart();
    const auto& bands = c.model.history();
    const auto drawn = [&](const HistoryBand& band) {
        return hasPanel(band.channel) && c.layout.panel(panelOf(band.channel)) && band.points.size() > 1;
    };
    const auto first = std::find_if(bands.begin(), bands.end(), drawn);
    if (!start || first == bands.end()) return; // said once: all bands are of the same sessions
    const auto& panel = *c.layout.panel(panelOf(first->channel));
    if (panel.box.height < c.fonts.em() * 5) return;
    const QString text = tr("last %1 sessions, middle 80 %").arg(first->sessions);
    const double width = c.fonts.width(Face::tiny, text), em = c.fonts.em();
    const auto xOf = [&](const HistoryBand::Point& p) { return c.clippedX(*start + p.sinceStart); };
    const auto write = [&](std::vector<Box>& taken) {
        for (double x = c.layout.plot.right() - width - 6; x > c.layout.plot.x + 6; x -= 2 * em) {
            auto under = std::lower_bound(first->points.begin(), first->points.end(), x + width / 2,
                                          [&](const auto& p, double middle) { return xOf(p) < middle; });
            // Beside the end of the band it is still plain what is meant, further away it is not.
            if (under == first->points.end() && x > xOf(first->points.back()) + em) continue;
            if (under == first->points.end()) --under;
            const double low = panel.scale.y(static_cast<double>(under->low)),
                         high = panel.scale.y(static_cast<double>(under->high));
            if (writeFree(c, panel, taken, x, {low + em, high - 5, (low + high) / 2 + em * 0.3},
                          c.palette.quiet, text))
                return true;
        }
        return false;
    };
    auto& taken = ground[panel.kind];
    auto withMarks = taken;
    addPressures(c, panel, withMarks);
    // Pressures everywhere: in a high panel rather over a mark than unsaid, in a low one it would hide them.
    if (!write(withMarks) && panel.box.height > em * 8) write(taken);
}

} // namespace

void paintGroundLines(const ChartCanvas& c) {
    TakenGround taken;
    paintLimits(c, taken);
    paintBaselineEdges(c, taken);
    paintHistoryName(c, taken);
}

} // namespace chairside
