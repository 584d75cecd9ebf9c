// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/verify.h"

#include "core/domain/stock.h"
#include "core/log/disk.h"
#include "core/log/event_codec.h"
#include "core/log/rows.h"
#include "core/log/store.h"
#include "core/log/summary_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace chairside {
namespace {

constexpr std::array<std::string_view, 11> kDamageNames{
    "unreadable", "not a record", "newer",     "schema changed", "edited",    "deleted",
    "inserted",   "reordered",    "truncated", "seal broken",    "list wrong"};

/// Kinds that may follow a signature; as the trigger event_after_signing.
bool mayFollowSigning(std::string_view kind) {
    static const std::set<std::string_view> kKinds{"session.signed",  "addendum.added",    "readings.sealed",
                                                   "session.resumed", "store.fault",       "source.lost",
                                                   "source.returned", "clock.stepped",     "alarm.cleared",
                                                   "account.written", "follow_up.planned", "self.tested"};
    return kKinds.contains(kind);
}

struct SessionFacts {
    std::int64_t ref = 0;
    Uuid id, patient;
    std::int64_t firstSeq = 1, firstReading = 1;
    Digest firstPrev{}, firstDigest{};
};

struct Source {
    std::string name, origin, periods;
    bool operator==(const Source&) const = default;
};

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
    void report(Damage damage, const SessionFacts* session, std::int64_t seq, std::string sentence) {
        if (out_.findings.size() >= settings_.mostFindings) return;
        out_.findings.push_back(
            {damage, session ? std::optional(session->id) : std::nullopt, seq, std::move(sentence)});
    }

    /// Every row of a query as one text, to compare with what this program writes itself.
    static Result<std::string> dump(Database& db, const std::string& query, int columns) {
        auto rows = db.prepare(query);
        if (!rows) return rows.error();
        std::string out;
        for (;;) {
            auto row = rows->step();
            if (!row) return row.error();
            if (!row.value()) return out;
            for (int i = 0; i < columns; ++i) (out += rows->text(i)) += '\x1f';
            out += '\x1e';
        }
    }

