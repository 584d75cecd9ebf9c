// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/verify.h"

#include "core/domain/stock.h"
#include "core/log/disk.h"
#include "core/log/rows.h"
#include "core/log/schema_check.h"
#include "core/log/session_judge.h"
#include "core/log/store.h"
#include "core/log/summary_rows.h"

#include <algorithm>
#include <array>
#include <set>

namespace chairside {
namespace {

constexpr std::array<std::string_view, 11> kDamageNames{
    "unreadable", "not a record", "newer",     "schema changed", "edited",    "deleted",
    "inserted",   "reordered",    "truncated", "seal broken",    "list wrong"};

/// Reads a record in the order in which it is judged; what the rows mean is SessionJudge's.
class Verifier {
public:
    Verifier(Database& db, const VerifySettings& settings, Verification& out)
        : db_(db), settings_(settings), out_(out) {}

    /// An Error is the file being unreadable in the middle; findings are in the Verification.
    Status run() {
        if (auto read = checkStructure(); !read) return read;
        if (!out_.sound()) return Done{};
        if (auto read = readPatients(); !read) return read;
        if (auto read = readSessions(); !read) return read;
        for (const auto& session : sessions_)
            if (auto read = checkSession(session); !read) return read;
        return checkWholeFile();
    }

private:
    void report(Damage damage, std::string sentence) {
        report({damage, std::nullopt, 0, std::move(sentence)});
    }
    void report(Finding finding) {
        if (out_.findings.size() < settings_.mostFindings) out_.findings.push_back(std::move(finding));
    }

    Status checkStructure() {
        // The text of every table, index and trigger first: what follows trusts their meaning.
        auto changed = howSchemaDiffers(db_, releasedMigrations());
        if (!changed) return changed.error();
        if (!changed->empty()) return report(Damage::schemaChanged, changed.value()), Done{};
        auto check = db_.text("PRAGMA integrity_check(1)");
        if (!check) return check.error();
        if (check.value() != "ok")
            report(Damage::unreadable, "The file is damaged inside (" + check.value() + ").");
        return Done{};
    }

    Status readPatients() {
        auto rows = db_.prepare("SELECT " + std::string(kPatientColumns) +
                                ", p.n, p.folded FROM patient p ORDER BY p.n");
        if (!rows) return rows.error();
        for (std::int64_t n = 1;; ++n) {
            auto row = rows->step();
            if (!row) return row.error();
            if (!row.value()) return Done{};
            const auto patient = readPatientRow(rows.value(), 0);
            if (rows->integer(9) != n)
                return report(Damage::deleted, "A patient's row is missing before row " +
                                                   std::to_string(rows->integer(9)) + "."),
                       Done{};
            if (digestOf(patient) != patient.digest || rows->text(10) != searchTextOf(patient.patient))
                report(Damage::edited, "The patient's row " + std::to_string(n) + " was edited.");
            patients_.emplace(patient.digest, patient.patient);
        }
    }

    Status readSessions() {
        auto rows = db_.prepare("SELECT ref, id, patient, first_seq, first_prev, first_reading, first_digest "
                                "FROM session ORDER BY ref");
        if (!rows) return rows.error();
        Digest chain{};
        for (;;) {
            auto row = rows->step();
            if (!row) return row.error();
            if (!row.value()) break;
            SessionStart s{rows->integer(0),         uuidFrom(rows->text(1)), uuidFrom(rows->text(2)),
                           rows->integer(3),         rows->integer(5),        digestFrom(rows->text(4)),
                           digestFrom(rows->text(6))};
            chain = nextFileChain(chain, s.id);
            if (s.ref != static_cast<std::int64_t>(sessions_.size()) + 1 && out_.sound())
                report(Damage::deleted, "A whole session is missing before session " + s.id.toString() + ".");
            sessions_.push_back(s);
        }
        const auto streams = static_cast<std::int64_t>(sessions_.size());
        out_.sessions = streams - (hasClinicLog() ? 1 : 0);
        auto head = db_.prepare("SELECT sessions, chain FROM file_head WHERE one = 1");
        if (!head) return head.error();
        auto row = head->step();
        if (!row) return row.error();
        const bool same = row.value() && head->integer(0) == streams && digestFrom(head->text(1)) == chain;
        if (same || !out_.sound()) return Done{};
        const auto told = row.value() ? head->integer(0) : 0;
        report(told > streams   ? Damage::deleted
               : told < streams ? Damage::inserted
                                : Damage::edited,
               "The file says that " + std::to_string(told) + " sessions were opened, but holds " +
                   std::to_string(streams) + ", or others: sessions were removed, added or exchanged.");
        return Done{};
    }

