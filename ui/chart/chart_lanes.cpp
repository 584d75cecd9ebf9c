// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes with marks and words: medication, scores, the due rail, events. Shape says what colour says.
#include "ui/chart/chart_lanes.h"

#include "core/base/number.h"
#include "core/chart/crosshair.h"
#include "core/chart/label_layout.h"

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

/// Words of the past end before the now line: cut short, or left out when too little of them would remain.
void keepLeftOfNow(const ChartCanvas& c, PlacedLabel& label) {
    if (!c.options.live || !label.shown || !c.sees(c.options.now)) return;
    const double limit = c.x(c.options.now) - 18;
    if (label.x > limit + 18 || label.labelX + label.labelWidth <= limit) return;
    label.labelWidth = limit - label.labelX;
    label.shown = label.items.size() == 1 && label.labelWidth >= c.fonts.em() * 4;
}

QString shortCount(const PlacedLabel& label) {
    return QChar(0x00d7) + QString::number(label.items.size());
}

/// Many entries just before now become one mark with a short count, left of the now line: there is never room
/// for more words there.
void gatherBeforeNow(const ChartCanvas& c, std::vector<PlacedLabel>& placed, double markWidth) {
    if (!c.options.live || !c.sees(c.options.now)) return;
    const double nowX = c.x(c.options.now), reach = 3 * c.fonts.em();
    const auto isNear = [&](const PlacedLabel& label) { return label.x <= nowX && nowX - label.x < reach; };
    for (std::size_t i = 1; i < placed.size();) {
        auto &one = placed[i - 1], &next = placed[i];
        if (!isNear(one) || !isNear(next) || one.items.size() + next.items.size() < 3) {
            ++i;
            continue;
        }
        one.items.insert(one.items.end(), next.items.begin(), next.items.end());
        placed.erase(placed.begin() + static_cast<std::ptrdiff_t>(i));
    }
    for (std::size_t i = 0; i < placed.size(); ++i) {
        auto& label = placed[i];
        if (!isNear(label) || label.items.size() < 2) continue;
        label.labelWidth = c.fonts.width(Face::small, shortCount(label));
        label.labelX = label.x - markWidth / 2 - 4 - label.labelWidth;
        const double before = i ? placed[i - 1].x + markWidth / 2 : c.layout.plot.x;
        label.shown = label.labelX >= before;
        if (!label.shown || i == 0) continue;
        auto& last = placed[i - 1]; // its words make way
        if (last.shown && last.labelX + last.labelWidth > label.labelX - 6) {
            last.labelWidth = label.labelX - 6 - last.labelX;
            last.shown = last.items.size() == 1 && last.labelWidth >= c.fonts.em() * 4;
        }
    }
}

/// Finds places for the marks of a lane and their words; `draw(placed, first item)` paints each.
template <class Item, class Words, class Draw>
void paintMarks(const ChartCanvas& c, const LaneBox& lane, HitKind kind, const std::vector<Item>& items,
                double markWidth, Face face, Words words, Draw draw) {
    std::vector<LabelRequest> requests;
    std::vector<std::size_t> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const double x = c.x(items[i].at);
        if (x < c.layout.plot.x - markWidth || x > c.layout.plot.right() + markWidth) continue;
        seen.push_back(i);
        requests.push_back({x, std::min(c.fonts.width(face, words(items[i])), 260.0)});
    }
    auto placed = placeLabels(requests, c.layout.plot.x, c.layout.plot.right(), markWidth, 4,
                              c.fonts.width(face, tr("%1 entries").arg(999)));
    if (kind == HitKind::event) gatherBeforeNow(c, placed, markWidth);
    for (auto& label : placed) {
        keepLeftOfNow(c, label);
        draw(label, items[seen[label.items.front()]]);
        ChartHit hit{{label.x - markWidth / 2 - 2, lane.box.y, markWidth + 4, lane.box.height}, kind, {}, {}};
        if (label.shown) hit.box.width = std::max(hit.box.width, label.labelX + label.labelWidth - hit.box.x);
        for (const auto i : label.items) {
            hit.items.push_back(seen[i]);
            hit.events.push_back(items[seen[i]].event);
        }
        c.hits.push_back(std::move(hit));
    }
}

