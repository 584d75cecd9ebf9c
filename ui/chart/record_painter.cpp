// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/record_painter.h"

#include "core/base/phrase.h"
#include "ui/chart/trace_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

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

} // namespace

void RecordPainter::forget() {
    columns_.clear();
    strip_.forget();
    sprites_ = {};
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

const ChartHit* RecordPainter::hitNear(double x, double y, double reach) const {
    if (const auto* exact = hitAt(x, y)) return exact;
    const ChartHit* best = nullptr;
    double nearest = reach;
    for (const auto& hit : hits_) {
        const double dx = std::max({hit.box.x - x, 0.0, x - hit.box.right()});
        const double dy = std::max({hit.box.y - y, 0.0, y - hit.box.bottom()});
        const double distance = std::hypot(dx, dy);
        if (hit.events.empty() || distance > nearest) continue;
        nearest = distance;
        best = &hit;
    }
    return best;
}

const ChartFonts& RecordPainter::fontsFor(const ChartOptions& options, int dotsPerInch) {
    if (!fonts_ || fonts_->scale() != options.textScale || fonts_->dotsPerInch() != dotsPerInch ||
        fonts_->hasWords() != options.words)
        fonts_.emplace(options.textScale, dotsPerInch, options.words);
    return *fonts_;
}

void RecordPainter::prepare(double width, double height, double ratio, const RecordModel& model,
                            const TimeSpan& view, const ChartOptions& options) {
    overview_ =
        OverviewStrip::spanOf(model, options.live ? std::max(options.now, model.lastAt()) : model.lastAt());
    LayoutRequest request;
    request.width = width;
    request.height = height;
    request.em = ChartFonts::kEm * options.textScale;
    request.panels = panelsOf(model);
    request.lanes = lanesOf(model);
    request.foldedPanels = options.foldedPanels;
    request.foldedLanes = options.foldedLanes;
    request.overview = options.overview;
    request.inset = options.inset;
    request.effectRows = mostEffectsAtOnce(model);
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
    names_.clear();
}

void RecordPainter::paintFrame(QImage& frame, const RecordModel& model, const TimeSpan& view,
                               const ChartPalette& palette, const ChartOptions& options) {
    const double ratio = frame.devicePixelRatio();
    prepare(frame.width() / ratio, frame.height() / ratio, ratio, model, view, options);
    const ChartFonts& fonts = fontsFor(options);
    frame.fill(palette.background);
    ChartPixels pixels{surfaceOf(frame), {0, 0, frame.width(), frame.height()}, &sprites_};
    QPainter painter(&frame);
    ChartCanvas c{painter, model, layout_, grid_, palette, fonts, options, ratio, hits_, &pixels};
    paintBackground(c);
    paintPanelGrounds(c);
    paintWatermark(c);
    rasterTraces(c);
    paintPanelMarks(c);
    paintTraceMarks(c);
    paintLanes(c);
    paintAxis(c);
    paintForeground(c);
    if (layout_.overview) strip_.paint(c, *layout_.overview);
}

void RecordPainter::paint(QPainter& painter, const QRectF& rect, const RecordModel& model,
                          const TimeSpan& view, const ChartPalette& palette, const ChartOptions& options) {
    constexpr double kColumnsPerUnit = 2; // half a point on paper: finer than any printer's line
    prepare(rect.width(), rect.height(), kColumnsPerUnit, model, view, options);
    const ChartFonts& fonts = fontsFor(options, std::max(painter.device()->logicalDpiY(), 1));
    painter.save();
    painter.translate(rect.topLeft());
    painter.fillRect(QRectF(QPointF(), rect.size()), palette.background);
    const ChartCanvas c{painter, model, layout_, grid_, palette, fonts, options, kColumnsPerUnit, hits_};
    paintBackground(c);
    paintPanelGrounds(c);
    paintWatermark(c);
    vectorTraces(c);
    paintPanelMarks(c);
    paintTraceMarks(c);
    paintLanes(c);
    paintAxis(c);
    paintForeground(c);
    if (layout_.overview) strip_.paint(c, *layout_.overview);
    painter.restore();
}

void RecordPainter::paintOverlay(QPainter& painter, const RecordModel& model, const ChartPalette& palette,
                                 const ChartOptions& options) {
    const ChartFonts& fonts = fontsFor(options);
    std::vector<ChartHit> none;
    const ChartCanvas c{painter, model, layout_, grid_, palette, fonts, options, columnsPerPixel_, none};
    paintSelection(c);
    paintCrosshair(c);
}

void RecordPainter::rasterTraces(const ChartCanvas& c) {
    const int left = static_cast<int>(std::lround(layout_.plot.x * c.columnsPerPixel));
    eachLine(c, [&](const PanelBox& panel, const ChannelTrack& track) {
        const auto& columns = columns_[{track.channel, track.source}].columns(track.series, grid_);
        const bool quiet = isQuiet(c, track.channel);
        rasterTrace(c.pixels->surface, columns, left, deviceScale(panel.scale, c.columnsPerPixel),
                    c.palette.channel(track.channel).rgb(), (quiet ? 1.0 : 1.6) * c.columnsPerPixel,
                    quiet ? 0.45 : 1.0);
        noteEdges(c, panel, track, columns);
        noteName(c, panel, track, columns);
    });
}

void RecordPainter::vectorTraces(const ChartCanvas& c) {
    c.painter.setRenderHint(QPainter::Antialiasing);
    eachLine(c, [&](const PanelBox& panel, const ChannelTrack& track) {
        const auto& columns = columns_[{track.channel, track.source}].columns(track.series, grid_);
        const bool quiet = isQuiet(c, track.channel);
        QPen pen(c.palette.channel(track.channel), quiet ? 0.5 : 0.9);
        pen.setJoinStyle(Qt::BevelJoin);
        drawVectorTrace(c, columns, panel.scale, layout_.plot.x, pen);
        noteEdges(c, panel, track, columns);
        noteName(c, panel, track, columns);
    });
    c.painter.setRenderHint(QPainter::Antialiasing, false);
}

/// In black and white a line is known by its name, not by its colour.
void RecordPainter::noteName(const ChartCanvas& c, const PanelBox& panel, const ChannelTrack& track,
                             const std::vector<ColumnRange>& columns) {
    const auto first =
        std::find_if(columns.begin(), columns.end(), [](const auto& column) { return !column.empty(); });
    const bool alone = panel.kind == PanelKind::saturation || isQuiet(c, track.channel);
    if (alone || first == columns.end() || c.layout.gutter.width < c.fonts.em() * 5.5) return;
    const double x = layout_.plot.x + static_cast<double>(first - columns.begin()) / c.columnsPerPixel;
    names_.push_back({track.channel, x, static_cast<double>(first->range.hi)});
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

/// In the gutter, at the height where the line begins: there they cover no value.
void RecordPainter::paintNames(const ChartCanvas& c) {
    std::map<PanelKind, std::vector<double>> taken;
    std::set<Channel> named;
    for (const auto& name : names_) {
        const auto* panel = layout_.panel(panelOf(name.channel));
        if (!panel->scale.shows(name.value) || !named.insert(name.channel).second) continue;
        const double em = c.fonts.em();
        double y =
            std::clamp(panel->scale.y(name.value) + em * 0.32, panel->box.y + em * 0.6, panel->box.bottom());
        for (const double other : taken[panel->kind])
            if (std::abs(y - other) < em) y = other + (y < other ? -em : em);
        taken[panel->kind].push_back(y);
        drawText(c, 8, y, Face::tiny, c.palette.channel(name.channel),
                 shown(phrase(info(name.channel).label)));
    }
}

void RecordPainter::paintTraceMarks(const ChartCanvas& c) {
    std::map<std::pair<PanelKind, bool>, double> freeFrom;
    for (const auto& note : edgeNotes_) {
        const auto* panel = layout_.panel(panelOf(note.channel));
        const bool below = note.value < panel->scale.low;
        const QString text = edgeText(note.value, !below);
        const double width = c.fonts.width(Face::bold, text);
        const double x = std::max(layout_.plot.x, std::min(note.x + 3, layout_.plot.right() - width));
        auto& from = freeFrom[{panel->kind, below}];
        if (x < from) continue;
        from = x + width + 6;
        drawText(c, x, below ? panel->box.bottom() - 4 : panel->box.y + c.fonts.em(), Face::bold,
                 c.palette.channel(note.channel), text);
    }
    paintNames(c);
    // Implausible and marked samples stay, hollow and apart from the line.
    std::vector<ColumnRange> hollow(static_cast<std::size_t>(grid_.count));
    eachLine(c, [&](const PanelBox& panel, const ChannelTrack& track) {
        if (!track.series.hasHollow()) return;
        hollowColumns(track.series, grid_.msPerColumn, grid_.first, grid_.count, hollow.data());
        const QColor& colour = c.palette.channel(track.channel);
        const auto ring = [&](double x, double y) {
            c.mark({shape::ring, colour.rgb(), 0, 0, {}}, x, y, 4, [&](QPainter& painter) {
                painter.setPen(QPen(colour, 1));
                painter.drawEllipse(QPointF(0, 0), 2.4, 2.4);
            });
        };
        double lastX = -1e9;
        for (std::size_t i = 0; i < hollow.size(); ++i) {
            const double x = layout_.plot.x + (static_cast<double>(i) + 0.5) / c.columnsPerPixel;
            if (hollow[i].empty() || x - lastX < 6) continue;
            lastX = x;
            const double high = panel.scale.y(static_cast<double>(hollow[i].range.hi));
            const double low = panel.scale.y(static_cast<double>(hollow[i].range.lo));
            ring(x, high);
            if (low - high > 5) ring(x, low);
        }
    });
}

} // namespace chairside
