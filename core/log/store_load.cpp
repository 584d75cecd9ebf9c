// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of Store that read what is already there: heads, continuation in a new file, merging, rebuilding.
#include "core/log/store.h"

#include "core/domain/stock.h"
#include "core/log/event_codec.h"
#include "core/log/summary_rows.h"

namespace chairside {
namespace {

/// Rows of one session in another file, in order; ends at the first failure of `take`.
template <class Take>
Status eachEvent(Database& db, std::int64_t ref, const Uuid& session, Take take) {
    auto rows =
        db.prepare("SELECT " + std::string(kEventColumns) + " FROM event e WHERE e.session=? ORDER BY e.seq");
    if (!rows) return rows.error();
    rows->bind(ref);
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return Done{};
        if (auto taken = take(readEventRow(rows.value(), session)); !taken) return taken;
    }
}

template <class Take>
Status eachReading(Database& db, std::int64_t ref, Take take) {
    auto rows = db.prepare("SELECT " + readingColumns() + " FROM reading WHERE session=? ORDER BY n");
    if (!rows) return rows.error();
    rows->bind(ref);
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return Done{};
        if (auto taken = take(rows->integer(0), readReadingRow(rows.value())); !taken) return taken;
    }
}

Result<std::vector<SessionHead>> sessionsIn(Database& db) {
    auto rows = db.prepare("SELECT ref, id, patient, first_seq, first_prev, first_reading, first_digest FROM "
                           "session ORDER BY ref");
    if (!rows) return rows.error();
    std::vector<SessionHead> out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return out;
        SessionHead head;
        head.ref = rows->integer(0);
        head.session = uuidFrom(rows->text(1));
        head.patient = uuidFrom(rows->text(2));
        head.seq = rows->integer(3) - 1;
        head.hash = digestFrom(rows->text(4));
        head.readings = rows->integer(5) - 1;
        head.readingDigest = digestFrom(rows->text(6));
        out.push_back(std::move(head));
    }
}

Error doesNotFit(const Database& segment) {
    return {"The entries in " + segment.path() +
            " do not continue this record, so they were not added. Both files are kept. Have them examined."};
}

} // namespace

Result<std::optional<SessionHead>> Store::load(const Uuid& session) {
    auto find = db_->prepare(
        "SELECT ref, patient, first_seq, first_prev, first_reading, first_digest FROM session WHERE id=?");
    if (!find) return find.error();
    auto found = find->bind(session.bytes).step();
    if (!found) return found.error();
    if (!found.value()) return std::optional<SessionHead>();
    SessionHead head;
    head.session = session;
    head.ref = find->integer(0);
    head.patient = uuidFrom(find->text(1));
    head.seq = find->integer(2) - 1;
    head.hash = digestFrom(find->text(3));
    head.readings = find->integer(4) - 1;
    head.readingDigest = digestFrom(find->text(5));
    find->reset();
    const bool isPart = head.seq > 0; // its beginning, which a fold needs, is in another file
    auto events = eachEvent(*db_, head.ref, session, [&](const EventRow& row) -> Status {
        head.seq = row.seq;
        head.hash = row.hash;
        return isPart ? Status(Done{}) : project(head, row);
    });
    if (!events) return events.error();
    if (isPart)
        if (auto known = loadSummary(*db_, head.ref, head); !known) return known.error();
    auto readings = eachReading(*db_, head.ref, [&](std::int64_t n, const Reading& reading) -> Status {
        head.readings = n;
        head.readingDigest = nextReadingDigest(head.readingDigest, reading);
        return Done{};
    });
    if (!readings) return readings.error();
    return std::optional(std::move(head));
}

