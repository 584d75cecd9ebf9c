// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/history.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/domain/stock.h"
#include "core/log/disk.h"
#include "core/log/event_codec.h"
#include "core/log/rows.h"
#include "core/log/schema_check.h"
#include "core/log/store.h"
#include "core/log/summary_rows.h"

#include <algorithm>

namespace chairside {
namespace {

std::vector<std::string> wordsOf(const std::string& search) {
    const std::string folded = foldForSearch(search);
    std::vector<std::string> words;
    for (auto word : splitOn(folded, ' '))
        if (!word.empty() && words.size() < 8) words.emplace_back(word);
    return words;
}

bool hasNoLogFile(const std::string& path) {
    return RealDisk{}.sizeOf(path + "-wal") == 0;
}

} // namespace

bool isImported(const SessionRecord& record) {
    return std::any_of(record.sources.begin(), record.sources.end(),
                       [](const SourceInfo& source) { return source.origin == Origin::imported; });
}

Result<std::unique_ptr<HistoryReader>> HistoryReader::open(const std::string& path, OpenSettings settings) {
    settings.mode = OpenMode::reader;
    auto db = Database::open(path, settings);
    if (!db) return db.error();
    auto version = schemaVersionOf(*db.value());
    if (!version && db.value()->lastFailure() == Failure::disk && hasNoLogFile(path)) {
        // In a read-only folder SQLite cannot make the files it shares with a writer: read without them.
        settings.mode = OpenMode::foreign;
        auto alone = Database::open(path, settings);
        auto found = alone ? schemaVersionOf(*alone.value()) : Result<int>(alone.error());
        if (found) {
            db = std::move(alone);
            version = found;
        }
    }
    if (!version) return version.error();
    if (version.value() > kSchemaVersion)
        return Error{phrase("The record file {1} was written by a newer Chairside (schema {2}; this one "
                            "reads up to schema {3}). Start the newer version.",
                            path, std::to_string(version.value()), std::to_string(kSchemaVersion))};
    if (version.value() == 0)
        return Error{phrase("The record file {1} is empty: no session was recorded in it yet.", path)};
    if (auto ours = refuseForeignObjects(*db.value(), releasedMigrations()); !ours) return ours.error();
    return std::unique_ptr<HistoryReader>(new HistoryReader(std::move(db).value()));
}

Result<std::vector<SessionSummary>> HistoryReader::list(Statement& rows) {
    std::vector<SessionSummary> out;
    for (;;) {
        auto row = rows.step();
        if (!row) return row.error();
        if (!row.value()) return out;
        out.push_back(readSummary(rows));
    }
}

Result<std::vector<SessionSummary>> HistoryReader::sessions(const SessionFilter& filter, int limit) {
    auto words = wordsOf(filter.text);
    std::string where = "WHERE s.opened_utc_ms >= ? AND s.opened_utc_ms < ?";
    if (filter.patient) where += " AND s.patient IN (SELECT n FROM patient WHERE id = ?)";
    // A fixed number of places keeps one statement for every search; an empty word is in every text.
    for (std::size_t i = 0; i < 8; ++i) where += " AND instr(s.folded, ?) > 0";
    words.resize(8);
    auto rows = db_->prepare("SELECT " + summaryColumns() + std::string(kSummaryFrom) + where +
                             " ORDER BY s.opened_utc_ms DESC, s.ref DESC LIMIT ? OFFSET ?");
    if (!rows) return rows.error();
    const auto from = filter.fromUtcMs.value_or(0), to = filter.toUtcMs.value_or(INT64_MAX);
    const auto& w = words;
    if (filter.patient)
        rows->bind(from, to, filter.patient->bytes, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], limit,
                   filter.offset);
    else
        rows->bind(from, to, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], limit, filter.offset);
    return list(rows.value());
}

Result<std::int64_t> HistoryReader::sessionCount() {
    auto rows = db_->prepare("SELECT count(*) FROM session WHERE id <> ?");
    if (!rows) return rows.error();
    if (auto row = rows->bind(kClinicLog.bytes).step(); !row) return row.error();
    return rows->integer(0);
}

Result<std::optional<SessionSummary>> HistoryReader::summary(const Uuid& id) {
    auto rows = db_->prepare("SELECT " + summaryColumns() + std::string(kSummaryFrom) + "WHERE x.id = ?");
    if (!rows) return rows.error();
    auto found = list(rows->bind(id.bytes));
    if (!found) return found.error();
    if (found->empty()) return std::optional<SessionSummary>();
    return std::optional(std::move(found->front()));
}

Result<std::vector<SessionSummary>> HistoryReader::summaries(const std::vector<std::int64_t>& refs) {
    auto rows = db_->prepare("SELECT " + summaryColumns() + std::string(kSummaryFrom) + "WHERE s.ref = ?");
    if (!rows) return rows.error();
    std::vector<SessionSummary> out;
    for (const auto ref : refs) {
        auto found = list(rows->bind(ref));
        if (!found) return found.error();
        for (auto& summary : found.value()) out.push_back(std::move(summary));
    }
    return out;
}

