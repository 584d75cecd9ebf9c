// SPDX-License-Identifier: GPL-3.0-or-later
// Every statement of the record fails in turn: what was said is an answer in words, and nothing that was
// entered is lost, at the start, while recording, when files come together, in a backup and in a restore.
#include "core/domain/stock.h"
#include "core/log/backup.h"
#include "core/log/history.h"
#include "core/log/segments.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/failing_statements.h"
#include "support/power_disk.h"
#include "support/session_maker.h"

#include <algorithm>
#include <functional>
#include <set>
#include <sqlite3.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

constexpr WallTime kFailNow{1'795'255'200'000, 0}; // 2026-11-21
constexpr WallTime kFailTomorrow{kFailNow.utcMs + 86'400'000, 0};
const std::string kMain = "/r/main.db";

LogFiles filesOn(PowerDisk& disk, bool reserve = false) {
    LogFiles files;
    files.path = kMain;
    files.secondDirectory = "/second";
    files.reserveSpace = reserve;
    files.database.vfs = disk.vfsName();
    files.disk = std::shared_ptr<Disk>(&disk, [](Disk*) {});
    files.checkpointFrames = 8;
    return files;
}

std::int64_t soundRows(PowerDisk& disk, const std::string& path = kMain) {
    const auto proof = verify(path, {disk.vfsName(), &disk, false, 1});
    CHECK((proof.findings.empty() ? "" : proof.findings.front().sentence) == "");
    return proof.events + proof.readings;
}
bool isSound(PowerDisk& disk, const std::string& path) {
    return disk.exists(path) && verify(path, {disk.vfsName(), &disk, false, 1}).findings.empty();
}

/// Of all ways to fail: one code and once; or each code, once and from then on.
enum class Ways : std::uint8_t { one, all };
using Trial = std::function<void(PowerDisk&, FailingStatements&)>;

/// `trial` with each call failing in turn, until it needs fewer calls than that; at least `least` of them.
void eachCallFails(Ways ways, const PowerDisk& base, std::vector<int> codes, std::int64_t least,
                   const Trial& trial) {
    if (ways == Ways::one) codes.resize(1);
    for (const int code : codes)
        for (const bool persistent : {false, true}) {
            if (ways == Ways::one && persistent) continue;
            std::int64_t at = 1;
            for (bool fired = true; fired; ++at) {
                PowerDisk disk(static_cast<std::uint64_t>(at));
                disk.copyFilesFrom(base);
                CAPTURE(code, persistent, at);
                FailingStatements failing(at, code, persistent);
                trial(disk, failing);
                fired = failing.fired();
            }
            CHECK(at > least);
        }
}

std::vector<LogItem> clinicEntries() {
    StockBook book;
    SeededUuids ids(11);
    std::vector<LogItem> out;
    Command command;
    command.actor = {"n1", "J. Okafor RN", Role::nurse};
    command.ask = StockReceived{"ketamine", "L1", "2027-06", 50, 500, 10, "Wholesale", "INV-7"};
    const auto decision = decideStock(book, command, {MonoTime{}, kFailNow}, ids);
    for (const auto& event : std::get<std::vector<Event>>(decision)) out.push_back({event.session, event});
    return out;
}

/// Two sessions of one patient, the clinic's log, an entry that the rules refuse and one that comes twice.
struct Day {
    std::vector<std::vector<LogItem>> batches;
    std::int64_t rows = 0; ///< that the record must hold in the end
    std::set<std::int64_t> refused;
    std::int64_t repeated = 0;

