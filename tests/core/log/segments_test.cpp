// SPDX-License-Identifier: GPL-3.0-or-later
// The record as it lies in files: which are its own, which are taken when one fails, what is told meanwhile,
// and what is let go when nothing can be written for days.
#include "core/domain/stock.h"
#include "core/log/segments.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/failing_statements.h"
#include "support/files.h"
#include "support/made_record.h"
#include "support/power_disk.h"
#include "support/slow_disk.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <filesystem>
#include <sqlite3.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

LogFiles segmentsOn(PowerDisk& disk) {
    auto files = plainFiles("/r/main.db");
    files.disk = std::shared_ptr<Disk>(&disk, [](Disk*) {});
    files.database.vfs = disk.vfsName();
    return files;
}

LogFiles segmentsOn(const SlowDisk& disk, const std::string& path) {
    auto files = plainFiles(path);
    files.database.vfs = disk.vfsName();
    return files;
}

std::vector<LogItem> itemsFrom(const MadeSession& made, std::size_t from, std::size_t to) {
    const auto at = [&](std::size_t n) { return made.items.begin() + static_cast<std::ptrdiff_t>(n); };
    return {at(from), at(to)};
}

bool isPartOf(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::int64_t rowsOf(const Verification& proof) {
    CHECK((proof.findings.empty() ? "" : proof.findings.front().sentence) == "");
    return proof.events + proof.readings;
}

std::vector<std::string> recordFilesIn(const std::string& folder) {
    std::vector<std::string> out;
    for (const auto& name : RealDisk().filesIn(folder))
        if (name.ends_with(".db")) out.push_back(name);
    return out;
}

/// After the next start, which adds what waits in segments.
std::int64_t rowsAfterStart(const LogFiles& files) {
    { REQUIRE(SegmentedStore::open(files)); }
    const auto proof = verify(files.path);
    CHECK(proof.sound());
    return rowsOf(proof);
}

/// The record's file fails with the next write, and works again after it.
void rollOver(SegmentedStore& store, PowerDisk& disk, std::vector<LogItem> items) {
    disk.failAfter(FaultKind::writeError, 1, false);
    const auto count = items.size();
    REQUIRE(store.commit(std::move(items)).recorded.size() == count);
}

} // namespace

TEST_CASE("a disk that takes a new file but not what waits is left for the second folder", "[log][H-08]") {
    const TempDir dir;
    std::filesystem::create_directories(dir / "first");
    SlowDisk disk;
    disk.strikeOnly(dir / "first");
    const auto made = makeSession({});
    auto files = segmentsOn(disk, dir / "first/r.db");
    files.secondDirectory = dir / "second";
    files.reserveSpace = true; // five megabytes, where one is left
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        disk.become(SlowDisk::Mood::tight);
        CHECK(store.value()->commit(made.items).recorded.size() == made.items.size());
        CHECK(store.value()->currentPath() == dir / "second/r-000002.db");
        REQUIRE(store.value()->fault());
        CHECK(store.value()->fault()->saving);
        CHECK(isPartOf(store.value()->fault()->sentence, "cannot grow because the disk is full"));
        CHECK(store.value()->fault()->sentence.ends_with("Recording goes on in " +
                                                         (dir / "second/r-000002.db") + "."));
        CHECK(recordFilesIn(dir / "first") == std::vector<std::string>{"r.db"}); // no empty one is left
        disk.become(SlowDisk::Mood::works);
    }
    CHECK(rowsAfterStart(files) == static_cast<std::int64_t>(made.items.size()));
}

