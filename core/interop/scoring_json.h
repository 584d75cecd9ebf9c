// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the scoring file that stands beside a questionnaire ("phq9.scoring.json" beside "phq9.json"): licence
// class, scales, bands, flags. A clinic changes a cut-off or a triage map there, not in code. Pure, any
// thread. Taken over whole or refused with file, line and field. Format: docs/instruments.md.
#pragma once

#include "core/base/result.h"
#include "core/domain/instrument.h"

#include <string_view>

namespace chairside {

/// `instrument` with its licence class and scoring. Refuses a file for another instrument or version, items
/// and scales that do not exist, and wording in a skeleton.
Result<Instrument> readScoring(Instrument instrument, std::string_view json, std::string_view fileName);

} // namespace chairside
