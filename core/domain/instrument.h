// SPDX-License-Identifier: GPL-3.0-or-later
// A questionnaire or rating scale as data: a tree of items, the answers each can take, and the rules that
// turn answers into scores. Read from FHIR R4 Questionnaire files by core/interop/questionnaire_json,
// completed by text packs (core/interop/text_pack), scored by core/domain/scoring. Pure values, any thread.
// All text is plain text: nothing here is ever markup. An instrument never holds wording that its licence
// does not allow.
#pragma once

#include "core/domain/command.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// What may be done with the wording. Verdicts and their sources: docs/instruments.md.
enum class LicenceClass : std::uint8_t {
    publicText,   ///< the wording may be reproduced with its credit line
    ownWording,   ///< our own words for published scores, or our own checklist
    skeleton,     ///< numbers, ranges and scoring only; the wording belongs to somebody else
    licensedText, ///< a skeleton completed by the clinic's own text pack
    imported,     ///< the clinic's own questionnaire file
};

enum class ItemType : std::uint8_t { group, display, choice, boolean, integer, decimal, string, text, date };

struct Coding {
    std::string system, code; ///< "http://loinc.org", "44250-9"
};

struct AnswerOption {
    enum class Kind : std::uint8_t { coding, integer, string, date }; ///< how FHIR writes the answer
    Kind kind = Kind::coding;
    std::string code, system;
    std::string display;         ///< the anchor as printed; empty in a skeleton
    std::string label;           ///< at most kMaxButtonChars, for a button; empty = use `display` or `code`
    std::optional<double> value; ///< ordinal value for scoring
};
inline constexpr std::size_t kMaxButtonChars = 24;

/// FHIR enableWhen: the item is asked only when another item's answer compares like this.
struct EnableWhen {
    enum class Operator : std::uint8_t {
        exists,
        equal,
        notEqual,
        greater,
        less,
        greaterOrEqual,
        lessOrEqual
    };
    std::string question;
    Operator op = Operator::equal;
    std::string answer; ///< as an answer is stored: option code, "true", "3", "2026-11-21"
};

struct Item {
    std::string linkId;
    std::string prefix; ///< the number printed before the item, "3"
    std::string text;   ///< empty in a skeleton: show shownText()
    std::string label;  ///< short name for a button, may be empty
    ItemType type = ItemType::choice;
    std::vector<Coding> codes;
    bool required = false;
    bool repeats = false; ///< several answers, one per line in the stored answer
    std::vector<EnableWhen> enableWhen;
    bool enableAny = false; ///< one condition is enough, else all are needed
    std::vector<AnswerOption> options;
    std::optional<double> minValue, maxValue; ///< integer and decimal
    std::optional<std::size_t> maxChars;      ///< string and text, in code points
    std::vector<Item> items;
};

// ---- scoring, as data ----

/// What a scale adds up: the highest value among `items` (usually one). When `needs` is set, each of its sets
/// wants at least one answer; otherwise every item must be answered.
struct ScoreTerm {
    std::vector<std::string> items;
    std::vector<std::vector<std::string>> needs;
};
struct ScaleRule {
    std::string id; ///< "total" is the instrument's score
    std::string title;
    std::optional<Coding> code;
    double min = 0, max = 0;
    std::vector<ScoreTerm> terms;
};
inline constexpr std::string_view kTotalScale = "total";

/// One condition on scores or answers. Either `scale` lies in [from, to], or the number of listed items whose
/// value is at least the one listed lies in [atLeast, atMost].
struct Criterion {
    struct Mark {
        std::string item;
        double value = 1;
    };
    std::string scale;
    std::optional<double> from, to;
    std::vector<Mark> count;
    int atLeast = 1;
    std::optional<int> atMost;
};
/// A severity band: the first band whose criteria all hold is the band. No criteria = "otherwise".
struct BandRule {
    std::string id, title;
    std::vector<Criterion> when;
};
/// Something to be told about: a cut-off crossed, an algorithm met, an answer that needs a person now.
struct FlagRule {
    std::string id, title;
    std::vector<Criterion> when;
    bool alert = false; ///< somebody should act on it now (item 9 of PHQ-9)
};
struct ScoringRule {
    std::vector<ScaleRule> scales;
    std::vector<BandRule> bands;
    std::vector<FlagRule> flags;
    std::optional<double>
        riseFromBaseline; ///< a total this much above the first one of the session is worth a word
};

struct Instrument {
    std::string id, version, title, url;
    LicenceClass licence = LicenceClass::imported;
    std::string notice; ///< credit line or copyright notice, shown with the instrument
    std::vector<Coding> codes;
    std::vector<Item> items;
    ScoringRule scoring;
    std::string textHash;   ///< BLAKE2b-256 of the wording shown, empty if there is none
    std::string textSource; ///< who allowed the wording of a text pack, and when
    std::string document, scoringDocument,
        textDocument; ///< the files as read: a session keeps what was in force
};

/// Depth-first, in printed order, groups included.
std::vector<const Item*> allItems(const Instrument& instrument);
const Item* findItem(const Instrument& instrument, std::string_view linkId);
const ScaleRule* findScale(const Instrument& instrument, std::string_view id);
/// Ids of the instruments that have no total by their nature: for Schedule, which asks others for a complete
/// score.
std::set<std::string> withoutTotal(const std::vector<Instrument>& instruments);
/// The question to answer when there is exactly one (pain, nausea, sedation): nullptr otherwise.
const Item* onlyQuestion(const Instrument& instrument);
constexpr bool takesAnswer(ItemType type) {
    return type != ItemType::group && type != ItemType::display;
}

/// What stands before the answer: the wording, or "Item 3: refer to your licensed copy".
std::string shownText(const Instrument& instrument, const Item& item);
/// What stands on an option's button, at most kMaxButtonChars characters.
std::string buttonLabel(const AnswerOption& option);
/// The same for the option's full anchor; a skeleton shows the bare code.
std::string shownAnchor(const AnswerOption& option);
const AnswerOption* findOption(const Item& item, std::string_view code);
/// The code of the option with this ordinal value, if there is one.
std::optional<std::string> answerForValue(const Item& item, double value);

/// The answer's lines: one, or several for a repeating item. Empty text has none.
std::vector<std::string> answersOf(const Item& item, const std::string& stored);
/// Empty when the answer fits the item; otherwise a sentence for the person who gave it.
std::optional<Refusal> answerIssue(const Item& item, const std::string& stored);

} // namespace chairside
