// SPDX-License-Identifier: GPL-3.0-or-later
// How a compared session looks, and what the crosshair says of all of them.
#include "core/base/number.h"
#include "core/chart/crosshair.h"
#include "ui/compare/compare_painter.h"
#include "ui/style/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace chairside {
namespace {

/// A measurement this old is no longer what was known (design; the longest usual interval of checks).
constexpr Millis kHolds{Minutes{15}};
constexpr Millis kTraceHolds{Seconds{10}};

QString number(double value) {
    return QString::fromStdString(formatNumber(value, 1));
}

std::optional<float> traceAt(const RecordModel& record, Channel channel, MonoTime at) {
    for (const auto& track : record.vitals().tracks()) {
        if (track.channel != channel || track.series.empty()) continue;
        const auto& series = track.series;
        auto i = series.firstFrom(static_cast<double>(toMs(at)) + 1);
        while (i > 0 && series.isHollow(i - 1)) --i;
        if (i > 0 && at - series.time(i - 1) <= kTraceHolds) return series.value(i - 1);
    }
    return std::nullopt;
}

} // namespace

CompareStyle compareStyle(int letter, const ChartPalette& palette) {
    const std::array<QColor, 6> colours{palette.channel(Channel::nibpSystolic), palette.channel(Channel::hr),
                                        palette.channel(Channel::spo2),         palette.channel(Channel::rr),
                                        palette.channel(Channel::etco2),        palette.infusion};
    return {colours[static_cast<std::size_t>(letter) % colours.size()], letter % 4, letter};
}

void paintCompareMark(QPainter& p, const CompareStyle& style, const QColor& background, double r) {
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(style.colour, 1.4));
    p.setBrush(style.shape >= 6 ? background : style.colour);
    const auto polygon = [&](std::initializer_list<QPointF> points) {
        p.drawPolygon(points.begin(), static_cast<int>(points.size()));
    };
    switch (style.shape % 6) {
    case 0: p.drawEllipse(QPointF(), r, r); break;
    case 1: p.drawRect(QRectF(-r, -r, 2 * r, 2 * r)); break;
    case 2: polygon({QPointF(0, -r * 1.2), QPointF(r * 1.1, r), QPointF(-r * 1.1, r)}); break;
    case 3:
        polygon({QPointF(0, -r * 1.3), QPointF(r * 1.3, 0), QPointF(0, r * 1.3), QPointF(-r * 1.3, 0)});
        break;
    case 4: polygon({QPointF(0, r * 1.2), QPointF(r * 1.1, -r), QPointF(-r * 1.1, -r)}); break;
    default:
        p.drawLine(QPointF(-r, -r), QPointF(r, r));
        p.drawLine(QPointF(-r, r), QPointF(r, -r));
        if (style.shape >= 6) p.drawLine(QPointF(0, -r * 1.2), QPointF(0, r * 1.2));
    }
}

QString comparedValueAt(const ComparedSession& session, ComparePainter::Panel panel, Millis at,
                        const CompareOptions& options) {
    const auto zero = session.zero(options.alignment);
    if (!zero) return {};
    const MonoTime moment = *zero + at;
    const auto& record = session.view->record();
    switch (panel) {
    case ComparePainter::Panel::pressure: {
        const auto* point = nibpAt(record, moment);
        if (!point || point->isHollow() || moment - point->at > kHolds) return {};
        return QString::fromStdString(nibpText(*point)).section(QLatin1Char(' '), 0, 0);
    }
    case ComparePainter::Panel::heart: {
        const auto hr = record.vitals().has(Channel::hr) ? Channel::hr : Channel::pulseRate;
        const auto value = traceAt(record, hr, moment);
        return value ? number(static_cast<double>(*value)) : QString();
    }
    case ComparePainter::Panel::saturation: {
        const auto value = traceAt(record, Channel::spo2, moment);
        return value ? number(static_cast<double>(*value)) : QString();
    }
    case ComparePainter::Panel::score: {
        const ScoreMark* last = nullptr;
        for (const auto& s : record.scores())
            if (s.instrument == options.scoreScale && s.total && record.isStanding(s) && s.at <= moment &&
                moment - s.at <= kHolds && (!last || s.at > last->at))
                last = &s;
        return last ? number(*last->total) : QString();
    }
    }
    return {};
}

void ComparePainter::paintOverlay(QPainter& painter, const ComparedSessions& sessions,
                                  const ChartPalette& palette, const CompareOptions& options) const {
    if (!options.crosshair) return;
    const double x = xOf(*options.crosshair);
    if (x < layout_.plot.x || x > layout_.plot.right()) return;
    std::vector<ChartHit> none;
    const ChartOptions chart{};
    const RecordModel axis{};
    const ChartCanvas c{painter, axis, layout_, grid_, palette, fonts_, chart, ratio_, none};
    painter.fillRect(QRectF(x, layout_.plot.y, 1, layout_.plot.height), palette.quiet);
    const QString head = QString::fromStdString(formatDuration(*options.crosshair));
    const double em = fonts_.em(), line = em * 1.4, pad = 10, column = em * 4.4;
    const double width = column * 4 + em * 2.4 + 2 * pad;
    const double height = line * (static_cast<double>(sessions.size()) + 1) + 1.4 * pad;
    const double left = x + 12 + width <= layout_.plot.right() ? x + 12 : std::max(x - 12 - width, 2.0);
    const double top = layout_.plot.y + em * 1.6;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.gridHeavy, 1));
    painter.setBrush(palette.raised);
    painter.drawRoundedRect(QRectF(left, top, width, height), 8, 8);
    double y = top + pad * 0.6 + em;
    drawText(c, left + pad, y, Face::bold, palette.text, head);
    const std::array<const char*, 4> heads{QT_TRANSLATE_NOOP("", "BP"), QT_TRANSLATE_NOOP("", "HR"),
                                           QT_TRANSLATE_NOOP("", "SpO₂"), QT_TRANSLATE_NOOP("", "Diss.")};
    const double first = left + pad + em * 2.4;
    for (std::size_t i = 0; i < heads.size(); ++i)
        drawText(c,
                 std::max(first + static_cast<double>(i) * column,
                          left + pad + fonts_.width(Face::bold, head) + 10),
                 y, Face::tiny, palette.quiet, tr(heads[i]));
    for (const auto& s : sessions) {
        y += line;
        const auto style = compareStyle(s->letter, palette);
        drawText(c, left + pad, y, Face::bold, style.colour, s->tag());
        for (std::size_t i = 0; i < kPanels.size(); ++i) {
            const auto value = comparedValueAt(*s, kPanels[i], *options.crosshair, options);
            drawText(c, first + static_cast<double>(i) * column, y, Face::small,
                     value.isEmpty() ? palette.faint : palette.text,
                     value.isEmpty() ? QStringLiteral("– –") : value);
        }
    }
}

} // namespace chairside