TEST_CASE("while every new file is too small for what waits, nothing is called saved, since it began",
          "[log][H-08]") {
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({});
    auto files = segmentsOn(disk, dir / "r.db");
    files.reserveSpace = true;
    WallTime now{1'795'255'200'000, 60};
    files.wallNow = [&] { return now; };
    auto store = SegmentedStore::open(files);
    REQUIRE(store);
    disk.become(SlowDisk::Mood::tight);
    for (int minute = 0; minute < 3; ++minute) {
        CHECK(store.value()->commit(minute ? std::vector<LogItem>() : made.items).recorded.empty());
        CHECK(store.value()->waiting() == made.items.size());
        REQUIRE(store.value()->fault());
        CHECK_FALSE(store.value()->fault()->saving);
        CHECK(store.value()->fault()->since == WallTime{1'795'255'200'000, 60});
        CHECK(store.value()->fault()->sentence.starts_with("NOT BEING SAVED since 11:00. The record file "));
        CHECK(store.value()->fault()->sentence.ends_with("is back."));
        CHECK(recordFilesIn(dir.path()) == std::vector<std::string>{"r.db"});
        now.utcMs += 60'000;
    }
    disk.become(SlowDisk::Mood::works);
    CHECK(store.value()->commit({}).recorded.size() == made.items.size());
    REQUIRE(store.value()->fault());
    CHECK(store.value()->fault()->saving);
    CHECK(store.value()->currentPath() == dir / "r-000002.db");
    CHECK(store.value()->fault()->sentence ==
          "Saving works again since 11:03, in " + (dir / "r-000002.db") +
              ". Nothing that was entered is lost. Have the disk checked.");
}

TEST_CASE(
    "what SQLite said of a failed file is still told to the technician when recording goes on elsewhere",
    "[log][H-08]") {
    for (const bool elsewhere : {true, false}) {
        CAPTURE(elsewhere);
        const TempDir dir;
        std::filesystem::create_directories(dir / "first");
        SlowDisk disk;
        disk.strikeOnly(dir / "first");
        const auto made = makeSession({});
        auto files = segmentsOn(disk, dir / "first/r.db");
        if (elsewhere) files.secondDirectory = dir / "second";
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        disk.become(SlowDisk::Mood::readOnly);
        store.value()->commit(made.items);
        REQUIRE(store.value()->fault());
        CHECK(store.value()->fault()->saving == elsewhere);
        CHECK(isPartOf(store.value()->fault()->detail, "statement aborts at "));
        disk.become(SlowDisk::Mood::works);
    }
}

TEST_CASE("when memory is full of readings that wait, newer ones are let go, told and counted; entries never",
          "[log][H-08]") {
    PowerDisk disk(1);
    const auto made = makeSession({.sign = false});
    auto files = segmentsOn(disk);
    files.mostWaiting = 10;
    files.wallNow = [] { return WallTime{1'795'255'200'000, 60}; };
    auto store = SegmentedStore::open(files);
    REQUIRE(store);
    // While saving works there is no such bound: what comes at once is taken whole.
    CHECK(store.value()->commit(itemsFrom(made, 0, 100)).recorded.size() == 100);
    std::size_t next = 100;
    for (const std::size_t lost : {std::size_t{3}, std::size_t{1}}) {
        disk.failAfter(FaultKind::diskFull, 1, true);
        std::size_t kept = 0, readings = 0;
        for (; readings < lost; ++next) {
            const bool isReading = std::holds_alternative<Reading>(made.items[next].what);
            (kept >= files.mostWaiting && isReading ? readings : kept) += 1;
            CHECK(store.value()->commit({made.items[next]}).recorded.empty());
            CHECK(store.value()->waiting() == kept);
            CHECK(isPartOf(store.value()->fault()->sentence,
                           "is back. Since 11:00 the memory for waiting readings is full: newer readings are "
                           "not kept, entries are.") == (readings > 0));
        }
        const auto entry =
            std::find_if(made.items.begin() + static_cast<std::ptrdiff_t>(next), made.items.end(),
                         [](const LogItem& item) { return std::holds_alternative<Event>(item.what); });
        REQUIRE(entry != made.items.end());
        CHECK(store.value()->commit({*entry}).recorded.empty());
        CHECK(store.value()->waiting() == kept + 1);
        next = static_cast<std::size_t>(entry - made.items.begin()) + 1;
        disk.repair();
        CHECK(store.value()->commit({}).recorded.size() == kept + 1);
        CHECK(store.value()->fault()->saving);
        CHECK(store.value()->fault()->sentence.ends_with(
            "Have the disk checked. Not kept, because the memory for waiting readings was full: " +
            std::string(lost == 1 ? "1 reading." : "3 readings.")));
    }
    // The next fault has nothing of it.
    rollOver(*store.value(), disk, itemsFrom(made, next, next + 1));
    CHECK_FALSE(isPartOf(store.value()->fault()->sentence, "is full: newer"));
}

