// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/summary_rows.h"

#include "core/base/text.h"
#include "core/log/rows.h"

#include <tuple>

namespace chairside {
namespace {

std::optional<MonoTime> monoAt(const Statement& row, int column) {
    return row.isNull(column) ? std::nullopt : std::optional(monoFromMs(row.integer(column)));
}

auto tied(const SessionSummary& s) {
    return std::tie(s.session, s.patient.id, s.opened, s.status, s.protocolId, s.protocolTitle,
                    s.protocolVersion, s.station, s.bootId, s.drill, s.speed, s.simulated, s.demo,
                    s.numberInCourse, s.doseMg, s.treatmentStart, s.treatmentEnd, s.completed, s.events,
                    s.last);
}

} // namespace

std::string summaryColumns() {
    return "x.id, s.opened_utc_ms, s.opened_offset_min, s.status, s.protocol_id, s.protocol_title, "
           "s.protocol_version, s.station, s.boot_id, s.speed, s.simulated, s.demo, s.drill, "
           "s.number_in_course, "
           "s.dose_mg, s.treatment_start_ms, s.treatment_end_ms, s.completed, s.events, s.last_mono_ms, "
           "s.last_utc_ms, s.last_offset_min, (SELECT max(n) FROM reading r WHERE r.session = s.ref), " +
           std::string(kPatientColumns);
}

SessionSummary readSummary(const Statement& row) {
    SessionSummary s;
    s.session = uuidFrom(row.text(0));
    s.opened = {row.integer(1), static_cast<std::int16_t>(row.integer(2))};
    s.status = statusFromName(row.text(3)).value_or(SessionStatus::open);
    s.protocolId = row.text(4);
    s.protocolTitle = row.text(5);
    s.protocolVersion = static_cast<int>(row.integer(6));
    s.station = row.text(7);
    s.bootId = row.text(8);
    s.speed = row.real(9);
    s.simulated = row.integer(10) != 0;
    s.demo = row.integer(11) != 0;
    s.drill = row.text(12);
    s.numberInCourse = static_cast<int>(row.integer(13));
    if (!row.isNull(14)) s.doseMg = row.real(14);
    s.treatmentStart = monoAt(row, 15);
    s.treatmentEnd = monoAt(row, 16);
    if (!row.isNull(17)) s.completed = row.integer(17) != 0;
    s.events = row.integer(18);
    s.last = {monoFromMs(row.integer(19)), {row.integer(20), static_cast<std::int16_t>(row.integer(21))}};
    s.readings = row.integer(22);
    s.patient = readPatientRow(row, 23).patient;
    return s;
}

std::string searchTextOf(const Patient& p) {
    return foldForSearch(p.familyName + " " + p.givenName + " " + p.mrn + " " + p.birthDate);
}
std::string searchTextOf(const SessionSummary& s) {
    return searchTextOf(s.patient) + " " + foldForSearch(s.protocolTitle);
}

bool sameRow(const SessionSummary& a, const SessionSummary& b) {
    return tied(a) == tied(b);
}

} // namespace chairside
