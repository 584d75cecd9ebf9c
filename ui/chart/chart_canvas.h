// SPDX-License-Identifier: GPL-3.0-or-later
// What every part of the chart painting shares during one frame: painter, model, geometry, colours, fonts,
// and the list of boxes that can be tapped. Lives for one frame on the main thread; parts draw through it and
// keep nothing.
#pragma once

#include "core/chart/chart_layout.h"
#include "core/chart/column_cache.h"
#include "ui/chart/chart_palette.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace chairside {

/// The chart's three text sizes with their metrics.
struct ChartFonts {
    explicit ChartFonts(double scale = 1);
    QFont small, smallBold, tiny;
    QFontMetricsF smallMetrics, boldMetrics, tinyMetrics;
    double em; ///< the unit of the layout
};

struct ChartOptions {
    MonoTime now{};
    bool live = true;                  ///< draws the now line and open ends up to now
    std::optional<WallTime> clockBase; ///< wall time at session time 0; clock times are left out when empty
    QString watermark;                 ///< "SIMULATED", "REPLAY", "DEMO"; empty = none
    double textScale = 1;
    bool overview = true;
    std::set<PanelKind> foldedPanels;
    std::set<LaneKind> foldedLanes;
    std::optional<MonoTime> crosshair;
    std::optional<TimeSpan> selection; ///< span being marked
};

/// Something on the chart that can be tapped, with the words for tooltip and screen reader.
struct ChartHit {
    Box box;
    std::vector<Uuid> events; ///< several when marks were too near to be drawn apart
    MonoTime at;
    QString text;
};

struct ChartCanvas {
    QPainter& painter;
    const RecordModel& model;
    const ChartLayout& layout;
    const TimeGrid& grid;
    const ChartPalette& palette;
    const ChartFonts& fonts;
    const ChartOptions& options;
    double columnsPerPixel; ///< device columns per logical pixel
    std::vector<ChartHit>& hits;

    double x(MonoTime at) const { return layout.plot.x + grid.x(at) / columnsPerPixel; }
    /// x of a moment, kept within a little more than the plot so that no number overflows the painter.
    double clippedX(MonoTime at) const {
        return std::clamp(x(at), layout.plot.x - 50, layout.plot.right() + 50);
    }
    MonoTime timeAt(double px) const { return grid.timeAt((px - layout.plot.x) * columnsPerPixel); }
    bool sees(MonoTime from, MonoTime to) const { return to >= grid.from() && from <= grid.to(); }
    bool sees(MonoTime at) const { return sees(at, at); }
    QString elapsed(MonoTime at) const; ///< "23:41", "−1:20", from the start of treatment
    QString clock(MonoTime at) const;   ///< "10:42", empty without a clock base
    bool isStruck(const Entry& entry) const { return !model.isStanding(entry); }
};

/// Plain text from the record as it may be shown: one line, no control characters, at most 200.
QString shown(const std::string& text);
/// Text with its baseline; the pen and font of the painter are set. Returns nothing, never wraps.
void drawText(QPainter& painter, double x, double baseline, const QFont& font, const QColor& colour,
              const QString& text);
/// A value beyond a scale, in at most eight characters.
QString edgeText(double value, bool above);
QString elided(const QFontMetricsF& metrics, const QString& text, double width);

// The parts of a frame, in the order they are painted.
void paintBackground(const ChartCanvas& canvas);   ///< chart_axes.cpp
void paintPanelGrounds(const ChartCanvas& canvas); ///< chart_panels.cpp: scales, history, limits
void paintPanelMarks(const ChartCanvas& canvas);   ///< chart_panels.cpp: pressures, typed values, gaps
void paintLanes(const ChartCanvas& canvas);        ///< chart_lanes.cpp
void paintAxis(const ChartCanvas& canvas);         ///< chart_axes.cpp
void paintForeground(const ChartCanvas& canvas);   ///< chart_axes.cpp: now, watermark
void paintSelection(const ChartCanvas& canvas);    ///< chart_crosshair.cpp
void paintCrosshair(const ChartCanvas& canvas);    ///< chart_crosshair.cpp

} // namespace chairside
