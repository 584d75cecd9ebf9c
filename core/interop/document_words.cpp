// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/document_words.h"

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
    case ItemType::boolean: return "yes or no";
    case ItemType::integer: return "a whole number";
    case ItemType::decimal: return "a number";
    case ItemType::string:
    case ItemType::text: return "in words";
    case ItemType::date: return "a date";
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
        options.push_back("and " + std::to_string(item.options.size() - kMostOptions) + " more");
    return joined(options, " / ");
}

DocumentPart questionsPart(const Instrument& instrument) {
    DocumentPart part{"Questions", {}};
    const auto items = allItems(instrument);
    for (const auto* item : items) {
        if (part.lines.size() == kMostQuestions) break;
        const std::string number = item->prefix.empty() ? "" : item->prefix + " ";
        const std::string answer = answerWords(*item);
        part.lines.push_back(number + shortened(shownText(instrument, *item)) +
                             (answer.empty() ? "" : " [" + answer + "]") +
                             (item->enableWhen.empty() ? "" : " (only after certain answers)"));
    }
    if (items.size() > kMostQuestions)
        part.lines.push_back("And " + std::to_string(items.size() - kMostQuestions) + " more.");
    return part;
}

DocumentPart scoringPart(const ScoringRule& scoring) {
    DocumentPart part{"Score", {}};
    for (const auto& scale : scoring.scales)
        part.lines.push_back((scale.title.empty() ? scale.id : scale.title) + ": " +
                             std::to_string(scale.terms.size()) +
                             (scale.terms.size() == 1 ? " item, " : " items, ") + num(scale.min) + " to " +
                             num(scale.max) + ".");
    for (const auto& band : scoring.bands) {
        std::string range;
        for (const auto& rule : band.when)
            if (rule.from || rule.to)
                range = " " + (rule.from ? num(*rule.from) : std::string()) + "–" +
                        (rule.to ? num(*rule.to) : std::string());
        part.lines.push_back("Band: " + band.title + range + ".");
    }
    for (const auto& flag : scoring.flags)
        part.lines.push_back((flag.alert ? "Alert: " : "Told: ") + flag.title + ".");
    if (part.lines.empty()) part.lines.push_back("None: answers are kept without a score.");
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
    DocumentPart about{"About", {"Wording: " + std::string(licenceWords(instrument.licence)) + "."}};
    for (const auto* text : {&instrument.notice, &instrument.textSource})
        if (!text->empty()) about.lines.push_back(*text);
    parts.push_back(std::move(about));
    parts.push_back(scoringPart(instrument.scoring));
    parts.push_back(questionsPart(instrument));
    parts.push_back(
        {"Document",
         {"Id " + instrument.id + ", version " + instrument.version + ".",
          instrument.textHash.empty() ? "No wording, so no hash of it." : "Wording " + instrument.textHash}});
    return parts;
}

std::string_view licenceWords(LicenceClass licence) {
    switch (licence) {
    case LicenceClass::publicText: return "may be reproduced with its credit line";
    case LicenceClass::ownWording: return "our own words";
    case LicenceClass::skeleton:
        return "not shipped; numbers and scoring only, until a text pack is imported";
    case LicenceClass::licensedText: return "from the clinic's text pack";
    case LicenceClass::imported: return "the clinic's own questionnaire";
    }
    return "";
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
