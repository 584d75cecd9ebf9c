// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/instrument.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/base/time.h"

#include <algorithm>

namespace chairside {
namespace {

void collect(const std::vector<Item>& items, std::vector<const Item*>& out) {
    for (const Item& item : items) {
        out.push_back(&item);
        collect(item.items, out);
    }
}

bool allDigits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int digitsValue(std::string_view digits) {
    int value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return value;
}

/// FHIR date: a year, a month or a day that exists.
bool isDate(std::string_view text) {
    const auto parts = splitOn(text, '-');
    if (parts.size() > 3 || parts[0].size() != 4) return false;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!allDigits(parts[i]) || (i > 0 && parts[i].size() != 2)) return false;
    const auto part = [&](std::size_t i) {
        return i < parts.size() ? static_cast<unsigned>(digitsValue(parts[i])) : 1u;
    };
    return std::chrono::year_month_day{std::chrono::year{digitsValue(parts[0])}, std::chrono::month{part(1)},
                                       std::chrono::day{part(2)}}
        .ok();
}

std::string name(const Item& item) {
    return item.prefix.empty() ? item.linkId : item.prefix;
}

std::optional<Refusal> numberIssue(const Item& item, const std::string& answer) {
    const bool whole = item.type == ItemType::integer;
    if (whole && !allDigits(answer.starts_with('-') ? answer.substr(1) : answer))
        return Refusal{phrase("Item {1} takes a whole number.", name(item))};
    const auto parsed = parseNumber(answer);
    if (!parsed.value) return Refusal{phrase("Item {1} takes a number.", name(item))};
    if ((item.minValue && *parsed.value < *item.minValue) ||
        (item.maxValue && *parsed.value > *item.maxValue))
        return Refusal{phrase("Item {1} takes a number{2}{3}.", name(item),
                              (item.minValue ? phrase(" from {1}", formatNumber(*item.minValue)) : ""),
                              (item.maxValue ? phrase(" up to {1}", formatNumber(*item.maxValue)) : ""))};
    return std::nullopt;
}

std::optional<Refusal> textIssue(const Item& item, const std::string& answer) {
    const std::size_t most = item.maxChars.value_or(kMaxNoteChars);
    if (cleanText(answer, most, true) == cleanText(answer, most + 1, true)) return std::nullopt;
    return Refusal{
        phrase("The answer to item {1} is longer than {2} characters.", name(item), std::to_string(most))};
}

std::optional<Refusal> oneIssue(const Item& item, const std::string& answer) {
    switch (item.type) {
    case ItemType::group:
    case ItemType::display: return Refusal{phrase("Item {1} takes no answer.", name(item))};
    case ItemType::choice:
        if (findOption(item, answer)) return std::nullopt;
        return Refusal{phrase("The answer to item {1} is not one of its options.", name(item))};
    case ItemType::boolean:
        if (answer == "true" || answer == "false") return std::nullopt;
        return Refusal{phrase("Item {1} takes yes or no.", name(item))};
    case ItemType::integer:
    case ItemType::decimal: return numberIssue(item, answer);
    case ItemType::string:
    case ItemType::text: return textIssue(item, answer);
    case ItemType::date:
        if (isDate(answer)) return std::nullopt;
        return Refusal{phrase("Item {1} takes a date, written like 2026-11-21.", name(item))};
    }
    return std::nullopt;
}

} // namespace

std::vector<const Item*> allItems(const Instrument& instrument) {
    std::vector<const Item*> out;
    collect(instrument.items, out);
    return out;
}

const Item* findItem(const Instrument& instrument, std::string_view linkId) {
    for (const Item* item : allItems(instrument))
        if (item->linkId == linkId) return item;
    return nullptr;
}

const ScaleRule* findScale(const Instrument& instrument, std::string_view id) {
    for (const ScaleRule& scale : instrument.scoring.scales)
        if (scale.id == id) return &scale;
    return nullptr;
}

const Item* onlyQuestion(const Instrument& instrument) {
    const Item* only = nullptr;
    for (const Item* item : allItems(instrument)) {
        if (!takesAnswer(item->type)) continue;
        if (only) return nullptr;
        only = item;
    }
    return only;
}

std::string shownText(const Instrument& instrument, const Item& item) {
    if (!item.text.empty()) return item.text;
    const bool skeleton = instrument.licence == LicenceClass::skeleton;
    if (skeleton && !takesAnswer(item.type))
        return phrase("The wording is not included: refer to your licensed copy");
    if (skeleton) return phrase("Item {1}: refer to your licensed copy", name(item));
    return item.label.empty() ? phrase("Item {1}", name(item)) : item.label;
}

std::string shownAnchor(const AnswerOption& option) {
    return option.display.empty() ? option.code : option.display;
}

std::string buttonLabel(const AnswerOption& option) {
    return cleanText(option.label.empty() ? shownAnchor(option) : option.label, kMaxButtonChars);
}

const AnswerOption* findOption(const Item& item, std::string_view code) {
    for (const AnswerOption& option : item.options)
        if (option.code == code) return &option;
    return nullptr;
}

std::optional<std::string> answerForValue(const Item& item, double value) {
    for (const AnswerOption& option : item.options)
        if (option.value == value) return option.code;
    return std::nullopt;
}

std::vector<std::string> answersOf(const Item& item, const std::string& stored) {
    if (!item.repeats) return stored.empty() ? std::vector<std::string>{} : std::vector{stored};
    std::vector<std::string> out;
    for (auto line : splitOn(stored, '\n'))
        if (!line.empty()) out.emplace_back(line);
    return out;
}

std::optional<Refusal> answerIssue(const Item& item, const std::string& stored) {
    for (const std::string& answer : answersOf(item, stored))
        if (auto issue = oneIssue(item, answer)) return issue;
    return std::nullopt;
}

std::set<std::string> withoutTotal(const std::vector<Instrument>& instruments) {
    std::set<std::string> ids;
    for (const auto& instrument : instruments)
        if (!findScale(instrument, kTotalScale)) ids.insert(instrument.id);
    return ids;
}

} // namespace chairside
