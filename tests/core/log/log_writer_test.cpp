// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/event_codec.h"
#include "core/log/history.h"
#include "core/log/log_writer.h"
#include "support/catch.h"
#include "support/power_disk.h"
#include "support/session_maker.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <atomic>
#include <sys/stat.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

void recordAll(LogWriter& writer, const MadeSession& made) {
    for (const auto& item : made.items) {
        if (const auto* event = std::get_if<Event>(&item.what))
            writer.record(*event);
        else
            writer.record(item.session, std::get<Reading>(item.what));
    }
}

} // namespace

TEST_CASE("what is recorded comes back the same, acknowledged item by item", "[log][H-08]") {
    const TempDir dir;
    const auto made = makeSession({});
    LogFiles files;
    files.path = dir / "record.db";
    std::mutex guard;
    std::vector<Recorded> acknowledged;
    {
        auto writer = LogWriter::open(files, [&](const WriterReport& report) {
            const std::scoped_lock lock(guard);
            acknowledged.insert(acknowledged.end(), report.recorded.begin(), report.recorded.end());
            CHECK_FALSE(report.fault);
            CHECK(report.refused.empty());
        });
        REQUIRE(writer);
        recordAll(*writer.value(), made);
        REQUIRE(writer.value()->flush());
        const std::scoped_lock lock(guard);
        CHECK(acknowledged.size() == made.items.size());
        const auto seal = writer.value()->readingSeal(made.session);
        REQUIRE(seal);
        CHECK(seal->count == static_cast<std::int64_t>(made.readings.size()));

        auto beside = HistoryReader::open(files.path); // while the writer is there
        REQUIRE(beside);
        auto record = beside.value()->session(made.session);
        REQUIRE(record);
        REQUIRE(record->events.size() == made.events.size());
        REQUIRE(record->readings.size() == made.readings.size());
        for (std::size_t i = 0; i < made.events.size(); ++i) {
            CHECK(record->events[i].id == made.events[i].id);
            CHECK(encodeBody(record->events[i].body) == encodeBody(made.events[i].body));
        }
        for (std::size_t i = 0; i < made.readings.size(); ++i) {
            CHECK(record->readings[i].values == made.readings[i].values);
            CHECK(record->readings[i].at == made.readings[i].at);
            CHECK(record->readings[i].flags == made.readings[i].flags);
        }
        CHECK(record->summary.status == SessionStatus::signedOff);
        CHECK(record->summary.doseMg == 35.0);
        CHECK(record->sources.size() == 1);
    }
    struct stat facts {};
    REQUIRE(::stat(files.path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
}

TEST_CASE("a second program is told that the record is in use", "[log][H-08]") {
    const TempDir dir;
    LogFiles files;
    files.path = dir / "record.db";
    auto first = LogWriter::open(files, {});
    REQUIRE(first);
    auto second = LogWriter::open(files, {});
    REQUIRE_FALSE(second);
    CHECK(second.error().message.find("already in use by another Chairside window") != std::string::npos);
    first.value()->close();
}

TEST_CASE("when the disk fails the writer goes on in a new file, tells it at once and keeps every entry",
          "[log][H-08]") {
    const auto made = makeSession({});
    for (const auto kind : {FaultKind::writeError, FaultKind::diskFull, FaultKind::syncError}) {
        const auto disk = std::make_shared<PowerDisk>(3);
        LogFiles files;
        files.path = "/r/main.db";
        files.disk = disk;
        files.database.vfs = disk->vfsName();
        { REQUIRE(SegmentedStore::open(files)); }
        disk->failAfter(kind, kind == FaultKind::syncError ? 2 : 40, false);
        std::optional<LogFault> told;
        {
            auto writer = LogWriter::open(files, [&](const WriterReport& report) { told = report.fault; });
            REQUIRE(writer);
            recordAll(*writer.value(), made);
            CHECK(writer.value()->flush());
            CHECK(writer.value()->chainHead(made.session)->seq ==
                  static_cast<std::int64_t>(made.events.size()));
        }
        REQUIRE(told);
        CHECK(told->saving);
        CHECK(told->sentence.find("Recording goes on in /r/main-00000") != std::string::npos);
        auto again = LogWriter::open(files, {});
        REQUIRE(again);
        CHECK(again.value()->rowsAtStart() == static_cast<std::int64_t>(made.items.size()));
    }
}

TEST_CASE("a disk that takes nothing lets nothing be called recorded", "[log][H-08]") {
    const auto made = makeSession({});
    const auto disk = std::make_shared<PowerDisk>(4);
    LogFiles files;
    files.path = "/r/main.db";
    files.disk = disk;
    files.database.vfs = disk->vfsName();
    { REQUIRE(SegmentedStore::open(files)); }
    disk->failAfter(FaultKind::diskFull, 1, true);
    std::size_t recorded = 0, waiting = 0;
    std::optional<LogFault> told;
    auto writer = LogWriter::open(files, [&](const WriterReport& report) {
        recorded += report.recorded.size();
        waiting = report.waiting;
        told = report.fault;
    });
    REQUIRE(writer);
    recordAll(*writer.value(), made);
    CHECK_FALSE(writer.value()->flush());
    writer.value()->close();
    CHECK(recorded == 0);
    CHECK(waiting == made.items.size());
    REQUIRE(told);
    CHECK_FALSE(told->saving);
    CHECK(told->sentence.starts_with("NOT BEING SAVED since "));
}

TEST_CASE("a whole session handed over at once is acknowledged in one piece beside other entries",
          "[log][H-08]") {
    const TempDir dir;
    const auto live = makeSession({.seed = 1}), whole = makeSession({.seed = 2});
    LogFiles files;
    files.path = dir / "record.db";
    std::mutex guard;
    std::vector<std::size_t> pieces; // of the whole session, one number for each report that holds some
    auto writer = LogWriter::open(files, [&](const WriterReport& report) {
        const auto some = static_cast<std::size_t>(
            std::count_if(report.recorded.begin(), report.recorded.end(),
                          [&](const Recorded& each) { return each.session == whole.session; }));
        const std::scoped_lock lock(guard);
        if (some > 0) pieces.push_back(some);
    });
    REQUIRE(writer);
    recordAll(*writer.value(), live);
    writer.value()->recordWhole(whole.items);
    recordAll(*writer.value(), makeSession({.seed = 3}));
    REQUIRE(writer.value()->flush());
    writer.value()->close();
    REQUIRE(pieces.size() == 1);
    CHECK(pieces.front() == whole.items.size());
}

TEST_CASE("whenever the power goes, a session handed over at once is there whole or not at all",
          "[log][H-08]") {
    const auto before = makeSession({.seed = 1}), whole = makeSession({.seed = 2, .length = Minutes{2}});
    const auto prepared = [&](std::uint64_t seed) {
        const auto disk = std::make_shared<PowerDisk>(seed);
        LogFiles files;
        files.path = "/r/main.db";
        files.disk = disk;
        files.database.vfs = disk->vfsName();
        auto store = SegmentedStore::open(files);
        REQUIRE(store);
        REQUIRE(store.value()->commit(before.items).recorded.size() == before.items.size());
        store.value().reset();
        return std::pair(disk, files);
    };
    std::int64_t opening = 0, all = 0; // steps of the disk until the writer stands ready, and to the end
    {
        const auto [disk, files] = prepared(1);
        const auto from = disk->steps();
        auto writer = LogWriter::open(files, {});
        REQUIRE(writer);
        opening = disk->steps() - from;
        writer.value()->recordWhole(whole.items);
        REQUIRE(writer.value()->flush());
        writer.value().reset();
        all = disk->steps() - from - opening;
    }
    int there = 0, gone = 0;
    for (std::int64_t cut = 1; cut <= all + 1; cut += 1 + all / 40) {
        for (const auto after : {AfterCut::loseAll, AfterCut::keepAll, AfterCut::keepSectors}) {
            INFO("cut after " << cut << " steps, model " << static_cast<int>(after));
            const auto [disk, files] = prepared(static_cast<std::uint64_t>(cut));
            disk->cutAfter(opening + cut);
            bool acknowledged = false;
            {
                auto writer = LogWriter::open(files, {});
                REQUIRE(writer);
                writer.value()->recordWhole(whole.items);
                acknowledged = writer.value()->flush();
            }
            disk->cutPower(after);
            auto again = SegmentedStore::open(files);
            REQUIRE(again);
            const auto head = again.value()->head(whole.session);
            const bool complete = head && head->seq == static_cast<std::int64_t>(whole.events.size()) &&
                                  head->readings == static_cast<std::int64_t>(whole.readings.size());
            CHECK((complete || !head));
            CHECK((complete || !acknowledged));
            ++(complete ? there : gone);
        }
    }
    CHECK(there > 0);
    CHECK(gone > 0);
}

TEST_CASE("a reading alone is committed within a second", "[log][H-08]") {
    const TempDir dir;
    const auto made = makeSession({});
    LogFiles files;
    files.path = dir / "r.db";
    files.reserveSpace = false;
    std::atomic<int> readings = 0;
    auto writer = LogWriter::open(files, [&](const WriterReport& report) {
        for (const auto& item : report.recorded) readings += item.kind == "reading" ? 1 : 0;
    });
    REQUIRE(writer);
    writer.value()->record(made.events.front());
    REQUIRE(writer.value()->flush());
    const auto start = std::chrono::steady_clock::now();
    writer.value()->record(made.session, made.readings.front());
    while (readings == 0 && std::chrono::steady_clock::now() - start < Seconds{5})
        std::this_thread::sleep_for(Millis{5});
    const auto took = std::chrono::steady_clock::now() - start;
    CHECK(readings == 1);
    CHECK(took > Millis{500});   // it waited for company
    CHECK(took < Millis{1'500}); // one second promised; the rest is for a busy test machine
}