QString wordsOf(const ChartCanvas& c, const PlacedLabel& label, Face face, const QString& words) {
    if (label.items.size() == 1) return elided(c, face, words, label.labelWidth);
    const QString count = tr("%1 entries").arg(label.items.size());
    return c.fonts.width(face, count) <= label.labelWidth ? count : shortCount(label);
}

void paintMedications(const ChartCanvas& c, const LaneBox& lane) {
    const auto words = [](const MedicationMark& m) { return shown(m.label); };
    const double height = std::min(lane.box.height * 0.62, c.fonts.em() * 1.5),
                 top = laneMiddle(lane) - height / 2;
    const auto draw = [&](const PlacedLabel& label, const MedicationMark& first) {
        const bool struck = label.items.size() == 1 && c.isStruck(first);
        const QColor fill = drugFill(first.drugClass);
        const double width = label.shown ? label.labelWidth + 14 : 5;
        const double left = label.shown && label.labelX < label.x ? label.x - width : label.x;
        c.fillRounded(left, top, width, height, struck ? c.palette.softened(fill, 0.25) : fill);
        c.fill(label.x - 0.7, top - 3, 1.6, height + 6, fill);
        if (!label.shown) return;
        drawText(c, left + 7, laneBaseline(c, lane), Face::bold, struck ? c.palette.quiet : drugInk(),
                 wordsOf(c, label, Face::bold, words(first)));
        if (struck) strikeOut(c, left + 4, left + width - 4, laneMiddle(lane));
    };
    paintMarks(c, lane, HitKind::medication, c.model.medications(), 8, Face::bold, words, draw);
}

void paintDiamond(const ChartCanvas& c, double x, double y, bool open) {
    const double r = c.fonts.em() * 0.36;
    c.mark({shape::diamond,
            c.palette.quiet.rgb(),
            c.palette.background.rgb(),
            static_cast<int>(r * 32) * 2 + open,
            {}},
           x, y, r + 4, [&](QPainter& painter) {
               QPainterPath diamond(QPointF(0, -r - 1));
               diamond.lineTo(r * 0.8, 0), diamond.lineTo(0, r + 1), diamond.lineTo(-r * 0.8, 0);
               diamond.closeSubpath();
               painter.setPen(QPen(c.palette.quiet, 1.2));
               painter.setBrush(open ? QBrush(c.palette.background) : QBrush(c.palette.quiet));
               painter.drawPath(diamond);
           });
}

void paintEvents(const ChartCanvas& c, const LaneBox& lane) {
    const auto words = [](const EventMark& m) { return shown(m.label); };
    const auto draw = [&](const PlacedLabel& label, const EventMark& first) {
        const bool struck = label.items.size() == 1 && c.isStruck(first);
        paintDiamond(c, label.x, laneMiddle(lane), struck || first.tone == EventTone::technical);
        if (!label.shown) return;
        const QString text = wordsOf(c, label, Face::small, words(first));
        drawText(c, label.labelX, laneBaseline(c, lane), Face::small, c.palette.quiet, text);
        if (struck)
            strikeOut(c, label.labelX, label.labelX + c.fonts.width(Face::small, text), laneMiddle(lane));
    };
    paintMarks(c, lane, HitKind::event, c.model.events(), 10, Face::small, words, draw);
}

// ---- scores ----

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

void paintDisc(const ChartCanvas& c, double x, double y, double half, double r, bool struck) {
    const bool outlined = struck || c.palette.paper;
    c.mark({shape::disc,
            c.palette.scoreFill.rgb(),
            c.palette.quiet.rgb(),
            (static_cast<int>(half * 4) * 1024 + static_cast<int>(r * 4)) * 4 + 2 * struck + outlined,
            {}},
           x, y, half + 2, [&](QPainter& painter) {
               painter.setPen(outlined ? QPen(c.palette.quiet, 1) : QPen(Qt::NoPen));
               painter.setBrush(struck ? QBrush(Qt::NoBrush) : QBrush(c.palette.scoreFill));
               painter.drawRoundedRect(QRectF(-half, -r, 2 * half, 2 * r), r, r);
           });
}

