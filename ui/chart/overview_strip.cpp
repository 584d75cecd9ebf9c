// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/overview_strip.h"

#include "ui/chart/trace_lines.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace chairside {
namespace {

ValueScale scaleOf(Channel channel, double top, double bottom) {
    if (channel == Channel::spo2) return {76, 102, top, bottom};
    return {40, 200, top, bottom};
}

template <class Draw>
void eachLine(const RecordModel& model, Draw draw) {
    for (const auto& track : model.vitals().tracks())
        if (track.channel == Channel::hr || track.channel == Channel::spo2) draw(track);
}

/// Columns [from, to) of `source` into the strip's place in the frame.
void copyColumns(const PixelSurface& surface, const QImage& source, int left, int top, int from, int to) {
    from = std::clamp(from, 0, source.width());
    to = std::clamp(to, from, source.width());
    const int width = std::min(to, surface.width - left) - from;
    if (width <= 0) return;
    for (int y = 0; y < source.height() && top + y < surface.height; ++y)
        std::memcpy(surface.pixels + static_cast<std::ptrdiff_t>(top + y) * surface.stride + left + from,
                    source.constScanLine(y) + static_cast<std::ptrdiff_t>(from) * 4,
                    static_cast<std::size_t>(width) * 4);
}

/// The strip's marks besides lines: pressures as bars, the infusion along the bottom, events as ticks on top.
void paintStripMarks(const ChartCanvas& c, const TimeGrid& grid, const Box& box) {
    const auto x = [&](MonoTime at) {
        return std::clamp(box.x + grid.x(at) / c.columnsPerPixel, box.x, box.right());
    };
    const ValueScale scale = scaleOf(Channel::nibpSystolic, box.y + 2, box.bottom() - 2);
    const QColor bar = c.palette.softened(c.palette.channel(Channel::nibpSystolic), 0.5);
    for (const auto& p : c.model.vitals().nibp()) {
        if (!p.isPair() || p.isHollow() || c.isStruck(p)) continue;
        const double top = scale.y(static_cast<double>(*p.systolic)),
                     low = scale.y(static_cast<double>(*p.diastolic));
        c.fill(x(p.at), top, 1, low - top, bar);
    }
    const MonoTime present = c.options.live ? c.options.now : c.model.lastAt();
    const MonoTime empty = c.model.pump().plannedEnd().value_or(present);
    for (const auto& segment : c.model.pump().segments()) {
        const MonoTime to = std::min({segment.to.value_or(present), present, std::max(empty, segment.from)});
        if (to > segment.from)
            c.fill(x(segment.from), box.bottom() - 3, x(to) - x(segment.from), 3, c.palette.infusion);
    }
    for (const auto& event : c.model.events()) c.fill(x(event.at), box.y, 1, 3, c.palette.quiet);
    for (const auto& alarm : c.model.alarms())
        c.fill(x(alarm.at), box.y, 2, 3, c.palette.alarmEdge[static_cast<std::size_t>(alarm.priority)]);
}

} // namespace

TimeSpan OverviewStrip::spanOf(const RecordModel& model, MonoTime present) {
    const MonoTime from = model.firstAt();
    const Millis length = std::max(present - from, Millis{1});
    const Millis step = length < Minutes{120}   ? Minutes{5}
                        : length < Minutes{480} ? Minutes{15}
                                                : Minutes{60};
    return {from, from + (length / step + 1) * step};
}

void OverviewStrip::forget() {
    bright_ = dim_ = {};
    columns_.clear();
}

OverviewStrip::State OverviewStrip::stateOf(const ChartCanvas& c, const TimeGrid& grid) const {
    State state{grid,
                static_cast<std::int64_t>(static_cast<double>(toMs(c.model.lastAt())) / grid.msPerColumn), 0,
                0};
    eachLine(c.model, [&](const ChannelTrack& track) { state.revision += track.series.revision(); });
    state.marks = c.model.vitals().nibp().size() + c.model.events().size() + c.model.alarms().size() +
                  c.model.artefacts().size() + c.model.pumpActions().size();
    return state;
}

