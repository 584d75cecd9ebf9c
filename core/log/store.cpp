// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/store.h"

#include "core/domain/stock.h"
#include "core/log/event_codec.h"
#include "core/log/schema_check.h"
#include "core/log/summary_rows.h"

#include <sodium.h>

namespace chairside {
namespace {

std::string insertReadingSql() {
    std::string marks = "?,?";
    for (std::size_t i = 0; i < 6 + kChannelCount; ++i) marks += ",?";
    return "INSERT INTO reading(session, " + readingColumns() + ") VALUES(" + marks + ")";
}

template <class T>
std::optional<std::int64_t> msOf(const std::optional<T>& t) {
    return t ? std::optional(toMs(*t)) : std::nullopt;
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const std::string& path, Options options) {
    options.database.mode = OpenMode::writer;
    auto db = Database::open(path, options.database);
    if (!db) return db.error();
    // Looked at before anything is set: a foreign file must not even change its journal mode.
    Database& file = *db.value();
    if (auto version = schemaVersionOf(file); !version) return version.error();
    if (auto ours = refuseForeignObjects(file, options.migrations); !ours) return ours.error();
    if (auto settled = file.settle(); !settled) return settled.error();
    if (auto current = migrate(file, options.migrations, options.copyBefore); !current)
        return current.error();
    if (auto locked = file.lockDown(appendOnlyTables()); !locked) return locked.error();
    return std::unique_ptr<Store>(new Store(std::move(db).value(), std::move(options.identities)));
}

Result<Statement*> Store::sql(const std::string& text) {
    const auto known = statements_.find(text);
    if (known != statements_.end()) return &known->second;
    auto prepared = db_->prepare(text);
    if (!prepared) return prepared.error();
    return &statements_.emplace(text, std::move(prepared).value()).first->second;
}

Result<Committed> Store::commit(std::span<const LogItem> items) {
    touched_.clear();
    Committed out;
    if (auto total = totalRows(); !total) return total.error();
    auto transaction = Transaction::begin(*db_);
    if (!transaction) return transaction.error();
    for (const auto& item : items) {
        const auto* event = std::get_if<Event>(&item.what);
        auto appended =
            event ? appendEvent(*event, out) : appendReading(item.session, std::get<Reading>(item.what), out);
        if (!appended) return appended.error();
    }
    std::int64_t added = 0;
    for (const auto& [id, head] : touched_) {
        const auto before = heads_.find(id);
        const bool known = before != heads_.end();
        added += head.seq - (known ? before->second.seq : 0) + head.readings -
                 (known ? before->second.readings : 0);
        if (auto written = writeHead(head); !written) return written.error();
        if (known && before->second.seq == head.seq) continue;
        if (auto written = writeSummary(head); !written) return written.error();
    }
    if (auto committed = transaction->commit(); !committed) return committed.error();
    if (heads_.size() > kManyHeads) heads_.clear(); // they can be read again
    for (auto& [id, head] : touched_) heads_.insert_or_assign(id, std::move(head));
    touched_.clear();
    totalRows_ = *totalRows_ + added;
    return out;
}

Result<SessionHead*> Store::touch(const Uuid& session) {
    if (const auto at = touched_.find(session); at != touched_.end()) return &at->second;
    auto known = heads_.find(session);
    if (known == heads_.end()) {
        auto loaded = load(session);
        if (!loaded) return loaded.error();
        if (!loaded.value()) return static_cast<SessionHead*>(nullptr);
        known = heads_.emplace(session, std::move(*loaded.value())).first;
    }
    return &touched_.emplace(session, known->second).first->second;
}

Result<std::optional<SessionHead>> Store::head(const Uuid& session) {
    if (const auto known = heads_.find(session); known != heads_.end()) return std::optional(known->second);
    auto loaded = load(session);
    if (loaded && loaded.value()) heads_.emplace(session, *loaded.value());
    return loaded;
}

Status Store::appendEvent(const Event& event, Committed& out) {
    auto touched = touch(event.session);
    if (!touched) return touched.error();
    SessionHead* head = touched.value();
    const auto refuse = [&](std::string why) -> Status {
        out.refused.push_back({event.session, kindName(event.body), event.seq, std::move(why)});
        return Done{};
    };
    if (head && event.seq <= head->seq) {
        auto find = sql("SELECT 1 FROM event WHERE session=? AND seq=? AND id=?");
        if (!find) return find.error();
        auto found = find.value()->bind(head->ref, event.seq, event.id.bytes).step();
        find.value()->reset();
        if (!found) return found.error();
        if (!found.value()) return refuse("Another entry already has this place in the session.");
        out.recorded.push_back({event.session, kindName(event.body), event.seq, event.at.mono});
        return Done{};
    }
    const auto* opened = std::get_if<SessionOpened>(&event.body);
    const bool clinicOpened = std::holds_alternative<ClinicOpened>(event.body);
    if (!head && ((!opened && !clinicOpened) || event.seq != 1))
        return refuse("The session was never opened in this record.");
    if ((clinicOpened && event.session != kClinicLog) || (opened && event.session == kClinicLog))
        return refuse("A session and the clinic's own log are kept apart.");
    if (head && event.seq != head->seq + 1) return refuse("An entry before this one is missing.");

    if (auto saved = db_->execute("SAVEPOINT entry"); !saved) return saved;
    SessionHead next;
    if (head) {
        next = *head;
    } else {
        next.session = event.session;
        if (opened) next.patient = opened->patient.id; // the clinic's own log is about no patient
        next.hash = genesis(event.session, next.patient);
        next.readingDigest = readingGenesis(event.session);
    }
    const auto append = [&]() -> Status {
        if (!head)
            if (auto ok = openSession(next, 1, next.hash, 1, next.readingDigest); !ok) return ok;
        std::string body;
        if (opened) {
            auto identity = identityFor(event.id, opened->patient);
            if (!identity) return identity.error();
            body = encodeOpenedWithout(*opened, toHex(identity->digest));
        } else {
            body = encodeBody(event.body);
        }
        return insertEvent(next, toRow(event, std::move(body), next.hash));
    };
    if (auto appended = append(); !appended) {
        if (db_->lastFailure() != Failure::constraint) return appended;
        if (auto undone = db_->execute("ROLLBACK TO entry; RELEASE entry"); !undone) return undone;
        return refuse(
            "The record does not take this entry: the session is closed, or a value is out of bounds.");
    }
    if (auto released = db_->execute("RELEASE entry"); !released) return released;
    touched_.insert_or_assign(event.session, std::move(next));
    out.recorded.push_back({event.session, kindName(event.body), event.seq, event.at.mono});
    return Done{};
}

Status Store::appendReading(const Uuid& session, const Reading& reading, Committed& out) {
    auto touched = touch(session);
    if (!touched) return touched.error();
    SessionHead* head = touched.value();
    if (!head) {
        out.refused.push_back({session, "reading", 0, "The session was never opened in this record."});
        return Done{};
    }
    if (auto inserted = insertReading(*head, storable(reading)); !inserted) {
        if (db_->lastFailure() != Failure::constraint) return inserted;
        out.refused.push_back(
            {session, "reading", 0, "The record does not take this reading: its time is out of bounds."});
        return Done{};
    }
    out.recorded.push_back({session, "reading", head->readings, reading.at.mono});
    return Done{};
}

Status Store::openSession(SessionHead& head, std::int64_t firstSeq, const Digest& prev,
                          std::int64_t firstReading, const Digest& digest) {
    auto insert = sql("INSERT INTO session(id, patient, first_seq, first_prev, first_reading, first_digest) "
                      "VALUES(?,?,?,?,?,?)");
    if (!insert) return insert.error();
    auto done = insert.value()
                    ->bind(head.session.bytes, head.patient.bytes, firstSeq, prev, firstReading, digest)
                    .run();
    if (!done) return done;
    auto ref = db_->integer("SELECT last_insert_rowid()");
    if (!ref) return ref.error();
    head.ref = ref.value();
    auto chain = db_->text("SELECT chain FROM file_head");
    if (!chain) return chain.error();
    auto update = sql("UPDATE file_head SET sessions = sessions + 1, chain = ?");
    if (!update) return update.error();
    return update.value()->bind(nextFileChain(digestFrom(chain.value()), head.session)).run();
}

Status Store::writeHead(const SessionHead& head) {
    auto insert =
        sql("INSERT INTO chain_head VALUES(?,?,?,?,?) ON CONFLICT(session) DO UPDATE SET "
            "seq=excluded.seq, hash=excluded.hash, readings=excluded.readings, digest=excluded.digest");
    if (!insert) return insert.error();
    return insert.value()->bind(head.ref, head.seq, head.hash, head.readings, head.readingDigest).run();
}

Status Store::insertEvent(SessionHead& head, const EventRow& row) {
    auto insert = sql(
        "INSERT INTO event(session, seq, id, mono_ms, effective_ms, utc_ms, offset_min, actor_id, "
        "actor_name, actor_role, kind, body, corrects, prev, hash) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!insert) return insert.error();
    const auto corrects = row.corrects ? std::optional(row.corrects->bytes) : std::nullopt;
    auto done = insert.value()
                    ->bind(head.ref, row.seq, row.id.bytes, row.monoMs, row.effectiveMs, row.utcMs,
                           row.offsetMin, row.actorId, row.actorName, row.actorRole, row.kind, row.body,
                           corrects, row.prev, row.hash)
                    .run();
    if (!done) return done;
    head.seq = row.seq;
    head.hash = row.hash;
    if (auto projected = project(head, row); !projected) return projected;
    return projectSource(head, row);
}

Status Store::insertReading(SessionHead& head, const Reading& r) {
    static const std::string kSql = insertReadingSql();
    auto insert = sql(kSql);
    if (!insert) return insert.error();
    auto done = std::apply(
        [&](const auto&... value) {
            return insert.value()
                ->bind(head.ref, head.readings + 1, r.source, toMs(r.at.mono), r.at.wall.utcMs,
                       r.at.wall.offsetMin, r.deviceUtcMs, r.flags, value...)
                .run();
        },
        r.values);
    if (!done) return done;
    ++head.readings;
    head.readingDigest = nextReadingDigest(head.readingDigest, r);
    return Done{};
}

Result<PatientRow> Store::identityFor(const Uuid& event, const Patient& patient) {
    if (const auto given = identities_->find(event); given != identities_->end()) {
        auto known = patientByDigest(given->second.digest);
        if (!known) return known.error();
        if (known.value()) return given->second;
        if (auto inserted = insertPatient(given->second); !inserted) return inserted.error();
        return given->second;
    }
    auto find = sql("SELECT " + std::string(kPatientColumns) +
                    " FROM patient p WHERE id=? AND family=? AND given=? AND birth_date=? AND mrn=? AND "
                    "sex=? AND allergies=?");
    if (!find) return find.error();
    auto found = find.value()
                     ->bind(patient.id.bytes, patient.familyName, patient.givenName, patient.birthDate,
                            patient.mrn, sexName(patient.sex), patient.allergies)
                     .step();
    if (!found) return found.error();
    PatientRow row;
    if (found.value()) row = readPatientRow(*find.value(), 0);
    find.value()->reset();
    if (!found.value()) {
        row.patient = patient;
        randombytes_buf(row.salt.data(), row.salt.size());
        row.digest = digestOf(row);
        if (auto inserted = insertPatient(row); !inserted) return inserted.error();
    }
    identities_->emplace(event, row);
    return row;
}

Status Store::insertPatient(const PatientRow& row) {
    auto insert =
        sql("INSERT INTO patient(id, family, given, birth_date, mrn, sex, allergies, salt, digest, folded) "
            "VALUES(?,?,?,?,?,?,?,?,?,?)");
    if (!insert) return insert.error();
    const auto& p = row.patient;
    return insert.value()
        ->bind(p.id.bytes, p.familyName, p.givenName, p.birthDate, p.mrn, sexName(p.sex), p.allergies,
               row.salt, row.digest, searchTextOf(p))
        .run();
}

Result<std::optional<PatientRow>> Store::patientByDigest(const Digest& digest) {
    auto find = sql("SELECT " + std::string(kPatientColumns) + " FROM patient p WHERE digest=?");
    if (!find) return find.error();
    auto found = find.value()->bind(digest).step();
    if (!found) return found.error();
    std::optional<PatientRow> row;
    if (found.value()) row = readPatientRow(*find.value(), 0);
    find.value()->reset();
    return row;
}

Status Store::project(SessionHead& head, const EventRow& row) {
    auto decoded = fromRow(row);
    if (!decoded) { // an entry of a later version: it counts, and changes nothing else here
        head.summary.events = row.seq;
        return Done{};
    }
    Event event = std::move(decoded).value();
    if (auto* opened = std::get_if<SessionOpened>(&event.body)) {
        const auto digest = digestFromHex(identityIn(row.body).value_or(""));
        auto identity = patientByDigest(digest.value_or(Digest{}));
        if (!identity) return identity.error();
        head.identity = identity.value();
        if (head.identity) opened->patient = head.identity->patient;
    }
    evolve(head.summary, event);
    return Done{};
}

Status Store::projectSource(const SessionHead& head, const EventRow& row) {
    if (row.kind != "source.attached") return Done{};
    auto body = decodeBody(row.kind, row.body);
    if (!body) return Done{}; // of a later version, as in project()
    auto insert = sql(
        "INSERT INTO source(session, id, name, origin, period_ms) VALUES(?,?,?,?,?) ON CONFLICT DO UPDATE "
        "SET name=excluded.name, origin=excluded.origin, period_ms=excluded.period_ms");
    if (!insert) return insert.error();
    const auto& s = std::get<SourceAttached>(body.value()).info;
    return insert.value()->bind(head.ref, s.id, s.name, originName(s.origin), encodePeriods(s)).run();
}

Status Store::writeSummary(const SessionHead& head) {
    if (!head.identity) return Done{}; // nobody to list it under; the events are there all the same
    auto insert = sql(
        "INSERT INTO session_summary VALUES(?,(SELECT n FROM patient WHERE "
        "digest=?),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
        "?,?,?,?,?,?,?) ON CONFLICT(ref) DO UPDATE SET patient=excluded.patient, "
        "opened_utc_ms=excluded.opened_utc_ms, opened_offset_min=excluded.opened_offset_min, "
        "status=excluded.status, protocol_id=excluded.protocol_id, protocol_title=excluded.protocol_title, "
        "protocol_version=excluded.protocol_version, station=excluded.station, boot_id=excluded.boot_id, "
        "speed=excluded.speed, simulated=excluded.simulated, demo=excluded.demo, drill=excluded.drill, "
        "number_in_course=excluded.number_in_course, dose_mg=excluded.dose_mg, "
        "treatment_start_ms=excluded.treatment_start_ms, treatment_end_ms=excluded.treatment_end_ms, "
        "completed=excluded.completed, events=excluded.events, last_mono_ms=excluded.last_mono_ms, "
        "last_utc_ms=excluded.last_utc_ms, last_offset_min=excluded.last_offset_min, folded=excluded.folded");
    if (!insert) return insert.error();
    const auto& s = head.summary;
    return insert.value()
        ->bind(head.ref, head.identity->digest, s.opened.utcMs, s.opened.offsetMin, statusName(s.status),
               s.protocolId, s.protocolTitle, s.protocolVersion, s.station, s.bootId, s.speed, s.simulated,
               s.demo, s.drill, s.numberInCourse, s.doseMg, msOf(s.treatmentStart), msOf(s.treatmentEnd),
               s.completed, s.events, toMs(s.last.mono), s.last.wall.utcMs, s.last.wall.offsetMin,
               searchTextOf(s))
        .run();
}

Result<std::int64_t> Store::totalRows() {
    if (totalRows_) return *totalRows_;
    auto count = db_->integer("SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM reading)");
    if (count) totalRows_ = count.value();
    return count;
}

Status Store::reserveSpace() {
    // Of 4,000 bytes, one page each: the write-ahead log must hold more than the 1,000 frames at which an
    // idle moment starts it over, or a full disk is met before that.
    constexpr int kRows = 1'300;
    const auto transact = [&](const std::string& text) -> Status {
        auto transaction = Transaction::begin(*db_);
        if (!transaction) return transaction.error();
        if (auto ran = db_->execute(text); !ran) return ran;
        return transaction->commit();
    };
    const std::string fill = "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < " +
                             std::to_string(kRows) +
                             ") INSERT INTO reserve(filler) SELECT zeroblob(4000) FROM k";
    if (auto filled = transact(fill); !filled) return filled;
    if (auto grown = checkpoint(Database::Checkpoint::passive); !grown) return grown;
    return transact("DELETE FROM reserve");
}

} // namespace chairside
