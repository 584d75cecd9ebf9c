// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of the esketamine patient monitoring form (US REMS, outpatients) filled from a session's record.
// It prepares data for a person to read, complete and send; nothing here sends anything or claims that it was
// sent. A field the record cannot answer stays empty and is listed as to be filled in, never guessed. Pure,
// any thread. Fields: REMS monitoring form, rev. 11/2021 (clinical.md §4.5).
#pragma once

#include "core/domain/event.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// Days after the session in which the form is due. Source: form text.
inline constexpr int kRemsDueDays = 7;

struct RemsField {
    std::string section, key, label;
    std::string value; ///< empty: a person fills it in
    std::string basis; ///< where the value comes from, or why there is none
};

struct RemsForm {
    bool applies = false;    ///< esketamine devices were given in this session
    std::string sessionDate; ///< ISO, local
    std::string dueDate;     ///< sessionDate + kRemsDueDays
    std::vector<RemsField> fields;

    const RemsField* find(const std::string& key) const;
    std::vector<std::string> missing() const; ///< labels of the fields a person has to fill in
};

/// `readings` in the order recorded. The time of leaving the observation is the declaration "ready to leave".
RemsForm remsForm(const std::vector<Event>& events, const std::vector<Reading>& readings);

/// The day on which the form of a session on `sessionDate` (ISO) is due.
std::string remsDueDate(const std::string& sessionDate);
/// Days from the local date of `now` until the form is due; negative when overdue.
std::optional<int> remsDaysLeft(const RemsForm& form, WallTime now);

/// Both say "prepared, not sent" in the file itself.
std::string remsJson(const RemsForm& form);
std::string remsCsv(const RemsForm& form);

} // namespace chairside
