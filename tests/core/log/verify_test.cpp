// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/power_disk.h"
#include "support/temp_dir.h"
#include "support/trials.h"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace chairside;
using namespace chairside::testing;

namespace {

std::string bytesAt(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

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
    write(dir / "r.db", soundRecord());
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

/// A random change of what was recorded, as SQL.
std::string mutation(Random& random) {
    const auto number = [&](std::uint64_t n) { return std::to_string(1 + random.below(n)); };
    const std::string session = number(3), event = "session=" + session + " AND seq=" + number(12);
    const std::string reading = "session=" + session + " AND n=" + number(200);
    static constexpr const char* kEventEdits[] = {
        "body=replace(body, '}', ' }')",
        "kind=kind||'x'",
        "mono_ms=mono_ms+1",
        "effective_ms=effective_ms-60000",
        "utc_ms=utc_ms+3600000",
        "offset_min=offset_min-60",
        "actor_id=actor_id||'2'",
        "actor_name='Somebody else'",
        "actor_role='prescriber'",
        "corrects=CASE WHEN corrects IS NULL THEN zeroblob(16) ELSE NULL END",
        "id=randomblob(16)",
        "prev=randomblob(32)",
        "hash=randomblob(32)",
        "seq=seq+1000",
        "n=n+100000"};
    static constexpr const char* kReadingEdits[] = {"hr=coalesce(hr, 70)+1",
                                                    "spo2=CASE WHEN spo2 IS NULL THEN 98 ELSE NULL END",
                                                    "nibp_sys=coalesce(nibp_sys, 120)+20",
                                                    "mono_ms=mono_ms+1000",
                                                    "utc_ms=utc_ms+1",
                                                    "offset_min=offset_min+30",
                                                    "source=source+1",
                                                    "flags=flags+1",
                                                    "device_utc_ms=coalesce(device_utc_ms, 0)+5",
                                                    "n=n+5000"};
    static constexpr const char* kOther[] = {
        "UPDATE patient SET family=family||'s' WHERE n=1",
        "UPDATE patient SET birth_date='1900-01-01' WHERE n=2",
        "UPDATE patient SET salt=randomblob(16) WHERE n=3",
        "UPDATE patient SET folded='' WHERE n=1",
        "UPDATE patient SET allergies='penicillin' WHERE n=2",
        "DELETE FROM patient WHERE n=3",
        "UPDATE session SET patient=(SELECT patient FROM session WHERE ref=2) WHERE ref=1",
        "UPDATE session SET id=randomblob(16) WHERE ref=2",
        "UPDATE session_summary SET status='open' WHERE ref=1",
        "UPDATE session_summary SET dose_mg=dose_mg*10 WHERE ref=2",
        "UPDATE session_summary SET demo=1-demo WHERE ref=3",
        "DELETE FROM session_summary WHERE ref=3",
        "UPDATE source SET origin='device' WHERE session=1",
        "DELETE FROM source WHERE session=2",
        "UPDATE chain_head SET readings=readings-1 WHERE session=1",
        "DELETE FROM chain_head WHERE session=2",
        "UPDATE file_head SET sessions=sessions+1",
        "UPDATE about SET value='' WHERE key='missing'",
        "UPDATE channel SET unit='kPa' WHERE key='nibp_sys'",
        "DROP TRIGGER event_keeps_d",
        "DROP INDEX event_closing",
        "CREATE TABLE extra(a)",
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM source; END",
        "INSERT INTO reserve(filler) VALUES(x'00')",
        "PRAGMA application_id=7",
        "PRAGMA user_version=9",
        "PRAGMA foreign_keys=0; DELETE FROM session WHERE ref=2"};
    switch (random.below(10)) {
    case 0:
        return "UPDATE event SET " + std::string(kEventEdits[random.below(std::size(kEventEdits))]) +
               " WHERE " + event;
    case 1:
        return "UPDATE reading SET " + std::string(kReadingEdits[random.below(std::size(kReadingEdits))]) +
               " WHERE " + reading;
    case 2: return "DELETE FROM event WHERE " + event;
    case 3:
        return "DELETE FROM event WHERE session=" + session +
               " AND seq > (SELECT max(seq) FROM event WHERE session=" + session + ") - " + number(6);
    case 4: return "DELETE FROM reading WHERE " + reading;
    case 5:
        return "DELETE FROM reading WHERE session=" + session +
               " AND n > (SELECT max(n) FROM reading WHERE session=" + session + ") - " + number(60);
    case 6: { // two neighbours change places
        const auto seq = random.below(12) + 1;
        const auto at = [&](std::uint64_t n) {
            return "session=" + session + " AND seq=" + std::to_string(n);
        };
        return "UPDATE event SET seq=100000 WHERE " + at(seq) +
               "; UPDATE event SET seq=" + std::to_string(seq) + " WHERE " + at(seq + 1) +
               "; UPDATE event SET seq=" + std::to_string(seq + 1) + " WHERE " + at(100'000);
    }
    case 7:
        return "INSERT INTO event SELECT (SELECT max(n) FROM event)+1, session, (SELECT max(seq)+1 FROM "
               "event WHERE session=" +
               session +
               "), randomblob(16), mono_ms, effective_ms, utc_ms, offset_min, actor_id, actor_name, "
               "actor_role, kind, body, corrects, "
               "hash, randomblob(32) FROM event WHERE " +
               event;
    case 8:
        return "INSERT INTO reading SELECT session, (SELECT max(n)+1 FROM reading WHERE session=" + session +
               "), source, mono_ms, utc_ms, offset_min, device_utc_ms, flags, hr, pr, spo2, nibp_sys, "
               "nibp_dia, nibp_map, rr, "
               "etco2, temp, o2_flow FROM reading WHERE " +
               reading;
    default: return kOther[random.below(std::size(kOther))];
    }
}

void everyMutationIsFound(const Trials& trials) {
    const TempDir dir;
    const std::string path = dir / "r.db";
    std::string originalFacts;
    std::uint64_t changed = 0;
    trials.each([&](std::uint64_t seed) {
        Random random(seed);
        std::string bytes = soundRecord();
        if (originalFacts.empty()) {
            write(path, bytes);
            originalFacts = factsOf(path);
        }
        const auto way = random.below(8);
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        if (way == 0) { // a bit flips somewhere: found, unless it changed nothing that was recorded
            bytes[random.below(bytes.size())] ^= static_cast<char>(1u << random.below(8));
            write(path, bytes);
            if (verify(path).sound()) {
                if (factsOf(path) != originalFacts) FAIL("a flipped bit was not found");
                return;
            }
        } else if (way == 1) {
            bytes.resize(random.below(bytes.size() - 1));
            write(path, bytes);
            if (verify(path).sound()) FAIL("a cut file was not found");
        } else {
            write(path, bytes);
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
    everyMutationIsFound({"mutations", 20'000});
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
    noneIsAccused({"clean records", 2'000});
}

TEST_CASE("hostile files are judged without harm", "[log][H-09]") {
    const TempDir dir;
    for (const std::string& bytes : {std::string(), std::string(1, 'S'), std::string("SQLite format 3\0", 16),
                                     std::string(70'000, '\xff')}) {
        write(dir / "x.db", bytes);
        CHECK_FALSE(verify(dir / "x.db").sound());
    }
    CHECK_FALSE(verify(dir / "not-there.db").sound());
    CHECK_FALSE(verify("/").sound());
    // A view in the place of a table would run its text when read.
    write(dir / "v.db", soundRecord());
    PlainSqlite(dir / "v.db").run("DROP TABLE source; CREATE VIEW source AS SELECT 1 AS session");
    const auto result = verify(dir / "v.db");
    REQUIRE_FALSE(result.sound());
    CHECK(result.findings.front().damage == Damage::schemaChanged);
}
