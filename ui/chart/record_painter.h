// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a record: into an image for screens (traces written straight into pixels, columns remembered between
// frames) or into any QPainter for print, where the same columns become vectors. One layout, one set of parts
// for both. One owner, main thread. It holds no data of its own: what it shows is the model's, at the moment
// of painting.
//
// Why one painter and not Qt Charts: with traces, carets, lanes, rail and labels drawn by hand, only axes and
// grid would be left to QChart, and those must fall on device pixels, share one time axis across panels and
// print as they look. A QGraphicsScene around them costs more per frame than everything painted here (see
// tests/bench/chart_bench).
#pragma once

#include "core/chart/column_cache.h"
#include "ui/chart/chart_canvas.h"
#include "ui/chart/overview_strip.h"

#include <QImage>

#include <map>
#include <vector>

class QPainter;

namespace chairside {

class RecordPainter {
public:
    /// `frame` must be QImage::Format_RGB32 with its device pixel ratio set; it is painted from edge to edge.
    void paintFrame(QImage& frame, const RecordModel& model, const TimeSpan& view,
                    const ChartPalette& palette, const ChartOptions& options);
    /// Vectors into `rect` of `painter`, for print. Same picture, no pixels.
    void paint(QPainter& painter, const QRectF& rect, const RecordModel& model, const TimeSpan& view,
               const ChartPalette& palette, const ChartOptions& options);
    /// Crosshair and selection over the frame painted last; cheap enough for every mouse move.
    void paintOverlay(QPainter& painter, const RecordModel& model, const ChartPalette& palette,
                      const ChartOptions& options);
    /// After another model was set: remembered columns are those of a stranger.
    void forget();

    // Of the frame painted last.
    const ChartLayout& layout() const { return layout_; }
    const TimeGrid& grid() const { return grid_; }
    const std::vector<ChartHit>& hits() const { return hits_; }
    /// The topmost thing at a place, or null.
    const ChartHit* hitAt(double x, double y) const;
    /// For fingers: the thing at a place, else the nearest entry within `reach`.
    const ChartHit* hitNear(double x, double y, double reach) const;
    double xOf(MonoTime at) const;
    MonoTime timeAt(double x) const;
    /// What the overview strip stands for, from its left to its right edge.
    TimeSpan overviewSpan() const { return overview_; }

private:
    struct EdgeNote {
        Channel channel;
        double x, value;
    };
    using Caches = std::map<std::pair<Channel, SourceId>, ColumnCache>;

    const ChartFonts& fontsFor(const ChartOptions& options, int dotsPerInch = ChartFonts::kScreenDpi);
    void prepare(double width, double height, double ratio, const RecordModel& model, const TimeSpan& view,
                 const ChartOptions& options);
    void rasterTraces(const ChartCanvas& canvas);
    void vectorTraces(const ChartCanvas& canvas);
    void paintTraceMarks(const ChartCanvas& canvas);
    void noteEdges(const ChartCanvas& canvas, const PanelBox& panel, const ChannelTrack& track,
                   const std::vector<ColumnRange>& columns);
    void paintNames(const ChartCanvas& canvas);
    void noteName(const ChartCanvas& canvas, const PanelBox& panel, const ChannelTrack& track,
                  const std::vector<ColumnRange>& columns);

    std::optional<ChartFonts> fonts_;
    ChartLayout layout_;
    TimeGrid grid_;
    TimeSpan overview_{};
    double columnsPerPixel_ = 1;
    std::vector<ChartHit> hits_;
    std::vector<EdgeNote> edgeNotes_;
    std::vector<EdgeNote> names_; ///< where each line begins to be seen
    Caches columns_;
    OverviewStrip strip_;
    Sprites sprites_;
};

} // namespace chairside
