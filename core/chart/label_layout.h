// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps marks and their words apart on a lane: near marks become one with a count, words that find no room
// are left out (the mark stays, the table and the crosshair still say them). Pure; any thread. It never
// overlaps two labels.
#pragma once

#include <cstddef>
#include <vector>

namespace chairside {

struct LabelRequest {
    double x = 0;     ///< middle of the mark
    double width = 0; ///< of its words, 0 = none
};

struct PlacedLabel {
    double x = 0;                   ///< middle of the mark
    std::vector<std::size_t> items; ///< indexes of the requests it stands for, in order of x
    bool shown = false;             ///< whether there is room for the words of items.front()
    double labelX = 0, labelWidth = 0;
};

/// Marks nearer than `markWidth` to the first of a group become one; its words are `countWidth` wide ("12
/// events"). Words stand right of the mark at `gap`, within [left, right]; at the right edge they go left of
/// it if there is room. Words that do not fit are cut to the room there is if that is at least `leastWidth`
/// (0 = never).
std::vector<PlacedLabel> placeLabels(const std::vector<LabelRequest>& requests, double left, double right,
                                     double markWidth, double gap, double countWidth, double leastWidth = 0);

/// Rows for bars that overlap in time: the lowest free row for each, in the order given. At most `rows`; what
/// finds no row shares the last.
struct BarRequest {
    double from = 0, to = 0;
};
std::vector<int> placeBars(const std::vector<BarRequest>& bars, int rows);

} // namespace chairside
