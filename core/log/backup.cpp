// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/backup.h"

#include "core/base/phrase.h"
#include "core/log/rows.h"
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
    return withoutDbSuffix(fileNameOf(record));
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
Result<Verification> copyProved(const std::string& from, const std::string& part,
                                const OpenSettings& settings, Disk& disk, const BackupWatch& watch,
                                OpenMode source) {
    const auto clear = [&]() -> Status {
        for (const char* side : {"-wal", "-shm", "-journal", ""})
            if (disk.exists(part + side))
                if (auto gone = disk.remove(part + side); !gone) return gone;
        return Done{};
    };
    if (auto cleared = clear(); !cleared) return cleared.error();
    auto copied = copyDatabase(from, part, settings, disk, watch, source);
    if (copied) {
        if (watch.progress) watch.progress(BackupWatch::Phase::checking, 0);
        auto proof = verify(part, {settings.vfs, &disk, false, 1});
        // A session of which only a part is left is copied as it is: nothing of it was changed.
        if (proof.findings.empty()) return proof;
        copied =
            Error{phrase("The copy of the record did not prove sound: {1}", proof.findings.front().sentence)};
    }
    if (auto cleared = clear(); !cleared) return cleared.error();
    return copied.error();
}

Result<std::unique_ptr<Database>> openForeign(const std::string& path, const OpenSettings& settings) {
    OpenSettings opening = settings;
    opening.mode = OpenMode::foreign;
    return Database::open(path, opening);
}

/// In steps, so that somebody can watch and stop it; the open read transaction keeps it one moment.
Status copyPages(sqlite3_backup* backup, Database& target, const BackupWatch& watch) {
    constexpr int kPagesPerStep = 512; // 2 MB
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        if (watch.cancelled && watch.cancelled()) {
            sqlite3_backup_finish(backup);
            return Error{phrase("The backup was stopped. The last good one is still there.")};
        }
        code = sqlite3_backup_step(backup, kPagesPerStep);
        const int pages = sqlite3_backup_pagecount(backup);
        if (watch.progress && pages > 0)
            watch.progress(BackupWatch::Phase::copying,
                           1.0 - static_cast<double>(sqlite3_backup_remaining(backup)) / pages);
    }
    const int finished = sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) return target.failed(code);
    if (finished != SQLITE_OK) return target.failed(finished);
    return Done{};
}

/// "NAME-2026-11-20.kept.db", or the next free name: not the name of a backup, so that nothing prunes it.
std::string keptName(const std::string& backup, const Disk& disk) {
    const std::string start = backup.substr(0, backup.size() - kSuffix.size()) + ".kept";
    std::string name = start + ".db";
    for (int n = 2; disk.exists(name); ++n) name = start + "-" + std::to_string(n) + ".db";
    return name;
}

/// After a step of a restore that failed: the record is in its place again as far as the disk allows it. Its
/// log follows it, and never stands beside another file.
void putBack(const std::string& record, const std::string& kept, Disk& disk) {
    for (const char* side : {"", "-wal"}) {
        if (!disk.exists(kept + side)) continue;
        (void)disk.rename(kept + side, record + side);
        if (disk.exists(kept + side)) return;
    }
}

/// The record under the name `kept`, or where it was. Also what is left of one that is lost: SQLite would
/// read its log into the backup.
Status moveAside(const std::string& record, const std::string& kept, Disk& disk) {
    // Nobody uses the record, and SQLite makes this one again.
    if (disk.exists(record + "-shm"))
        if (auto gone = disk.remove(record + "-shm"); !gone) return gone;
    // Its write-ahead log goes with it under the same name, so that nothing in it is lost; first, because a
    // record without its log is older than one that has it, and a log beside a foreign record is not.
    for (const char* side : {"-wal", ""})
        if (disk.exists(record + side))
            if (auto moved = disk.rename(record + side, kept + side); !moved) {
                putBack(record, kept, disk);
                return moved;
            }
    return Done{};
}

} // namespace

