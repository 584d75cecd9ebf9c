// SPDX-License-Identifier: GPL-3.0-or-later
// Background, phase bands, time grid, time axis, the now line and the watermark.
#include "ui/chart/chart_canvas.h"
#include "ui/style/words.h"

#include <QFontMetricsF>

namespace chairside {
namespace {

QString stageName(const ChartCanvas& c, Stage stage) {
    switch (stage) {
    case Stage::checkIn: return tr("Check-in");
    case Stage::baseline: return tr("Baseline");
    case Stage::treatment: return c.model.pump().startedAt() ? tr("Infusion") : tr("Treatment");
    case Stage::recovery: return tr("Recovery");
    case Stage::discharge: return tr("Discharge");
    case Stage::closed: return tr("Closed");
    }
    return {};
}

TimeSteps stepsOf(const ChartCanvas& c) {
    return timeSteps(c.grid, 26 * c.columnsPerPixel * c.options.textScale,
                     c.fonts.em() * 4.2 * c.columnsPerPixel);
}

/// Calls `draw` for each multiple of `step` from the anchor that is visible.
template <class Draw>
void eachStep(const ChartCanvas& c, Millis step, Draw draw) {
    const MonoTime anchor = c.model.anchor();
    const auto first = (c.grid.from() - anchor).count() / step.count() - 1;
    for (auto k = first;; ++k) {
        const MonoTime at = anchor + k * step;
        if (at > c.grid.to()) return;
        if (at >= c.grid.from()) draw(at, k);
    }
}

void paintPhases(const ChartCanvas& c) {
    const auto& plot = c.layout.plot;
    double freeFrom = plot.x;
    const bool live = c.options.live && c.sees(c.options.now);
    const double nowX = live ? c.x(c.options.now) - 4 : 1e9;
    const double nowEnd = nowX + c.fonts.width(Face::small, tr("now")) + 18;
    for (const auto& phase : c.model.phases()) {
        const MonoTime to = phase.to.value_or(c.options.live ? c.grid.to() : c.model.lastAt());
        if (!c.sees(phase.from, to) || to <= phase.from) continue;
        const double left = std::max(c.clippedX(phase.from), plot.x),
                     right = std::min(c.clippedX(to), plot.right());
        if (phase.stage != Stage::treatment && right > left)
            c.fill(left, plot.y, right - left, plot.height, c.palette.band);
        const QString name = stageName(c, phase.stage);
        const double width = c.fonts.width(Face::tiny, name);
        const double limit = std::min(right, plot.right() - c.options.controls);
        double x = left + 6;
        if (x < nowEnd && x + width > nowX) x = nowEnd; // the word at the now line stands in the same row
        if (x < freeFrom || x + width > limit) continue;
        drawText(c, x, plot.y + c.fonts.em(), Face::tiny, c.palette.quiet, name);
        freeFrom = x + 6 + width;
    }
}

} // namespace

void paintBackground(const ChartCanvas& c) {
    const auto& plot = c.layout.plot;
    paintPhases(c);
    for (const auto& gap : c.model.gaps()) {
        if (!c.sees(gap.span.from, gap.span.to)) continue;
        const double left = std::max(c.clippedX(gap.span.from), plot.x);
        const double right = std::min(c.clippedX(gap.span.to), plot.right());
        c.painter.fillRect(QRectF(left, plot.y, std::max(right - left, 1.0), plot.height),
                           QBrush(c.palette.gridHeavy, Qt::BDiagPattern));
    }
    paintHistory(c);
    const TimeSteps steps = stepsOf(c);
    const double top = c.layout.panels.empty() ? plot.y : c.layout.panels.front().titleTop;
    const auto perHeavy = steps.heavy / steps.step;
    eachStep(c, steps.step, [&](MonoTime at, auto k) {
        c.fill(c.snapped(c.x(at)), top, 1, plot.bottom() - top,
               k % perHeavy == 0 ? c.palette.gridHeavy : c.palette.gridFine);
    });
    for (const auto& lane : c.layout.lanes)
        c.fill(c.layout.gutter.x + 4, lane.box.y, plot.right() - c.layout.gutter.x - 4, 1,
               c.palette.separator);
}

void paintAxis(const ChartCanvas& c) {
    const TimeSteps steps = stepsOf(c);
    const double first = c.layout.axis.y + c.fonts.em() * 1.35, second = first + c.fonts.em() * 1.15;
    const bool minutes = steps.label >= Minutes{1};
    // The now label has its own place on the axis; labels under it make way.
    const double nowX = c.options.live ? c.x(c.options.now) : -1e9;
    const double nowHalf = c.fonts.width(Face::bold, c.elapsed(c.options.now)) / 2 + 6;
    eachStep(c, steps.label, [&](MonoTime at, auto) {
        const double x = c.x(at);
        const auto ms = (at - c.model.anchor()).count();
        QString text = minutes ? QString::number(std::llabs(ms) / 60'000) : c.elapsed(at);
        if (minutes && ms < 0) text.prepend(QChar(0x2212));
        if (ms == 0 && minutes) text = tr("0 min");
        const QString clock = c.clock(at);
        const double width = c.fonts.width(Face::small, text);
        const double clockWidth = c.fonts.width(Face::tiny, clock);
        const double half = std::max(width, clockWidth) / 2;
        if (std::abs(x - nowX) < nowHalf + half) return;
        if (x - half < c.layout.plot.x - 8) return; // it would run into the time window's name
        const double middle = std::min(x, c.layout.plot.right() + c.fonts.em() - half);
        drawText(c, middle - width / 2, first, Face::small, c.palette.quiet, text);
        drawText(c, middle - clockWidth / 2, second, Face::tiny, c.palette.faint, clock);
    });
}

namespace {

void paintNow(const ChartCanvas& c) {
    const auto& plot = c.layout.plot;
    if (!c.options.live || !c.sees(c.options.now)) return;
    const double x = c.x(c.options.now);
    c.fill(x, plot.y, 1.4, plot.height + 2, c.palette.text);
    const QString word = tr("now");
    const double width = c.fonts.width(Face::small, word);
    const double wordX = x + 6 + width <= plot.right() + c.fonts.em() ? x + 6 : x - 6 - width;
    if (wordX + width <= plot.right() - c.options.controls) { // otherwise buttons stand there
        c.fill(wordX - 3, plot.y, width + 6, c.fonts.em() * 1.3, c.palette.background);
        drawText(c, wordX, plot.y + c.fonts.em(), Face::small, c.palette.text, word);
    }
    const QString text = c.elapsed(c.options.now), clock = c.clock(c.options.now);
    const double first = c.layout.axis.y + c.fonts.em() * 1.35, second = first + c.fonts.em() * 1.15;
    const double textWidth = c.fonts.width(Face::bold, text);
    const double clockWidth = c.fonts.width(Face::tiny, clock);
    drawText(c, x - textWidth / 2, first, Face::bold, c.palette.text, text);
    drawText(c, x - clockWidth / 2, second, Face::tiny, c.palette.text, clock);
}

} // namespace

void paintWatermark(const ChartCanvas& c) {
    if (c.options.watermark.isEmpty() || !c.options.words) return;
    const auto& plot = c.layout.plot;
    QFont font = c.fonts.font(Face::bold);
    font.setPixelSize(qBound(18, static_cast<int>(plot.width / 14), 72));
    font.setLetterSpacing(QFont::PercentageSpacing, 118);
    const QFontMetricsF metrics(font);
    QColor ink = c.palette.text;
    ink.setAlphaF(0.08f);
    const double width = metrics.horizontalAdvance(c.options.watermark);
    const auto draw = [&](QPainter& painter) {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QPointF(-width / 2, 0), c.options.watermark);
    };
    // Twice, so that no crop of a screenshot loses it.
    c.clipTo(plot);
    for (const double part : {0.3, 0.78})
        c.mark({shape::watermark, ink.rgba(), 0, font.pixelSize(), c.options.watermark},
               plot.x + plot.width / 2, plot.y + plot.height * part, width / 2 + 8, draw);
    c.unclip();
}

void paintForeground(const ChartCanvas& c) {
    paintNow(c);
}

} // namespace chairside
