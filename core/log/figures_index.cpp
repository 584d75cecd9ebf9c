// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/figures_index.h"

#include "core/base/phrase.h"
#include "core/log/facts_codec.h"
#include "core/log/rows.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace chairside {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE figures(
  session BLOB NOT NULL UNIQUE,
  patient BLOB NOT NULL,
  opened_utc_ms INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  nurse TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX figures_by_patient ON figures(patient, opened_utc_ms);
CREATE INDEX figures_tags ON figures(session, flags, nurse);
)sql";
constexpr int kEventsAtOnce = 2'000;

} // namespace

Result<std::unique_ptr<FiguresIndex>> FiguresIndex::tryOpen(const std::string& path) {
    OpenSettings settings;
    settings.mode = OpenMode::writer;
    auto db = Database::open(path, settings);
    if (!db) return db.error();
    auto index = std::unique_ptr<FiguresIndex>(new FiguresIndex(std::move(db).value()));
    // A lost or torn figures file costs time only, so it is not worth a sync at each commit.
    if (auto set = index->db_->execute("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF"); !set)
        return set.error();
    const auto objects = index->db_->integer("SELECT count(*) FROM sqlite_schema");
    if (!objects) return objects.error();
    if (objects.value() == 0) {
        if (auto made = index->create(); !made) return made.error();
        return index;
    }
    const auto version = index->db_->text("SELECT value FROM about WHERE key='version'");
    if (!version) return version.error();
    if (version.value() != std::to_string(kFactsVersion))
        return Error{phrase("The figures are of another version and are computed again.")};
    return index;
}

std::unique_ptr<FiguresIndex> FiguresIndex::open(const std::string& path) {
    if (auto index = tryOpen(path)) return std::move(index).value();
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    std::filesystem::remove(path + "-journal", ignored);
    if (auto index = tryOpen(path)) return std::move(index).value();
    auto memory = tryOpen(":memory:");
    if (!memory) std::abort(); // SQLite can't even keep a table in memory
    return std::move(memory).value();
}

Status FiguresIndex::create() {
    auto transaction = Transaction::begin(*db_);
    if (!transaction) return transaction.error();
    if (auto made = db_->execute(kSchema); !made) return made;
    const std::string about = "INSERT INTO about VALUES('version','" + std::to_string(kFactsVersion) +
                              "'),('watermark','0'),('hash','')";
    if (auto made = db_->execute(about); !made) return made;
    return transaction->commit();
}

Status FiguresIndex::startOver() {
    ++revision_;
    return db_->execute("DELETE FROM figures; UPDATE about SET value='0' WHERE key='watermark'; "
                        "UPDATE about SET value='' WHERE key='hash'");
}

Result<bool> FiguresIndex::sameRecord(HistoryReader& history) {
    const auto watermark = db_->integer("SELECT CAST(value AS INTEGER) FROM about WHERE key='watermark'");
    if (!watermark) return watermark.error();
    if (watermark.value() == 0) return true;
    const auto hash = db_->text("SELECT value FROM about WHERE key='hash'");
    if (!hash) return hash.error();
    const auto there = history.hashOfEntry(watermark.value());
    if (!there) return there.error();
    return hash.value() == there.value();
}

Result<bool> FiguresIndex::update(HistoryReader& history, const Fold& fold, Millis budget) {
    // A restored or exchanged record has another entry where the last look ended.
    const auto same = sameRecord(history);
    if (!same) return same.error();
    if (!same.value())
        if (auto cleared = startOver(); !cleared) return cleared.error();
    const auto begun = std::chrono::steady_clock::now();
    for (;;) {
        const auto watermark = db_->integer("SELECT CAST(value AS INTEGER) FROM about WHERE key='watermark'");
        if (!watermark) return watermark.error();
        const auto changed = history.changedAfter(watermark.value(), kEventsAtOnce);
        if (!changed) return changed.error();
        if (changed->sessions.empty()) return true;
        auto transaction = Transaction::begin(*db_);
        if (!transaction) return transaction.error();
        for (const auto& session : changed->sessions) {
            const auto listed = history.summary(session);
            if (!listed) return listed.error();
            if (!listed.value()) continue; // its patient is gone; nobody to show figures under
            auto record = history.session(session);
            if (!record) return record.error();
            if (auto kept = put(fold(record.value())); !kept) return kept.error();
        }
        auto mark = db_->prepare("UPDATE about SET value=? WHERE key=?");
        if (!mark) return mark.error();
        if (auto done = mark->bind(std::to_string(changed->upTo), "watermark").run(); !done)
            return done.error();
        if (auto done = mark->bind(changed->hash, "hash").run(); !done) return done.error();
        if (auto done = transaction->commit(); !done) return done.error();
        ++revision_;
        if (std::chrono::steady_clock::now() - begun >= budget) return false;
    }
}

