// SPDX-License-Identifier: GPL-3.0-or-later
// The columns last drawn for one series. While the zoom stays, a step of the axis computes only what became
// visible and what new samples changed; that is what makes a live chart cost the same after one hour and
// after a day. Owned by whoever draws, main thread only. It never outlives a change of the series' past
// (revision).
#pragma once

#include "core/chart/sample_series.h"

#include <vector>

namespace chairside {

class ColumnCache {
public:
    /// The columns of `grid`, in order. Valid until the next call.
    const std::vector<ColumnRange>& columns(const SampleSeries& series, const TimeGrid& grid);

private:
    std::vector<ColumnRange> columns_;
    double msPerColumn_ = 0;
    std::int64_t first_ = 0;
    std::uint64_t revision_ = 0;
    std::size_t seen_ = 0; ///< samples of the series that the columns know
    std::int64_t lastSampleColumn_ = 0;
    bool valid_ = false;
};

} // namespace chairside