namespace {

/// The disk of "first" is unplugged: an empty mount point stands where the record was.
void unplug(const TempDir& dir) {
    std::filesystem::copy(dir / "first", dir / "unplugged"); // as it is: what comes is not on that disk
    std::filesystem::rename(dir / "first", dir / "lost");
    std::filesystem::create_directories(dir / "first");
}
/// It has another identity then.
void plugIn(const TempDir& dir) {
    std::filesystem::rename(dir / "first", dir / "mount point");
    std::filesystem::rename(dir / "unplugged", dir / "first");
}

} // namespace

TEST_CASE("nothing is saved in the empty mount point of an unplugged disk when there is a second folder",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = makeSession({});
    const auto count = made.items.size();
    auto files = plainFiles(dir / "first/r.db");
    files.secondDirectory = dir / "second";
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        REQUIRE(store.value()->commit(itemsFrom(made, 0, 20)).recorded.size() == 20);
        unplug(dir);
        CHECK(store.value()->commit(itemsFrom(made, 20, count)).recorded.size() == count - 20);
        CHECK(store.value()->currentPath() == dir / "second/r-000002.db");
        CHECK(recordFilesIn(dir / "first").empty());
    }
    plugIn(dir);
    CHECK(rowsAfterStart(files) == static_cast<std::int64_t>(count));
}

TEST_CASE("with its only disk unplugged nothing is called saved, and all is written when it is back",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = makeSession({});
    const auto count = made.items.size();
    const auto files = plainFiles(dir / "first/r.db");
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        REQUIRE(store.value()->commit(itemsFrom(made, 0, 20)).recorded.size() == 20);
        unplug(dir);
        CHECK(store.value()->commit(itemsFrom(made, 20, 40)).recorded.empty());
        REQUIRE(store.value()->fault());
        CHECK_FALSE(store.value()->fault()->saving);
        CHECK(isPartOf(store.value()->fault()->sentence, "NOT BEING SAVED since "));
        CHECK(isPartOf(store.value()->fault()->sentence, "is not there"));
        CHECK(recordFilesIn(dir / "first").empty());
        SECTION("the mount point is gone as well") {
            std::filesystem::remove(dir / "first");
            CHECK(store.value()->commit(itemsFrom(made, 40, 41)).recorded.empty());
            CHECK_FALSE(std::filesystem::exists(dir / "first"));
            std::filesystem::create_directories(dir / "first");
        }
        SECTION("the mount point stays") {
            CHECK(store.value()->commit(itemsFrom(made, 40, 41)).recorded.empty());
        }
        plugIn(dir);
        CHECK(store.value()->commit(itemsFrom(made, 41, count)).recorded.size() == count - 20);
        CHECK(store.value()->fault()->saving);
    }
    CHECK(rowsAfterStart(files) == static_cast<std::int64_t>(count));
}

TEST_CASE("what still waits for an unplugged disk at the end is kept in the folder that is there",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = makeSession({});
    const auto count = made.items.size();
    const auto files = plainFiles(dir / "first/r.db");
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        REQUIRE(store.value()->commit(itemsFrom(made, 0, 20)).recorded.size() == 20);
        unplug(dir);
        CHECK(store.value()->commit(itemsFrom(made, 20, count)).recorded.empty());
    }
    CHECK(recordFilesIn(dir / "first") == std::vector<std::string>{"r-000002.db"});
    plugIn(dir);
    std::filesystem::rename(dir / "mount point/r-000002.db",
                            dir / "first/r-000002.db"); // by whoever finds it
    CHECK(rowsAfterStart(files) == static_cast<std::int64_t>(count));
}

