// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/earlier_sessions.h"

#include "core/log/earlier_bands.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr int kPauseMs = 30;       ///< between two sessions read, so that touches and frames come first
constexpr std::size_t kMost = 500; ///< courses kept, some 10 kB each

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
    auto* history = history_();
    auto sessions = history ? treatedBefore(*history, session) : std::vector<Uuid>{};
    questions_.push_back({asker, std::move(sessions), std::move(done)});
    idle_.start(kPauseMs);
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
        auto* history = history_(); // what can't be read is empty, and is not asked for again
        auto course = history ? readCourse(*history, *next) : EarlierCourse{};
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
