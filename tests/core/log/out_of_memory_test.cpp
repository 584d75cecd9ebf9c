// SPDX-License-Identifier: GPL-3.0-or-later
// Every allocation of SQLite fails once, or all from some point on, while a session is recorded: nothing that
// was acknowledged is lost and the program does not end. (When the program's own memory is at an end, it
// ends, and the next start resumes: that is the kill test.)
#include "core/log/history.h"
#include "core/log/segments.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/failing_memory.h"
#include "support/power_disk.h"
#include "support/session_maker.h"

using namespace chairside;
using namespace chairside::testing;

namespace {

LogFiles memoryFiles(const std::shared_ptr<PowerDisk>& disk) {
    LogFiles files;
    files.path = "/records/main.db";
    files.reserveSpace = false;
    files.database.vfs = disk->vfsName();
    files.disk = disk;
    files.checkpointFrames = 12;
    return files;
}

/// Empty when everything acknowledged is there; `fired` false when the session needs fewer allocations.
std::string recordWithoutMemory(const PowerDisk& empty, const MadeSession& made, std::int64_t at,
                                bool persistent, bool& fired) {
    const auto disk = std::make_shared<PowerDisk>(7);
    disk->copyFilesFrom(empty);
    std::size_t acknowledged = 0;
    {
        auto store = SegmentedStore::open(memoryFiles(disk));
        if (!store) return "does not open: " + store.error().message;
        FailingMemory memory(at, persistent);
        for (std::size_t i = 0; i + 5 <= made.items.size() && i < 60; i += 5) {
            const auto first = made.items.begin() + static_cast<std::ptrdiff_t>(i);
            const auto done = store.value()->commit({first, first + 5});
            if (!done.refused.empty()) return "an entry was refused: " + done.refused.front().sentence;
            acknowledged += done.recorded.size();
            store.value()->idle();
        }
        fired = memory.fired();
        memory.end();
        acknowledged += store.value()->commit({}).recorded.size(); // what waited
        if (store.value()->waiting() != 0) return "still waiting although there is memory again";
    }
    disk->cutPower(AfterCut::loseAll);
    { auto again = SegmentedStore::open(memoryFiles(disk)); }
    const auto proof = verify("/records/main.db", {disk->vfsName(), disk.get(), false, 1});
    if (!proof.sound())
        return "not sound: " + (proof.findings.empty() ? proof.incomplete : proof.findings).front().sentence;
    const auto there = static_cast<std::size_t>(proof.events + proof.readings);
    if (there < acknowledged)
        return "acknowledged " + std::to_string(acknowledged) + ", found " + std::to_string(there);
    return {};
}

void everyAllocationFails(std::int64_t step, std::int64_t most) {
    REQUIRE(FailingMemory::inPlace());
    const auto empty = std::make_shared<PowerDisk>(1);
    { REQUIRE(SegmentedStore::open(memoryFiles(empty))); }
    const auto made = makeSession({.seed = 11, .readingPeriod = Millis{2'000}, .length = Minutes{4}});
    for (const bool persistent : {false, true}) {
        std::int64_t failures = 0;
        bool fired = true;
        for (std::int64_t at = 1; fired && at <= most; at += step) {
            const auto wrong = recordWithoutMemory(*empty, made, at, persistent, fired);
            INFO("allocation " << at << (persistent ? " and all after it" : ""));
            if (!wrong.empty()) FAIL(wrong);
            failures += fired ? 1 : 0;
        }
        CHECK(failures > 20);
    }
}

} // namespace

TEST_CASE("memory that runs out while a session is recorded loses nothing that was acknowledged",
          "[log][alone][H-08]") {
    everyAllocationFails(11, 2'000);
}
TEST_CASE("memory that runs out at any allocation loses nothing that was acknowledged", "[log][long][H-08]") {
    everyAllocationFails(1, 5'000);
}
