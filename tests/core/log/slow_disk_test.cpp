// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that do not answer, are full, read-only, unplugged or emptied by somebody while a session is
// recorded, on a real file system and with the real threads.
#include "core/log/log_writer.h"
#include "core/log/sqlite_log.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/filling_disk.h"
#include "support/made_record.h"
#include "support/slow_disk.h"
#include "support/temp_dir.h"
#include "support/trials.h"

#include <filesystem>

using namespace chairside;
using namespace chairside::testing;

namespace {

using Steady = std::chrono::steady_clock;

LogFiles filesOn(const SlowDisk& disk, const std::string& path) {
    LogFiles files = plainFiles(path);
    files.database.vfs = disk.vfsName();
    return files;
}

void recordRange(LogWriter& writer, const MadeSession& made, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
        const auto& item = made.items[i];
        if (const auto* event = std::get_if<Event>(&item.what))
            writer.record(*event);
        else
            writer.record(item.session, std::get<Reading>(item.what));
    }
}

/// Until `done`, at most `atMost`; answers how long it took.
template <class Done>
Millis waitUntil(Done done, Millis atMost) {
    const auto start = Steady::now();
    while (!done() && Steady::now() - start < atMost) std::this_thread::sleep_for(Millis{10});
    return std::chrono::duration_cast<Millis>(Steady::now() - start);
}

} // namespace

