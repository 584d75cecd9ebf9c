// SPDX-License-Identifier: GPL-3.0-or-later
// A patient's treated sessions before one of them, read from the record for the bands behind the chart. On
// the thread that owns the reader; the console reads them one by one in idle time, the report all at once.
// Made-up sessions (demo, simulated, drill) stand with made-up ones only, real ones with real ones.
#pragma once

#include "core/chart/earlier_course.h"
#include "core/log/history.h"

#include <vector>

namespace chairside {

/// Newest first, at most kBandSessions, finished and treated. Empty when the record can't be read or the
/// patient is not known: bands are an addition, never a reason to fail.
std::vector<Uuid> treatedBefore(HistoryReader& history, const SessionSummary& session);
/// Empty for a session that can't be read.
EarlierCourse readCourse(HistoryReader& history, const Uuid& session);
/// The bands of the sessions before this one.
std::vector<HistoryBand> bandsBefore(HistoryReader& history, const SessionSummary& session);

} // namespace chairside
