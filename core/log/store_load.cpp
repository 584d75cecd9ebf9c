// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of Store that read what is already there: heads, continuation in a new file, merging, rebuilding.
#include "core/log/store.h"

#include "core/log/event_codec.h"

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
    auto events = eachEvent(*db_, head.ref, session, [&](const EventRow& row) {
        head.seq = row.seq;
        head.hash = row.hash;
        return project(head, row);
    });
    if (!events) return events.error();
    auto readings = eachReading(*db_, head.ref, [&](std::int64_t n, const Reading& reading) -> Status {
        head.readings = n;
        head.readingDigest = nextReadingDigest(head.readingDigest, reading);
        return Done{};
    });
    if (!readings) return readings.error();
    return std::optional(std::move(head));
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

Result<std::int64_t> Store::merge(Database& segment) {
    touched_.clear();
    auto sessions = sessionsIn(segment);
    if (!sessions) return sessions.error();
    auto transaction = Transaction::begin(*db_);
    if (!transaction) return transaction.error();
    std::int64_t added = 0;
    auto patients = segment.prepare("SELECT " + std::string(kPatientColumns) + " FROM patient p ORDER BY n");
    if (!patients) return patients.error();
    for (;;) {
        auto row = patients->step();
        if (!row) return row.error();
        if (!row.value()) break;
        const auto patient = readPatientRow(patients.value(), 0);
        auto known = patientByDigest(patient.digest);
        if (!known) return known.error();
        if (known.value()) continue;
        if (auto inserted = insertPatient(patient); !inserted) return inserted.error();
    }
    for (const auto& from : sessions.value()) {
        auto touched = touch(from.session);
        if (!touched) return touched.error();
        SessionHead* head = touched.value();
        if (!head) {
            if (from.seq != 0) return doesNotFit(segment);
            SessionHead fresh = from;
            if (auto ok = openSession(fresh, 1, fresh.hash, 1, fresh.readingDigest); !ok) return ok.error();
            head = &touched_.emplace(from.session, std::move(fresh)).first->second;
        }
        auto events = eachEvent(segment, from.ref, from.session, [&](const EventRow& row) -> Status {
            if (row.seq <= head->seq) {
                auto find = sql("SELECT 1 FROM event WHERE session=? AND seq=? AND id=? AND hash=?");
                if (!find) return find.error();
                auto same = find.value()->bind(head->ref, row.seq, row.id.bytes, row.hash).step();
                find.value()->reset();
                if (!same) return same.error();
                return same.value() ? Status(Done{}) : Status(doesNotFit(segment));
            }
            if (row.seq != head->seq + 1 || row.prev != head->hash || hashOf(row) != row.hash)
                return doesNotFit(segment);
            ++added;
            return insertEvent(*head, row);
        });
        if (!events) return events.error();
        if (from.readings > head->readings) return doesNotFit(segment);
        Digest walked = from.readingDigest;
        std::int64_t last = from.readings;
        auto readings = eachReading(segment, from.ref, [&](std::int64_t n, const Reading& reading) -> Status {
            walked = nextReadingDigest(walked, reading);
            last = n;
            if (n <= head->readings) return Done{};
            ++added;
            return insertReading(*head, reading);
        });
        if (!readings) return readings.error();
        if (last == head->readings && walked != head->readingDigest) return doesNotFit(segment);
        if (auto written = writeHead(*head); !written) return written.error();
        if (auto written = writeSummary(*head); !written) return written.error();
    }
    if (auto committed = transaction->commit(); !committed) return committed.error();
    for (auto& [id, head] : touched_) heads_.insert_or_assign(id, std::move(head));
    touched_.clear();
    if (totalRows_) totalRows_ = *totalRows_ + added;
    return added;
}

Status Store::rebuildProjections() {
    heads_.clear();
    auto sessions = sessionsIn(*db_);
    if (!sessions) return sessions.error();
    auto transaction = Transaction::begin(*db_);
    if (!transaction) return transaction.error();
    for (const char* text : {"DELETE FROM session_summary", "DELETE FROM source"})
        if (auto done = db_->execute(text); !done) return done;
    for (auto& head : sessions.value()) {
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
