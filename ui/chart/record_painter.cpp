// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/record_painter.h"

#include <QPolygonF>

#include <algorithm>
#include <array>

namespace chairside {
namespace {

/// Channels drawn as lines, from back to front.
constexpr std::array kLines{Channel::pulseRate, Channel::hr, Channel::spo2, Channel::etco2, Channel::rr};

bool isQuiet(const ChartCanvas& c, Channel channel) {
    return channel == Channel::pulseRate && c.model.vitals().has(Channel::hr);
}

PixelSurface surfaceOf(QImage& image) {
    return {reinterpret_cast<std::uint32_t*>(image.bits()), image.width(), image.height(),
            static_cast<int>(image.bytesPerLine() / 4)};
}

ValueScale deviceScale(ValueScale scale, double ratio) {
    scale.top *= ratio;
    scale.bottom *= ratio;
    return scale;
}

template <class Draw>
void eachLine(const ChartCanvas& c, Draw draw) {
    for (const Channel channel : kLines) {
        const auto* panel = c.layout.panel(panelOf(channel));
        if (!panel) continue;
        for (const auto& track : c.model.vitals().tracks())
            if (track.channel == channel && !track.series.empty()) draw(*panel, track);
    }
}

void drawColumns(const ChartCanvas& c, const std::vector<ColumnRange>& columns, const ValueScale& scale,
                 double left, const QPen& pen) {
    c.painter.setPen(pen);
    QPolygonF line;
    const auto flush = [&] {
        if (line.size() > 1) c.painter.drawPolyline(line);
        line.clear();
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        if (column.empty()) {
            flush();
            continue;
        }
        const double x = left + (static_cast<double>(i) + 0.5) / c.columnsPerPixel;
        const double high = scale.y(static_cast<double>(column.range.hi)),
                     low = scale.y(static_cast<double>(column.range.lo));
        if (column.dot) {
            flush();
            c.painter.drawRect(QRectF(x - 0.8, high - 0.8, 1.6, low - high + 1.6));
            continue;
        }
        line << QPointF(x, high);
        if (low - high > 0.2) line << QPointF(x, low);
        if (line.size() == 1) line << QPointF(x + 0.4 / c.columnsPerPixel, low);
    }
    flush();
}

} // namespace

void RecordPainter::forget() {
    columns_.clear();
    overviewColumns_.clear();
    hits_.clear();
}

double RecordPainter::xOf(MonoTime at) const {
    return layout_.plot.x + grid_.x(at) / columnsPerPixel_;
}

MonoTime RecordPainter::timeAt(double x) const {
    return grid_.timeAt((x - layout_.plot.x) * columnsPerPixel_);
}

const ChartHit* RecordPainter::hitAt(double x, double y) const {
    const auto found =
        std::find_if(hits_.rbegin(), hits_.rend(), [&](const auto& hit) { return hit.box.contains(x, y); });
    return found == hits_.rend() ? nullptr : &*found;
}

void RecordPainter::prepare(double width, double height, double ratio, const RecordModel& model,
                            const TimeSpan& view, const ChartOptions& options) {
    const MonoTime present = options.live ? std::max(options.now, model.lastAt()) : model.lastAt();
    overview_ = {model.firstAt(), std::max(present, model.firstAt() + Minutes{1})};
    LayoutRequest request;
    request.width = width;
    request.height = height;
    request.em = 13 * options.textScale;
    request.panels = panelsOf(model);
    request.lanes = lanesOf(model);
    request.foldedPanels = options.foldedPanels;
    request.foldedLanes = options.foldedLanes;
    request.overview = options.overview;
    layout_ = layoutChart(request);
    // The plot begins and ends on device pixels, so that one column is one pixel.
    const double left = std::round(layout_.plot.x * ratio) / ratio;
    const int columns = std::max(1, static_cast<int>(layout_.plot.width * ratio));
    layout_.plot.x = left;
    layout_.plot.width = columns / ratio;
    for (auto& panel : layout_.panels) panel.box.x = left, panel.box.width = layout_.plot.width;
    if (layout_.overview) layout_.overview->x = left, layout_.overview->width = layout_.plot.width;
    for (auto& lane : layout_.lanes) lane.box.x = left, lane.box.width = layout_.plot.width;
    grid_ = TimeGrid::over(view.from, view.to, columns);
    columnsPerPixel_ = ratio;
    hits_.clear();
    edgeNotes_.clear();
}

void RecordPainter::paintFrame(QImage& frame, const RecordModel& model, const TimeSpan& view,
                               const ChartPalette& palette, const ChartOptions& options) {
    const double ratio = frame.devicePixelRatio();
    prepare(frame.width() / ratio, frame.height() / ratio, ratio, model, view, options);
    const ChartFonts fonts(options.textScale);
    frame.fill(palette.background);
    {
        QPainter painter(&frame);
        const ChartCanvas c{painter, model, layout_, grid_, palette, fonts, options, ratio, hits_};
        paintBackground(c);
        paintPanelGrounds(c);
        painter.end();
        rasterTraces(frame, c);
        painter.begin(&frame);
        paintPanelMarks(c);
        paintTraceMarks(c);
        paintLanes(c);
        paintAxis(c);
        paintForeground(c);
        painter.end();
        paintOverview(c, &frame);
    }
}

void RecordPainter::paint(QPainter& painter, const QRectF& rect, const RecordModel& model,
                          const TimeSpan& view, const ChartPalette& palette, const ChartOptions& options) {
    constexpr double kColumnsPerUnit = 2; // half a point on paper: finer than any printer's line
    prepare(rect.width(), rect.height(), kColumnsPerUnit, model, view, options);
    const ChartFonts fonts(options.textScale);
    painter.save();
    painter.translate(rect.topLeft());
    painter.fillRect(QRectF(QPointF(), rect.size()), palette.background);
    const ChartCanvas c{painter, model, layout_, grid_, palette, fonts, options, kColumnsPerUnit, hits_};
    paintBackground(c);
    paintPanelGrounds(c);
    vectorTraces(c);
    paintPanelMarks(c);
    paintTraceMarks(c);
    paintLanes(c);
    paintAxis(c);
    paintForeground(c);
    paintOverview(c, nullptr);
    painter.restore();
}

void RecordPainter::paintOverlay(QPainter& painter, const RecordModel& model, const ChartPalette& palette,
                                 const ChartOptions& options) {
    const ChartFonts fonts(options.textScale);
    std::vector<ChartHit> none;
    const ChartCanvas c{painter, model, layout_, grid_, palette, fonts, options, columnsPerPixel_, none};
    paintSelection(c);
    paintCrosshair(c);
}

void RecordPainter::rasterTraces(QImage& frame, const ChartCanvas& c) {
    const PixelSurface surface = surfaceOf(frame);
    const int left = static_cast<int>(std::lround(layout_.plot.x * c.columnsPerPixel));
    eachLine(c, [&](const PanelBox& panel, const ChannelTrack& track) {
        const auto& columns = columns_[{track.channel, track.source}].columns(track.series, grid_);
        const bool quiet = isQuiet(c, track.channel);
        rasterTrace(surface, columns, left, deviceScale(panel.scale, c.columnsPerPixel),
                    c.palette.channel(track.channel).rgb(), (quiet ? 1.0 : 1.6) * c.columnsPerPixel,
                    quiet ? 0.45 : 1.0);
        noteEdges(c, panel, track, columns);
    });
}

void RecordPainter::vectorTraces(const ChartCanvas& c) {
    c.painter.setRenderHint(QPainter::Antialiasing);
    eachLine(c, [&](const PanelBox& panel, const ChannelTrack& track) {
        const auto& columns = columns_[{track.channel, track.source}].columns(track.series, grid_);
        const bool quiet = isQuiet(c, track.channel);
        QPen pen(c.palette.channel(track.channel), quiet ? 0.5 : 0.9);
        pen.setJoinStyle(Qt::BevelJoin);
        drawColumns(c, columns, panel.scale, layout_.plot.x, pen);
        noteEdges(c, panel, track, columns);
    });
    c.painter.setRenderHint(QPainter::Antialiasing, false);
}

void RecordPainter::noteEdges(const ChartCanvas& c, const PanelBox& panel, const ChannelTrack& track,
                              const std::vector<ColumnRange>& columns) {
    const auto low = static_cast<float>(panel.scale.low), high = static_cast<float>(panel.scale.high);
    std::optional<EdgeNote> run;
    const auto flush = [&] {
        if (run) edgeNotes_.push_back(*run);
        run.reset();
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& range = columns[i].range;
        const bool below = range.lo<low, above = range.hi> high;
        if (columns[i].empty() || (!below && !above)) {
            flush();
            continue;
        }
        const auto extreme = static_cast<double>(below ? range.lo : range.hi);
        const double x = layout_.plot.x + static_cast<double>(i) / c.columnsPerPixel;
        const bool worse = !run || (below ? extreme < run->value : extreme > run->value);
        if (worse) run = EdgeNote{track.channel, x, extreme};
    }
    flush();
}

void RecordPainter::paintTraceMarks(const ChartCanvas& c) {
    std::map<std::pair<PanelKind, bool>, double> freeFrom;
    for (const auto& note : edgeNotes_) {
        const auto* panel = layout_.panel(panelOf(note.channel));
        const bool below = note.value < panel->scale.low;
        const QString text = edgeText(note.value, !below);
        const double width = c.fonts.boldMetrics.horizontalAdvance(text);
        const double x = std::clamp(note.x + 3, layout_.plot.x, layout_.plot.right() - width);
        auto& from = freeFrom[{panel->kind, below}];
        if (x < from) continue;
        from = x + width + 6;
        drawText(c.painter, x, below ? panel->box.bottom() - 4 : panel->box.y + c.fonts.em, c.fonts.smallBold,
                 c.palette.channel(note.channel), text);
    }
    // Implausible and marked samples stay, hollow and apart from the line.
    c.painter.setRenderHint(QPainter::Antialiasing);
    std::vector<ColumnRange> hollow(static_cast<std::size_t>(grid_.count));
    eachLine(c, [&](const PanelBox& panel, const ChannelTrack& track) {
        if (!track.series.hasHollow()) return;
        hollowColumns(track.series, grid_.msPerColumn, grid_.first, grid_.count, hollow.data());
        c.painter.setPen(QPen(c.palette.channel(track.channel), 1));
        c.painter.setBrush(Qt::NoBrush);
        double lastX = -1e9;
        for (std::size_t i = 0; i < hollow.size(); ++i) {
            const double x = layout_.plot.x + (static_cast<double>(i) + 0.5) / c.columnsPerPixel;
            if (hollow[i].empty() || x - lastX < 6) continue;
            lastX = x;
            const double high = panel.scale.y(static_cast<double>(hollow[i].range.hi));
            const double low = panel.scale.y(static_cast<double>(hollow[i].range.lo));
            c.painter.drawEllipse(QPointF(x, high), 2.4, 2.4);
            if (low - high > 5) c.painter.drawEllipse(QPointF(x, low), 2.4, 2.4);
        }
    });
    c.painter.setRenderHint(QPainter::Antialiasing, false);
}

void RecordPainter::paintOverview(const ChartCanvas& c, QImage* frame) {
    if (!layout_.overview) return;
    const Box box = *layout_.overview;
    const int columns = std::max(1, static_cast<int>(box.width * c.columnsPerPixel));
    const TimeGrid grid = TimeGrid::over(overview_.from, overview_.to, columns);
    const ValueScale scale{40, 200, box.y + 2, box.bottom() - 2};
    if (frame) {
        QPainter ground(frame);
        ground.fillRect(QRectF(box.x, box.y, box.width, box.height), c.palette.raised);
    } else {
        c.painter.setPen(c.palette.gridHeavy);
        c.painter.drawRect(QRectF(box.x, box.y, box.width, box.height));
    }
    for (const auto& track : c.model.vitals().tracks()) {
        if (track.channel != Channel::hr && track.channel != Channel::spo2) continue;
        const ValueScale own =
            track.channel == Channel::hr ? scale : ValueScale{70, 100, scale.top, scale.bottom};
        const auto& line = overviewColumns_[{track.channel, track.source}].columns(track.series, grid);
        if (frame)
            rasterTrace(surfaceOf(*frame), line, static_cast<int>(std::lround(box.x * c.columnsPerPixel)),
                        deviceScale(own, c.columnsPerPixel), c.palette.channel(track.channel).rgb(),
                        c.columnsPerPixel, 0.7);
        else
            drawColumns(c, line, own, box.x, QPen(c.palette.channel(track.channel), 0.4));
    }
    const auto x = [&](MonoTime at) {
        return std::clamp(box.x + grid.x(at) / c.columnsPerPixel, box.x, box.right());
    };
    QPainter own;
    if (frame) own.begin(frame);
    QPainter& painter = frame ? own : c.painter;
    const double left = x(c.grid.from()), right = std::max(x(c.grid.to()), left + 4);
    QColor shade = c.palette.background;
    shade.setAlphaF(0.55f);
    painter.fillRect(QRectF(box.x, box.y, left - box.x, box.height), shade);
    painter.fillRect(QRectF(right, box.y, box.right() - right, box.height), shade);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(c.palette.quiet, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(left, box.y, right - left, box.height).adjusted(0.6, 0.6, -0.6, -0.6), 3,
                            3);
}

} // namespace chairside
