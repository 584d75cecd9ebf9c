// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's own log in the record file: the same chain, triggers and checks as a session, and no session.
#include "core/domain/stock.h"
#include "core/log/history.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/temp_dir.h"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace chairside;
using namespace chairside::testing;

namespace {

const Actor kNurse{"n1", "J. Okafor RN", Role::nurse}, kOther{"n2", "M. Silva RN", Role::nurse};

/// Receipt, count and a form, as the console enters them.
std::vector<Event> entries(std::int64_t utcMs = 1'795'255'200'000) {
    StockBook book;
    SeededUuids ids(11);
    std::vector<Event> out;
    const EventBody asked[] = {StockReceived{"ketamine", "L1", "2027-06", 50, 500, 10, "Wholesale", "INV-7"},
                               StockCounted{{{"ketamine", "L1", 10, 9, "one missing"}}, kOther},
                               FormSent{ids.next(utcMs), "rems", "J. Okafor RN", "2026-11-20"}};
    for (const auto& ask : asked) {
        Command command;
        command.actor = kNurse;
        command.ask = ask;
        const auto decision = decideStock(book, command, {MonoTime{}, {utcMs += 60'000, 60}}, ids);
        REQUIRE(std::holds_alternative<std::vector<Event>>(decision));
        for (const auto& event : std::get<std::vector<Event>>(decision)) {
            book.apply(event);
            out.push_back(event);
        }
    }
    return out;
}

std::vector<LogItem> items(const std::vector<Event>& events) {
    std::vector<LogItem> out;
    for (const auto& event : events) out.push_back({event.session, event});
    return out;
}

/// Two sessions with the clinic's log begun between them.
void makeClinicRecord(const std::string& path) {
    makeRecord(path, 2);
    auto store = SegmentedStore::open(plainFiles(path));
    REQUIRE(store);
    const auto all = items(entries());
    const auto committed = store.value()->commit(all);
    REQUIRE(committed.refused.empty());
    REQUIRE(committed.recorded.size() == all.size());
    const auto later = makeSession({.seed = 77});
    REQUIRE(store.value()->commit(later.items).refused.empty());
}

} // namespace

TEST_CASE("the clinic's log comes back as it was entered and is no session", "[log][H-10]") {
    const TempDir dir;
    makeClinicRecord(dir / "r.db");
    auto history = HistoryReader::open(dir / "r.db");
    REQUIRE(history);
    const auto log = history.value()->clinicLog();
    REQUIRE(log);
    REQUIRE(log->size() == 4);
    CHECK(std::holds_alternative<ClinicOpened>(log->front().body));
    StockBook book;
    for (const auto& event : log.value()) book.apply(event);
    REQUIRE(book.lots().size() == 1);
    CHECK(book.lots().front().expected() == 9);
    CHECK(book.lots().front().difference == -1);
    CHECK(history.value()->sessionCount().value() == 3);
    CHECK(history.value()->sessions().value().size() == 3);
    CHECK_FALSE(history.value()->session(kClinicLog));
    CHECK_FALSE(history.value()->sessionByPrefix(kClinicLog.toString().substr(0, 8)));
    CHECK(history.value()->clinicLogBegan().value() > 0);
}

TEST_CASE("a record with the clinic's log is sound, and every tampering with it is found", "[log][H-10]") {
    const TempDir dir;
    makeClinicRecord(dir / "r.db");
    const auto result = verify(dir / "r.db");
    for (const auto& finding : result.findings) UNSCOPED_INFO(finding.sentence);
    REQUIRE(result.sound());
    CHECK(result.sessions == 3);
    std::ifstream in(dir / "r.db", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const std::string clinic = "(SELECT ref FROM session WHERE id = x'636c696e6963206c6f67000000000001')";
    for (const auto& sql : std::vector<std::string>{
             "UPDATE event SET body=replace(body, '10', '11') WHERE kind='stock.received'",
             "UPDATE event SET actor_id='n9' WHERE kind='stock.counted'",
             "DELETE FROM event WHERE kind='form.sent'", "DELETE FROM event WHERE kind='clinic.opened'",
             "DELETE FROM event WHERE session = " + clinic + "; DELETE FROM chain_head WHERE session = " +
                 clinic + "; DELETE FROM session WHERE ref = " + clinic,
             "UPDATE session SET id=x'00112233445566778899aabbccddeeff' WHERE ref = " + clinic}) {
        const std::string copy = dir / "copy.db";
        std::ofstream(copy, std::ios::binary | std::ios::trunc) << bytes;
        {
            PlainSqlite plain(copy);
            plain.disableTriggers();
            plain.run("PRAGMA foreign_keys=OFF");
            REQUIRE(plain.run(sql) == "");
        }
        INFO(sql);
        CHECK_FALSE(verify(copy).sound());
    }
}

TEST_CASE("the clinic's log is append-only for everybody and readable with plain sqlite3", "[log][H-10]") {
    const TempDir dir;
    makeClinicRecord(dir / "r.db");
    PlainSqlite plain(dir / "r.db");
    CHECK(plain.run("UPDATE event SET body='{}' WHERE kind='stock.received'").find("append-only") !=
          std::string::npos);
    CHECK(plain.run("DELETE FROM event WHERE kind='stock.counted'").find("append-only") != std::string::npos);
    CHECK(
        plain
            .rows("SELECT json_extract(body, '$.lot'), json_extract(body, '$.count'), actor_name FROM event "
                  "WHERE kind = 'stock.received'")
            .find("L1|10|J. Okafor RN") == 0);
}

TEST_CASE("a session and the clinic's log cannot be begun in each other's place", "[log]") {
    const TempDir dir;
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    auto clinic = entries();
    auto session = makeSession({.seed = 5});
    Event strayed = clinic.front();
    strayed.session = session.session;
    CHECK(store.value()->commit(items({strayed})).refused.size() == 1);
    Event opened = session.events.front();
    opened.session = kClinicLog;
    CHECK(store.value()->commit(items({opened})).refused.size() == 1);
    CHECK(store.value()->commit(items({clinic[1]})).refused.size() == 1); // not begun yet
    CHECK(store.value()->commit(items(clinic)).refused.empty());
    CHECK(store.value()->commit(items(clinic)).refused.empty()); // told twice
    CHECK(store.value()->commit(session.items).refused.empty());
    store.value().reset();
    CHECK(verify(dir / "r.db").sound());
}

TEST_CASE("the clinic's log begins or goes on in the segment after a disk error, and comes together again",
          "[log][H-08]") {
    for (const std::ptrdiff_t before : {0, 2}) {
        INFO(before << " entries before the record file was lost");
        const TempDir dir;
        const auto all = items(entries());
        const auto session = makeSession({.seed = 5});
        {
            auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
            REQUIRE(store);
            REQUIRE(store.value()->commit(session.items).refused.empty());
            REQUIRE(store.value()->commit({all.begin(), all.begin() + before}).refused.empty());
            std::filesystem::create_directory(dir / "away");
            std::filesystem::rename(dir / "r.db", dir / "away/r.db");
            std::filesystem::rename(dir / "r.db-wal", dir / "away/r.db-wal");
            const auto committed = store.value()->commit({all.begin() + before, all.end()});
            REQUIRE(store.value()->fault());
            REQUIRE(store.value()->currentPath() == dir / "r-000002.db");
            for (const auto& refused : committed.refused) UNSCOPED_INFO(refused.sentence);
            CHECK(committed.refused.empty());
            CHECK(committed.recorded.size() == all.size() - static_cast<std::size_t>(before));
        }
        std::filesystem::rename(dir / "away/r.db", dir / "r.db");
        std::filesystem::rename(dir / "away/r.db-wal", dir / "r.db-wal");
        { auto merged = SegmentedStore::open(plainFiles(dir / "r.db")); }
        CHECK(verify(dir / "r.db").sound());
        auto history = HistoryReader::open(dir / "r.db");
        REQUIRE(history);
        const auto log = history.value()->clinicLog();
        REQUIRE(log);
        CHECK(log->size() == all.size());
    }
}

TEST_CASE("what is kept of the clinic's log goes on when the record file with its beginning is lost",
          "[log][H-08]") {
    const TempDir dir;
    const auto all = items(entries());
    const auto session = makeSession({.seed = 5}), later = makeSession({.seed = 6});
    {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        REQUIRE(store.value()->commit({all.begin(), all.begin() + 2}).refused.empty());
        for (const char* side : {"", "-wal"}) std::filesystem::remove(dir / "r.db" + side);
        REQUIRE(store.value()->commit({all.begin() + 2, all.end()}).recorded.size() == all.size() - 2);
        REQUIRE(store.value()->commit(session.items).recorded.size() == session.items.size());
        REQUIRE(store.value()->currentPath() == dir / "r-000002.db");
    }
    auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
    REQUIRE(store);
    const auto& notes = store.value()->startNotes();
    REQUIRE(notes.size() == 2);
    CHECK(notes.back().find("The beginning of the clinic's log of stock and forms is missing") == 0);
    StockBook book;
    {
        auto history = HistoryReader::open(dir / "r.db");
        REQUIRE(history);
        CHECK(history.value()->session(session.session)->events.size() == session.events.size());
        const auto log = history.value()->clinicLog();
        REQUIRE(log);
        CHECK(log->size() == all.size() - 2);
        for (const auto& event : log.value()) book.apply(event);
    }
    Command command;
    command.actor = kNurse;
    command.ask = StockReceived{"ketamine", "L2", "2027-09", 50, 500, 10, "Wholesale", "INV-8"};
    SeededUuids ids(12);
    const auto decision = decideStock(book, command, {MonoTime{}, {1'795'345'200'000, 60}}, ids);
    const auto received = items(std::get<std::vector<Event>>(decision));
    for (int start = 0; start < 2; ++start) { // again after a restart: what comes twice is there already
        const auto committed = store.value()->commit(received);
        CHECK(committed.refused.empty());
        CHECK(committed.recorded.size() == received.size());
        store = Error{""};
        store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        CHECK(store.value()->startNotes().empty());
    }
    REQUIRE(store.value()->commit(later.items).refused.empty());
    CHECK(verify(dir / "r.db").findings.empty());
}

TEST_CASE("the projections are rebuilt the same beside the clinic's log", "[log]") {
    const TempDir dir;
    makeClinicRecord(dir / "r.db");
    {
        auto store = Store::open(dir / "r.db", {});
        REQUIRE(store);
        REQUIRE(store.value()->rebuildProjections());
    }
    CHECK(verify(dir / "r.db").sound());
}

TEST_CASE("what sessions drew is read once, in order, without demos and drills", "[log][H-13]") {
    const TempDir dir;
    std::vector<LogItem> all;
    std::size_t drawn = 0;
    for (std::uint64_t seed : {1u, 2u, 3u}) {
        auto made = makeSession({.seed = seed, .sign = false});
        for (auto& item : made.items) {
            auto* event = std::get_if<Event>(&item.what);
            auto* opened = event ? std::get_if<SessionOpened>(&event->body) : nullptr;
            if (!opened) continue;
            opened->demo = seed == 2;
            opened->drill = seed == 3 ? "fire" : "";
        }
        Event draw = made.events.back();
        draw.id = SeededUuids(seed + 900).next(draw.at.wall.utcMs);
        draw.seq += 1;
        draw.body = DrugDrawn{"v1", "L1", "2027-06", 35, 0.7, 50, 500};
        made.items.push_back({made.session, draw});
        if (seed == 1) ++drawn;
        all.insert(all.end(), made.items.begin(), made.items.end());
    }
    {
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        REQUIRE(store.value()->commit(all).refused.empty());
    }
    auto history = HistoryReader::open(dir / "r.db");
    REQUIRE(history);
    const auto uses = history.value()->drugUses(0);
    REQUIRE(uses);
    REQUIRE(drawn > 0);
    std::size_t found = 0;
    for (const auto& use : uses.value()) found += std::holds_alternative<DrugDrawn>(use.event.body);
    CHECK(found == drawn);
    CHECK(history.value()->drugUses(history.value()->lastEntry().value())->empty());
    REQUIRE_FALSE(uses->empty());
    CHECK_FALSE(uses->front().protocolId.empty());
    const auto opened = history.value()->openedOf(uses->front().event.session);
    REQUIRE(opened);
    CHECK(opened->protocolId == uses->front().protocolId);
}
