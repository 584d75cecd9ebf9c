// SPDX-License-Identifier: GPL-3.0-or-later
// Record files with many sessions for the benchmarks, written through the production Store: every session has
// a patient of its own and the entries of a short visit; the first is one hour at one reading a second. Made
// once and kept, because a hundred thousand sessions take minutes.
#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"

#include <string>

namespace chairside::bench {

struct ArchivePlan {
    int sessions = 100;
    int readingsEach = 60; ///< one a minute
    int fullSessions = 12; ///< of one patient, the newest, an hour at 1 Hz
};
/// The path of an archive as planned, made now unless it is there already.
Result<std::string> archiveOf(const ArchivePlan& plan, const std::string& folder);

} // namespace chairside::bench
