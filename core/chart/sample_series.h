// SPDX-License-Identifier: GPL-3.0-or-later
// One channel of one source over time, in columns: session time, value, quality. Owned by a RecordModel, main
// thread only. Rules: a gap longer than twice the declared period, or a message that came without the value,
// breaks the line; nothing is ever interpolated across a break. A sample that comes late is put at its own
// time, after any with the same time; none is dropped. NaN and infinity are missing, not values.
#pragma once

#include "core/chart/min_max_pyramid.h"
#include "core/chart/time_grid.h"

#include <cstdint>
#include <vector>

namespace chairside {

namespace quality {
inline constexpr std::uint8_t kImplausible = 1;   ///< outside the possible range
inline constexpr std::uint8_t kArtefact = 2;      ///< a person marked it
inline constexpr std::uint8_t kDerived = 4;       ///< computed, not measured
inline constexpr std::uint8_t kMissingBefore = 8; ///< a message without this value came before it
inline constexpr std::uint8_t kGapBefore = 16;    ///< more than two periods after the one before
inline constexpr std::uint8_t kHollow = kImplausible | kArtefact;
} // namespace quality

class SampleSeries {
public:
    explicit SampleSeries(Millis period = Millis{1000}) : period_(period) {}

    /// Amortised O(1) in time order; a late sample costs its distance from the end.
    void append(MonoTime at, double value, std::uint8_t qualityBits = 0);
    /// A message came at `at` that should have had this value and had not.
    void noteMissing(MonoTime at);
    /// The spans that people marked, all of them; replaces what was marked before.
    void setArtefacts(const std::vector<TimeSpan>& spans);
    void setPeriod(Millis period);
    void reserve(std::size_t count);

    Millis period() const { return period_; }
    std::size_t size() const { return times_.size(); }
    bool empty() const { return times_.empty(); }
    MonoTime time(std::size_t i) const { return monoFromMs(times_[i]); }
    float value(std::size_t i) const { return values_[i]; }
    std::uint8_t qualityOf(std::size_t i) const { return quality_[i]; }
    bool isHollow(std::size_t i) const { return quality_[i] & quality::kHollow; }
    /// Whether a line runs from sample i-1 to sample i.
    bool joins(std::size_t i) const {
        return i > 0 && i < quality_.size() && !isHollow(i) && !isHollow(i - 1) &&
               !(quality_[i] & (quality::kMissingBefore | quality::kGapBefore));
    }
    /// First sample at or after `ms`; fast when it is near `hint`.
    std::size_t firstFrom(double ms, std::size_t hint = 0) const;
    MinMax trustedRange(std::size_t begin, std::size_t end) const;
    MinMax hollowRange(std::size_t begin, std::size_t end) const;
    bool hasHollow() const { return hollowCount_ > 0; }
    /// Changes whenever something other than an append at the end happened.
    std::uint64_t revision() const { return revision_; }

private:
    void markGap(std::size_t i);
    void changedFrom(std::size_t i) { dirtyFrom_ = i < dirtyFrom_ ? i : dirtyFrom_; }
    void refresh() const;

    Millis period_;
    std::vector<std::int64_t> times_;
    std::vector<float> values_;
    std::vector<std::uint8_t> quality_;
    bool pendingMissing_ = false;
    std::size_t hollowCount_ = 0;
    std::uint64_t revision_ = 0;
    mutable std::size_t dirtyFrom_ = 0;
    mutable MinMaxPyramid trusted_{quality::kHollow, false}, hollow_{quality::kHollow, true};
};

/// What one pixel column shows of a series: the least and greatest value of the line inside it.
struct ColumnRange {
    MinMax range;
    bool dot = false; ///< a sample joined to nothing: drawn as a dot, or it would be invisible
    bool empty() const { return range.empty(); }
};

/// Columns [begin, begin + count) of `grid` counted from session time 0. Line values at column borders are
/// taken from the straight line between two joined samples, so that neighbouring columns meet.
void trustedColumns(const SampleSeries& series, double msPerColumn, std::int64_t begin, int count,
                    ColumnRange* out);
/// The hollow samples (implausible or marked) of the same columns; never joined.
void hollowColumns(const SampleSeries& series, double msPerColumn, std::int64_t begin, int count,
                   ColumnRange* out);

} // namespace chairside
