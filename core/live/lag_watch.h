// SPDX-License-Identifier: GPL-3.0-or-later
// Is acquisition behind? Judges by how old messages are when they leave the acquisition thread, so a frozen
// window does not look like one. Main thread, one for all sources; times come in. Never drops anything.
#pragma once

#include "core/base/time.h"

#include <optional>
#include <string>

namespace chairside {

class LagWatch {
public:
    /// A message stamped `late` before it left its thread; real time, also in an N-times run.
    void delivered(Millis late, MonoTime at);
    /// Words for Technical::acquisitionBehind while it holds, else nothing.
    std::optional<std::string> detail(MonoTime now) const;

private:
    std::optional<MonoTime> lastLate_;
    Millis worst_{0};
};

/// From here on a reading is late. Source: a value of a 1 Hz channel is live up to 3 s (reliability.md §4.1).
inline constexpr Millis kLateFrom{3s};
/// Over once nothing has been late for this long.
inline constexpr Millis kLateLingers{10s};

} // namespace chairside