Status copyDatabase(const std::string& from, const std::string& to, const OpenSettings& settings, Disk& disk,
                    const BackupWatch& watch, OpenMode source) {
    OpenSettings reading = settings, writing = settings;
    reading.mode = source; // a backup lies still and gets no side files
    writing.mode = OpenMode::writer;
    auto record = Database::open(from, reading);
    if (!record) return record.error();
    if (auto made = disk.prepare(to); !made) return made;
    {
        auto target = Database::open(to, writing);
        if (!target) return target.error();
        if (auto safe = target.value()->execute("PRAGMA synchronous=FULL"); !safe) return safe;
        // One moment of the record: without this a step would begin anew after each commit of the writer.
        if (auto begun = record.value()->execute("BEGIN"); !begun) return begun;
        if (auto moment = record.value()->integer("SELECT count(*) FROM sqlite_schema"); !moment)
            return moment.error();
        sqlite3_backup* backup =
            sqlite3_backup_init(target.value()->raw(), "main", record.value()->raw(), "main");
        if (!backup) return target.value()->failed(sqlite3_extended_errcode(target.value()->raw()));
        if (auto copied = copyPages(backup, *target.value(), watch); !copied) return copied;
    }
    if (auto synced = disk.syncFile(to); !synced) return synced;
    return disk.syncDirectoryOf(to);
}

Result<std::int64_t> sessionsMissing(const std::string& earlier, const std::string& later,
                                     const OpenSettings& settings) {
    auto before = openForeign(earlier, settings), after = openForeign(later, settings);
    if (!before) return before.error();
    if (!after) return after.error();
    auto heads = before.value()->prepare(
        "SELECT s.id, h.seq, h.hash, h.readings FROM chain_head h JOIN session s ON s.ref = h.session");
    if (!heads) return heads.error();
    auto find = after.value()->prepare(
        "SELECT 1 FROM session s JOIN event e ON e.session = s.ref JOIN chain_head h ON h.session = s.ref "
        "WHERE s.id = ? AND e.seq = ? AND e.hash = ? AND h.readings >= ?");
    if (!find) return find.error();
    std::int64_t missing = 0;
    for (;;) {
        auto head = heads->step();
        if (!head) return head.error();
        if (!head.value()) return missing;
        auto there = find->bind(uuidFrom(heads->text(0)).bytes, heads->integer(1), digestFrom(heads->text(2)),
                                heads->integer(3))
                         .step();
        if (!there) return there.error();
        missing += there.value() ? 0 : 1;
    }
}

Result<BackupTaken> takeBackup(const BackupSettings& settings, WallTime now, Disk& disk,
                               const BackupWatch& watch) {
    const std::string path =
        settings.directory + "/" + stemOf(settings.record) + "-" + formatDate(now) + std::string(kSuffix);
    const std::string part = path + ".part";
    auto proof = copyProved(settings.record, part, settings.database, disk, watch, OpenMode::reader);
    if (!proof) return proof.error();
    BackupTaken taken{path, proof->sessions, proof->events, proof->readings, {}};
    // A record that was lost and begun anew must not push the old one out of its backups, day by day.
    const auto earlier = backupsOf(settings, disk);
    if (!earlier.empty()) {
        const auto missing = sessionsMissing(earlier.front(), part, settings.database);
        if (!missing || missing.value() > 0) {
            const auto kept = keptName(earlier.front(), disk);
            if (auto renamed = disk.rename(earlier.front(), kept); !renamed) return renamed.error();
            taken.keptEarlier = kept;
        }
    }
    if (auto named = disk.rename(part, path); !named) return named.error();
    if (watch.progress) watch.progress(BackupWatch::Phase::checking, 1);
    return taken;
}

bool backupIsDue(const BackupSettings& settings, WallTime now, bool signedSince, const Disk& disk) {
    if (!disk.exists(settings.record)) return false;
    const auto backups = backupsOf(settings, disk);
    return signedSince || backups.empty() || dateIn(backups.front()) < formatDate(now);
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
    if (!proof.findings.empty())
        return Error{
            phrase("The backup {1} was not restored because it is not sound: {2} The record was not touched.",
                   backup, proof.findings.front().sentence)};
    const std::string part = settings.record + ".part";
    if (auto copied = copyProved(backup, part, settings.database, disk, {}, OpenMode::foreign); !copied)
        return copied.error();
    const std::string kept = directoryOf(settings.record) + "/" + stemOf(settings.record) + ".replaced-" +
                             std::to_string(now.utcMs) + ".db";
    if (auto aside = moveAside(settings.record, kept, disk); !aside) return aside.error();
    if (auto named = disk.rename(part, settings.record); !named) {
        putBack(settings.record, kept, disk);
        return named.error();
    }
    for (const char* side : {"", "-wal"})
        if (disk.exists(kept + side)) return kept + side;
    return std::string();
}

} // namespace chairside
