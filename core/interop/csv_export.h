// SPDX-License-Identifier: GPL-3.0-or-later
// One session as CSV: readings.csv, events.csv and session.csv in a folder of their own. UTF-8, RFC 4180,
// CRLF, one header row with units, ISO 8601 times with offset, "." in every locale, an empty cell is missing
// (never 0), text guarded against spreadsheet formulas. The folder appears under its name only when
// everything is in it.
#pragma once

#include "core/base/result.h"
#include "core/log/history.h"

#include <filesystem>
#include <functional>
#include <string>

namespace chairside {

struct CsvExport {
    std::filesystem::path folder;
    std::int64_t readings = 0, events = 0; ///< data rows written, for the count check
};
/// Asked between rows; true stops the export and leaves nothing behind.
using Cancelled = std::function<bool()>;

/// Writes into a new folder "chairside-<date>-<id>" of `directory`. Refuses to replace an existing one.
Result<CsvExport> exportCsv(const SessionRecord& record, const std::filesystem::path& directory,
                            const Cancelled& cancelled = {});

/// One cell of text: quoted where RFC 4180 asks for it, a leading apostrophe where a spreadsheet would
/// compute.
std::string csvText(const std::string& text);

} // namespace chairside
