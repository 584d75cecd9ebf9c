// SPDX-License-Identifier: GPL-3.0-or-later
// One patient's sessions as a course: each treated visit with its figures, the mood scores read over the
// series, what changed since the visit before, accounts and follow-ups, and what the next session may start
// from. A pure fold over figures and events already read; any thread, no clock, no SQL. Outcomes:
// clinical.md §6. It reports; it advises nothing.
#pragma once

#include "core/domain/outcome.h"
#include "core/domain/series.h"
#include "core/live/session_facts.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

struct CourseVisit {
    SessionFacts facts;
    std::optional<int> daysSince; ///< calendar days since the treated visit before
};

/// One scale over the visits; both lists are as long as CourseOfTreatment::visits.
struct ScaleCourse {
    std::string instrument;
    std::optional<double> baseline; ///< last complete score before the first treatment of the series
    std::vector<std::optional<double>> totals;
    std::vector<std::optional<Outcome>> outcomes; ///< of scores after the first treatment of the series
};

struct CourseOfTreatment {
    std::vector<CourseVisit> visits; ///< treated, not cancelled, oldest first
    std::size_t seriesFrom = 0;      ///< the visit that began the running series
    std::vector<ScaleCourse> scales; ///< with at least one score; those of the indication first
    SeriesProposal next;
    std::vector<DatedText> notes; ///< accounts and notes, newest first
    FollowUps followUps;
    std::optional<Uuid> newest; ///< newest session not cancelled: where notes between sessions go

    const ScaleCourse* scale(const std::string& instrument) const;
};

/// Figures and stories of the same patient's sessions, in any order.
CourseOfTreatment courseOfTreatment(std::vector<SessionFacts> facts,
                                    const std::vector<CourseSession>& sessions, WallTime now);

/// The worst severity of each effect of a visit.
std::map<std::string, int> worstEffects(const SessionFacts& facts);

/// A figure at the last visit and at the one before it; nothing where it was not measured.
struct Then {
    std::optional<double> before, now;
    bool known() const { return before || now; }
};
struct CourseChanges {
    Then doseMg, mgPerKg, systolicRise, dissociation, score;
    std::string scale; ///< instrument of `score`
    std::optional<Outcome> outcome;
    std::optional<int> days;
    std::vector<std::string> appeared, gone, worse; ///< side effects
    bool stoppedEarly = false;
    std::string abortReason;
};
/// Between the last two visits; empty with fewer than two.
std::optional<CourseChanges> lastChanges(const CourseOfTreatment& course);

} // namespace chairside
