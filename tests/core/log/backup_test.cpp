// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/backup.h"
#include "core/log/history.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/power_disk.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace chairside;
using namespace chairside::testing;

namespace {
constexpr std::int64_t kBackupDayMs = 86'400'000;
constexpr WallTime kBackupNow{1'795'255'200'000, 0}; // 2026-11-21
} // namespace

TEST_CASE("a backup taken while the record is written is whole and proves sound", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    auto store = SegmentedStore::open(plainFiles(settings.record));
    REQUIRE(store);
    const auto made = makeSession({});
    for (std::size_t at = 0; at + 20 <= made.items.size(); at += 20) {
        const auto first = made.items.begin() + static_cast<std::ptrdiff_t>(at);
        store.value()->commit({first, first + 20});
        if (at % 100) continue;
        auto taken = takeBackup(settings, kBackupNow, disk);
        INFO((taken ? std::string() : taken.error().message));
        REQUIRE(taken);
        CHECK(taken->path == dir / "backups/r-2026-11-21.backup.db");
        CHECK(taken->keptEarlier.empty());
        auto reader = HistoryReader::open(taken->path);
        REQUIRE(reader);
        auto record = reader.value()->session(made.session);
        REQUIRE(record);
        CHECK(record->events.size() + record->readings.size() == at + 20);
    }
}

TEST_CASE("a bad record never replaces a good backup", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    makeRecord(settings.record, 1);
    auto good = takeBackup(settings, kBackupNow, disk);
    REQUIRE(good);
    {
        PlainSqlite plain(settings.record);
        plain.disableTriggers();
        plain.run("UPDATE event SET actor_name='x' WHERE seq=2");
    }
    auto bad = takeBackup(settings, kBackupNow, disk);
    REQUIRE_FALSE(bad);
    CHECK(bad.error().message.find("did not prove sound") != std::string::npos);
    CHECK(verify(good->path).sound());
    CHECK(disk.filesIn(dir / "backups").size() == 1);
}

TEST_CASE("a power cut during a backup leaves the last good one", "[log][H-17]") {
    auto base = std::make_shared<PowerDisk>(1);
    auto files = plainFiles("/r/main.db");
    files.disk = base;
    files.database.vfs = base->vfsName();
    const auto made = makeSession({});
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        store.value()->commit({made.items.begin(), made.items.begin() + 50});
        REQUIRE(takeBackup({"/r/main.db", "/b", files.database}, kBackupNow, *base));
        store.value()->commit({made.items.begin() + 50, made.items.begin() + 90});
    }
    int cuts = 0;
    for (std::int64_t at = 0;; ++at, ++cuts) {
        PowerDisk disk(static_cast<std::uint64_t>(at) + 7);
        disk.copyFilesFrom(*base);
        disk.cutAfter(at);
        BackupSettings settings{"/r/main.db", "/b", files.database};
        settings.database.vfs = disk.vfsName();
        const bool taken = static_cast<bool>(takeBackup(settings, kBackupNow, disk));
        const bool cut = disk.isDead();
        disk.cutPower(static_cast<AfterCut>(at % kAfterCutCount));
        INFO("cut at step " << at);
        const auto left = backupsOf(settings, disk);
        REQUIRE(left.size() == 1);
        const auto proof = verify(left.front(), {disk.vfsName(), &disk, false, 1});
        if (!proof.sound()) FAIL(proof.findings.front().sentence);
        CHECK((proof.events + proof.readings == 50 || proof.events + proof.readings == 90));
        if (!cut) {
            CHECK(taken);
            break;
        }
    }
    CHECK(cuts > 10);
}

