// SPDX-License-Identifier: GPL-3.0-or-later
// A recording of another program as an archived session: check-in, a source marked as imported, the readings,
// the file's markers, and a signature that says who imported which file. Nothing pretends to have been
// recorded at the chair: no treatment, no checks, no alarm. Pure but for archiveImport(), which writes all of
// it in one transaction.
#pragma once

#include "core/interop/foreign_recording.h"
#include "core/log/store.h"

#include <vector>

namespace chairside {

inline constexpr const char* kImportedProtocol = "imported"; ///< SessionOpened::protocolId of such a session

struct ImportOrder {
    Recording recording;
    std::vector<ForeignMark> marks;
    std::string fileName, format;
    std::string fileDigest; ///< BLAKE2b-256 of the file, hex
    WallTime begun;         ///< when the recording began, as far as anybody knows
    Patient patient;
    Actor by;
    std::string softwareVersion;
};

struct ImportedSession {
    Uuid session;
    std::vector<LogItem> items; ///< in the order of a session
    std::int64_t readings = 0, events = 0;
};

/// An Error when the record could not hold it: a date that cannot be, or a recording of more than a year.
Result<ImportedSession> sessionFrom(const ImportOrder& order, UuidSource& ids);

/// Opens the record for writing, which nobody else may have open, and adds the session whole or not at all.
Status archiveImport(const std::string& record, const ImportedSession& session);

/// BLAKE2b-256 of the file, hex, to name it in the record.
Result<std::string> digestOfFile(const std::filesystem::path& path);

} // namespace chairside
