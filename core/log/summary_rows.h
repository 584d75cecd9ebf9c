// SPDX-License-Identifier: GPL-3.0-or-later
// Session summaries as they lie in the projection: the columns to select and the way back into a
// SessionSummary. Shared by the history and by verification. Pure except for reading columns of a Statement.
#pragma once

#include "core/log/database.h"
#include "core/log/summary.h"

#include <string>

namespace chairside {

/// To be selected from kSummaryFrom; columns 0 to 31.
std::string summaryColumns();
inline constexpr std::string_view kSummaryFrom =
    " FROM session_summary s JOIN session x ON x.ref = s.ref JOIN patient p ON p.n = s.patient ";
SessionSummary readSummary(const Statement& row);

/// What the search looks into: names, record number, birth date and protocol, folded.
std::string searchTextOf(const SessionSummary& summary);
std::string searchTextOf(const Patient& patient);

/// True when both would lie in the file the same (the reading count and the patient's row are not compared).
bool sameRow(const SessionSummary& a, const SessionSummary& b);

} // namespace chairside
