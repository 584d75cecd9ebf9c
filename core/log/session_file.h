// SPDX-License-Identifier: GPL-3.0-or-later
// One session in a file of its own: the same tables, the same chain, the same seals, so that it can be
// verified on any machine, with chairside-admin or with docs/verify.py, and its head compared with the
// printed report. Reads beside a running console; writes the new file only. Any thread except the window's.
#pragma once

#include "core/base/uuid.h"
#include "core/log/database.h"
#include "core/log/disk.h"

#include <string>

namespace chairside {

/// Copies a session from the record `from` into the new file `to`, which must not exist. It appears under its
/// name only after it proved sound (or, for a session of which only a part is there, unchanged); a failure
/// leaves nothing behind. It names its patient: handle it as the record itself.
Status writeSessionFile(const std::string& from, const Uuid& session, const std::string& to,
                        const OpenSettings& settings, Disk& disk);

} // namespace chairside