    Status checkStructure() {
        auto reference = Database::open(":memory:", {OpenMode::writer, "", false, "FULL", true});
        if (!reference) return reference.error();
        if (auto made = migrate(*reference.value(), releasedMigrations(), {}); !made) return made;
        struct Part {
            const char* query;
            int columns;
            const char* sentence;
        };
        // The text of every table, index and trigger first: what follows trusts their meaning.
        for (const auto& [query, columns, sentence] :
             {Part{"SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2", 4,
                   "The tables or triggers of the file are not those of a Chairside record: they were "
                   "changed."},
              Part{"SELECT key, value FROM about ORDER BY key", 2,
                   "The description of the file in the file was changed."},
              Part{"SELECT key, meaning, unit, loinc FROM channel ORDER BY key", 4,
                   "The description of the channels in the file was changed."},
              Part{"SELECT n FROM reserve", 1, "The space reserve of the file holds something."}}) {
            auto ours = dump(*reference.value(), query, columns);
            if (!ours) return ours.error();
            auto theirs = dump(db_, query, columns);
            if (!theirs) return theirs.error();
            if (ours.value() == theirs.value()) continue;
            report(Damage::schemaChanged, nullptr, 0, sentence);
            return Done{};
        }
        auto check = db_.text("PRAGMA integrity_check(1)");
        if (!check) return check.error();
        if (check.value() != "ok")
            report(Damage::unreadable, nullptr, 0, "The file is damaged inside (" + check.value() + ").");
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
                return report(Damage::deleted, nullptr, 0,
                              "A patient's row is missing before row " + std::to_string(rows->integer(9)) +
                                  "."),
                       Done{};
            if (digestOf(patient) != patient.digest || rows->text(10) != searchTextOf(patient.patient))
                report(Damage::edited, nullptr, 0, "The patient's row " + std::to_string(n) + " was edited.");
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
            SessionFacts s{rows->integer(0),         uuidFrom(rows->text(1)), uuidFrom(rows->text(2)),
                           rows->integer(3),         rows->integer(5),        digestFrom(rows->text(4)),
                           digestFrom(rows->text(6))};
            chain = nextFileChain(chain, s.id);
            if (s.ref != static_cast<std::int64_t>(sessions_.size()) + 1 && out_.sound())
                report(Damage::deleted, nullptr, 0,
                       "A whole session is missing before session " + s.id.toString() + ".");
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
               nullptr, 0,
               "The file says that " + std::to_string(told) + " sessions were opened, but holds " +
                   std::to_string(streams) + ", or others: sessions were removed, added or exchanged.");
        return Done{};
    }

    static bool isClinicLog(const SessionFacts& s) { return s.id == kClinicLog; }
    bool hasClinicLog() const { return std::any_of(sessions_.begin(), sessions_.end(), isClinicLog); }

    struct Walk { ///< of one session
        Digest hash{}, digest{};
        std::int64_t seq = 0, readings = 0;
        SessionSummary summary;
        std::map<std::int64_t, Source> sources;
        std::map<std::int64_t, std::pair<std::int64_t, std::string>> seals; ///< count -> seal event, digest
        bool closed = false, bad = false;
    };

    Status checkSession(const SessionFacts& s) {
        Walk walk;
        const bool begins = s.firstSeq == 1 && s.firstReading == 1 &&
                            s.firstPrev == genesis(s.id, s.patient) && s.firstDigest == readingGenesis(s.id);
        if (!begins && !(settings_.segment && s.firstSeq > 1)) {
            report(s.firstSeq > 1 ? Damage::truncated : Damage::edited, &s, s.firstSeq,
                   "The beginning of the session is missing or was changed: its first row does not start the "
                   "chain.");
            return Done{};
        }
        walk.hash = s.firstPrev;
        walk.digest = s.firstDigest;
        walk.seq = s.firstSeq - 1;
        walk.readings = s.firstReading - 1;
        if (auto read = walkEvents(s, walk); !read) return read;
        if (!walk.bad)
            if (auto read = walkReadings(s, walk); !read) return read;
        if (!walk.bad)
            if (auto read = checkHead(s, walk); !read) return read;
        if (!walk.bad && begins && !isClinicLog(s))
            if (auto read = checkProjections(s, walk); !read) return read;
        out_.chainHeads.push_back(s.id.toString() + " " + toHex(walk.hash));
        return Done{};
    }

    void bad(Walk& walk, Damage damage, const SessionFacts& s, std::int64_t seq, std::string sentence) {
        walk.bad = true;
        report(damage, &s, seq, std::move(sentence));
    }

    Status walkEvents(const SessionFacts& s, Walk& walk) {
        auto rows = db_.prepare("SELECT " + std::string(kEventColumns) +
                                " FROM event e WHERE e.session = ? ORDER BY e.seq");
        if (!rows) return rows.error();
        rows->bind(s.ref);
        for (;;) {
            auto row = rows->step();
            if (!row) return row.error();
            if (!row.value()) return Done{};
            const auto event = readEventRow(rows.value(), s.id);
            ++out_.events;
            if (!checkEvent(s, walk, event)) return Done{};
            walk.hash = event.hash;
            walk.seq = event.seq;
            fold(s, walk, event);
            if (walk.bad) return Done{};
        }
    }

    bool checkEvent(const SessionFacts& s, Walk& walk, const EventRow& event) {
        const std::string which = "Entry " + std::to_string(event.seq);
        if (event.seq != walk.seq + 1) {
            bad(walk, Damage::deleted, s, walk.seq + 1,
                "Entry " + std::to_string(walk.seq + 1) + " is missing; the next one there is " +
                    std::to_string(event.seq) + ".");
        } else if (hashOf(event) != event.hash) {
            if (belongsElsewhere(event))
                bad(walk, Damage::reordered, s, event.seq,
                    which + " stands in another place than it was recorded at.");
            else
                bad(walk, Damage::edited, s, event.seq,
                    which + " (" + event.kind + ") was edited after it was recorded.");
        } else if (event.prev != walk.hash) {
            bad(walk, Damage::inserted, s, event.seq,
                which + " does not continue the entry before it: one was put in or replaced here.");
        } else if (walk.closed && !mayFollowSigning(event.kind)) {
            bad(walk, Damage::inserted, s, event.seq, which + " was added after the session was closed.");
        } else if (event.seq == 1 && event.kind != (isClinicLog(s) ? "clinic.opened" : "session.opened")) {
            bad(walk, Damage::inserted, s, event.seq, "The session does not begin with its opening.");
        } else {
            return true;
        }
        return false;
    }

    /// The content is genuine for another seq nearby: rows changed places.
    static bool belongsElsewhere(EventRow event) {
        const auto here = event.seq;
        for (auto seq = std::max<std::int64_t>(1, here - 200); seq <= here + 200; ++seq) {
            event.seq = seq;
            if (hashOf(event) == event.hash) return true;
        }
        return false;
    }

    void fold(const SessionFacts& s, Walk& walk, const EventRow& row) {
        if (row.kind == "session.signed" || row.kind == "session.cancelled") walk.closed = true;
        auto event = fromRow(row);
        if (!event) { // of a later version, or never readable; counted by the writer in the same way
            walk.summary.events = row.seq;
            return;
        }
        if (auto* opened = std::get_if<SessionOpened>(&event->body)) {
            const auto digest = digestFromHex(identityIn(row.body).value_or(""));
            const auto known = digest ? patients_.find(*digest) : patients_.end();
            if (known == patients_.end())
                return bad(walk, Damage::deleted, s, row.seq,
                           "The row of the patient who was entered here is missing.");
            used_.insert(*digest);
            if (row.seq == 1 && known->second.id != s.patient)
                return bad(walk, Damage::edited, s, row.seq,
                           "The session names another patient than its opening.");
            opened->patient = known->second;
        }
        if (const auto* sealed = std::get_if<ReadingsSealed>(&event->body))
            walk.seals.emplace(sealed->count, std::pair(row.seq, sealed->digest));
        if (const auto* source = std::get_if<SourceAttached>(&event->body))
            walk.sources[source->info.id] = {source->info.name, std::string(originName(source->info.origin)),
                                             encodePeriods(source->info)};
        evolve(walk.summary, event.value());
    }

    Status walkReadings(const SessionFacts& s, Walk& walk) {
        const auto checkSeal = [&] {
            const auto seal = walk.seals.find(walk.readings);
            if (seal == walk.seals.end()) return;
            if (seal->second.second != toHex(walk.digest))
                bad(walk, Damage::sealBroken, s, seal->second.first,
                    "The first " + std::to_string(walk.readings) + " readings are not those that entry " +
                        std::to_string(seal->second.first) + " sealed.");
            else
                out_.sealedReadings += walk.readings - std::exchange(sealedHere_, walk.readings);
        };
        sealedHere_ = walk.readings;
        auto rows = db_.prepare("SELECT " + readingColumns() + " FROM reading WHERE session = ? ORDER BY n");
        if (!rows) return rows.error();
        rows->bind(s.ref);
        checkSeal();
        while (!walk.bad) {
            auto row = rows->step();
            if (!row) return row.error();
            if (!row.value()) break;
            ++out_.readings;
            const auto n = rows->integer(0);
            if (n != walk.readings + 1) {
                bad(walk, Damage::deleted, s, walk.readings + 1,
                    "Reading " + std::to_string(walk.readings + 1) + " is missing.");
                break;
            }
            walk.digest = nextReadingDigest(walk.digest, readReadingRow(rows.value()));
            walk.readings = n;
            checkSeal();
        }
        if (!walk.bad && !walk.seals.empty() && walk.seals.rbegin()->first > walk.readings)
            bad(walk, Damage::truncated, s, walk.readings + 1,
                "Only " + std::to_string(walk.readings) + " readings are there, but " +
                    std::to_string(walk.seals.rbegin()->first) + " were sealed.");
        return Done{};
    }

    Status checkHead(const SessionFacts& s, Walk& walk) {
        auto head = db_.prepare("SELECT seq, hash, readings, digest FROM chain_head WHERE session = ?");
        if (!head) return head.error();
        auto row = head->bind(s.ref).step();
        if (!row) return row.error();
        if (!row.value()) {
            bad(walk, Damage::deleted, s, walk.seq, "The session's chain head is missing.");
        } else if (const auto seq = head->integer(0); seq != walk.seq) {
            bad(walk, seq > walk.seq ? Damage::truncated : Damage::inserted, s, walk.seq + 1,
                "The session holds " + std::to_string(walk.seq) + " entries, but " + std::to_string(seq) +
                    " were recorded.");
        } else if (digestFrom(head->text(1)) != walk.hash) {
            bad(walk, Damage::edited, s, walk.seq, "The last entry is not the one that was recorded.");
        } else if (const auto readings = head->integer(2); readings != walk.readings) {
            bad(walk, readings > walk.readings ? Damage::truncated : Damage::inserted, s, walk.readings + 1,
                "The session holds " + std::to_string(walk.readings) + " readings, but " +
                    std::to_string(readings) + " were recorded.");
        } else if (digestFrom(head->text(3)) != walk.digest) {
            bad(walk, Damage::edited, s, 0, "A reading was edited after it was recorded.");
        }
        return Done{};
    }

    Status checkProjections(const SessionFacts& s, Walk& walk) {
        auto list = db_.prepare("SELECT " + summaryColumns() + ", s.folded" + std::string(kSummaryFrom) +
                                "WHERE s.ref = ?");
        if (!list) return list.error();
        auto row = list->bind(s.ref).step();
        if (!row) return row.error();
        if (row.value()) {
            const auto stored = readSummary(list.value());
            if (!sameRow(stored, walk.summary) || list->text(32) != searchTextOf(walk.summary))
                bad(walk, Damage::listWrong, s, 0,
                    "The session list does not say what the session's entries say.");
        } else {
            bad(walk, Damage::listWrong, s, 0, "The session is missing in the session list.");
        }
        auto rows = db_.prepare("SELECT id, name, origin, period_ms FROM source WHERE session = ?");
        if (!rows) return rows.error();
        rows->bind(s.ref);
        std::map<std::int64_t, Source> stored;
        for (;;) {
            auto next = rows->step();
            if (!next) return next.error();
            if (!next.value()) break;
            stored[rows->integer(0)] = {rows->text(1), rows->text(2), rows->text(3)};
        }
        if (stored != walk.sources && !walk.bad)
            bad(walk, Damage::listWrong, s, 0,
                "The list of sources does not say what the session's entries say.");
        return Done{};
    }

    /// Rows that belong to no session, and the running number over all events.
    Status checkWholeFile() {
        if (!out_.sound()) return Done{};
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
            if (count.value() != expected) report(damage, nullptr, 0, sentence);
        }
        if (used_.size() != patients_.size())
            report(Damage::inserted, nullptr, 0, "The file holds a patient whom no session names.");
        return Done{};
    }

    Database& db_;
    const VerifySettings& settings_;
    Verification& out_;
    std::map<Digest, Patient> patients_;
    std::set<Digest> used_;
    std::vector<SessionFacts> sessions_;
    std::int64_t sealedHere_ = 0;
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
