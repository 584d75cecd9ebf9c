// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/history.h"
#include "core/log/log_writer.h"
#include "core/log/summary_rows.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/power_disk.h"
#include "support/temp_dir.h"

#include <filesystem>
#include <fstream>
#include <limits>

using namespace chairside;
using namespace chairside::testing;

namespace {

bool says(const std::string& sentence, const std::string& part) {
    return sentence.find(part) != std::string::npos;
}

std::string whyNotOpened(const std::string& path) {
    auto store = SegmentedStore::open(plainFiles(path));
    return store ? "" : store.error().message;
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace

TEST_CASE("facts cannot be edited, deleted or replaced by a plain program", "[log][H-10]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 1);
    PlainSqlite plain(dir / "r.db");
    plain.run("PRAGMA recursive_triggers=ON");
    makeOpenSession(dir / "r.db");
    CHECK(plain.run("INSERT OR REPLACE INTO event SELECT * FROM event WHERE session=2") ==
          "the record is append-only");
    for (const char* table : {"event", "reading", "patient", "session", "about", "channel"}) {
        const std::string name(table);
        CHECK(plain.run("DELETE FROM " + name) == "the record is append-only");
        const std::string column = plain.rows("SELECT name FROM pragma_table_info('" + name + "') LIMIT 1");
        CHECK(plain.run("UPDATE " + name + " SET " + column + " = " + column) == "the record is append-only");
        if (name != "event") // there the rule about closed sessions speaks first
            CHECK(plain.run("INSERT OR REPLACE INTO " + name + " SELECT * FROM " + name) ==
                  "the record is append-only");
    }
}

TEST_CASE("the program's own connection cannot change facts, objects or settings", "[log][H-10]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 1);
    auto store = Store::open(dir / "r.db", {});
    REQUIRE(store);
    auto& db = store.value()->database();
    for (const char* sql :
         {"DELETE FROM event", "UPDATE reading SET hr = 60", "DROP TRIGGER event_keeps_d", "DROP TABLE event",
          "ALTER TABLE event RENAME TO old", "CREATE TABLE t(a)", "ATTACH ':memory:' AS other",
          "PRAGMA synchronous=OFF", "PRAGMA recursive_triggers=0", "PRAGMA writable_schema=1",
          "CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END", "REINDEX", "VACUUM"}) {
        INFO(sql);
        CHECK_FALSE(db.execute(sql));
    }
    CHECK(db.integer("SELECT count(*) FROM event").value() > 0);
}

TEST_CASE("after the signature only addenda are taken, and the refusal is told", "[log][H-10]") {
    const TempDir dir;
    const auto made = makeRecord(dir / "r.db", 1).front();
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    Event late = made.events.back();
    late.seq += 1;
    late.id = SeededUuids(77).next(1);
    late.body = NoteWritten{"one more thing", std::nullopt};
    auto outcome = store.value()->commit({{made.session, late}});
    CHECK(outcome.recorded.empty());
    REQUIRE(outcome.refused.size() == 1);
    CHECK(outcome.refused.front().kind == "note.written");
    late.body = AddendumAdded{"one more thing", "forgotten"};
    CHECK(store.value()->commit({{made.session, late}}).recorded.size() == 1);
    CHECK(store.value()->waiting() == 0);
    CHECK_FALSE(store.value()->fault());
}

TEST_CASE("an entry that leaves a hole or takes another's place is refused, a repeated one is taken once",
          "[log][H-10]") {
    const TempDir dir;
    const auto made = makeSession({.sign = false});
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    const auto commit = [&](const Event& e) { return store.value()->commit({{made.session, e}}); };
    CHECK(commit(made.events[1]).refused.size() == 1); // the session is not open
    CHECK(commit(made.events[0]).recorded.size() == 1);
    CHECK(commit(made.events[2]).refused.size() == 1);
    CHECK(commit(made.events[1]).recorded.size() == 1);
    CHECK(commit(made.events[1]).recorded.size() == 1); // the same id: already there
    Event other = made.events[1];
    other.id = SeededUuids(5).next(1);
    CHECK(commit(other).refused.size() == 1);
    CHECK(store.value()->head(made.session)->seq == 2);
    CHECK(verify(dir / "r.db").sound());
}

TEST_CASE("an entry or a reading that the file cannot hold is refused alone", "[log][H-09]") {
    const TempDir dir;
    const auto made = makeSession({.sign = false});
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    Reading good, early, strange;
    good.source = early.source = strange.source = 1;
    good.at = early.at = strange.at = made.events[0].at;
    early.at.wall.utcMs = -1;
    strange.source = -1;
    Event before1970 = made.events[1];
    before1970.at.wall.utcMs = -1;
    const auto outcome = store.value()->commit({{made.session, early},
                                                {made.session, made.events[0]},
                                                {made.session, early},
                                                {made.session, good},
                                                {made.session, strange},
                                                {made.session, before1970},
                                                {made.session, made.events[1]},
                                                {made.session, good}});
    CHECK(outcome.recorded.size() == 4);
    REQUIRE(outcome.refused.size() == 4);
    CHECK(says(outcome.refused[0].sentence, "never opened"));
    CHECK(says(outcome.refused[1].sentence, "does not take this reading"));
    CHECK(says(outcome.refused[2].sentence, "does not take this reading"));
    CHECK(says(outcome.refused[3].sentence, "does not take this entry"));
    CHECK(store.value()->waiting() == 0);
    CHECK(store.value()->totalRows() == 4);
    CHECK_FALSE(store.value()->fault());
    CHECK(store.value()->head(made.session)->readings == 2);
    CHECK(store.value()->head(made.session)->seq == 2);
    CHECK(verify(dir / "r.db").sound());
}

TEST_CASE("a session begins with its first entry, which opens it", "[log][H-10]") {
    const TempDir dir;
    const auto made = makeSession({.sign = false});
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    Event second = made.events[0];
    second.seq = 2;
    Event note = made.events[1];
    note.seq = 1;
    CHECK(store.value()->commit({{made.session, second}}).refused.size() == 1);
    CHECK(store.value()->commit({{made.session, note}}).refused.size() == 1);
    CHECK_FALSE(store.value()->head(made.session));
    CHECK(store.value()->totalRows() == 0);
}

TEST_CASE("a record that another program holds is told, kept in memory, and written when it lets go",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = makeSession({.sign = false}), other = makeSession({.seed = 2, .sign = false});
    auto files = plainFiles(dir / "r.db");
    files.reserveSpace = true;
    auto store = SegmentedStore::open(files);
    REQUIRE(store);
    CHECK(store.value()->commit({{made.session, made.events[0]}}).recorded.size() == 1);
    PlainSqlite plain(files.path);
    for (const bool opening : {false, true}) {
        CAPTURE(opening);
        const auto& session = opening ? other : made;
        const auto& event = session.events[opening ? 0 : 1];
        CHECK(plain.run("BEGIN IMMEDIATE").empty());
        CHECK(store.value()->commit({{session.session, event}}).recorded.empty());
        CHECK(store.value()->waiting() == 1);
        REQUIRE(store.value()->fault());
        CHECK_FALSE(store.value()->fault()->saving);
        CHECK(says(store.value()->fault()->sentence, "NOT BEING SAVED since "));
        CHECK(plain.run("COMMIT").empty());
        CHECK(store.value()->commit({}).recorded.size() == 1);
        CHECK(store.value()->waiting() == 0);
        REQUIRE(store.value()->fault());
        CHECK(store.value()->fault()->saving);
        CHECK(says(store.value()->fault()->sentence, "Saving works again since "));
        CHECK(store.value()->currentPath() == files.path); // no second file for a wait
    }
    CHECK(store.value()->totalRows() == 3);
    CHECK(verify(files.path).sound());
}

TEST_CASE("many sessions at once each go on where they are", "[log][H-08]") {
    const TempDir dir;
    std::vector<MadeSession> made;
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    for (std::uint64_t seed = 1; seed <= 205; ++seed) { // more than are kept in memory
        made.push_back(makeSession({.seed = seed, .length = Minutes{1}, .sign = seed % 2 == 0}));
        std::vector<LogItem> items;
        for (std::size_t i = 0; i + 1 < made.back().events.size(); ++i)
            items.push_back({made.back().session, made.back().events[i]});
        REQUIRE(store.value()->commit(items).recorded.size() == items.size());
    }
    std::int64_t rows = 0;
    for (const auto& one : made) {
        REQUIRE(store.value()->commit({{one.session, one.events.back()}}).recorded.size() == 1);
        const auto count = static_cast<std::int64_t>(one.events.size());
        CHECK(store.value()->head(one.session)->seq == count);
        rows += count;
    }
    CHECK(store.value()->totalRows() == rows);
    CHECK(verify(dir / "r.db").sound());
}

TEST_CASE("a missing value stays missing and no infinity or minus zero reaches the file", "[log][H-12]") {
    const TempDir dir;
    const auto made = makeSession({.sign = false});
    {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        Reading odd;
        odd.source = 1;
        odd.at = made.events[0].at;
        odd[Channel::hr] = std::numeric_limits<double>::quiet_NaN();
        odd[Channel::spo2] = std::numeric_limits<double>::infinity();
        odd[Channel::rr] = 0.0;
        odd[Channel::etco2] = -0.0;
        store.value()->commit({{made.session, made.events[0]}, {made.session, odd}});
    }
    CHECK(PlainSqlite(dir / "r.db")
              .rows("SELECT hr IS NULL, spo2 IS NULL, temp IS NULL, rr, etco2 FROM reading") ==
          "1|1|1|0.0|0.0\n");
    CHECK(verify(dir / "r.db").sound());
}

TEST_CASE("projections built again from the events are the same", "[log][H-10]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 4);
    const auto dump = [&] {
        PlainSqlite plain(dir / "r.db");
        return plain.rows("SELECT * FROM session_summary ORDER BY ref") +
               plain.rows("SELECT * FROM source ORDER BY 1, 2");
    };
    const auto before = dump();
    CHECK(std::count(before.begin(), before.end(), '\n') == 8);
    {
        auto store = Store::open(dir / "r.db", {});
        REQUIRE(store);
        REQUIRE(store.value()->rebuildProjections());
    }
    CHECK(dump() == before);
    CHECK(verify(dir / "r.db").sound());
}

TEST_CASE("where a session stands is the same from its projections as from all its rows", "[log][H-08]") {
    const TempDir dir;
    auto sessions = makeRecord(dir / "r.db", 3);
    sessions.push_back(makeOpenSession(dir / "r.db"));
    const auto bothAgree = [&](const Uuid& session) {
        auto quick = Store::open(dir / "r.db", {});
        auto whole = Store::open(dir / "r.db", {});
        REQUIRE(quick);
        REQUIRE(whole);
        const auto projected = quick.value()->projectedHead(session);
        const auto read = whole.value()->head(session);
        REQUIRE((projected && projected.value() && read && read.value()));
        const auto &a = *projected.value(), &b = *read.value();
        CHECK(std::tie(a.session, a.patient, a.ref, a.seq, a.hash, a.readings, a.readingDigest) ==
              std::tie(b.session, b.patient, b.ref, b.seq, b.hash, b.readings, b.readingDigest));
        REQUIRE((a.identity && b.identity));
        CHECK(a.identity->digest == b.identity->digest);
        CHECK(sameRow(a.summary, b.summary));
        CHECK(b.readings > 0);
    };
    SECTION("as they were written") {
        for (const auto& made : sessions) bothAgree(made.session);
    }
    for (const char* change :
         {"DELETE FROM chain_head", "DELETE FROM session_summary",
          "UPDATE chain_head SET hash = zeroblob(32)", "UPDATE chain_head SET readings = readings - 1",
          "UPDATE session_summary SET events = events - 1"})
        SECTION(change) { // they do not agree with the rows any more
            CHECK(PlainSqlite(dir / "r.db").run(change).empty());
            for (const auto& made : sessions) bothAgree(made.session);
        }
    CHECK_FALSE(Store::open(dir / "r.db", {}).value()->projectedHead(Uuid{}).value());
}

TEST_CASE("each unusable file gets its own sentence and is left as it was", "[log][H-09]") {
    const TempDir dir;
    write(dir / "text.db", std::string(5'000, 'x'));
    CHECK(says(whyNotOpened(dir / "text.db"), "is not a Chairside record: it is not an SQLite database"));

    PlainSqlite(dir / "other.db").run("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    CHECK(says(whyNotOpened(dir / "other.db"), "a database of another program"));
    CHECK(PlainSqlite(dir / "other.db").rows("PRAGMA journal_mode") == "delete\n");

    makeRecord(dir / "newer.db", 1);
    PlainSqlite(dir / "newer.db").run("PRAGMA user_version=7");
    CHECK(says(whyNotOpened(dir / "newer.db"), "newer Chairside (schema 7; this one reads up to schema 1)"));
    auto newer = HistoryReader::open(dir / "newer.db");
    REQUIRE_FALSE(newer);
    CHECK(says(newer.error().message, "newer Chairside (schema 7; this one reads up to schema 1)"));

    makeRecord(dir / "cut.db", 2, Minutes{20});
    std::filesystem::remove(dir / "cut.db-wal");
    std::filesystem::resize_file(dir / "cut.db", usedBytes(dir / "cut.db") / 2);
    CHECK(says(whyNotOpened(dir / "cut.db"), "is damaged"));

    makeRecord(dir / "locked.db", 1);
    PlainSqlite locker(dir / "locked.db");
    locker.run("BEGIN EXCLUSIVE; CREATE TABLE t(a)");
    {
        auto store = SegmentedStore::open(plainFiles(dir / "locked.db"));
        REQUIRE(store); // reading is possible beside a writer; saving is not, and is told
        const auto made = makeSession({.seed = 99});
        CHECK(store.value()->commit({made.items.front()}).recorded.empty());
        REQUIRE(store.value()->fault());
        CHECK(says(store.value()->fault()->sentence, "in use by another program"));
        CHECK(store.value()->waiting() == 1);
        locker.run("ROLLBACK");
        CHECK(store.value()->commit({}).recorded.size() == 1);
    }
    CHECK(says(whyNotOpened("/proc/nowhere/r.db"), "/proc/nowhere"));

    const auto disk = std::make_shared<PowerDisk>(1);
    auto files = plainFiles("/r.db");
    files.disk = disk;
    files.database.vfs = disk->vfsName();
    { REQUIRE(SegmentedStore::open(files)); }
    disk->readOnly = true;
    auto refused = SegmentedStore::open(files);
    REQUIRE_FALSE(refused);
    CHECK(says(refused.error().message, "read-only"));
}

TEST_CASE("the settings of a record file are those that were proved", "[log][H-08]") {
    const TempDir dir;
    auto db = Database::open(dir / "r.db", {OpenMode::writer, "", false, "FULL", true});
    REQUIRE(db);
    REQUIRE(db.value()->settle());
    for (const auto& [pragma, value] : {std::pair<const char*, const char*>{"journal_mode", "wal"},
                                        {"synchronous", "2"},
                                        {"wal_autocheckpoint", "0"},
                                        {"foreign_keys", "1"},
                                        {"recursive_triggers", "1"},
                                        {"trusted_schema", "0"},
                                        {"cell_size_check", "1"},
                                        {"temp_store", "2"}})
        CHECK(db.value()->text(std::string("PRAGMA ") + pragma).value() == value);
}

TEST_CASE("a start that was cut off while it kept space is no damage, and the next session clears it",
          "[log][H-08][H-10]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 1);
    CHECK(PlainSqlite(dir / "r.db").run("INSERT INTO reserve(filler) VALUES(zeroblob(4000))") == "");
    CHECK(verify(dir / "r.db").sound());
    auto files = plainFiles(dir / "r.db");
    files.reserveSpace = true;
    auto store = SegmentedStore::open(files);
    REQUIRE(store);
    store.value()->commit({makeSession({.seed = 9}).items.front()});
    CHECK(PlainSqlite(dir / "r.db").rows("SELECT count(*) FROM reserve") == "0\n");
    CHECK(PlainSqlite(dir / "r.db").run("INSERT INTO reserve(filler) VALUES(x'00')") == "");
    CHECK_FALSE(verify(dir / "r.db").sound()); // anything else was put there by somebody
}

TEST_CASE("a session that is opened reserves its space first", "[log][H-08]") {
    const TempDir dir;
    auto files = plainFiles(dir / "r.db");
    files.reserveSpace = true;
    auto store = SegmentedStore::open(files);
    REQUIRE(store);
    const auto made = makeSession({});
    CHECK(store.value()->commit({made.items.front()}).recorded.size() == 1);
    CHECK(std::filesystem::file_size(dir / "r.db") >= (8u << 20));
    CHECK(std::filesystem::file_size(dir / "r.db-wal") > 2'000'000);
    CHECK(PlainSqlite(dir / "r.db").rows("SELECT count(*) FROM reserve") == "0\n");
}
