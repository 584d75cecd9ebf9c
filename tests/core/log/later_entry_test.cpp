// SPDX-License-Identifier: GPL-3.0-or-later
// Entries that this version cannot read, and people whose row is gone: they stay in the record, and it goes
// on.
#include "core/log/history.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/temp_dir.h"

using namespace chairside;
using namespace chairside::testing;

namespace {

/// At the end of the session, as a later version would write it.
void appendLater(const std::string& path, const Event& last, const std::string& kind,
                 const std::string& body) {
    auto store = Store::open(path, {});
    REQUIRE(store);
    const auto head = store.value()->head(last.session);
    REQUIRE(head);
    Event event = last;
    event.seq = head.value()->seq + 1;
    event.id = SeededUuids(static_cast<std::uint64_t>(event.seq) + 700).next(1);
    auto row = toRow(event, body, head.value()->hash);
    row.kind = kind;
    row.hash = hashOf(row);
    auto& db = store.value()->database();
    auto insert = db.prepare("INSERT INTO event(session, seq, id, mono_ms, effective_ms, utc_ms, offset_min, "
                             "actor_id, actor_name, actor_role, kind, body, prev, hash) "
                             "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    REQUIRE(insert);
    REQUIRE(insert
                ->bind(head.value()->ref, row.seq, row.id.bytes, row.monoMs, row.effectiveMs, row.utcMs,
                       row.offsetMin, row.actorId, row.actorName, row.actorRole, row.kind, row.body, row.prev,
                       row.hash)
                .run());
    auto update = db.prepare("UPDATE chain_head SET seq = ?, hash = ? WHERE session = ?");
    REQUIRE(update);
    REQUIRE(update->bind(row.seq, row.hash, head.value()->ref).run());
    update = db.prepare("UPDATE session_summary SET events = ? WHERE ref = ?");
    REQUIRE(update);
    REQUIRE(update->bind(row.seq, head.value()->ref).run());
}

Event noteAfter(const MadeSession& made, std::int64_t seq) {
    Event note = made.events.back();
    note.id = SeededUuids(600).next(1);
    note.seq = seq + 1;
    note.body = NoteWritten{"after it", std::nullopt};
    return note;
}

} // namespace

TEST_CASE("an entry of a later version is kept, counted and carried along, and the session goes on after it",
          "[log][H-10]") {
    const TempDir dir;
    const auto made = makeOpenSession(dir / "r.db");
    appendLater(dir / "r.db", made.events.back(), "aroma.offered", R"({"aroma":"lavender"})");
    appendLater(dir / "r.db", made.events.back(), "source.attached", R"(["in a way of its own"])");
    const auto count = static_cast<std::int64_t>(made.events.size()) + 2;
    {
        auto store = Store::open(dir / "r.db", {});
        REQUIRE(store);
        const auto head = store.value()->head(made.session);
        REQUIRE(head);
        CHECK(head.value()->seq == count);
        CHECK(head.value()->summary.events == count);
        CHECK(head.value()->summary.status == SessionStatus::discharged);
        const LogItem note{made.session, noteAfter(made, count)};
        CHECK(store.value()->commit({&note, 1})->recorded.size() == 1);
        CHECK(verify(dir / "r.db").sound());
        REQUIRE(store.value()->rebuildProjections());
        CHECK(verify(dir / "r.db").sound());
        auto other = Store::open(dir / "other.db", {});
        REQUIRE(other);
        const auto merged = other.value()->merge(store.value()->database());
        REQUIRE(merged);
        CHECK(merged->rows == static_cast<std::int64_t>(made.items.size()) + 3);
    }
    CHECK(verify(dir / "other.db").sound());
    const std::string sources = "SELECT count(*) FROM source", kept =
                                                                   "SELECT count(*) FROM event WHERE kind IN "
                                                                   "('aroma.offered', 'source.attached')";
    for (const char* name : {"r.db", "other.db"}) {
        CHECK(PlainSqlite(dir / name).rows(kept) == "3\n");
        CHECK(PlainSqlite(dir / name).rows(sources) == "1\n"); // the one that can be read
    }
}

TEST_CASE("a session whose patient was erased from the record still takes what belongs to it",
          "[log][H-10]") {
    const TempDir dir;
    const auto made = makeOpenSession(dir / "r.db");
    {
        PlainSqlite plain(dir / "r.db");
        plain.disableTriggers();
        REQUIRE(plain.run("DELETE FROM patient").empty());
    }
    const auto count = static_cast<std::int64_t>(made.events.size());
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    const auto outcome = store.value()->commit({{made.session, noteAfter(made, count)}});
    CHECK(outcome.recorded.size() == 1);
    const auto head = store.value()->head(made.session);
    REQUIRE(head);
    CHECK(head->seq == count + 1);
    CHECK(head->patient == made.patient.id);
    CHECK_FALSE(head->identity);
    CHECK_FALSE(store.value()->fault());
    const auto proof = verify(dir / "r.db");
    REQUIRE(proof.findings.size() == 1);
    CHECK(proof.findings.front().sentence == "The row of the patient who was entered here is missing.");
}
