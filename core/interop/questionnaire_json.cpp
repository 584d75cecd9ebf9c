// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/questionnaire_json.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/located_json.h"
#include "core/interop/questionnaire_conditions.h"
#include "core/interop/questionnaire_urls.h"
#include "core/log/digest.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

namespace chairside {
namespace {

using WhenOperator = EnableWhen::Operator;

constexpr std::array<std::pair<std::string_view, ItemType>, 9> kTypes{{{"group", ItemType::group},
                                                                       {"display", ItemType::display},
                                                                       {"choice", ItemType::choice},
                                                                       {"boolean", ItemType::boolean},
                                                                       {"integer", ItemType::integer},
                                                                       {"decimal", ItemType::decimal},
                                                                       {"string", ItemType::string},
                                                                       {"text", ItemType::text},
                                                                       {"date", ItemType::date}}};

constexpr std::array<std::pair<std::string_view, WhenOperator>, 7> kOperators{
    {{"exists", WhenOperator::exists},
     {"=", WhenOperator::equal},
     {"!=", WhenOperator::notEqual},
     {">", WhenOperator::greater},
     {"<", WhenOperator::less},
     {">=", WhenOperator::greaterOrEqual},
     {"<=", WhenOperator::lessOrEqual}}};

template <class Table>
auto lookUp(const Table& table, const JsonAt& at, std::string_view what) {
    const std::string name = at.text(80);
    for (const auto& [key, value] : table)
        if (key == name) return value;
    at.fail(phrase("The {1} \"{2}\" is not supported.", std::string(what), name));
}

/// FHIR allows blanks inside; what may not be is nothing, or a line break that would split a stored answer.
std::string token(const JsonAt& at, std::size_t maxChars) {
    const std::string text = at.text(maxChars);
    if (text.empty()) at.fail(phrase("This must not be empty."));
    if (text != at.node().text)
        at.fail(phrase("This has characters that a code or an identifier cannot have."));
    return text;
}

std::optional<JsonAt> extension(const JsonAt& at, std::string_view url) {
    for (const JsonAt& one : at.list("extension"))
        if (one.has("url") && one.at("url").text(400) == url) return one;
    return std::nullopt;
}

std::optional<double> numberExtension(const JsonAt& at, std::string_view url) {
    const auto found = extension(at, url);
    if (!found) return std::nullopt;
    for (const char* key : {"valueDecimal", "valueInteger"})
        if (found->has(key)) return found->at(key).number();
    found->fail(phrase("Here valueDecimal or valueInteger is expected."));
}

std::string textExtension(const JsonAt& at, std::string_view url, std::size_t maxChars) {
    const auto found = extension(at, url);
    return found ? found->at("valueString").text(maxChars) : std::string{};
}

/// A modifier changes the meaning of what it stands on; not knowing one means not knowing the item.
void refuseModifiers(const JsonAt& at) {
    if (at.has("modifierExtension"))
        at.at("modifierExtension").fail(phrase("This changes the meaning in a way that is not supported."));
}

std::vector<Coding> readCodes(const JsonAt& at) {
    std::vector<Coding> out;
    for (const JsonAt& one : at.list("code"))
        if (one.has("code")) out.push_back({one.text("system", 400), token(one.at("code"), 200)});
    return out;
}

AnswerOption readCoding(const JsonAt& coding) {
    AnswerOption option;
    option.code = token(coding.at("code"), 200);
    option.system = coding.text("system", 400);
    option.display = coding.text("display", kMaxLabelChars);
    option.label = textExtension(coding, fhir::kButtonLabel, kMaxButtonChars);
    for (auto url : {fhir::kOrdinalValue, fhir::kItemWeight})
        if (!option.value) option.value = numberExtension(coding, url);
    return option;
}

AnswerOption readOption(const JsonAt& at) {
    AnswerOption option;
    if (at.has("valueCoding")) {
        option = readCoding(at.at("valueCoding"));
    } else if (at.has("valueInteger")) {
        option.code = std::to_string(at.at("valueInteger").wholeNumber(-1'000'000, 1'000'000));
        option.value = at.at("valueInteger").number();
        option.kind = AnswerOption::Kind::integer;
    } else if (at.has("valueString")) {
        option.code = token(at.at("valueString"), kMaxLabelChars);
        option.kind = AnswerOption::Kind::string;
    } else if (at.has("valueDate")) {
        option.code = token(at.at("valueDate"), 10);
        option.kind = AnswerOption::Kind::date;
    } else {
        at.fail(phrase("An answer option needs valueCoding, valueInteger, valueString or valueDate."));
    }
    for (auto url : {fhir::kOrdinalValue, fhir::kItemWeight})
        if (const auto value = numberExtension(at, url)) option.value = value;
    return option;
}

/// One questionnaire file on its way to an Instrument.
class QuestionnaireReader {
public:
    explicit QuestionnaireReader(const JsonAt& root) : root_(root) {}

