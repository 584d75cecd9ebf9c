// SPDX-License-Identifier: GPL-3.0-or-later
// A plain SQLite connection as anyone could open one: for tests that look at or tamper with a record from
// outside.
#pragma once

#include <cstdlib>
#include <sqlite3.h>
#include <string>

namespace chairside::testing {

class PlainSqlite {
public:
    explicit PlainSqlite(const std::string& path) {
        if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) std::abort();
        run("PRAGMA synchronous=OFF"); // tests tamper thousands of times; nothing here must survive a power
                                       // cut
    }
    ~PlainSqlite() { sqlite3_close(db_); }
    PlainSqlite(const PlainSqlite&) = delete;
    PlainSqlite& operator=(const PlainSqlite&) = delete;

    /// Somebody who knows how to get past the triggers.
    void disableTriggers() {
        int now = 0;
        sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, &now);
    }
    /// Empty if it worked, else SQLite's message.
    std::string run(const std::string& sql) {
        char* message = nullptr;
        sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message);
        const std::string out = message ? message : "";
        sqlite3_free(message);
        return out;
    }
    /// All rows as text: columns by "|", rows by line breaks.
    std::string rows(const std::string& sql) {
        std::string out;
        sqlite3_exec(
            db_, sql.c_str(),
            [](void* to, int columns, char** values, char**) {
                auto& text = *static_cast<std::string*>(to);
                for (int i = 0; i < columns; ++i)
                    (text += values[i] ? values[i] : "") += i + 1 < columns ? '|' : '\n';
                return 0;
            },
            &out, nullptr);
        return out;
    }
    int changes() { return sqlite3_changes(db_); }

private:
    sqlite3* db_ = nullptr;
};

} // namespace chairside::testing
