// SPDX-License-Identifier: GPL-3.0-or-later
// Is a record file whole and unchanged? Reads any file, also a foreign or hostile one, without executing
// anything in it and without writing a byte. Any thread; never used on the live window's thread (it reads the
// whole file). What it cannot find: a rewriting of everything by someone with this program; for that the
// chain head is printed on each report. docs/verify.py is a second, independent implementation of the chain
// and of the seals. This file reads, SessionJudge (core/log/session_judge.h) judges.
#pragma once

#include "core/base/uuid.h"
#include "core/log/database.h"
#include "core/log/disk.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

enum class Damage : std::uint8_t {
    unreadable,    ///< not a database, cut off, or pages damaged
    notARecord,    ///< a database of something else
    newer,         ///< of a later schema: cannot be judged here
    schemaChanged, ///< tables, triggers or fixed rows are not ours any more
    edited,
    deleted,
    inserted,
    reordered,
    truncated,  ///< the end is missing
    sealBroken, ///< readings are not those that were sealed
    listWrong,  ///< the session list disagrees with the events (it can be rebuilt)
};
std::string_view damageName(Damage damage); ///< "edited"

struct Finding {
    Damage damage = Damage::unreadable;
    std::optional<Uuid> session;
    std::int64_t seq = 0; ///< of the first bad event, or the number of the first bad reading; 0 = neither
    std::string sentence;
};

struct Verification {
    std::vector<Finding> findings; ///< the first of each session and of the file
    /// Sessions of which only a later part is here: kept after the file with their beginning was lost.
    /// Nothing of what is here was changed, but a beginning that somebody cut off looks the same.
    std::vector<Finding> incomplete;
    std::int64_t sessions = 0, events = 0, readings = 0, sealedReadings = 0;
    int schemaVersion = 0;
    std::vector<std::string> chainHeads; ///< "session hash", to compare with printed reports
    bool sound() const { return findings.empty() && incomplete.empty(); }
};

struct VerifySettings {
    std::string vfs = {};       ///< empty = the operating system's
    const Disk* disk = nullptr; ///< as vfs
    bool segment = false;       ///< the file may continue sessions that began in another one
    std::size_t mostFindings = 100;
};

Verification verify(const std::string& path, const VerifySettings& settings = {});

} // namespace chairside
