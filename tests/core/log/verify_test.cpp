// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/power_disk.h"
#include "support/record_mutation.h"
#include "support/temp_dir.h"
#include "support/trials.h"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace chairside;
using namespace chairside::testing;

namespace {

/// A record as bytes, so that each trial starts from a fresh copy.
const std::string& soundRecord() {
    static const std::string kBytes = [] {
        const TempDir dir;
        makeRecord(dir / "r.db", 3);
        return bytesAt(dir / "r.db").substr(0, usedBytes(dir / "r.db"));
    }();
    return kBytes;
}

std::string factsOf(const std::string& path) {
    PlainSqlite plain(path);
    std::string out;
    for (const char* table :
         {"patient", "session", "event", "reading", "about", "channel", "session_summary", "source"})
        out += plain.rows(std::string("SELECT * FROM ") + table + " ORDER BY 1, 2") + "\n";
    return out + plain.rows("SELECT hex(id), hex(digest), hex(salt) FROM patient ORDER BY n") +
           plain.rows("SELECT hex(id), hex(prev), hex(hash), hex(corrects) FROM event ORDER BY n");
}

Damage foundAfter(const std::string& sql) {
    const TempDir dir;
    writeBytes(dir / "r.db", soundRecord());
    {
        PlainSqlite plain(dir / "r.db");
        plain.disableTriggers();
        const auto message = plain.run(sql);
        INFO(sql << " " << message);
        REQUIRE(message.empty());
    }
    const auto result = verify(dir / "r.db");
    INFO(sql);
    REQUIRE_FALSE(result.sound());
    CHECK_FALSE(result.findings.front().sentence.empty());
    return result.findings.front().damage;
}

void everyMutationIsFound(const Trials& trials) {
    const TempDir dir(TempDir::On::memory);
    const std::string path = dir / "r.db";
    std::string originalFacts;
    std::uint64_t changed = 0;
    trials.each([&](std::uint64_t seed) {
        Random random(seed);
        std::string bytes = soundRecord();
        if (originalFacts.empty()) {
            writeBytes(path, bytes);
            originalFacts = factsOf(path);
        }
        const auto way = random.below(8);
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        if (way == 0) { // a bit flips somewhere: found, unless it changed nothing that was recorded
            bytes[random.below(bytes.size())] ^= static_cast<char>(1u << random.below(8));
            writeBytes(path, bytes);
            if (verify(path).sound()) {
                if (factsOf(path) != originalFacts) FAIL("a flipped bit was not found");
                return;
            }
        } else if (way == 1) {
            bytes.resize(random.below(bytes.size() - 1));
            writeBytes(path, bytes);
            if (verify(path).sound()) FAIL("a cut file was not found");
        } else {
            writeBytes(path, bytes);
            const auto sql = mutation(random);
            int rows = 0;
            {
                PlainSqlite plain(path);
                plain.disableTriggers();
                if (const auto message = plain.run(sql); !message.empty())
                    return; // the file's own rules refused it
                rows = plain.changes();
            }
            const bool schema =
                sql.starts_with("DROP") || sql.starts_with("CREATE") || sql.starts_with("PRAGMA");
            if (!schema && rows == 0) return;
            if (verify(path).sound()) FAIL("not found: " << sql);
        }
        ++changed;
    });
    CHECK(changed > trials.count / 3);
    WARN(changed << " of " << trials.count << " trials changed the record, each was found");
}

} // namespace

TEST_CASE("a record that nobody touched is sound", "[log][H-10]") {
    const TempDir dir;
    const auto made = makeRecord(dir / "r.db", 3);
    const auto result = verify(dir / "r.db");
    CHECK(result.sound());
    CHECK(result.sessions == 3);
    std::size_t events = 0, readings = 0;
    for (const auto& session : made) events += session.events.size(), readings += session.readings.size();
    CHECK(result.events == static_cast<std::int64_t>(events));
    CHECK(result.readings == static_cast<std::int64_t>(readings));
    CHECK(result.sealedReadings == result.readings);
    CHECK(result.chainHeads.size() == 3);
}