    Instrument read() {
        if (!root_.has("resourceType") || root_.at("resourceType").text(80) != "Questionnaire")
            root_.fail(phrase("This file is not a FHIR Questionnaire."));
        refuseModifiers(root_);
        root_.at("status").text(40);
        Instrument out;
        out.id = readId();
        out.version = root_.text("version", 80);
        if (out.version.empty()) out.version = "unversioned";
        out.title = root_.text("title", kMaxNameChars);
        if (out.title.empty()) out.title = out.id;
        out.url = root_.text("url", 400);
        out.notice = root_.text("copyright", kMaxLabelChars, true);
        out.codes = readCodes(root_);
        out.items = readItems(root_, 1);
        if (out.items.empty()) root_.fail(phrase("The questionnaire has no items."));
        checkConditions(out, places_);
        return out;
    }

private:
    std::string readId() const {
        for (const JsonAt& one : root_.list("identifier"))
            if (one.text("system", 400) == fhir::kInstrumentSystem) return checkedId(one.at("value"));
        for (const char* key : {"id", "name"})
            if (root_.has(key)) return checkedId(root_.at(key));
        root_.fail(phrase("The questionnaire has neither id nor name."));
    }
    static std::string checkedId(const JsonAt& at) {
        const std::string id = token(at, 64);
        for (char c : id)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                  c == '-' || c == '.'))
                at.fail(phrase("An identifier has only letters, digits, and . - _ in it."));
        return id;
    }

