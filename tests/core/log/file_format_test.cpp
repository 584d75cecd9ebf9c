// SPDX-License-Identifier: GPL-3.0-or-later
// docs/file-format.md says the truth: its queries run and find something, its list of kinds is complete, and
// the independent verifier written from it agrees with ours.
#include "build_places.h"
#include "core/domain/stock.h"
#include "core/log/event_codec.h"
#include "core/log/schema.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/record_mutation.h"
#include "support/run_program.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <sys/stat.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

std::string document() {
    std::ifstream in(CHAIRSIDE_SOURCE_DIR "/docs/file-format.md");
    return {std::istreambuf_iterator<char>(in), {}};
}

bool hasPython() {
    return runPython({"-c", "import sqlite3, hashlib"}).status == 0;
}

ProgramRun verifyWithPython(const std::string& path) {
    return runPython({CHAIRSIDE_SOURCE_DIR "/docs/verify.py", path});
}

/// The clinic's own log, begun with a receipt.
void addClinicLog(SegmentedStore& store) {
    SeededUuids ids(4);
    Command receipt;
    receipt.actor = {"n1", "J. Okafor RN", Role::nurse};
    receipt.ask = StockReceived{"ketamine", "L1", "2027-06", 50, 500, 10, "", ""};
    const auto entered = decideStock({}, receipt, {MonoTime{}, {1'795'255'200'000, 0}}, ids);
    std::vector<LogItem> items;
    for (const auto& event : std::get<std::vector<Event>>(entered)) items.push_back({event.session, event});
    REQUIRE(store.commit(items).refused.empty());
}

/// "edited  session 00… at 3" for each session, as both verifiers print it; what only ours looks at left out.
using Verdicts = std::map<std::string, std::string>;

Verdicts oursOf(const std::string& path) {
    Verdicts out;
    for (const auto& finding : verify(path).findings) {
        if (!finding.session || finding.damage == Damage::listWrong) continue;
        std::string id;
        for (char c : finding.session->toString())
            if (c != '-') id += c;
        out[id] = std::string(damageName(finding.damage)) + " " + std::to_string(finding.seq);
    }
    return out;
}

Verdicts pythonsOf(const std::string& printed) {
    static const std::regex kLine("([a-z ]+?)  session ([0-9a-f]{32})(?:  at (\\d+))?");
    Verdicts out;
    for (std::sregex_iterator at(printed.begin(), printed.end(), kLine), end; at != end; ++at)
        out[(*at)[2]] = (*at)[1].str() + " " + ((*at)[3].matched ? (*at)[3].str() : "0");
    return out;
}

void bothVerifiersAgree(const Trials& trials) {
    const TempDir dir;
    makeRecord(dir / "r.db", 3);
    const auto bytes = bytesAt(dir / "r.db").substr(0, usedBytes(dir / "r.db"));
    std::uint64_t changed = 0;
    trials.each([&](std::uint64_t seed) {
        const std::string path = dir / "copy.db";
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
        Random random(seed);
        const auto sql = mutationOfFacts(random);
        {
            PlainSqlite plain(path);
            plain.disableTriggers();
            if (!plain.run(sql).empty()) return; // the file's own rules refused it
        }
        const auto ours = oursOf(path);
        const auto python = verifyWithPython(path);
        changed += ours.empty() ? 0 : 1;
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1 " << sql << "\n" << python.printed);
        for (const auto& [session, verdict] : ours) INFO(session << " " << verdict);
        CHECK(python.status == (ours.empty() ? 0 : 1));
        CHECK(pythonsOf(python.printed) == ours);
    });
    CHECK(changed * 3 > trials.count);
}

} // namespace

TEST_CASE("every query of the format document runs on a record and finds something", "[log]") {
    const TempDir dir;
    {
        const auto made = makeRecord(dir / "r.db", 2, Minutes{20}).back();
        const auto open = makeSession({.seed = 9, .sign = false});
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        addClinicLog(*store.value());
        auto correction = open.events[4];
        correction.seq = 4;
        correction.corrects = open.events[1].id;
        correction.body = ItemConfirmed{"screen", "fasted", "no"};
        store.value()->commit({{open.session, open.events[0]},
                               {open.session, open.events[1]},
                               {open.session, open.events[2]},
                               {open.session, correction}});
    }
    const std::string text = document();
    PlainSqlite plain(dir / "r.db");
    int queries = 0;
    for (auto at = text.find("```sql\n"); at != text.npos; at = text.find("```sql\n", at + 1), ++queries) {
        const auto query = text.substr(at + 7, text.find("```", at + 7) - at - 7);
        INFO(query);
        CHECK(plain.run(query) == "");
        CHECK_FALSE(plain.rows(query).empty());
    }
    CHECK(queries == 8);
}

TEST_CASE("the format document names every kind of event and every table", "[log]") {
    const std::string text = document();
    for (const auto kind : allKindNames()) {
        INFO(kind);
        CHECK(text.find("`" + std::string(kind) + "`") != text.npos);
    }
    const TempDir dir;
    makeRecord(dir / "r.db", 1);
    const auto tables = PlainSqlite(dir / "r.db").rows("SELECT name FROM sqlite_schema WHERE type='table'");
    for (std::size_t at = 0; at < tables.size();) {
        const auto end = tables.find('\n', at);
        const auto name = tables.substr(at, end - at);
        INFO(name);
        CHECK(text.find("`" + name + "`") != text.npos);
        at = end + 1;
    }
    CHECK(text.find(std::to_string(kApplicationId)) != text.npos);
}

