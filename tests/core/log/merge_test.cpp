// SPDX-License-Identifier: GPL-3.0-or-later
// What a second file adds to the record: all of it, once, or nothing at all.
#include "core/log/store.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/plain_sqlite.h"
#include "support/session_maker.h"
#include "support/temp_dir.h"

using namespace chairside;
using namespace chairside::testing;

namespace {

std::string contentOf(const std::string& path) {
    PlainSqlite plain(path);
    std::string out;
    for (const char* table :
         {"patient", "session", "event", "reading", "session_summary", "source", "chain_head", "file_head"})
        out += plain.rows("SELECT * FROM " + std::string(table) + " ORDER BY 1, 2") + "\n";
    return out;
}

MadeSession sessionToMerge() {
    return makeSession({.seed = 40, .readingPeriod = Millis{5'000}, .length = Minutes{2}, .sign = false});
}
std::ptrdiff_t halfOf(const MadeSession& made) {
    return static_cast<std::ptrdiff_t>(made.items.size() / 2);
}

/// "r.db" with the first half of a session and "s.db", which goes on with it.
void makeTwoParts(const TempDir& dir, const MadeSession& made) {
    auto first = Store::open(dir / "r.db", {}), second = Store::open(dir / "s.db", {});
    REQUIRE(first);
    REQUIRE(second);
    const auto half = made.items.begin() + halfOf(made);
    REQUIRE(first.value()->commit(std::vector(made.items.begin(), half)));
    REQUIRE(second.value()->continueFrom(*first.value()->head(made.session).value()));
    REQUIRE(second.value()->commit(std::vector(half, made.items.end())));
}

/// The whole session in both, or only its first half in "s.db".
void makeTwice(const TempDir& dir, const MadeSession& made, bool half = false) {
    const Store::Options shared;
    for (const char* name : {"r.db", "s.db"}) {
        auto store = Store::open(dir / name, shared);
        REQUIRE(store);
        const bool cut = half && name == std::string("s.db");
        REQUIRE(store.value()->commit(
            std::vector(made.items.begin(), cut ? made.items.begin() + halfOf(made) : made.items.end())));
    }
}

Result<Store::Merged> mergeInto(const std::string& path, const std::string& from) {
    auto store = Store::open(path, {});
    auto segment = Store::open(from, {});
    REQUIRE(store);
    REQUIRE(segment);
    return store.value()->merge(segment.value()->database());
}

void tamper(const std::string& path, const std::string& sql) {
    PlainSqlite plain(path);
    plain.disableTriggers();
    REQUIRE(plain.run(sql).empty());
    REQUIRE(plain.changes() > 0);
}

} // namespace

TEST_CASE("a file whose rows do not continue the record adds nothing to it, and the record goes on",
          "[log][H-08][H-10]") {
    struct Misfit {
        const char* what;
        bool twice; ///< the file holds what the record holds as well
        const char* sql;
    };
    const auto made = sessionToMerge();
    for (const auto& [what, twice, sql] :
         {Misfit{"an entry is missing", false, "DELETE FROM event WHERE seq = (SELECT min(seq) FROM event)"},
          Misfit{"an entry continues another one", false,
                 "UPDATE event SET prev = zeroblob(32) WHERE seq = (SELECT max(seq) FROM event)"},
          Misfit{"an entry was edited", false,
                 "UPDATE event SET actor_name = 'x' WHERE seq = (SELECT max(seq) FROM event)"},
          Misfit{"readings between are missing", false,
                 "UPDATE session SET first_reading = first_reading + 1"},
          Misfit{"another entry has the place", true,
                 "UPDATE event SET id = x'00112233445566778899aabbccddeeff' WHERE seq = 2"},
          Misfit{"a reading was edited", true, "UPDATE reading SET utc_ms = utc_ms + 1 WHERE n = 3"}}) {
        INFO(what);
        const TempDir dir;
        twice ? makeTwice(dir, made) : makeTwoParts(dir, made);
        tamper(dir / "s.db", sql);
        const auto before = contentOf(dir / "r.db");
        auto store = Store::open(dir / "r.db", {}), segment = Store::open(dir / "s.db", {});
        REQUIRE(store);
        REQUIRE(segment);
        const auto merged = store.value()->merge(segment.value()->database());
        REQUIRE_FALSE(merged);
        CHECK(merged.error().message.find("do not continue this record, so they were not added") !=
              std::string::npos);
        CHECK(contentOf(dir / "r.db") == before);
        const auto seq = store.value()->head(made.session).value()->seq;
        Event next = made.events.back();
        next.id = SeededUuids(99).next(1);
        next.seq = seq + 1;
        next.body = NoteWritten{"one more thing", std::nullopt};
        const LogItem item{made.session, next};
        CHECK(store.value()->commit({&item, 1})->recorded.size() == 1);
        CHECK(verify(dir / "r.db").sound());
    }
}

TEST_CASE("a file that adds nothing, because it is the same or behind, changes nothing", "[log][H-08]") {
    const auto made = sessionToMerge();
    for (const bool behind : {false, true}) {
        INFO("behind: " << behind);
        const TempDir dir;
        makeTwice(dir, made, behind);
        const auto before = contentOf(dir / "r.db");
        const auto merged = mergeInto(dir / "r.db", dir / "s.db");
        REQUIRE(merged);
        CHECK(merged->rows == 0);
        CHECK(contentOf(dir / "r.db") == before);
    }
}

TEST_CASE("the part of a session that is not in its own list is not taken in without its beginning",
          "[log][H-10]") {
    const TempDir dir;
    const auto made = sessionToMerge();
    makeTwoParts(dir, made);
    tamper(dir / "s.db", "DELETE FROM session_summary");
    CHECK_FALSE(mergeInto(dir / "new.db", dir / "s.db"));
    auto store = Store::open(dir / "new.db", {});
    REQUIRE(store);
    CHECK(store.value()->totalRows().value() == 0);
    CHECK(store.value()->firstEntryOf(made.session).value() == 0); // it is not here
    REQUIRE(mergeInto(dir / "r.db", dir / "s.db"));                // with its beginning it is whole
    CHECK(verify(dir / "r.db").sound());
}

TEST_CASE("a patient of several sessions and openings has one row in every file", "[log][H-08][H-10]") {
    const TempDir dir;
    const auto made = sessionToMerge();
    auto other = makeSession({.seed = 41, .length = Minutes{1}, .sign = false});
    std::get<SessionOpened>(other.events.front().body).patient = made.patient;
    Event corrected = made.events.front(); // the protocol was wrong; the patient is the same
    corrected.id = SeededUuids(98).next(1);
    corrected.seq = 2;
    corrected.corrects = made.events.front().id;
    const std::vector<LogItem> opened{{made.session, made.events.front()},
                                      {other.session, other.events.front()}};
    const LogItem correction{made.session, corrected};
    std::vector<Digest> ends;
    {
        const Store::Options shared; // by the files of one run
        auto first = Store::open(dir / "r.db", shared), second = Store::open(dir / "s.db", shared);
        REQUIRE(first);
        REQUIRE(second);
        REQUIRE(first.value()->commit(opened)->recorded.size() == 2);
        for (const auto& session : {made.session, other.session})
            REQUIRE(second.value()->continueFrom(*first.value()->head(session).value()));
        // Entered into the first file, which fails then, and once more into the second.
        for (auto* store : {&first, &second}) {
            REQUIRE(store->value()->commit({&correction, 1})->recorded.size() == 1);
            ends.push_back(store->value()->head(made.session).value()->hash);
        }
    }
    CHECK(ends.front() == ends.back());
    CHECK(PlainSqlite(dir / "s.db").rows("SELECT count(*) FROM patient") == "1\n");
    REQUIRE(mergeInto(dir / "r.db", dir / "s.db"));
    CHECK(PlainSqlite(dir / "r.db").rows("SELECT count(*) FROM patient") == "1\n");
    CHECK(verify(dir / "r.db").sound());
}
