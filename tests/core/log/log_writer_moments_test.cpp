// SPDX-License-Identifier: GPL-3.0-or-later
// What the log-writer thread does when, and what it answers: idle moments, retries, stalls, looks at the
// disk's room, and questions that come too late.
#include "core/log/log_writer.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/filling_disk.h"
#include "support/made_record.h"
#include "support/slow_disk.h"
#include "support/temp_dir.h"

#include <atomic>

using namespace chairside;
using namespace chairside::testing;

namespace {

constexpr WallTime kElevenOclock{1'795'255'200'000, 60};

LogFiles momentsOn(const SlowDisk& disk, const std::string& path) {
    LogFiles files = plainFiles(path);
    files.database.vfs = disk.vfsName();
    return files;
}

/// Reports as they came, from the writer's thread.
class Reports {
public:
    LogWriter::Observer observer(std::function<void(const WriterReport&)> also = {}) {
        return [this, also = std::move(also)](const WriterReport& report) {
            if (also) also(report);
            const std::scoped_lock lock(mutex_);
            reports_.push_back(report);
        };
    }
    std::vector<WriterReport> all() const {
        const std::scoped_lock lock(mutex_);
        return reports_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<WriterReport> reports_;
};

template <class Done>
bool comesTrue(Done done, Millis atMost = Seconds{20}) {
    const auto end = std::chrono::steady_clock::now() + atMost;
    while (!done() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(Millis{5});
    return done();
}

} // namespace

TEST_CASE("the log is copied into the file in an idle moment, once, and never while entries come",
          "[log][H-08]") {
    const TempDir dir;
    const auto made = makeSession({.sign = false});
    auto files = plainFiles(dir / "r.db");
    files.checkpointFrames = 0;
    std::atomic<int> looksAtClock = 0; // one for each time the disk is asked for something
    files.wallNow = [&] { return ++looksAtClock, kElevenOclock; };
    std::atomic<LogWriter*> writer = nullptr;
    std::atomic<std::size_t> seen = 0;
    std::atomic<bool> copiedBetween = false;
    std::string before;
    auto opened = LogWriter::open(files, [&](const WriterReport&) {
        const auto now = bytesAt(files.path);
        if (seen == 0) before = now;
        if (now != before) copiedBetween = true;
        // Entered before the writer looks for more: it finds no idle moment until the last one.
        if (++seen < made.events.size()) writer.load()->record(made.events[seen]);
    });
    REQUIRE(opened);
    writer = opened.value().get();
    writer.load()->record(made.events.front());
    REQUIRE(comesTrue([&] { return seen == made.events.size(); }));
    CHECK_FALSE(copiedBetween);
    CHECK(comesTrue([&] { return bytesAt(files.path) != before; }, Seconds{5}));
    const int then = looksAtClock;
    std::this_thread::sleep_for(Millis{500});
    CHECK(looksAtClock == then); // and rests
    opened.value()->close();
    CHECK(verify(files.path).sound());
}

TEST_CASE("a disk that fails in an idle moment is told at once, not with the next entry", "[log][H-08]") {
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({.sign = false});
    auto files = momentsOn(disk, dir / "r.db");
    files.checkpointFrames = 0;
    Reports reports;
    {
        auto writer = LogWriter::open(files, reports.observer([&](const WriterReport& report) {
            if (!report.fault) disk.become(SlowDisk::Mood::full); // after the commit
        }));
        REQUIRE(writer);
        writer.value()->record(made.events[0]);
        REQUIRE(comesTrue([&] { return reports.all().size() == 2; }));
        const auto told = reports.all().back();
        CHECK(told.recorded.empty());
        CHECK(told.waiting == 0);
        REQUIRE(told.fault);
        CHECK(told.fault->saving); // nothing waits, and the next entry takes another file
        CHECK(told.fault->sentence.find("cannot grow because the disk is full") != std::string::npos);
        CHECK(writer.value()->readyForSession());
        disk.become(SlowDisk::Mood::works);
        writer.value()->record(made.events[1]);
        CHECK(writer.value()->flush());
        CHECK(reports.all().back().fault->sentence.ends_with("Recording goes on in " + (dir / "r-000002.db") +
                                                             "."));
        CHECK(reports.all().back().totalRows == 2);
    }
    { REQUIRE(SegmentedStore::open(plainFiles(files.path))); }
    CHECK(verify(files.path).events == 2);
}

TEST_CASE("what waits is tried again without anything new, until the disk takes it", "[log][H-08]") {
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({.sign = false});
    auto files = momentsOn(disk, dir / "r.db");
    files.retryEvery = Millis{20};
    files.wallNow = [] { return kElevenOclock; };
    Reports reports;
    auto writer = LogWriter::open(files, reports.observer());
    REQUIRE(writer);
    disk.become(SlowDisk::Mood::full);
    writer.value()->record(made.events[0]);
    REQUIRE(comesTrue([&] { return reports.all().size() >= 4; }));
    for (const auto& report : reports.all()) {
        CHECK(report.recorded.empty());
        CHECK(report.waiting == 1);
        CHECK(report.at == kElevenOclock);
        REQUIRE(report.fault);
        CHECK_FALSE(report.fault->saving);
        CHECK(report.fault->since == kElevenOclock);
        CHECK(report.fault->sentence.starts_with("NOT BEING SAVED since 11:00. "));
    }
    disk.become(SlowDisk::Mood::works);
    REQUIRE(comesTrue([&] { return reports.all().back().waiting == 0; }));
    CHECK(reports.all().back().recorded.size() == 1);
    CHECK(writer.value()->readyForSession());
}

TEST_CASE("an imported session counts with what waited for a silent disk, and only while it waits",
          "[log][H-08]") {
    const TempDir dir;
    SlowDisk disk;
    const auto before = makeSession({.seed = 1}), whole = makeSession({.seed = 2});
    const auto live = makeSession({.seed = 3, .sign = false});
    auto writer = LogWriter::open(momentsOn(disk, dir / "r.db"), {});
    REQUIRE(writer);
    writer.value()->recordWhole(before.items);
    REQUIRE(writer.value()->flush());
    for (const bool importing : {false, true}) {
        CAPTURE(importing);
        writer.value()->takeEndedStalls(); // a busy machine may have been slow before
        disk.become(SlowDisk::Mood::silent);
        if (importing) {
            writer.value()->recordWhole(whole.items);
        } else {
            writer.value()->record(live.events[0]);
            writer.value()->record(live.session, live.readings[0]);
        }
        REQUIRE(comesTrue([&] { return writer.value()->stall().has_value(); }));
        disk.become(SlowDisk::Mood::works);
        REQUIRE(writer.value()->flush());
        const auto ended = writer.value()->takeEndedStalls();
        REQUIRE_FALSE(ended.empty()); // more if the machine was slow besides
        CHECK(ended.front().written);
        CHECK(ended.front().entries == (importing ? static_cast<std::int64_t>(whole.events.size()) : 1));
        CHECK(ended.front().readings == (importing ? static_cast<std::int64_t>(whole.readings.size()) : 1));
    }
}

TEST_CASE("a silence that ends in an error is told as such, once it is known what became of the entries",
          "[log][H-08]") {
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({.sign = false});
    std::atomic<LogWriter*> writer = nullptr;
    std::atomic<int> toldTooEarly = 0;
    auto files = momentsOn(disk, dir / "r.db");
    files.wallNow = [&] { // asked between the disk's answer and the report of it
        if (auto* there = writer.load()) toldTooEarly += static_cast<int>(there->takeEndedStalls().size());
        return kElevenOclock;
    };
    Reports reports;
    auto opened = LogWriter::open(files, reports.observer());
    REQUIRE(opened);
    opened.value()->record(made.events[0]);
    REQUIRE(opened.value()->flush());
    opened.value()->takeEndedStalls();
    for (const bool isLost : {true, false}) {
        CAPTURE(isLost);
        writer = opened.value().get();
        disk.become(SlowDisk::Mood::silent);
        opened.value()->record(made.events[isLost ? 1 : 2]);
        REQUIRE(comesTrue([&] { return opened.value()->stall().has_value(); }));
        disk.become(isLost ? SlowDisk::Mood::unplugged : SlowDisk::Mood::works);
        REQUIRE(comesTrue(
            [&] { return (reports.all().back().waiting > 0) == isLost && !opened.value()->stall(); }));
        writer = nullptr;
        REQUIRE(comesTrue([&] { return reports.all().back().fault.has_value(); }));
        const auto ended = opened.value()->takeEndedStalls();
        REQUIRE_FALSE(ended.empty()); // more if the machine was slow besides
        CHECK(ended.front().entries == 1);
        CHECK(ended.front().readings == 0);
        CHECK(ended.front().written != isLost);
        CHECK(ended.front().sentence().ends_with(isLost ? "1 entry and 0 readings waited in memory."
                                                        : "all were saved when it answered."));
        CHECK(reports.all().back().fault->saving != isLost);
        disk.become(SlowDisk::Mood::works);
        REQUIRE(comesTrue([&] { return reports.all().back().waiting == 0; }));
    }
    CHECK(toldTooEarly == 0);
}

TEST_CASE("what is asked of the writer too late, or of a session it does not know, is answered so",
          "[log][H-08]") {
    const TempDir dir;
    SlowDisk disk;
    const auto made = makeSession({.sign = false});
    auto writer = LogWriter::open(momentsOn(disk, dir / "r.db"), {});
    REQUIRE(writer);
    CHECK_FALSE(writer.value()->readingSeal(made.session));
    CHECK_FALSE(writer.value()->chainHead(made.session));
    disk.become(SlowDisk::Mood::silent);
    writer.value()->record(made.events[0]);
    CHECK_FALSE(writer.value()->flush(Millis{50})); // it cannot be known yet
    disk.become(SlowDisk::Mood::works);
    CHECK(writer.value()->flush());
    CHECK(writer.value()->chainHead(made.session)->seq == 1);
    CHECK(writer.value()->readingSeal(made.session)->count == 0);
    writer.value()->close();
    writer.value()->record(made.events[1]);
    CHECK_FALSE(writer.value()->flush()); // nothing is promised after the end
    CHECK(writer.value()->chainHead(made.session)->seq == 1);
    writer = Error{""};
    CHECK(verify(dir / "r.db").events == 1);
}

TEST_CASE("the room on the disk is looked at again when it is time, and not at every commit", "[log]") {
    const auto made = makeSession({.sign = false});
    for (const bool isTime : {true, false}) {
        CAPTURE(isTime);
        const TempDir dir;
        const auto disk = std::make_shared<FillingDisk>(900);
        auto files = plainFiles(dir / "r.db");
        files.disk = disk;
        files.lookAtSpaceEvery = isTime ? Millis{0} : Millis{3'600'000};
        Reports reports;
        auto writer = LogWriter::open(files, reports.observer());
        REQUIRE(writer);
        writer.value()->record(made.events[0]);
        REQUIRE(writer.value()->flush());
        CHECK(reports.all().back().freeBytes == 900);
        disk->free = 700;
        writer.value()->record(made.events[1]);
        REQUIRE(writer.value()->flush());
        CHECK(reports.all().back().freeBytes == (isTime ? 700 : 900));
    }
}
