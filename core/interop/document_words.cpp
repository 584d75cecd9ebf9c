// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/document_words.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/document_parts.h"

namespace chairside {
namespace {

using namespace document_parts;

constexpr std::size_t kMostQuestions = 400; // of a questionnaire; a protocol's lists are short by its rules
constexpr std::size_t kMostOptions = 12;
constexpr std::size_t kMostLabelChars = 300;

std::string shortened(const std::string& text) {
    const auto cut = cleanText(text, kMostLabelChars);
    return cut == text ? cut : cut + "…";
}

std::string answerWords(const Item& item) {
    switch (item.type) {
    case ItemType::group:
    case ItemType::display: return {};
    case ItemType::boolean: return phrase("yes or no");
    case ItemType::integer: return phrase("a whole number");
    case ItemType::decimal: return phrase("a number");
    case ItemType::string:
    case ItemType::text: return phrase("in words");
    case ItemType::date: return phrase("a date");
    case ItemType::choice: break;
    }
    Lines options;
    for (const auto& option : item.options) {
        if (options.size() == kMostOptions) break;
        options.push_back(
            (option.value ? num(*option.value) + " " : "") +
            (option.display.empty() ? (option.value ? "" : option.code) : shortened(option.display)));
        while (!options.back().empty() && options.back().back() == ' ') options.back().pop_back();
    }
    if (item.options.size() > kMostOptions)
        options.push_back(phrase("and {1} more", std::to_string(item.options.size() - kMostOptions)));
    return joined(options, " / ");
}

DocumentPart questionsPart(const Instrument& instrument) {
    DocumentPart part{phrase("Questions"), {}};
    const auto items = allItems(instrument);
    for (const auto* item : items) {
        if (part.lines.size() == kMostQuestions) break;
        const std::string number = item->prefix.empty() ? "" : item->prefix + " ";
        const std::string answer = answerWords(*item);
        part.lines.push_back(number + shortened(shownText(instrument, *item)) +
                             (answer.empty() ? "" : " [" + answer + "]") +
                             (item->enableWhen.empty() ? "" : phrase(" (only after certain answers)")));
    }
    if (items.size() > kMostQuestions)
        part.lines.push_back(phrase("And {1} more.", std::to_string(items.size() - kMostQuestions)));
    return part;
}

DocumentPart scoringPart(const ScoringRule& scoring) {
    DocumentPart part{phrase("Score"), {}};
    for (const auto& scale : scoring.scales)
        part.lines.push_back(
            (scale.title.empty() ? scale.id : scale.title) + ": " +
            phrase(scale.terms.size() == 1 ? toSay("{1} item, {2} to {3}.") : toSay("{1} items, {2} to {3}."),
                   std::to_string(scale.terms.size()), num(scale.min), num(scale.max)));
    for (const auto& band : scoring.bands) {
        std::string range;
        for (const auto& rule : band.when)
            if (rule.from || rule.to)
                range = " " + (rule.from ? num(*rule.from) : std::string()) + "–" +
                        (rule.to ? num(*rule.to) : std::string());
        part.lines.push_back(phrase("Band: {1}{2}.", band.title, range));
    }
    for (const auto& flag : scoring.flags)
        part.lines.push_back(phrase(flag.alert ? toSay("Alert: {1}.") : toSay("Told: {1}."), flag.title));
    if (part.lines.empty()) part.lines.push_back(phrase("None: answers are kept without a score."));
    return part;
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

} // namespace

std::vector<DocumentPart> describeInstrument(const Instrument& instrument) {
    std::vector<DocumentPart> parts;
    DocumentPart about{phrase("About"), {phrase("Wording: {1}.", licenceWords(instrument.licence))}};
    for (const auto* text : {&instrument.notice, &instrument.textSource})
        if (!text->empty()) about.lines.push_back(*text);
    parts.push_back(std::move(about));
    parts.push_back(scoringPart(instrument.scoring));
    parts.push_back(questionsPart(instrument));
    parts.push_back({phrase("Document"),
                     {phrase("Id {1}, version {2}.", instrument.id, instrument.version),
                      instrument.textHash.empty() ? phrase("No wording, so no hash of it.")
                                                  : phrase("Wording {1}", instrument.textHash)}});
    return parts;
}

std::string licenceWords(LicenceClass licence) {
    switch (licence) {
    case LicenceClass::publicText: return phrase("may be reproduced with its credit line");
    case LicenceClass::ownWording: return phrase("our own words");
    case LicenceClass::skeleton:
        return phrase("not shipped; numbers and scoring only, until a text pack is imported");
    case LicenceClass::licensedText: return phrase("from the clinic's text pack");
    case LicenceClass::imported: return phrase("the clinic's own questionnaire");
    }
    return {};
}

std::string plainText(const std::vector<DocumentPart>& parts) {
    std::string out;
    for (const auto& part : parts) {
        out += (out.empty() ? "" : "\n") + upper(part.title) + "\n";
        for (const auto& line : part.lines) out += "  " + line + "\n";
    }
    return out;
}

} // namespace chairside
