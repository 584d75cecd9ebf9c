// SPDX-License-Identifier: GPL-3.0-or-later
// Panels: titles, fixed scales, the band of earlier sessions, limits as they were, pressures and typed
// values.
#include "core/base/number.h"
#include "core/chart/crosshair.h"
#include "ui/chart/chart_canvas.h"

#include <QCoreApplication>
#include <QPainterPath>

namespace chairside {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("RecordChart", text);
}

void paintScale(const ChartCanvas& c, const PanelBox& panel) {
    const auto scale = panelScale(panel.kind);
    const double unit = panel.box.height / (scale.high - scale.low);
    double labelStep = scale.labelStep;
    while (labelStep * unit < c.fonts.em * 1.15 && labelStep < scale.high - scale.low) labelStep *= 2;
    for (double v = scale.low; v <= scale.high + 1e-9; v += scale.step) {
        const double y = std::floor(panel.scale.y(v) * c.columnsPerPixel) / c.columnsPerPixel;
        const bool edge = v == scale.low || v + scale.step > scale.high + 1e-9;
        c.painter.fillRect(QRectF(panel.box.x, y, panel.box.width, 1),
                           edge ? c.palette.gridHeavy : c.palette.gridFine);
    }
    for (double v = scale.low; v <= scale.high + 1e-9; v += labelStep) {
        const QString text = QString::number(v);
        drawText(c.painter, panel.box.x - 8 - c.fonts.smallMetrics.horizontalAdvance(text),
                 panel.scale.y(v) + c.fonts.em * 0.36, c.fonts.small, c.palette.faint, text);
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
        offer(Channel::nibpSystolic, "NIBP ∨∧ mmHg");
        if (vitals.has(Channel::hr))
            offer(Channel::hr, "HR /min");
        else
            offer(Channel::pulseRate, "PR /min");
        break;
    case PanelKind::saturation: offer(Channel::spo2, "SpO₂ %"); break;
    case PanelKind::breathing:
        offer(Channel::etco2, "EtCO₂ mmHg");
        offer(Channel::rr, "RR /min");
        break;
    }
    return out;
}

void paintTitle(const ChartCanvas& c, const PanelBox& panel) {
    double x = panel.box.x + 6;
    const double baseline = panel.box.y - c.fonts.em * 0.42;
    for (const auto& part : titleParts(c, panel.kind)) {
        const QString text = tr(part.words);
        drawText(c.painter, x, baseline, c.fonts.smallBold, c.palette.channel(part.channel), text);
        x += c.fonts.boldMetrics.horizontalAdvance(text) + 14;
    }
    if (panel.folded) drawText(c.painter, x, baseline, c.fonts.tiny, c.palette.faint, tr("folded"));
    c.hits.push_back(
        {{0, panel.titleTop, x - 6, panel.box.y - panel.titleTop}, {}, {}, tr("Fold or unfold this panel")});
}

void paintHistory(const ChartCanvas& c) {
    const auto start = c.model.treatmentStart();
    if (!start) return;
    for (const auto& band : c.model.history()) {
        const auto* panel = hasPanel(band.channel) ? c.layout.panel(panelOf(band.channel)) : nullptr;
        if (!panel || band.points.size() < 2) continue;
        QPolygonF shape;
        for (const auto& p : band.points)
            shape << QPointF(c.clippedX(*start + p.sinceStart), panel->scale.y(static_cast<double>(p.high)));
        const double labelY = shape.back().y();
        for (auto p = band.points.rbegin(); p != band.points.rend(); ++p)
            shape << QPointF(c.clippedX(*start + p->sinceStart), panel->scale.y(static_cast<double>(p->low)));
        c.painter.save();
        c.painter.setClipRect(QRectF(panel->box.x, panel->box.y, panel->box.width, panel->box.height));
        c.painter.setRenderHint(QPainter::Antialiasing);
        QColor fill = c.palette.channel(band.channel);
        fill.setAlphaF(0.13f);
        c.painter.setPen(Qt::NoPen);
        c.painter.setBrush(c.palette.paper ? QBrush(c.palette.gridFine, Qt::Dense6Pattern) : QBrush(fill));
        c.painter.drawPolygon(shape);
        c.painter.restore();
        const QString text = tr("last %1 sessions, middle 80 %").arg(band.sessions);
        const double width = c.fonts.tinyMetrics.horizontalAdvance(text);
        const double right =
            std::min(c.clippedX(*start + band.points.back().sinceStart), c.layout.plot.right());
        if (right - width > c.layout.plot.x)
            drawText(c.painter, right - width - 6, labelY - 4, c.fonts.tiny, c.palette.faint, text);
    }
}