    Day() {
        const auto first = makeSession({.seed = 5, .readingPeriod = Millis{20'000}, .length = Minutes{1}});
        auto second =
            makeSession({.seed = 6, .readingPeriod = Millis{20'000}, .length = Minutes{1}, .sign = false});
        std::get<SessionOpened>(second.events.front().body).patient = first.patient;
        for (auto& item : second.items)
            if (auto* event = std::get_if<Event>(&item.what); event && event->seq == 1)
                *event = second.events.front();
        const auto half = static_cast<std::ptrdiff_t>(first.items.size() / 2);
        batches.push_back({first.items.begin(), first.items.begin() + half});
        batches.push_back(clinicEntries());
        rows = static_cast<std::int64_t>(batches.back().size());
        batches.push_back({first.items.begin() + half, first.items.end()});
        batches.push_back(second.items);
        rows += static_cast<std::int64_t>(first.items.size() + second.items.size());
        Event before1970 = second.events.back();
        before1970.seq += 1;
        before1970.id = SeededUuids(77).next(1);
        before1970.at.wall.utcMs = -1;
        batches.push_back({{second.session, before1970}, {second.session, second.events.back()}});
        repeated = second.events.back().seq;
        refused = {before1970.seq};
    }
};

/// All that is entered is recorded in the end, whatever failed meanwhile.
void record(PowerDisk& disk, FailingStatements& failing, const Day& day, bool reserve) {
    if (reserve) failing.end(); // there only what comes after the start is of interest
    auto store = SegmentedStore::open(filesOn(disk, reserve));
    if (!store) {
        CHECK_FALSE(store.error().message.empty());
        failing.end();
        store = SegmentedStore::open(filesOn(disk, reserve));
        REQUIRE(store);
    }
    if (reserve) failing.begin();
    std::size_t acknowledged = 0;
    std::set<std::int64_t> refused;
    const auto enter = [&](std::vector<LogItem> items) {
        const auto done = store.value()->commit(std::move(items));
        acknowledged += done.recorded.size();
        for (const auto& one : done.refused) refused.insert(one.seq);
        CHECK((store.value()->waiting() == 0 || store.value()->fault()));
        store.value()->idle();
    };
    for (const auto& batch : day.batches) enter(batch);
    failing.end();
    enter({});
    enter({}); // after an idle moment that failed
    CHECK(store.value()->waiting() == 0);
    // What is repeated after the file was changed is not in the new one; it is recorded all the same.
    refused.erase(day.repeated);
    CHECK(refused == day.refused);
    CHECK(acknowledged >= static_cast<std::size_t>(day.rows));
    store = Error{""};
    { REQUIRE(SegmentedStore::open(filesOn(disk))); } // brings what lies in segments together
    CHECK(soundRows(disk) == day.rows);
}

/// A session half in the main file and half in a segment, as after an error of the disk.
std::int64_t splitRecord(PowerDisk& disk) {
    const auto earlier = makeSession({.seed = 2, .readingPeriod = Millis{20'000}, .length = Minutes{1}});
    const auto made =
        makeSession({.seed = 3, .readingPeriod = Millis{20'000}, .length = Minutes{1}, .sign = false});
    auto store = SegmentedStore::open(filesOn(disk));
    REQUIRE(store);
    store.value()->commit(earlier.items);
    const auto half = made.items.begin() + static_cast<std::ptrdiff_t>(made.items.size() / 2);
    store.value()->commit({made.items.begin(), half});
    disk.failAfter(FaultKind::writeError, 1, false);
    store.value()->commit({half, made.items.end()});
    REQUIRE(store.value()->currentPath() == "/r/main-000002.db");
    store.value()->commit(clinicEntries());
    REQUIRE(store.value()->waiting() == 0);
    return static_cast<std::int64_t>(earlier.items.size() + made.items.size() + clinicEntries().size());
}

void recording(Ways ways) {
    const PowerDisk empty(1);
    eachCallFails(
        ways, empty, {SQLITE_IOERR_WRITE, SQLITE_BUSY}, 200,
        [day = Day()](PowerDisk& disk, FailingStatements& failing) { record(disk, failing, day, false); });
}

void keepingSpace(Ways ways) {
    PowerDisk base(1);
    { REQUIRE(SegmentedStore::open(filesOn(base))); }
    Day day;
    day.batches = {{day.batches.front().front()}};
    day.rows = 1;
    day.refused.clear();
    eachCallFails(ways, base, {SQLITE_FULL, SQLITE_BUSY}, 10,
                  [&](PowerDisk& disk, FailingStatements& failing) { record(disk, failing, day, true); });
}

void mergingFiles(Ways ways) {
    PowerDisk base(1);
    const auto rows = splitRecord(base);
    eachCallFails(ways, base, {SQLITE_IOERR_READ, SQLITE_CORRUPT}, 100,
                  [&](PowerDisk& disk, FailingStatements& failing) {
                      {
                          auto store = SegmentedStore::open(filesOn(disk));
                          if (!store) CHECK_FALSE(store.error().message.empty());
                          if (store && failing.fired() && disk.exists("/r/main-000002.db"))
                              CHECK_FALSE(store.value()->startNotes().empty());
                      }
                      failing.end();
                      { REQUIRE(SegmentedStore::open(filesOn(disk))); }
                      CHECK(soundRows(disk) == rows);
                      CHECK_FALSE(disk.exists("/r/main-000002.db"));
                  });
}

/// The file that began it all is lost: its part is kept and the session closed. At the start after that one
/// it is there already.
void mergingPart(Ways ways, bool again) {
    PowerDisk base(1);
    splitRecord(base);
    for (const char* side : {"", "-wal", "-shm"}) (void)base.remove(kMain + side);
    if (again) {
        REQUIRE(SegmentedStore::open(filesOn(base)));
    }
    const auto part = verify("/r/main-000002.db", {base.vfsName(), &base, true, 1});
    REQUIRE(part.findings.empty());
    eachCallFails(ways, base, {SQLITE_IOERR_READ, SQLITE_CORRUPT}, 100,
                  [&](PowerDisk& disk, FailingStatements& failing) {
                      {
                          auto store = SegmentedStore::open(filesOn(disk));
                          if (!store) CHECK_FALSE(store.error().message.empty());
                      }
                      failing.end();
                      { REQUIRE(SegmentedStore::open(filesOn(disk))); }
                      CHECK(soundRows(disk) >= part.events + part.readings);
                      CHECK(disk.exists("/r/main-000002.db"));
                  });
}
void mergingPartFirst(Ways ways) {
    mergingPart(ways, false);
}
void mergingPartAgain(Ways ways) {
    mergingPart(ways, true);
}

void backingUp(Ways ways) {
    PowerDisk base(1);
    splitRecord(base);
    { REQUIRE(SegmentedStore::open(filesOn(base))); }
    const auto settings = [](PowerDisk& disk) {
        BackupSettings out{kMain, "/b", {}};
        out.database.vfs = disk.vfsName();
        return out;
    };
    REQUIRE(takeBackup(settings(base), kFailNow, base));
    eachCallFails(ways, base, {SQLITE_IOERR_READ, SQLITE_NOMEM}, 50,
                  [&](PowerDisk& disk, FailingStatements& failing) {
                      BackupWatch watch;
                      watch.progress = [](BackupWatch::Phase, double fraction) {
                          CHECK((fraction >= 0 && fraction <= 1));
                      };
                      const auto taken = takeBackup(settings(disk), kFailTomorrow, disk, watch);
                      const bool fired = failing.fired();
                      failing.end();
                      // Kept under another name when it could not be compared with the new one.
                      CHECK((isSound(disk, "/b/main-2026-11-21.backup.db") ||
                             isSound(disk, "/b/main-2026-11-21.kept.db")));
                      if (taken) CHECK(isSound(disk, "/b/main-2026-11-22.backup.db"));
                      if (!taken) CHECK_FALSE(taken.error().message.empty());
                      if (!taken) CHECK_FALSE(disk.exists("/b/main-2026-11-22.backup.db"));
                      if (!fired) CHECK(taken);
                      CHECK(isSound(disk, kMain));
                  });
}

void restoring(Ways ways) {
    PowerDisk base(1);
    splitRecord(base);
    { REQUIRE(SegmentedStore::open(filesOn(base))); }
    const auto settings = [](PowerDisk& disk) {
        BackupSettings out{kMain, "/b", {}};
        out.database.vfs = disk.vfsName();
        return out;
    };
    REQUIRE(takeBackup(settings(base), kFailNow, base));
    const std::string backup = "/b/main-2026-11-21.backup.db";
    const std::string aside = "/r/main.replaced-" + std::to_string(kFailTomorrow.utcMs) + ".db";
    eachCallFails(ways, base, {SQLITE_IOERR_READ}, 50, [&](PowerDisk& disk, FailingStatements& failing) {
        const auto kept = restoreBackup(backup, settings(disk), kFailTomorrow, disk);
        failing.end();
        CHECK(isSound(disk, backup));
        CHECK(isSound(disk, kMain));
        CHECK(disk.exists(aside) == static_cast<bool>(kept));
        if (!kept) CHECK_FALSE(kept.error().message.empty());
    });
}

void lookingUp(Ways ways) {
    PowerDisk base(1);
    splitRecord(base);
    { REQUIRE(SegmentedStore::open(filesOn(base))); }
    const auto made =
        makeSession({.seed = 3, .readingPeriod = Millis{20'000}, .length = Minutes{1}, .sign = false});
    const auto optionsOn = [](PowerDisk& disk) {
        Store::Options options;
        options.database.vfs = disk.vfsName();
        return options;
    };
    eachCallFails(ways, base, {SQLITE_IOERR_READ}, 60, [&](PowerDisk& disk, FailingStatements& failing) {
        const auto walk = [&]() -> Status {
            auto store = Store::open(kMain, optionsOn(disk));
            if (!store) return store.error();
            auto head = store.value()->head(made.session);
            if (!head) return head.error();
            CHECK(head.value()->seq == static_cast<std::int64_t>(made.events.size()));
            auto first = store.value()->firstEntryOf(made.session);
            if (!first) return first.error();
            CHECK(first.value() == 1);
            if (auto built = store.value()->rebuildProjections(); !built) return built;
            auto next = Store::open("/r/other.db", optionsOn(disk));
            if (!next) return next.error();
            if (auto moved = next.value()->continueFrom(*head.value()); !moved) return moved;
            auto third = Store::open("/r/third.db", optionsOn(disk));
            if (!third) return third.error();
            for (const auto rows : {made.items.size(), std::size_t{0}}) { // a second time changes nothing
                auto taken = third.value()->merge(store.value()->database(), made.session);
                if (!taken) return taken.error();
                CHECK(taken->rows == static_cast<std::int64_t>(rows));
            }
            return Done{};
        };
        const auto done = walk();
        const bool fired = failing.fired();
        failing.end();
        if (!done) CHECK(fired);
        CHECK(soundRows(disk) > 0); // its lines in the session list agree with its entries
    });
}

/// A file fails after it took entries; in the next one they are entered again, as they were.
void enteringAgain(Ways ways) {
    PowerDisk base(1);
    splitRecord(base);
    { REQUIRE(SegmentedStore::open(filesOn(base))); }
    const auto before = soundRows(base);
    const auto known =
        makeSession({.seed = 3, .readingPeriod = Millis{20'000}, .length = Minutes{1}, .sign = false});
    const auto made = makeSession({.seed = 8, .readingPeriod = Millis{20'000}, .length = Minutes{1}});
    eachCallFails(ways, base, {SQLITE_IOERR_READ}, 60, [&](PowerDisk& disk, FailingStatements& failing) {
        Store::Options options; // shared by the files of one run
        options.database.vfs = disk.vfsName();
        const auto walk = [&]() -> Status {
            auto store = Store::open(kMain, options);
            if (!store) return store.error();
            const LogItem reading{known.session, known.readings.back()};
            auto recorded = store.value()->commit({&reading, 1});
            if (!recorded) return recorded.error();
            CHECK(recorded->recorded.size() == 1);
            std::vector<Digest> ends;
            for (const char* path : {"/r/first.db", "/r/second.db"}) {
                auto file = Store::open(path, options);
                if (!file) return file.error();
                auto taken = file.value()->commit(made.items);
                if (!taken) return taken.error();
                CHECK(taken->recorded.size() == made.items.size());
                auto head = file.value()->head(made.session);
                if (!head) return head.error();
                ends.push_back(head.value()->hash);
            }
            CHECK(ends.front() == ends.back());
            return Done{};
        };
        const auto done = walk();
        const bool fired = failing.fired();
        failing.end();
        if (!done) CHECK(fired);
        const auto rows = soundRows(disk);
        CHECK((rows == before + 1 || (!done && rows == before)));
    });
}

} // namespace

TEST_CASE("a statement that fails while a record is made or recorded in is told, and nothing is lost",
          "[log][H-08]") {
    recording(Ways::one);
}
TEST_CASE("a statement that fails while space is kept for a session costs nothing of it", "[log][H-08]") {
    keepingSpace(Ways::one);
}
TEST_CASE("a statement that fails while files come together leaves every row for the next start",
          "[log][H-08]") {
    mergingFiles(Ways::one);
}
TEST_CASE("a statement that fails while the part of a lost file is taken in leaves it for the next start",
          "[log][H-08]") {
    mergingPartFirst(Ways::one);
    mergingPartAgain(Ways::one);
}
TEST_CASE("a statement that fails in a backup is told, and the last good backup stays", "[log][H-17]") {
    backingUp(Ways::one);
}
TEST_CASE("a statement that fails in a restore is told, and backup and record are both kept", "[log][H-17]") {
    restoring(Ways::one);
}
TEST_CASE("a statement that fails while a session is looked up, moved or its lines built again is an error",
          "[log][H-08]") {
    lookingUp(Ways::one);
}
TEST_CASE("a statement that fails while entries are repeated into another file never changes them",
          "[log][H-08]") {
    enteringAgain(Ways::one);
}
TEST_CASE("every statement that fails in any way, once or for good, is told and costs no entry",
          "[log][long][H-08][H-17]") {
    for (const auto& walk : {recording, keepingSpace, mergingFiles, mergingPartFirst, mergingPartAgain,
                             backingUp, restoring, lookingUp, enteringAgain})
        walk(Ways::all);
}