Result<std::optional<SessionHead>> Store::projectedHead(const Uuid& session) {
    auto find = sql("SELECT x.ref, x.patient, h.seq, h.hash, h.readings, h.digest FROM session x "
                    "JOIN chain_head h ON h.session = x.ref "
                    "WHERE x.id = ? AND h.hash = (SELECT hash FROM event WHERE session = x.ref ORDER BY seq "
                    "DESC LIMIT 1) AND h.readings = coalesce((SELECT max(n) FROM reading WHERE session = "
                    "x.ref), x.first_reading - 1)");
    if (!find) return find.error();
    auto found = find.value()->bind(session.bytes).step();
    if (!found) return found.error();
    if (!found.value()) return head(session);
    const Statement& row = *find.value();
    SessionHead known;
    known.session = session;
    known.ref = row.integer(0);
    known.patient = uuidFrom(row.text(1));
    known.seq = row.integer(2);
    known.hash = digestFrom(row.text(3));
    known.readings = row.integer(4);
    known.readingDigest = digestFrom(row.text(5));
    find.value()->reset();
    auto listed = loadSummary(*db_, known.ref, known);
    if (!listed) return listed.error();
    const bool agrees = listed.value() ? known.summary.events == known.seq : session == kClinicLog;
    if (!agrees) return head(session);
    return std::optional(std::move(known));
}

Result<std::int64_t> Store::firstEntryOf(const Uuid& session) {
    auto find = sql("SELECT first_seq FROM session WHERE id=?");
    if (!find) return find.error();
    auto found = find.value()->bind(session.bytes).step();
    if (!found) return found.error();
    const auto first = found.value() ? find.value()->integer(0) : 0;
    find.value()->reset();
    return first;
}

Result<std::vector<Uuid>> Store::openSessions(std::size_t atMost) {
    auto rows =
        db_->prepare("SELECT s.id FROM session_summary y JOIN session s ON s.ref = y.ref WHERE y.status "
                     "IN ('open', 'discharged') ORDER BY y.opened_utc_ms DESC LIMIT ?");
    if (!rows) return rows.error();
    rows->bind(static_cast<std::int64_t>(atMost));
    std::vector<Uuid> out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return out;
        out.push_back(uuidFrom(rows->text(0)));
    }
}

Status Store::continueFrom(const SessionHead& from) {
    SessionHead head = from;
    auto transaction = Transaction::begin(*db_);
    if (!transaction) return transaction.error();
    if (head.identity) {
        auto known = patientByDigest(head.identity->digest);
        if (!known) return known.error();
        if (!known.value())
            if (auto inserted = insertPatient(*head.identity); !inserted) return inserted;
    }
    if (auto ok = openSession(head, head.seq + 1, head.hash, head.readings + 1, head.readingDigest); !ok)
        return ok;
    if (auto written = writeHead(head); !written) return written;
    if (auto written = writeSummary(head); !written) return written;
    if (auto committed = transaction->commit(); !committed) return committed;
    heads_.insert_or_assign(head.session, std::move(head));
    return Done{};
}

/// The line of the session list as it was last written: where the events alone cannot tell it. False: there
/// is none, as for the clinic's own log.
Result<bool> Store::loadSummary(Database& from, std::int64_t ref, SessionHead& head) {
    auto find = from.prepare("SELECT " + summaryColumns() + std::string(kSummaryFrom) + "WHERE s.ref = ?");
    if (!find) return find.error();
    auto found = find->bind(ref).step();
    if (!found || !found.value()) return found;
    head.summary = readSummary(find.value());
    head.identity = readPatientRow(find.value(), 23);
    return true;
}

Result<Store::Merged> Store::merge(Database& segment, const std::optional<Uuid>& only) {
    touched_.clear();
    auto sessions = sessionsIn(segment);
    if (!sessions) return sessions.error();
    auto transaction = Transaction::begin(*db_);
    if (!transaction) return transaction.error();
    if (auto taken = takePatients(segment, only); !taken) return taken.error();
    Merged out;
    for (const auto& theirs : sessions.value())
        if (!only || theirs.session == *only)
            if (auto taken = takeSession(segment, theirs, out); !taken) return taken.error();
    if (auto committed = transaction->commit(); !committed) return committed.error();
    for (auto& [id, head] : touched_) heads_.insert_or_assign(id, std::move(head));
    touched_.clear();
    if (totalRows_) totalRows_ = *totalRows_ + out.rows;
    return out;
}