void dottedLine(const ChartCanvas& c, double from, double to, double y, const QColor& colour) {
    y = std::floor(y * c.columnsPerPixel) / c.columnsPerPixel;
    for (double x = from; x < to; x += 6)
        c.painter.fillRect(QRectF(x, y, std::min(3.0, to - x), 1.2), colour);
}

void paintLimits(const ChartCanvas& c) {
    for (const auto& track : c.model.limits()) {
        const auto* panel =
            hasPanel(track.limit.channel) ? c.layout.panel(panelOf(track.limit.channel)) : nullptr;
        if (!panel || !track.limit.drawn) continue;
        const QColor& colour = c.palette.channel(track.limit.channel);
        for (std::size_t i = 0; i < track.steps.size(); ++i) {
            const auto& step = track.steps[i];
            const bool last = i + 1 == track.steps.size();
            const MonoTime to = last ? c.grid.to() : track.steps[i + 1].from;
            if (!step.value || !panel->scale.shows(*step.value) || !c.sees(step.from, to)) continue;
            const double from = std::max(c.clippedX(step.from), c.layout.plot.x);
            const double until = std::min(c.clippedX(to), c.layout.plot.right());
            const double y = panel->scale.y(*step.value);
            dottedLine(c, from, until, y, colour);
            const QString text = QString::fromStdString(formatNumber(*step.value, 1));
            const double width = c.fonts.tinyMetrics.horizontalAdvance(text);
            if (until - from > width + 8)
                drawText(c.painter, until - width - 3, y - 4, c.fonts.tiny, colour, text);
        }
    }
}

// ---- pressures ----

void caret(QPainterPath& path, double x, double y, double half, bool down, bool closed) {
    const double rise = down ? -half : half;
    path.moveTo(x - half, y + rise);
    path.lineTo(x, y);
    path.lineTo(x + half, y + rise);
    if (closed) path.closeSubpath();
}

void beyondScale(const ChartCanvas& c, const PanelBox& panel, double x, double value, const QColor& colour) {
    const bool above = value > panel.scale.high;
    const QString text = edgeText(value, above);
    drawText(c.painter, x + 7, above ? panel.box.y + c.fonts.em : panel.box.bottom() - 3, c.fonts.tiny,
             colour, text);
}

QString spokenPressure(const ChartCanvas& c, const NibpPoint& p) {
    QString text = tr("NIBP %1 mmHg").arg(QString::fromStdString(nibpText(p)));
    if (p.isTyped()) text += QStringLiteral(", ") + tr("typed by %1").arg(shown(p.by));
    if (p.implausible) text += QStringLiteral(", ") + tr("implausible");
    if (p.artefact) text += QStringLiteral(", ") + tr("artefact");
    if (c.isStruck(p)) text += QStringLiteral(", ") + tr("no longer holds");
    return c.elapsed(p.at) + QStringLiteral(" · ") + text;
}

