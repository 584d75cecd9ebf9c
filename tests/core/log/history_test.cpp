// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/history.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

using namespace chairside;
using namespace chairside::testing;

TEST_CASE("the session list is newest first and found by any words of the patient", "[log][H-01]") {
    const TempDir dir;
    const auto made = makeRecord(dir / "r.db", 12);
    auto reader = HistoryReader::open(dir / "r.db");
    REQUIRE(reader);
    const auto all = reader.value()->sessions();
    REQUIRE(all);
    REQUIRE(all->size() == 12);
    for (std::size_t i = 0; i < 12; ++i) CHECK(all.value()[i].session == made[11 - i].session);
    CHECK(all->front().readings == static_cast<std::int64_t>(made.back().readings.size()));

    const auto& someone = made[4].patient;
    SessionFilter filter;
    filter.text = someone.mrn.substr(0, 4) + "  " + someone.familyName;
    const auto found = reader.value()->sessions(filter);
    REQUIRE(found);
    CHECK(std::any_of(found->begin(), found->end(),
                      [&](const auto& s) { return s.session == made[4].session; }));
    filter.text = "no such person";
    CHECK(reader.value()->sessions(filter)->empty());

    SessionFilter patient;
    patient.patient = someone.id;
    REQUIRE(reader.value()->sessions(patient)->size() == 1);
    SessionFilter range;
    range.fromUtcMs = made[3].events.front().at.wall.utcMs;
    range.toUtcMs = made[6].events.front().at.wall.utcMs;
    CHECK(reader.value()->sessions(range)->size() == 3);
    CHECK(reader.value()->sessions({}, 5)->size() == 5);
    CHECK(reader.value()->sessionByPrefix(made[2].session.toString()).value() == made[2].session);
    CHECK_FALSE(reader.value()->sessionByPrefix("zz"));
    CHECK_FALSE(reader.value()->sessionByPrefix("ffffffff"));
}

TEST_CASE("patients are found without accents and in any word order, with their last session",
          "[log][H-01]") {
    const TempDir dir;
    {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        auto made = makeSession({});
        auto& patient = std::get<SessionOpened>(made.events.front().body).patient;
        patient.familyName = "Müller-Çelik";
        patient.givenName = "Jörg";
        const auto before = patient;
        store.value()->commit({{made.session, made.events.front()}});
        made = makeSession({.seed = 2, .openedUtcMs = 1'795'855'200'000});
        auto& again = std::get<SessionOpened>(made.events.front().body);
        again.patient = before;
        again.patient.allergies = "latex"; // a newer version of the same person
        store.value()->commit({{made.session, made.events.front()}});
    }
    auto reader = HistoryReader::open(dir / "r.db");
    REQUIRE(reader);
    for (const char* search : {"jorg muller", "CELIK", "müller jörg", ""}) {
        const auto found = reader.value()->patients(search);
        REQUIRE(found);
        INFO(search);
        REQUIRE(found->size() == 1);
        CHECK(found->front().patient.allergies == "latex");
        CHECK(found->front().sessions == 2);
        REQUIRE(found->front().lastSession);
        CHECK(found->front().lastSession->utcMs == 1'795'855'200'000);
    }
    CHECK(reader.value()->patients("nobody")->empty());
}

TEST_CASE("without a word patients come by their last visit, with one by name, and never more than asked",
          "[log]") {
    const TempDir dir;
    {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        std::uint64_t seed = 0;
        // Each name is a visit, a day after the one before.
        for (const char* family : {"Berg", "Alvarez", "Cho", "Berg", "Dahl", "Alvarez"}) {
            auto made = makeSession(
                {.seed = ++seed,
                 .openedUtcMs = 1'795'255'200'000 + static_cast<std::int64_t>(seed) * 86'400'000});
            auto& patient = std::get<SessionOpened>(made.events.front().body).patient;
            patient = {};
            patient.id = SeededUuids(static_cast<std::uint64_t>(family[0])).next(1);
            patient.familyName = family;
            patient.givenName = "Kim";
            store.value()->commit({{made.session, made.events.front()}});
        }
    }
    auto reader = HistoryReader::open(dir / "r.db");
    REQUIRE(reader);
    const auto names = [&](const char* search, int limit) {
        std::string out;
        const auto found = reader.value()->patients(search, limit);
        REQUIRE(found);
        for (const auto& entry : found.value()) out += entry.patient.familyName.substr(0, 1);
        return out;
    };
    CHECK(names("", 50) == "ADBC");
    CHECK(names(" ", 2) == "AD");
    CHECK(names("kim", 50) == "ABCD");
    CHECK(names("kim", 2) == "CD"); // who came to the record last
    CHECK(names("kim al", 50) == "A");
}

