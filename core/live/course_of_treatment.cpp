// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/course_of_treatment.h"

#include <algorithm>

namespace chairside {
namespace {

std::int64_t utcOf(const SessionFacts& facts, MonoTime at) {
    return facts.opened.utcMs + toMs(at);
}

/// A series begins anew where a session was numbered 1 again.
std::size_t seriesStart(const std::vector<CourseVisit>& visits) {
    for (std::size_t i = visits.size(); i-- > 1;)
        if (visits[i].facts.number == 1) return i;
    return 0;
}

/// What the patient came with counts; a score of after the treatment only when there is no other.
const ScoreFact* scoreOf(const SessionFacts& facts, const std::string& instrument) {
    const ScoreFact* found = nullptr;
    for (const auto& score : facts.scores) {
        if (score.instrument != instrument || !score.total) continue;
        if (!found || (score.beforeTreatment && !found->beforeTreatment)) found = &score;
    }
    return found;
}

bool suicidalAt(const SessionFacts& facts) {
    return std::ranges::any_of(facts.scores, &ScoreFact::suicidality);
}

ScaleCourse scaleCourse(const std::string& instrument, const std::vector<SessionFacts>& all,
                        const std::vector<CourseVisit>& visits, std::size_t from) {
    ScaleCourse out;
    out.instrument = instrument;
    out.totals.resize(visits.size());
    out.outcomes.resize(visits.size());
    if (visits.empty()) return out;
    const auto& first = visits[from].facts;
    std::vector<DatedScore> dated;
    for (const auto& facts : all)
        for (const auto& score : facts.scores)
            if (score.instrument == instrument) dated.push_back({utcOf(facts, score.at), score.total});
    out.baseline = baselineScore(dated, utcOf(first, first.start.value_or(MonoTime{})));
    const auto* rule = outcomeRule(instrument);
    const bool suicidalBefore = suicidalAt(first);
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const auto* score = scoreOf(visits[i].facts, instrument);
        if (!score) continue;
        out.totals[i] = score->total;
        if (rule && i > from)
            out.outcomes[i] = evaluateOutcome(*rule, out.baseline, score->total,
                                              !suicidalBefore && suicidalAt(visits[i].facts));
    }
    return out;
}

/// The scales of the indication first, then whatever else was asked.
std::vector<std::string> scalesInOrder(const std::vector<SessionFacts>& all, const std::string& indication) {
    std::vector<std::string> order;
    const auto add = [&](const std::string& scale) {
        const bool asked = std::ranges::any_of(all, [&](const SessionFacts& facts) {
            return std::ranges::any_of(facts.scores, [&](const auto& s) { return s.instrument == scale; });
        });
        if (asked && std::ranges::find(order, scale) == order.end()) order.push_back(scale);
    };
    if (const auto* known = findIndication(indication))
        for (const auto scale : known->scales) add(std::string(scale));
    for (const auto& facts : all)
        for (const auto& score : facts.scores) add(score.instrument);
    return order;
}

} // namespace

const ScaleCourse* CourseOfTreatment::scale(const std::string& instrument) const {
    const auto it = std::ranges::find(scales, instrument, &ScaleCourse::instrument);
    return it == scales.end() ? nullptr : &*it;
}

CourseOfTreatment courseOfTreatment(std::vector<SessionFacts> facts,
                                    const std::vector<CourseSession>& sessions, WallTime now) {
    CourseOfTreatment out;
    std::ranges::stable_sort(facts, {}, [](const SessionFacts& f) { return f.opened.utcMs; });
    for (const auto& one : facts) {
        if (one.has(fact::kCancelled)) continue;
        out.newest = one.session;
        if (!one.has(fact::kTreated)) continue;
        CourseVisit visit{one, std::nullopt};
        if (!out.visits.empty())
            visit.daysSince = daysBetween(formatDate(out.visits.back().facts.opened), formatDate(one.opened));
        out.visits.push_back(std::move(visit));
    }
    out.seriesFrom = seriesStart(out.visits);
    out.next = proposeSeries(sessions, now);
    for (const auto& instrument : scalesInOrder(facts, out.next.indication))
        out.scales.push_back(scaleCourse(instrument, facts, out.visits, out.seriesFrom));
    for (const auto& session : sessions)
        out.notes.insert(out.notes.end(), session.accounts.begin(), session.accounts.end());
    std::ranges::stable_sort(out.notes, std::greater{}, [](const DatedText& note) { return note.at.utcMs; });
    out.followUps = openFollowUps(sessions, now);
    return out;
}

std::map<std::string, int> worstEffects(const SessionFacts& facts) {
    std::map<std::string, int> worst;
    for (const auto& effect : facts.effects)
        worst[effect.effect] = std::max(worst[effect.effect], effect.worst);
    return worst;
}

std::optional<CourseChanges> lastChanges(const CourseOfTreatment& course) {
    if (course.visits.size() < 2) return std::nullopt;
    const auto& before = course.visits[course.visits.size() - 2].facts;
    const auto& now = course.visits.back().facts;
    CourseChanges out;
    out.days = course.visits.back().daysSince;
    out.doseMg = {before.givenMg, now.givenMg};
    out.mgPerKg = {before.mgPerKg, now.mgPerKg};
    out.systolicRise = {before.systolic.rise(), now.systolic.rise()};
    // Peaks of two scales cannot be compared.
    const bool sameScale = before.dissociationScale == now.dissociationScale;
    if (now.dissociation) out.dissociation.now = now.dissociation->value;
    if (before.dissociation && sameScale) out.dissociation.before = before.dissociation->value;
    if (!course.scales.empty()) {
        const auto& scale = course.scales.front();
        out.scale = scale.instrument;
        out.score = {scale.totals[scale.totals.size() - 2], scale.totals.back()};
        out.outcome = scale.outcomes.back();
    }
    const auto was = worstEffects(before), is = worstEffects(now);
    for (const auto& [effect, severity] : is) {
        const auto old = was.find(effect);
        if (old == was.end())
            out.appeared.push_back(effect);
        else if (severity > old->second)
            out.worse.push_back(effect);
    }
    for (const auto& [effect, severity] : was)
        if (!is.contains(effect)) out.gone.push_back(effect);
    out.stoppedEarly = now.has(fact::kAborted);
    out.abortReason = now.abortReason;
    return out;
}

} // namespace chairside
