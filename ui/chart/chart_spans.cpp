// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes of spans: the infusion as planned and as delivered, side effects from onset to end, alarms.
#include "core/base/number.h"
#include "core/chart/label_layout.h"
#include "ui/chart/chart_lanes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace chairside {
namespace {

QString milligrams(double mg) {
    return QString::fromStdString(formatNumber(mg, 1)) + QStringLiteral(" mg");
}

MonoTime presentOf(const ChartCanvas& c) {
    return c.options.live ? c.options.now : c.model.lastAt();
}

void dashedFrame(const ChartCanvas& c, double left, double top, double right, double bottom,
                 const QColor& colour) {
    for (double x = left; x < right; x += 5) {
        c.fill(x, top, std::min(3.0, right - x), 1, colour);
        c.fill(x, bottom - 1, std::min(3.0, right - x), 1, colour);
    }
    for (double y = top; y < bottom; y += 5) c.fill(right - 1, y, 1, std::min(3.0, bottom - y), colour);
}

/// Height of the infusion's bar in its lane; in a low lane its words need nearly all of it.
double barHeight(const ChartCanvas& c, const LaneBox& lane) {
    return lane.box.height * (lane.box.height < c.fonts.em() * 1.7 ? 0.86 : 0.6);
}

/// The order as written, or the end that the present rate leads to when that is later.
void paintPlan(const ChartCanvas& c, double top, double bottom) {
    const auto& pump = c.model.pump();
    if (!pump.startedAt() || !pump.order()) return;
    const MonoTime ordered = *pump.startedAt() + Millis{std::llround(pump.order()->durationMin * 60'000)};
    const MonoTime end = pump.stoppedAt() ? ordered : std::max(ordered, pump.plannedEnd().value_or(ordered));
    if (!c.sees(*pump.startedAt(), end)) return;
    dashedFrame(c, c.clippedX(*pump.startedAt()), top, c.clippedX(end), bottom, c.palette.infusion);
}

struct BarWords {
    double freeFrom = -1e9;  ///< words of the next segment start right of here
    double lastRight = -1e9; ///< end of the last bar drawn
};

void paintSegment(const ChartCanvas& c, const LaneBox& lane, const PumpSegment& segment, MonoTime to,
                  BarWords& words) {
    const auto& pump = c.model.pump();
    const double height = barHeight(c, lane), top = laneMiddle(lane) - height / 2;
    const double left = c.clippedX(segment.from), right = std::max(c.clippedX(to), left + 1.5);
    c.fillRounded(left, top, right - left, height, c.palette.infusion);
    const QString rate = QString::fromStdString(formatNumber(segment.rateMlPerH, 1));
    const QString whole = rate + QStringLiteral(" mL/h");
    const double x = std::max(left, c.layout.plot.x) + 7;
    QStringList offers{whole, rate};
    if (segment.from != pump.startedAt())
        offers.prepend(whole + QStringLiteral(" · ") + milligrams(pump.deliveredMg(segment.from)));
    // A change of rate is a notch in the bar, so that it is seen even where its words find no room.
    if (segment.from != pump.startedAt()) c.fill(left, top - 3, 1.5, height + 6, c.palette.infusion);
    for (const auto& text : offers) {
        const double width = c.fonts.width(Face::bold, text);
        if (x < words.freeFrom || x + width + 5 > right) continue;
        drawText(c, x, laneBaseline(c, lane), Face::bold, c.palette.onInfusion, text);
        words.freeFrom = x + width + 10;
        break;
    }
    words.lastRight = right;
}

void paintTotal(const ChartCanvas& c, const LaneBox& lane, const BarWords& words) {
    const QString total = milligrams(c.model.pump().deliveredMg(presentOf(c)));
    const double width = c.fonts.width(Face::bold, total), base = laneBaseline(c, lane);
    const double right = std::min(words.lastRight, c.layout.plot.right()), inside = right - width - 7;
    if (inside >= words.freeFrom && inside >= c.layout.plot.x)
        drawText(c, inside, base, Face::bold, c.palette.onInfusion, total);
    else if (right + width + 6 < c.layout.plot.right())
        drawText(c, right + 6, base, Face::bold, c.palette.infusion, total);
}

} // namespace

void paintInfusion(const ChartCanvas& c, const LaneBox& lane) {
    const auto& pump = c.model.pump();
    const double half = barHeight(c, lane) / 2;
    paintPlan(c, laneMiddle(lane) - half, laneMiddle(lane) + half);
    const MonoTime present = presentOf(c), empty = pump.plannedEnd().value_or(present);
    BarWords words;
    for (const auto& segment : pump.segments()) {
        const MonoTime to = std::min({segment.to.value_or(present), present, std::max(empty, segment.from)});
        if (to > segment.from && segment.rateMlPerH > 0 && c.sees(segment.from, to))
            paintSegment(c, lane, segment, to, words);
    }
    if (words.lastRight > c.layout.plot.x) paintTotal(c, lane, words);
    const auto& actions = c.model.pumpActions();
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (!c.sees(actions[i].at)) continue;
        const double x = c.x(actions[i].at);
        if (c.isStruck(actions[i])) strikeOut(c, x - 5, x + 5, laneMiddle(lane));
        c.hits.push_back(
            {{x - 6, lane.box.y, 12, lane.box.height}, HitKind::pumpAction, {i}, {actions[i].event}});
    }
}

namespace {

struct Spans {
    std::vector<BarRequest> bars;
    std::vector<std::size_t> items;
};

template <class Item>
Spans spansOf(const ChartCanvas& c, const std::vector<Item>& items) {
    Spans spans;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const MonoTime to = std::max(items[i].end.value_or(presentOf(c)), items[i].at);
        if (!c.sees(items[i].at, to)) continue;
        const double left = c.clippedX(items[i].at);
        spans.items.push_back(i);
        spans.bars.push_back({left, std::max(c.clippedX(to), left + 2)});
    }
    return spans;
}

void paintEffect(const ChartCanvas& c, const EffectBar& effect, double left, double right, double top,
                 double pitch) {
    const bool struck = c.isStruck(effect);
    for (std::size_t s = 0; s < effect.steps.size(); ++s) {
        const bool last = s + 1 == effect.steps.size();
        const double from = std::max(c.clippedX(effect.steps[s].from), left);
        const double to = last ? right : std::min(c.clippedX(effect.steps[s + 1].from), right);
        if (to <= from) continue;
        // Severity is thickness and depth of colour together: mild thin, severe full.
        const double part = std::clamp(effect.steps[s].severity, 1, 3) / 3.0, strength = 0.45 + 0.55 * part;
        const double height = std::max(1.5, (pitch - (pitch > 6 ? 1.5 : 0)) * part);
        c.fill(from, top + (pitch - height) / 2, to - from, height,
               c.palette.softened(struck ? c.palette.faint : c.palette.score, strength));
    }
    if (struck) strikeOut(c, left, right, top + pitch / 2);
}

/// Where the next bar of the same row begins, for the room that words have.
std::vector<double> nextInRow(const std::vector<BarRequest>& bars, const std::vector<int>& rows) {
    std::vector<double> next(bars.size(), 1e9);
    for (std::size_t i = 0; i < bars.size(); ++i)
        for (std::size_t k = 0; k < bars.size(); ++k)
            if (rows[k] == rows[i] && bars[k].from > bars[i].from) next[i] = std::min(next[i], bars[k].from);
    return next;
}

/// Where words above a bar must end: at the next bar, and of the past at the now line.
double endOfWords(const ChartCanvas& c, double until) {
    const bool live = c.options.live && c.sees(c.options.now);
    return (live ? std::min(until, c.x(c.options.now) - 4) : until) - 4;
}

/// The name above the bar, from its beginning on.
void nameEffect(const ChartCanvas& c, const EffectBar& effect, double left, double until, double barTop) {
    const double room = endOfWords(c, until) - left - 2;
    const QString text = elided(c, Face::tiny, shown(c.model.wordFor(effect.effect)), room);
    if (c.fonts.width(Face::tiny, text) < c.fonts.em() * 1.5) return;
    drawText(c, left + 2, barTop - 1.5, Face::tiny, c.palette.quiet, text);
}

/// Names one after the other; where they do not fit, the longest are cut until all of them do.
QString namesWithin(const ChartCanvas& c, QStringList names, double room) {
    const QString between = QStringLiteral(" · ");
    const auto width = [&](const QString& text) { return c.fonts.width(Face::tiny, text); };
    room -= width(between) * static_cast<double>(names.size() - 1);
    std::vector<double> widths;
    for (const auto& name : names) widths.push_back(width(name));
    std::sort(widths.begin(), widths.end());
    double share = room;
    for (std::size_t i = 0; i < widths.size(); ++i) { // what short names leave goes to the long ones
        share = room / static_cast<double>(widths.size() - i);
        if (widths[i] > share) break;
        room -= widths[i], share = widths[i];
    }
    if (share < c.fonts.em() * 1.5) return {};
    for (auto& name : names)
        if (width(name) > share) name = elided(c, Face::tiny, name, share);
    return names.join(between);
}

/// All names in one line above thin bars, each where its bar begins; one that finds no room before the next
/// begins shares its place with that one, in the order of the bars.
void nameInOneLine(const ChartCanvas& c, const LaneBox& lane, const Spans& spans) {
    const double line = c.fonts.em() * kEffectNameLine, gap = c.fonts.em();
    const auto left = [&](std::size_t i) { return std::max(spans.bars[i].from, c.layout.plot.x); };
    std::vector<std::size_t> order(spans.bars.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return left(a) < left(b); });
    for (std::size_t first = 0, next = 0; first < order.size(); first = next) {
        const double from = left(order[first]) + 2;
        QStringList names;
        ChartHit hit{{from, lane.box.y, 0, line + 2}, HitKind::effect, {}, {}};
        double until = from;
        do {
            const auto item = spans.items[order[next]];
            names << shown(c.model.wordFor(c.model.effects()[item].effect));
            hit.items.push_back(item);
            hit.events.push_back(c.model.effects()[item].event);
            until = from + c.fonts.width(Face::tiny, names.join(QStringLiteral(" · "))) + gap;
        } while (++next < order.size() && left(order[next]) < until);
        const double right = next < order.size() ? left(order[next]) : c.layout.plot.right();
        const QString text = namesWithin(c, names, endOfWords(c, right) - from);
        if (text.isEmpty()) continue;
        drawText(c, from, lane.box.y + 1 + line * 0.85, Face::tiny, c.palette.quiet, text);
        hit.box.width = c.fonts.width(Face::tiny, text);
        c.hits.push_back(std::move(hit));
    }
}

