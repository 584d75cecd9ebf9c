// SPDX-License-Identifier: GPL-3.0-or-later
// What the panel of a questionnaire says: the question with its number, what stands before it, an answer in
// its own words, the running score and what the scoring found. Pure functions of the instrument and its
// answers.
#pragma once

#include "core/domain/scoring.h"

#include <QString>

namespace chairside {

/// "3. Trouble falling asleep", or "Item 3: refer to your licensed copy".
QString questionText(const Instrument& instrument, const Item& item);
/// The stems and group titles that stand before the question, one in each line; empty if there are none.
QString contextOf(const Instrument& instrument, const Item& item);
/// "Several days"; empty without answer.
QString answerWords(const Item& item, const Answers& answers);

struct ResultWords {
    QString score; ///< "Score 12 of 27 · Moderate", "3 of 9 answered · so far 5 · incomplete means no score"
    QString flags;       ///< empty when nothing was found
    bool alerts = false; ///< somebody should act now
};
ResultWords resultWords(const Instrument& instrument, const Answers& answers);

} // namespace chairside
