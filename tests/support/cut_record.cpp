// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_record.h"

#include "core/log/event_codec.h"
#include "core/log/history.h"
#include "core/log/verify.h"
#include "support/catch.h"

namespace chairside::testing {

LogFiles cutFiles(const std::shared_ptr<PowerDisk>& disk, const OpenSettings& durability) {
    LogFiles files;
    files.path = kCutRecord;
    files.secondDirectory = kSecondFolder;
    files.reserveSpace = false;
    files.database = durability;
    files.database.vfs = disk->vfsName();
    files.disk = disk;
    files.wallNow = [] { return WallTime{1'795'255'200'000, 60}; };
    files.checkpointFrames = 12; // far more often than in use: checkpoints are where the danger is
    return files;
}

const PowerDisk& emptyRecord() {
    static const auto kDisk = [] {
        auto disk = std::make_shared<PowerDisk>(1);
        auto store = SegmentedStore::open(cutFiles(disk));
        if (!store) std::abort();
        return disk;
    }();
    return *kDisk;
}

const MadeSession& sessionToRecord() {
    static const auto kMade =
        makeSession({.seed = 11, .readingPeriod = Millis{2'000}, .length = Minutes{20}});
    return kMade;
}

void Told::add(const Committed& committed) {
    for (const auto& item : committed.recorded) ++(item.kind == "reading" ? readings : events);
    REQUIRE(committed.refused.empty());
}

Told feed(SegmentedStore& store, PowerDisk& disk, Random& random, std::size_t atMost) {
    Told told;
    const auto& items = sessionToRecord().items;
    atMost = std::min(atMost, items.size());
    for (std::size_t at = 0; at < atMost && !disk.isDead();) {
        const auto count = std::min<std::size_t>(1 + random.below(4), atMost - at);
        const auto first = items.begin() + static_cast<std::ptrdiff_t>(at);
        told.add(store.commit({first, first + static_cast<std::ptrdiff_t>(count)}));
        at += count;
        if (random.below(3) == 0) store.idle();
    }
    return told;
}

std::string damage(const std::shared_ptr<PowerDisk>& disk, const Told& told, const OpenSettings& durability) {
    {
        auto store = SegmentedStore::open(cutFiles(disk, durability));
        if (!store) return "does not open: " + store.error().message;
    }
    const auto proof = verify(kCutRecord, {disk->vfsName(), disk.get(), false, 1});
    if (!proof.findings.empty()) return "not sound: " + proof.findings.front().sentence;
    if (!proof.sound()) return "not whole: " + proof.incomplete.front().sentence;
    auto reader = HistoryReader::open(kCutRecord, cutFiles(disk).database);
    if (!reader) return "cannot be read: " + reader.error().message;
    const auto& made = sessionToRecord();
    if (told.events + told.readings == 0 && reader.value()->sessionCount().value() == 0) return {};
    auto record = reader.value()->session(made.session);
    if (!record) return "session: " + record.error().message;
    const auto events = static_cast<std::int64_t>(record->events.size());
    const auto readings = static_cast<std::int64_t>(record->readings.size());
    if (events < told.events || readings < told.readings)
        return "acknowledged " + std::to_string(told.events) + "+" + std::to_string(told.readings) +
               ", found " + std::to_string(events) + "+" + std::to_string(readings);
    if (record->events.size() > made.events.size() || record->readings.size() > made.readings.size())
        return "more is there than was recorded";
    for (std::size_t i = 0; i < record->events.size(); ++i)
        if (record->events[i].id != made.events[i].id ||
            encodeBody(record->events[i].body) != encodeBody(made.events[i].body))
            return "event " + std::to_string(i + 1) + " is not what was recorded";
    for (std::size_t i = 0; i < record->readings.size(); ++i)
        if (record->readings[i].values != made.readings[i].values ||
            record->readings[i].at != made.readings[i].at)
            return "reading " + std::to_string(i + 1) + " is not what was recorded";
    return {};
}

} // namespace chairside::testing
