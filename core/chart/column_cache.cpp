// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/column_cache.h"

#include <algorithm>
#include <cmath>

namespace chairside {

const std::vector<ColumnRange>& ColumnCache::columns(const SampleSeries& series, const TimeGrid& grid) {
    const auto last = grid.first + grid.count;
    const bool reusable = valid_ && msPerColumn_ == grid.msPerColumn && revision_ == series.revision() &&
                          seen_ <= series.size() && std::ssize(columns_) == grid.count;
    // A new sample changes the column of the one before it (their line leaves through that column's border).
    std::int64_t goodFrom = grid.first, goodTo = grid.first;
    if (reusable) {
        const auto oldLast = first_ + grid.count;
        goodFrom = std::max(first_, grid.first);
        goodTo = std::min(oldLast, last);
        if (seen_ < series.size()) goodTo = std::min(goodTo, seen_ == 0 ? goodFrom : lastSampleColumn_);
    }
    if (goodTo > goodFrom) {
        const auto shift = static_cast<std::ptrdiff_t>(grid.first - first_);
        if (shift > 0)
            std::move(columns_.begin() + shift, columns_.end(), columns_.begin());
        else if (shift < 0)
            std::move_backward(columns_.begin(), columns_.end() + shift, columns_.end());
    } else {
        goodFrom = goodTo = grid.first;
        columns_.resize(static_cast<std::size_t>(grid.count));
    }
    const auto fill = [&](std::int64_t from, std::int64_t to) {
        if (to > from)
            trustedColumns(series, grid.msPerColumn, from, static_cast<int>(to - from),
                           columns_.data() + (from - grid.first));
    };
    fill(grid.first, goodFrom);
    fill(goodTo, last);
    msPerColumn_ = grid.msPerColumn;
    first_ = grid.first;
    revision_ = series.revision();
    seen_ = series.size();
    if (!series.empty())
        lastSampleColumn_ = static_cast<std::int64_t>(
            std::floor(static_cast<double>(toMs(series.time(series.size() - 1))) / grid.msPerColumn));
    valid_ = true;
    return columns_;
}

} // namespace chairside
