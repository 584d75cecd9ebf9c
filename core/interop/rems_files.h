// SPDX-License-Identifier: GPL-3.0-or-later
// The monitoring form's fields of one session as files for a person to complete and send: JSON and CSV in a
// new folder, whole or nothing. Nothing is sent. Runs on the caller's thread.
#pragma once

#include "core/log/history.h"

#include <filesystem>

namespace chairside {

/// Answers the folder, "chairside-<date>-<id>-rems" or the next free name. An Error when no esketamine device
/// was given in the session.
Result<std::filesystem::path> exportRemsForm(const SessionRecord& record,
                                             const std::filesystem::path& directory);

} // namespace chairside
