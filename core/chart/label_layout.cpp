// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/label_layout.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace chairside {

std::vector<PlacedLabel> placeLabels(const std::vector<LabelRequest>& requests, double left, double right,
                                     double markWidth, double gap, double countWidth, double leastWidth) {
    std::vector<std::size_t> order(requests.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return requests[a].x < requests[b].x; });
    std::vector<PlacedLabel> placed;
    for (const auto i : order) {
        const double x = requests[i].x;
        if (x < left - markWidth || x > right + markWidth) continue;
        if (!placed.empty() && x - placed.back().x < markWidth)
            placed.back().items.push_back(i);
        else
            placed.push_back({x, {i}, false, 0, 0});
    }
    double freeFrom = left;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        auto& label = placed[i];
        label.labelWidth = label.items.size() > 1 ? countWidth : requests[label.items.front()].width;
        const double half = markWidth / 2;
        const double nextMark =
            i + 1 < placed.size() ? placed[i + 1].x - half : std::numeric_limits<double>::infinity();
        const double after = label.x + half + gap, before = label.x - half - gap - label.labelWidth;
        if (label.labelWidth > 0 && after + label.labelWidth <= std::min(nextMark, right)) {
            label.shown = true;
            label.labelX = after;
        } else if (label.labelWidth > 0 && after + label.labelWidth > right && before >= freeFrom) {
            label.shown = true;
            label.labelX = before;
        } else if (const double room = std::min(nextMark, right) - gap - after;
                   leastWidth > 0 && label.items.size() == 1 && label.labelWidth > 0 && room >= leastWidth) {
            label.shown = true;
            label.labelX = after;
            label.labelWidth = room;
        }
        freeFrom = std::max(label.x + half, label.shown ? label.labelX + label.labelWidth : 0) + gap;
    }
    return placed;
}

std::vector<int> placeBars(const std::vector<BarRequest>& bars, int rows) {
    std::vector<double> until(static_cast<std::size_t>(std::max(rows, 1)),
                              -std::numeric_limits<double>::infinity());
    std::vector<int> out;
    for (const auto& bar : bars) {
        std::size_t row = 0;
        while (row + 1 < until.size() && until[row] > bar.from) ++row;
        until[row] = std::max(until[row], bar.to);
        out.push_back(static_cast<int>(row));
    }
    return out;
}

} // namespace chairside
