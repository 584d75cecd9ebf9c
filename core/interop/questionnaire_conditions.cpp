// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/questionnaire_conditions.h"

#include "core/base/phrase.h"

#include <functional>
#include <vector>

namespace chairside {
namespace {

using Operator = EnableWhen::Operator;
using Places = std::map<std::string, JsonAt>;
using Waiting = std::map<std::string, std::vector<std::string>>;

bool hasOrder(ItemType type) {
    return type == ItemType::integer || type == ItemType::decimal || type == ItemType::date;
}

void checkCondition(const EnableWhen& when, const std::map<std::string, const Item*>& items,
                    const JsonAt& at) {
    const auto found = items.find(when.question);
    if (found == items.end()) at.fail(phrase("There is no item \"{1}\" to depend on.", when.question));
    const Item& question = *found->second;
    if (!takesAnswer(question.type))
        at.fail(phrase("Item \"{1}\" takes no answer to depend on.", when.question));
    if (when.op == Operator::exists) {
        if (when.answer != "true" && when.answer != "false")
            at.fail(phrase("The operator \"exists\" needs answerBoolean."));
        return;
    }
    if (when.answer.empty() || answerIssue(question, when.answer))
        at.fail(phrase("\"{1}\" cannot be an answer to item \"{2}\".", when.answer, when.question));
    const bool equality = when.op == Operator::equal || when.op == Operator::notEqual;
    if (!equality && !hasOrder(question.type))
        at.fail(phrase("Answers to item \"{1}\" have no order to compare.", when.question));
}

/// An item waits for the questions in its conditions and for the item around it.
void noteWaiting(const Item& item, Waiting& waiting) {
    for (const EnableWhen& when : item.enableWhen) waiting[item.linkId].push_back(when.question);
    for (const Item& child : item.items) {
        waiting[child.linkId].push_back(item.linkId);
        noteWaiting(child, waiting);
    }
}

void checkCircles(const Instrument& instrument, const Places& places) {
    Waiting waiting;
    for (const Item& item : instrument.items) noteWaiting(item, waiting);
    std::map<std::string, bool> done; // false while being followed
    const std::function<void(const std::string&)> follow = [&](const std::string& linkId) {
        const auto [at, fresh] = done.emplace(linkId, false);
        if (!fresh && !at->second)
            places.at(linkId).fail(
                phrase("The conditions for showing item \"{1}\" run in a circle.", linkId));
        if (!fresh) return;
        for (const auto& next : waiting[linkId]) follow(next);
        done[linkId] = true;
    };
    for (const auto& [linkId, place] : places) follow(linkId);
}

} // namespace

void checkConditions(const Instrument& instrument, const Places& places) {
    std::map<std::string, const Item*> items;
    for (const Item* item : allItems(instrument)) items[item->linkId] = item;
    for (const auto& [linkId, item] : items) {
        if (item->enableWhen.empty()) continue;
        const auto conditions = places.at(linkId).list("enableWhen");
        for (std::size_t i = 0; i < conditions.size(); ++i)
            checkCondition(item->enableWhen[i], items, conditions[i]);
    }
    checkCircles(instrument, places);
}

} // namespace chairside
