// SPDX-License-Identifier: GPL-3.0-or-later
// One session as CSV: readings.csv, events.csv and session.csv. UTF-8, RFC 4180, CRLF, one header row with
// units, ISO 8601 times with offset, "." in every locale, an empty cell is missing (never 0), text guarded
// against spreadsheet formulas. A format of core/interop/exporter, which owns the folder.
#pragma once

#include "core/interop/exporter.h"

#include <string>

namespace chairside {

Result<ExportCounts> writeCsv(const ExportJob& job, const std::filesystem::path& folder);

/// One cell of text: quoted where RFC 4180 asks for it, a leading apostrophe where a spreadsheet would
/// compute.
std::string csvText(const std::string& text);

} // namespace chairside