TEST_CASE("a session goes on when the disk fails while the start adds a segment to the record",
          "[log][H-08]") {
    const auto made = makeSession({});
    const auto count = made.items.size();
    int failedStarts = 0;
    for (int step = 1; step <= 120; ++step) {
        PowerDisk disk(7);
        const auto files = segmentsOn(disk);
        {
            auto store = SegmentedStore::open(files);
            REQUIRE(store);
            REQUIRE(store.value()->commit(itemsFrom(made, 0, 20)).recorded.size() == 20);
            rollOver(*store.value(), disk, itemsFrom(made, 20, 40));
        }
        disk.failAfter(FaultKind::writeError, step, false);
        auto store = SegmentedStore::open(files);
        disk.failAfter(FaultKind::none, 0, false);
        if (!store) {
            ++failedStarts; // told in words; the next one works
            store = SegmentedStore::open(files);
            REQUIRE(store);
        }
        INFO("step " << step);
        if (store.value()->leftAside() > 0) { // the segment itself could not be opened: that is said
            CHECK_FALSE(store.value()->startNotes().empty());
            ++failedStarts;
            continue;
        }
        CHECK(store.value()->commit(itemsFrom(made, 40, count)).recorded.size() == count - 40);
    }
    CHECK(failedStarts > 20); // some steps come after the start
}

TEST_CASE("two records in one folder each take only the segments that are their own", "[log][H-08]") {
    PowerDisk disk(1);
    const auto first = makeSession({.seed = 1}), second = makeSession({.seed = 2});
    const auto settingsOf = [&](const std::string& path) {
        auto files = segmentsOn(disk);
        files.path = path;
        return files;
    };
    for (const auto& [path, made] : {std::pair("/r/a.db", first), std::pair("/r/b.db", second)}) {
        auto store = SegmentedStore::open(settingsOf(path));
        REQUIRE(store);
        REQUIRE(store.value()->commit(itemsFrom(made, 0, 10)).recorded.size() == 10);
        rollOver(*store.value(), disk, itemsFrom(made, 10, made.items.size()));
    }
    for (const char* other : {"/r/a-00002x.db", "/r/a-000002.dc", "/r/a-0000002.db", "/r/ab-00002.db"})
        REQUIRE(disk.prepare(other)); // an empty segment would be taken away
    {
        auto store = SegmentedStore::open(settingsOf("/r/a.db"));
        REQUIRE(store);
        CHECK(store.value()->startNotes().size() == 1);
        CHECK(store.value()->totalRows() == static_cast<std::int64_t>(first.items.size()));
    }
    CHECK(disk.exists("/r/a-000002.merged"));
    CHECK(disk.exists("/r/b-000002.db"));
    for (const char* other : {"/r/a-00002x.db", "/r/a-000002.dc", "/r/a-0000002.db", "/r/ab-00002.db"})
        CHECK(disk.exists(other));
    auto store = SegmentedStore::open(settingsOf("/r/b.db"));
    REQUIRE(store);
    CHECK(store.value()->totalRows() == static_cast<std::int64_t>(second.items.size()));
}

TEST_CASE("a record file of any name goes on in segments and comes together again", "[log][H-08]") {
    PowerDisk disk(1);
    const auto made = makeSession({});
    auto files = segmentsOn(disk);
    files.path = "/r/clinic record";
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        rollOver(*store.value(), disk, made.items);
        CHECK(store.value()->currentPath() == "/r/clinic record-000002.db");
    }
    { REQUIRE(SegmentedStore::open(files)); }
    CHECK(disk.exists("/r/clinic record-000002.merged"));
    CHECK(rowsOf(verify(files.path, {disk.vfsName(), &disk, false, 1})) ==
          static_cast<std::int64_t>(made.items.size()));
}