TEST_CASE("a disk that does not answer is told within a second, and all is written when it answers",
          "[log][H-08]") {
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({});
    {
        auto writer = LogWriter::open(filesOn(disk, dir / "r.db"), {});
        REQUIRE(writer);
        recordRange(*writer.value(), made, 0, 20);
        REQUIRE(writer.value()->flush());
        CHECK_FALSE(writer.value()->stall());
        disk.become(SlowDisk::Mood::silent);
        const auto begun = Steady::now();
        recordRange(*writer.value(), made, 20, made.items.size());
        CHECK(Steady::now() - begun < Millis{200}); // whoever records never waits for the disk
        const auto took = waitUntil([&] { return writer.value()->stall().has_value(); }, Seconds{5});
        // An event commits at once, a reading waits up to 800 ms for company before the disk is asked.
        CHECK(took < Millis{1'800});
        const auto told = writer.value()->stall();
        REQUIRE(told);
        CHECK_FALSE(told->saving);
        CHECK(told->sentence.starts_with("NOT BEING SAVED since "));
        CHECK_FALSE(writer.value()->readyForSession());
        std::this_thread::sleep_for(Seconds{2});
        CHECK(writer.value()->stall());
        disk.become(SlowDisk::Mood::works);
        CHECK(writer.value()->flush());
        CHECK(waitUntil([&] { return !writer.value()->stall(); }, Seconds{2}) < Millis{500});
        // The silence itself is told once, with its length and what was held, for the session's own record.
        auto ended = writer.value()->takeEndedStalls();
        // A busy test machine may have been slow before; that one is not meant.
        std::erase_if(ended, [](const EndedStall& stall) { return stall.length < Millis{2'000}; });
        REQUIRE(ended.size() == 1);
        CHECK(ended.front().entries + ended.front().readings ==
              static_cast<std::int64_t>(made.items.size()) - 20);
        CHECK(ended.front().written);
        CHECK(ended.front().sentence().find("waited in memory; all were saved when it answered.") !=
              std::string::npos);
        CHECK(writer.value()->takeEndedStalls().empty());
        CHECK(writer.value()->chainHead(made.session)->seq == static_cast<std::int64_t>(made.events.size()));
    }
    const auto proof = verify(dir / "r.db");
    CHECK(proof.sound());
    CHECK(proof.events + proof.readings == static_cast<std::int64_t>(made.items.size()));
}

TEST_CASE(
    "a disk that is full, read-only or unplugged in a session is told, and all is written when it is back",
    "[log][H-08]") {
    const auto made = makeSession({});
    for (const auto mood : {SlowDisk::Mood::full, SlowDisk::Mood::readOnly, SlowDisk::Mood::unplugged}) {
        const TempDir dir;
        SlowDisk disk;
        INFO("mood " << static_cast<int>(mood));
        std::mutex guard;
        std::optional<LogFault> told;
        std::size_t recorded = 0;
        auto fault = [&] {
            const std::scoped_lock lock(guard);
            return told;
        };
        {
            auto writer = LogWriter::open(filesOn(disk, dir / "r.db"), [&](const WriterReport& report) {
                const std::scoped_lock lock(guard);
                told = report.fault;
                recorded += report.recorded.size();
            });
            REQUIRE(writer);
            recordRange(*writer.value(), made, 0, 20);
            REQUIRE(writer.value()->flush());
            disk.become(mood);
            writer.value()->record(makeSession({.seed = 9}).events.front()); // an event: at once
            const auto took = waitUntil([&] { return fault().has_value(); }, Seconds{5});
            CHECK(took < Seconds{1});
            REQUIRE(fault());
            CHECK_FALSE(fault()->saving);
            CHECK_FALSE(writer.value()->readyForSession());
            recordRange(*writer.value(), made, 20, made.items.size());
            CHECK_FALSE(writer.value()->flush(Seconds{3}));
            CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) <= 5); // no litter
            disk.become(SlowDisk::Mood::works);
            CHECK(waitUntil([&] { return fault()->saving; }, Seconds{6}) < Seconds{4});
            CHECK(writer.value()->flush());
            CHECK(fault()->sentence.starts_with("Saving works again since "));
            CHECK(recorded == made.items.size() + 1);
        }
        { auto merged = SegmentedStore::open(plainFiles(dir / "r.db")); }
        const auto proof = verify(dir / "r.db");
        CHECK(proof.sound());
        CHECK(proof.events + proof.readings == static_cast<std::int64_t>(made.items.size()) + 1);
    }
}

namespace {
/// One stall of that length in the middle of a session; whoever records is never held up, and all is there.
void stallLosesNothing(Millis length, std::uint64_t seed) {
    INFO("a silence of " << length.count() << " ms, CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({.seed = seed, .length = Minutes{5}});
    {
        auto writer = LogWriter::open(filesOn(disk, dir / "r.db"), {});
        REQUIRE(writer);
        recordRange(*writer.value(), made, 0, 20);
        REQUIRE(writer.value()->flush());
        disk.become(SlowDisk::Mood::silent);
        const auto begun = Steady::now();
        Millis longest{0};
        bool told = false;
        std::size_t next = 20;
        while (Steady::now() - begun < length) {
            const auto before = Steady::now();
            if (next < made.items.size()) recordRange(*writer.value(), made, next, next + 1), ++next;
            longest = std::max(longest, std::chrono::duration_cast<Millis>(Steady::now() - before));
            std::this_thread::sleep_for(Millis{25});
            if (Steady::now() - begun > Millis{1'800} && !told) told = writer.value()->stall().has_value();
        }
        CHECK(told);
        CHECK(longest <
              Millis{500}); // whoever records waits for no disk; a busy machine has pauses of its own
        disk.become(SlowDisk::Mood::works);
        recordRange(*writer.value(), made, next, made.items.size());
        CHECK(writer.value()->flush());
        CHECK_FALSE(writer.value()->stall());
    }
    const auto proof = verify(dir / "r.db");
    CHECK(proof.sound());
    CHECK(proof.events + proof.readings == static_cast<std::int64_t>(made.items.size()));
}
} // namespace

TEST_CASE("a silence of the disk of two to thirty seconds holds nobody up and loses nothing",
          "[log][long][H-08]") {
    const Trials trials("stalls", 3);
    trials.each([](std::uint64_t seed) {
        stallLosesNothing(Millis{2'000 + static_cast<std::int64_t>(Random(seed).below(10'000))}, seed);
    });
    stallLosesNothing(Seconds{30}, 4);
}

TEST_CASE("when the disk of the record fails, saving goes on in the second folder and comes back together",
          "[log][H-08]") {
    const TempDir dir;
    std::filesystem::create_directories(dir / "first");
    SlowDisk disk;
    disk.strikeOnly(dir / "first");
    const auto made = makeSession({});
    auto files = filesOn(disk, dir / "first/r.db");
    files.secondDirectory = dir / "second"; // made when it is needed
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        CHECK(store.value()->commit({made.items.begin(), made.items.begin() + 20}).recorded.size() == 20);
        disk.become(SlowDisk::Mood::readOnly);
        const auto there = store.value()->commit({made.items.begin() + 20, made.items.end()});
        CHECK(there.recorded.size() == made.items.size() - 20);
        CHECK(store.value()->currentPath() == dir / "second/r-000002.db");
        REQUIRE(store.value()->fault());
        CHECK(store.value()->fault()->saving);
        INFO(store.value()->fault()->sentence);
        CHECK(store.value()->fault()->sentence.find(dir / "second") != std::string::npos);
    }
    disk.become(SlowDisk::Mood::works);
    { auto merged = SegmentedStore::open(files); }
    CHECK_FALSE(std::filesystem::exists(dir / "second/r-000002.db"));
    const auto proof = verify(dir / "first/r.db");
    CHECK(proof.sound());
    CHECK(proof.events + proof.readings == static_cast<std::int64_t>(made.items.size()));
}

TEST_CASE("only the writer's own thread syncs the record", "[log][H-20]") {
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({});
    auto writer = LogWriter::open(filesOn(disk, dir / "r.db"), {});
    REQUIRE(writer);
    const auto before = disk.syncs(); // opening happens on the caller's thread, before there is a session
    disk.become(SlowDisk::Mood::works);
    const auto opening = disk.threadsThatSynced();
    recordRange(*writer.value(), made, 0, made.items.size());
    REQUIRE(writer.value()->flush());
    writer.value()->close();
    auto later = disk.threadsThatSynced();
    CHECK(disk.syncs() > before);
    for (const auto& id : opening) later.erase(id);
    CHECK(later.size() == 1);
    CHECK(hearsSqlite());
}

TEST_CASE("a record file that somebody removes in a session is given up before an entry counts as recorded",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = makeSession({});
    std::size_t recorded = 0;
    {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        CHECK(store.value()->commit({made.items.begin(), made.items.begin() + 10}).recorded.size() == 10);
        std::filesystem::rename(dir / "r.db", dir / "elsewhere.db");
        std::filesystem::rename(dir / "r.db-wal", dir / "elsewhere.db-wal");
        recorded = store.value()->commit({made.items.begin() + 10, made.items.end()}).recorded.size();
        CHECK(recorded == made.items.size() - 10);
        REQUIRE(store.value()->fault());
        CHECK(store.value()->fault()->saving);
        CHECK(store.value()->fault()->sentence.find("was moved or removed") != std::string::npos);
        CHECK(store.value()->currentPath() == dir / "r-000002.db");
    }
    std::filesystem::rename(dir / "elsewhere.db", dir / "r.db");
    std::filesystem::rename(dir / "elsewhere.db-wal", dir / "r.db-wal");
    { auto merged = SegmentedStore::open(plainFiles(dir / "r.db")); }
    const auto proof = verify(dir / "r.db");
    CHECK(proof.sound());
    CHECK(proof.events + proof.readings == static_cast<std::int64_t>(made.items.size()));
}

TEST_CASE("no session begins on a nearly full disk", "[log][H-08]") {
    const TempDir dir;
    for (const std::int64_t free : {std::int64_t{499} << 20, std::int64_t{501} << 20, std::int64_t{-1}}) {
        auto files = plainFiles(dir / "r.db");
        files.disk = std::make_shared<FillingDisk>(free);
        auto writer = LogWriter::open(files, {});
        REQUIRE(writer);
        const auto ready = writer.value()->readyForSession();
        CHECK(static_cast<bool>(ready) == (free != std::int64_t{499} << 20));
        if (!ready) CHECK(ready.error().message.find("only 499 MB left") != std::string::npos);
    }
}

namespace {
/// A session that began with its space reserved, on a disk that is full to the last byte ever since.
void fullDiskKeepsTheSession(int seconds) {
    const TempDir dir;
    SlowDisk disk;
    auto files = filesOn(disk, dir / "r.db");
    files.reserveSpace = true;
    const auto made = makeSession({.sign = false});
    auto store = SegmentedStore::open(files);
    REQUIRE(store);
    REQUIRE(store.value()->commit({made.items.front()}).recorded.size() == 1);
    disk.become(SlowDisk::Mood::noRoom);
    Reading reading = made.readings.front();
    int failed = 0;
    for (int i = 0; i < seconds; ++i) {
        reading.at = shifted(reading.at, Seconds{1});
        failed += store.value()->commit({{made.session, reading}}).recorded.size() == 1 ? 0 : 1;
        store.value()->idle();
    }
    CHECK(failed == 0);
    CHECK_FALSE(store.value()->fault());
    store = Error{""};
    disk.become(SlowDisk::Mood::works);
    const auto proof = verify(dir / "r.db");
    CHECK(proof.sound());
    CHECK(proof.readings == seconds);
}
} // namespace

TEST_CASE("a session whose space was reserved goes on when the disk is full", "[log][H-08]") {
    fullDiskKeepsTheSession(900);
}
TEST_CASE("four hours of one-second commits complete on a full disk", "[log][long][H-08]") {
    fullDiskKeepsTheSession(14'400);
}

TEST_CASE("without the reserve the full disk is met at once, and told", "[log][H-08]") {
    const TempDir dir; // the negative control of the test above
    SlowDisk disk;
    const auto made = makeSession({.sign = false});
    auto store = SegmentedStore::open(filesOn(disk, dir / "r.db"));
    REQUIRE(store);
    REQUIRE(store.value()->commit({made.items.front()}).recorded.size() == 1);
    disk.become(SlowDisk::Mood::noRoom);
    std::size_t recorded = 0;
    for (std::size_t i = 1; i < made.items.size() && !store.value()->fault(); ++i)
        recorded += store.value()->commit({made.items[i]}).recorded.size();
    CHECK(recorded < made.items.size() - 1);
    REQUIRE(store.value()->fault());
    CHECK_FALSE(store.value()->fault()->saving);
    disk.become(SlowDisk::Mood::works);
}
