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

} // namespace chairside