TEST_CASE(
    "an unfinished session and the clinic's log go on in a segment, also with nothing entered since the "
    "start",
    "[log][H-08]") {
    PowerDisk disk(1);
    const auto made = makeSession({.seed = 1, .sign = false}), other = makeSession({.seed = 2});
    std::vector<LogItem> clinic;
    {
        StockBook book;
        SeededUuids ids(11);
        Command command;
        command.actor = {"n1", "J. Okafor RN", Role::nurse};
        command.ask = StockReceived{"ketamine", "L1", "2027-06", 50, 500, 10, "Wholesale", "INV-7"};
        const auto decision = decideStock(book, command, {MonoTime{}, {1'795'255'200'000, 0}}, ids);
        for (const auto& event : std::get<std::vector<Event>>(decision))
            clinic.push_back({event.session, event});
        REQUIRE(clinic.size() == 2); // that the log is opened, and what was received
    }
    {
        auto store = SegmentedStore::open(segmentsOn(disk));
        REQUIRE(store);
        REQUIRE(store.value()->commit(itemsFrom(made, 0, 20)).recorded.size() == 20);
        REQUIRE(store.value()->commit({clinic[0]}).recorded.size() == 1);
    }
    {
        auto store = SegmentedStore::open(segmentsOn(disk));
        REQUIRE(store);
        rollOver(*store.value(), disk, other.items);
        REQUIRE(store.value()->currentPath() == "/r/main-000002.db");
        const auto stock = store.value()->commit({clinic[1]});
        CHECK(stock.recorded.size() == 1);
        CHECK(stock.refused.empty());
        const auto rest = store.value()->commit(itemsFrom(made, 20, made.items.size()));
        CHECK(rest.recorded.size() == made.items.size() - 20);
        CHECK(rest.refused.empty());
    }
    { REQUIRE(SegmentedStore::open(segmentsOn(disk))); }
    CHECK(rowsOf(verify("/r/main.db", {disk.vfsName(), &disk, false, 1})) ==
          static_cast<std::int64_t>(made.items.size() + other.items.size() + clinic.size()));
}

TEST_CASE("a file that somebody put where the next segment would be is left as it is", "[log][H-08]") {
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({});
    auto store = SegmentedStore::open(segmentsOn(disk, dir / "r.db"));
    REQUIRE(store);
    REQUIRE(store.value()->commit(itemsFrom(made, 0, 10)).recorded.size() == 10);
    writeBytes(dir / "r-000002.db", "an old segment, restored by hand");
    std::filesystem::rename(dir / "r.db", dir / "away.db");
    CHECK(store.value()->commit(itemsFrom(made, 10, 20)).recorded.size() == 10);
    CHECK(store.value()->currentPath() == dir / "r-000003.db");
    CHECK(bytesAt(dir / "r-000002.db") == "an old segment, restored by hand");
}

TEST_CASE("the end of a session, signed or cancelled, brings its log into the file", "[log][H-08]") {
    for (const bool cancelled : {false, true}) {
        CAPTURE(cancelled);
        const TempDir dir;
        auto made = makeSession({.sign = !cancelled});
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        auto items = made.items;
        Event last = made.events.back();
        if (cancelled) {
            REQUIRE(store.value()->commit(items).recorded.size() == items.size());
            CHECK(std::filesystem::file_size(dir / "r.db-wal") > 0);
            last.seq += 1;
            last.id = SeededUuids(77).next(1);
            last.body = SessionCancelled{"the patient went home"};
            items = {{made.session, last}};
        }
        REQUIRE(store.value()->commit(items).recorded.size() == items.size());
        CHECK(std::filesystem::file_size(dir / "r.db-wal") == 0);
    }
}

TEST_CASE("a cancelled session whose beginning is lost is told as such, and not cancelled again",
          "[log][H-08]") {
    PowerDisk disk(1);
    const auto made = makeSession({.sign = false});
    Event last = made.events.back();
    last.seq += 1;
    last.id = SeededUuids(77).next(1);
    last.body = SessionCancelled{"the patient went home"};
    {
        auto store = SegmentedStore::open(segmentsOn(disk));
        REQUIRE(store);
        REQUIRE(store.value()->commit(itemsFrom(made, 0, 10)).recorded.size() == 10);
        rollOver(*store.value(), disk, itemsFrom(made, 10, made.items.size()));
        REQUIRE(store.value()->commit({{made.session, last}}).recorded.size() == 1);
    }
    for (const char* side : {"", "-wal", "-shm"}) (void)disk.remove("/r/main.db" + std::string(side));
    auto store = SegmentedStore::open(segmentsOn(disk));
    REQUIRE(store);
    REQUIRE(store.value()->startNotes().size() == 2);
    CHECK(store.value()->startNotes().back().starts_with("The beginning of a session of "));
    const auto head = store.value()->head(made.session);
    REQUIRE(head);
    CHECK(head->summary.status == SessionStatus::cancelled);
    CHECK(head->seq == last.seq + 1); // one entry more, of the store
    CHECK(rowsOf(verify("/r/main.db", {disk.vfsName(), &disk, false, 1})) == head->seq + head->readings - 10);
}

