// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/questionnaire_words.h"

#include "core/base/number.h"
#include "ui/style/words.h"

#include <QStringList>

#include <algorithm>

namespace chairside {
namespace {

/// What is sure of a scale so far: an answer to come can only raise it.
std::optional<double> atLeast(const Instrument& instrument, const ScaleRule& scale, const Answers& answers) {
    double sum = 0;
    bool any = false;
    for (const auto& term : scale.terms) {
        std::optional<double> highest;
        for (const auto& id : term.items) {
            const auto* item = findItem(instrument, id);
            const auto given = answers.find(id);
            if (!item || given == answers.end()) continue;
            const auto value = valueOf(*item, given->second);
            if (value && *value < 0) return std::nullopt;
            if (value) highest = std::max(highest.value_or(*value), *value);
        }
        any = any || highest;
        sum += highest.value_or(0);
    }
    return any ? std::optional(sum) : std::nullopt;
}

/// The stems and group titles that stand before `target`, outermost first. True when it was found.
bool findContext(const std::vector<Item>& items, const Item& target, const Instrument& instrument,
                 QStringList& out) {
    QString stem;
    for (const Item& item : items) {
        if (&item == &target) {
            if (!stem.isEmpty()) out << stem;
            return true;
        }
        if (item.type == ItemType::display) stem = text(shownText(instrument, item));
        QStringList inner;
        if (!findContext(item.items, target, instrument, inner)) continue;
        if (!stem.isEmpty()) out << stem;
        if (item.type == ItemType::group && !item.text.empty()) out << text(item.text);
        out << inner;
        return true;
    }
    return false;
}

} // namespace

QString questionText(const Instrument& instrument, const Item& item) {
    const auto question = text(shownText(instrument, item));
    return item.prefix.empty() || item.text.empty() ? question
                                                    : text(item.prefix) + QStringLiteral(". ") + question;
}

QString contextOf(const Instrument& instrument, const Item& item) {
    QStringList lines;
    findContext(instrument.items, item, instrument, lines);
    return lines.join(u'\n');
}

QString answerWords(const Item& item, const Answers& answers) {
    const auto given = answers.find(item.linkId);
    if (given == answers.end()) return {};
    QStringList words;
    for (const auto& answer : answersOf(item, given->second)) {
        const auto* option = findOption(item, answer);
        words << (option                           ? text(shownAnchor(*option))
                  : item.type != ItemType::boolean ? text(answer)
                  : answer == "true"               ? tr("Yes")
                                                   : tr("No"));
    }
    return words.join(QStringLiteral(", ")).simplified();
}

ResultWords resultWords(const Instrument& instrument, const Answers& answers) {
    const auto result = score(instrument, answers);
    int asked = 0, given = 0;
    const auto shown = askedItems(instrument, answers);
    for (const Item* item : allItems(instrument)) {
        if (!takesAnswer(item->type) || !shown.contains(item->linkId)) continue;
        ++asked;
        if (answers.contains(item->linkId)) ++given;
    }
    ResultWords words;
    words.score = tr("%1 of %2 answered").arg(given).arg(asked);
    const auto* total = findScale(instrument, kTotalScale);
    if (result.total) {
        words.score = tr("Score %1").arg(text(formatNumber(*result.total)));
        if (total && total->max > 0) words.score += tr(" of %1").arg(text(formatNumber(total->max)));
    } else if (total) {
        if (const auto sure = atLeast(instrument, *total, answers))
            words.score += tr(" · so far %1").arg(text(formatNumber(*sure)));
        words.score += tr(" · no score yet");
    }
    if (result.band && !result.bandTitle.empty())
        words.score += QStringLiteral(" · ") + text(result.bandTitle);
    QStringList alerts, notes;
    for (const auto& flag : result.flags)
        if (flag.finding == FlagState::yes) (flag.alert ? alerts : notes) << text(flag.title);
    words.alerts = !alerts.isEmpty();
    if (words.alerts) words.flags = tr("Ask and act now: %1. ").arg(alerts.join(QStringLiteral(". ")));
    words.flags = (words.flags + notes.join(QStringLiteral(" · "))).trimmed();
    return words;
}

} // namespace chairside
