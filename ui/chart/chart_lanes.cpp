// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes with marks and words: medication and events. Shape says what colour says.
#include "ui/chart/chart_lanes.h"

#include "core/chart/label_layout.h"
#include "ui/style/words.h"

#include <QPainterPath>

namespace chairside {
namespace {

QString shortCount(const PlacedLabel& label) {
    return QChar(0x00d7) + QString::number(label.items.size());
}

/// Words of the past end before the now line: the last mark's words are cut short, or stand left of it. Words
/// in a frame of their own (`framed`, drugs) may be cut there and push the words of the mark before aside;
/// bare words stand left only whole and well apart, or they would be taken for those of another mark.
void keepLeftOfNow(const ChartCanvas& c, std::vector<PlacedLabel>& placed, std::size_t at, double markWidth,
                   bool framed) {
    auto& label = placed[at];
    if (!c.options.live || !c.sees(c.options.now) || label.labelWidth <= 0) return;
    const double nowX = c.x(c.options.now), limit = nowX - (framed ? 18 : 6), least = c.fonts.em() * 4;
    if (label.items.size() > 1) {
        if (!label.shown || label.x > nowX || label.labelX + label.labelWidth <= limit) return;
        if (label.labelX < label.x) return; // already left of its mark
        label.labelWidth = limit - label.labelX;
        label.shown = label.labelWidth >= c.fonts.width(Face::small, shortCount(label));
        return;
    }
    const bool last = at + 1 == placed.size() || placed[at + 1].x > nowX;
    if (label.x > nowX || !last || (label.shown && label.labelX + label.labelWidth <= limit)) return;
    const double after = label.x + markWidth / 2 + 4;
    label.shown = true;
    if (after + std::min(label.labelWidth, c.fonts.em() * 8) <= limit) {
        label.labelX = after;
        label.labelWidth = std::min(label.labelWidth, limit - after);
        return;
    }
    auto* before = at > 0 ? &placed[at - 1] : nullptr;
    const double frame = framed ? 14 : 0, until = label.x - markWidth / 2 - 4 - frame;
    const double mark = before ? before->x + markWidth / 2 + (framed ? 4 : 30) : c.layout.plot.x;
    const double words = before && before->shown ? before->labelX + before->labelWidth + 20 : mark;
    const double room = until - std::max(mark, words);
    if (room >= label.labelWidth) {
        label.labelX = until - label.labelWidth;
        return;
    }
    if (!framed) {
        label.shown = limit - after >= least;
        label.labelX = after;
        label.labelWidth = std::min(label.labelWidth, limit - after);
        return;
    }
    label.labelWidth = std::min(label.labelWidth, until - mark);
    label.shown = label.labelWidth >= least;
    label.labelX = until - label.labelWidth;
    if (!label.shown || !before || !before->shown) return;
    before->labelWidth = std::min(before->labelWidth, label.labelX - 20 - before->labelX);
    before->shown = before->labelWidth >= least;
}

/// Many entries just before now become one mark with a short count, left of the now line: there is never room
/// for more words there.
void gatherBeforeNow(const ChartCanvas& c, std::vector<PlacedLabel>& placed, double markWidth,
                     std::size_t fewest) {
    if (!c.options.live || !c.sees(c.options.now)) return;
    const double nowX = c.x(c.options.now), reach = 3 * c.fonts.em();
    const auto isNear = [&](const PlacedLabel& label) { return label.x <= nowX && nowX - label.x < reach; };
    for (std::size_t i = 1; i < placed.size();) {
        auto &one = placed[i - 1], &next = placed[i];
        if (!isNear(one) || !isNear(next) || one.items.size() + next.items.size() < fewest) {
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
                              c.fonts.width(face, tr("%1 entries").arg(999)), c.fonts.em() * 5);
    const bool framed = kind == HitKind::medication;
    gatherBeforeNow(c, placed, markWidth, framed ? 2 : 3);
    for (std::size_t i = 0; i < placed.size(); ++i) keepLeftOfNow(c, placed, i, markWidth, framed);
    for (const auto& label : placed) {
        draw(label, items[seen[label.items.front()]]);
        ChartHit hit{{label.x - markWidth / 2 - 2, lane.box.y, markWidth + 4, lane.box.height}, kind, {}, {}};
        if (label.shown) {
            const double from = std::min(hit.box.x, label.labelX - 7);
            hit.box.width = std::max(hit.box.right(), label.labelX + label.labelWidth + 7) - from;
            hit.box.x = from;
        }
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
    const double part = lane.box.height < c.fonts.em() * 1.7 ? 0.9 : 0.62;
    const double height = std::min(lane.box.height * part, c.fonts.em() * 1.5),
                 top = laneMiddle(lane) - height / 2;
    const auto draw = [&](const PlacedLabel& label, const MedicationMark& first) {
        const bool struck = label.items.size() == 1 && c.isStruck(first);
        const QColor fill = drugFill(label.items.size() == 1 ? first.drugClass : std::string());
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

} // namespace

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
