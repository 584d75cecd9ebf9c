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
};

class LogWriter {
public:
    using Observer = std::function<void(const WriterReport&)>; ///< called on the writer thread

    /// Opens the record on the calling thread (so that errors are answered here), then starts the thread.
    static Result<std::unique_ptr<LogWriter>> open(LogFiles files, Observer observer);
    ~LogWriter(); ///< close()

    void record(Event event);
    void record(const Uuid& session, Reading reading);
    /// Waits until everything recorded before is committed. False: it is not (fault, or not within `atMost`).
    bool flush(Millis atMost = Seconds{10});
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
    std::int64_t rowsAtStart() const { return rowsAtStart_; }

    static constexpr std::size_t kQueueCapacity = 65'536; ///< hours of one monitor; beyond it record() waits

private:
    struct Flush {
        std::shared_ptr<std::promise<bool>> done;
    };
    using Message = std::variant<LogItem, Flush>;
    struct Position {
        Seal seal;
        ChainHead chain;
    };

    LogWriter(std::unique_ptr<SegmentedStore> store, LogFiles files, Observer observer);
    void run();
    void write(std::vector<LogItem> items);
    void publish(const std::vector<Recorded>& recorded);

    std::unique_ptr<SegmentedStore> store_; ///< handed to the writer thread at start
    Observer observer_;
    std::function<WallTime()> wallNow_;
    std::vector<std::string> notes_;
    std::int64_t rowsAtStart_ = 0;
    BoundedQueue<Message> queue_{kQueueCapacity};
    mutable std::mutex mutex_; ///< guards positions_
    std::map<Uuid, Position> positions_;
    std::optional<LogFault> told_;
    std::thread thread_;
};

} // namespace chairside
