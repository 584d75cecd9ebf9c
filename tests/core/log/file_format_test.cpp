// SPDX-License-Identifier: GPL-3.0-or-later
// docs/file-format.md says the truth: its queries run and find something, its list of kinds is complete, and
// the independent verifier written from it agrees with ours.
#include "build_places.h"
#include "core/domain/stock.h"
#include "core/log/event_codec.h"
#include "core/log/schema.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/temp_dir.h"

#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

std::string document() {
    std::ifstream in(CHAIRSIDE_SOURCE_DIR "/docs/file-format.md");
    return {std::istreambuf_iterator<char>(in), {}};
}

int runPython(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "python3");
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int spawned = posix_spawnp(&child, "python3", &quiet, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&quiet);
    int status = 0;
    if (spawned != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

/// Exit status of docs/verify.py, or −1 when there is no Python here.
int verifyWithPython(const std::string& path) {
    if (runPython({"-c", "import sqlite3, hashlib"}) != 0) return -1;
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

TEST_CASE("the independent verifier agrees: sound when untouched, not when edited", "[log][H-10]") {
    const TempDir dir;
    const std::string path = dir / "r.db";
    makeRecord(path, 3);
    {
        auto store = SegmentedStore::open(plainFiles(path));
        REQUIRE(store);
        addClinicLog(*store.value());
    }
    const int untouched = verifyWithPython(path);
    if (untouched < 0) {
        WARN("skipped: there is no python3 here");
        return;
    }
    CHECK(untouched == 0);
    for (const char* sql :
         {"UPDATE event SET body='{}' WHERE session=1 AND seq=3",
          "DELETE FROM event WHERE session=2 AND seq=3",
          "UPDATE event SET body=replace(body, '10', '11') WHERE kind='stock.received'",
          "DELETE FROM event WHERE kind='stock.received'",
          "UPDATE reading SET spo2=99.5 WHERE session=3 AND n=9", "UPDATE patient SET given='X' WHERE n=1",
          "DELETE FROM reading WHERE session=1 AND n > 50"}) {
        std::ifstream in(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        const std::string copy = dir / "copy.db";
        std::ofstream(copy, std::ios::binary | std::ios::trunc) << bytes;
        {
            PlainSqlite plain(copy);
            plain.disableTriggers();
            REQUIRE(plain.run(sql) == "");
        }
        INFO(sql);
        CHECK(verifyWithPython(copy) == 1);
    }
}
