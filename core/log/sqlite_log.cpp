// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/sqlite_log.h"

#include <sqlite3.h>
#include <utility>

namespace chairside {
namespace {

thread_local std::vector<SqliteWarning> collected;

/// Called by SQLite inside its own calls: it must not call SQLite again.
void collect(void*, int code, const char* text) {
    switch (code & 0xFF) {
    case SQLITE_NOTICE:     // a log recovered after a crash: what the design expects
    case SQLITE_BUSY:       // answered by the return code, and no fault of the disk
    case SQLITE_LOCKED:     //
    case SQLITE_CONSTRAINT: // a row that the rules of the file refuse
    case SQLITE_SCHEMA:     // a statement is prepared again
    case SQLITE_AUTH: return;
    default: break;
    }
    if (collected.size() < kMostSqliteWarnings) collected.push_back({code, text ? text : ""});
}

/// Before main(): later is too late as soon as anything has opened a database.
const bool kConnected = sqlite3_config(SQLITE_CONFIG_LOG, &collect, nullptr) == SQLITE_OK;

} // namespace

std::vector<SqliteWarning> takeSqliteWarnings() {
    return std::exchange(collected, {});
}

bool hearsSqlite() {
    return kConnected;
}

} // namespace chairside
