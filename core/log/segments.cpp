// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/segments.h"

#include "core/base/phrase.h"
#include "core/log/segment_files.h"
#include "core/log/sqlite_log.h"

#include <algorithm>
#include <set>

namespace chairside {
namespace {

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

} // namespace

SegmentedStore::~SegmentedStore() {
    home_.clear(); // the last chance of what waits: better in a folder that the disk may hide than nowhere
    if (!waiting_.empty()) commit({});
    if (store_) checkpoint(Database::Checkpoint::truncate);
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
        std::erase_if(heads_, [](const auto& entry) { return isClosed(entry.second.summary); });
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
    do path = segmentPath(directory, files_.path, nextSegment_++);
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
