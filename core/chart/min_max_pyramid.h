// SPDX-License-Identifier: GPL-3.0-or-later
// Least and greatest value of any index range in O(log n): blocks of 16 samples, blocks of 16 blocks, and so
// on. This is what keeps a one-sample spike visible at every zoom while drawing costs the same for an hour
// and a week. Owned by a SampleSeries, main thread only; it never stores samples itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace chairside {

/// Empty when lo > hi.
struct MinMax {
    float lo = std::numeric_limits<float>::infinity();
    float hi = -std::numeric_limits<float>::infinity();
    bool empty() const { return lo > hi; }
    void add(float value) {
        if (value < lo) lo = value;
        if (value > hi) hi = value;
    }
    void add(const MinMax& other) {
        if (other.lo < lo) lo = other.lo;
        if (other.hi > hi) hi = other.hi;
    }
    bool operator==(const MinMax&) const = default;
};

class MinMaxPyramid {
public:
    /// Takes samples whose quality has a bit of `mask` set (`wanted`) or none of them set (not `wanted`).
    MinMaxPyramid(std::uint8_t mask, bool wanted) : mask_(mask), wanted_(wanted) {}

    /// Brings the blocks up to date after samples from index `changedFrom` on were added or changed.
    void update(const std::vector<float>& values, const std::vector<std::uint8_t>& quality,
                std::size_t changedFrom);
    MinMax range(const std::vector<float>& values, const std::vector<std::uint8_t>& quality,
                 std::size_t begin, std::size_t end) const;

private:
    static constexpr std::size_t kRadix = 16;
    void take(MinMax& into, float value, std::uint8_t quality) const {
        if (((quality & mask_) != 0) == wanted_) into.add(value);
    }
    std::uint8_t mask_;
    bool wanted_;
    std::vector<std::vector<MinMax>> levels_;
};

} // namespace chairside
