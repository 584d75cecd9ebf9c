// SPDX-License-Identifier: GPL-3.0-or-later
// Databases made or changed to do harm: none is executed, none ends the program, none keeps it busy.
#include "core/log/backup.h"
#include "core/log/history.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/temp_dir.h"
#include "support/trials.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

/// Everything that opens a file somebody hands us, one after the other; a crash or a hang fails the test.
struct Opened {
    bool verified = false, read = false, written = false;
};

Opened openEveryWay(const std::string& path) {
    Opened out;
    out.verified = verify(path).sound();
    if (auto history = HistoryReader::open(path)) {
        out.read = true;
        if (auto sessions = history.value()->sessions())
            for (const auto& session : sessions.value()) {
                const auto record = history.value()->session(session.session);
                out.read = out.read || static_cast<bool>(record);
            }
        if (auto patients = history.value()->patients("a")) out.read = true;
    }
    if (auto store = SegmentedStore::open(plainFiles(path))) {
        out.written = true;
        store.value()->commit({makeSession({.seed = 4'711}).items.front()});
    }
    return out;
}

const std::string& unharmed() {
    static const std::string kBytes = [] {
        const TempDir dir;
        makeRecord(dir / "r.db", 3);
        return bytesAt(dir / "r.db").substr(0, usedBytes(dir / "r.db"));
    }();
    return kBytes;
}

void mutatedFilesDoNoHarm(const Trials& trials) {
    const TempDir dir(TempDir::On::memory);
    std::uint64_t refused = 0;
    trials.each([&](std::uint64_t seed) {
        Random random(seed);
        std::string bytes = unharmed();
        for (std::uint64_t i = 0, n = 1 + random.below(12); i < n; ++i) {
            const auto page = random.below(bytes.size() / 4'096) * 4'096;
            // Mostly the first bytes of a page: kinds, counts, free blocks, pointers.
            const auto at = page + (random.below(3) ? random.below(64) : random.below(4'096));
            if (random.below(3)) {
                bytes[at] = static_cast<char>(random.below(256));
            } else { // a page number in the place of another
                bytes[at] = 0;
                if (at + 1 < bytes.size())
                    bytes[at + 1] = static_cast<char>(random.below(bytes.size() / 4'096));
            }
        }
        if (random.below(8) == 0) bytes.resize(random.below(bytes.size()));
        const std::string path = dir / ("m" + std::to_string(seed) + ".db");
        writeBytes(path, bytes);
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        const auto start = std::chrono::steady_clock::now();
        refused += openEveryWay(path).verified ? 0 : 1;
        const auto took = std::chrono::steady_clock::now() - start;
        if (took > Seconds{10}) FAIL("one file kept the program busy for more than 10 s");
        for (const auto& entry : std::filesystem::directory_iterator(dir.path()))
            std::filesystem::remove(entry.path());
    });
    CHECK(refused * 4 > trials.count);
    WARN(refused << " of " << trials.count << " files were refused; none did harm");
}

} // namespace

TEST_CASE("a database with our mark and somebody else's trigger, view or table is refused by every door",
          "[log][H-09]") {
    for (const char* sql : {"CREATE TABLE loot(a); CREATE TRIGGER t AFTER INSERT ON event BEGIN INSERT INTO "
                            "loot SELECT new.body; END",
                            "DROP TABLE source; CREATE VIEW source AS SELECT 1 AS session, 2 AS id, 'x' AS "
                            "name, 'device' AS origin, "
                            "'' AS period_ms",
                            "CREATE TABLE extra(a)", "DROP TRIGGER event_keeps_d",
                            "CREATE INDEX slow ON event(hex(zeroblob(100)))"}) {
        const TempDir dir;
        const std::string path = dir / "x.db";
        writeBytes(path, unharmed());
        REQUIRE(PlainSqlite(path).run(sql).empty());
        const auto before = bytesAt(path);
        INFO(sql);
        const auto store = SegmentedStore::open(plainFiles(path));
        REQUIRE_FALSE(store);
        CHECK(store.error().message.find("could run what somebody put into it") != std::string::npos);
        CHECK_FALSE(HistoryReader::open(path));
        const auto proof = verify(path);
        REQUIRE_FALSE(proof.sound());
        CHECK(proof.findings.front().damage == Damage::schemaChanged);
        CHECK(bytesAt(path) == before);
    }
}

TEST_CASE("a database of another program keeps its triggers and views to itself", "[log][H-09]") {
    const TempDir dir;
    const std::string path = dir / "foreign.db";
    PlainSqlite(path).run("CREATE TABLE event(a); CREATE VIEW reading AS SELECT * FROM event; "
                          "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END; "
                          "INSERT INTO event VALUES(1)");
    const auto before = bytesAt(path);
    const auto opened = openEveryWay(path);
    CHECK_FALSE(opened.verified);
    CHECK_FALSE(opened.read);
    CHECK_FALSE(opened.written);
    CHECK(bytesAt(path) == before);
    RealDisk disk;
    CHECK_FALSE(restoreBackup(path, {dir / "r.db", dir / "b"}, {1'795'255'200'000, 0}, disk));
    CHECK_FALSE(std::filesystem::exists(dir / "r.db"));
}

TEST_CASE("pages that lead in circles end in a sentence, not in waiting", "[log][H-09]") {
    // Every inner page of the event table names one leaf many times over: billions of rows to a reader.
    const TempDir dir;
    const std::string path = dir / "circle.db";
    {
        auto store = SegmentedStore::open(plainFiles(path));
        REQUIRE(store);
        for (std::uint64_t seed = 1; seed <= 12; ++seed)
            store.value()->commit(makeSession({.seed = seed}).items);
    }
    std::string bytes = bytesAt(path).substr(0, usedBytes(path));
    int changed = 0;
    for (std::size_t page = 4'096; page + 4'096 <= bytes.size(); page += 4'096) {
        auto* p = reinterpret_cast<unsigned char*>(bytes.data() + page);
        if (p[0] != 5 && p[0] != 2) continue; // inner pages of tables and indexes
        const std::size_t cells = static_cast<std::size_t>(p[3]) << 8 | p[4];
        const auto self = page / 4'096 + 1;
        for (std::size_t i = 0; i < cells; ++i) {
            const std::size_t cell = static_cast<std::size_t>(p[12 + 2 * i]) << 8 | p[13 + 2 * i];
            if (cell + 4 > 4'096) continue;
            for (std::size_t k = 0; k < 4; ++k)
                p[cell + k] = static_cast<unsigned char>(self >> (8 * (3 - k)));
            ++changed;
        }
    }
    REQUIRE(changed > 2);
    writeBytes(path, bytes);
    std::filesystem::remove(path + "-wal");
    std::filesystem::remove(path + "-shm");
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(verify(path).sound());
    openEveryWay(path);
    CHECK(std::chrono::steady_clock::now() - start < Seconds{10});
}

TEST_CASE("a pipe, a folder or a device in the place of a record is refused at once by every door",
          "[log][H-09]") {
    const TempDir dir;
    const std::string pipe = dir / "pipe.db", folder = dir / "folder.db", record = dir / "r.db";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    std::filesystem::create_directory(folder);
    RealDisk disk;
    for (const std::string& path : {pipe, folder, std::string("/dev/zero"), std::string("/dev/null")}) {
        INFO(path);
        const std::string sentence = path + " is not a file that can be read.";
        const auto proof = verify(path);
        REQUIRE_FALSE(proof.sound());
        CHECK(proof.findings.front().damage == Damage::unreadable);
        CHECK(proof.findings.front().sentence == sentence);
        const auto history = HistoryReader::open(path);
        REQUIRE_FALSE(history);
        CHECK(history.error().message == sentence);
        const auto writer = Database::open(path, {.mode = OpenMode::writer});
        REQUIRE_FALSE(writer);
        CHECK(writer.error().message == sentence);
        CHECK_FALSE(restoreBackup(path, {record, dir / "b"}, {1'795'255'200'000, 0}, disk));
        CHECK_FALSE(drillRestore(path, {record, dir / "b"}, {1'795'255'200'000, 0}, disk));
        CHECK_FALSE(takeBackup({path, dir / "b"}, {1'795'255'200'000, 0}, disk));
    }
    for (const std::string& path : {pipe, folder}) { // a store puts its lock beside the record
        INFO(path);
        CHECK_FALSE(SegmentedStore::open(plainFiles(path)));
    }
    CHECK_FALSE(std::filesystem::exists(record));
}

TEST_CASE("a pipe beside a record, where SQLite looks for its journals, keeps nobody waiting",
          "[log][H-09]") {
    for (const char* beside : {"-journal", "-wal", "-shm"}) {
        const TempDir dir;
        const std::string path = dir / "r.db";
        writeBytes(path, unharmed());
        REQUIRE(::mkfifo((path + beside).c_str(), 0600) == 0);
        INFO(beside);
        const auto history = HistoryReader::open(path);
        REQUIRE_FALSE(history);
        CHECK(history.error().message == path + beside + " is not a file that can be read.");
        CHECK_FALSE(verify(path).sound());
        CHECK_FALSE(SegmentedStore::open(plainFiles(path)));
        CHECK(bytesAt(path) == unharmed());
    }
}

TEST_CASE("record files changed byte by byte do no harm", "[log][alone][H-09]") {
    mutatedFilesDoNoHarm({"changed files", 150});
}
TEST_CASE("twenty thousand record files changed byte by byte do no harm", "[log][long][H-09]") {
    mutatedFilesDoNoHarm({"changed files", 20'000});
}
