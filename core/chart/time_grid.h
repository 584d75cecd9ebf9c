// SPDX-License-Identifier: GPL-3.0-or-later
// The pixel columns of a chart: each covers the same stretch of session time, and its borders are multiples
// of that stretch counted from session time 0, not from the left edge. So a sample stays in its column while
// the axis moves: nothing shimmers, and columns computed once stay good. Pure values; any thread.
#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace chairside {

struct TimeSpan {
    MonoTime from, to;
    bool operator==(const TimeSpan&) const = default;
};

struct TimeGrid {
    double msPerColumn = 1;
    std::int64_t first = 0; ///< index of the leftmost column
    int count = 0;

    /// `count` columns that start at the column border at or before `from`.
    static TimeGrid over(MonoTime from, MonoTime to, int count) {
        TimeGrid grid;
        grid.count = std::max(count, 1);
        const double span = std::max<double>(1, static_cast<double>(toMs(to) - toMs(from)));
        grid.msPerColumn = span / grid.count;
        grid.first =
            static_cast<std::int64_t>(std::floor(static_cast<double>(toMs(from)) / grid.msPerColumn + 1e-6));
        return grid;
    }
    double startMs(std::int64_t column) const { return static_cast<double>(column) * msPerColumn; }
    /// Columns from the left edge, fractional.
    double x(MonoTime at) const {
        return static_cast<double>(toMs(at)) / msPerColumn - static_cast<double>(first);
    }
    MonoTime timeAt(double x) const {
        return monoFromMs(std::llround((x + static_cast<double>(first)) * msPerColumn));
    }
    MonoTime from() const { return timeAt(0); }
    MonoTime to() const { return timeAt(count); }
    bool operator==(const TimeGrid&) const = default;
};

} // namespace chairside
