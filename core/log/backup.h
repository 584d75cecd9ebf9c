// SPDX-License-Identifier: GPL-3.0-or-later
// Backups of the record, taken while it is being written: a checked copy under a temporary name first, its
// good name only after everything about it was proved. A failed backup never replaces a good one. Any thread
// except the GUI's.
#pragma once

#include "core/base/time.h"
#include "core/log/database.h"
#include "core/log/disk.h"

#include <functional>
#include <string>
#include <vector>

namespace chairside {

/// What somebody who waits wants to know; both may be empty, both are called on the thread that backs up.
struct BackupWatch {
    enum class Phase : std::uint8_t { copying, checking };
    std::function<void(Phase, double fraction)> progress = {};
    std::function<bool()> cancelled = {}; ///< true ends it; what was there before stays
};

/// A consistent copy of a record file by SQLite's online backup, synced: one moment of the record, also while
/// it is written. No verification; `to` must not exist yet.
Status copyDatabase(const std::string& from, const std::string& to, const OpenSettings& settings, Disk& disk,
                    const BackupWatch& watch = {}, OpenMode source = OpenMode::reader);

struct BackupSettings {
    std::string record = {};    ///< the main file
    std::string directory = {}; ///< where backups lie, best on another disk
    OpenSettings database = {};
    int keepDaily = 7, keepWeekly = 4; ///< Source: reliability.md §2.4
};

struct BackupTaken {
    std::string path;
    std::int64_t sessions = 0, events = 0, readings = 0;
    /// An earlier backup that holds something which the record does not hold any more; it has this name now
    /// and is never pruned. Empty: the record goes on from the last backup.
    std::string keptEarlier;
};

/// Makes "NAME-2026-11-21.backup.db" (the day of `now`); replaces an earlier one of the same day only when
/// the new one proved sound and holds everything that the earlier one held.
Result<BackupTaken> takeBackup(const BackupSettings& settings, WallTime now, Disk& disk,
                               const BackupWatch& watch = {});
/// Sessions of `earlier` that `later` does not hold, or not as far, or otherwise: by chain heads.
Result<std::int64_t> sessionsMissing(const std::string& earlier, const std::string& later,
                                     const OpenSettings& settings);
/// True when one should be taken now: there is none of today, or a session was signed since the last one.
bool backupIsDue(const BackupSettings& settings, WallTime now, bool signedSince, const Disk& disk);
std::vector<std::string> backupsOf(const BackupSettings& settings, const Disk& disk); ///< paths, newest first
/// Removes what is neither among the newest days nor the newest of one of the newest weeks; answers how many.
Result<int> pruneBackups(const BackupSettings& settings, Disk& disk);
/// Puts a proved backup in the place of the record, which must not be in use. The record that was there is
/// kept as "NAME.replaced-<time>.db", or what was left of it as that name with "-wal". Answers the path under
/// which it is kept (empty if there was none). After an Error the record is where it was, as far as the disk
/// allows it.
Result<std::string> restoreBackup(const std::string& backup, const BackupSettings& settings, WallTime now,
                                  Disk& disk);

struct DrillReport {
    std::int64_t sessions = 0, rows = 0;
    std::string newestSession; ///< "2026-11-21, 14 entries and 600 readings"; empty without a session
};
/// Proves that a backup can be restored, by restoring it: into a file of its own beside the backup, which is
/// opened as the program would, read, and removed again. The record is not touched.
Result<DrillReport> drillRestore(const std::string& backup, const BackupSettings& settings, WallTime now,
                                 Disk& disk);

} // namespace chairside