    static bool isClinicLog(const SessionStart& s) { return s.id == kClinicLog; }
    bool hasClinicLog() const { return std::any_of(sessions_.begin(), sessions_.end(), isClinicLog); }

    Status checkSession(const SessionStart& s) {
        SessionJudge judge(s, patients_);
        if (auto read = readEntries(s, judge); !read) return read;
        if (judge.goesOn())
            if (auto read = readReadings(s, judge); !read) return read;
        if (judge.goesOn())
            if (auto read = readEnd(s, judge); !read) return read;
        if (judge.goesOn() && !isClinicLog(s)) // which is in no list of sessions
            if (auto read = readList(s, judge); !read) return read;
        if (judge.finding()) report(*judge.finding());
        if (!judge.isFromItsBeginning() && !settings_.segment)
            out_.incomplete.push_back({Damage::truncated, s.id, s.firstSeq,
                                       "Only the later part of the session is here: it begins with entry " +
                                           std::to_string(s.firstSeq) +
                                           ". What came before was recorded in another file."});
        out_.sealedReadings += judge.readingsSealed();
        out_.chainHeads.push_back(s.id.toString() + " " + toHex(judge.chainHead()));
        patientsNamed_.insert(judge.patientsNamed().begin(), judge.patientsNamed().end());
        return Done{};
    }

    Status readEntries(const SessionStart& s, SessionJudge& judge) {
        auto rows = db_.prepare("SELECT " + std::string(kEventColumns) +
                                " FROM event e WHERE e.session = ? ORDER BY e.seq");
        if (!rows) return rows.error();
        rows->bind(s.ref);
        while (judge.goesOn()) {
            auto row = rows->step();
            if (!row) return row.error();
            if (!row.value()) break;
            ++out_.events;
            judge.take(readEventRow(rows.value(), s.id));
        }
        judge.endOfEntries();
        return Done{};
    }

    Status readReadings(const SessionStart& s, SessionJudge& judge) {
        auto rows = db_.prepare("SELECT " + readingColumns() + " FROM reading WHERE session = ? ORDER BY n");
        if (!rows) return rows.error();
        rows->bind(s.ref);
        while (judge.goesOn()) {
            auto row = rows->step();
            if (!row) return row.error();
            if (!row.value()) break;
            ++out_.readings;
            judge.take(rows->integer(0), readReadingRow(rows.value()));
        }
        judge.endOfReadings();
        return Done{};
    }

    Status readEnd(const SessionStart& s, SessionJudge& judge) {
        auto head = db_.prepare("SELECT seq, hash, readings, digest FROM chain_head WHERE session = ?");
        if (!head) return head.error();
        auto row = head->bind(s.ref).step();
        if (!row) return row.error();
        std::optional<StoredHead> stored;
        if (row.value())
            stored = StoredHead{head->integer(0), head->integer(2), digestFrom(head->text(1)),
                                digestFrom(head->text(3))};
        judge.compareEnd(stored);
        return Done{};
    }

    Status readList(const SessionStart& s, SessionJudge& judge) {
        auto list = db_.prepare("SELECT " + summaryColumns() + ", s.folded" + std::string(kSummaryFrom) +
                                "WHERE s.ref = ?");
        if (!list) return list.error();
        auto row = list->bind(s.ref).step();
        if (!row) return row.error();
        std::optional<SessionSummary> summary;
        std::string searchText;
        if (row.value()) {
            summary = readSummary(list.value());
            searchText = list->text(32);
        }
        auto rows = db_.prepare("SELECT id, name, origin, period_ms FROM source WHERE session = ?");
        if (!rows) return rows.error();
        rows->bind(s.ref);
        StoredSources sources;
        for (;;) {
            auto next = rows->step();
            if (!next) return next.error();
            if (!next.value()) break;
            sources[rows->integer(0)] = {rows->text(1), rows->text(2), rows->text(3)};
        }
        judge.compareList(summary, searchText, sources);
        return Done{};
    }