TEST_CASE("sessions that were neither signed nor cancelled are offered after a restart", "[log][H-08]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 2);
    const auto open = makeSession({.seed = 50, .openedUtcMs = 1'799'000'000'000, .sign = false});
    {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        store.value()->commit({open.items.begin(), open.items.begin() + 60});
        const auto older = makeSession({.seed = 51, .openedUtcMs = 1'798'000'000'000, .sign = false});
        store.value()->commit({older.items.begin(), older.items.begin() + 60});
    }
    auto reader = HistoryReader::open(dir / "r.db");
    REQUIRE(reader);
    CHECK(reader.value()->openSessions(10)->size() == 2);
    const auto found = reader.value()->openSessions(1); // the newest
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->front().session == open.session);
    CHECK(found->front().patient.familyName == open.patient.familyName);
    CHECK_FALSE(reader.value()->session(Uuid{}));
}

TEST_CASE("the list stays fast with one hundred thousand sessions", "[log][long]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 50);
    // Copies of the list rows only: the list must never look at events, so none are needed.
    PlainSqlite plain(dir / "r.db");
    const std::string copies =
        "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i < 1999) ";
    REQUIRE(plain.run("PRAGMA foreign_keys=0; BEGIN; " + copies +
                      "INSERT INTO session SELECT k.i*50+s.ref, randomblob(16), patient, first_seq, "
                      "first_prev, first_reading, first_digest "
                      "FROM k, session s;" +
                      copies +
                      "INSERT INTO session_summary SELECT k.i*50+ref, patient, opened_utc_ms+k.i*4320000000, "
                      "opened_offset_min, status, "
                      "protocol_id, protocol_title, protocol_version, station, boot_id, speed, simulated, "
                      "demo, drill, number_in_course, "
                      "dose_mg, treatment_start_ms, treatment_end_ms, completed, events, last_mono_ms, "
                      "last_utc_ms, last_offset_min, folded "
                      "FROM k, session_summary; COMMIT") == "");
    auto reader = HistoryReader::open(dir / "r.db");
    REQUIRE(reader);
    CHECK(reader.value()->sessionCount().value() == 100'000);
    const auto timed = [&](const char* what, auto query) {
        const auto start = std::chrono::steady_clock::now();
        query();
        const auto ms =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        WARN(what << ": " << ms << " ms");
        CHECK(ms < 500);
    };
    SessionFilter rare, none;
    rare.text = "rivera";
    none.text = "nobody at all";
    timed("newest 200 of 100,000", [&] { CHECK(reader.value()->sessions()->size() == 200); });
    timed("200 by name", [&] { CHECK(reader.value()->sessions(rare)->size() == 200); });
    timed("no hit", [&] { CHECK(reader.value()->sessions(none)->empty()); });
    timed("open sessions", [&] { CHECK(reader.value()->openSessions(10)->empty()); });
    timed("patients", [&] { CHECK(reader.value()->patients("r")->size() > 0); });
}

TEST_CASE("a record in a folder that cannot be written is read all the same", "[log]") {
    const TempDir dir;
    const auto made = makeRecord(dir / "r.db", 3);
    std::filesystem::remove(dir / "r.db-shm");
    std::filesystem::remove(dir / "r.db-wal");
    // A folder in the place of the file that SQLite shares with a writer stands for one it may not make:
    // it holds for root too.
    std::filesystem::create_directory(dir / "r.db-shm");
    auto reader = HistoryReader::open(dir / "r.db");
    REQUIRE(reader);
    const auto all = reader.value()->sessions();
    REQUIRE(all);
    CHECK(all->size() == 3);
    SessionFilter filter;
    filter.text = made.front().patient.familyName;
    CHECK(!reader.value()->sessions(filter)->empty());
    const auto one = reader.value()->session(made.front().session);
    REQUIRE(one);
    CHECK(one->events.size() == made.front().events.size());
}
