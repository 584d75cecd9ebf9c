// SPDX-License-Identifier: GPL-3.0-or-later
// The file system beneath the record: what it is asked for, and that whatever it refuses is said and costs
// nothing.
#include "core/log/backup.h"
#include "core/log/digest.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/power_disk.h"
#include "support/temp_dir.h"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

constexpr WallTime kNow{1'795'255'200'000, 0}; // 2026-11-21
constexpr WallTime kTomorrow{kNow.utcMs + 86'400'000, 0};

bool has(const Status& status, const std::string& part) {
    return !status && status.error().message.find(part) != std::string::npos;
}
mode_t modeOf(const std::string& path) {
    struct stat facts {};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777 : 0;
}

/// Refuses one of the changes that are asked of it, once or from then on.
class RefusingDisk final : public Disk {
public:
    RefusingDisk(Disk& below, int after) : below_(below), left_(after) {}
    bool forGood = false;
    bool renamesFirst = false; ///< gives the new name and cannot make sure of it then
    bool refused() const { return left_ < 0; }
    bool exists(const std::string& path) const override { return below_.exists(path); }
    std::vector<std::string> filesIn(const std::string& directory) const override {
        return below_.filesIn(directory);
    }
    Status prepare(const std::string& path) override { return refuse() ? no() : below_.prepare(path); }
    Status rename(const std::string& from, const std::string& to) override {
        const bool refusal = refuse();
        if (refusal && !renamesFirst) return no();
        auto done = below_.rename(from, to);
        return refusal ? no() : done;
    }
    Status remove(const std::string& path) override { return refuse() ? no() : below_.remove(path); }
    Status syncDirectoryOf(const std::string& path) override {
        return refuse() ? no() : below_.syncDirectoryOf(path);
    }
    Status syncFile(const std::string& path) override { return refuse() ? no() : below_.syncFile(path); }
    std::int64_t freeBytes(const std::string&) const override { return free; }
    std::int64_t sizeOf(const std::string& path) const override { return below_.sizeOf(path); }
    Result<std::unique_ptr<FileLock>> lock(const std::string& path) override {
        if (refuse()) return Error{"refused"};
        return below_.lock(path);
    }
    std::int64_t free = -1;

private:
    bool refuse() {
        const auto left = left_--;
        return left == 0 || (forGood && left < 0);
    }
    static Status no() { return Error{"refused"}; }
    Disk& below_;
    int left_;
};

LogFiles filesOn(PowerDisk& disk, const std::shared_ptr<Disk>& asked) {
    auto files = plainFiles("/r/main.db");
    files.disk = asked;
    files.database.vfs = disk.vfsName();
    return files;
}

bool soundOn(PowerDisk& disk, const std::string& path) {
    return disk.exists(path) && verify(path, {disk.vfsName(), &disk, false, 1}).findings.empty();
}

/// A record of two sessions and its backup, a third session that is only in the record's log, and what a
/// backup and a restore left that were killed.
void fill(PowerDisk& disk) {
    const auto alias = std::shared_ptr<Disk>(&disk, [](Disk*) {});
    const auto files = filesOn(disk, alias);
    auto store = SegmentedStore::open(files);
    REQUIRE(store);
    for (const std::uint64_t seed : {1, 2})
        store.value()->commit(makeSession({.seed = seed, .length = Minutes{1}}).items);
    REQUIRE(takeBackup({"/r/main.db", "/b", files.database}, kNow, disk));
    store = Error{""};
    Store::Options options;
    options.database = files.database;
    auto killed = Store::open("/r/main.db", std::move(options));
    REQUIRE(killed);
    REQUIRE(killed.value()->commit(makeSession({.seed = 3, .length = Minutes{1}}).items));
    for (const char* left : {"/b/main-2026-11-22.backup.db.part", "/r/main.db.part", "/r/main.db-shm"})
        REQUIRE(disk.prepare(left));
}

} // namespace

TEST_CASE("folder and name of a path, with and without a slash", "[log]") {
    CHECK(directoryOf("record.db") == ".");
    CHECK(directoryOf("/record.db") == "/");
    CHECK(directoryOf("/a/b/record.db") == "/a/b");
    CHECK(fileNameOf("/a/b/record.db") == "record.db");
    CHECK(fileNameOf("record.db") == "record.db");
}