    /// Rows that belong to no session, and the running number over all events.
    Status checkWholeFile() {
        if (!out_.findings.empty()) return Done{};
        struct Count {
            const char* query;
            std::int64_t expected;
            Damage damage;
            const char* sentence;
        };
        for (const auto& [query, expected, damage, sentence] :
             {Count{"SELECT count(*) FROM event", out_.events, Damage::inserted,
                    "The file holds entries of no session."},
              Count{"SELECT count(*) FROM reading", out_.readings, Damage::inserted,
                    "The file holds readings of no session."},
              Count{"SELECT coalesce(max(n), 0) FROM event", out_.events, Damage::reordered,
                    "The running numbers of the entries were changed."},
              Count{"SELECT count(*) FROM session_summary", out_.sessions, Damage::listWrong,
                    "The session list holds a session that is not there."},
              Count{"SELECT count(*) FROM chain_head", static_cast<std::int64_t>(sessions_.size()),
                    Damage::inserted, "The file holds the chain head of a session that is not there."},
              Count{"SELECT count(*) FROM source s WHERE NOT EXISTS(SELECT 1 FROM session x WHERE x.ref = "
                    "s.session)",
                    0, Damage::listWrong, "The list of sources names a session that is not there."},
              Count{"SELECT count(*) FROM event a JOIN event b ON b.n > a.n AND b.session = a.session AND "
                    "b.seq = a.seq - 1",
                    0, Damage::reordered, "The running numbers of the entries were changed."}}) {
            auto count = db_.integer(query);
            if (!count) return count.error();
            if (count.value() != expected) report(damage, sentence);
        }
        if (patientsNamed_.size() != patients_.size())
            report(Damage::inserted, "The file holds a patient whom no session names.");
        return Done{};
    }

    Database& db_;
    const VerifySettings& settings_;
    Verification& out_;
    KnownPatients patients_;
    std::set<Digest> patientsNamed_;
    std::vector<SessionStart> sessions_;
};

} // namespace

std::string_view damageName(Damage damage) {
    return kDamageNames[static_cast<std::size_t>(damage)];
}

Verification verify(const std::string& path, const VerifySettings& settings) {
    Verification out;
    const auto fail = [&](Damage damage, const Error& error) {
        out.findings.push_back({damage, std::nullopt, 0, error.message});
        return out;
    };
    OpenSettings opening;
    opening.mode = OpenMode::foreign;
    opening.vfs = settings.vfs;
    // A write-ahead log with something in it: a record in use, or one whose program was killed.
    const RealDisk real;
    opening.immutable = (settings.disk ? *settings.disk : real).sizeOf(path + "-wal") == 0;
    auto db = Database::open(path, opening);
    if (!db) return fail(Damage::unreadable, db.error());
    auto version = schemaVersionOf(*db.value());
    if (!version)
        return fail(db.value()->lastFailure() == Failure::none ? Damage::notARecord : Damage::unreadable,
                    version.error());
    out.schemaVersion = version.value();
    if (version.value() == 0)
        return fail(Damage::notARecord, {"The file " + path + " is empty: it holds no record."});
    if (version.value() > kSchemaVersion)
        return fail(Damage::newer, {"The file " + path + " was written by a newer Chairside (schema " +
                                    std::to_string(version.value()) + "; this one reads up to schema " +
                                    std::to_string(kSchemaVersion) + "). Verify it with the newer version."});
    // A reader's transaction: one moment of the file, also while a writer goes on.
    if (auto begun = db.value()->execute("BEGIN"); !begun) return fail(Damage::unreadable, begun.error());
    if (auto read = Verifier(*db.value(), settings, out).run(); !read)
        return fail(Damage::unreadable, read.error());
    return out;
}

} // namespace chairside
