// SPDX-License-Identifier: GPL-3.0-or-later
// What is missing and what is not trusted: words in long gaps, the spans that people marked as artefact.
#include "ui/chart/chart_grounds.h"
#include "ui/style/words.h"

#include <algorithm>
#include <map>

namespace chairside {
namespace {

/// Whether a value below the scale is written at the panel's lower edge between two places.
bool hasLowNote(const ChartCanvas& c, PanelKind kind, double from, double to) {
    const double low = panelScale(kind).low, reach = c.fonts.em() * 4; // "↓80" and the room before it
    const auto timeAt = [&](double x) { return c.grid.timeAt((x - c.layout.plot.x) * c.columnsPerPixel); };
    const MonoTime begin = timeAt(from - reach), end = timeAt(to + 6);
    const auto& typed = c.model.vitals().typed();
    const auto& tracks = c.model.vitals().tracks();
    const auto isHere = [&](Channel channel) { return hasPanel(channel) && panelOf(channel) == kind; };
    return std::any_of(typed.begin(), typed.end(),
                       [&](const auto& p) {
                           return isHere(p.channel) && p.at >= begin && p.at <= end &&
                                  static_cast<double>(p.value) < low;
                       }) ||
           std::any_of(tracks.begin(), tracks.end(), [&](const ChannelTrack& t) {
               if (!isHere(t.channel)) return false;
               const auto first = t.series.firstFrom(static_cast<double>(toMs(begin)));
               const auto last = t.series.firstFrom(static_cast<double>(toMs(end)), t.series.size());
               const MinMax range = t.series.trustedRange(first, last);
               return !range.empty() && static_cast<double>(range.lo) < low;
           });
}

bool concerns(const ArtefactSpan& span, PanelKind kind) {
    return span.channels.empty() ||
           std::any_of(span.channels.begin(), span.channels.end(),
                       [&](Channel channel) { return hasPanel(channel) && panelOf(channel) == kind; });
}

} // namespace

/// Words for long gaps ("probe off 1:12"), below the scale's middle so that they never lie on a line.
void paintSilences(const ChartCanvas& c) {
    std::map<PanelKind, double> freeFrom;
    const auto write = [&](const ChannelTrack& t, const SilentSpan& silence) {
        // The probe gives pulse and saturation; its words belong where the saturation is missing.
        const Channel where = t.channel == Channel::pulseRate ? Channel::spo2 : t.channel;
        const auto* panel = hasPanel(where) ? c.layout.panel(panelOf(where)) : nullptr;
        if (!panel || !c.sees(silence.span.from, silence.span.to)) return;
        const QString what = silence.sensorOff ? tr("probe off") : tr("no reading");
        const QString text =
            what + QChar(' ') + QString::fromStdString(formatDuration(silence.span.to - silence.span.from));
        const double width = c.fonts.width(Face::tiny, text);
        const double from = std::max(c.clippedX(silence.span.from), panel->box.x);
        const double to = std::min(c.clippedX(silence.span.to), panel->box.right());
        const double x =
            std::max(panel->box.x + 2, std::min((from + to - width) / 2, panel->box.right() - width - 2));
        if (to - from < 3 || x < freeFrom[panel->kind] || panel->box.height < c.fonts.em() * 3) return;
        freeFrom[panel->kind] = x + width + 8;
        const double line = hasLowNote(c, panel->kind, x, x + width) ? c.fonts.em() * 1.1 : 0;
        drawText(c, x, panel->box.bottom() - c.fonts.em() * 0.6 - line, Face::tiny, c.palette.quiet, text);
    };
    for (const auto& t : c.model.vitals().tracks())
        for (const auto& silence : t.silences)
            if (t.isSilent(silence.span)) write(t, silence);
}

void paintArtefacts(const ChartCanvas& c) {
    const auto& spans = c.model.artefacts();
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const auto& span = spans[i].span;
        if (!c.sees(span.from, span.to) || c.isStruck(spans[i])) continue;
        const double left = std::max(c.clippedX(span.from), c.layout.plot.x);
        const double right = std::max(std::min(c.clippedX(span.to), c.layout.plot.right()), left + 2);
        for (const auto& panel : c.layout.panels) {
            if (panel.folded || !concerns(spans[i], panel.kind)) continue;
            for (double x = left; x < right; x += 4)
                c.fill(x, panel.box.y, std::min(2.0, right - x), 4, c.palette.quiet);
            c.hits.push_back(
                {{left, panel.box.y - 3, right - left, 12}, HitKind::artefact, {i}, {spans[i].event}});
        }
    }
}

} // namespace chairside
