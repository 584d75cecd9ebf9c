// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that a record's safety rests on are in force, and a system that refuses one of them is not
// used.
#include "core/log/database.h"
#include "support/catch.h"
#include "support/power_disk.h"
#include "support/temp_dir.h"

#include <sqlite3.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

int controlOf(Database& db, int what) {
    int value = -1;
    REQUIRE(sqlite3_file_control(db.raw(), "main", what, &value) == SQLITE_OK);
    return value;
}

int configOf(Database& db, int what) {
    int value = -1;
    REQUIRE(sqlite3_db_config(db.raw(), what, -1, &value) == SQLITE_OK);
    return value;
}

} // namespace

TEST_CASE("a record file is opened with the settings its safety rests on", "[log][H-08]") {
    const TempDir dir;
    auto db = Database::open(dir / "r.db", {.mode = OpenMode::writer});
    REQUIRE(db);
    REQUIRE(db.value()->settle());
    CHECK(controlOf(*db.value(), SQLITE_FCNTL_POWERSAFE_OVERWRITE) == 0);
    CHECK(controlOf(*db.value(), SQLITE_FCNTL_PERSIST_WAL) == 1);
    CHECK(configOf(*db.value(), SQLITE_DBCONFIG_DEFENSIVE) == 1);
    CHECK(configOf(*db.value(), SQLITE_DBCONFIG_TRUSTED_SCHEMA) == 0);
    CHECK(configOf(*db.value(), SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION) == 0);
    CHECK(configOf(*db.value(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE) == 1);
    CHECK(db.value()->text("PRAGMA mmap_size").value() == "0");
    CHECK(db.value()->text("PRAGMA journal_mode").value() == "wal");
    CHECK(db.value()->text("PRAGMA synchronous").value() == "2");
    CHECK(db.value()->text("PRAGMA wal_autocheckpoint").value() == "0");
    // As it grows: in large steps, so that a full disk is met early.
    REQUIRE(db.value()->execute("CREATE TABLE t(a)"));
    REQUIRE(db.value()->checkpoint(Database::Checkpoint::truncate));
    CHECK(RealDisk().sizeOf(dir / "r.db") >= 8 << 20);
}

TEST_CASE("the setting that trusts the disk is kept only where it was asked for", "[log][H-08]") {
    const TempDir dir;
    auto db = Database::open(dir / "r.db", {.mode = OpenMode::writer, .powersafeOverwrite = true});
    REQUIRE(db);
    REQUIRE(db.value()->settle());
    CHECK(controlOf(*db.value(), SQLITE_FCNTL_POWERSAFE_OVERWRITE) == 1);
}

TEST_CASE("a system that does not know a setting of safety is not used for a record", "[log][H-08]") {
    struct Setting {
        int what;
        const char* name;
    };
    for (const auto& [what, name] :
         {Setting{0, ""}, Setting{SQLITE_FCNTL_POWERSAFE_OVERWRITE, "psow"},
          Setting{SQLITE_FCNTL_PERSIST_WAL, "persist_wal"}, Setting{SQLITE_FCNTL_CHUNK_SIZE, "chunk_size"}}) {
        INFO(name);
        PowerDisk disk(1);
        disk.refusedControl = what;
        auto db = Database::open("/r.db", {.mode = OpenMode::writer, .vfs = disk.vfsName()});
        REQUIRE(db);
        const auto settled = db.value()->settle();
        CHECK(static_cast<bool>(settled) == (what == 0));
        if (!settled)
            CHECK(settled.error().message ==
                  std::string("The record file /r.db could not be set up safely (") + name +
                      "), so it is not used.");
    }
}
