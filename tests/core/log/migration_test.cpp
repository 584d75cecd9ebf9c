// SPDX-License-Identifier: GPL-3.0-or-later
// Files of every released schema, frozen as SQL text in released/, are brought up to date wholly or not at
// all, whatever step the power is cut or the disk fails at.
#include "build_places.h"
#include "core/log/history.h"
#include "core/log/segments.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/power_disk.h"
#include "support/session_maker.h"
#include "support/trials.h"

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace chairside;
using namespace chairside::testing;

namespace {

const std::string kMigrated = "/records/main.db";

/// The released migrations and one that does not exist yet: it copies, adds and indexes.
constexpr int kNext = kSchemaVersion + 1;
const std::vector<Migration>& withNext() {
    static const auto kAll = [] {
        const auto released = releasedMigrations();
        std::vector<Migration> all(released.begin(), released.end());
        all.push_back({kNext, "CREATE TABLE extra(a INTEGER) STRICT; INSERT INTO extra SELECT seq FROM event;"
                              "CREATE INDEX extra_a ON extra(a);"});
        return all;
    }();
    return kAll;
}

LogFiles filesOn(const std::shared_ptr<PowerDisk>& disk, std::span<const Migration> migrations) {
    LogFiles files;
    files.path = kMigrated;
    files.reserveSpace = false;
    files.database.vfs = disk->vfsName();
    files.disk = disk;
    files.migrations = migrations;
    return files;
}

std::string releasedSql(int version) {
    std::ifstream in(CHAIRSIDE_SOURCE_DIR "/tests/core/log/released/schema_" + std::to_string(version) +
                     ".sql");
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Every released schema has its file; the newest gets one with its release.
std::vector<int> releasedVersions() {
    std::vector<int> versions;
    for (int version = 1; version <= kSchemaVersion; ++version) {
        INFO("schema " << version << " was released, so there must be a file of it");
        const bool there = !releasedSql(version).empty();
        CHECK((there || (version == kSchemaVersion && version > 1)));
        if (there) versions.push_back(version);
    }
    return versions;
}

/// A file as that version left it.
std::shared_ptr<PowerDisk> released(int version) {
    const std::string sql = releasedSql(version);
    REQUIRE_FALSE(sql.empty());
    auto disk = std::make_shared<PowerDisk>(3);
    REQUIRE(disk->prepare(kMigrated));
    OpenSettings settings{OpenMode::writer, disk->vfsName(), false, "FULL", true};
    auto db = Database::open(kMigrated, settings);
    REQUIRE(db);
    const auto loaded = db.value()->execute(sql);
    INFO((loaded ? std::string() : loaded.error().message));
    REQUIRE(loaded);
    return disk;
}

Verification verifiedOn(PowerDisk& disk, const std::string& path) {
    return verify(path, {disk.vfsName(), &disk, false, 1});
}

/// Empty when the file is wholly of one schema or wholly of the next, and opens with all its rows.
std::string wrongAfter(const std::shared_ptr<PowerDisk>& disk, int from, const Verification& before) {
    {
        // As the program would open it: a journal that the cut left is rolled back first.
        auto db = Database::open(kMigrated, {OpenMode::writer, disk->vfsName(), false, "FULL", true});
        if (!db) return "does not open: " + db.error().message;
        const auto version = db.value()->integer("PRAGMA user_version");
        const auto extra = db.value()->integer("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'extra%'");
        if (!version || !extra) return "cannot be read";
        if (version.value() < from || version.value() > kNext) return "has a schema of its own";
        if (extra.value() != (version.value() == kNext ? 2 : 0))
            return "is half of one schema, half of another";
    }
    const std::string copy = "/records/main.before-schema-" + std::to_string(from + 1) + ".db";
    {
        auto again = SegmentedStore::open(filesOn(disk, withNext()));
        if (!again) return "does not open again: " + again.error().message;
        if (again.value()->totalRows() != before.events + before.readings) return "has lost rows";
    }
    if (!disk->exists(copy)) return "was changed without a copy";
    const auto proof = verifiedOn(*disk, copy);
    if (!proof.sound()) return "left a copy that is not sound: " + proof.findings.front().sentence;
    if (proof.chainHeads != before.chainHeads) return "left a copy with other chain heads";
    return {};
}

void cutAtEveryStep(int version, AfterCut firstModel, int models) {
    const auto base = released(version);
    const auto before = verifiedOn(*base, kMigrated);
    int cuts = 0;
    for (std::int64_t at = 0;; ++at, ++cuts) {
        bool whole = false;
        for (int m = 0; m < models; ++m) {
            const auto model =
                static_cast<AfterCut>((static_cast<int>(firstModel) + at + m) % kAfterCutCount);
            auto disk = std::make_shared<PowerDisk>(static_cast<std::uint64_t>(at) + 100);
            disk->copyFilesFrom(*base);
            disk->cutAfter(at);
            { auto cut = SegmentedStore::open(filesOn(disk, withNext())); }
            whole = !disk->isDead();
            disk->cutPower(model);
            const auto wrong = wrongAfter(disk, version, before);
            INFO("schema " << version << " cut at step " << at << ", disk model " << static_cast<int>(model));
            if (!wrong.empty()) FAIL("the file " << wrong);
        }
        if (whole) break;
    }
    CHECK(cuts > 20);
}

} // namespace

TEST_CASE("every released schema is opened, brought up to date and sound, with the same chain heads",
          "[log][H-08][H-10]") {
    for (const int version : releasedVersions()) {
        INFO("schema " << version);
        const auto disk = released(version);
        const auto before = verifiedOn(*disk, kMigrated);
        for (const auto& finding : before.findings) INFO(finding.sentence);
        REQUIRE(before.sound());
        CHECK(before.schemaVersion == version);
        CHECK(before.events > 100);
        {
            auto store = SegmentedStore::open(filesOn(disk, releasedMigrations()));
            REQUIRE(store);
            const auto made = makeSession({});
            CHECK(store.value()->commit(made.items).recorded.size() == made.items.size());
        }
        const auto after = verifiedOn(*disk, kMigrated);
        for (const auto& finding : after.findings) INFO(finding.sentence);
        CHECK(after.sound());
        CHECK(after.schemaVersion == kSchemaVersion);
        for (const auto& head : before.chainHeads)
            CHECK(std::find(after.chainHeads.begin(), after.chainHeads.end(), head) !=
                  after.chainHeads.end());
        CHECK(disk->exists("/records/main.before-schema-" + std::to_string(version + 1) + ".db") ==
              (version < kSchemaVersion));
    }
}

TEST_CASE("a migration that is cut at any step is wholly there or wholly absent", "[log][H-08]") {
    for (const int version : releasedVersions()) cutAtEveryStep(version, AfterCut::loseAll, 1);
}

TEST_CASE("a migration cut at any step under every disk model is wholly there or wholly absent",
          "[log][long][H-08]") {
    for (const int version : releasedVersions()) cutAtEveryStep(version, AfterCut::loseAll, kAfterCutCount);
}

TEST_CASE("a migration whose disk fails at any step leaves the file as it was, or done", "[log][H-08]") {
    for (const int version : releasedVersions()) {
        const auto base = released(version);
        const auto before = verifiedOn(*base, kMigrated);
        for (const auto kind :
             {FaultKind::writeError, FaultKind::diskFull, FaultKind::shortWrite, FaultKind::syncError}) {
            bool fired = true;
            int faults = 0;
            for (std::int64_t at = 1; fired; at += 1 + at / 12, ++faults) {
                auto disk = std::make_shared<PowerDisk>(static_cast<std::uint64_t>(at));
                disk->copyFilesFrom(*base);
                disk->failAfter(kind, at, false);
                { auto failed = SegmentedStore::open(filesOn(disk, withNext())); }
                fired = disk->faultFired();
                disk->repair();
                const auto wrong = wrongAfter(disk, version, before);
                INFO("schema " << version << " fault " << static_cast<int>(kind) << " at " << at);
                if (!wrong.empty()) FAIL("the file " << wrong);
            }
            CHECK(faults > 3);
        }
    }
}

TEST_CASE("a file of a newer schema is refused in words and left as it was", "[log][H-09]") {
    const auto disk = released(releasedVersions().back());
    { REQUIRE(SegmentedStore::open(filesOn(disk, withNext()))); }
    const auto refused = SegmentedStore::open(filesOn(disk, releasedMigrations()));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("was written by a newer Chairside (schema " + std::to_string(kNext)) !=
          std::string::npos);
    CHECK(refused.error().message.find("It was left untouched.") != std::string::npos);
    REQUIRE(SegmentedStore::open(filesOn(disk, withNext())));
}
