// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/questionnaire_json.h"

#include "build_places.h"
#include "core/domain/scoring.h"
#include "core/interop/scoring_json.h"
#include "support/catch.h"

#include <fstream>
#include <iterator>
#include <random>

using namespace chairside;

namespace {

std::string questionnaire(const std::string& items, const std::string& more = {}) {
    return "{\"resourceType\": \"Questionnaire\", \"id\": \"site-form\", \"version\": \"3\", \"status\": "
           "\"active\",\n" +
           more + "\"item\": [\n" + items + "\n]}";
}
std::string refusal(const std::string& document) {
    const auto result = readQuestionnaire(document, "form.json");
    return result ? "accepted" : result.error().message;
}
bool refuses(const std::string& json, const std::string& words) {
    const std::string message = refusal(json);
    INFO(message);
    const bool named = message.find(words) != std::string::npos && message.starts_with("form.json");
    CHECK(named);
    return named;
}
Instrument accepted(const std::string& document) {
    const auto result = readQuestionnaire(document, "form.json");
    if (!result) FAIL(result.error().message);
    return result.value();
}
const std::string kSleep = R"({"linkId": "sleep", "text": "Slept?", "type": "boolean"})";

} // namespace

TEST_CASE("any FHIR questionnaire of the supported kinds comes in whole", "[interop]") {
    const auto form = accepted(questionnaire(R"(
        {"linkId": "g", "text": "Today", "type": "group", "item": [
            {"linkId": "g.1", "type": "display", "text": "Please answer"},
            {"linkId": "g.2", "prefix": "2", "text": "Mood", "type": "choice", "required": true, "answerOption": [
                {"valueCoding": {"system": "urn:x", "code": "low", "display": "Low",
                 "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2.5}]}},
                {"valueCoding": {"code": "ok"}}]},
            {"linkId": "g.3", "type": "integer", "extension": [
                {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
                {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 24}]},
            {"linkId": "g.4", "type": "decimal"}, {"linkId": "g.5", "type": "string", "maxLength": 10, "repeats": true},
            {"linkId": "g.6", "type": "text"}, {"linkId": "g.7", "type": "date"},
            {"linkId": "g.8", "type": "boolean", "item": [{"linkId": "g.8.1", "type": "string",
                "enableWhen": [{"question": "g.8", "operator": "=", "answerBoolean": true},
                               {"question": "g.3", "operator": ">=", "answerInteger": 5}], "enableBehavior": "any"}]}
        ]})"));
    CHECK(form.id == "site-form");
    CHECK(form.version == "3");
    CHECK(form.licence == LicenceClass::imported);
    CHECK(allItems(form).size() == 10);
    CHECK(findItem(form, "g.2")->options[0].value == 2.5);
    CHECK_FALSE(findItem(form, "g.2")->options[1].value);
    CHECK(findItem(form, "g.3")->maxValue == 24.0);
    CHECK(findItem(form, "g.5")->repeats);
    CHECK(form.textHash.size() == 64);
    const Answers many{{"g.2", "low"}, {"g.3", "5"}};
    CHECK(askedItems(form, many).contains("g.8.1"));
    CHECK_FALSE(askedItems(form, {{"g.3", "4"}}).contains("g.8.1"));
    CHECK(askedItems(form, {{"g.8", "true"}}).contains("g.8.1"));
    CHECK_FALSE(score(form, many).total); // no scoring, no score
    CHECK(score(form, many).complete);
}

TEST_CASE("answer lists contained in the file are used, others are refused by name", "[interop]") {
    const std::string set = R"("contained": [{"resourceType": "ValueSet", "id": "yn", "compose": {"include": [
        {"system": "urn:yn", "concept": [{"code": "y", "display": "Yes"}, {"code": "n"}]}]}}],)";
    const std::string item = R"({"linkId": "a", "type": "choice", "answerValueSet": "#yn"})";
    const auto form = accepted(questionnaire(item, set));
    CHECK(findItem(form, "a")->options[0].display == "Yes");
    CHECK(findItem(form, "a")->options[1].system == "urn:yn");
    refuses(questionnaire(item), "answerValueSet: The list of answers is not in this file");
}

