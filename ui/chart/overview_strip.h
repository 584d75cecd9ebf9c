// SPDX-License-Identifier: GPL-3.0-or-later
// The whole session in one low strip, with the visible stretch framed in it. Painted into a picture of its
// own that is redone only when the session has grown by a pixel; dragging the frame copies pixels. Owned by
// RecordPainter.
#pragma once

#include "ui/chart/chart_canvas.h"

#include <QImage>

#include <map>
#include <utility>

namespace chairside {

class OverviewStrip {
public:
    /// `frame` null: vectors through the canvas.
    void paint(const ChartCanvas& canvas, const Box& box);
    void forget();
    /// What the strip stands for, from its left to its right edge: a little more than the session, in coarse
    /// steps.
    static TimeSpan spanOf(const RecordModel& model, MonoTime present);

private:
    struct State {
        TimeGrid grid;
        std::int64_t lastColumn = 0;
        std::uint64_t revision = 0;
        std::size_t marks = 0;
        bool operator==(const State&) const = default;
    };
    State stateOf(const ChartCanvas& canvas, const TimeGrid& grid) const;
    void redraw(const ChartCanvas& canvas, const TimeGrid& grid, int height);

    QImage bright_, dim_;
    State state_;
    std::map<std::pair<Channel, SourceId>, ColumnCache> columns_;
};

} // namespace chairside
