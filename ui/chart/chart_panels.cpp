// SPDX-License-Identifier: GPL-3.0-or-later
// Panels: titles, fixed scales, pressures and typed values.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/chart/crosshair.h"
#include "ui/chart/chart_grounds.h"
#include "ui/style/words.h"

#include <QPainterPath>

namespace chairside {
namespace {

void paintScale(const ChartCanvas& c, const PanelBox& panel) {
    const auto scale = panelScale(panel.kind);
    const double unit = panel.box.height / (scale.high - scale.low);
    double labelStep = scale.labelStep;
    while (labelStep * unit < c.fonts.em() * 1.15 && labelStep < scale.high - scale.low) labelStep *= 2;
    for (double v = scale.low; v <= scale.high + 1e-9; v += scale.step) {
        const double y = c.snapped(panel.scale.y(v));
        const bool edge = v == scale.low || v + scale.step > scale.high + 1e-9;
        c.fill(panel.box.x, y, panel.box.width, 1, edge ? c.palette.gridHeavy : c.palette.gridFine);
    }
    for (double v = scale.low; v <= scale.high + 1e-9; v += labelStep) {
        const QString text = QString::number(v);
        drawText(c, panel.box.x - 8 - c.fonts.width(Face::small, text),
                 panel.scale.y(v) + c.fonts.em() * 0.36, Face::small, c.palette.faint, text);
    }
}

struct TitlePart {
    Channel channel;
    const char* words;
};

std::vector<TitlePart> titleParts(const ChartCanvas& c, PanelKind kind) {
    const auto& vitals = c.model.vitals();
    std::vector<TitlePart> out;
    const auto offer = [&](Channel channel, const char* words) {
        if (vitals.has(channel)) out.push_back({channel, words});
    };
    switch (kind) {
    case PanelKind::pressure:
        offer(Channel::nibpSystolic, QT_TRANSLATE_NOOP("Chart", "NIBP ∨∧ mmHg"));
        if (vitals.has(Channel::hr))
            offer(Channel::hr, QT_TRANSLATE_NOOP("Chart", "HR /min"));
        else
            offer(Channel::pulseRate, QT_TRANSLATE_NOOP("Chart", "PR /min"));
        break;
    case PanelKind::saturation: offer(Channel::spo2, QT_TRANSLATE_NOOP("Chart", "SpO₂ %")); break;
    case PanelKind::breathing:
        offer(Channel::etco2, QT_TRANSLATE_NOOP("Chart", "EtCO₂ mmHg"));
        offer(Channel::rr, QT_TRANSLATE_NOOP("Chart", "RR /min"));
        break;
    case PanelKind::scores: break; // chart_scores.cpp
    }
    return out;
}

/// The small arrow in the gutter that says a panel folds: down while open, right while folded.
void paintFold(const ChartCanvas& c, const PanelBox& panel) {
    const double r = c.fonts.em() * 0.28;
    c.mark({panel.folded ? shape::foldRight : shape::foldDown,
            c.palette.quiet.rgb(),
            0,
            static_cast<int>(r * 32),
            {}},
           10 + r, panel.box.y - c.fonts.em() * 0.8, r + 3, [&](QPainter& painter) {
               QPainterPath arrow;
               if (panel.folded)
                   arrow.moveTo(-r * 0.5, -r), arrow.lineTo(r * 0.5, 0), arrow.lineTo(-r * 0.5, r);
               else
                   arrow.moveTo(-r, -r * 0.5), arrow.lineTo(0, r * 0.5), arrow.lineTo(r, -r * 0.5);
               painter.setPen(QPen(c.palette.quiet, 1.6));
               painter.drawPath(arrow);
           });
}

void paintTitle(const ChartCanvas& c, const PanelBox& panel) {
    double x = panel.box.x + 6;
    const double baseline = panel.box.y - c.fonts.em() * 0.42;
    for (const auto& part : titleParts(c, panel.kind)) {
        const QString text = tr(part.words);
        drawText(c, x, baseline, Face::bold, c.palette.channel(part.channel), text);
        x += c.fonts.width(Face::bold, text) + 14;
    }
    if (panel.folded) drawText(c, x, baseline, Face::tiny, c.palette.faint, tr("folded"));
}

// ---- pressures ----

enum class CaretStyle { open, filled, hollow };

/// A filled caret is wider too: its inside alone is a few pixels, which nobody sees from the chair.
double caretHalf(const ChartCanvas& c, CaretStyle style) {
    return c.fonts.em() * (style == CaretStyle::filled ? 0.48 : 0.36);
}

void paintCaret(const ChartCanvas& c, double x, double y, bool down, CaretStyle style, const QColor& colour) {
    const double half = caretHalf(c, style);
    const auto draw = [&](QPainter& painter) {
        QPainterPath path;
        const double rise = down ? -half : half;
        path.moveTo(-half, rise);
        path.lineTo(0, 0);
        path.lineTo(half, rise);
        if (style != CaretStyle::open) path.closeSubpath();
        painter.setPen(QPen(colour, 1.7, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.setBrush(style == CaretStyle::filled ? QBrush(colour) : QBrush(Qt::NoBrush));
        painter.drawPath(path);
    };
    c.mark({down ? shape::caretDown : shape::caretUp,
            colour.rgb(),
            0,
            static_cast<int>(half * 64) * 4 + static_cast<int>(style),
            {}},
           x, y, half + 3, draw);
}

/// The stroke through an entry that no longer holds.
void paintStroke(const ChartCanvas& c, double x, double y, double half, const QColor& colour) {
    c.mark({shape::stroke, colour.rgb(), 0, static_cast<int>(half * 16), {}}, x, y, half + 2,
           [&](QPainter& painter) {
               painter.setPen(QPen(colour, 1.7));
               painter.drawLine(QPointF(-half, half), QPointF(half, -half));
           });
}

void beyondScale(const ChartCanvas& c, const PanelBox& panel, double x, double value, const QColor& colour) {
    const bool above = value > panel.scale.high;
    const QString text = edgeText(value, above);
    drawText(c, x + 7, above ? panel.box.y + c.fonts.em() : panel.box.bottom() - 3, Face::tiny, colour, text);
}

/// Device: open carets and a thin bar. Typed: filled carets. Implausible or artefact: closed hollow carets,
/// dotted bar. Corrected or withdrawn: a stroke through it. `crowded`: the bar only, neighbours are too near.
void paintPressure(const ChartCanvas& c, const PanelBox& panel, std::size_t i, bool crowded) {
    const NibpPoint& p = c.model.vitals().nibp()[i];
    const double x = c.x(p.at), half = c.fonts.em() * 0.36, left = c.snapped(x);
    const bool struck = c.isStruck(p), hollow = p.isHollow();
    const QColor& colour = struck || hollow ? c.palette.faint : c.palette.channel(Channel::nibpSystolic);
    const QColor bar = c.palette.softened(colour);
    const auto yOf = [&](float v) { return panel.scale.y(static_cast<double>(v)); };
    const double top = p.systolic ? yOf(*p.systolic) : panel.box.y,
                 low = p.diastolic ? yOf(*p.diastolic) : top;
    if (p.isPair() && !hollow) c.fill(left, top, 1, low - top, bar);
    for (double y = top; p.isPair() && hollow && y < low; y += 4)
        c.fill(left, y, 1, std::min(2.0, low - y), bar);
    if (p.mean && !crowded) c.fill(left - half * 0.6, c.snapped(yOf(*p.mean)), half * 1.2 + 1, 1, bar);
    const CaretStyle style = hollow        ? CaretStyle::hollow
                             : p.isTyped() ? CaretStyle::filled
                                           : CaretStyle::open;
    const double tip = left + 0.5 / c.columnsPerPixel;
    if (p.systolic && !crowded) paintCaret(c, tip, top, true, style, colour);
    if (p.diastolic && !crowded) paintCaret(c, tip, low, false, style, colour);
    if (struck) paintStroke(c, x, (top + low) / 2, half * 1.4, c.palette.text);
    for (const auto& v : {p.systolic, p.diastolic})
        if (v && !panel.scale.shows(static_cast<double>(*v)))
            beyondScale(c, panel, x, static_cast<double>(*v), colour);
    ChartHit hit{{x - half - 3, std::min(top, low) - half, 2 * half + 6, std::abs(low - top) + 2 * half},
                 HitKind::pressure,
                 {i},
                 {}};
    if (!p.event.isNull()) hit.events.push_back(p.event);
    c.hits.push_back(std::move(hit));
}

void paintPressures(const ChartCanvas& c) {
    const auto* panel = c.layout.panel(PanelKind::pressure);
    if (!panel) return;
    const auto& points = c.model.vitals().nibp();
    const double apart = c.fonts.em() * 0.72;
    double lastX = -1e9;
    const auto first = std::lower_bound(points.begin(), points.end(), c.grid.from() - Millis{1},
                                        [](const NibpPoint& p, MonoTime at) { return p.at < at; });
    for (auto p = first; p != points.end() && p->at <= c.grid.to(); ++p) {
        const double x = c.x(p->at);
        const bool near = p != first && !p->isTyped();
        // Bars nearer than half a pixel would only repaint each other; all of them are in the table.
        if (near && x - lastX < 0.5) continue;
        paintPressure(c, *panel, static_cast<std::size_t>(p - points.begin()), near && x - lastX < apart);
        if (x - lastX >= apart || p == first) lastX = x;
    }
}

void paintTyped(const ChartCanvas& c) {
    const auto& points = c.model.vitals().typed();
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& p = points[i];
        const auto* panel = hasPanel(p.channel) ? c.layout.panel(panelOf(p.channel)) : nullptr;
        if (!panel || !c.sees(p.at)) continue;
        const double x = c.x(p.at), y = panel->scale.y(static_cast<double>(p.value)), r = 3.5;
        const bool struck = c.isStruck(p), hollow = struck || p.isHollow();
        const QColor& colour = hollow ? c.palette.faint : c.palette.channel(p.channel);
        c.fill(x - r, y - r, 2 * r, 2 * r, colour);
        if (hollow) c.fill(x - r + 1.5, y - r + 1.5, 2 * r - 3, 2 * r - 3, c.palette.background);
        if (struck) paintStroke(c, x, y, 6, c.palette.text);
        if (!panel->scale.shows(static_cast<double>(p.value)))
            beyondScale(c, *panel, x, static_cast<double>(p.value), colour);
        c.hits.push_back({{x - 8, y - 8, 16, 16}, HitKind::typed, {i}, {p.event}});
    }
}

} // namespace

QString panelName(PanelKind kind) {
    switch (kind) {
    case PanelKind::pressure: return tr("Blood pressure and heart rate");
    case PanelKind::saturation: return tr("Oxygen saturation");
    case PanelKind::breathing: return tr("Breathing");
    case PanelKind::scores: return tr("Scores");
    }
    return {};
}

void paintPanelScale(const ChartCanvas& c, const PanelBox& panel) {
    paintScale(c, panel);
}

void paintPanelGrounds(const ChartCanvas& c) {
    for (const auto& panel : c.layout.panels) {
        const bool scores = panel.kind == PanelKind::scores;
        if (!c.palette.paper) paintFold(c, panel);
        scores ? paintScoreTitle(c, panel) : paintTitle(c, panel);
        if (!panel.folded) scores ? paintScoreScale(c, panel) : paintScale(c, panel);
    }
    paintGroundLines(c);
}

void paintPanelMarks(const ChartCanvas& c) {
    paintArtefacts(c);
    paintPressures(c);
    paintTyped(c);
    paintScorePanel(c);
    paintSilences(c);
}

} // namespace chairside