TEST_CASE("seven days and four weeks of backups are kept", "[log][H-17]") {
    PowerDisk disk(1);
    const BackupSettings settings{"/r/main.db", "/b"};
    for (int day = 0; day < 60; ++day)
        REQUIRE(
            disk.prepare("/b/main-" + formatDate({kBackupNow.utcMs - day * kBackupDayMs, 0}) + ".backup.db"));
    REQUIRE(disk.prepare("/b/main-notes.txt"));
    const auto removed = pruneBackups(settings, disk);
    REQUIRE(removed);
    const auto left = backupsOf(settings, disk);
    // 2026-11-21 is a Saturday: its week is among the seven days, the Sundays before it are the newest of
    // their weeks.
    CHECK(left.size() == 9);
    CHECK(removed.value() == 51);
    CHECK(left.front() == "/b/main-2026-11-21.backup.db");
    CHECK(left[6] == "/b/main-2026-11-15.backup.db");
    CHECK(left[7] == "/b/main-2026-11-08.backup.db");
    CHECK(left[8] == "/b/main-2026-11-01.backup.db");
    CHECK(disk.exists("/b/main-notes.txt"));
    CHECK(pruneBackups(settings, disk).value() == 0);
}

TEST_CASE("a restored backup is the record again, and what was there before is kept", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    const auto made = makeRecord(settings.record, 2);
    const auto backup = takeBackup(settings, kBackupNow, disk);
    REQUIRE(backup);
    {
        auto inUse = SegmentedStore::open(plainFiles(settings.record));
        REQUIRE(inUse);
        CHECK_FALSE(restoreBackup(backup->path, settings, kBackupNow, disk));
    }
    std::filesystem::resize_file(settings.record, 10'000); // the disaster
    const auto kept = restoreBackup(backup->path, settings, kBackupNow, disk);
    REQUIRE(kept);
    CHECK(std::filesystem::file_size(kept.value()) == 10'000);
    CHECK(verify(settings.record).sound());
    auto store = SegmentedStore::open(plainFiles(settings.record));
    REQUIRE(store);
    CHECK(store.value()->head(made[1].session)->seq == static_cast<std::int64_t>(made[1].events.size()));
    store = Error{""};
    { std::ofstream(backup->path, std::ios::app | std::ios::in).seekp(5'000).write("garbage", 7); }
    std::filesystem::resize_file(backup->path, 20'000);
    CHECK_FALSE(restoreBackup(backup->path, settings, kBackupNow, disk));
    CHECK(verify(settings.record).sound());
}

TEST_CASE("a record is restored beside what is left of a lost one, and nothing of that gets into it",
          "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    makeRecord(settings.record, 2);
    const auto backup = takeBackup(settings, kBackupNow, disk);
    REQUIRE(backup);
    const auto later = makeSession({.seed = 60, .length = Minutes{1}});
    {
        auto killed = Store::open(settings.record, {}); // its write-ahead log stays as it is
        REQUIRE(killed);
        REQUIRE(killed.value()->commit(later.items));
    }
    const auto log = std::filesystem::file_size(settings.record + "-wal");
    REQUIRE(log > 0);
    std::filesystem::remove(settings.record); // by somebody who meant to make room for the backup
    const auto kept = restoreBackup(backup->path, settings, kBackupNow, disk);
    REQUIRE(kept);
    CHECK(kept.value() == dir / "r.replaced-1795255200000.db-wal");
    CHECK(std::filesystem::file_size(kept.value()) == log);
    const auto proof = verify(settings.record);
    CHECK(proof.sound());
    CHECK(proof.events + proof.readings == backup->events + backup->readings);
    for (const char* side : {"", "-wal", "-shm"}) std::filesystem::remove(settings.record + side);
    CHECK(restoreBackup(backup->path, settings, {kBackupNow.utcMs + 1, 0}, disk).value().empty());
    CHECK(verify(settings.record).sound());
}

TEST_CASE("a record whose name does not end in .db has backups like any other", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "record", dir / "backups"};
    makeRecord(settings.record, 1);
    const auto taken = takeBackup(settings, kBackupNow, disk);
    REQUIRE(taken);
    CHECK(taken->path == dir / "backups/record-2026-11-21.backup.db");
    CHECK(backupsOf(settings, disk) == std::vector{taken->path});
    CHECK(restoreBackup(taken->path, settings, kBackupNow, disk).value() ==
          dir / "record.replaced-1795255200000.db");
    CHECK(verify(settings.record).sound());
}

TEST_CASE("a record that is lost twice on one day leaves both earlier backups", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    std::vector<std::string> kept;
    for (const int sessions : {3, 2, 1}) {
        for (const char* side : {"", "-wal", "-shm"}) std::filesystem::remove(settings.record + side);
        makeRecord(settings.record, sessions);
        const auto taken = takeBackup(settings, kBackupNow, disk);
        REQUIRE(taken);
        kept.push_back(taken->keptEarlier);
    }
    CHECK(kept == std::vector<std::string>{"", dir / "backups/r-2026-11-21.kept.db",
                                           dir / "backups/r-2026-11-21.kept-2.db"});
    CHECK(verify(kept[1]).sessions == 3);
    CHECK(verify(kept[2]).sessions == 2);
}

TEST_CASE("a record that holds less than its last backup does not take that backup's place", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    makeRecord(settings.record, 3);
    REQUIRE(takeBackup(settings, kBackupNow, disk));
    // The record is lost; the program begins a new one at the same place.
    for (const char* side : {"", "-wal", "-shm"}) std::filesystem::remove(settings.record + side);
    makeRecord(settings.record, 1);
    const auto taken = takeBackup(settings, kBackupNow, disk);
    REQUIRE(taken);
    CHECK(taken->keptEarlier == dir / "backups/r-2026-11-21.kept.db");
    CHECK(verify(taken->keptEarlier).sessions == 3);
    CHECK(verify(taken->path).sessions == 1);
    CHECK(sessionsMissing(taken->keptEarlier, taken->path, {}).value() == 3); // other salts, other chains
    for (int day = 1; day < 36; ++day) {
        REQUIRE(takeBackup(settings, {kBackupNow.utcMs + day * kBackupDayMs, 0}, disk));
        REQUIRE(pruneBackups(settings, disk));
    }
    CHECK(verify(taken->keptEarlier).sessions == 3); // five weeks later it is still there
    CHECK(backupsOf(settings, disk).size() <= 11);
}

TEST_CASE("a backup is due when there is none of today, and after a signature", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    CHECK_FALSE(backupIsDue(settings, kBackupNow, true, disk)); // nothing recorded yet
    makeRecord(settings.record, 1);
    CHECK(backupIsDue(settings, kBackupNow, false, disk));
    REQUIRE(takeBackup(settings, kBackupNow, disk));
    CHECK_FALSE(backupIsDue(settings, kBackupNow, false, disk));
    CHECK(backupIsDue(settings, kBackupNow, true, disk));
    CHECK(backupIsDue(settings, {kBackupNow.utcMs + kBackupDayMs, 0}, false, disk));
}

TEST_CASE("a restore drill proves the backup and leaves nothing behind; a bad backup fails it",
          "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    makeRecord(settings.record, 2);
    const auto backup = takeBackup(settings, kBackupNow, disk);
    REQUIRE(backup);
    const auto recordBefore = std::filesystem::last_write_time(settings.record);
    const auto drill = drillRestore(backup->path, settings, kBackupNow, disk);
    INFO((drill ? std::string() : drill.error().message));
    REQUIRE(drill);
    CHECK(drill->sessions == 2);
    CHECK(drill->rows == backup->events + backup->readings);
    CHECK(drill->newestSession.starts_with("2026-11-22, "));
    CHECK(disk.filesIn(dir / "backups").size() == 1);
    CHECK(std::filesystem::last_write_time(settings.record) == recordBefore);
    std::filesystem::resize_file(backup->path, 30'000);
    CHECK_FALSE(drillRestore(backup->path, settings, kBackupNow, disk));
    CHECK(disk.filesIn(dir / "backups").size() == 1);
}

TEST_CASE("a backup that is stopped leaves the last good one", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    makeRecord(settings.record, 1);
    REQUIRE(takeBackup(settings, kBackupNow, disk));
    double told = -1;
    BackupWatch watch;
    watch.progress = [&](BackupWatch::Phase, double fraction) { told = fraction; };
    REQUIRE(takeBackup(settings, kBackupNow, disk, watch));
    CHECK(told == 1);
    watch.cancelled = [] { return true; };
    CHECK_FALSE(takeBackup(settings, kBackupNow, disk, watch));
    CHECK(disk.filesIn(dir / "backups").size() == 1);
    CHECK(verify(backupsOf(settings, disk).front()).sound());
}

TEST_CASE("a backup tells how far it is, and can be stopped in its middle", "[log][H-17]") {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    auto files = plainFiles(settings.record);
    files.reserveSpace = true; // a file of more than one step
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        store.value()->commit(makeSession({.length = Minutes{1}}).items);
    }
    std::vector<double> copying, checking;
    bool stop = false;
    BackupWatch watch;
    watch.progress = [&](BackupWatch::Phase phase, double fraction) {
        (phase == BackupWatch::Phase::copying ? copying : checking).push_back(fraction);
    };
    watch.cancelled = [&] { return stop && !copying.empty(); };
    REQUIRE(takeBackup(settings, kBackupNow, disk, watch));
    REQUIRE(copying.size() > 2);
    CHECK(std::is_sorted(copying.begin(), copying.end()));
    CHECK(copying.front() > 0);
    CHECK(copying.back() == 1);
    CHECK(checking == std::vector<double>{0, 1});
    copying.clear();
    stop = true;
    const auto stopped = takeBackup(settings, {kBackupNow.utcMs + kBackupDayMs, 0}, disk, watch);
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().message == "The backup was stopped. The last good one is still there.");
    CHECK(copying.size() == 1);
    CHECK(disk.filesIn(dir / "backups") == std::vector<std::string>{"r-2026-11-21.backup.db"});
}

namespace {
void everyBackupRestores(std::uint64_t count) {
    const TempDir dir;
    RealDisk disk;
    const BackupSettings settings{dir / "r.db", dir / "backups"};
    auto store = SegmentedStore::open(plainFiles(settings.record));
    REQUIRE(store);
    std::atomic<bool> ended = false;
    std::string wrong; // of the other thread, read after it has ended
    std::thread backing([&] {
        for (std::uint64_t i = 0; i < count && wrong.empty(); ++i) {
            const auto taken = takeBackup(settings, kBackupNow, disk);
            if (!taken)
                wrong = taken.error().message;
            else if (!taken->keptEarlier.empty() || !verify(taken->path).sound())
                wrong = "backup " + std::to_string(i) + " is not sound";
        }
        ended = true;
    });
    for (std::uint64_t seed = 1; !ended; ++seed) { // somebody writes all the time
        const auto made = makeSession({.seed = seed, .length = Minutes{1}});
        for (std::size_t at = 0; at < made.items.size() && !ended; at += 7) {
            const auto first = made.items.begin() + static_cast<std::ptrdiff_t>(at);
            store.value()->commit({first, first + static_cast<std::ptrdiff_t>(
                                                      std::min<std::size_t>(7, made.items.size() - at))});
            store.value()->idle();
            std::this_thread::sleep_for(Millis{5});
        }
    }
    backing.join();
    INFO(wrong);
    CHECK(wrong.empty());
    CHECK_FALSE(store.value()->fault());
    CHECK(disk.filesIn(dir / "backups").size() == 1);
}
} // namespace

TEST_CASE("backups taken while somebody writes are sound, every one", "[log][H-17]") {
    everyBackupRestores(12);
}
TEST_CASE("two hundred backups taken while somebody writes are sound, every one", "[log][long][H-17]") {
    everyBackupRestores(200);
}
