// SPDX-License-Identifier: GPL-3.0-or-later
// Limits as they were at the time.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "ui/chart/chart_grounds.h"

namespace chairside {
namespace {

void dottedLine(const ChartCanvas& c, double from, double to, double y, const QColor& colour) {
    y = c.snapped(y);
    for (double x = from; x < to; x += 6) c.fill(x, y, std::min(3.0, to - x), 1, colour);
}

/// Where several lines share a panel, the number needs its channel.
QString limitText(Channel channel, double value) {
    const QString text = QString::fromStdString(formatNumber(value, 1));
    if (channel != Channel::hr && channel != Channel::rr && channel != Channel::etco2) return text;
    return shown(phrase(info(channel).label)) + QChar(' ') + text;
}

} // namespace

void paintLimits(const ChartCanvas& c, TakenGround& taken) {
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
            taken[panel->kind].push_back({from, y - 1, until - from, 3});
            const QString text = limitText(track.limit.channel, *step.value);
            const double width = c.fonts.width(Face::tiny, text);
            if (until - from <= width + 8) continue;
            drawText(c, until - width - 3, y - 4, Face::tiny, colour, text);
            taken[panel->kind].push_back(wordsBox(c, until - width - 3, y - 4, width));
        }
    }
}

} // namespace chairside