TEST_CASE("a session that is never idle does not let the log grow without end", "[log][H-08]") {
    constexpr int kFrames = 40, kBytesPerFrame = 4'096 + 24;
    for (const bool bounded : {true, false}) {
        CAPTURE(bounded);
        const TempDir dir(TempDir::On::memory);
        const auto made = makeSession({.sign = false});
        auto files = plainFiles(dir / "r.db");
        if (bounded) files.longestLogFrames = kFrames;
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        std::uintmax_t longest = 0;
        for (std::size_t i = 0; i < 120; ++i) {
            REQUIRE(store.value()->commit(itemsFrom(made, i, i + 1)).recorded.size() == 1);
            longest = std::max(longest, std::filesystem::file_size(dir / "r.db-wal"));
        }
        CHECK((longest < 3 * kFrames * kBytesPerFrame) == bounded);
        CHECK_FALSE(store.value()->fault());
    }
}

TEST_CASE("what was acknowledged of a session stays known while no file can be used", "[log][H-08]") {
    PowerDisk disk(1);
    const auto made = makeSession({}), other = makeSession({.seed = 2});
    auto store = SegmentedStore::open(segmentsOn(disk));
    REQUIRE(store);
    REQUIRE(store.value()->commit(itemsFrom(made, 0, 10)).recorded.size() == 10);
    {
        const FailingStatements failing(1, SQLITE_IOERR_READ);
        CHECK_FALSE(store.value()->head(other.session)); // it cannot be looked up just now
        CHECK(failing.fired());
    }
    const auto before = store.value()->head(made.session);
    REQUIRE(before);
    disk.failAfter(FaultKind::diskFull, 1, true);
    CHECK(store.value()->commit(itemsFrom(made, 10, 20)).recorded.empty());
    const auto now = store.value()->head(made.session);
    REQUIRE(now);
    CHECK(now->seq == before->seq);
    CHECK(now->readings == before->readings);
    CHECK(now->hash == before->hash);
    CHECK_FALSE(store.value()->head(other.session));
    store.value()->idle(); // nothing to copy, and nothing that could
    CHECK(store.value()->waiting() == 10);
}

namespace {

/// Neither segments nor their logs can be removed.
class KeepingDisk final : public Disk {
public:
    explicit KeepingDisk(PowerDisk& below) : below_(below) {}
    bool exists(const std::string& path) const override { return below_.exists(path); }
    std::vector<std::string> filesIn(const std::string& folder) const override {
        return below_.filesIn(folder);
    }
    Status prepare(const std::string& path) override { return below_.prepare(path); }
    Status rename(const std::string& from, const std::string& to) override { return below_.rename(from, to); }
    Status remove(const std::string&) override { return Error{"It cannot be removed."}; }
    Status syncDirectoryOf(const std::string& path) override { return below_.syncDirectoryOf(path); }
    Status syncFile(const std::string& path) override { return below_.syncFile(path); }
    std::int64_t freeBytes(const std::string& path) const override { return below_.freeBytes(path); }
    std::int64_t sizeOf(const std::string& path) const override { return below_.sizeOf(path); }
    Result<std::unique_ptr<FileLock>> lock(const std::string& path) override { return below_.lock(path); }

private:
    PowerDisk& below_;
};

} // namespace

TEST_CASE("a half-made segment that cannot be removed is passed over, and taken for nothing", "[log][H-08]") {
    PowerDisk disk(1);
    const auto made = makeSession({});
    auto files = segmentsOn(disk);
    files.disk = std::make_shared<KeepingDisk>(disk);
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        REQUIRE(store.value()->commit(itemsFrom(made, 0, 10)).recorded.size() == 10);
        disk.failAfter(FaultKind::writeError, 1, true); // the name is taken, the rest is not
        CHECK(store.value()->commit(itemsFrom(made, 10, 20)).recorded.empty());
        CHECK(disk.exists("/r/main-000002.db"));
        disk.repair();
        CHECK(store.value()->commit({}).recorded.size() == 10);
        CHECK(store.value()->currentPath() == "/r/main-000003.db");
    }
    auto next = SegmentedStore::open(segmentsOn(disk));
    REQUIRE(next);
    CHECK(next.value()->totalRows() == 20);
    CHECK_FALSE(disk.exists("/r/main-000002.db"));
    CHECK_FALSE(disk.exists("/r/main-000003.db"));
}

