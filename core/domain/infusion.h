// SPDX-License-Identifier: GPL-3.0-or-later
// What the pump has given, from the recorded start, pauses, rate changes and stop; and what the nasal devices
// have. A fold over events: same events, same answer, before and after a crash. Times are session time; the
// pump is assumed to run exactly as recorded. Never asks a clock and never extrapolates past the bag.
// Formula: given = concentration * sum(rate_i * time_i), clinical.md §2.3.
#pragma once

#include "core/domain/current_entries.h"

#include <optional>
#include <vector>

namespace chairside {

struct PumpSegment {
    MonoTime from;
    std::optional<MonoTime> to; ///< empty while it runs
    double rateMlPerH = 0;
    bool operator==(const PumpSegment&) const = default;
};

enum class PumpState : std::uint8_t { notStarted, running, paused, stopped };

class PumpLog {
public:
    void apply(const Event& event);

    PumpState state() const { return state_; }
    const std::optional<DoseOrder>& order() const { return order_; }
    std::optional<MonoTime> startedAt() const { return startedAt_; }
    std::optional<MonoTime> stoppedAt() const { return stoppedAt_; }
    /// When the pump was last started, paused, resumed, changed or stopped.
    std::optional<MonoTime> lastChange() const { return lastChange_; }
    /// True when it ran to its end, false when it was aborted; empty before.
    std::optional<bool> completed() const { return completed_; }
    const std::vector<PumpSegment>& segments() const { return segments_; }
    /// The rate at `now`, mL/h; 0 while paused, before the start, after the end and once the bag is empty.
    double rateMlPerH(MonoTime now) const;
    /// The rate in force before a pause, which a resume goes back to.
    double lastRateMlPerH() const { return lastRateMlPerH_; }

    /// Never above the ordered volume and dose; never falls as `now` grows. 0 without an order.
    double deliveredMl(MonoTime now) const;
    double deliveredMg(MonoTime now) const;
    double remainingMl(MonoTime now) const;
    double remainingMg(MonoTime now) const;
    /// How much would have been given by `now` without any interruption or rate change, mg.
    double plannedMg(MonoTime now) const;
    /// When the bag is empty at the recorded rates; also when that is past. Empty while paused or after an
    /// abort.
    std::optional<MonoTime> plannedEnd() const;
    /// Running time still needed at the present rate (while paused: at the rate before). Empty before the
    /// start.
    std::optional<Millis> remainingTime(MonoTime now) const;

private:
    void rebuild();
    void open(MonoTime at, double rateMlPerH);
    void close(MonoTime at);
    double flowedMl(MonoTime now) const;

    CurrentEntries entries_;
    std::optional<DoseOrder> order_;
    PumpState state_ = PumpState::notStarted;
    std::vector<PumpSegment> segments_;
    double lastRateMlPerH_ = 0;
    std::optional<MonoTime> startedAt_, stoppedAt_, lastChange_;
    std::optional<bool> completed_;
};

/// Nasal devices given so far.
class SprayLog {
public:
    void apply(const Event& event);
    double deliveredMg(MonoTime now) const;
    int devicesGiven() const { return static_cast<int>(entries_.all().size()); }
    std::optional<MonoTime> firstAt() const;
    std::optional<MonoTime> lastAt() const;

private:
    CurrentEntries entries_;
};

} // namespace chairside
