// SPDX-License-Identifier: GPL-3.0-or-later
// A score as the entry panels need it: what to ask, which answers there are, and under which name it is
// stored. The page fills it from an instrument; the two scales below in own words are for protocols that
// bring none. Values only.
#pragma once

#include "core/domain/event.h"

#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace chairside {

struct ScoreSheet {
    QString title;                 ///< "Sedation (MOAA/S)"
    std::string instrument;        ///< id as stored: "moaas"
    std::string version, textHash; ///< of the wording shown; hash empty if none was
    struct Item {
        std::string linkId;
        QString text;
        std::map<int, std::string> codes; ///< value → answer as stored; a value without code is stored itself
    };
    struct Answer {
        int value = 0;
        QString label;       ///< short, on the button: "mild"; the number itself when empty
        QString description; ///< under the number, for single scales
    };
    std::vector<Item> items;
    std::vector<Answer> answers; ///< the same for every item, in the order shown
};

/// How an answer of this value is stored: its code, or the value itself.
std::string storedAnswer(const ScoreSheet::Item& item, int value);
/// The value behind a stored answer of this item; empty when the sheet has no such answer.
std::optional<int> valueOf(const ScoreSheet& sheet, const ScoreSheet::Item& item, const std::string& stored);
/// Builds the stored entry; the total stays empty while an item has no answer (incomplete means no score).
ScoreEntered scoreEntry(const ScoreSheet& sheet, const std::map<std::string, int>& given);
/// Responsiveness 5 to 0, own wording after the scale of Chernik et al. 1990, J Clin Psychopharmacol 10:244.
ScoreSheet sedationSheet();
/// 0 to 10, for nausea and pain.
ScoreSheet numericSheet(const QString& title, const std::string& instrument, const QString& none,
                        const QString& worst);

} // namespace chairside
