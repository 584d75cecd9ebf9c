// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/segments.h"

#include "core/base/phrase.h"
#include "core/domain/stock.h"
#include "core/log/backup.h"
#include "core/log/event_codec.h"
#include "core/log/sqlite_log.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

namespace chairside {
namespace {

std::string withoutSuffix(const std::string& name) {
    constexpr std::string_view kSuffix = ".db";
    return name.ends_with(kSuffix) ? name.substr(0, name.size() - kSuffix.size()) : name;
}

std::string segmentName(const std::string& mainPath, int number) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "-%06d.db", number);
    return withoutSuffix(fileNameOf(mainPath)) + digits;
}

int numberIn(const std::string& digits) {
    int value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return value;
}

bool opensSession(const LogItem& item) {
    const auto* event = std::get_if<Event>(&item.what);
    return event && std::holds_alternative<SessionOpened>(event->body);
}
bool endsSession(const LogItem& item) {
    const auto* event = std::get_if<Event>(&item.what);
    return event && (std::holds_alternative<Signed>(event->body) ||
                     std::holds_alternative<SessionCancelled>(event->body));
}

std::set<Uuid> sessionsOf(const std::vector<LogItem>& items) {
    std::set<Uuid> out;
    for (const auto& item : items) out.insert(item.session);
    return out;
}
bool isClosed(SessionStatus status) {
    return status == SessionStatus::signedOff || status == SessionStatus::cancelled;
}

} // namespace

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

SegmentedStore::~SegmentedStore() {
    home_.clear(); // the last chance of what waits: better in a folder that the disk may hide than nowhere
    if (!waiting_.empty()) commit({});
    if (store_) checkpoint(Database::Checkpoint::truncate);
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
        notes_.push_back(
            "The disk with the record has only " + std::to_string(free >> 20) + " MB left. " +
            (free < kLeastFreeBytes ? "Free some space before the next session." : "Free some space soon."));
    return Done{};
}

Result<std::unique_ptr<Store>> SegmentedStore::openStore(const std::string& path) {
    Store::Options options;
    options.database = files_.database;
    options.migrations = files_.migrations;
    options.identities = identities_;
    options.copyBefore = [this, path](int from) -> Status {
        const std::string copy = withoutSuffix(path) + ".before-schema-" + std::to_string(from + 1) + ".db";
        if (auto removed = files_.disk->remove(copy + ".part"); !removed) return removed;
        if (auto made = copyDatabase(path, copy + ".part", files_.database, *files_.disk); !made) return made;
        return files_.disk->rename(copy + ".part", copy);
    };
    return Store::open(path, std::move(options));
}