Status Store::takePatients(Database& from, const std::optional<Uuid>& only) {
    // Of one session: those whom its openings name, or without its beginning the one in its own row.
    std::string which = "SELECT " + std::string(kPatientColumns) + " FROM patient p";
    if (only)
        which +=
            " WHERE lower(hex(p.digest)) IN (SELECT json_extract(e.body, '$.patient.identity') FROM event e "
            "JOIN session s ON s.ref = e.session WHERE s.id = ?1 AND e.kind = 'session.opened') "
            "OR p.id = (SELECT patient FROM session WHERE id = ?1 AND first_seq > 1)";
    auto patients = from.prepare(which + " ORDER BY n");
    if (!patients) return patients.error();
    if (only) patients->bind(only->bytes);
    for (;;) {
        auto row = patients->step();
        if (!row) return row.error();
        if (!row.value()) return Done{};
        const auto patient = readPatientRow(patients.value(), 0);
        auto known = patientByDigest(patient.digest);
        if (!known) return known.error();
        if (known.value()) continue;
        if (auto inserted = insertPatient(patient); !inserted) return inserted;
    }
}

Status Store::takeSession(Database& from, const SessionHead& theirs, Merged& out) {
    auto touched = touch(theirs.session);
    if (!touched) return touched.error();
    SessionHead* head = touched.value();
    const bool isNew = !head;
    if (isNew) {
        SessionHead fresh = theirs;
        if (auto ok =
                openSession(fresh, theirs.seq + 1, fresh.hash, theirs.readings + 1, fresh.readingDigest);
            !ok)
            return ok;
        head = &touched_.emplace(theirs.session, std::move(fresh)).first->second;
    }
    auto events = eachEvent(from, theirs.ref, theirs.session, [&](const EventRow& row) -> Status {
        if (row.seq <= head->seq) {
            auto find = sql("SELECT 1 FROM event WHERE session=? AND seq=? AND id=? AND hash=?");
            if (!find) return find.error();
            auto same = find.value()->bind(head->ref, row.seq, row.id.bytes, row.hash).step();
            find.value()->reset();
            if (!same) return same.error();
            return same.value() ? Status(Done{}) : Status(doesNotFit(from));
        }
        if (row.seq != head->seq + 1 || row.prev != head->hash || hashOf(row) != row.hash)
            return doesNotFit(from);
        ++out.rows;
        return insertEvent(*head, row);
    });
    if (!events) return events;
    if (theirs.readings > head->readings) return doesNotFit(from);
    Digest walked = theirs.readingDigest;
    std::int64_t last = theirs.readings;
    auto readings = eachReading(from, theirs.ref, [&](std::int64_t n, const Reading& reading) -> Status {
        walked = nextReadingDigest(walked, reading);
        last = n;
        if (n <= head->readings) return Done{};
        ++out.rows;
        return insertReading(*head, reading);
    });
    if (!readings) return readings;
    if (last == head->readings && walked != head->readingDigest) return doesNotFit(from);
    auto first = firstEntryOf(theirs.session);
    if (!first) return first.error();
    out.holdsParts = out.holdsParts || first.value() > 1;
    if (isNew && theirs.seq > 0) {
        // The beginning is in no file here, so what the list says of the session is taken from the part's
        // own.
        auto listed = loadSummary(from, theirs.ref, *head);
        if (!listed) return listed.error();
        if (!listed.value() && theirs.session != kClinicLog) return doesNotFit(from);
        out.adopted.push_back(theirs.session);
    }
    if (auto written = writeHead(*head); !written) return written;
    return writeSummary(*head);
}

Status Store::rebuildProjections() {
    heads_.clear();
    auto sessions = sessionsIn(*db_);
    if (!sessions) return sessions.error();
    auto transaction = Transaction::begin(*db_);
    if (!transaction) return transaction.error();
    // A session that is here without its beginning keeps its line: its entries alone cannot tell it.
    for (const char* text :
         {"DELETE FROM session_summary WHERE ref IN (SELECT ref FROM session WHERE first_seq = 1)",
          "DELETE FROM source WHERE session IN (SELECT ref FROM session WHERE first_seq = 1)"})
        if (auto done = db_->execute(text); !done) return done;
    for (auto& head : sessions.value()) {
        if (head.seq > 0) continue;
        auto folded = eachEvent(*db_, head.ref, head.session, [&](const EventRow& row) -> Status {
            head.seq = row.seq;
            head.hash = row.hash;
            if (auto projected = project(head, row); !projected) return projected;
            return projectSource(head, row);
        });
        if (!folded) return folded;
        if (auto written = writeSummary(head); !written) return written;
    }
    return transaction->commit();
}

} // namespace chairside