TEST_CASE("a record file and its folder are made for their owner alone, and never made twice", "[log]") {
    const TempDir dir;
    RealDisk disk;
    const std::string path = dir / "deep/er/record.db";
    REQUIRE(disk.prepare(path));
    CHECK(modeOf(path) == 0600);
    CHECK(modeOf(dir / "deep/er") == 0700);
    CHECK(disk.exists(path));
    CHECK(disk.sizeOf(path) == 0);
    { std::ofstream(path) << "twelve bytes"; }
    REQUIRE(disk.prepare(path)); // what is there is not touched
    CHECK(disk.sizeOf(path) == 12);
    CHECK(disk.sizeOf(dir / "absent") == 0);
    CHECK(disk.filesIn(dir / "deep/er") == std::vector<std::string>{"record.db"});
    CHECK(disk.filesIn(dir / "absent").empty());
    CHECK(disk.freeBytes(path) > 0);
    CHECK(disk.freeBytes(dir / "absent/record.db") == -1);
    REQUIRE(disk.prepare(dir / "a.db"));
    CHECK(disk.filesIn(dir.path()) == std::vector<std::string>{"a.db", "deep"});
}

TEST_CASE("what a file system refuses is said with the file's name", "[log]") {
    const TempDir dir;
    RealDisk disk;
    const std::string file = dir / "file", absent = dir / "absent";
    { std::ofstream(file) << "x"; }
    CHECK(has(disk.prepare(file + "/in/record.db"), "could not be made"));
    std::filesystem::create_symlink(dir / "elsewhere", dir / "link");
    CHECK(has(disk.prepare(dir / "link"), "Could not create the record file " + (dir / "link")));
    CHECK(has(disk.rename(absent, dir / "other"), "Could not rename " + absent));
    CHECK(disk.remove(absent)); // gone already
    std::filesystem::create_directory(dir / "folder");
    CHECK(has(disk.remove(dir / "folder"), "Could not remove " + (dir / "folder")));
    CHECK(has(disk.syncFile(absent), "Could not make sure of " + absent));
    CHECK(has(disk.syncDirectoryOf(absent + "/x"), "Could not make sure of"));
    REQUIRE(disk.rename(file, dir / "other"));
    CHECK_FALSE(disk.exists(file));
    CHECK(disk.syncFile(dir / "other"));
    REQUIRE(disk.remove(dir / "other"));
    CHECK_FALSE(disk.exists(dir / "other"));
    const auto lock = disk.lock(absent + "/record.db");
    REQUIRE_FALSE(lock);
    CHECK(lock.error().message.find("Could not lock the record file") != std::string::npos);
    auto held = disk.lock(dir / "record.db");
    REQUIRE(held);
    CHECK(disk.lock(dir / "record.db").error().message.find("already in use") != std::string::npos);
    held = Error{""};
    CHECK(disk.lock(dir / "record.db"));
}

TEST_CASE("a file of which the system cannot make sure is not called safe", "[log][H-08]") {
    RealDisk disk;
    CHECK(
        has(disk.syncFile("/dev/null"), "Could not make sure of /dev/null")); // nothing there keeps anything
}

