// SPDX-License-Identifier: GPL-3.0-or-later
// One session taken out of a record: verifiable anywhere, small, whole or not there.
#include "build_places.h"
#include "core/log/history.h"
#include "core/log/session_file.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/plain_sqlite.h"
#include "support/power_disk.h"
#include "support/run_program.h"
#include "support/temp_dir.h"

#include <filesystem>

using namespace chairside;
using namespace chairside::testing;

TEST_CASE("a session in a file of its own has the chain head of the record, and both verifiers find it sound",
          "[log][H-10]") {
    const TempDir dir;
    RealDisk disk;
    const auto made = makeRecord(dir / "r.db", 3);
    const auto& second = made[1];
    const auto written = writeSessionFile(dir / "r.db", second.session, dir / "one.db", {}, disk);
    INFO((written ? std::string() : written.error().message));
    REQUIRE(written);
    const auto whole = verify(dir / "r.db"), one = verify(dir / "one.db");
    CHECK(one.sound());
    CHECK(one.sessions == 1);
    CHECK(one.events == static_cast<std::int64_t>(second.events.size()));
    CHECK(one.readings == static_cast<std::int64_t>(second.readings.size()));
    REQUIRE(one.chainHeads.size() == 1);
    CHECK(one.chainHeads.front() == whole.chainHeads[1]);
    CHECK(PlainSqlite(dir / "one.db").rows("SELECT count(*) FROM patient") == "1\n");
    CHECK(std::filesystem::file_size(dir / "one.db") < 1'000'000);
    for (const auto& name : disk.filesIn(dir.path())) CHECK(name.find(".part") == std::string::npos);
    if (const auto python = runPython({CHAIRSIDE_SOURCE_DIR "/docs/verify.py", dir / "one.db"});
        python.status >= 0)
        CHECK(python.status == 0);
    std::filesystem::permissions(dir / "one.db", std::filesystem::perms::owner_read);
    CHECK(verify(dir / "one.db").sound());
}

TEST_CASE("a change of an exported session is found with its place and kind", "[log][H-10]") {
    const TempDir dir;
    RealDisk disk;
    const auto made = makeRecord(dir / "r.db", 2);
    REQUIRE(writeSessionFile(dir / "r.db", made[0].session, dir / "one.db", {}, disk));
    {
        PlainSqlite plain(dir / "one.db");
        plain.disableTriggers();
        REQUIRE(plain.run("UPDATE event SET actor_name='Somebody else' WHERE seq=5").empty());
    }
    const auto result = verify(dir / "one.db");
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings.front().damage == Damage::edited);
    CHECK(result.findings.front().seq == 5);
    CHECK(result.findings.front().session == made[0].session);
}

TEST_CASE("a session is taken out while the record is written, and only a sound one", "[log][H-10]") {
    const TempDir dir;
    RealDisk disk;
    makeRecord(dir / "r.db", 1);
    {
        const auto made = makeSession({.seed = 77});
        auto store = SegmentedStore::open(plainFiles(dir / "r.db"));
        REQUIRE(store);
        store.value()->commit({made.items.begin(), made.items.begin() + 60});
        REQUIRE(writeSessionFile(dir / "r.db", made.session, dir / "open.db", {}, disk));
        CHECK(verify(dir / "open.db").events + verify(dir / "open.db").readings == 60);
        CHECK_FALSE(
            writeSessionFile(dir / "r.db", made.session, dir / "open.db", {}, disk)); // never over another
        CHECK_FALSE(writeSessionFile(dir / "r.db", SeededUuids(4).next(1), dir / "none.db", {}, disk));
    }
    {
        PlainSqlite plain(dir / "r.db");
        plain.disableTriggers();
        plain.run("UPDATE event SET body='{}' WHERE session=1 AND seq=3");
    }
    const auto session = HistoryReader::open(dir / "r.db").value()->sessions().value().back().session;
    const auto refused = writeSessionFile(dir / "r.db", session, dir / "bad.db", {}, disk);
    REQUIRE_FALSE(refused);
    CHECK_FALSE(std::filesystem::exists(dir / "bad.db"));
    CHECK_FALSE(std::filesystem::exists(dir / "bad.db.part"));
}

TEST_CASE("a power cut while a session is taken out leaves no file under its name, or the whole one",
          "[log][H-10]") {
    auto base = std::make_shared<PowerDisk>(1);
    auto files = plainFiles("/r/main.db");
    files.disk = base;
    files.database.vfs = base->vfsName();
    const auto made = makeSession({.length = Minutes{1}});
    {
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        store.value()->commit(made.items);
    }
    int cuts = 0;
    for (std::int64_t at = 0;; ++at, ++cuts) {
        PowerDisk disk(static_cast<std::uint64_t>(at) + 9);
        disk.copyFilesFrom(*base);
        disk.cutAfter(at);
        OpenSettings settings;
        settings.vfs = disk.vfsName();
        const bool done =
            static_cast<bool>(writeSessionFile("/r/main.db", made.session, "/out/one.db", settings, disk));
        const bool cut = disk.isDead();
        disk.cutPower(static_cast<AfterCut>(at % kAfterCutCount));
        INFO("cut at step " << at);
        if (disk.exists("/out/one.db")) {
            const auto proof = verify("/out/one.db", {disk.vfsName(), &disk, false, 1});
            if (!proof.sound()) FAIL(proof.findings.front().sentence);
            CHECK(proof.readings == static_cast<std::int64_t>(made.readings.size()));
        }
        if (!cut) {
            CHECK(done);
            break;
        }
    }
    CHECK(cuts > 10);
}