struct EffectRows {
    int count;
    double top, pitch;
    bool oneLine; ///< names in one line, not above each bar
};

/// Rows high enough for a name each while there is room for them, otherwise thin ones under a line of names.
EffectRows effectRows(const ChartCanvas& c, const LaneBox& lane) {
    const int wanted = std::max(1, mostEffectsAtOnce(c.model));
    const double em = c.fonts.em(), top = lane.box.y + 2, room = lane.box.height - 4;
    if (static_cast<int>((room + 1) / (em * kLowEffectRow)) >= wanted)
        return {wanted, top, room / wanted, false};
    const double line = em * kEffectNameLine, low = std::max(room - line, 2.0);
    const int rows = std::clamp(static_cast<int>(low / 3), 1, std::min(wanted, 6));
    return {rows, top + line, low / rows, true};
}

} // namespace

void paintEffects(const ChartCanvas& c, const LaneBox& lane) {
    const Spans spans = spansOf(c, c.model.effects());
    const EffectRows rows = effectRows(c, lane);
    const auto placed = placeBars(spans.bars, rows.count);
    const auto next = nextInRow(spans.bars, placed);
    const double pitch = rows.pitch, em = c.fonts.em();
    if (rows.oneLine) nameInOneLine(c, lane, spans);
    for (std::size_t i = 0; i < spans.items.size(); ++i) {
        const auto& effect = c.model.effects()[spans.items[i]];
        const double top = rows.top + pitch * placed[i], left = std::max(spans.bars[i].from, c.layout.plot.x);
        const double right = std::max(std::min(spans.bars[i].to, c.layout.plot.right()), left + 2);
        const double bar = rows.oneLine ? pitch : std::min(em * 0.36, pitch - em * 0.7);
        const double barTop = top + pitch - bar;
        paintEffect(c, effect, left, right, barTop, bar);
        if (!rows.oneLine) nameEffect(c, effect, left, std::min(next[i], c.layout.plot.right()), barTop);
        c.hits.push_back({{left, top - 2, std::max(right - left, 8.0), pitch + 4},
                          HitKind::effect,
                          {spans.items[i]},
                          {effect.event}});
    }
}

