// SPDX-License-Identifier: GPL-3.0-or-later
// Paints several sessions over each other on one aligned axis, with the palette, fixed clinical scales, grid,
// axis and trace code of the record chart (ui/chart). Every session has a colour, a line style, a mark and a
// letter at the ends of its lines, so that the picture reads without colour. One owner, main thread; holds
// only what it remembers of the last frame.
#pragma once

#include "ui/chart/chart_canvas.h"
#include "ui/compare/compared_session.h"

#include <QImage>

#include <array>

namespace chairside {

/// How one session looks, by its letter.
struct CompareStyle {
    QColor colour;
    int dash = 0;  ///< 0 solid
    int shape = 0; ///< of the marks
};
CompareStyle compareStyle(int letter, const ChartPalette& palette);
/// The mark of a session around the origin, for chart, list and table alike.
void paintCompareMark(QPainter& painter, const CompareStyle& style, const QColor& background, double size);

struct CompareOptions {
    Alignment alignment = Alignment::start;
    std::optional<Millis> crosshair; ///< from the aligned moment
    int focused = -1;                ///< letter of the session to stand out, −1 = all alike
    double scoreMax = 18;            ///< greatest total of the dissociation scale
    std::string scoreScale;          ///< instrument whose totals are drawn
    QString scoreTitle;
};

class ComparePainter {
public:
    enum class Panel : std::uint8_t { pressure, heart, saturation, score };
    static constexpr std::array kPanels{Panel::pressure, Panel::heart, Panel::saturation, Panel::score};

    /// `frame` must be QImage::Format_RGB32 with its device pixel ratio set.
    void paintFrame(QImage& frame, const ComparedSessions& sessions, const ChartPalette& palette,
                    const CompareOptions& options);
    /// Crosshair and its box over the frame painted last.
    void paintOverlay(QPainter& painter, const ComparedSessions& sessions, const ChartPalette& palette,
                      const CompareOptions& options) const;

    /// Of the frame painted last.
    Millis timeAt(double x) const;
    double xOf(Millis at) const;
    TimeSpan span() const { return {grid_.from(), grid_.to()}; } ///< time 0 is the aligned moment
    const Box& plot() const { return layout_.plot; }
    const Box& panel(Panel which) const { return boxes_[static_cast<std::size_t>(which)]; }
    /// Marks drawn of one session: each is a measurement of the record.
    std::size_t pressuresDrawn(int letter) const { return pressures_[static_cast<std::size_t>(letter)]; }

private:
    struct Line {
        const ComparedSession* session;
        CompareStyle style;
        MonoTime zero;
        bool dimmed;
    };
    struct LineEnd {
        double x, y;
        QString tag;
        QColor colour;
    };
    void layOut(double width, double height, double ratio, std::size_t sessions);
    ValueScale scaleOf(Panel panel, const CompareOptions& options) const;
    void paintGround(const ChartCanvas& canvas, const CompareOptions& options);
    void paintScoreScale(const ChartCanvas& canvas, const CompareOptions& options);
    void paintTreatments(const ChartCanvas& canvas, const std::vector<Line>& lines) const;
    void paintTrace(const ChartCanvas& canvas, const Line& line, Channel channel, Panel panel,
                    const CompareOptions& options);
    void paintPressures(const ChartCanvas& canvas, const Line& line, const CompareOptions& options);
    void paintScores(const ChartCanvas& canvas, const Line& line, const CompareOptions& options);
    void paintPoints(const ChartCanvas& canvas, const Line& line, Panel panel,
                     const std::vector<std::pair<MonoTime, double>>& points, const ValueScale& scale,
                     bool withMarks);
    void paintTags(const ChartCanvas& canvas, Panel panel);

    ChartFonts fonts_;
    Sprites sprites_;
    ChartLayout layout_;
    TimeGrid grid_; ///< of aligned time: 0 is the aligned moment
    double ratio_ = 1;
    Box treatments_;
    std::array<Box, 4> boxes_{};
    std::array<std::vector<LineEnd>, 4> ends_;
    std::array<std::size_t, 12> pressures_{};
    std::vector<ChartHit> hits_;
};

/// From before treatment until the last of what was recorded, over all sessions; 0 is the aligned moment.
TimeSpan alignedSpan(const ComparedSessions& sessions, Alignment alignment);
/// "168/101", "98", "12": what a session's panel said at a moment, empty without a value that still held
/// then.
QString comparedValueAt(const ComparedSession& session, ComparePainter::Panel panel, Millis at,
                        const CompareOptions& options);

} // namespace chairside