std::vector<std::string> SegmentedStore::segmentPaths() const {
    std::vector<std::pair<std::string, std::string>> found; // by number, whichever folder it is in
    const std::string stem = withoutSuffix(fileNameOf(files_.path)) + "-";
    for (const auto& directory : {directoryOf(files_.path), files_.secondDirectory}) {
        if (directory.empty()) continue;
        for (const auto& name : files_.disk->filesIn(directory)) {
            const bool fits = name.size() == stem.size() + 9 && name.starts_with(stem) &&
                              name.ends_with(".db") &&
                              name.find_first_not_of("0123456789", stem.size()) == stem.size() + 6;
            if (fits) found.emplace_back(name, directory + "/" + name);
        }
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> paths;
    for (auto& [name, path] : found) paths.push_back(std::move(path));
    return paths;
}

void SegmentedStore::mergeSegments() {
    const std::string stem = withoutSuffix(fileNameOf(files_.path)) + "-";
    std::vector<Uuid> adopted;
    for (const auto& path : segmentPaths()) {
        nextSegment_ = std::max(nextSegment_, numberIn(fileNameOf(path).substr(stem.size(), 6)) + 1);
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
        notes_.push_back(std::to_string(added->rows) + " rows that were kept in " + fileNameOf(path) +
                         " after a disk error were added to the record.");
    // The file with the beginning may come back, for instance with its disk: then this one is needed again.
    if (added->holdsParts) return;
    if (auto moved = segment.value()->checkpoint(Database::Checkpoint::truncate); !moved) return;
    segment = Error{""}; // closed before its name changes
    if (auto renamed = files_.disk->rename(path, withoutSuffix(path) + ".merged"); !renamed) {
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
        if (auto known = head(session)) heads_.emplace(session, std::move(*known));
}

/// A session whose beginning is lost is shown as far as it is there. It cannot go on: what the patient was
/// given before, and under which protocol, is not known here.
void SegmentedStore::closeAdopted(const Uuid& session) {
    if (session == kClinicLog) { // it has no end: what is kept goes on
        notes_.push_back(
            "The beginning of the clinic's log of stock and forms is missing: the record file that "
            "held it is not there any more. What was entered after it is kept. Count the stock.");
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
    if (!isClosed(summary.status))
        event.body = SessionCancelled{what + " The session can't be continued; this is what was kept of it."};
    const LogItem item{session, event};
    if (auto written = store_->commit({&item, 1}); !written) return giveUp(written.error().message);
    ++totalRows_;
    notes_.push_back("The beginning of a session of " + formatDate(summary.opened) +
                     " is missing: the record file that held it is not there any more. What was recorded "
                     "after it is kept and shown in the history.");
}

Committed SegmentedStore::commit(std::vector<LogItem> items) {
    for (auto& item : items) {
        if (isFailing() && waiting_.size() >= files_.mostWaiting &&
            std::holds_alternative<Reading>(item.what)) {
            if (droppedReadings_++ == 0)
                fault_->sentence +=
                    " Since " + clockNow() +
                    " the memory for waiting readings is full: newer readings are not kept, entries are.";
            continue;
        }
        waiting_.push_back(std::move(item));
    }
    if (waiting_.empty()) return {};
    // The current file, then one segment here, then one in the second folder: a disk that still takes a new
    // file may be too full for what waits.
    auto done = store_ ? attempt() : Result<Committed>(Error{""});
    for (const auto& directory : {directoryOf(files_.path), files_.secondDirectory}) {
        if (done || store_) break;
        if (directory.empty()) continue;
        if (directory == directoryOf(files_.path) && !isHomeHere())
            done = Error{phrase("The disk of the record file {1} is not there.", files_.path)};
        else if (auto opened = openSegmentIn(directory); !opened)
            done = opened.error();
        else
            done = attempt();
    }
    if (done) return std::move(done).value();
    const std::string& why = done.error().message;
    if (store_) // in use by another program: the same file again later
        setFault("NOT BEING SAVED since " + clockNow() + ". " + why, false);
    else
        setFault("NOT BEING SAVED since " + clockNow() + ". " + why +
                     " What is entered now is kept in memory and written when the disk is back.",
                 false, fault_->detail);
    return {};
}

/// One try on the current file. After an Error the items still wait, and unless another program uses the file
/// it is given up.
Result<Committed> SegmentedStore::attempt() {
    if (files_.reserveSpace && std::any_of(waiting_.begin(), waiting_.end(), opensSession))
        // Without the reserve the session can still be recorded, so only an error of the disk counts.
        if (auto reserved = store_->reserveSpace(); !reserved) return failed(reserved.error());
    auto committed = ready(waiting_) ? store_->commit(waiting_)
                                     : Result<Committed>(Error{phrase("The record cannot be read.")});
    if (!committed) return failed(committed.error());
    // Committed into a file that nobody will find under its name is not recorded.
    if (store_->database().hasMoved()) {
        const Error moved{"The record file " + currentPath_ +
                          " was moved or removed, or its disk was unplugged, while it was in use. What was "
                          "saved in it before is still in it."};
        giveUp(moved.message);
        return moved;
    }
    for (const auto& session : sessionsOf(waiting_))
        if (auto head = store_->head(session); head && head.value())
            heads_.insert_or_assign(session, std::move(*head.value()));
    const bool ended = std::any_of(waiting_.begin(), waiting_.end(), endsSession);
    totalRows_ += static_cast<std::int64_t>(committed->recorded.size());
    waiting_.clear();
    identities_->clear(); // only entries that may have to be repeated need theirs
    if (heads_.size() > kManyHeads)
        std::erase_if(heads_, [](const auto& entry) { return isClosed(entry.second.summary.status); });
    tellWhereItGoesOn();
    if (ended)
        checkpoint(Database::Checkpoint::truncate);
    else if (store_->walFrames() > files_.longestLogFrames)
        checkpoint(Database::Checkpoint::passive);
    return committed;
}

Error SegmentedStore::failed(const Error& why) {
    if (store_->database().lastFailure() != Failure::busy) giveUp(why.message);
    return why;
}

/// After a commit: whoever was told of a fault is told how it went on.
void SegmentedStore::tellWhereItGoesOn() {
    const bool isNewFile = !std::exchange(anythingIn_, true);
    if (!isFailing()) {
        if (isNewFile) fault_->sentence += " Recording goes on in " + currentPath_ + ".";
        return;
    }
    if (isNewFile)
        setFault("Saving works again since " + clockNow() + ", in " + currentPath_ +
                     ". Nothing that was entered is lost. Have the disk checked.",
                 true);
    else
        setFault("Saving works again since " + clockNow() + ". Nothing that was entered is lost.", true);
    if (const auto lost = std::exchange(droppedReadings_, 0); lost > 0)
        fault_->sentence +=
            " Not kept, because the memory for waiting readings was full: " + std::to_string(lost) +
            (lost == 1 ? " reading." : " readings.");
}

/// Makes every session of `items` known to the current file, which may be a new segment.
bool SegmentedStore::ready(const std::vector<LogItem>& items) {
    for (const auto& session : sessionsOf(items)) {
        auto here = store_->head(session);
        if (!here) return false;
        const auto known = heads_.find(session);
        if (here.value()) {
            if (known == heads_.end()) heads_.emplace(session, std::move(*here.value()));
        } else if (known != heads_.end()) {
            if (auto continued = store_->continueFrom(known->second); !continued) return false;
        }
    }
    return true;
}

/// False when the folder of the record is gone, or another one stands in its place: the mount point of an
/// unplugged disk. What is written there is hidden as soon as the disk is back. A disk that is plugged in
/// again may have another identity; the record file tells it then.
bool SegmentedStore::isHomeHere() const {
    return home_.empty() || files_.disk->identityOf(directoryOf(files_.path)) == home_ ||
           files_.disk->exists(files_.path);
}

Status SegmentedStore::openSegmentIn(const std::string& directory) {
    std::string path;
    do path = directory + "/" + segmentName(files_.path, nextSegment_++);
    while (files_.disk->exists(path));
    auto prepared = files_.disk->prepare(path);
    auto store = prepared ? openStore(path) : Result<std::unique_ptr<Store>>(prepared.error());
    if (!store) {
        discard(path);
        return store.error();
    }
    store_ = std::move(store).value();
    currentPath_ = path;
    anythingIn_ = false;
    return Done{};
}

void SegmentedStore::giveUp(const std::string& reason) {
    store_.reset(); // closes without a checkpoint; the file is never written again
    if (!anythingIn_) discard(currentPath_);
    if (!isFailing()) setFault(reason, true);
}

/// Removes a segment in which nothing was acknowledged: all of it still waits in memory. Its name is free
/// again, for hours of retries on a full disk must not leave thousands of empty files.
void SegmentedStore::discard(const std::string& path) {
    for (const char* side : {"-wal", "-shm", ""})
        if (files_.disk->exists(path + side))
            if (auto removed = files_.disk->remove(path + side); !removed) return;
    --nextSegment_;
}

void SegmentedStore::setFault(std::string sentence, bool saving, std::string detail) {
    // "since" is when the trouble began: while nothing is saved, retries do not move it.
    if (isFailing() && !saving) return;
    for (const auto& warning : takeSqliteWarnings())
        detail += (detail.empty() ? "" : "; ") + warning.text + " (" + std::to_string(warning.code) + ")";
    fault_ = LogFault{std::move(sentence), files_.wallNow(), saving, std::move(detail)};
}

std::string SegmentedStore::clockNow() const {
    return formatClock(files_.wallNow()).substr(0, 5);
}

void SegmentedStore::idle() {
    if (store_ && store_->walFrames() > files_.checkpointFrames) checkpoint(Database::Checkpoint::passive);
}

void SegmentedStore::checkpoint(Database::Checkpoint kind) {
    // An unreported failure here is what lost acknowledged entries in the experiments: the file is given up.
    if (auto done = store_->checkpoint(kind); !done) giveUp(done.error().message);
}

std::int64_t SegmentedStore::bytes() const {
    return files_.disk->sizeOf(currentPath_) + files_.disk->sizeOf(currentPath_ + "-wal");
}

std::optional<SessionHead> SegmentedStore::head(const Uuid& session) {
    if (const auto known = heads_.find(session); known != heads_.end()) return known->second;
    if (!store_) return std::nullopt;
    auto loaded = store_->head(session);
    return loaded ? loaded.value() : std::nullopt;
}

} // namespace chairside
