// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/backup.h"

#include <sqlite3.h>

namespace chairside {

Status copyDatabase(const std::string& from, const std::string& to, const OpenSettings& settings,
                    Disk& disk) {
    OpenSettings reading = settings, writing = settings;
    reading.mode = OpenMode::reader;
    writing.mode = OpenMode::writer;
    auto source = Database::open(from, reading);
    if (!source) return source.error();
    if (auto made = disk.prepare(to); !made) return made;
    {
        auto target = Database::open(to, writing);
        if (!target) return target.error();
        if (auto safe = target.value()->execute("PRAGMA synchronous=FULL"); !safe) return safe;
        sqlite3_backup* backup =
            sqlite3_backup_init(target.value()->raw(), "main", source.value()->raw(), "main");
        if (!backup) return target.value()->failed(sqlite3_extended_errcode(target.value()->raw()));
        int code = SQLITE_OK;
        do code = sqlite3_backup_step(backup, 256);
        while (code == SQLITE_OK);
        const int finished = sqlite3_backup_finish(backup);
        if (code != SQLITE_DONE) return target.value()->failed(code);
        if (finished != SQLITE_OK) return target.value()->failed(finished);
    }
    if (auto synced = disk.syncFile(to); !synced) return synced;
    return disk.syncDirectoryOf(to);
}

} // namespace chairside
