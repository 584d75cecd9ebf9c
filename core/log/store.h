// SPDX-License-Identifier: GPL-3.0-or-later
// One record file, open for writing: appends events (chained) and readings (digested), keeps the projections.
// Owned by the log-writer thread; the only read-write connection of the file and the only one that
// checkpoints. It never updates or deletes a fact, never retries after an I/O error: the caller rolls over to
// a new file.
#pragma once

#include "core/log/database.h"
#include "core/log/rows.h"
#include "core/log/schema.h"
#include "core/log/summary.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace chairside {

struct LogItem {
    Uuid session;
    std::variant<Event, Reading> what;
};

/// One item whose commit is acknowledged.
struct Recorded {
    Uuid session;
    std::string_view kind;   ///< kindName() of the event, or "reading"
    std::int64_t number = 0; ///< the event's seq; the reading's number within its session, from 1
    MonoTime at;
};
/// An event the file's rules do not take (a hole in seq, a closed session): a fault of the program, told,
/// never hidden.
struct Refused {
    Uuid session;
    std::string_view kind;
    std::int64_t seq = 0;
    std::string sentence;
};
struct Committed {
    std::vector<Recorded> recorded;
    std::vector<Refused> refused;
};

/// Sessions whose head is kept in memory at most; others are read again when they are asked for.
inline constexpr std::size_t kManyHeads = 200;
/// Where a session's chain and reading digest stand.
struct SessionHead {
    Uuid session, patient;
    std::int64_t ref = 0;
    std::int64_t seq = 0;
    Digest hash{};
    std::int64_t readings = 0;
    Digest readingDigest{};
    std::optional<PatientRow> identity; ///< of the last session.opened
    SessionSummary summary;
};

class Store {
public:
    /// Opens, creates or migrates. `copyBefore` is called with the old version before a migration touches the
    /// file.
    struct Options {
        OpenSettings database;
        std::function<Status(int fromVersion)> copyBefore;
        std::span<const Migration> migrations = releasedMigrations();
        /// Identity rows by session.opened event, shared by the files of one run: an entry repeated into a
        /// second file after a failure must come out byte for byte the same.
        std::shared_ptr<std::map<Uuid, PatientRow>> identities =
            std::make_shared<std::map<Uuid, PatientRow>>();
    };
    static Result<std::unique_ptr<Store>> open(const std::string& path, Options options);

    /// One transaction for all items, in order. An item already in the file counts as recorded (same id).
    /// On failure nothing of it is known to be saved, and this Store must not be used again.
    Result<Committed> commit(std::span<const LogItem> items);

    Result<std::optional<SessionHead>> head(const Uuid& session);
    /// The same from the projections alone, at a cost that does not grow with the session. Projections that
    /// do not agree with the session's last rows are passed over: then it is read whole.
    Result<std::optional<SessionHead>> projectedHead(const Uuid& session);
    /// Number of the session's first entry in this file; more than 1 when it began in another one, 0 when it
    /// is not here.
    Result<std::int64_t> firstEntryOf(const Uuid& session);
    /// Goes on with a session that began in another file; its first event here is `head.seq + 1`.
    Status continueFrom(const SessionHead& head);
    /// What a merge did.
    struct Merged {
        std::int64_t rows = 0; ///< that were new
        /// Sessions taken over without their beginning, which is in no file here; also the clinic's own log.
        std::vector<Uuid> adopted;
        bool holdsParts =
            false; ///< some session is here without its beginning, now or since an earlier merge
    };
    /// Takes rows of a later file (Store::merge reads them from `segment`), or of one session in it.
    /// Repeating it changes nothing. A row that does not fit onto the chain stops it with an error. A session
    /// whose beginning is not here is taken as it is: kept and shown, never continued. Only the clinic's own
    /// log, which has no end, goes on.
    Result<Merged> merge(Database& segment, const std::optional<Uuid>& only = std::nullopt);

    /// Grows file and log so that a running session completes on a full disk (Source: reliability.md §2.4).
    Status reserveSpace();
    Status checkpoint(Database::Checkpoint kind) { return db_->checkpoint(kind); }
    int walFrames() const { return db_->walFrames(); }
    Result<std::vector<Uuid>>
    openSessions(std::size_t atMost); ///< neither signed nor cancelled, newest first
    Result<std::int64_t> totalRows(); ///< events and readings in the file; cheap after the first call

    /// Drops the projections and folds them again from the events. For tests and for chairside-admin.
    Status rebuildProjections();

    Database& database() { return *db_; }

private:
    Store(std::unique_ptr<Database> db, std::shared_ptr<std::map<Uuid, PatientRow>> identities)
        : db_(std::move(db)), identities_(std::move(identities)) {}
    Result<SessionHead*> touch(const Uuid& session);
    Result<std::optional<SessionHead>> load(const Uuid& session);
    Status appendEvent(const Event& event, Committed& out);
    Status appendReading(const Uuid& session, const Reading& reading, Committed& out);
    Status insertEvent(SessionHead& head, const EventRow& row);
    Status insertReading(SessionHead& head, const Reading& reading);
    Status takePatients(Database& from, const std::optional<Uuid>& only);
    Status takeSession(Database& from, const SessionHead& theirs, Merged& out);
    Result<bool> loadSummary(Database& from, std::int64_t ref, SessionHead& head);
    Status openSession(SessionHead& head, std::int64_t firstSeq, const Digest& prev,
                       std::int64_t firstReading, const Digest& digest);
    Result<PatientRow> identityFor(const Uuid& event, const Patient& patient);
    Status insertPatient(const PatientRow& row);
    Result<std::optional<PatientRow>> patientByDigest(const Digest& digest);
    Status project(SessionHead& head, const EventRow& row);
    Status projectSource(const SessionHead& head, const EventRow& row);
    Status writeSummary(const SessionHead& head);
    Status writeHead(const SessionHead& head);
    Result<Statement*> sql(const std::string& text);

    std::unique_ptr<Database> db_;
    std::shared_ptr<std::map<Uuid, PatientRow>> identities_;
    std::map<std::string, Statement> statements_; ///< prepared once, keyed by text
    std::map<Uuid, SessionHead> heads_;           ///< as committed
    std::map<Uuid, SessionHead> touched_;         ///< within the running transaction
    std::optional<std::int64_t> totalRows_;
};

/// What a file is, found without changing it: empty or ours (with its schema), else an Error for people.
Result<int> schemaVersionOf(Database& db);
/// Each due migration in one transaction with its version number. A file newer than the list is refused.
Status migrate(Database& db, std::span<const Migration> migrations,
               const std::function<Status(int fromVersion)>& copyBefore);

} // namespace chairside