Result<std::vector<IndexEntry>> HistoryReader::indexEntries() {
    auto rows = db_->prepare(
        "SELECT s.ref, x.id, s.opened_utc_ms, s.opened_offset_min, s.protocol_title, s.folded "
        "FROM session_summary s JOIN session x ON x.ref = s.ref JOIN patient p ON p.n = s.patient");
    if (!rows) return rows.error();
    std::vector<IndexEntry> out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) break;
        out.push_back({rows->integer(0), uuidFrom(rows->text(1)),
                       WallTime{rows->integer(2), static_cast<std::int16_t>(rows->integer(3))}, rows->text(4),
                       rows->text(5)});
    }
    // As the list is ordered; reading in the order of the file and sorting here spares a leap for each row.
    std::sort(out.begin(), out.end(), [](const IndexEntry& a, const IndexEntry& b) {
        return a.opened.utcMs != b.opened.utcMs ? a.opened.utcMs > b.opened.utcMs : a.ref > b.ref;
    });
    return out;
}

Result<RecordChanges> HistoryReader::changedAfter(std::int64_t entry, int limit) {
    auto rows = db_->prepare("SELECT e.n, x.id, e.hash FROM event e JOIN session x ON x.ref = e.session "
                             "WHERE e.n > ? ORDER BY e.n LIMIT ?");
    if (!rows) return rows.error();
    rows->bind(entry, limit);
    RecordChanges changes;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return changes;
        const auto session = uuidFrom(rows->text(1));
        if (std::find(changes.sessions.begin(), changes.sessions.end(), session) == changes.sessions.end())
            changes.sessions.push_back(session);
        changes.upTo = rows->integer(0);
        changes.hash = toHex(digestFrom(rows->text(2)));
    }
}

Result<std::string> HistoryReader::hashOfEntry(std::int64_t entry) {
    auto rows = db_->prepare("SELECT hash FROM event WHERE n = ?");
    if (!rows) return rows.error();
    auto row = rows->bind(entry).step();
    if (!row) return row.error();
    return row.value() ? toHex(digestFrom(rows->text(0))) : std::string();
}

Result<std::int64_t> HistoryReader::lastEntry() {
    return db_->integer("SELECT coalesce(max(n), 0) FROM event");
}

Result<std::vector<SessionSummary>> HistoryReader::openSessions(int limit) {
    auto rows = db_->prepare(
        "SELECT " + summaryColumns() + std::string(kSummaryFrom) +
        "WHERE s.status IN ('open', 'discharged') ORDER BY s.opened_utc_ms DESC, s.ref DESC LIMIT ?");
    if (!rows) return rows.error();
    return list(rows->bind(limit));
}

Result<SessionRecord> HistoryReader::session(const Uuid& id) {
    return read(id, true);
}

Result<SessionRecord> HistoryReader::story(const Uuid& id) {
    return read(id, false);
}

Result<SessionRecord> HistoryReader::read(const Uuid& id, bool withReadings) {
    // One read transaction: events and readings belong to the same moment even while a session runs.
    if (auto begun = db_->execute("BEGIN"); !begun) return begun.error();
    const auto readAll = [&]() -> Result<SessionRecord> {
        auto known = summary(id);
        if (!known) return known.error();
        if (!known.value()) return Error{phrase("There is no session {1} in this record.", id.toString())};
        SessionRecord record;
        record.summary = std::move(*known.value());
        auto find = db_->prepare("SELECT ref FROM session WHERE id = ?");
        if (!find) return find.error();
        if (auto row = find->bind(id.bytes).step(); !row) return row.error();
        const auto ref = find->integer(0);
        if (auto events = readEvents(record, ref); !events) return events.error();
        if (!withReadings) return record;
        if (auto readings = readReadings(record, ref); !readings) return readings.error();
        return record;
    };
    auto record = readAll();
    if (auto ended = db_->execute("COMMIT"); !ended) return ended.error();
    return record;
}

Result<Patient> HistoryReader::patientByDigest(const std::string& digestHex) {
    auto find = db_->prepare("SELECT " + std::string(kPatientColumns) + " FROM patient p WHERE digest = ?");
    if (!find) return find.error();
    auto row = find->bind(digestFromHex(digestHex).value_or(Digest{})).step();
    if (!row) return row.error();
    return row.value() ? readPatientRow(find.value(), 0).patient : Patient{};
}

