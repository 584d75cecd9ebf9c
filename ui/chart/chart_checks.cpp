// SPDX-License-Identifier: GPL-3.0-or-later
// The due rail: each scheduled check by its state, and how long it is to the next. Shape says what colour
// says.
#include "core/base/number.h"
#include "ui/chart/chart_lanes.h"

#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {

/// Filled = done, ring with a dash = done late, ring = to come, ring with a dot = due now, filled with an
/// exclamation mark = overdue, cross = missed; a square is mandatory. No two differ by colour alone.
void paintDueShape(QPainter& painter, const ChartPalette& palette, const DueMark& mark, double r) {
    const auto body = [&](const QPen& pen, const QBrush& brush) {
        painter.setPen(pen);
        painter.setBrush(brush);
        if (mark.mandatory)
            painter.drawRoundedRect(QRectF(-r, -r, 2 * r, 2 * r), 2, 2);
        else
            painter.drawEllipse(QPointF(0, 0), r, r);
    };
    switch (mark.state) {
    case DueState::done: return body(Qt::NoPen, palette.good);
    case DueState::late:
        body(QPen(palette.good, 1.6), Qt::NoBrush);
        return painter.drawLine(QPointF(-r * 0.5, 0), QPointF(r * 0.5, 0));
    case DueState::due:
        body(QPen(palette.text, 1.8), Qt::NoBrush);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.text);
        return painter.drawEllipse(QPointF(0, 0), r * 0.36, r * 0.36);
    case DueState::overdue:
        body(Qt::NoPen, palette.alarmEdge[static_cast<std::size_t>(AlarmPriority::medium)]);
        painter.fillRect(QRectF(-r * 0.18, -r * 0.66, r * 0.36, r * 0.76), palette.background);
        return painter.fillRect(QRectF(-r * 0.18, r * 0.3, r * 0.36, r * 0.36), palette.background);
    case DueState::missed:
        painter.setPen(QPen(palette.quiet, 1.8));
        painter.drawLine(QPointF(-r, -r), QPointF(r, r));
        return painter.drawLine(QPointF(-r, r), QPointF(r, -r));
    case DueState::upcoming: return body(QPen(palette.quiet, mark.mandatory ? 1.7 : 1.3), Qt::NoBrush);
    }
}

/// "3:13" beside the next check: right of its mark, or left of it where another mark stands there.
void paintTimeToDue(const ChartCanvas& c, const LaneBox& lane, const DueMark& next) {
    if (lane.box.height < c.fonts.em() * 1.6) return;
    const QString text = QString::fromStdString(formatDuration(next.due - c.options.now));
    const double x = c.x(next.due), apart = c.fonts.em() * 0.6, width = c.fonts.width(Face::tiny, text);
    const auto isFree = [&](double from) {
        const auto& marks = c.model.dueMarks();
        return std::none_of(marks.begin(), marks.end(), [&](const DueMark& mark) {
            const double at = c.x(mark.due);
            return &mark != &next && at + apart > from && at - apart < from + width;
        });
    };
    double from = x + apart;
    if (!isFree(from)) from = x - apart - width;
    if (!isFree(from) || from < c.x(c.options.now) + 3) return; // the due card says it as well
    drawText(c, from, laneBaseline(c, lane), Face::tiny, c.palette.quiet, text);
}

} // namespace

void paintChecks(const ChartCanvas& c, const LaneBox& lane) {
    const auto& marks = c.model.dueMarks();
    const DueMark* next = nullptr;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const auto& mark = marks[i];
        const bool open = mark.state == DueState::upcoming || mark.state == DueState::due;
        if (open && mark.due >= c.options.now && (!next || mark.due < next->due)) next = &mark;
        if (!c.sees(mark.due)) continue;
        const double x = c.x(mark.due), r = c.fonts.em() * (mark.mandatory ? 0.4 : 0.36);
        const int look = static_cast<int>(mark.state) * 2 + mark.mandatory;
        c.mark({shape::due,
                c.palette.good.rgb(),
                c.palette.background.rgb(),
                static_cast<int>(r * 16) * 16 + look,
                {}},
               x, laneMiddle(lane), r + 3,
               [&](QPainter& painter) { paintDueShape(painter, c.palette, mark, r); });
        c.hits.push_back({{x - 8, lane.box.y, 16, lane.box.height}, HitKind::due, {i}, {}});
    }
    if (next && c.options.live && c.sees(next->due)) paintTimeToDue(c, lane, *next);
}

} // namespace chairside