TEST_CASE("the independent verifier judges the clinic's own log too", "[log][H-10]") {
    if (!hasPython()) {
        WARN("skipped: there is no python3 here");
        return;
    }
    const TempDir dir;
    const std::string path = dir / "r.db";
    makeRecord(path, 3);
    {
        auto store = SegmentedStore::open(plainFiles(path));
        REQUIRE(store);
        addClinicLog(*store.value());
    }
    CHECK(verifyWithPython(path).status == 0);
    const auto bytes = bytesAt(path);
    for (const char* sql : {"UPDATE event SET body=replace(body, '10', '11') WHERE kind='stock.received'",
                            "DELETE FROM event WHERE kind='stock.received'"}) {
        const std::string copy = dir / "copy.db";
        std::ofstream(copy, std::ios::binary | std::ios::trunc) << bytes;
        {
            PlainSqlite plain(copy);
            plain.disableTriggers();
            REQUIRE(plain.run(sql) == "");
        }
        INFO(sql);
        CHECK(verifyWithPython(copy).status == 1);
    }
}

TEST_CASE("the independent verifier names the same session, place and kind of damage", "[log][alone][H-10]") {
    if (!hasPython()) {
        WARN("skipped: there is no python3 here");
        return;
    }
    const TempDir dir;
    makeRecord(dir / "r.db", 3);
    const auto untouched = verifyWithPython(dir / "r.db");
    INFO(untouched.printed);
    CHECK(untouched.status == 0);
    CHECK(untouched.printed.find("\nsound (entries, readings, identities; ") != std::string::npos);
    for (const auto& head : verify(dir / "r.db").chainHeads)
        CHECK(untouched.printed.find(head.substr(head.find(' ') + 1)) != std::string::npos);
    bothVerifiersAgree({"both verifiers", 12});
}

TEST_CASE("the independent verifier says in words what it cannot judge", "[log][H-10]") {
    if (!hasPython()) {
        WARN("skipped: there is no python3 here");
        return;
    }
    const TempDir dir;
    makeRecord(dir / "r.db", 2);
    const auto bytes = bytesAt(dir / "r.db").substr(0, usedBytes(dir / "r.db"));
    struct Change {
        const char *sql, *said;
    };
    // What a tool that only counts rows and hashes would take for a record.
    for (const auto& [sql, said] :
         {Change{"PRAGMA user_version=2", "newer  schema 2"},
          Change{"PRAGMA application_id=1", "not a record"},
          Change{"DROP TRIGGER event_keeps_d", "schema changed"},
          Change{"DROP TRIGGER event_after_signing", "schema changed"},
          Change{
              "DROP TRIGGER event_keeps_u; CREATE TRIGGER event_keeps_u BEFORE UPDATE ON event BEGIN SELECT "
              "1; END",
              "schema changed"},
          Change{"CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END", "schema changed"},
          Change{"CREATE VIEW v AS SELECT 1", "schema changed"},
          Change{"CREATE TABLE extra(a)", "schema changed"},
          Change{"DROP INDEX summary_open", "schema changed"},
          Change{"DROP TABLE source; CREATE VIEW source AS SELECT 1 AS session", "schema changed"}}) {
        const std::string path = dir / "copy.db";
        writeBytes(path, bytes);
        REQUIRE(PlainSqlite(path).run(sql).empty());
        const auto python = verifyWithPython(path);
        INFO(sql << "\n" << python.printed);
        CHECK(python.status == 1);
        CHECK(python.printed.rfind(said, 0) == 0);
        CHECK(python.printed.find("\nNOT SOUND\n") != std::string::npos);
        const auto ours = verify(path).findings;
        REQUIRE_FALSE(ours.empty());
        CHECK(std::string(said).rfind(damageName(ours.front().damage), 0) == 0);
    }
    writeBytes(dir / "text.db", std::string(9'000, 'x'));
    writeBytes(dir / "cut.db", bytes.substr(0, bytes.size() / 2));
    REQUIRE(::mkfifo((dir / "pipe.db").c_str(), 0600) == 0);
    for (const std::string& path : {dir / "text.db", dir / "cut.db", dir / "pipe.db", dir.path(),
                                    std::string("/dev/zero"), dir / "nowhere.db"}) {
        const auto python = verifyWithPython(path);
        INFO(path << "\n" << python.printed);
        CHECK(python.status == 1);
        CHECK(python.printed.find("unreadable  ") != std::string::npos);
        CHECK(python.printed.find("Traceback") == std::string::npos);
    }
}

TEST_CASE("the format document names every table, index and trigger, and the verifier the same", "[log]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 1);
    const auto verifier = bytesAt(CHAIRSIDE_SOURCE_DIR "/docs/verify.py");
    const auto text = document();
    const auto names =
        PlainSqlite(dir / "r.db")
            .rows("SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger') AND name NOT "
                  "LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '%\\_keeps\\__' ESCAPE '\\'");
    int found = 0;
    for (std::size_t at = 0; at < names.size(); ++found) {
        const auto end = names.find('\n', at);
        const auto name = names.substr(at, end - at);
        INFO(name);
        CHECK(text.find("`" + name + "`") != text.npos);
        CHECK(verifier.find(name) != verifier.npos);
        at = end + 1;
    }
    CHECK(found == 6);
}

TEST_CASE("the independent verifier agrees on a thousand changed records", "[log][long][H-10]") {
    if (!hasPython()) {
        WARN("skipped: there is no python3 here");
        return;
    }
    bothVerifiersAgree({"both verifiers", 1'000});
}

TEST_CASE("the independent verifier is short enough to be read", "[log][H-10]") {
    const auto text = bytesAt(CHAIRSIDE_SOURCE_DIR "/docs/verify.py");
    CHECK(std::count(text.begin(), text.end(), '\n') < 100);
}