Status HistoryReader::readEvents(SessionRecord& record, std::int64_t ref) {
    auto rows = db_->prepare("SELECT " + std::string(kEventColumns) +
                             " FROM event e WHERE e.session = ? ORDER BY e.seq");
    if (!rows) return rows.error();
    rows->bind(ref);
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return Done{};
        const auto stored = readEventRow(rows.value(), record.summary.session);
        record.chainHead = toHex(stored.hash);
        auto event = fromRow(stored);
        if (!event) {
            record.unread.push_back("Entry " + std::to_string(stored.seq) + ": " + event.error().message);
            continue;
        }
        if (auto* opened = std::get_if<SessionOpened>(&event->body)) {
            auto patient = patientByDigest(identityIn(stored.body).value_or(""));
            if (!patient) return patient.error();
            if (!patient->id.isNull()) opened->patient = std::move(patient).value();
        }
        if (const auto* attached = std::get_if<SourceAttached>(&event->body)) {
            std::erase_if(record.sources, [&](const auto& s) { return s.id == attached->info.id; });
            record.sources.push_back(attached->info);
        }
        record.events.push_back(std::move(event).value());
    }
}

Status HistoryReader::readReadings(SessionRecord& record, std::int64_t ref) {
    auto rows = db_->prepare("SELECT " + readingColumns() + " FROM reading WHERE session = ? ORDER BY n");
    if (!rows) return rows.error();
    rows->bind(ref);
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) break;
        record.readings.push_back(readReadingRow(rows.value()));
    }
    for (const auto& reading : record.readings)
        record.summary.last = std::max(record.summary.last, reading.at);
    return Done{};
}

Result<std::vector<PatientEntry>> HistoryReader::patients(const std::string& search, int limit) {
    static const std::string columns =
        std::string(kPatientColumns) +
        ", (SELECT count(*) FROM session_summary s WHERE s.patient IN (SELECT n FROM patient q WHERE q.id = "
        "p.id)), (SELECT max(s.opened_utc_ms) FROM session_summary s WHERE s.patient IN (SELECT n FROM "
        "patient q WHERE q.id = p.id)), p.folded AS folded";
    auto w = wordsOf(search);
    const bool recent = w.empty();
    std::string sql;
    if (recent) {
        // Whoever came last, in the order of the index: reading ends with the patients that are shown.
        sql = "SELECT " + columns +
              " FROM (SELECT v.id AS id, max(s.opened_utc_ms) AS at FROM (SELECT patient, opened_utc_ms FROM "
              "session_summary ORDER BY opened_utc_ms DESC LIMIT 2000) s CROSS JOIN patient v ON v.n = "
              "s.patient GROUP BY v.id ORDER BY at DESC LIMIT ?) r CROSS JOIN patient p ON p.n = (SELECT "
              "max(q.n) FROM patient q WHERE q.id = r.id) ORDER BY r.at DESC";
    } else {
        // From the newest on, so that a word that many share ends the reading early.
        std::string where;
        for (std::size_t i = 0; i < 8; ++i)
            where += i < w.size() ? "instr(p.folded, ?) > 0 AND " : "? = '' AND ";
        sql = "SELECT * FROM (SELECT " + columns + " FROM patient p WHERE " + where +
              "p.n = (SELECT max(q.n) FROM patient q WHERE q.id = p.id) ORDER BY p.n DESC LIMIT ?) ORDER BY "
              "folded";
    }
    auto rows = db_->prepare(sql);
    if (!rows) return rows.error();
    w.resize(8);
    if (recent)
        rows->bind(limit);
    else
        rows->bind(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], limit);
    std::vector<PatientEntry> out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return out;
        PatientEntry entry{readPatientRow(rows.value(), 0).patient, rows->integer(9), std::nullopt};
        if (!rows->isNull(10)) entry.lastSession = WallTime{rows->integer(10), 0};
        out.push_back(std::move(entry));
    }
}

Result<std::int64_t> HistoryReader::sessionsOf(const Uuid& patient) {
    auto rows =
        db_->prepare("SELECT count(*) FROM session_summary WHERE status <> 'cancelled' AND patient IN "
                     "(SELECT n FROM patient WHERE id = ?)");
    if (!rows) return rows.error();
    if (auto row = rows->bind(patient.bytes).step(); !row) return row.error();
    return rows->integer(0);
}

Result<Uuid> HistoryReader::sessionByPrefix(const std::string& prefix) {
    std::string hex;
    for (char c : prefix)
        if (c != '-') hex += static_cast<char>(c >= 'a' && c <= 'f' ? c - 32 : c);
    const bool clean =
        !hex.empty() && hex.size() <= 32 && hex.find_first_not_of("0123456789ABCDEF") == hex.npos;
    if (!clean) return Error{phrase("\"{1}\" is not a session number. \"list\" shows the numbers.", prefix)};
    auto rows = db_->prepare("SELECT id FROM session WHERE substr(hex(id), 1, ?) = ? AND id <> ? LIMIT 2");
    if (!rows) return rows.error();
    auto first = rows->bind(hex.size(), hex, kClinicLog.bytes).step();
    if (!first) return first.error();
    if (!first.value()) return Error{phrase("There is no session whose number begins with {1}.", prefix)};
    const Uuid id = uuidFrom(rows->text(0));
    auto second = rows->step();
    if (!second) return second.error();
    if (second.value())
        return Error{phrase("More than one session number begins with {1}. Give more of it.", prefix)};
    return id;
}

} // namespace chairside
