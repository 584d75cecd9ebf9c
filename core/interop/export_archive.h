// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a clinic has recorded, taken away at once in open formats: one folder with a folder for each
// session, a list of them as CSV, and a text that says what is what. Whole or nothing, like one session's
// export. Runs on the caller's thread with a history connection of that thread; changes nothing in the
// record.
#pragma once

#include "core/interop/deidentify.h"
#include "core/interop/exporter.h"

#include <memory>
#include <optional>

namespace chairside {

struct ArchiveJob {
    HistoryReader& history;
    const ExportCatalogue& catalogue;
    std::vector<const Exporter*> formats;
    WallTime madeAt;
    std::string softwareVersion;
    const Deidentifier* deidentify = nullptr; ///< null = as recorded
    ExportWatch watch = {};
};

struct ArchiveExported {
    std::filesystem::path folder;
    std::int64_t sessions = 0;
    ExportCounts counts;
    /// One sentence for each session that this version can't read; also in the folder's README.
    std::vector<std::string> leftOut;
};

/// Into a new folder "chairside-archive-<date>" of `directory`.
Result<ArchiveExported> exportArchive(const ArchiveJob& job, const std::filesystem::path& directory);

} // namespace chairside
