// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/earlier_sessions.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr int kPauseMs = 30;       ///< between two sessions read, so that touches and frames come first
constexpr int kLookBack = 40;      ///< sessions; cancelled and untreated ones are passed over
constexpr std::size_t kMost = 500; ///< courses kept, some 10 kB each

bool isMadeUp(const SessionSummary& s) {
    return s.demo || s.simulated || !s.drill.empty();
}

} // namespace

EarlierSessions::EarlierSessions(std::function<HistoryReader*()> history, QObject* parent)
    : QObject(parent), history_(std::move(history)) {
    idle_.setSingleShot(true);
    connect(&idle_, &QTimer::timeout, this, &EarlierSessions::readNext);
}

void EarlierSessions::forget(Asker asker) {
    std::erase_if(questions_, [&](const Question& q) { return q.asker == asker; });
}

void EarlierSessions::ask(Asker asker, const SessionSummary& session, Bands done) {
    forget(asker);
    questions_.push_back({asker, sessionsBefore(session), std::move(done)});
    idle_.start(kPauseMs);
}

std::vector<Uuid> EarlierSessions::sessionsBefore(const SessionSummary& session) {
    std::vector<Uuid> out;
    auto* history = history_();
    if (!history || session.patient.id.isNull()) return out;
    SessionFilter filter;
    filter.patient = session.patient.id;
    filter.toUtcMs = session.opened.utcMs;
    const auto found = history->sessions(filter, kLookBack);
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

void EarlierSessions::readNext() {
    if (questions_.empty()) return;
    const auto& wanted = questions_.front().sessions;
    const auto next =
        std::find_if(wanted.begin(), wanted.end(), [&](const Uuid& id) { return !known_.contains(id); });
    if (next == wanted.end()) {
        answer();
    } else {
        if (known_.size() >= kMost) known_.clear();
        EarlierCourse course; // of a session that can't be read: nothing, and it is not asked for again
        auto* history = history_();
        if (auto record = history ? history->session(*next) : Result<SessionRecord>(Error{})) {
            RecordModel model;
            model.setSources(record->sources);
            for (const auto& event : record->events) model.append(event);
            for (const auto& reading : record->readings) model.append(reading);
            course = earlierCourse(model);
        }
        known_.emplace(*next, std::move(course));
    }
    if (!questions_.empty()) idle_.start(kPauseMs);
}

void EarlierSessions::answer() {
    const Question question = std::move(questions_.front());
    questions_.pop_front();
    std::vector<EarlierCourse> courses;
    for (const auto& id : question.sessions)
        if (const auto found = known_.find(id); found != known_.end() && !found->second.empty())
            courses.push_back(found->second);
    question.done(historyBands(courses));
}

} // namespace chairside
