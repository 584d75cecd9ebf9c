// SPDX-License-Identifier: GPL-3.0-or-later
// Which stretch of the session the chart shows, and whether it follows the present. Pure value; main thread
// of whoever owns it. A new sample never changes what a person chose: only advance() moves it, only while
// following, and then in steps of a twelfth of the window, as a paper record is turned, not by sliding all
// the time.
#pragma once

#include "core/chart/time_grid.h"

namespace chairside {

class Viewport {
public:
    static constexpr Millis kLeastSpan{30'000};
    static constexpr Millis kMostSpan = std::chrono::hours{24};

    MonoTime from() const { return from_; }
    MonoTime to() const { return from_ + span_; }
    Millis span() const { return span_; }
    bool isFollowing() const { return following_; }
    bool showsAll() const { return all_; }

    /// Where the record begins and the moment that steps are counted from (elapsed 0).
    void setExtent(MonoTime begin, MonoTime anchor);
    /// A window of a fixed length; keeps following, or keeps its middle.
    void setWindow(Millis span, MonoTime now);
    /// Everything recorded so far and a little ahead; grows while the session does.
    void showAll(MonoTime now);
    /// Everything of a finished record, and room at the right for the words of its last marks.
    void showWhole(MonoTime last);
    /// Back to the present with the chosen window.
    void followNow(MonoTime now);
    /// A tick: moves only while following.
    void advance(MonoTime now);
    /// Factor above 1 shows more. `around` keeps its place on the screen. Ends following when `keepFollowing`
    /// is false.
    void zoomBy(double factor, MonoTime around, MonoTime now, bool keepFollowing = false);
    void panBy(Millis by);
    void moveTo(MonoTime from);
    void showSpan(const TimeSpan& span);
    /// The moment `at` becomes visible with the least movement; ends following if it has to move.
    void reveal(MonoTime at);

private:
    void place(MonoTime now);

    MonoTime from_{}, begin_{}, anchor_{};
    Millis span_ = Minutes{60};
    bool following_ = true, all_ = false;
};

} // namespace chairside
