// SPDX-License-Identifier: GPL-3.0-or-later
// The record as it is on disk: one main file and, after any I/O error, further segments "NAME-000002.db"
// beside it or in a second folder; if nothing can be written, what waits stays in memory and is written when
// the disk is back. Owned by the log-writer thread (the tests drive it without one). Never drops an event,
// never says "recorded" before a commit, never writes again to a file that reported an error. Source:
// reliability.md §2.3–2.4.
#pragma once

#include "core/log/disk.h"
#include "core/log/store.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// Sticky until the next start. `saving` false: what is entered now is only in memory.
struct LogFault {
    std::string sentence;
    WallTime since;
    bool saving = true;
    std::string detail = {}; ///< what SQLite said, for the technician; empty when it said nothing
};

struct Seal {
    std::int64_t count = 0;
    std::string digest; ///< BLAKE2b-256 in hex over the first `count` readings of the session
};

struct LogFiles {
    std::string path = {};                  ///< the main file
    std::string secondDirectory = {};       ///< another disk, empty if there is none
    bool reserveSpace = true;               ///< at session start; off for generated archives
    OpenSettings database = {};             ///< VFS and durability; only tests change them
    std::shared_ptr<Disk> disk = {};        ///< empty = the operating system's
    std::function<WallTime()> wallNow = {}; ///< empty = the computer's clock, for "since hh:mm"
    std::span<const Migration> migrations = releasedMigrations();
    int checkpointFrames = 1'000; ///< length of the write-ahead log (4 MB) at which an idle moment copies it
    int longestLogFrames = 8'000; ///< at which it is copied although there was no idle moment
    std::size_t mostWaiting = 500'000; ///< in memory; beyond it new readings (never entries) are let go
    Millis lookAtSpaceEvery = 1min;    ///< tests shorten it
    Millis retryEvery = 2s;            ///< while nothing can be written; tests shorten it
};

/// The computer's clock with the offset in force here.
WallTime systemWallNow();

class SegmentedStore {
public:
    /// Takes the lock, opens or creates the main file, merges segments that an earlier run left. An Error
    /// also when the disk fails during the merge: nothing is lost then, and the next start merges.
    static Result<std::unique_ptr<SegmentedStore>> open(LogFiles files);
    ~SegmentedStore();

    /// Writes what waits and `items`, in one transaction, rolling over as needed. What could not be written
    /// waits.
    Committed commit(std::vector<LogItem> items);
    /// Call when nothing is due: a checked checkpoint once the write-ahead log is long.
    void idle();
    /// The calling thread is the one that writes from now on.
    void bindToThisThread() {
        if (store_) store_->database().bindToThisThread();
    }

    std::size_t waiting() const { return waiting_.size(); }
    const std::optional<LogFault>& fault() const { return fault_; }
    const std::string& currentPath() const { return currentPath_; }
    /// Sentences about what happened at the start: segments merged, segments that did not fit.
    const std::vector<std::string>& startNotes() const { return notes_; }
    /// Segments of an earlier run that are there and could not be added at the start: they hold what was
    /// shown as saved.
    int leftAside() const { return leftAside_; }
    std::int64_t totalRows() const { return totalRows_; }
    std::int64_t bytes() const; ///< of the current file and its write-ahead log
    /// Position of a session as acknowledged.
    std::optional<SessionHead> head(const Uuid& session);

private:
    explicit SegmentedStore(LogFiles files) : files_(std::move(files)) {}
    Status openMain();
    bool isHomeHere() const;
    void mergeSegments();
    void mergeOne(const std::string& path, std::vector<Uuid>& adopted);
    void closeAdopted(const Uuid& session);
    void learnWhatMayGoOn();
    Status openSegmentIn(const std::string& directory);
    bool ready(const std::vector<LogItem>& items);
    Result<Committed> attempt();
    Error failed(const Error& why);
    void tellWhereItGoesOn();
    void giveUp(const std::string& reason);
    void discard(const std::string& path);
    void checkpoint(Database::Checkpoint kind);
    Result<std::unique_ptr<Store>> openStore(const std::string& path);
    void setFault(std::string sentence, bool saving, std::string detail = {});
    bool isFailing() const { return fault_ && !fault_->saving; } ///< told that nothing is being saved
    std::string clockNow() const;

    LogFiles files_;
    std::string home_; ///< identity of the folder of the main file; empty = any folder of that name will do
    std::unique_ptr<FileLock> lock_;
    std::unique_ptr<Store> store_; ///< empty while nothing can be written
    std::string currentPath_;
    bool anythingIn_ = true; ///< false: a new segment in which nothing was acknowledged yet
    std::vector<LogItem> waiting_;
    std::int64_t droppedReadings_ = 0; ///< since saving failed
    /// As acknowledged, of every session written in this run and of those that may go on in it.
    std::map<Uuid, SessionHead> heads_;
    std::shared_ptr<std::map<Uuid, PatientRow>> identities_ = std::make_shared<std::map<Uuid, PatientRow>>();
    std::optional<LogFault> fault_;
    std::vector<std::string> notes_;
    int leftAside_ = 0;
    std::int64_t totalRows_ = 0;
    int nextSegment_ = 2;
};

} // namespace chairside