TEST_CASE("each way of changing a record is found and called by its name", "[log][H-10]") {
    CHECK(foundAfter("UPDATE event SET body='{\"text\":\"x\"}' WHERE session=1 AND seq=3") == Damage::edited);
    CHECK(foundAfter("DELETE FROM event WHERE session=2 AND seq=4") == Damage::deleted);
    CHECK(foundAfter("DELETE FROM event WHERE session=2 AND seq >= 9") == Damage::truncated);
    CHECK(foundAfter("UPDATE event SET seq=500 WHERE session=1 AND seq=3; UPDATE event SET seq=3 WHERE "
                     "session=1 AND seq=4;"
                     "UPDATE event SET seq=4 WHERE session=1 AND seq=500") == Damage::reordered);
    CHECK(foundAfter("DELETE FROM reading WHERE session=1 AND n=7") == Damage::deleted);
    CHECK(foundAfter("UPDATE reading SET hr=61 WHERE session=1 AND n=7") == Damage::sealBroken);
    CHECK(foundAfter("DELETE FROM reading WHERE session=3 AND n > 100") == Damage::truncated);
    CHECK(foundAfter("UPDATE patient SET family='Other' WHERE n=1") == Damage::edited);
    CHECK(foundAfter("UPDATE session_summary SET status='open' WHERE ref=2") == Damage::listWrong);
    CHECK(foundAfter("DROP TRIGGER reading_keeps_u") == Damage::schemaChanged);
    CHECK(foundAfter("PRAGMA user_version=2") == Damage::newer);
    CHECK(foundAfter("PRAGMA application_id=1") == Damage::notARecord);
    CHECK(foundAfter("DELETE FROM source WHERE session=3; DELETE FROM chain_head WHERE session=3; DELETE "
                     "FROM event WHERE session=3;"
                     "DELETE FROM reading WHERE session=3; DELETE FROM session_summary WHERE ref=3; DELETE "
                     "FROM session WHERE ref=3") == Damage::deleted);
}

TEST_CASE("mutations of a record are found, every one", "[log][H-10]") {
    everyMutationIsFound({"mutations", 400});
}
TEST_CASE("twenty thousand mutations of a record are found, every one", "[log][long][H-10]") {
    everyMutationIsFound({"mutations", 20'000, Trials::Share::whole});
}

namespace {
void noneIsAccused(const Trials& trials) {
    trials.each([&](std::uint64_t seed) {
        Random random(seed);
        const auto disk =
            std::make_shared<PowerDisk>(seed); // in memory: thousands of records, no waiting for syncs
        auto files = plainFiles("/r/main.db");
        files.disk = disk;
        files.database.vfs = disk->vfsName();
        {
            auto store = SegmentedStore::open(files);
            REQUIRE(store);
            for (std::uint64_t i = 0, sessions = 1 + random.below(4); i < sessions; ++i) {
                const auto made = makeSession({.seed = seed * 10 + i,
                                               .length = Minutes{1 + random.below(4)},
                                               .sign = random.below(2) == 0});
                const auto count = static_cast<std::ptrdiff_t>(1 + random.below(made.items.size()));
                store.value()->commit({made.items.begin(), made.items.begin() + count});
            }
        }
        const auto result = verify(files.path, {disk->vfsName(), disk.get(), false, 1});
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        CHECK(result.events > 0);
        if (!result.sound()) FAIL(result.findings.front().sentence);
    });
}
} // namespace

TEST_CASE("clean records are not accused", "[log][H-10]") {
    noneIsAccused({"clean records", 60});
}
TEST_CASE("two thousand clean records are not accused", "[log][long][H-10]") {
    noneIsAccused({"clean records", 2'000, Trials::Share::whole});
}

TEST_CASE("hostile files are judged without harm", "[log][H-09]") {
    const TempDir dir;
    for (const std::string& bytes : {std::string(), std::string(1, 'S'), std::string("SQLite format 3\0", 16),
                                     std::string(70'000, '\xff')}) {
        writeBytes(dir / "x.db", bytes);
        CHECK_FALSE(verify(dir / "x.db").sound());
    }
    CHECK_FALSE(verify(dir / "not-there.db").sound());
    CHECK_FALSE(verify("/").sound());
    // A view in the place of a table would run its text when read.
    writeBytes(dir / "v.db", soundRecord());
    PlainSqlite(dir / "v.db").run("DROP TABLE source; CREATE VIEW source AS SELECT 1 AS session");
    const auto result = verify(dir / "v.db");
    REQUIRE_FALSE(result.sound());
    CHECK(result.findings.front().damage == Damage::schemaChanged);
}
