// SPDX-License-Identifier: GPL-3.0-or-later
// Where the numbers of a session come from when it is not a patient at their own speed: the same marks on the
// live chart, in the history and on paper. What counts is decided once, in core/interop/record_facts. Pure.
#pragma once

#include "core/domain/reading.h"
#include "core/log/summary.h"

#include <QStringList>

#include <vector>

namespace chairside {

/// "DEMO", "SIMULATED", "DRILL", "REPLAY", "IMPORTED", "60×"; empty for a patient on a monitor.
QStringList originMarks(const SessionSummary& session, const std::vector<SourceInfo>& sources);

} // namespace chairside