TEST_CASE("a statement that fails in the file taken after a failed one costs no entry", "[log][H-08]") {
    const auto made = makeSession({.readingPeriod = Millis{20'000}, .length = Minutes{1}});
    const auto rows = static_cast<std::int64_t>(made.items.size());
    PowerDisk base(1);
    { REQUIRE(SegmentedStore::open(segmentsOn(base))); }
    bool fired = true;
    std::int64_t at = 1;
    for (; fired; ++at) {
        CAPTURE(at);
        PowerDisk disk(static_cast<std::uint64_t>(at) + 1);
        disk.copyFilesFrom(base);
        {
            auto store = SegmentedStore::open(segmentsOn(disk));
            REQUIRE(store);
            REQUIRE(store.value()->commit(itemsFrom(made, 0, 6)).recorded.size() == 6);
            disk.failAfter(FaultKind::writeError, 1, false);
            FailingStatements failing(at, SQLITE_IOERR_WRITE);
            const auto done = store.value()->commit(itemsFrom(made, 6, made.items.size()));
            fired = failing.fired();
            failing.end();
            REQUIRE(store.value()->fault());
            CHECK(store.value()->fault()->saving == (store.value()->waiting() == 0));
            CHECK(done.refused.empty());
            store.value()->commit({});
            CHECK(store.value()->waiting() == 0);
            CHECK(store.value()->fault()->saving);
        }
        { REQUIRE(SegmentedStore::open(segmentsOn(disk))); }
        CHECK(rowsOf(verify("/r/main.db", {disk.vfsName(), &disk, false, 1})) == rows);
    }
    CHECK(at > 100);
}

TEST_CASE(
    "a statement that fails while one of several segments comes in leaves the others for the next start",
    "[log][H-08]") {
    const auto made = makeSession({.readingPeriod = Millis{20'000}, .length = Minutes{1}, .sign = false});
    PowerDisk base(1);
    {
        auto store = SegmentedStore::open(segmentsOn(base));
        REQUIRE(store);
        REQUIRE(store.value()->commit(itemsFrom(made, 0, 4)).recorded.size() == 4);
        rollOver(*store.value(), base, itemsFrom(made, 4, 8));
        rollOver(*store.value(), base, itemsFrom(made, 8, made.items.size()));
        REQUIRE(store.value()->currentPath() == "/r/main-000003.db");
    }
    const auto rows = static_cast<std::int64_t>(made.items.size());
    const auto rowsIn = [](PowerDisk& disk, const std::string& path, bool isPart) {
        return disk.exists(path) ? rowsOf(verify(path, {disk.vfsName(), &disk, isPart, 1})) : 0;
    };
    for (const bool isLost : {false, true}) { // the file with the beginning
        bool fired = true;
        for (std::int64_t at = 1; fired; ++at) {
            CAPTURE(isLost, at);
            PowerDisk disk(static_cast<std::uint64_t>(at) + 1);
            disk.copyFilesFrom(base);
            if (isLost)
                for (const char* side : {"", "-wal", "-shm"})
                    (void)disk.remove("/r/main.db" + std::string(side));
            FailingStatements failing(at, SQLITE_IOERR_READ);
            {
                auto store = SegmentedStore::open(segmentsOn(disk));
                if (!store) CHECK_FALSE(store.error().message.empty());
            }
            fired = failing.fired();
            failing.end();
            { REQUIRE(SegmentedStore::open(segmentsOn(disk))); }
            const auto found = rowsIn(disk, "/r/main.db", false);
            if (!isLost) CHECK(found == rows);
            // Parts of a session stay where they are as well, and come in again when its beginning is back.
            if (isLost) CHECK(found >= 4);
            if (isLost)
                CHECK(rowsIn(disk, "/r/main-000002.db", true) + rowsIn(disk, "/r/main-000003.db", true) ==
                      rows - 4);
        }
    }
}
