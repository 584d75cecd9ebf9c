// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/wave_board.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace chairside {
namespace {

std::size_t slotOf(std::int64_t number, std::size_t size) {
    const auto slots = static_cast<std::int64_t>(size);
    return static_cast<std::size_t>((number % slots + slots) % slots);
}

} // namespace

void WaveBoard::put(const WaveBlock& block) {
    if (!(block.hz > 0) || block.hz > kMostHz || block.samples.empty()) return;
    const std::lock_guard lock(mutex_);
    auto& ring = rings_[static_cast<std::size_t>(block.wave)];
    const std::int64_t first = std::llround(static_cast<double>(toMs(block.start)) * block.hz / 1000);
    if (ring.hz != block.hz || ring.values.empty()) {
        const auto size = static_cast<std::size_t>(block.hz * static_cast<double>(kKept.count()) / 1000) + 1;
        ring = {block.hz, block.origin, first - 1, std::vector<float>(size, kNoSignal)};
    }
    ring.origin = block.origin;
    const auto size = static_cast<std::int64_t>(ring.values.size());
    const auto last = first + static_cast<std::int64_t>(block.samples.size()) - 1;
    // What lies between the newest sample and this block is a hole, not what was there a turn ago.
    for (auto n = std::max(ring.newest + 1, last - size + 1); n < first; ++n)
        ring.values[slotOf(n, ring.values.size())] = kNoSignal;
    const auto newest = std::max(ring.newest, last);
    for (auto n = std::max(first, newest - size + 1); n <= last; ++n) {
        const float value = block.samples[static_cast<std::size_t>(n - first)];
        ring.values[slotOf(n, ring.values.size())] = std::isfinite(value) ? value : kNoSignal;
    }
    ring.newest = newest;
}

std::optional<WaveBoard::Info> WaveBoard::info(Wave wave) const {
    const std::lock_guard lock(mutex_);
    const auto& ring = rings_[static_cast<std::size_t>(wave)];
    if (ring.values.empty()) return std::nullopt;
    return Info{ring.hz, ring.origin,
                monoFromMs(std::llround(static_cast<double>(ring.newest) * 1000 / ring.hz))};
}

void WaveBoard::read(Wave wave, std::int64_t first, std::int64_t last, std::vector<float>& out) const {
    out.clear();
    if (last < first) return;
    const std::lock_guard lock(mutex_);
    const auto& ring = rings_[static_cast<std::size_t>(wave)];
    const auto size = static_cast<std::int64_t>(ring.values.size());
    for (auto n = first; n <= last; ++n)
        out.push_back(n > ring.newest || n <= ring.newest - size
                          ? kNoSignal
                          : ring.values[slotOf(n, ring.values.size())]);
}

void WaveBoard::clear() {
    const std::lock_guard lock(mutex_);
    rings_ = {};
}

} // namespace chairside
