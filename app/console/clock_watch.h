// SPDX-License-Identifier: GPL-3.0-or-later
// Looks now and then whether the computer's clock is held to a time server, and remembers beside the record
// when it last was: the kernel does not tell for how long it has not been. Owned by SessionController, main
// thread; the file is written on a thread of its own, because a silent disk must not stop the window. It
// judges nothing (core/live/clock_doubt) and shows nothing.
#pragma once

#include "core/live/clock_doubt.h"

#include <QString>
#include <future>

namespace chairside {

class ClockWatch {
public:
    explicit ClockWatch(const HostTime& host) : host_(host) {}

    /// Remembers beside this record; nothing is read or written before the first look.
    void follow(const QString& record) { record_ = record; }
    /// To be called now and then: looks once a minute. A computer that found its time server a minute after
    /// its start must not count as never compared when it is switched off within the hour.
    void consider();
    /// Looks now.
    ClockDoubt doubt();
    /// Somebody was told of the doubt, looked at the clock and went on with it.
    void comparedByPerson();

    static constexpr Micros kLookEvery{60'000'000};
    static constexpr Millis kKeepEvery{3'600'000}; ///< a disk is not written each minute for nothing

private:
    void look();
    void remember(std::int64_t utcMs);
    WallTime wallAt(std::int64_t utcMs) const { return {utcMs, host_.offsetMinAt(utcMs)}; }
    bool isSet() const { return !record_.isEmpty() && !SessionClock::isBeforeSaneDate(host_); }

    const HostTime& host_;
    QString record_;
    ClockDiscipline seen_ = ClockDiscipline::unknown;
    std::optional<std::int64_t> compared_; ///< holds for this run even when it could not be kept
    std::optional<std::int64_t> kept_;     ///< what the file says, or will when it is written
    std::future<bool> keeping_;            ///< joined at the end
    std::optional<Micros> lookAt_;         ///< on the boot clock
};

} // namespace chairside
