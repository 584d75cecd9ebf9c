// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes: infusion, medication, side effects, scores, the due rail, events, alarms. Shape says what colour
// says.
#include "core/base/number.h"
#include "core/chart/crosshair.h"
#include "core/chart/label_layout.h"
#include "ui/chart/chart_canvas.h"

#include <QCoreApplication>
#include <QPainterPath>

namespace chairside {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("RecordChart", text);
}

QString laneName(LaneKind kind) {
    switch (kind) {
    case LaneKind::infusion: return tr("Infusion");
    case LaneKind::medication: return tr("Medication");
    case LaneKind::effects: return tr("Effects");
    case LaneKind::scores: return tr("Scores");
    case LaneKind::checks: return tr("Checks");
    case LaneKind::events: return tr("Events");
    case LaneKind::alarms: return tr("Alarms");
    }
    return {};
}

double textBase(const ChartCanvas& c, const LaneBox& lane) {
    return lane.box.y + lane.box.height / 2 + c.fonts.em * 0.36;
}

double middle(const LaneBox& lane) {
    return lane.box.y + lane.box.height / 2;
}

QString milligrams(double mg) {
    return QString::fromStdString(formatNumber(mg, 1)) + QStringLiteral(" mg");
}

void strike(const ChartCanvas& c, double from, double to, double y) {
    c.painter.fillRect(QRectF(from, y, to - from, 1.4), c.palette.text);
}

QString struckWords(const ChartCanvas& c, const Entry& entry) {
    switch (c.model.stateOf(entry.event)) {
    case EntryState::standing: return {};
    case EntryState::corrected: return QStringLiteral(" · ") + tr("corrected");
    case EntryState::withdrawn: return QStringLiteral(" · ") + tr("withdrawn");
    }
    return {};
}

// ---- infusion ----

