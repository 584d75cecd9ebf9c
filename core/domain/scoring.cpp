// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/scoring.h"

#include "core/base/number.h"

#include <algorithm>

namespace chairside {
namespace {

bool compares(double a, EnableWhen::Operator op, double b) {
    switch (op) {
    case EnableWhen::Operator::exists: return true;
    case EnableWhen::Operator::equal: return a == b;
    case EnableWhen::Operator::notEqual: return a != b;
    case EnableWhen::Operator::greater: return a > b;
    case EnableWhen::Operator::less: return a < b;
    case EnableWhen::Operator::greaterOrEqual: return a >= b;
    case EnableWhen::Operator::lessOrEqual: return a <= b;
    }
    return false;
}

/// Numbers compare as numbers, everything else as text: ISO dates order as text.
bool answerMatches(const Item& item, const std::string& given, const EnableWhen& when) {
    if (item.type == ItemType::integer || item.type == ItemType::decimal) {
        const auto a = parseNumber(given).value, b = parseNumber(when.answer).value;
        return a && b && compares(*a, when.op, *b);
    }
    return compares(given.compare(when.answer), when.op, 0);
}

/// The answers laid over the items: who is asked, who has answered, with which value.
class AnswerSheet {
public:
    enum class Asked : std::uint8_t { open, working, no, yes };
    struct Line {
        const Item* item = nullptr;
        Line* parent = nullptr;
        bool given = false; ///< something was answered, fitting or not
        bool valid = false; ///< and it fits the item
        std::optional<double> value;
        Asked asked = Asked::open;
        bool isAsked() const { return asked == Asked::yes; }
    };

    AnswerSheet(const Instrument& instrument, const Answers& answers) : answers_(answers) {
        add(instrument.items, nullptr);
        for (auto& [linkId, line] : lines_) resolve(line);
    }
    const std::map<std::string, Line>& lines() const { return lines_; }
    const Line* find(const std::string& linkId) const {
        const auto at = lines_.find(linkId);
        return at == lines_.end() ? nullptr : &at->second;
    }

private:
    void add(const std::vector<Item>& items, Line* parent) {
        for (const Item& item : items) {
            Line line{&item, parent, false, false, std::nullopt, Asked::open};
            const auto answer = answers_.find(item.linkId);
            if (answer != answers_.end() && !answersOf(item, answer->second).empty()) {
                line.given = true;
                line.valid = !answerIssue(item, answer->second);
                if (line.valid) line.value = valueOf(item, answer->second);
            }
            const auto at = lines_.emplace(item.linkId, line).first;
            add(item.items, &at->second);
        }
    }
    /// Each line once. `working` ends a circle of conditions; readers refuse such files, callers may not.
    bool resolve(Line& line) {
        if (line.asked == Asked::open) {
            line.asked = Asked::working;
            const bool asked = (!line.parent || resolve(*line.parent)) && conditionsHold(*line.item);
            line.asked = asked ? Asked::yes : Asked::no;
        }
        return line.isAsked();
    }
    bool conditionsHold(const Item& item) {
        const auto& conditions = item.enableWhen;
        if (conditions.empty()) return true;
        const auto holds = [this](const EnableWhen& when) { return conditionHolds(when); };
        return item.enableAny ? std::any_of(conditions.begin(), conditions.end(), holds)
                              : std::all_of(conditions.begin(), conditions.end(), holds);
    }
    bool conditionHolds(const EnableWhen& when) {
        const auto at = lines_.find(when.question);
        if (at == lines_.end()) return false;
        Line& question = at->second;
        const bool there = question.valid && resolve(question);
        if (when.op == EnableWhen::Operator::exists) return there == (when.answer == "true");
        if (!there) return false;
        const auto given = answersOf(*question.item, answers_.at(when.question));
        return std::any_of(given.begin(), given.end(), [&](const std::string& answer) {
            return answerMatches(*question.item, answer, when);
        });
    }