    std::vector<Item> readItems(const JsonAt& at, std::size_t depth) {
        if (depth > kMaxItemDepth) at.fail(phrase("The items are nested too deeply."));
        std::vector<Item> out;
        for (const JsonAt& one : at.list("item")) out.push_back(readItem(one, depth));
        return out;
    }
    Item readItem(const JsonAt& at, std::size_t depth) {
        refuseModifiers(at);
        Item item;
        item.linkId = token(at.at("linkId"), 255);
        if (!places_.emplace(item.linkId, at).second)
            at.at("linkId").fail(phrase("The linkId \"{1}\" is used twice.", item.linkId));
        if (places_.size() > kMaxItems)
            at.fail(phrase("The questionnaire has more than {1} items.", std::to_string(kMaxItems)));
        item.type = lookUp(kTypes, at.at("type"), phrase("item type"));
        item.prefix = at.text("prefix", 40);
        item.text = at.text("text", kMaxLabelChars, true);
        item.label = textExtension(at, fhir::kButtonLabel, kMaxButtonChars);
        item.codes = readCodes(at);
        item.required = at.boolean("required", false);
        item.repeats = at.boolean("repeats", false);
        readConstraints(at, item);
        readConditions(at, item);
        readOptions(at, item);
        item.items = readItems(at, depth + 1);
        checkShape(at, item);
        return item;
    }
    static void readConstraints(const JsonAt& at, Item& item) {
        item.minValue = numberExtension(at, fhir::kMinValue);
        item.maxValue = numberExtension(at, fhir::kMaxValue);
        if (item.minValue && item.maxValue && *item.minValue > *item.maxValue)
            at.fail(phrase("The smallest allowed value is above the largest."));
        if (at.has("maxLength"))
            item.maxChars = static_cast<std::size_t>(at.at("maxLength").wholeNumber(1, 1'000'000));
    }
    static void readConditions(const JsonAt& at, Item& item) {
        for (const JsonAt& one : at.list("enableWhen")) item.enableWhen.push_back(readCondition(one));
        if (at.has("enableBehavior")) {
            const auto behavior = at.at("enableBehavior").text(40);
            if (behavior != "all" && behavior != "any")
                at.at("enableBehavior").fail(phrase("Only \"all\" and \"any\" are supported."));
            item.enableAny = behavior == "any";
        } else if (item.enableWhen.size() > 1) {
            at.at("enableWhen").fail(phrase("Several conditions need enableBehavior \"all\" or \"any\"."));
        }
    }
    static EnableWhen readCondition(const JsonAt& at) {
        EnableWhen when;
        when.question = token(at.at("question"), 255);
        when.op = lookUp(kOperators, at.at("operator"), "operator");
        if (at.has("answerCoding"))
            when.answer = token(at.at("answerCoding").at("code"), 200);
        else if (at.has("answerBoolean"))
            when.answer = at.at("answerBoolean").boolean() ? "true" : "false";
        else if (at.has("answerString"))
            when.answer = at.at("answerString").text(kMaxLabelChars);
        else if (at.has("answerDate"))
            when.answer = token(at.at("answerDate"), 10);
        else if (at.has("answerInteger"))
            when.answer = std::to_string(at.at("answerInteger").wholeNumber(-1'000'000, 1'000'000));
        else if (at.has("answerDecimal"))
            (void)at.at("answerDecimal").number(), when.answer = at.at("answerDecimal").node().text;
        else
            at.fail(phrase("The condition has no answer of a supported type to compare with."));
        return when;
    }
    void readOptions(const JsonAt& at, Item& item) const {
        for (const JsonAt& one : at.list("answerOption")) item.options.push_back(readOption(one));
        if (at.has("answerValueSet")) {
            if (!item.options.empty())
                at.at("answerValueSet").fail(phrase("An item has either answerOption or answerValueSet."));
            readContained(at.at("answerValueSet"), item);
        }
        if (item.options.size() > kMaxOptions)
            at.fail(phrase("The item has more than {1} options.", std::to_string(kMaxOptions)));
        std::set<std::string> codes;
        for (const AnswerOption& option : item.options)
            if (!codes.insert(option.code).second)
                at.fail(phrase("The option \"{1}\" is there twice.", option.code));
    }
    void readContained(const JsonAt& at, Item& item) const {
        const std::string reference = at.text(400);
        for (const JsonAt& one : root_.list("contained")) {
            if (one.text("resourceType", 80) != "ValueSet" || "#" + one.text("id", 80) != reference) continue;
            if (one.has("expansion"))
                for (const JsonAt& entry : one.at("expansion").list("contains"))
                    item.options.push_back(readCoding(entry));
            else if (one.has("compose"))
                for (const JsonAt& include : one.at("compose").list("include"))
                    for (const JsonAt& entry : include.list("concept")) {
                        item.options.push_back(readCoding(entry));
                        item.options.back().system = include.text("system", 400);
                    }
            if (!item.options.empty()) return;
        }
        at.fail(phrase(
            "The list of answers is not in this file; only answer lists contained in it can be used."));
    }
    /// FHIR invariants que-1, que-4, que-6, and what an item needs to be answerable.
    static void checkShape(const JsonAt& at, const Item& item) {
        const bool choice = item.type == ItemType::choice;
        if (item.type == ItemType::group && item.items.empty()) at.fail(phrase("A group has no items."));
        if (item.type == ItemType::display && !item.items.empty())
            at.fail(phrase("A display text cannot have items."));
        if (item.type == ItemType::display && (item.required || item.repeats))
            at.fail(phrase("A display text takes no answer."));
        if (item.type == ItemType::group && item.repeats)
            at.fail(phrase("Repeating groups are not supported."));
        if (choice && item.options.empty()) at.fail(phrase("A choice has no answer options."));
        if (!choice && !item.options.empty()) at.fail(phrase("Only a choice can have answer options here."));
    }

    JsonAt root_;
    std::map<std::string, JsonAt> places_;
};

void hashItems(const std::vector<Item>& items, std::string& shown, bool& any) {
    const auto put = [&](std::string_view tag, const std::string& text) {
        // Tag and length before each text keep two different papers from ever looking the same.
        shown += std::string(tag) + std::to_string(text.size()) + ":" + text + "\n";
    };
    for (const Item& item : items) {
        put("item ", item.linkId);
        put("text ", item.text);
        any = any || !item.text.empty();
        for (const AnswerOption& option : item.options) {
            put("code ", option.code);
            put("display ", option.display);
            put("label ", option.label);
            any = any || !option.display.empty();
        }
        hashItems(item.items, shown, any);
    }
}

} // namespace

Result<Instrument> readQuestionnaire(std::string_view json, std::string_view fileName) {
    try {
        JsonLimits limits;
        limits.bytes = kMaxQuestionnaireBytes;
        const JsonNode root = parseLocatedJson(json, limits);
        Instrument instrument = QuestionnaireReader(JsonAt(root)).read();
        instrument.document = std::string(json);
        instrument.textHash = hashOfText(instrument);
        return instrument;
    } catch (const JsonFault& fault) {
        return faultError(fileName, fault);
    }
}

std::string hashOfText(const Instrument& instrument) {
    std::string shown;
    bool any = false;
    hashItems(instrument.items, shown, any);
    return any ? toHex(blake2b256(shown)) : std::string{};
}

} // namespace chairside