Status FiguresIndex::put(const SessionFacts& facts) {
    auto insert = db_->prepare("INSERT INTO figures VALUES(?,?,?,?,?,?) ON CONFLICT(session) DO UPDATE SET "
                               "patient=excluded.patient, opened_utc_ms=excluded.opened_utc_ms, "
                               "flags=excluded.flags, nurse=excluded.nurse, body=excluded.body");
    if (!insert) return insert.error();
    const auto body = encodeFacts(facts);
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(body.data()), body.size());
    return insert
        ->bind(facts.session.bytes, facts.patient.bytes, facts.opened.utcMs,
               static_cast<std::int64_t>(facts.flags), facts.nurse, bytes)
        .run();
}

Result<std::int64_t> FiguresIndex::size() {
    return db_->integer("SELECT count(*) FROM figures");
}

Status FiguresIndex::collect(Statement& rows, const std::function<void(const SessionFacts&)>& visit) {
    for (;;) {
        auto row = rows.step();
        if (!row) return row.error();
        if (!row.value()) return Done{};
        auto facts = decodeFacts(rows.text(0));
        if (!facts) return facts.error();
        visit(facts.value());
    }
}

Result<std::optional<SessionFacts>> FiguresIndex::facts(const Uuid& session) {
    auto rows = db_->prepare("SELECT body FROM figures WHERE session=?");
    if (!rows) return rows.error();
    std::optional<SessionFacts> found;
    auto read = collect(rows->bind(session.bytes), [&](const SessionFacts& facts) { found = facts; });
    if (!read) return read.error();
    return found;
}

Result<std::vector<SessionFacts>> FiguresIndex::ofPatient(const Uuid& patient) {
    auto rows = db_->prepare("SELECT body FROM figures WHERE patient=? ORDER BY opened_utc_ms");
    if (!rows) return rows.error();
    std::vector<SessionFacts> found;
    auto read =
        collect(rows->bind(patient.bytes), [&](const SessionFacts& facts) { found.push_back(facts); });
    if (!read) return read.error();
    return found;
}

Status FiguresIndex::each(const std::function<void(const SessionFacts&)>& visit) {
    // In the order of the file: sorting would visit the rows in leaps. Whoever needs an order sorts the
    // result.
    auto rows = db_->prepare("SELECT body FROM figures");
    if (!rows) return rows.error();
    return collect(rows.value(), visit);
}

Result<std::vector<Uuid>> FiguresIndex::withFlags(std::uint32_t flags) {
    auto rows = db_->prepare("SELECT session FROM figures INDEXED BY figures_tags WHERE flags & ?1 = ?1");
    if (!rows) return rows.error();
    rows->bind(static_cast<std::int64_t>(flags));
    std::vector<Uuid> out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return out;
        out.push_back(uuidFrom(rows->text(0)));
    }
}

Result<std::unordered_map<Uuid, FactTags>> FiguresIndex::tags() {
    auto rows = db_->prepare("SELECT session, flags, nurse FROM figures INDEXED BY figures_tags");
    if (!rows) return rows.error();
    std::unordered_map<Uuid, FactTags> out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return out;
        out.emplace(uuidFrom(rows->text(0)),
                    FactTags{static_cast<std::uint32_t>(rows->integer(1)), rows->text(2)});
    }
}

} // namespace chairside
