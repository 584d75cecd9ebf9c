// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/sample_series.h"

#include <algorithm>
#include <cmath>

namespace chairside {

void SampleSeries::append(MonoTime at, double value, std::uint8_t qualityBits) {
    const auto narrow = static_cast<float>(value);
    if (!std::isfinite(narrow)) return noteMissing(at);
    const std::int64_t ms = toMs(at);
    const bool late = !times_.empty() && ms < times_.back();
    const std::size_t i =
        late ? static_cast<std::size_t>(std::upper_bound(times_.begin(), times_.end(), ms) - times_.begin())
             : times_.size();
    const auto offset = static_cast<std::ptrdiff_t>(i);
    qualityBits &= static_cast<std::uint8_t>(~(quality::kMissingBefore | quality::kGapBefore));
    if (!late && pendingMissing_) {
        qualityBits |= quality::kMissingBefore;
        pendingMissing_ = false;
    }
    times_.insert(times_.begin() + offset, ms);
    values_.insert(values_.begin() + offset, narrow);
    quality_.insert(quality_.begin() + offset, qualityBits);
    if (qualityBits & quality::kHollow) ++hollowCount_;
    markGap(i);
    if (late) {
        markGap(i + 1);
        ++revision_;
    }
    changedFrom(i);
}

void SampleSeries::noteMissing(MonoTime at) {
    const std::int64_t ms = toMs(at);
    if (times_.empty() || ms >= times_.back()) {
        pendingMissing_ = !times_.empty();
        return;
    }
    const auto next = std::upper_bound(times_.begin(), times_.end(), ms);
    quality_[static_cast<std::size_t>(next - times_.begin())] |= quality::kMissingBefore;
    ++revision_;
}

void SampleSeries::setArtefacts(const std::vector<TimeSpan>& spans) {
    for (auto& bits : quality_) bits &= static_cast<std::uint8_t>(~quality::kArtefact);
    for (const auto& span : spans) {
        std::size_t i = firstFrom(static_cast<double>(toMs(span.from)));
        for (; i < times_.size() && times_[i] <= toMs(span.to); ++i) quality_[i] |= quality::kArtefact;
    }
    hollowCount_ = static_cast<std::size_t>(
        std::count_if(quality_.begin(), quality_.end(), [](auto bits) { return bits & quality::kHollow; }));
    ++revision_;
    changedFrom(0);
}

void SampleSeries::setPeriod(Millis period) {
    if (period == period_) return;
    period_ = period;
    for (std::size_t i = 0; i < times_.size(); ++i) markGap(i);
    ++revision_;
}

void SampleSeries::reserve(std::size_t count) {
    times_.reserve(count);
    values_.reserve(count);
    quality_.reserve(count);
}

void SampleSeries::markGap(std::size_t i) {
    if (i >= times_.size()) return;
    const bool gap = i == 0 || times_[i] - times_[i - 1] > 2 * period_.count();
    quality_[i] &= static_cast<std::uint8_t>(~quality::kGapBefore);
    if (gap) quality_[i] |= quality::kGapBefore;
}

std::size_t SampleSeries::firstFrom(double ms, std::size_t hint) const {
    const std::size_t n = times_.size();
    const auto before = [&](std::size_t i) { return static_cast<double>(times_[i]) < ms; };
    std::size_t lo = 0, hi = n;
    hint = std::min(hint, n);
    // Gallop away from the hint: neighbouring columns look for neighbouring samples.
    if (hint < n && before(hint)) {
        std::size_t step = 1;
        lo = hint + 1;
        while (lo + step < n && before(lo + step)) {
            lo += step;
            step *= 2;
        }
        hi = std::min(n, lo + step + 1);
    } else {
        std::size_t step = 1;
        hi = hint;
        while (hi >= step && hi > 0 && !before(hi - step)) {
            hi -= step;
            step *= 2;
        }
        lo = hi >= step ? hi - step : 0;
    }
    while (lo < hi) {
        const std::size_t middle = lo + (hi - lo) / 2;
        if (before(middle))
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

void SampleSeries::refresh() const {
    if (dirtyFrom_ >= values_.size()) return;
    trusted_.update(values_, quality_, dirtyFrom_);
    hollow_.update(values_, quality_, dirtyFrom_);
    dirtyFrom_ = values_.size();
}

MinMax SampleSeries::trustedRange(std::size_t begin, std::size_t end) const {
    refresh();
    return trusted_.range(values_, quality_, begin, std::min(end, values_.size()));
}

MinMax SampleSeries::hollowRange(std::size_t begin, std::size_t end) const {
    if (!hasHollow()) return {};
    refresh();
    return hollow_.range(values_, quality_, begin, std::min(end, values_.size()));
}

namespace {

float onLine(const SampleSeries& series, std::size_t i, double ms) {
    const auto t0 = static_cast<double>(toMs(series.time(i - 1))),
               t1 = static_cast<double>(toMs(series.time(i)));
    const double part = t1 > t0 ? std::clamp((ms - t0) / (t1 - t0), 0.0, 1.0) : 1.0;
    return series.value(i - 1) + static_cast<float>(part) * (series.value(i) - series.value(i - 1));
}

} // namespace

void trustedColumns(const SampleSeries& series, double msPerColumn, std::int64_t begin, int count,
                    ColumnRange* out) {
    std::size_t i0 = series.firstFrom(static_cast<double>(begin) * msPerColumn, series.size());
    for (int column = 0; column < count; ++column) {
        const double left = static_cast<double>(begin + column) * msPerColumn, right = left + msPerColumn;
        const std::size_t i1 = series.firstFrom(right, i0);
        ColumnRange found{series.trustedRange(i0, i1), false};
        const bool leftJoin = series.joins(i0), rightJoin = series.joins(i1);
        if (leftJoin) found.range.add(onLine(series, i0, left));
        if (rightJoin) found.range.add(onLine(series, i1, right));
        found.dot = i1 > i0 && i1 - i0 < 3 && !leftJoin && !rightJoin && !found.empty();
        out[column] = found;
        i0 = i1;
    }
}

void hollowColumns(const SampleSeries& series, double msPerColumn, std::int64_t begin, int count,
                   ColumnRange* out) {
    std::size_t i0 = series.firstFrom(static_cast<double>(begin) * msPerColumn, series.size());
    for (int column = 0; column < count; ++column) {
        const std::size_t i1 = series.firstFrom(static_cast<double>(begin + column + 1) * msPerColumn, i0);
        out[column] = {series.hollowRange(i0, i1), i1 > i0};
        i0 = i1;
    }
}

} // namespace chairside
