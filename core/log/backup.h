// SPDX-License-Identifier: GPL-3.0-or-later
// Backups of the record, taken while it is being written: a checked copy under a temporary name first, its
// good name only after everything about it was proved. A failed backup never replaces a good one. Any thread
// except the GUI's.
#pragma once

#include "core/base/time.h"
#include "core/log/database.h"
#include "core/log/disk.h"

#include <string>
#include <vector>

namespace chairside {

/// A consistent copy of a record file by SQLite's online backup, synced. No verification; `to` must not exist
/// yet.
Status copyDatabase(const std::string& from, const std::string& to, const OpenSettings& settings, Disk& disk);

struct BackupSettings {
    std::string record = {};    ///< the main file
    std::string directory = {}; ///< where backups lie, best on another disk
    OpenSettings database = {};
    int keepDaily = 7, keepWeekly = 4; ///< Source: reliability.md §2.4
};

/// Makes "NAME-2026-11-21.backup.db" (the day of `now`); replaces an earlier one of the same day only when
/// the new one proved sound. Answers its path.
Result<std::string> takeBackup(const BackupSettings& settings, WallTime now, Disk& disk);
std::vector<std::string> backupsOf(const BackupSettings& settings, const Disk& disk); ///< paths, newest first
/// Removes what is neither among the newest days nor the newest of one of the newest weeks; answers how many.
Result<int> pruneBackups(const BackupSettings& settings, Disk& disk);
/// Puts a proved backup in the place of the record, which must not be in use. The record that was there is
/// kept as "NAME.replaced-<time>.db". Answers the path under which it is kept (empty if there was none).
Result<std::string> restoreBackup(const std::string& backup, const BackupSettings& settings, WallTime now,
                                  Disk& disk);

} // namespace chairside