void OverviewStrip::redraw(const ChartCanvas& c, const TimeGrid& grid, int height) {
    bright_ = QImage(grid.count, height, QImage::Format_RGB32);
    bright_.fill(c.palette.raised);
    ChartPixels own{{reinterpret_cast<std::uint32_t*>(bright_.bits()), bright_.width(), bright_.height(),
                     static_cast<int>(bright_.bytesPerLine() / 4)},
                    {0, 0, bright_.width(), bright_.height()},
                    c.pixels->sprites};
    ChartCanvas canvas = c;
    canvas.pixels = &own;
    paintStripMarks(canvas, grid, {0, 0, grid.count / c.columnsPerPixel, height / c.columnsPerPixel});
    eachLine(c.model, [&](const ChannelTrack& track) {
        const double margin = 2 * c.columnsPerPixel;
        rasterTrace(own.surface, columns_[{track.channel, track.source}].columns(track.series, grid), 0,
                    scaleOf(track.channel, margin, height - margin), c.palette.channel(track.channel).rgb(),
                    c.columnsPerPixel, 0.75);
    });
    dim_ = bright_.copy();
    const QRgb over = c.palette.background.rgb();
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(dim_.scanLine(y));
        for (int x = 0; x < dim_.width(); ++x)
            line[x] = 0xff000000u | (((line[x] >> 1) & 0x7f7f7fu) + ((over >> 1) & 0x7f7f7fu));
    }
}

void OverviewStrip::paint(const ChartCanvas& c, const Box& box) {
    const int columns = std::max(1, static_cast<int>(std::lround(box.width * c.columnsPerPixel)));
    const TimeSpan span =
        spanOf(c.model, c.options.live ? std::max(c.options.now, c.model.lastAt()) : c.model.lastAt());
    const TimeGrid grid = TimeGrid::over(span.from, span.to, columns);
    const auto x = [&](MonoTime at) { return std::clamp(grid.x(at) / c.columnsPerPixel, 0.0, box.width); };
    const double left = x(c.grid.from()), right = std::max(x(c.grid.to()), left + 4);
    if (c.pixels) {
        const int height = static_cast<int>(std::lround(box.height * c.columnsPerPixel));
        const State state = stateOf(c, grid);
        if (!(state == state_) || bright_.height() != height) redraw(c, grid, height);
        state_ = state;
        const int atX = static_cast<int>(std::lround(box.x * c.columnsPerPixel));
        const int atY = static_cast<int>(std::lround(box.y * c.columnsPerPixel));
        const int from = static_cast<int>(left * c.columnsPerPixel),
                  to = static_cast<int>(right * c.columnsPerPixel);
        copyColumns(c.pixels->surface, dim_, atX, atY, 0, columns);
        copyColumns(c.pixels->surface, bright_, atX, atY, from, to);
    } else {
        paintStripMarks(c, grid, box);
        eachLine(c.model, [&](const ChannelTrack& track) {
            drawVectorTrace(c, columns_[{track.channel, track.source}].columns(track.series, grid),
                            scaleOf(track.channel, box.y + 2, box.bottom() - 2), box.x,
                            QPen(c.palette.channel(track.channel), 0.4));
        });
    }
    // All of it visible: no frame worth looking at.
    const QColor& edge = right - left < box.width * 0.98 ? c.palette.quiet : c.palette.gridHeavy;
    c.fill(box.x + left, box.y, right - left, 1, edge);
    c.fill(box.x + left, box.bottom() - 1, right - left, 1, edge);
    c.fill(box.x + left, box.y, 2, box.height, edge);
    c.fill(box.x + right - 2, box.y, 2, box.height, edge);
}

} // namespace chairside
