// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/recorded_course.h"

#include "core/base/phrase.h"
#include "core/interop/recorded_view.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr int kMostSessions = 1'000; ///< of one patient; far more than any course

} // namespace

Result<RecordedCourse> readCourse(HistoryReader& history, FiguresIndex& figures, const Uuid& patient,
                                  WallTime now) {
    SessionFilter filter;
    filter.patient = patient;
    const auto sessions = history.sessions(filter, kMostSessions);
    if (!sessions) return sessions.error();
    if (sessions->empty()) return Error{phrase("No session of this patient is in the record.")};
    auto kept = figures.ofPatient(patient);
    if (!kept) return kept.error();
    RecordedViews views;
    std::vector<SessionFacts> facts;
    std::vector<CourseSession> stories;
    for (const auto& summary : sessions.value()) {
        const auto known = std::ranges::find(kept.value(), summary.session, &SessionFacts::session);
        const bool running = summary.status == SessionStatus::open;
        const bool isKept = known != kept->end() && !running;
        auto record = isKept ? history.story(summary.session) : history.session(summary.session);
        if (!record) return record.error();
        facts.push_back(isKept ? *known : views.facts(record.value()));
        stories.push_back(courseSession(record->events));
    }
    return RecordedCourse{sessions->front().patient, courseOfTreatment(std::move(facts), stories, now)};
}

Result<DueFollowUps> dueFollowUps(HistoryReader& history, FiguresIndex& figures, WallTime now,
                                  std::size_t limit) {
    const auto sessions = figures.withFlags(fact::kFollowUp);
    if (!sessions) return sessions.error();
    struct Found {
        std::string date;
        Uuid session, followUp;
    };
    std::vector<Found> found;
    const auto today = formatDate(now);
    for (const auto& session : sessions.value()) {
        const auto facts = figures.facts(session);
        if (!facts) return facts.error();
        if (!facts.value()) continue;
        for (const auto& followUp : facts.value()->followUps)
            if (followUp.date <= today) found.push_back({followUp.date, session, followUp.id});
    }
    std::ranges::stable_sort(found, {}, &Found::date);
    DueFollowUps out;
    out.total = found.size();
    found.resize(std::min(found.size(), limit));
    for (const auto& one : found) {
        const auto record = history.story(one.session);
        if (!record) return record.error();
        const auto due = openFollowUps({courseSession(record->events)}, now).due;
        const auto it = std::ranges::find(due, one.followUp, &DatedText::id);
        // Closed since the figures were kept: it is no longer due.
        if (it == due.end())
            --out.total;
        else
            out.first.push_back({record->summary.patient, *it});
    }
    return out;
}

} // namespace chairside