TEST_CASE("a cut, empty, huge or foreign file is refused with its name and line", "[interop][H-09]") {
    const std::string whole = questionnaire(kSleep);
    for (std::size_t length = 0; length + 1 < whole.size(); length += 7)
        CHECK(refusal(whole.substr(0, length)) != "accepted");
    refuses(whole.substr(0, whole.size() - 1), "line 4: The file ends too early; it seems to be cut off.");
    refuses("", "The file is empty.");
    refuses(whole + "x", "This is not valid JSON text.");
    refuses(std::string(kMaxQuestionnaireBytes + 1, ' '), "The file is larger than 4096 KiB.");
    refuses("[]", "an object is expected");
    refuses(R"({"resourceType": "Patient"})", "This file is not a FHIR Questionnaire.");
    refuses("{\"resourceType\": \"Questionnaire\", \"id\": \"a\", \"status\": \"active\"}",
            "The questionnaire has no items.");
    refuses("\xff\xfe{}", "This is not valid JSON text.");
    refuses(std::string(100'000, '['), "The file is nested too deeply.");
}

TEST_CASE("what is not understood is refused with line and field, never skipped", "[interop][H-09]") {
    refuses(questionnaire(kSleep + ",\n" + R"({"linkId": "b", "type": "quantity"})"),
            "line 4, item[1].type: The item type \"quantity\" is not supported.");
    refuses(
        questionnaire(
            kSleep +
            R"(, {"linkId": "b", "type": "string", "enableWhen": [{"question": "sleep", "operator": "~", "answerBoolean": true}]})"),
        "item[1].enableWhen[0].operator: The operator \"~\" is not supported.");
    refuses(questionnaire(R"({"linkId": "b", "type": "string", "modifierExtension": [{"url": "x"}]})"),
            "item[0].modifierExtension");
    refuses(questionnaire(R"({"linkId": "b"})"), "item[0]: \"type\" is missing.");
    refuses(questionnaire(R"({"type": "string"})"), "item[0]: \"linkId\" is missing.");
    refuses(questionnaire(R"({"linkId": "b", "type": "group"})"), "A group has no items.");
    refuses(questionnaire(R"({"linkId": "b", "type": "choice"})"), "A choice has no answer options.");
    refuses(questionnaire(R"({"linkId": "b", "type": "display", "required": true})"),
            "A display text takes no answer.");
    refuses(questionnaire(R"({"linkId": "b", "type": "string", "required": "yes"})"),
            "item[0].required: Here true or false is expected, but there is text.");
    refuses(questionnaire(kSleep, "\"id\": \"other\","), "The name \"id\" is given twice.");
}

TEST_CASE("linkIds and option codes are unique", "[interop][H-09]") {
    refuses(questionnaire(kSleep + ",\n\n" + kSleep),
            "line 5, item[1].linkId: The linkId \"sleep\" is used twice.");
    refuses(
        questionnaire(
            R"({"linkId": "a", "type": "choice", "answerOption": [{"valueInteger": 1}, {"valueInteger": 1}]})"),
        "The option \"1\" is there twice.");
    refuses(questionnaire(R"({"linkId": "a\nb", "type": "string"})"),
            "characters that a code or an identifier cannot have");
    refuses(questionnaire(R"({"linkId": "", "type": "string"})"), "This must not be empty.");
}

TEST_CASE("conditions must point at a question, fit its answers, and not run in a circle",
          "[interop][H-09]") {
    const auto item = [](const std::string& id, const std::string& on,
                         const std::string& more = R"("operator": "=", "answerBoolean": true)") {
        return "{\"linkId\": \"" + id + "\", \"type\": \"boolean\", \"enableWhen\": [{\"question\": \"" + on +
               "\", " + more + "}]}";
    };
    refuses(questionnaire(item("a", "nowhere")), "There is no item \"nowhere\" to depend on.");
    refuses(questionnaire(item("a", "a")), "run in a circle");
    refuses(questionnaire(item("a", "b") + "," + item("b", "c") + "," + item("c", "a")), "run in a circle");
    refuses(
        questionnaire(
            R"({"linkId": "g", "type": "group", "enableWhen": [{"question": "c", "operator": "exists", "answerBoolean": true}],
                              "item": [{"linkId": "c", "type": "boolean"}]})"),
        "run in a circle");
    refuses(questionnaire(kSleep + "," + item("a", "sleep", R"("operator": "=", "answerInteger": 3)")),
            "cannot be an answer to item \"sleep\"");
    refuses(questionnaire(kSleep + "," + item("a", "sleep", R"("operator": ">", "answerBoolean": true)")),
            "have no order to compare");
    refuses(questionnaire(kSleep + "," + item("a", "sleep", R"("operator": "exists", "answerString": "x")")),
            "needs answerBoolean");
    std::string chain = kSleep;
    for (int i = 0; i < 900; ++i)
        chain += "," + item("i" + std::to_string(i), i ? "i" + std::to_string(i - 1) : "sleep");
    CHECK(allItems(accepted(questionnaire(chain))).size() == 901);
}

TEST_CASE("hostile text is plain text or refused, never markup and never cut in silence", "[interop][H-09]") {
    const auto label = [](const std::string& text) {
        return questionnaire("{\"linkId\": \"a\", \"type\": \"string\", \"text\": \"" + text + "\"}");
    };
    CHECK(accepted(label("<script>alert(1)</script><b>Mood</b>")).items[0].text ==
          "<script>alert(1)</script><b>Mood</b>");
    CHECK(accepted(label("Mo\\u0000od\\u001b[31m \\u202e!")).items[0].text == "Mood[31m !");
    refuses(label(std::string(1 << 20, 'x')), "item[0].text: The text is longer than 4000 characters.");
    CHECK(accepted(label(std::string(kMaxLabelChars, 'x'))).items[0].text.size() == kMaxLabelChars);
    refuses(questionnaire(R"({"linkId": "a", "type": "string", "text": 5})"),
            "item[0].text: Here text is expected, but there is a number.");
    std::string many;
    for (std::size_t i = 0; i <= kMaxItems; ++i)
        many += (i ? "," : "") + ("{\"linkId\": \"" + std::to_string(i)) + "\", \"type\": \"string\"}";
    refuses(questionnaire(many), "more than 1000 items");
    std::string deep;
    for (int i = 0; i < 15; ++i)
        deep += "{\"linkId\": \"" + std::to_string(i) + "\", \"type\": \"group\", \"item\": [";
    deep += R"({"linkId": "x", "type": "string"})";
    for (int i = 0; i < 15; ++i) deep += "]}";
    refuses(questionnaire(deep), "The items are nested too deeply.");
}

TEST_CASE("the hash follows every word shown and nothing else", "[interop][H-10]") {
    const auto hash = [](const std::string& items, const std::string& more = {}) {
        return accepted(questionnaire(items, more)).textHash;
    };
    const std::string same = hash(kSleep);
    CHECK(same == hash("  " + kSleep, "\"publisher\": \"x\","));
    CHECK(same != hash(R"({"linkId": "sleep", "text": "Slept!", "type": "boolean"})"));
    CHECK(hash(R"({"linkId": "a", "type": "boolean"})").empty());
    // BLAKE2b-256 of the canonical form, checked with Python: hashlib.blake2b(b"item 5:sleep\ntext
    // 6:Slept?\n", digest_size=32)
    CHECK(same == "575f70aebf815b3022e69011bd0a0cac24778094e8263ace3fe86aaa917f5fd1");
}

TEST_CASE("scoring that does not match its questionnaire is refused", "[interop][H-09]") {
    const auto form =
        accepted(questionnaire(R"({"linkId": "a", "type": "integer"}, {"linkId": "b", "type": "integer"})"));
    const auto scoring = [](const std::string& more,
                            const std::string& head =
                                R"("instrument": "site-form", "version": "3", "licence": "imported")") {
        return R"({"format": "chairside-scoring", "formatVersion": 1, )" + head + more + "}";
    };
    const auto message = [&](const std::string& rules) {
        const auto result = readScoring(form, rules, "form.scoring.json");
        return result ? std::string("accepted") : result.error().message;
    };
    const std::string scale = R"("id": "total", "title": "Sum", "min": 0, "max": 20)";
    const auto good =
        readScoring(form, scoring(", \"scales\": [{" + scale + R"(, "sum": ["a", "b"]}])"), "f");
    REQUIRE(good);
    CHECK(score(good.value(), {{"a", "3"}, {"b", "4"}}).total == 7.0);
    CHECK(message(scoring(", \"scales\": [{" + scale + R"(, "sum": ["a", "c"]}])"))
              .find("scales[0].sum[1]: The questionnaire has no item \"c\"") != std::string::npos);
    CHECK(
        message(scoring(", \"scales\": [{" + scale + R"(, "sum": ["a", "a"]}])")).find("would count twice") !=
        std::string::npos);
    CHECK(
        message(scoring(R"(, "bands": [{"id": "x", "title": "X", "when": [{"scale": "total", "from": 1}]}])"))
            .find("There is no scale \"total\"") != std::string::npos);
    CHECK(
        message(
            scoring(
                R"(, "flags": [{"id": "x", "title": "X", "when": [{"count": [{"items": ["a"], "value": 1}], "at_least": 1}]}])"))
            .find("This name is not known here.") != std::string::npos);
    CHECK(message(scoring("", R"("instrument": "other", "version": "3", "licence": "imported")"))
              .find("The scoring is not for \"site-form\"") != std::string::npos);
    CHECK(message(scoring("", R"("instrument": "site-form", "version": "4", "licence": "imported")"))
              .find("not for version \"3\"") != std::string::npos);
    CHECK(message(scoring("", R"("instrument": "site-form", "version": "3", "licence": "mine")"))
              .find("The licence class is one of") != std::string::npos);
}

TEST_CASE("a file that calls itself a skeleton but carries wording is refused", "[interop]") {
    const auto form = accepted(questionnaire(kSleep));
    const auto result = readScoring(
        form,
        R"({"format": "chairside-scoring", "formatVersion": 1, "instrument": "site-form", "version": "3", "licence": "skeleton"})",
        "s.json");
    REQUIRE_FALSE(result);
    CHECK(result.error().message.find("A skeleton must not carry wording") != std::string::npos);
}

TEST_CASE("a damaged shipped file is refused or read whole, whatever was damaged", "[interop][H-09]") {
    std::ifstream in(CHAIRSIDE_SOURCE_DIR "/resources/instruments/c_ssrs_screener.json", std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    REQUIRE(whole.size() > 1000);
    for (std::size_t length = 0; length < whole.find_last_of('}'); length += 3)
        CHECK_FALSE(readQuestionnaire(whole.substr(0, length), "cut.json"));
    std::minstd_rand random(11);
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string damaged = whole;
        for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        const auto result = readQuestionnaire(damaged, "damaged.json");
        if (!result) {
            ++refused;
            CHECK(result.error().message.starts_with("damaged.json"));
        } else {
            CHECK_FALSE(result->items.empty());
            (void)score(result.value(), {{"1", "true"}, {"2", "false"}, {"6", "true"}});
        }
    }
    CHECK(refused > 1000);
}
