// SPDX-License-Identifier: GPL-3.0-or-later
// The record file is gone after the session had rolled over into another: what is left is shown and kept.
#include "core/log/backup.h"
#include "core/log/history.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/temp_dir.h"

#include <filesystem>

using namespace chairside;
using namespace chairside::testing;

namespace {

/// Some rows in the main file, the rest in its segment; then the main file is taken away.
MadeSession loseMainFile(const TempDir& dir, bool isSigned, std::ptrdiff_t lost = 10) {
    auto made = makeSession({.sign = isSigned});
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    const auto there = made.items.begin() + lost;
    store.value()->commit({made.items.begin(), there});
    std::filesystem::create_directory(dir / "away");
    std::filesystem::rename(dir / "r.db", dir / "away/r.db");
    std::filesystem::rename(dir / "r.db-wal", dir / "away/r.db-wal");
    REQUIRE(store.value()->commit({there, made.items.end()}).recorded.size() ==
            static_cast<std::size_t>(made.items.end() - there));
    REQUIRE(store.value()->currentPath() == dir / "r-000002.db");
    return made;
}

bool anySays(const std::vector<std::string>& notes, const std::string& part) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

} // namespace

TEST_CASE("what was recorded after the record file was lost is shown in the history and said",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = loseMainFile(dir, true);
    {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        CHECK(anySays(store.value()->startNotes(), "The beginning of a session of "));
        auto history = HistoryReader::open(dir / "r.db");
        REQUIRE(history);
        auto sessions = history.value()->sessions();
        REQUIRE(sessions);
        REQUIRE(sessions->size() == 1);
        CHECK(sessions->front().patient.familyName == made.patient.familyName);
        CHECK(sessions->front().status == SessionStatus::signedOff);
        auto record = history.value()->session(made.session);
        REQUIRE(record);
        CHECK(record->events.size() + record->readings.size() == made.items.size() - 10 + 1);
        const auto* told = std::get_if<StoreFault>(&record->events.back().body);
        REQUIRE(told);
        CHECK(told->message.find("Those before were in a record file that is not there any more") !=
              std::string::npos);
        CHECK(record->events.back().actor.role == Role::system);
    }
    const auto proof = verify(dir / "r.db");
    for (const auto& finding : proof.findings) INFO(finding.sentence);
    CHECK(proof.findings.empty()); // nothing of what is here was changed,
    CHECK_FALSE(proof.sound());    // but it is not the whole session, and that is said
    REQUIRE(proof.incomplete.size() == 1);
    CHECK(proof.incomplete.front().session == made.session);
    // Kept until the file that began it is back; taking it in twice changes nothing.
    CHECK(std::filesystem::exists(dir / "r-000002.db"));
    auto again = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(again);
    CHECK(again.value()->startNotes().empty());
    CHECK(again.value()->totalRows() == proof.events + proof.readings);
}

TEST_CASE("a session whose beginning is lost is closed, so that nothing waits for it forever",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = loseMainFile(dir, false);
    { REQUIRE(SegmentedStore::open(plainFiles(dir / "r.db"))); }
    auto history = HistoryReader::open(dir / "r.db");
    REQUIRE(history);
    CHECK(history.value()->openSessions(10)->empty());
    auto record = history.value()->session(made.session);
    REQUIRE(record);
    CHECK(record->summary.status == SessionStatus::cancelled);
    CHECK(std::holds_alternative<SessionCancelled>(record->events.back().body));
    history = Error{""};
    auto next = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(next);
    const auto other = makeSession({.seed = 8});
    CHECK(next.value()->commit(other.items).recorded.size() == other.items.size());
    CHECK_FALSE(next.value()->fault());
}

TEST_CASE("a session that lacks no more than its first entry keeps its line in the list from start to start",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = loseMainFile(dir, true, 1);
    for (int start = 1; start <= 2; ++start) {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        Event more = made.events.back(); // the list is written anew with each entry
        more.id = SeededUuids(static_cast<std::uint64_t>(start)).next(1);
        more.seq = store.value()->head(made.session)->seq + 1;
        more.body = AddendumAdded{"The escort called: all is well.", "follow-up call"};
        CHECK(store.value()->commit({{made.session, more}}).recorded.size() == 1);
        auto history = HistoryReader::open(dir / "r.db");
        REQUIRE(history);
        const auto listed = history.value()->sessions();
        REQUIRE(listed);
        REQUIRE(listed->size() == 1);
        CHECK(listed->front().patient.familyName == made.patient.familyName);
        CHECK(listed->front().status == SessionStatus::signedOff);
        CHECK(listed->front().events == store.value()->head(made.session)->seq);
    }
}

TEST_CASE("when the lost record file is back, the segment is added to it as if nothing had happened",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = loseMainFile(dir, true);
    { REQUIRE(SegmentedStore::open(plainFiles(dir / "r.db"))); } // a start without it
    std::filesystem::rename(dir / "r.db", dir / "between.db");
    std::filesystem::rename(dir / "r.db-wal", dir / "between.db-wal");
    std::filesystem::rename(dir / "away/r.db", dir / "r.db");
    std::filesystem::rename(dir / "away/r.db-wal", dir / "r.db-wal");
    { REQUIRE(SegmentedStore::open(plainFiles(dir / "r.db"))); }
    const auto proof = verify(dir / "r.db");
    CHECK(proof.sound());
    CHECK(proof.events + proof.readings == static_cast<std::int64_t>(made.items.size()));
    CHECK(std::filesystem::exists(dir / "r-000002.merged"));
}

TEST_CASE("projections built again keep the line of a session whose beginning is lost", "[log][H-10]") {
    const TempDir dir;
    const auto made = loseMainFile(dir, true);
    { REQUIRE(SegmentedStore::open(plainFiles(dir / "r.db"))); }
    {
        auto store = Store::open(dir / "r.db", {});
        REQUIRE(store);
        REQUIRE(store.value()->rebuildProjections());
    }
    auto history = HistoryReader::open(dir / "r.db");
    REQUIRE(history);
    REQUIRE(history.value()->sessions()->size() == 1);
    CHECK(history.value()->sessions()->front().session == made.session);
}
