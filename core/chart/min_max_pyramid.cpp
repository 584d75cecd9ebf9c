// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/min_max_pyramid.h"

#include <algorithm>

namespace chairside {

void MinMaxPyramid::update(const std::vector<float>& values, const std::vector<std::uint8_t>& quality,
                           std::size_t changedFrom) {
    std::size_t below = values.size(), from = changedFrom;
    for (std::size_t level = 0; below > kRadix; ++level) {
        if (levels_.size() == level) {
            levels_.emplace_back();
            from = 0;
        }
        auto& blocks = levels_[level];
        const std::size_t count = (below + kRadix - 1) / kRadix;
        blocks.resize(count);
        from /= kRadix;
        for (std::size_t block = from; block < count; ++block) {
            MinMax found;
            const std::size_t end = std::min(below, (block + 1) * kRadix);
            for (std::size_t i = block * kRadix; i < end; ++i) {
                if (level == 0)
                    take(found, values[i], quality[i]);
                else
                    found.add(levels_[level - 1][i]);
            }
            blocks[block] = found;
        }
        below = count;
    }
}

MinMax MinMaxPyramid::range(const std::vector<float>& values, const std::vector<std::uint8_t>& quality,
                            std::size_t begin, std::size_t end) const {
    MinMax found;
    for (; begin < end && begin % kRadix != 0; ++begin) take(found, values[begin], quality[begin]);
    for (; begin < end && end % kRadix != 0; --end) take(found, values[end - 1], quality[end - 1]);
    if (begin >= end) return found;
    if (levels_.empty()) {
        for (; begin < end; ++begin) take(found, values[begin], quality[begin]);
        return found;
    }
    for (std::size_t level = 0; level < levels_.size() && begin < end; ++level) {
        begin /= kRadix;
        end /= kRadix;
        const auto& blocks = levels_[level];
        const bool top = level + 1 == levels_.size();
        for (; begin < end && (top || begin % kRadix != 0); ++begin) found.add(blocks[begin]);
        for (; begin < end && end % kRadix != 0; --end) found.add(blocks[end - 1]);
    }
    return found;
}

} // namespace chairside
