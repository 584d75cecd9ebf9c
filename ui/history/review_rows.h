// SPDX-License-Identifier: GPL-3.0-or-later
// One recorded session as tables beside its chart: answers, dose and drug ledger, alarms, completeness, who
// signed and what was added later. Every row that happened at a moment says when and, if it is an entry,
// which one, so that it leads to the chart and back. Pure functions over the folds of the session; texts are
// plain.
#pragma once

#include "core/domain/event_words.h"
#include "core/live/session_view.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace chairside {

/// Words of questionnaires for what the record keeps as keys; the key itself where there are none.
struct ReviewWords {
    LabelOf label; ///< of instruments and effects
    std::function<QString(const std::string& instrument, const std::string& item)> question;
    std::function<QString(const std::string& instrument, const std::string& item, const std::string& answer)>
        answer;
};

struct ReviewRow {
    std::optional<MonoTime> at; ///< nothing for sums
    Uuid event;                 ///< null when it is no entry of its own
    QStringList cells;
    bool struck = false;  ///< corrected or withdrawn
    bool heading = false; ///< stands out: the questionnaire above its answers, a sum, something worth a look
};
struct ReviewTable {
    QStringList columns;
    std::vector<ReviewRow> rows;
    int stretch = 1; ///< the column that takes the room left
};

ReviewTable answerRows(const SessionView& view, const ReviewWords& words);
ReviewTable doseRows(const SessionView& view, const ReviewWords& words);
ReviewTable alarmRows(const SessionView& view);
ReviewTable completeRows(const SessionView& view);
ReviewTable signatureRows(const SessionView& view);

} // namespace chairside
