// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of HistoryReader that look across sessions for the clinic: its own log, drug that left the stock,
// treatments that ask for a form.
#include "core/base/phrase.h"
#include "core/domain/stock.h"
#include "core/log/event_codec.h"
#include "core/log/history.h"
#include "core/log/rows.h"

namespace chairside {

Result<std::vector<Event>> HistoryReader::clinicLog() {
    auto rows =
        db_->prepare("SELECT " + std::string(kEventColumns) +
                     " FROM event e JOIN session x ON x.ref = e.session WHERE x.id = ? ORDER BY e.seq");
    if (!rows) return rows.error();
    rows->bind(kClinicLog.bytes);
    std::vector<Event> out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return out;
        auto event = fromRow(readEventRow(rows.value(), kClinicLog));
        if (event) out.push_back(std::move(event).value()); // one of a later version changes no count here
    }
}

Result<std::vector<DrugUse>> HistoryReader::drugUses(std::int64_t afterEntry) {
    auto rows = db_->prepare(
        "SELECT " + std::string(kEventColumns) +
        ", e.n, x.id, s.protocol_id, s.protocol_version, s.opened_utc_ms, s.opened_offset_min, p.family, "
        "p.given, p.mrn FROM event e JOIN session_summary s ON s.ref = e.session JOIN session x ON x.ref = "
        "e.session JOIN patient p ON p.n = s.patient WHERE e.n > ? AND e.kind IN ('drug.drawn', "
        "'spray.given', 'entry.withdrawn') AND s.demo = 0 AND s.drill = '' ORDER BY e.n");
    if (!rows) return rows.error();
    rows->bind(afterEntry);
    std::vector<DrugUse> out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return out;
        auto event = fromRow(readEventRow(rows.value(), uuidFrom(rows->text(15))));
        if (!event) continue;
        DrugUse use{std::move(event).value(),
                    rows->integer(14),
                    rows->text(16),
                    static_cast<int>(rows->integer(17)),
                    WallTime{rows->integer(18), static_cast<std::int16_t>(rows->integer(19))},
                    {}};
        use.patient.familyName = rows->text(20);
        use.patient.givenName = rows->text(21);
        use.patient.mrn = rows->text(22);
        out.push_back(std::move(use));
    }
}

Result<std::int64_t> HistoryReader::clinicLogBegan() {
    auto rows = db_->prepare("SELECT coalesce(min(e.n), -1) FROM event e JOIN session x ON x.ref = e.session "
                             "WHERE x.id = ?");
    if (!rows) return rows.error();
    if (auto row = rows->bind(kClinicLog.bytes).step(); !row) return row.error();
    return rows->integer(0);
}

Result<SessionOpened> HistoryReader::openedOf(const Uuid& session) {
    auto rows = db_->prepare("SELECT e.body FROM event e JOIN session x ON x.ref = e.session WHERE x.id = ? "
                             "AND e.kind = 'session.opened' ORDER BY e.seq LIMIT 1");
    if (!rows) return rows.error();
    auto row = rows->bind(session.bytes).step();
    if (!row) return row.error();
    if (!row.value()) return Error{phrase("There is no session {1} in this record.", session.toString())};
    auto body = decodeBody("session.opened", rows->text(0));
    if (!body) return body.error();
    return std::get<SessionOpened>(std::move(body).value());
}

} // namespace chairside
