// SPDX-License-Identifier: GPL-3.0-or-later
// The log-writer thread: the only place where the record file is written. record() may be called from any
// thread and returns before anything is saved; "recorded" is said by the observer, after the commit. Events
// commit at once, readings at most one second late. A full queue makes record() wait; nothing is ever dropped
// there.
#pragma once

#include "core/base/bounded_queue.h"
#include "core/log/segments.h"

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

namespace chairside {

struct WriterReport {
    std::vector<Recorded>
        recorded; ///< acknowledged by this commit, in order; empty when only the fault changed
    std::vector<Refused> refused;  ///< entries that the record does not take: a fault of the program
    std::int64_t totalRows = 0;    ///< events and readings in the record
    std::int64_t bytes = 0;        ///< of the current file with its write-ahead log
    WallTime at;                   ///< wall time of the commit: "Saved 10:42:07"
    Millis tookMs{0};              ///< length of the commit
    std::size_t waiting = 0;       ///< entries in memory that are not saved
    std::optional<LogFault> fault; ///< sticky
    std::int64_t freeBytes = -1;   ///< on the disk of the record, looked at once a minute; −1 if not known
    std::vector<std::string> warnings; ///< of SQLite, without a failure of its own: for the technician
};

/// The disk did not answer for longer than LogWriter::kStallTold, and then did.
struct EndedStall {
    WallTime from;
    Millis length{0};
    std::int64_t entries = 0, readings = 0; ///< that waited in memory when it ended
    bool written = false;                   ///< all of them are in the record now
    std::string sentence() const;           ///< for the session's own record
};

class LogWriter {
public:
    using Observer = std::function<void(const WriterReport&)>; ///< called on the writer thread

    /// Opens the record on the calling thread (so that errors are answered here), then starts the thread.
    static Result<std::unique_ptr<LogWriter>> open(LogFiles files, Observer observer);
    ~LogWriter(); ///< close()

    void record(Event event);
    void record(const Uuid& session, Reading reading);
    /// Entries and readings that are committed in one transaction or not at all: an imported session.
    void recordWhole(std::vector<LogItem> items);
    /// Waits until everything recorded before is committed. False: it is not (fault, or not within `atMost`).
    bool flush(Millis atMost = Seconds{10});
    /// The disk has not answered for some time: what is entered now is in memory only. Told before any report
    /// can come, because the writer itself waits for the disk; gone as soon as it answers. Any thread.
    std::optional<LogFault> stall() const;
    /// Stalls that are over, each once, as soon as it is known what became of what waited: for a StoreFault
    /// event. Any thread.
    std::vector<EndedStall> takeEndedStalls();
    /// Whether a new session may begin: an Error says what to do when nothing is being saved or the disk is
    /// nearly full. Looks at the disk, so not while one runs. Source: reliability.md §2.4 (500 MB).
    Status readyForSession() const;
    /// Writes what waits, checkpoints, ends the thread. Later record() calls do nothing.
    void close();

    /// Count and digest of the readings acknowledged so far, for a ReadingsSealed event. Any thread.
    std::optional<Seal> readingSeal(const Uuid& session) const;
    /// Last acknowledged seq and chain head (hex) of a session written in this run. Any thread.
    struct ChainHead {
        std::int64_t seq = 0;
        std::string hash;
    };
    std::optional<ChainHead> chainHead(const Uuid& session) const;
    /// What happened at the start, for people (merged segments, little space).
    const std::vector<std::string>& startNotes() const { return notes_; }
    int leftAside() const { return leftAside_; } ///< segments that could not be added at the start
    std::int64_t rowsAtStart() const { return rowsAtStart_; }

    /// With a tick of the console (100 ms) a person is told within a second of the disk's silence. Source:
    /// F-03.
    static constexpr Millis kStallTold{700};
    static constexpr std::size_t kQueueCapacity = 65'536; ///< hours of one monitor; beyond it record() waits

private:
    struct Flush {
        std::shared_ptr<std::promise<bool>> done;
    };
    using Message = std::variant<LogItem, Flush, std::vector<LogItem>>;
    struct Position {
        Seal seal;
        ChainHead chain;
    };

    LogWriter(std::unique_ptr<SegmentedStore> store, LogFiles files, Observer observer);
    void run();
    void write(std::vector<LogItem> items);
    void tidy();
    void tell(Committed committed, Millis took);
    void lookAtSpace();
    void publish(const std::vector<Recorded>& recorded);

    std::unique_ptr<SegmentedStore> store_; ///< handed to the writer thread at start
    Observer observer_;
    std::function<WallTime()> wallNow_;
    std::shared_ptr<Disk> disk_;
    Millis lookAtSpaceEvery_, retryEvery_;
    std::string path_;
    std::vector<std::string> notes_;
    int leftAside_ = 0;
    std::int64_t rowsAtStart_ = 0;
    BoundedQueue<Message> queue_{kQueueCapacity};
    struct Busy { ///< the writer is inside a call to the disk
        std::chrono::steady_clock::time_point since;
        WallTime wall;
    };
    class Working;

    mutable std::mutex mutex_; ///< guards positions_, busy_, told_, handed_, done_ and ended_
    std::map<Uuid, Position> positions_;
    std::optional<Busy> busy_;
    std::optional<LogFault> told_; ///< as last reported
    struct Counts {
        std::int64_t entries = 0, readings = 0;
        std::int64_t all() const { return entries + readings; }
        void count(const LogItem& item) { ++(std::holds_alternative<Event>(item.what) ? entries : readings); }
    };
    Counts handed_, done_; ///< handed over since the start; of these, what the store has finished with
    struct Ended {
        EndedStall stall;
        std::int64_t upTo = 0; ///< handed over when it ended
    };
    std::vector<Ended> ended_;

    std::chrono::steady_clock::time_point spaceLookedAt_{}; ///< writer thread only, as is the next
    std::int64_t freeBytes_ = -1;
    Counts taken_; ///< out of the queue
    std::thread thread_;
};

} // namespace chairside
