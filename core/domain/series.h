// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions as a course of treatment: what each earlier session of a patient left behind, and what the next
// one starts from. A proposal is for a person to confirm; nothing here is ever taken over as measured. Pure
// folds over recorded events, any thread. Series and indications: clinical.md §2.1 and §6 (six infusions,
// then maintenance; Murrough 2013, Phillips 2019).
#pragma once

#include "core/domain/dosing.h"
#include "core/domain/event.h"
#include "core/domain/session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// Items of the list "check_in" that note facts of the session before, for the dose checks of this one.
inline constexpr const char* kLastWeightItem = "last_weight_kg";
inline constexpr const char* kLastMgPerKgItem = "last_mg_per_kg";
inline constexpr const char* kDaysSinceDoseItem = "days_since_last_dose";

/// Fills in what was noted of the session before, for comparison only: weight, dose per kilogram, days since.
void compareWithLastSession(DoseChoices& choices, const SessionState& state);

/// What a course treats, and the scales that follow it: ids of instruments, the leading one first.
struct Indication {
    std::string_view key, title;
    std::vector<std::string_view> scales;
};
const std::vector<Indication>& indications();
const Indication* findIndication(std::string_view key);

inline constexpr std::string_view kInduction = "induction", kMaintenance = "maintenance";
/// Sessions of a first series; later ones are proposed as maintenance. Source: clinical.md §2.1; a proposal.
inline constexpr int kInductionSessions = 6;

/// Kinds of AccountWritten.
inline constexpr const char* kPatientAccount = "account";
inline constexpr const char* kIntegrationNote = "integration";
inline constexpr const char* kFollowUpClosed = "follow_up"; ///< what became of a planned follow-up

struct DatedText {
    WallTime at;
    std::string author, kind, text;
    std::string date; ///< of a follow-up: the day on which it comes due
    Uuid session;
    Uuid id = {};                    ///< the event itself
    std::optional<Uuid> about = {};  ///< the follow-up it closes
    std::optional<bool> closed = {}; ///< of a follow-up
};

/// What one recorded session says about the course.
struct CourseSession {
    Uuid session;
    WallTime opened;
    std::string protocolTitle, drug;
    std::optional<DoseOrder> order;
    double givenMg = 0;
    bool treated = false, aborted = false, cancelled = false, signedOff = false;
    std::string abortReason;
    std::optional<double> weightKg;       ///< measured that day
    std::optional<CourseAssigned> course; ///< as last assigned in that session
    std::vector<std::string> findings;    ///< sentences: holds, worst effects, medicines, abort
    std::vector<DatedText> accounts, followUps;
};
CourseSession courseSession(const std::vector<Event>& events);

/// What the next session starts from. Sessions in any order; cancelled and untreated ones count for nothing.
struct SeriesProposal {
    int number = 1; ///< in the series
    std::string course{kInduction}, indication;
    std::optional<DoseOrder> lastOrder;
    double lastGivenMg = 0;
    std::optional<double> lastWeightKg;
    std::optional<WallTime> lastTreated;
    std::optional<int> daysSince; ///< calendar days
    std::vector<std::string> findings;
};
SeriesProposal proposeSeries(const std::vector<CourseSession>& sessions, WallTime now);
/// Follow-ups nobody has closed: those that are due on or before the local date of `now` and those ahead, by
/// date. Only an entry that names it closes one; an account that happens to be written later says nothing of
/// it.
struct FollowUps {
    std::vector<DatedText> due, ahead;
};
FollowUps openFollowUps(const std::vector<CourseSession>& sessions, WallTime now);

} // namespace chairside
