// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/score_sheets.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

/// Longer anchors need the panel that has room for two lines each.
constexpr qsizetype kLongAnchor = 62;

/// Answers of one question: its options with ordinal values, or the whole numbers of its range.
std::optional<std::vector<ScoreSheet::Answer>> answersOf(const Item& item) {
    std::vector<ScoreSheet::Answer> answers;
    if (item.type == ItemType::choice) {
        for (const auto& option : item.options) {
            if (!option.value) return std::nullopt;
            answers.push_back({static_cast<int>(std::lround(*option.value)),
                               QString::fromStdString(buttonLabel(option)),
                               QString::fromStdString(shownAnchor(option))});
        }
        return answers;
    }
    if (item.type != ItemType::integer || !item.minValue || !item.maxValue ||
        *item.maxValue - *item.minValue > 20)
        return std::nullopt;
    for (int value = static_cast<int>(*item.minValue); value <= static_cast<int>(*item.maxValue); ++value)
        answers.push_back({value, {}, {}});
    return answers;
}

bool sameValues(const std::vector<ScoreSheet::Answer>& a, const std::vector<ScoreSheet::Answer>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.value == y.value; });
}

} // namespace

std::optional<ScoreSheet> scoreSheet(const Instrument& instrument) {
    ScoreSheet sheet;
    sheet.title = QString::fromStdString(instrument.title);
    sheet.instrument = instrument.id;
    sheet.version = instrument.version;
    sheet.textHash = instrument.textHash;
    for (const auto* item : allItems(instrument)) {
        if (!takesAnswer(item->type)) continue;
        const auto answers = answersOf(*item);
        if (!answers || answers->empty()) return std::nullopt;
        if (sheet.answers.empty()) sheet.answers = *answers;
        if (!sameValues(sheet.answers, *answers)) return std::nullopt;
        ScoreSheet::Item row{
            item->linkId,
            QString::fromStdString(item->label.empty() ? shownText(instrument, *item) : item->label),
            {}};
        for (const auto& option : item->options)
            if (option.value) row.codes[static_cast<int>(std::lround(*option.value))] = option.code;
        sheet.items.push_back(std::move(row));
    }
    if (sheet.items.empty()) return std::nullopt;
    return sheet;
}

bool fitsOneTouch(const ScoreSheet& sheet) {
    return sheet.items.size() == 1 &&
           std::ranges::all_of(sheet.answers, [](const ScoreSheet::Answer& answer) {
               return answer.description.size() <= kLongAnchor;
           });
}

} // namespace chairside