void paintAlarms(const ChartCanvas& c, const LaneBox& lane) {
    const Spans spans = spansOf(c, c.model.alarms());
    const int rows = std::clamp(static_cast<int>((lane.box.height - 4) / 7), 1, 4);
    const auto placed = placeBars(spans.bars, rows);
    const double pitch = (lane.box.height - 4) / rows;
    for (std::size_t i = 0; i < spans.items.size(); ++i) {
        const auto& alarm = c.model.alarms()[spans.items[i]];
        const double top = lane.box.y + 2 + pitch * placed[i],
                     left = std::max(spans.bars[i].from, c.layout.plot.x);
        const double right = std::max(std::min(spans.bars[i].to, c.layout.plot.right()), left + 2);
        // Priority is thickness as well as colour.
        const double height = 2 + 1.5 * static_cast<double>(alarm.priority);
        const QColor& colour = c.palette.alarmEdge[static_cast<std::size_t>(alarm.priority)];
        c.fill(left, top + (pitch - height) / 2, right - left, height, colour);
        c.fill(left, top, 1.5, pitch - 1, colour);
        c.hits.push_back({{left, top - 2, std::max(right - left, 8.0), pitch + 4},
                          HitKind::alarm,
                          {spans.items[i]},
                          {alarm.event}});
    }
}

} // namespace chairside