void paintScores(const ChartCanvas& c, const LaneBox& lane) {
    const auto& scores = c.model.scores();
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (c.sees(scores[i].at)) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a].at < scores[b].at; });
    const double r = std::min(c.fonts.em() * 0.84, lane.box.height * 0.44), y = laneMiddle(lane);
    double freeFrom = -1e9;
    for (const auto i : order) {
        const auto& score = scores[i];
        const QString badge = scoreBadge(score);
        const bool disc = !badge.isEmpty() && !badge.front().isLetter(), struck = c.isStruck(score);
        const double width = c.fonts.width(disc ? Face::bold : Face::small, badge);
        const double half = disc ? std::max(r, width / 2 + 4) : width / 2, at = c.x(score.at);
        // Scores taken together stand side by side: the first at its time, the next right of it.
        const double x = std::max(at, std::min(freeFrom + half + 3, at + 6 * c.fonts.em()));
        if (x - half < freeFrom - 1) continue; // no room; the crosshair and the table have it
        freeFrom = x + half;
        if (disc) paintDisc(c, x, y, half, r, struck);
        drawText(c, x - width / 2, laneBaseline(c, lane), disc ? Face::bold : Face::small,
                 disc && !struck ? c.palette.score : c.palette.quiet, badge);
        if (struck) strikeOut(c, x - half, x + half, y);
        c.hits.push_back(
            {{x - half - 2, lane.box.y, 2 * half + 4, lane.box.height}, HitKind::score, {i}, {score.event}});
    }
}

// ---- due rail ----

/// Filled = done, filled with a dash = done late, ring = to come, filled in the caution colour = overdue,
/// cross = missed; a square is mandatory.
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
    case DueState::due: return body(QPen(palette.text, 1.8), Qt::NoBrush);
    case DueState::overdue:
        return body(Qt::NoPen, palette.alarmEdge[static_cast<std::size_t>(AlarmPriority::medium)]);
    case DueState::missed:
        painter.setPen(QPen(palette.quiet, 1.8));
        painter.drawLine(QPointF(-r, -r), QPointF(r, r));
        return painter.drawLine(QPointF(-r, r), QPointF(r, -r));
    case DueState::upcoming: return body(QPen(palette.quiet, mark.mandatory ? 1.7 : 1.3), Qt::NoBrush);
    }
}

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
                c.palette.quiet.rgb(),
                static_cast<int>(r * 16) * 16 + look,
                {}},
               x, laneMiddle(lane), r + 3,
               [&](QPainter& painter) { paintDueShape(painter, c.palette, mark, r); });
        c.hits.push_back({{x - 8, lane.box.y, 16, lane.box.height}, HitKind::due, {i}, {}});
    }
    if (!next || !c.options.live || !c.sees(next->due) || lane.box.height < c.fonts.em() * 1.6) return;
    const QString text = QString::fromStdString(formatDuration(next->due - c.options.now));
    drawText(c, c.x(next->due) + c.fonts.em() * 0.6, laneBaseline(c, lane), Face::tiny, c.palette.quiet,
             text);
}

} // namespace

double laneBaseline(const ChartCanvas& c, const LaneBox& lane) {
    return laneMiddle(lane) + c.fonts.em() * 0.36;
}

double laneMiddle(const LaneBox& lane) {
    return lane.box.y + lane.box.height / 2;
}

void strikeOut(const ChartCanvas& c, double from, double to, double y) {
    c.fill(from, y, to - from, 1.4, c.palette.text);
}

void paintLanes(const ChartCanvas& c) {
    for (const auto& lane : c.layout.lanes) {
        drawText(c, 8, laneBaseline(c, lane), Face::small, c.palette.quiet,
                 elided(c, Face::small, laneName(lane.kind), c.layout.gutter.width - 10));
        c.clipTo({lane.box.x - 1, lane.box.y, lane.box.width + c.fonts.em(), lane.box.height});
        switch (lane.kind) {
        case LaneKind::infusion: paintInfusion(c, lane); break;
        case LaneKind::medication: paintMedications(c, lane); break;
        case LaneKind::effects: paintEffects(c, lane); break;
        case LaneKind::scores: paintScores(c, lane); break;
        case LaneKind::checks: paintChecks(c, lane); break;
        case LaneKind::events: paintEvents(c, lane); break;
        case LaneKind::alarms: paintAlarms(c, lane); break;
        }
        c.unclip();
    }
}

} // namespace chairside
