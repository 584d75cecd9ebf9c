// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/backup.h"

#include "core/log/verify.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <sqlite3.h>

namespace chairside {
namespace {

constexpr std::string_view kSuffix = ".backup.db";
constexpr std::size_t kDateLength = 10;

std::string stemOf(const std::string& record) {
    const std::string name = fileNameOf(record);
    return name.ends_with(".db") ? name.substr(0, name.size() - 3) : name;
}

std::string dateIn(const std::string& path) {
    return path.substr(path.size() - kSuffix.size() - kDateLength, kDateLength);
}

int digitsAt(const std::string& text, std::size_t from, std::size_t count) {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) value = value * 10 + (text[i] - '0');
    return value;
}

/// Number of the week since 1970, Monday first.
std::int64_t weekOf(const std::string& date) {
    using namespace std::chrono;
    const auto day =
        sys_days{year{digitsAt(date, 0, 4)} / month(static_cast<unsigned>(digitsAt(date, 5, 2))) /
                 std::chrono::day(static_cast<unsigned>(digitsAt(date, 8, 2)))};
    return (day.time_since_epoch().count() + 3) / 7;
}

/// Copy, then prove: only a sound copy gets past here. The unfinished file is removed otherwise.
Status copyProved(const std::string& from, const std::string& part, const OpenSettings& settings,
                  Disk& disk) {
    if (auto cleared = disk.remove(part); !cleared) return cleared;
    auto copied = copyDatabase(from, part, settings, disk);
    if (copied) {
        const auto proof = verify(part, {settings.vfs, &disk, false, 1});
        if (proof.sound()) return Done{};
        copied = Error{"The copy of the record did not prove sound: " + proof.findings.front().sentence};
    }
    if (auto cleared = disk.remove(part); !cleared) return cleared;
    return copied;
}

} // namespace

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
        const int code =
            sqlite3_backup_step(backup, -1); // at once: one moment of the record, never restarted
        const int finished = sqlite3_backup_finish(backup);
        if (code != SQLITE_DONE) return target.value()->failed(code);
        if (finished != SQLITE_OK) return target.value()->failed(finished);
    }
    if (auto synced = disk.syncFile(to); !synced) return synced;
    return disk.syncDirectoryOf(to);
}

Result<std::string> takeBackup(const BackupSettings& settings, WallTime now, Disk& disk) {
    const std::string path =
        settings.directory + "/" + stemOf(settings.record) + "-" + formatDate(now) + std::string(kSuffix);
    if (auto copied = copyProved(settings.record, path + ".part", settings.database, disk); !copied)
        return copied.error();
    if (auto named = disk.rename(path + ".part", path); !named) return named.error();
    return path;
}

std::vector<std::string> backupsOf(const BackupSettings& settings, const Disk& disk) {
    const std::string start = stemOf(settings.record) + "-";
    std::vector<std::string> out;
    for (const auto& name : disk.filesIn(settings.directory)) {
        if (name.size() != start.size() + kDateLength + kSuffix.size() || !name.starts_with(start) ||
            !name.ends_with(kSuffix))
            continue;
        const std::string date = dateIn(name);
        const bool isDate =
            date[4] == '-' && date[7] == '-' &&
            std::count_if(date.begin(), date.end(), [](char c) { return c >= '0' && c <= '9'; }) == 8;
        if (isDate) out.push_back(settings.directory + "/" + name);
    }
    std::sort(out.rbegin(), out.rend());
    return out;
}

Result<int> pruneBackups(const BackupSettings& settings, Disk& disk) {
    int removed = 0, days = 0;
    std::set<std::int64_t> weeks;
    for (const auto& path : backupsOf(settings, disk)) {
        const bool newestOfWeek = weeks.insert(weekOf(dateIn(path))).second;
        const bool keptAsDay = days++ < settings.keepDaily;
        const bool keptAsWeek = newestOfWeek && static_cast<int>(weeks.size()) <= settings.keepWeekly;
        if (keptAsDay || keptAsWeek) continue;
        if (auto gone = disk.remove(path); !gone) return gone.error();
        ++removed;
    }
    return removed;
}

Result<std::string> restoreBackup(const std::string& backup, const BackupSettings& settings, WallTime now,
                                  Disk& disk) {
    auto lock = disk.lock(settings.record);
    if (!lock) return lock.error();
    const auto proof = verify(backup, {settings.database.vfs, &disk, false, 1});
    if (!proof.sound())
        return Error{"The backup " + backup + " was not restored because it is not sound: " +
                     proof.findings.front().sentence + " The record was not touched."};
    const std::string part = settings.record + ".part";
    if (auto copied = copyProved(backup, part, settings.database, disk); !copied) return copied.error();
    std::string kept;
    if (disk.exists(settings.record)) {
        kept = directoryOf(settings.record) + "/" + stemOf(settings.record) + ".replaced-" +
               std::to_string(now.utcMs) + ".db";
        // Its write-ahead log goes with it under the same name, so that nothing in it is lost; first, because
        // a record without its log is older than one that has it, and a log beside a foreign record is not.
        for (const char* side : {"-wal", ""})
            if (disk.exists(settings.record + side))
                if (auto moved = disk.rename(settings.record + side, kept + side); !moved)
                    return moved.error();
        if (disk.exists(settings.record + "-shm"))
            if (auto gone = disk.remove(settings.record + "-shm"); !gone) return gone.error();
    }
    if (auto named = disk.rename(part, settings.record); !named) return named.error();
    return kept;
}

} // namespace chairside
