// SPDX-License-Identifier: GPL-3.0-or-later
// Reads vital signs from CSV (RFC 4180): one header row, one time column (ISO 8601 or elapsed seconds), one
// column per channel named by its key or label with its unit ("SpO2 (%)", "nibp_sys"). An empty cell is
// missing. Pure. Numbers have a point in every locale. It refuses what it cannot read for certain, with line
// and column named.
#pragma once

#include "core/base/result.h"
#include "core/interop/foreign_recording.h"

#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// The rows of a CSV text, quotes resolved. Refuses an open quote, a NUL byte, and text after a closing
/// quote.
Result<std::vector<std::vector<std::string>>> parseCsv(std::string_view text);

/// Rows with one time stay separate frames; a time that goes back is refused.
Result<Recording> readVitalsCsv(std::string_view text, std::string name);
/// Every column with its values, known or not, for a person to map. A time that goes back is refused.
Result<ForeignRecording> readForeignCsv(std::string_view text, std::string name);

} // namespace chairside
