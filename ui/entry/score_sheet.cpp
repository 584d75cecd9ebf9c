// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/score_sheet.h"
#include "ui/style/words.h"

namespace chairside {

std::string storedAnswer(const ScoreSheet::Item& item, int value) {
    const auto code = item.codes.find(value);
    return code == item.codes.end() ? std::to_string(value) : code->second;
}

std::optional<int> valueOf(const ScoreSheet& sheet, const ScoreSheet::Item& item, const std::string& stored) {
    for (const auto& answer : sheet.answers)
        if (storedAnswer(item, answer.value) == stored) return answer.value;
    return std::nullopt;
}

ScoreEntered scoreEntry(const ScoreSheet& sheet, const std::map<std::string, int>& given) {
    ScoreEntered entry;
    entry.instrument = sheet.instrument;
    entry.version = sheet.version;
    entry.textHash = sheet.textHash;
    double sum = 0;
    for (const auto& item : sheet.items) {
        const auto found = given.find(item.linkId);
        if (found == given.end()) continue;
        entry.answers[item.linkId] = storedAnswer(item, found->second);
        sum += found->second;
    }
    if (!sheet.items.empty() && entry.answers.size() == sheet.items.size()) entry.total = sum;
    return entry;
}

ScoreSheet sedationSheet() {
    ScoreSheet sheet;
    sheet.title = tr("Sedation (MOAA/S)");
    sheet.instrument = "moaas";
    sheet.version = "chairside-1";
    sheet.items = {{"level", tr("Responsiveness"), {}}};
    sheet.answers = {{5, {}, tr("Answers readily to the name")},
                     {4, {}, tr("Answers slowly to the name")},
                     {3, {}, tr("Answers only when called loudly or again")},
                     {2, {}, tr("Answers only to a gentle shake")},
                     {1, {}, tr("Answers only to a firm squeeze")},
                     {0, {}, tr("No answer to a firm squeeze")}};
    return sheet;
}

ScoreSheet numericSheet(const QString& title, const std::string& instrument, const QString& none,
                        const QString& worst) {
    ScoreSheet sheet;
    sheet.title = title;
    sheet.instrument = instrument;
    sheet.version = "chairside-1";
    sheet.items = {{"value", title, {}}};
    for (int value = 0; value <= 10; ++value)
        sheet.answers.push_back({value, {}, value == 0 ? none : value == 10 ? worst : QString()});
    return sheet;
}

} // namespace chairside