TEST_CASE("a record in a folder where nobody may write is not begun, and the folder is said to be read-only",
          "[log][H-09]") {
    const TempDir dir;
    RealDisk disk;
    const std::string path = dir / "r.db";
    REQUIRE(disk.prepare(path));
    std::filesystem::permissions(dir.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const auto told = [&] {
        const bool isRoot = ::geteuid() == 0; // to whom nothing is read-only
        if (isRoot) REQUIRE(::seteuid(65'534) == 0);
        const auto lock = disk.lock(path);
        if (isRoot) REQUIRE(::seteuid(0) == 0);
        return lock ? std::string() : lock.error().message;
    }();
    std::filesystem::permissions(dir.path(), std::filesystem::perms::owner_all);
    CHECK(told.find("The record file " + path +
                    " cannot be written: the file, its folder or the disk is "
                    "read-only. Nothing in it was changed.") == 0);
    CHECK(disk.filesIn(dir.path()) == std::vector<std::string>{"r.db"});
}

TEST_CASE("digests are those of BLAKE2b, and only 64 lower-case digits are read back", "[log][H-10]") {
    const std::string ofNothing = "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
    const std::string ofAbc = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
    CHECK(toHex(blake2b256("")) == ofNothing); // both from Python's hashlib.blake2b(digest_size=32)
    CHECK(toHex(blake2b256("abc")) == ofAbc);
    CHECK(digestFromHex(ofAbc) == blake2b256("abc"));
    CHECK_FALSE(digestFromHex(""));
    CHECK_FALSE(digestFromHex(ofAbc + "00"));
    CHECK_FALSE(digestFromHex(ofAbc.substr(2)));
    for (const std::size_t at : {0u, 1u, 62u, 63u})
        for (const char c : {'g', 'A', ' '}) {
            auto wrong = ofAbc;
            wrong[at] = c;
            CHECK_FALSE(digestFromHex(wrong));
        }
}

namespace {

/// Each step of `act` refused in turn, until none is: how many there were. `act` looks at what is left and
/// answers whether it was told that all went well.
template <class Act>
int eachRefusal(const Act& act, bool renamesFirst = false) {
    PowerDisk base(1);
    fill(base);
    for (int after = 0;; ++after) {
        PowerDisk disk(static_cast<std::uint64_t>(after) + 2);
        disk.copyFilesFrom(base);
        RefusingDisk asked(disk, after);
        asked.renamesFirst = renamesFirst;
        BackupSettings settings{"/r/main.db", "/b", {}};
        settings.database.vfs = disk.vfsName();
        INFO("refusal " << after << ", renames first: " << renamesFirst);
        const bool fine = act(disk, asked, settings);
        CHECK(fine == !asked.refused());
        CHECK(soundOn(disk, "/b/main-2026-11-21.backup.db"));
        if (!asked.refused()) return after;
    }
}

} // namespace

TEST_CASE("whatever the file system refuses during a backup, it is said and the last good one stays",
          "[log][H-17]") {
    const int refusals =
        eachRefusal([](PowerDisk& disk, RefusingDisk& asked, const BackupSettings& settings) {
            const bool taken = static_cast<bool>(takeBackup(settings, kTomorrow, asked));
            CHECK(soundOn(disk, "/b/main-2026-11-22.backup.db") == taken);
            return taken;
        });
    CHECK(refusals >= 5); // what was left, a place for the copy, its two syncs, its name
}

TEST_CASE("an earlier backup that the file system does not let set aside stays, and it is said",
          "[log][H-17]") {
    PowerDisk base(1);
    fill(base);
    for (const char* side : {"", "-wal", "-shm"}) REQUIRE(base.remove(std::string("/r/main.db") + side));
    {
        auto store = SegmentedStore::open(filesOn(base, std::shared_ptr<Disk>(&base, [](Disk*) {})));
        REQUIRE(store); // the record was lost and begun anew
        store.value()->commit(makeSession({.seed = 4, .length = Minutes{1}}).items);
    }
    const std::string earlier = "/b/main-2026-11-21.backup.db", aside = "/b/main-2026-11-21.kept.db";
    bool refused = true;
    for (int after = 0; refused; ++after) {
        PowerDisk disk(static_cast<std::uint64_t>(after) + 2);
        disk.copyFilesFrom(base);
        RefusingDisk asked(disk, after);
        BackupSettings settings{"/r/main.db", "/b", {}};
        settings.database.vfs = disk.vfsName();
        INFO("refusal " << after);
        const auto taken = takeBackup(settings, kTomorrow, asked);
        refused = asked.refused();
        CHECK(static_cast<bool>(taken) == !refused);
        if (taken) CHECK(taken->keptEarlier == aside);
        const auto& there = disk.exists(aside) ? aside : earlier;
        CHECK(verify(there, {disk.vfsName(), &disk, false, 1}).sessions == 2);
        CHECK(disk.exists("/b/main-2026-11-22.backup.db") == static_cast<bool>(taken));
    }
}

TEST_CASE("whatever the file system refuses during a restore, the record is as it was, with its log",
          "[log][H-17]") {
    const std::string aside = "/r/main.replaced-" + std::to_string(kTomorrow.utcMs) + ".db";
    for (const bool renamesFirst : {false, true}) {
        const int refusals = eachRefusal(
            [&](PowerDisk& disk, RefusingDisk& asked, const BackupSettings& settings) {
                const auto kept = restoreBackup("/b/main-2026-11-21.backup.db", settings, kTomorrow, asked);
                const auto sessions = [&](const std::string& path) {
                    CHECK(soundOn(disk, path));
                    return verify(path, {disk.vfsName(), &disk, false, 1}).sessions;
                };
                CHECK(sessions("/r/main.db") == (kept ? 2 : 3));
                CHECK(disk.exists(aside) == static_cast<bool>(kept));
                CHECK(disk.exists(aside + "-wal") == static_cast<bool>(kept));
                if (!kept) return false;
                CHECK(kept.value() == aside);
                CHECK(sessions(aside) == 3);
                return true;
            },
            renamesFirst);
        // The lock, what was left, a place for the copy, its two syncs, the record aside, the new name.
        CHECK(refusals >= 9);
    }
}

TEST_CASE("a file system that refuses everything from some step of a restore on leaves all of the record",
          "[log][H-17]") {
    PowerDisk base(1);
    fill(base);
    const std::string record = "/r/main.db";
    const std::string aside = "/r/main.replaced-" + std::to_string(kTomorrow.utcMs) + ".db";
    bool refused = true;
    for (int after = 0; refused; ++after) {
        PowerDisk disk(static_cast<std::uint64_t>(after) + 2);
        disk.copyFilesFrom(base);
        RefusingDisk asked(disk, after);
        asked.forGood = true;
        BackupSettings settings{record, "/b", {}};
        settings.database.vfs = disk.vfsName();
        INFO("refusals from " << after << " on");
        const auto kept = restoreBackup("/b/main-2026-11-21.backup.db", settings, kTomorrow, asked);
        refused = asked.refused();
        CHECK(static_cast<bool>(kept) == !refused);
        // Its file and its log, wherever they are: never one of them beside the backup.
        if (refused && disk.exists(aside)) CHECK_FALSE(disk.exists(record + "-wal"));
        for (const char* side : {"", "-wal"})
            if (disk.exists(aside + side)) REQUIRE(disk.rename(aside + side, record + side));
        CHECK(verify(record, {disk.vfsName(), &disk, false, 1}).sessions == 3);
        CHECK(soundOn(disk, record));
    }
}

TEST_CASE("a disk that fails at any step of a backup or a restore is told, and the last good one stays",
          "[log][H-17]") {
    PowerDisk base(1);
    fill(base);
    for (const bool restoring : {false, true})
        for (const auto kind : {FaultKind::readError, FaultKind::writeError, FaultKind::syncError}) {
            bool fired = true;
            for (int after = 0; fired; after += 1 + after / 4) {
                PowerDisk disk(static_cast<std::uint64_t>(after) + 2);
                disk.copyFilesFrom(base);
                BackupSettings settings{"/r/main.db", "/b", {}};
                settings.database.vfs = disk.vfsName();
                disk.failAfter(kind, after, true);
                const bool done = restoring ? static_cast<bool>(restoreBackup("/b/main-2026-11-21.backup.db",
                                                                              settings, kTomorrow, disk))
                                            : static_cast<bool>(takeBackup(settings, kTomorrow, disk));
                fired = disk.faultFired();
                disk.repair();
                INFO("fault " << static_cast<int>(kind) << " after " << after << ", restoring " << restoring);
                // Kept under another name when it could not be compared with the new one.
                CHECK((soundOn(disk, "/b/main-2026-11-21.backup.db") ||
                       soundOn(disk, "/b/main-2026-11-21.kept.db")));
                CHECK((soundOn(disk, "/r/main.db") ||
                       soundOn(disk, "/r/main.replaced-" + std::to_string(kTomorrow.utcMs) + ".db")));
                if (done && !restoring) CHECK(soundOn(disk, "/b/main-2026-11-22.backup.db"));
                if (!fired) CHECK(done);
            }
        }
}

TEST_CASE("a backup that cannot be removed ends the pruning with a sentence", "[log][H-17]") {
    PowerDisk disk(1);
    BackupSettings settings{"/r/main.db", "/b", {}};
    for (int day = 0; day < 20; ++day)
        REQUIRE(disk.prepare("/b/main-" + formatDate({kNow.utcMs - day * 86'400'000LL, 0}) + ".backup.db"));
    RefusingDisk asked(disk, 2);
    const auto pruned = pruneBackups(settings, asked);
    REQUIRE_FALSE(pruned);
    CHECK(pruned.error().message == "refused");
    CHECK(backupsOf(settings, disk).size() == 18);
    settings.keepDaily = 2;
    settings.keepWeekly = 3;
    REQUIRE(pruneBackups(settings, disk)); // Saturday, Friday, and the Sundays of two weeks before
    CHECK(backupsOf(settings, disk) ==
          std::vector<std::string>{"/b/main-2026-11-21.backup.db", "/b/main-2026-11-20.backup.db",
                                   "/b/main-2026-11-15.backup.db", "/b/main-2026-11-08.backup.db"});
}

TEST_CASE("only names with a whole date are backups", "[log][H-17]") {
    PowerDisk disk(1);
    const BackupSettings settings{"/r/main.db", "/b", {}};
    for (const char* name :
         {"main-2026-11-2x.backup.db", "main-2026_11-21.backup.db", "main-2026-11_21.backup.db",
          "main-2026-11-21.kept.db", "main-2026-11-21.backup.db.part", "other-2026-11-21.backup.db",
          "main-2026-11-211.backup.db", "main-2026-1-211.backup.db", "main-/026-11-21.backup.db",
          "mean-2026-11-21.backup.db", "main-2026-11-21.backup.db~", "main-2026-11-21.backup_db"})
        REQUIRE(disk.prepare("/b/" + std::string(name)));
    CHECK(backupsOf(settings, disk).empty());
    REQUIRE(disk.prepare("/b/main-2026-09-10.backup.db"));
    REQUIRE(disk.prepare("/b/main-2026-10-09.backup.db"));
    CHECK(backupsOf(settings, disk) ==
          std::vector<std::string>{"/b/main-2026-10-09.backup.db", "/b/main-2026-09-10.backup.db"});
}

TEST_CASE("whatever the file system refuses at the start, the next start has every row", "[log][H-08]") {
    PowerDisk base(3);
    const auto made = makeSession({.length = Minutes{1}});
    const auto count = static_cast<std::int64_t>(made.items.size());
    {
        auto store = SegmentedStore::open(filesOn(base, std::shared_ptr<Disk>(&base, [](Disk*) {})));
        REQUIRE(store);
        const auto half = made.items.begin() + 20;
        store.value()->commit({made.items.begin(), half});
        base.failAfter(FaultKind::writeError, 1, false);
        store.value()->commit({half, made.items.end()});
        REQUIRE(store.value()->fault());
        CHECK(store.value()->currentPath() == "/r/main-000002.db");
        CHECK(store.value()->waiting() == 0);
    }
    REQUIRE(base.prepare("/r/main-000003.db")); // made, and never written
    int refusals = 0;
    for (int after = 0;; ++after) {
        PowerDisk disk(static_cast<std::uint64_t>(after) + 4);
        disk.copyFilesFrom(base);
        const auto below = std::shared_ptr<Disk>(&disk, [](Disk*) {});
        const auto asked = std::make_shared<RefusingDisk>(disk, after);
        INFO("refusal " << after);
        {
            auto first = SegmentedStore::open(filesOn(disk, asked));
            if (first) CHECK(first.value()->startNotes().size() >= 1);
            if (!first) CHECK(first.error().message == "refused");
        }
        auto again = SegmentedStore::open(filesOn(disk, below));
        REQUIRE(again);
        CHECK(again.value()->totalRows() == count);
        CHECK(again.value()->head(made.session)->seq == static_cast<std::int64_t>(made.events.size()));
        CHECK_FALSE(disk.exists("/r/main-000002.db"));
        CHECK_FALSE(disk.exists("/r/main-000003.db"));
        CHECK(disk.exists("/r/main-000002.merged"));
        if (!asked->refused()) break;
        ++refusals;
    }
    CHECK(refusals >= 3); // the lock, the name after the merge, the empty file
}

TEST_CASE("little room on the disk is said at the start, and how urgent it is", "[log]") {
    const std::pair<std::int64_t, const char*> kRows[]{
        {-1, ""},
        {kLowFreeBytes, ""},
        {kLowFreeBytes - 1, "only 5119 MB left. Free some space soon."},
        {kLeastFreeBytes, "only 500 MB left. Free some space soon."},
        {kLeastFreeBytes - 1, "only 499 MB left. Free some space before the next session."},
    };
    for (const auto& [free, words] : kRows) {
        PowerDisk disk(1);
        const auto asked = std::make_shared<RefusingDisk>(disk, 1'000);
        asked->free = free;
        auto store = SegmentedStore::open(filesOn(disk, asked));
        REQUIRE(store);
        CAPTURE(free);
        const auto& notes = store.value()->startNotes();
        REQUIRE(notes.size() == (*words ? 1 : 0));
        if (*words) CHECK(notes.front().find(words) != std::string::npos);
    }
}
