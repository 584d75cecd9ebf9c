// SPDX-License-Identifier: GPL-3.0-or-later
// What SQLite says beside its return codes: "file unlinked while open", which call failed with which errno.
// SQLite has one such log for the whole process and wants to be told before its first use, so it is connected
// before main(); each thread collects what its own calls caused, at most kMost lines. Never for the screen:
// for the technician.
#pragma once

#include <string>
#include <vector>

namespace chairside {

struct SqliteWarning {
    int code = 0; ///< extended result code
    std::string text;
};
inline constexpr std::size_t kMostSqliteWarnings = 32;

/// What SQLite reported on this thread since the last call, notices and ordinary refusals left out.
std::vector<SqliteWarning> takeSqliteWarnings();
/// False: another part of the program used SQLite first, and nothing is collected.
bool hearsSqlite();

} // namespace chairside
