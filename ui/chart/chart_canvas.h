// SPDX-License-Identifier: GPL-3.0-or-later
// What every part of the chart painting shares during one frame: painter, model, geometry, colours, fonts,
// and the list of boxes that can be tapped. Lives for one frame on the main thread; parts draw through it and
// keep nothing.
#pragma once

#include "core/chart/chart_layout.h"
#include "core/chart/column_cache.h"
#include "ui/chart/chart_palette.h"
#include "ui/chart/sprites.h"

#include <QFont>
#include <QHash>
#include <QPainter>
#include <QString>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace chairside {

/// The chart's three kinds of text.
enum class Face : std::uint8_t { small, bold, tiny };

/// Fonts and the widths of words already measured. One owner, main thread.
class ChartFonts {
public:
    /// `dotsPerInch` of the device painted on: fonts are in points, the chart is in units of its painter.
    /// Without `words`, widths are counted in letters and text is painted as bars.
    explicit ChartFonts(double scale = 1, int dotsPerInch = kScreenDpi, bool words = true);
    static constexpr int kScreenDpi = 96;
    double scale() const { return scale_; }
    int dotsPerInch() const { return dotsPerInch_; }
    bool hasWords() const { return words_; }
    static constexpr double kEm = 13; ///< the unit of the layout at scale 1
    double em() const { return kEm * scale_; }
    const QFont& font(Face face) const { return fonts_[static_cast<std::size_t>(face)]; }
    QString elided(Face face, const QString& text, double width) const;
    double ascent(Face face) const { return ascents_[static_cast<std::size_t>(face)]; }
    double descent(Face face) const { return descents_[static_cast<std::size_t>(face)]; }
    double width(Face face, const QString& text) const;

private:
    double scale_;
    int dotsPerInch_;
    bool words_;
    std::array<QFont, 3> measured_; ///< as a screen would have them: widths in the chart's units
    std::array<QFont, 3> fonts_;
    std::array<double, 3> ascents_{}, descents_{};
    mutable std::array<QHash<QString, double>, 3> widths_;
};

struct ChartOptions {
    MonoTime now{};
    bool live = true;                  ///< draws the now line and open ends up to now
    std::optional<WallTime> clockBase; ///< wall time at session time 0; clock times are left out when empty
    QString watermark;                 ///< "SIMULATED", "REPLAY", "DEMO"; empty = none
    double textScale = 1;
    double inset = 0;    ///< kept free at the top, for the strip of waves
    double controls = 0; ///< width at the right of the first line that buttons cover
    /// False paints a bar for each word, as wide whatever the fonts of the machine: for comparing pictures.
    bool words = true;
    bool overview = true;
    std::set<PanelKind> foldedPanels;
    std::set<LaneKind> foldedLanes;
    std::optional<MonoTime> crosshair;
    std::optional<TimeSpan> selection; ///< span being marked
};

/// What kind of thing a hit is; the index counts in the model's list of that kind.
enum class HitKind : std::uint8_t {
    pressure,
    typed,
    artefact,
    pumpAction,
    medication,
    effect,
    score,
    due,
    event,
    alarm
};

/// Something on the chart that can be tapped.
struct ChartHit {
    Box box;
    HitKind kind = HitKind::event;
    std::vector<std::size_t> items; ///< several when marks were too near to be drawn apart
    std::vector<Uuid> events;       ///< of the items that are entries; empty for what a device sent
};
/// The words for tool tip and screen reader, one line for each item (at most a dozen). chart_hits.cpp
QString hitText(const RecordModel& model, const ChartHit& hit);

/// Straight to pixels instead of through the painter.
struct ChartPixels {
    PixelSurface surface;
    PixelClip clip;
    Sprites* sprites = nullptr;
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
    ChartPixels* pixels = nullptr; ///< null for print and overlay: everything goes through the painter

    double x(MonoTime at) const { return layout.plot.x + grid.x(at) / columnsPerPixel; }
    /// x of a moment, kept within a little more than the plot so that no number overflows the painter.
    double clippedX(MonoTime at) const {
        return std::clamp(x(at), layout.plot.x - 50, layout.plot.right() + 50);
    }
    bool sees(MonoTime from, MonoTime to) const { return to >= grid.from() && from <= grid.to(); }
    bool sees(MonoTime at) const { return sees(at, at); }
    QString elapsed(MonoTime at) const; ///< "23:41", "−1:20", from the start of treatment
    QString clock(MonoTime at) const;   ///< "10:42", empty without a clock base
    bool isStruck(const Entry& entry) const { return !model.isStanding(entry); }
    double snapped(double v) const { return std::floor(v * columnsPerPixel) / columnsPerPixel; }

    /// An opaque rectangle on whole device pixels, at least one of them wide and high.
    void fill(double x, double y, double width, double height, const QColor& colour) const;
    /// The same with softened corners.
    void fillRounded(double x, double y, double width, double height, const QColor& colour) const;
    /// A small mark around (x, y), antialiased, remembered between frames. `draw` paints it around the
    /// origin.
    void mark(const SpriteKey& key, double x, double y, double reach,
              const std::function<void(QPainter&)>& draw) const;
    /// Until unclip(), nothing outside is touched.
    void clipTo(const Box& box) const;
    void unclip() const;
};

/// Numbers for SpriteKey::shape.
namespace shape {
enum : int {
    text,
    caretDown,
    caretUp,
    stroke,
    square,
    diamond,
    disc,
    due,
    ring,
    watermark,
    score,
    foldDown,
    foldRight
};
}

/// Plain text from the record as it may be shown: one line, no control characters, at most 200.
QString shown(const std::string& text);
/// One line of text at its baseline; never wraps.
void drawText(const ChartCanvas& canvas, double x, double baseline, Face face, const QColor& colour,
              const QString& text);
/// A value beyond a scale, in at most eight characters.
QString edgeText(double value, bool above);
QString elided(const ChartCanvas& canvas, Face face, const QString& text, double width);

QString panelName(PanelKind kind); ///< chart_panels.cpp
// The parts of a frame, in the order they are painted.
void paintHistory(const ChartCanvas& canvas); ///< chart_bands.cpp: earlier sessions, baseline; under the grid
void paintBackground(const ChartCanvas& canvas);   ///< chart_axes.cpp
void paintPanelGrounds(const ChartCanvas& canvas); ///< chart_panels.cpp: scales, limits
/// chart_panels.cpp: the fixed scale of one panel and its lines, without title and fold mark.
void paintPanelScale(const ChartCanvas& canvas, const PanelBox& panel);
void paintWatermark(const ChartCanvas& canvas);  ///< chart_axes.cpp: behind traces and lanes
void paintPanelMarks(const ChartCanvas& canvas); ///< chart_panels.cpp: pressures, typed values, gaps
void paintScorePanel(const ChartCanvas& canvas); ///< chart_scores.cpp
void paintScoreTitle(const ChartCanvas& canvas, const PanelBox& panel);
void paintScoreScale(const ChartCanvas& canvas, const PanelBox& panel);
void paintLanes(const ChartCanvas& canvas);      ///< chart_lanes.cpp
void paintAxis(const ChartCanvas& canvas);       ///< chart_axes.cpp
void paintForeground(const ChartCanvas& canvas); ///< chart_axes.cpp: the now line
void paintSelection(const ChartCanvas& canvas);  ///< chart_crosshair.cpp
void paintCrosshair(const ChartCanvas& canvas);  ///< chart_crosshair.cpp

} // namespace chairside