/// Device: open carets and a thin bar. Typed: filled carets. Implausible or artefact: closed hollow carets,
/// dotted bar. Corrected or withdrawn: a stroke through it. `crowded`: the bar only, neighbours are too near.
void paintPressure(const ChartCanvas& c, const PanelBox& panel, const NibpPoint& p, bool crowded) {
    const double x = c.x(p.at), half = c.fonts.em * 0.36;
    const bool struck = c.isStruck(p), hollow = p.isHollow();
    QColor colour = c.palette.channel(Channel::nibpSystolic);
    if (struck || hollow) colour = c.palette.faint;
    const auto yOf = [&](float v) { return panel.scale.y(static_cast<double>(v)); };
    QColor bar = colour;
    bar.setAlphaF(0.62f);
    QPainter& painter = c.painter;
    if (p.isPair()) {
        painter.setPen(QPen(bar, 1.1, hollow ? Qt::DotLine : Qt::SolidLine));
        painter.drawLine(QPointF(x, yOf(*p.systolic)), QPointF(x, yOf(*p.diastolic)));
    }
    if (p.mean && !crowded)
        painter.drawLine(QPointF(x - half * 0.6, yOf(*p.mean)), QPointF(x + half * 0.6, yOf(*p.mean)));
    QPainterPath carets;
    const bool closed = hollow || p.isTyped();
    if (p.systolic && !crowded) caret(carets, x, yOf(*p.systolic), half, true, closed);
    if (p.diastolic && !crowded) caret(carets, x, yOf(*p.diastolic), half, false, closed);
    painter.setPen(QPen(colour, 1.7, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(p.isTyped() && !hollow && !struck ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawPath(carets);
    painter.setBrush(Qt::NoBrush);
    const double top = p.systolic ? yOf(*p.systolic) : panel.box.y,
                 low = p.diastolic ? yOf(*p.diastolic) : top;
    if (struck)
        painter.drawLine(QPointF(x - half, (top + low) / 2 + half),
                         QPointF(x + half, (top + low) / 2 - half));
    for (const auto& v : {p.systolic, p.diastolic})
        if (v && !panel.scale.shows(static_cast<double>(*v)))
            beyondScale(c, panel, x, static_cast<double>(*v), colour);
    c.hits.push_back({{x - half - 3, std::min(top, low) - half, 2 * half + 6, std::abs(low - top) + 2 * half},
                      p.event.isNull() ? std::vector<Uuid>{} : std::vector{p.event},
                      p.at,
                      spokenPressure(c, p)});
}

void paintPressures(const ChartCanvas& c) {
    const auto* panel = c.layout.panel(PanelKind::pressure);
    if (!panel) return;
    const auto& points = c.model.vitals().nibp();
    c.painter.setRenderHint(QPainter::Antialiasing);
    const double apart = c.fonts.em * 0.72;
    double lastX = -1e9;
    const auto first = std::lower_bound(points.begin(), points.end(), c.grid.from() - Millis{1},
                                        [](const NibpPoint& p, MonoTime at) { return p.at < at; });
    for (auto p = first; p != points.end() && p->at <= c.grid.to(); ++p) {
        const double x = c.x(p->at);
        // Bars nearer than half a pixel would only repaint each other; all of them are in the table.
        if (x - lastX < 0.5 && p != first && !p->isTyped()) continue;
        paintPressure(c, *panel, *p, x - lastX < apart && p != first && !p->isTyped());
        if (x - lastX >= apart || p == first) lastX = x;
    }
    c.painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintTyped(const ChartCanvas& c) {
    c.painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& p : c.model.vitals().typed()) {
        const auto* panel = hasPanel(p.channel) ? c.layout.panel(panelOf(p.channel)) : nullptr;
        if (!panel || !c.sees(p.at)) continue;
        const double x = c.x(p.at), y = panel->scale.y(static_cast<double>(p.value)), r = 3.4;
        const bool struck = c.isStruck(p);
        const QColor colour = struck || p.isHollow() ? c.palette.faint : c.palette.channel(p.channel);
        c.painter.setPen(QPen(colour, 1.5));
        c.painter.setBrush(struck || p.isHollow() ? QBrush(c.palette.background) : QBrush(colour));
        c.painter.drawRect(QRectF(x - r, y - r, 2 * r, 2 * r));
        c.painter.setBrush(Qt::NoBrush);
        if (struck) c.painter.drawLine(QPointF(x - 6, y + 6), QPointF(x + 6, y - 6));
        if (!panel->scale.shows(static_cast<double>(p.value)))
            beyondScale(c, *panel, x, static_cast<double>(p.value), colour);
        const auto& about = info(p.channel);
        c.hits.push_back(
            {{x - 8, y - 8, 16, 16},
             {p.event},
             p.at,
             c.elapsed(p.at) + QStringLiteral(" · ") +
                 tr("%1 %2 %3, typed by %4")
                     .arg(shown(std::string(about.label)), QString::number(static_cast<double>(p.value)),
                          shown(std::string(about.unit)), shown(p.by))});
    }
    c.painter.setRenderHint(QPainter::Antialiasing, false);
}

/// Words for long gaps ("probe off 1:12"), below the scale's middle so that they never lie on a line.
void paintSilences(const ChartCanvas& c) {
    std::map<PanelKind, double> freeFrom;
    const auto write = [&](const ChannelTrack& t, const SilentSpan& silence) {
        const auto* panel = hasPanel(t.channel) ? c.layout.panel(panelOf(t.channel)) : nullptr;
        if (!panel || !c.sees(silence.span.from, silence.span.to)) return;
        const QString what = silence.sensorOff ? tr("probe off") : tr("no reading");
        const QString text =
            what + QChar(' ') + QString::fromStdString(formatDuration(silence.span.to - silence.span.from));
        const double width = c.fonts.tinyMetrics.horizontalAdvance(text);
        const double from = std::max(c.clippedX(silence.span.from), panel->box.x);
        const double to = std::min(c.clippedX(silence.span.to), panel->box.right());
        const double x =
            std::clamp((from + to - width) / 2, panel->box.x + 2, panel->box.right() - width - 2);
        if (to - from < 3 || x < freeFrom[panel->kind] || panel->box.height < c.fonts.em * 3) return;
        freeFrom[panel->kind] = x + width + 8;
        drawText(c.painter, x, panel->box.bottom() - c.fonts.em * 0.6, c.fonts.tiny, c.palette.quiet, text);
    };
    for (const auto& t : c.model.vitals().tracks())
        for (const auto& silence : t.silences)
            if (t.isSilent(silence.span)) write(t, silence);
}

void paintArtefacts(const ChartCanvas& c) {
    for (const auto& span : c.model.artefacts()) {
        if (!c.sees(span.span.from, span.span.to) || c.isStruck(span)) continue;
        const double left = std::max(c.clippedX(span.span.from), c.layout.plot.x);
        const double right = std::min(c.clippedX(span.span.to), c.layout.plot.right());
        for (const auto& panel : c.layout.panels) {
            const bool here = span.channels.empty() ||
                              std::any_of(span.channels.begin(), span.channels.end(), [&](Channel ch) {
                                  return hasPanel(ch) && panelOf(ch) == panel.kind;
                              });
            if (!here || panel.folded) continue;
            const QRectF bar(left, panel.box.y, std::max(right - left, 2.0), 4);
            c.painter.fillRect(bar, QBrush(c.palette.quiet, Qt::Dense4Pattern));
            c.hits.push_back({{bar.x(), bar.y() - 3, bar.width(), 12},
                              {span.event},
                              span.span.from,
                              tr("Marked as artefact: %1").arg(shown(span.reason))});
        }
    }
}

} // namespace

void paintPanelGrounds(const ChartCanvas& c) {
    for (const auto& panel : c.layout.panels) {
        paintTitle(c, panel);
        if (!panel.folded) paintScale(c, panel);
    }
    paintHistory(c);
    paintLimits(c);
}

void paintPanelMarks(const ChartCanvas& c) {
    paintArtefacts(c);
    paintPressures(c);
    paintTyped(c);
    paintSilences(c);
}

} // namespace chairside
