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

/// Python's "end changed" is what ours splits further.
bool agree(const Verdicts& ours, const Verdicts& pythons) {
    if (ours.size() != pythons.size()) return false;
    for (const auto& [session, verdict] : ours) {
        const auto theirs = pythons.find(session);
        if (theirs == pythons.end()) return false;
        if (theirs->second != verdict && theirs->second != "end changed 0") return false;
    }
    return true;
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
        CHECK(agree(ours, pythonsOf(python.printed)));
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
    CHECK(untouched.printed.find("\nsound\n") != std::string::npos);
    for (const auto& head : verify(dir / "r.db").chainHeads)
        CHECK(untouched.printed.find(head.substr(head.find(' ') + 1)) != std::string::npos);
    bothVerifiersAgree({"both verifiers", 12});
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
