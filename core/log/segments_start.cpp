// SPDX-License-Identifier: GPL-3.0-or-later
// The start of a SegmentedStore: lock, main file, merging what an earlier run left in segments, and where
// sessions stand that may have to go on in another file.
#include "core/base/phrase.h"
#include "core/domain/stock.h"
#include "core/log/backup.h"
#include "core/log/segment_files.h"
#include "core/log/segments.h"

#include <algorithm>
#include <chrono>

namespace chairside {

WallTime systemWallNow() {
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    std::tm local{};
    localtime_r(&seconds, &local);
    return {std::chrono::duration_cast<Millis>(now.time_since_epoch()).count(),
            static_cast<std::int16_t>(local.tm_gmtoff / 60)};
}

Result<std::unique_ptr<SegmentedStore>> SegmentedStore::open(LogFiles files) {
    if (!files.disk) files.disk = std::make_shared<RealDisk>();
    if (!files.wallNow) files.wallNow = systemWallNow;
    std::unique_ptr<SegmentedStore> store(new SegmentedStore(std::move(files)));
    if (auto opened = store->openMain(); !opened) return opened.error();
    store->mergeSegments();
    // The disk failed meanwhile: a session that went on now would not follow what waits in a segment.
    if (!store->store_) return Error{store->fault_->sentence};
    store->learnWhatMayGoOn();
    return store;
}

Status SegmentedStore::openMain() {
    // The folder must be there for the lock, and the lock must be held before the file is touched.
    if (!files_.disk->exists(files_.path))
        if (auto made = files_.disk->prepare(files_.path); !made) return made;
    auto lock = files_.disk->lock(files_.path);
    if (!lock) return lock.error();
    lock_ = std::move(lock).value();
    auto store = openStore(files_.path);
    if (!store) return store.error();
    store_ = std::move(store).value();
    currentPath_ = files_.path;
    home_ = files_.disk->identityOf(directoryOf(files_.path));
    auto total = store_->totalRows();
    if (!total) return total.error();
    totalRows_ = total.value();
    const auto free = files_.disk->freeBytes(files_.path);
    if (free >= 0 && free < kLowFreeBytes)
        notes_.push_back(free < kLeastFreeBytes
                             ? phrase("The disk with the record has only {1} MB left. Free some space before "
                                      "the next session.",
                                      std::to_string(free >> 20))
                             : phrase("The disk with the record has only {1} MB left. Free some space soon.",
                                      std::to_string(free >> 20)));
    return Done{};
}

Result<std::unique_ptr<Store>> SegmentedStore::openStore(const std::string& path) {
    Store::Options options;
    options.database = files_.database;
    options.migrations = files_.migrations;
    options.identities = identities_;
    options.copyBefore = [this, path](int from) -> Status {
        const std::string copy = withoutDbSuffix(path) + ".before-schema-" + std::to_string(from + 1) + ".db";
        if (auto removed = files_.disk->remove(copy + ".part"); !removed) return removed;
        if (auto made = copyDatabase(path, copy + ".part", files_.database, *files_.disk); !made) return made;
        return files_.disk->rename(copy + ".part", copy);
    };
    return Store::open(path, std::move(options));
}

void SegmentedStore::mergeSegments() {
    std::vector<Uuid> adopted;
    for (const auto& [number, path] : segmentFilesOf(files_.path, files_.secondDirectory, *files_.disk)) {
        nextSegment_ = std::max(nextSegment_, number + 1);
        if (store_) mergeOne(path, adopted);
    }
    // Only now: a later segment may have gone on where an earlier one ends.
    for (const auto& session : adopted)
        if (store_) closeAdopted(session);
}

void SegmentedStore::mergeOne(const std::string& path, std::vector<Uuid>& adopted) {
    if (files_.disk->sizeOf(path) == 0) { // made, but nothing was ever committed to it
        if (auto removed = files_.disk->remove(path); !removed) notes_.push_back(removed.error().message);
        return;
    }
    auto segment = openStore(path);
    if (!segment) {
        ++leftAside_;
        notes_.push_back(segment.error().message);
        return;
    }
    auto added = store_->merge(segment.value()->database());
    if (!added) {
        ++leftAside_;
        notes_.push_back(added.error().message);
        // A rule that did not hold leaves the main file sound; a disk that failed does not.
        if (store_->database().lastFailure() == Failure::disk) giveUp(added.error().message);
        return;
    }
    adopted.insert(adopted.end(), added->adopted.begin(), added->adopted.end());
    totalRows_ = store_->totalRows().value();
    if (added->rows > 0)
        notes_.push_back(phrase("{1} rows that were kept in {2} after a disk error were added to the record.",
                                std::to_string(added->rows), fileNameOf(path)));
    // The file with the beginning may come back, for instance with its disk: then this one is needed again.
    if (added->holdsParts) return;
    if (auto moved = segment.value()->checkpoint(Database::Checkpoint::truncate); !moved) return;
    segment = Error{""}; // closed before its name changes
    if (auto renamed = files_.disk->rename(path, withoutDbSuffix(path) + ".merged"); !renamed) {
        notes_.push_back(renamed.error().message);
        return;
    }
    for (const char* side : {"-wal", "-shm"})
        if (files_.disk->exists(path + side))
            if (auto removed = files_.disk->remove(path + side); !removed)
                notes_.push_back(removed.error().message);
}

/// Where the clinic's own log and the sessions that are not closed stand: when the main file fails, they go
/// on in another one. What can't be read now is not known then, and its entries are refused there.
void SegmentedStore::learnWhatMayGoOn() {
    std::vector<Uuid> sessions{kClinicLog};
    if (auto open = store_->openSessions(kManyHeads); open)
        sessions.insert(sessions.end(), open->begin(), open->end());
    for (const auto& session : sessions)
        if (auto known = store_->projectedHead(session); known && known.value())
            heads_.emplace(session, std::move(*known.value()));
}

/// A session whose beginning is lost is shown as far as it is there. It cannot go on: what the patient was
/// given before, and under which protocol, is not known here.
void SegmentedStore::closeAdopted(const Uuid& session) {
    if (session == kClinicLog) { // it has no end: what is kept goes on
        notes_.push_back(
            phrase("The beginning of the clinic's log of stock and forms is missing: the record file "
                   "that held it is not there any more. What was entered after it is kept. Count "
                   "the stock."));
        return;
    }
    auto head = store_->head(session);
    if (!head || !head.value()) return;
    const auto& summary = head.value()->summary;
    auto first = store_->firstEntryOf(session);
    if (!first) return;
    const std::string what = "Only the entries from number " + std::to_string(first.value()) +
                             " on are here. Those before were in a record file that is not there any more.";
    Event event;
    event.id = RandomUuids{}.next(files_.wallNow().utcMs);
    event.session = session;
    event.seq = head.value()->seq + 1;
    event.at = {summary.last.mono, files_.wallNow()};
    event.effective = event.at.mono;
    event.actor = systemActor();
    event.body = StoreFault{what};
    if (!isClosed(summary))
        event.body = SessionCancelled{what + " The session can't be continued; this is what was kept of it."};
    const LogItem item{session, event};
    if (auto written = store_->commit({&item, 1}); !written) return giveUp(written.error().message);
    ++totalRows_;
    notes_.push_back(
        phrase("The beginning of a session of {1} is missing: the record file that held it is not "
               "there any more. What was recorded after it is kept and shown in the history.",
               formatDate(summary.opened)));
}

} // namespace chairside