    const Answers& answers_;
    std::map<std::string, Line> lines_;
};

/// Empty while an item that counts is asked and unanswered. An item that is not asked adds nothing.
std::optional<double> termValue(const ScoreTerm& term, const AnswerSheet& sheet) {
    const auto isAnswered = [&](const std::string& id) {
        const auto* line = sheet.find(id);
        return line && (line->value || !line->isAsked());
    };
    if (term.needs.empty() && !std::all_of(term.items.begin(), term.items.end(), isAnswered))
        return std::nullopt;
    for (const auto& set : term.needs)
        if (std::none_of(set.begin(), set.end(), isAnswered)) return std::nullopt;
    std::optional<double> highest;
    for (const std::string& id : term.items) {
        const auto* line = sheet.find(id);
        if (!line) return std::nullopt;
        if (line->given && !line->valid) return std::nullopt;
        if (line->value && line->isAsked()) highest = std::max(highest.value_or(*line->value), *line->value);
    }
    return highest.value_or(0);
}

std::optional<double> scaleValue(const ScaleRule& rule, const AnswerSheet& sheet) {
    if (rule.terms.empty()) return std::nullopt;
    double sum = 0;
    for (const ScoreTerm& term : rule.terms) {
        const auto value = termValue(term, sheet);
        if (!value) return std::nullopt;
        sum += *value;
    }
    return sum;
}

FlagState countHolds(const Criterion& criterion, const AnswerSheet& sheet) {
    int sure = 0, open = 0;
    for (const auto& mark : criterion.count) {
        const auto* line = sheet.find(mark.item);
        if (!line) return FlagState::unknown;
        if (!line->isAsked()) continue;
        if (!line->value)
            ++open;
        else if (*line->value >= mark.value)
            ++sure;
    }
    const int most = criterion.atMost.value_or(sure + open);
    if (sure >= criterion.atLeast && sure + open <= most) return FlagState::yes;
    if (sure + open < criterion.atLeast || sure > most) return FlagState::no;
    return FlagState::unknown;
}

FlagState holds(const Criterion& criterion, const Score& soFar, const AnswerSheet& sheet) {
    if (criterion.scale.empty()) return countHolds(criterion, sheet);
    const auto value = soFar.scale(criterion.scale);
    if (!value) return FlagState::unknown;
    const bool within =
        (!criterion.from || *value >= *criterion.from) && (!criterion.to || *value <= *criterion.to);
    return within ? FlagState::yes : FlagState::no;
}

FlagState allHold(const std::vector<Criterion>& criteria, const Score& soFar, const AnswerSheet& sheet) {
    FlagState all = FlagState::yes;
    for (const Criterion& criterion : criteria) {
        const FlagState one = holds(criterion, soFar, sheet);
        if (one == FlagState::no) return FlagState::no;
        if (one == FlagState::unknown) all = FlagState::unknown;
    }
    return all;
}

/// The first band that holds, unless an earlier one is still open: then an answer to come could change it.
const BandRule* findBand(const std::vector<BandRule>& bands, const Score& soFar, const AnswerSheet& sheet) {
    for (const BandRule& band : bands) {
        const FlagState finding = allHold(band.when, soFar, sheet);
        if (finding == FlagState::yes) return &band;
        if (finding == FlagState::unknown) return nullptr;
    }
    return nullptr;
}

void noteGaps(Score& result, const Instrument& instrument, const Answers& answers, const AnswerSheet& sheet) {
    for (const Item* item : allItems(instrument)) {
        const auto& line = *sheet.find(item->linkId);
        if (line.given && !line.valid) result.invalid.push_back(item->linkId);
        if (item->required && takesAnswer(item->type) && !line.valid && line.isAsked())
            result.missing.push_back(item->linkId);
    }
    for (const auto& [linkId, answer] : answers)
        if (!sheet.find(linkId)) result.invalid.push_back(linkId);
    result.complete = result.missing.empty() && result.invalid.empty();
}

} // namespace

std::optional<double> Score::scale(std::string_view id) const {
    for (const ScaleScore& one : scales)
        if (one.id == id) return one.value;
    return std::nullopt;
}

FlagState Score::flag(std::string_view id) const {
    for (const Flag& one : flags)
        if (one.id == id) return one.finding;
    return FlagState::unknown;
}

std::optional<double> valueOf(const Item& item, const std::string& answer) {
    if (item.repeats) return std::nullopt;
    switch (item.type) {
    case ItemType::choice: {
        const AnswerOption* option = findOption(item, answer);
        return option ? option->value : std::nullopt;
    }
    case ItemType::boolean:
        if (answer == "true") return 1;
        if (answer == "false") return 0;
        return std::nullopt;
    case ItemType::integer:
    case ItemType::decimal: return parseNumber(answer).value;
    case ItemType::group:
    case ItemType::display:
    case ItemType::string:
    case ItemType::text:
    case ItemType::date: return std::nullopt;
    }
    return std::nullopt;
}

std::set<std::string> askedItems(const Instrument& instrument, const Answers& answers) {
    const AnswerSheet sheet(instrument, answers);
    std::set<std::string> asked;
    for (const auto& [linkId, line] : sheet.lines())
        if (line.isAsked()) asked.insert(linkId);
    return asked;
}

Score score(const Instrument& instrument, const Answers& answers) {
    const AnswerSheet sheet(instrument, answers);
    Score result;
    noteGaps(result, instrument, answers, sheet);
    for (const ScaleRule& rule : instrument.scoring.scales)
        result.scales.push_back({rule.id, rule.title, scaleValue(rule, sheet)});
    result.total = result.scale(kTotalScale);
    if (const BandRule* band = findBand(instrument.scoring.bands, result, sheet)) {
        result.band = band->id;
        result.bandTitle = band->title;
    }
    for (const FlagRule& rule : instrument.scoring.flags)
        result.flags.push_back({rule.id, rule.title, allHold(rule.when, result, sheet), rule.alert});
    return result;
}

bool hasRisen(const Instrument& instrument, double baselineTotal, double total) {
    const auto& rise = instrument.scoring.riseFromBaseline;
    return rise && total - baselineTotal >= *rise;
}

} // namespace chairside
