// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/earlier_bands.h"

namespace chairside {
namespace {

constexpr int kLookBack = 40; ///< sessions; cancelled and untreated ones are passed over

bool isMadeUp(const SessionSummary& s) {
    return s.demo || s.simulated || !s.drill.empty();
}

} // namespace

std::vector<Uuid> treatedBefore(HistoryReader& history, const SessionSummary& session) {
    std::vector<Uuid> out;
    if (session.patient.id.isNull()) return out;
    SessionFilter filter;
    filter.patient = session.patient.id;
    filter.toUtcMs = session.opened.utcMs;
    const auto found = history.sessions(filter, kLookBack);
    if (!found) return out;
    for (const auto& one : found.value()) {
        const bool finished =
            one.status == SessionStatus::discharged || one.status == SessionStatus::signedOff;
        if (one.session == session.session || !finished || !one.treatmentStart) continue;
        if (isMadeUp(one) != isMadeUp(session)) continue;
        out.push_back(one.session);
        if (out.size() == kBandSessions) break;
    }
    return out;
}

EarlierCourse readCourse(HistoryReader& history, const Uuid& session) {
    const auto record = history.session(session);
    if (!record) return {};
    RecordModel model;
    model.setSources(record->sources);
    for (const auto& event : record->events) model.append(event);
    for (const auto& reading : record->readings) model.append(reading);
    return earlierCourse(model);
}

std::vector<HistoryBand> bandsBefore(HistoryReader& history, const SessionSummary& session) {
    std::vector<EarlierCourse> courses;
    for (const auto& one : treatedBefore(history, session)) courses.push_back(readCourse(history, one));
    std::erase_if(courses, [](const EarlierCourse& course) { return course.empty(); });
    return historyBands(courses);
}

} // namespace chairside
