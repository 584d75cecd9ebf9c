// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/burst_shelf.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr std::array kUrgentFirst{AlarmPriority::high, AlarmPriority::medium, AlarmPriority::low};
constexpr std::array kUsualFirst{3, 4, 5, 2, 1};
static_assert(kUsualFirst.size() == kVolumeSteps);

std::size_t place(AlarmPriority priority, int volumeStep, bool quiet) {
    const auto step = static_cast<std::size_t>(std::clamp(volumeStep, 1, kVolumeSteps) - 1);
    return (static_cast<std::size_t>(priority) * kVolumeSteps + step) * 2 + (quiet ? 1 : 0);
}

} // namespace

BurstShelf::BurstShelf() : thread_([this] { fill(); }) {}

BurstShelf::~BurstShelf() {
    stopping_ = true;
    thread_.join();
}

void BurstShelf::fill() {
    for (const int step : kUsualFirst)
        for (const auto priority : kUrgentFirst)
            for (const bool quiet : {false, true}) {
                if (stopping_) return;
                (void)take(priority, step, quiet);
            }
    full_ = true;
}

BurstShelf::Samples BurstShelf::take(AlarmPriority priority, int volumeStep, bool quiet) {
    const auto at = place(priority, volumeStep, quiet);
    {
        const std::lock_guard lock(mutex_);
        if (bursts_[at]) return bursts_[at];
    }
    auto made = std::make_shared<const std::vector<std::int16_t>>(renderBurst(priority, volumeStep, quiet));
    const std::lock_guard lock(mutex_);
    if (!bursts_[at]) bursts_[at] = std::move(made);
    return bursts_[at];
}

} // namespace chairside