void paintPlan(const ChartCanvas& c, const QRectF& bar) {
    const auto& pump = c.model.pump();
    if (!pump.startedAt() || !pump.order()) return;
    const Millis planned{std::llround(pump.order()->durationMin * 60'000)};
    MonoTime end = *pump.startedAt() + planned;
    if (const auto actual = pump.plannedEnd()) end = std::max(end, *actual);
    if (pump.stoppedAt()) end = std::max(*pump.startedAt() + planned, *pump.stoppedAt());
    if (!c.sees(*pump.startedAt(), end)) return;
    QPen pen(c.palette.infusion, 1.1);
    pen.setDashPattern({2.5, 2.5});
    c.painter.setPen(pen);
    c.painter.setBrush(Qt::NoBrush);
    const double left = c.clippedX(*pump.startedAt()), right = c.clippedX(end);
    c.painter.drawRoundedRect(QRectF(left, bar.y(), right - left, bar.height()), 3, 3);
}

void paintInfusion(const ChartCanvas& c, const LaneBox& lane) {
    const auto& pump = c.model.pump();
    const QRectF bar(0, lane.box.y + lane.box.height * 0.2, 0, lane.box.height * 0.6);
    c.painter.setRenderHint(QPainter::Antialiasing);
    paintPlan(c, bar);
    const MonoTime present = c.options.live ? c.options.now : c.model.lastAt();
    const MonoTime empty = pump.plannedEnd().value_or(present);
    double freeFrom = -1e9;
    double lastRight = 0;
    for (const auto& segment : pump.segments()) {
        const MonoTime to = std::min(segment.to.value_or(present), std::max(empty, segment.from));
        if (to <= segment.from || segment.rateMlPerH <= 0 || !c.sees(segment.from, to)) continue;
        const double left = c.clippedX(segment.from), right = c.clippedX(to);
        c.painter.setPen(Qt::NoPen);
        c.painter.setBrush(c.palette.infusion);
        c.painter.drawRoundedRect(QRectF(left, bar.y(), std::max(right - left, 1.5), bar.height()), 3, 3);
        const QString rate =
            QString::fromStdString(formatNumber(segment.rateMlPerH, 1)) + QStringLiteral(" mL/h");
        const QString mg = milligrams(pump.deliveredMg(segment.from));
        const QString words = segment.from == pump.startedAt() ? rate : rate + QStringLiteral(" · ") + mg;
        const double width = c.fonts.boldMetrics.horizontalAdvance(words),
                     x = std::max(left, c.layout.plot.x) + 7;
        if (x >= freeFrom && x + width + 5 <= right) {
            drawText(c.painter, x, textBase(c, lane), c.fonts.smallBold, c.palette.onInfusion, words);
            freeFrom = x + width + 10;
        }
        lastRight = right;
    }
    if (lastRight > 0) {
        const QString total = milligrams(pump.deliveredMg(present));
        const double width = c.fonts.boldMetrics.horizontalAdvance(total),
                     right = std::min(lastRight, c.layout.plot.right());
        if (right - width - 7 >= freeFrom && right - width - 7 >= c.layout.plot.x)
            drawText(c.painter, right - width - 7, textBase(c, lane), c.fonts.smallBold, c.palette.onInfusion,
                     total);
        else if (right + width + 6 < c.layout.plot.right())
            drawText(c.painter, right + 6, textBase(c, lane), c.fonts.smallBold, c.palette.infusion, total);
    }
    for (const auto& action : c.model.pumpActions()) {
        if (!c.sees(action.at)) continue;
        const double x = c.x(action.at);
        if (c.isStruck(action)) strike(c, x - 5, x + 5, middle(lane));
        c.hits.push_back(
            {{x - 6, lane.box.y, 12, lane.box.height},
             {action.event},
             action.at,
             c.elapsed(action.at) + QStringLiteral(" · ") + shown(action.label) + struckWords(c, action)});
    }
    c.painter.setRenderHint(QPainter::Antialiasing, false);
}

// ---- marks with words ----

/// Words and identity of marks on one lane; `draw(placed, first item)` paints the mark itself.
template <class Item, class Words, class Draw>
void paintMarks(const ChartCanvas& c, const LaneBox& lane, const std::vector<Item>& items, double markWidth,
                const QFontMetricsF& metrics, Words words, Draw draw) {
    std::vector<LabelRequest> requests;
    std::vector<const Item*> seen;
    const double margin = 400; // a label of a mark just outside must not pop up at the edge
    for (const auto& item : items) {
        const double x = c.x(item.at);
        if (x < c.layout.plot.x - markWidth || x > c.layout.plot.right() + margin) continue;
        seen.push_back(&item);
        requests.push_back({x, std::min(metrics.horizontalAdvance(words(item)), 260.0)});
    }
    const QString most = tr("%1 entries").arg(999);
    const auto placed = placeLabels(requests, c.layout.plot.x, c.layout.plot.right(), markWidth, 4,
                                    metrics.horizontalAdvance(most));
    for (const auto& label : placed) {
        const Item& first = *seen[label.items.front()];
        draw(label, first);
        ChartHit hit{
            {label.x - markWidth / 2 - 2, lane.box.y, markWidth + 4, lane.box.height}, {}, first.at, {}};
        if (label.shown) hit.box.width = std::max(hit.box.width, label.labelX + label.labelWidth - hit.box.x);
        for (const auto i : label.items) {
            hit.events.push_back(seen[i]->event);
            if (hit.events.size() > 12) continue; // a tooltip is not a table
            if (!hit.text.isEmpty()) hit.text += QChar('\n');
            hit.text +=
                c.elapsed(seen[i]->at) + QStringLiteral(" · ") + words(*seen[i]) + struckWords(c, *seen[i]);
        }
        c.hits.push_back(std::move(hit));
    }
}

void paintLabel(const ChartCanvas& c, const LaneBox& lane, const PlacedLabel& label, const QString& words,
                bool struck, const QColor& colour) {
    if (!label.shown) return;
    const QString text = label.items.size() > 1 ? tr("%1 entries").arg(label.items.size())
                                                : elided(c.fonts.smallMetrics, words, label.labelWidth);
    drawText(c.painter, label.labelX, textBase(c, lane), c.fonts.small, colour, text);
    if (struck && label.items.size() == 1)
        strike(c, label.labelX, label.labelX + c.fonts.smallMetrics.horizontalAdvance(text), middle(lane));
}

void paintMedications(const ChartCanvas& c, const LaneBox& lane) {
    const auto words = [](const MedicationMark& m) { return shown(m.label); };
    const double height = std::min(lane.box.height * 0.62, c.fonts.em * 1.5), top = middle(lane) - height / 2;
    paintMarks(c, lane, c.model.medications(), 8, c.fonts.boldMetrics, words,
               [&](const PlacedLabel& label, const MedicationMark& first) {
                   const bool single = label.items.size() == 1, struck = single && c.isStruck(first);
                   const QColor fill = drugFill(first.drugClass);
                   const bool rightwards = !label.shown || label.labelX > label.x;
                   const double width = label.shown ? label.labelWidth + 14 : 5;
                   const double left = rightwards ? label.x : label.x - width;
                   c.painter.setRenderHint(QPainter::Antialiasing);
                   c.painter.setPen(struck ? QPen(fill, 1.2)
                                           : QPen(c.palette.paper ? QPen(drugInk()) : QPen(Qt::NoPen)));
                   c.painter.setBrush(struck ? QBrush(Qt::NoBrush) : QBrush(fill));
                   c.painter.drawRoundedRect(QRectF(left, top, width, height), 3, 3);
                   c.painter.setRenderHint(QPainter::Antialiasing, false);
                   c.painter.fillRect(QRectF(label.x - 0.7, top - 3, 1.6, height + 6), fill);
                   if (!label.shown) return;
                   const QString text = single ? elided(c.fonts.boldMetrics, words(first), label.labelWidth)
                                               : tr("%1 entries").arg(label.items.size());
                   drawText(c.painter, left + 7, textBase(c, lane), c.fonts.smallBold,
                            struck ? c.palette.quiet : drugInk(), text);
                   if (struck) strike(c, left + 4, left + width - 4, middle(lane));
               });
}

void paintEvents(const ChartCanvas& c, const LaneBox& lane) {
    const auto words = [](const EventMark& m) { return shown(m.label); };
    paintMarks(c, lane, c.model.events(), 10, c.fonts.smallMetrics, words,
               [&](const PlacedLabel& label, const EventMark& first) {
                   const double r = 4.6, x = label.x, y = middle(lane);
                   const bool struck = label.items.size() == 1 && c.isStruck(first);
                   QPainterPath diamond(QPointF(x, y - r - 1));
                   diamond.lineTo(x + r * 0.8, y), diamond.lineTo(x, y + r + 1),
                       diamond.lineTo(x - r * 0.8, y);
                   diamond.closeSubpath();
                   const bool open = struck || first.tone == EventTone::technical;
                   c.painter.setRenderHint(QPainter::Antialiasing);
                   c.painter.setPen(QPen(c.palette.quiet, 1.2));
                   c.painter.setBrush(open ? QBrush(c.palette.background) : QBrush(c.palette.quiet));
                   c.painter.drawPath(diamond);
                   c.painter.setRenderHint(QPainter::Antialiasing, false);
                   paintLabel(c, lane, label, words(first), struck, c.palette.quiet);
               });
}

/// Sedation and other small scores as letter and number ("S5"), dissociation and the rest as a number in a
/// disc.
QString scoreBadge(const ScoreMark& score) {
    const QString total = QString::fromStdString(scoreText(score));
    const auto starts = [&](const char* word) { return score.instrument.rfind(word, 0) == 0; };
    if (starts("moaas")) return QStringLiteral("S") + total;
    if (starts("rass")) return QStringLiteral("R") + total;
    if (starts("pain")) return QStringLiteral("P") + total;
    if (starts("nausea")) return QStringLiteral("N") + total;
    return total;
}

void paintScores(const ChartCanvas& c, const LaneBox& lane) {
    const auto name = [](const ScoreMark& s) {
        return shown(s.instrument) + QChar(' ') + QString::fromStdString(scoreText(s));
    };
    const double r = std::min(c.fonts.em * 0.84, lane.box.height * 0.44);
    double freeFrom = -1e9;
    std::vector<ScoreMark> inOrder(c.model.scores());
    std::stable_sort(inOrder.begin(), inOrder.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    for (const auto& score : inOrder) {
        if (!c.sees(score.at)) continue;
        const QString badge = scoreBadge(score);
        const bool disc = !badge.isEmpty() && !badge.front().isLetter(), struck = c.isStruck(score);
        const double width = c.fonts.smallMetrics.horizontalAdvance(badge);
        const double half = disc ? std::max(r, width / 2 + 4) : width / 2, y = middle(lane);
        // Scores taken together stand side by side: the first at its time, the next right of it.
        const double x =
            std::max(c.x(score.at), std::min(freeFrom + half + 3, c.x(score.at) + 6 * c.fonts.em));
        if (x - half < freeFrom - 1) continue; // no room; the crosshair and the table have it
        freeFrom = x + half;
        if (disc) {
            c.painter.setRenderHint(QPainter::Antialiasing);
            c.painter.setPen(c.palette.paper || struck ? QPen(c.palette.quiet, 1) : QPen(Qt::NoPen));
            c.painter.setBrush(struck ? QBrush(Qt::NoBrush) : QBrush(c.palette.scoreFill));
            c.painter.drawRoundedRect(QRectF(x - half, y - r, 2 * half, 2 * r), r, r);
            c.painter.setRenderHint(QPainter::Antialiasing, false);
        }
        drawText(c.painter, x - width / 2, textBase(c, lane), disc ? c.fonts.smallBold : c.fonts.small,
                 disc && !struck ? c.palette.score : c.palette.quiet, badge);
        if (struck) strike(c, x - half, x + half, y);
        c.hits.push_back({{x - half - 2, lane.box.y, 2 * half + 4, lane.box.height},
                          {score.event},
                          score.at,
                          c.elapsed(score.at) + QStringLiteral(" · ") + name(score) + struckWords(c, score)});
    }
}

void paintEffects(const ChartCanvas& c, const LaneBox& lane) {
    const MonoTime present = c.options.live ? c.options.now : c.model.lastAt();
    std::vector<BarRequest> bars;
    std::vector<const EffectBar*> seen;
    for (const auto& effect : c.model.effects()) {
        const MonoTime to = std::max(effect.end.value_or(present), effect.at);
        if (!c.sees(effect.at, to)) continue;
        seen.push_back(&effect);
        bars.push_back({c.clippedX(effect.at), c.clippedX(to) + 2});
    }
    const int rows = std::clamp(static_cast<int>((lane.box.height - 4) / 6), 1, 6);
    const auto placed = placeBars(bars, rows);
    const double pitch = (lane.box.height - 4) / rows;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const auto& effect = *seen[i];
        const bool struck = c.isStruck(effect);
        const double y = lane.box.y + 2 + pitch * placed[i], left = std::max(bars[i].from, c.layout.plot.x);
        const double right = std::max(std::min(bars[i].to, c.layout.plot.right()), left + 2);
        for (std::size_t s = 0; s < effect.steps.size(); ++s) {
            const double from = std::max(c.clippedX(effect.steps[s].from), left);
            const double to =
                s + 1 < effect.steps.size() ? std::min(c.clippedX(effect.steps[s + 1].from), right) : right;
            if (to <= from) continue;
            // Severity is thickness and depth of colour together: mild thin, severe full.
            const double part = std::clamp(effect.steps[s].severity, 1, 3) / 3.0;
            QColor fill = struck ? c.palette.faint : c.palette.score;
            fill.setAlphaF(static_cast<float>(0.45 + 0.55 * part));
            const double height = std::max(2.0, (pitch - 1.5) * (0.45 + 0.55 * part));
            c.painter.fillRect(QRectF(from, y + (pitch - height) / 2, to - from, height), fill);
        }
        if (struck) strike(c, left, right, y + pitch / 2);
        const QString text =
            shown(effect.effect) + QChar(' ') + QString::number(effect.steps.back().severity);
        c.hits.push_back({{left, y - 2, std::max(right - left, 8.0), pitch + 4},
                          {effect.event},
                          effect.at,
                          c.elapsed(effect.at) + QStringLiteral(" · ") + text + struckWords(c, effect)});
    }
}

// ---- due rail ----

QString dueWords(DueState state) {
    switch (state) {
    case DueState::done: return tr("done");
    case DueState::late: return tr("done late");
    case DueState::due: return tr("due now");
    case DueState::overdue: return tr("overdue");
    case DueState::missed: return tr("missed");
    case DueState::upcoming: return tr("to come");
    }
    return {};
}

/// Filled = done, ring = to come, filled in the caution colour with a bar = overdue, cross = missed; square =
/// mandatory.
void paintDueShape(const ChartCanvas& c, const DueMark& mark, double x, double y) {
    const double r = mark.mandatory ? c.fonts.em * 0.4 : c.fonts.em * 0.36;
    const QColor& caution = c.palette.alarmEdge[static_cast<std::size_t>(AlarmPriority::medium)];
    const auto shape = [&](const QPen& pen, const QBrush& brush) {
        c.painter.setPen(pen);
        c.painter.setBrush(brush);
        if (mark.mandatory)
            c.painter.drawRoundedRect(QRectF(x - r, y - r, 2 * r, 2 * r), 2, 2);
        else
            c.painter.drawEllipse(QPointF(x, y), r, r);
    };
    switch (mark.state) {
    case DueState::done: shape(Qt::NoPen, c.palette.good); break;
    case DueState::late:
        shape(QPen(c.palette.good, 1.6), Qt::NoBrush);
        c.painter.drawLine(QPointF(x - r * 0.5, y), QPointF(x + r * 0.5, y));
        break;
    case DueState::due: shape(QPen(c.palette.text, 1.8), Qt::NoBrush); break;
    case DueState::overdue: shape(Qt::NoPen, caution); break;
    case DueState::missed:
        c.painter.setPen(QPen(c.palette.quiet, 1.8));
        c.painter.drawLine(QPointF(x - r, y - r), QPointF(x + r, y + r));
        c.painter.drawLine(QPointF(x - r, y + r), QPointF(x + r, y - r));
        break;
    case DueState::upcoming: shape(QPen(c.palette.quiet, mark.mandatory ? 1.7 : 1.3), Qt::NoBrush); break;
    }
}

void paintChecks(const ChartCanvas& c, const LaneBox& lane) {
    c.painter.setRenderHint(QPainter::Antialiasing);
    const DueMark* next = nullptr;
    for (const auto& mark : c.model.dueMarks()) {
        const bool open = mark.state == DueState::upcoming || mark.state == DueState::due;
        if (open && mark.due >= c.options.now && (!next || mark.due < next->due)) next = &mark;
        if (!c.sees(mark.due)) continue;
        const double x = c.x(mark.due), y = middle(lane);
        paintDueShape(c, mark, x, y);
        c.hits.push_back({{x - 8, lane.box.y, 16, lane.box.height},
                          {},
                          mark.due,
                          c.elapsed(mark.due) + QStringLiteral(" · ") + shown(mark.title) +
                              QStringLiteral(", ") + dueWords(mark.state)});
    }
    c.painter.setRenderHint(QPainter::Antialiasing, false);
    if (!next || !c.options.live || !c.sees(next->due) || lane.box.height < c.fonts.em * 1.6) return;
    const QString text = QString::fromStdString(formatDuration(next->due - c.options.now));
    const double x = c.x(next->due) + c.fonts.em * 0.6;
    drawText(c.painter, x, textBase(c, lane), c.fonts.tiny, c.palette.quiet, text);
}

void paintAlarms(const ChartCanvas& c, const LaneBox& lane) {
    const MonoTime present = c.options.live ? c.options.now : c.model.lastAt();
    std::vector<BarRequest> bars;
    std::vector<const AlarmSpan*> seen;
    for (const auto& alarm : c.model.alarms()) {
        const MonoTime to = std::max(alarm.end.value_or(present), alarm.at);
        if (!c.sees(alarm.at, to)) continue;
        seen.push_back(&alarm);
        bars.push_back({c.clippedX(alarm.at), std::max(c.clippedX(to), c.clippedX(alarm.at) + 3)});
    }
    const int rows = std::clamp(static_cast<int>((lane.box.height - 4) / 7), 1, 4);
    const auto placed = placeBars(bars, rows);
    const double pitch = (lane.box.height - 4) / rows;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const auto& alarm = *seen[i];
        const double left = std::max(bars[i].from, c.layout.plot.x),
                     right = std::min(bars[i].to, c.layout.plot.right());
        const double y = lane.box.y + 2 + pitch * placed[i];
        const double height = alarm.priority == AlarmPriority::low      ? 2
                              : alarm.priority == AlarmPriority::medium ? 3.5
                                                                        : 5;
        const QColor& colour = c.palette.alarmEdge[static_cast<std::size_t>(alarm.priority)];
        c.painter.fillRect(QRectF(left, y + (pitch - height) / 2, std::max(right - left, 2.0), height),
                           colour);
        c.painter.fillRect(QRectF(left, y, 1.5, pitch - 1), colour);
        c.hits.push_back({{left, y - 2, std::max(right - left, 8.0), pitch + 4},
                          {alarm.event},
                          alarm.at,
                          c.elapsed(alarm.at) + QStringLiteral(" · ") + shown(alarm.text)});
    }
}

} // namespace

void paintLanes(const ChartCanvas& c) {
    for (const auto& lane : c.layout.lanes) {
        drawText(c.painter, 8, textBase(c, lane), c.fonts.small, c.palette.quiet,
                 elided(c.fonts.smallMetrics, laneName(lane.kind), c.layout.gutter.width - 10));
        c.painter.save();
        c.painter.setClipRect(
            QRectF(lane.box.x - 1, lane.box.y, lane.box.width + c.fonts.em, lane.box.height));
        switch (lane.kind) {
        case LaneKind::infusion: paintInfusion(c, lane); break;
        case LaneKind::medication: paintMedications(c, lane); break;
        case LaneKind::effects: paintEffects(c, lane); break;
        case LaneKind::scores: paintScores(c, lane); break;
        case LaneKind::checks: paintChecks(c, lane); break;
        case LaneKind::events: paintEvents(c, lane); break;
        case LaneKind::alarms: paintAlarms(c, lane); break;
        }
        c.painter.restore();
    }
}

} // namespace chairside
