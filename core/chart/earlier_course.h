// SPDX-License-Identifier: GPL-3.0-or-later
// What the chart keeps of one earlier session of a patient, and the bands that several of them make. A fold
// over that session's own record, so that hollow, corrected and withdrawn values stay out. Pure; main thread
// (it reads a RecordModel). It never compares two patients.
#pragma once

#include "core/chart/record_model.h"

#include <array>
#include <vector>

namespace chairside {

/// The channels that have a band; more of them would lie on top of each other.
inline constexpr std::array kBandChannels{Channel::nibpSystolic, Channel::hr, Channel::spo2};
/// How many earlier sessions make a band.
inline constexpr std::size_t kBandSessions = 6;

struct EarlierCourse {
    std::array<EarlierSession, kBandChannels.size()> channels; ///< in the order of kBandChannels
    bool empty() const;
};

/// Pressures as measured, the other channels once a minute (the last trusted value), from ten minutes before
/// the start of treatment on. Empty when the session was not treated.
EarlierCourse earlierCourse(const RecordModel& model);
/// One band for each channel that at least two of the courses have.
std::vector<HistoryBand> historyBands(const std::vector<EarlierCourse>& courses);

} // namespace chairside
