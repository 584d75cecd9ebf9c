// SPDX-License-Identifier: GPL-3.0-or-later
// Every burst that may ever sound, rendered once: a thread of its own fills the shelf from the moment it is
// made, the most urgent first, so that an alarm never waits for arithmetic. Owned by the sentinel; take() may
// be called from any thread. Never plays anything, never evicts (30 bursts, about 4 MB).
#pragma once

#include "core/live/alarm_sound.h"

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace chairside {

class BurstShelf {
public:
    using Samples = std::shared_ptr<const std::vector<std::int16_t>>;

    BurstShelf();
    ~BurstShelf(); ///< waits for the burst being rendered
    BurstShelf(const BurstShelf&) = delete;
    BurstShelf& operator=(const BurstShelf&) = delete;

    /// The burst from the shelf; rendered here and now if the thread has not come to it yet.
    Samples take(AlarmPriority priority, int volumeStep, bool quiet);
    bool isFull() const { return full_; }

private:
    void fill();

    mutable std::mutex mutex_; ///< guards the pointers, never held while rendering
    std::array<Samples, std::size_t{3} * kVolumeSteps * 2> bursts_;
    std::atomic<bool> stopping_{false}, full_{false};
    std::thread thread_;
};

} // namespace chairside
