// SPDX-License-Identifier: GPL-3.0-or-later
// Reading what was recorded: the session list, whole sessions, patients. A query_only connection that may
// stand beside the writer's; belongs to the thread that opened it; changes nothing. Lists come from the
// projection and never scan events. Close it before the writer is closed.
#pragma once

#include "core/log/database.h"
#include "core/log/summary.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

struct SessionFilter {
    std::string text = {}; ///< any words of name, record number, birth date or protocol, in any order
    std::optional<std::int64_t> fromUtcMs = {}, toUtcMs = {}; ///< opened at or after / before
    std::optional<Uuid> patient = {};
    std::int64_t offset = 0; ///< skip so many (for paging)
};

struct PatientEntry {
    Patient patient; ///< as last recorded
    std::int64_t sessions = 0;
    std::optional<WallTime> lastSession;
};

/// Everything of one session, ready to be folded and drawn.
struct SessionRecord {
    SessionSummary summary;
    std::vector<Event> events;     ///< by seq; the patient is filled in
    std::vector<Reading> readings; ///< in the order recorded
    std::vector<SourceInfo> sources;
    std::string chainHead;           ///< hash of the last event, hex, for the printed report
    std::vector<std::string> unread; ///< one sentence for each entry this version cannot read
};

/// Recorded elsewhere and brought in from a file.
bool isImported(const SessionRecord& record);

/// One session as the search index takes it in.
struct IndexEntry {
    std::int64_t ref = 0; ///< row of the session in this file
    Uuid session;
    WallTime opened;
    std::string protocol, folded;
};

/// Something in a session that took controlled drug out of the stock, or withdrew such an entry.
struct DrugUse {
    Event event;
    std::int64_t entry = 0; ///< its number in the file
    std::string protocolId;
    int protocolVersion = 0;
    WallTime opened;
    Patient patient; ///< names and record number only
};

/// What was recorded after an entry of the file.
struct RecordChanges {
    std::vector<Uuid> sessions; ///< each once
    std::int64_t upTo = 0;      ///< the last entry looked at
    std::string hash;           ///< of that entry, hex
};

class HistoryReader {
public:
    static Result<std::unique_ptr<HistoryReader>> open(const std::string& path, OpenSettings settings = {});

    Result<std::vector<SessionSummary>> sessions(const SessionFilter& filter = {},
                                                 int limit = 200); ///< newest first
    Result<std::int64_t> sessionCount();
    Result<SessionRecord> session(const Uuid& id);
    Result<SessionRecord> story(const Uuid& id); ///< the same without its readings, which are most of it
    Result<std::optional<SessionSummary>> summary(const Uuid& id);
    /// The same sessions as rows of the list, in the order asked for.
    Result<std::vector<SessionSummary>> summaries(const std::vector<std::int64_t>& refs);
    Result<std::vector<IndexEntry>> indexEntries(); ///< of every listed session, newest first
    /// Sessions with entries after number `entry` of the file, from at most `limit` entries.
    Result<RecordChanges> changedAfter(std::int64_t entry, int limit);
    Result<std::string> hashOfEntry(std::int64_t entry); ///< hex; empty when there is no such entry
    Result<std::int64_t> lastEntry();                    ///< number of the newest entry of the file
    /// Opened, neither signed nor cancelled, newest first: what a restart offers to resume.
    Result<std::vector<SessionSummary>> openSessions(int limit);
    /// By name; of more than `limit` those who came to the record last. Without a word: who was seen last,
    /// newest first, among the last 2,000 sessions.
    Result<std::vector<PatientEntry>> patients(const std::string& search, int limit = 50);
    /// How many sessions of this patient are in the record, the cancelled ones not counted.
    Result<std::int64_t> sessionsOf(const Uuid& patient);
    /// "018f3c…": the session whose id begins so, if there is exactly one.
    Result<Uuid> sessionByPrefix(const std::string& prefix);

    // ---- for the clinic, across sessions (history_clinic.cpp) ----
    Result<std::vector<Event>> clinicLog(); ///< the clinic's own log (core/domain/stock.h), in order
    Result<std::int64_t> clinicLogBegan();  ///< number of its first entry in the file, −1 without one
    /// Draws, sprays and withdrawals after entry `afterEntry`, in order; not of demos and drills.
    Result<std::vector<DrugUse>> drugUses(std::int64_t afterEntry);
    /// As stored: the patient is only an id.
    Result<SessionOpened> openedOf(const Uuid& session);

private:
    explicit HistoryReader(std::unique_ptr<Database> db) : db_(std::move(db)) {}
    Result<std::vector<SessionSummary>> list(Statement& rows);
    Result<Patient> patientByDigest(const std::string& digestHex);
    Result<SessionRecord> read(const Uuid& id, bool withReadings);
    Status readEvents(SessionRecord& record, std::int64_t ref);
    Status readReadings(SessionRecord& record, std::int64_t ref);

    std::unique_ptr<Database> db_;
};

} // namespace chairside
