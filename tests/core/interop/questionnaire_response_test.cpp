// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/questionnaire_response.h"

#include "build_places.h"
#include "core/domain/scoring.h"
#include "core/interop/instrument_library.h"
#include "core/interop/questionnaire_json.h"
#include "core/interop/text_pack.h"
#include "support/catch.h"

#include <nlohmann/json.hpp>

using namespace chairside;
using nlohmann::json;

namespace {

Instrument shippedOne(const std::string& id) {
    return *loadInstruments(CHAIRSIDE_SOURCE_DIR "/resources/instruments").find(id);
}
Event entered(const Instrument& instrument, Answers answers) {
    Event event;
    event.id = *Uuid::parse("01890000-0000-7000-8000-000000000001");
    event.at = {monoFromMs(600'000), {1'795'255'327'250, 60}};
    event.effective = monoFromMs(300'000); // five minutes before it was typed
    event.actor = {"jokafor", "J. Okafor RN", Role::nurse};
    const auto total = score(instrument, answers).total;
    event.body =
        ScoreEntered{instrument.id, instrument.version, std::move(answers), total, instrument.textHash};
    return event;
}
json written(const Event& event, const Instrument& instrument,
             const ResponseLinks& links = {"urn:uuid:p", "urn:uuid:e"}) {
    const auto text = questionnaireResponse(event, instrument, links);
    if (!text) FAIL(text.error().message);
    return json::parse(text.value());
}
Instrument site(const std::string& items) {
    auto read = readQuestionnaire(
        R"({"resourceType": "Questionnaire", "id": "site", "version": "2", "status": "active", "item": [)" +
            items + "]}",
        "f");
    if (!read) FAIL(read.error().message);
    return read.value();
}

} // namespace

TEST_CASE("a completed PHQ-9 becomes a response with codes, ordinals, total and the hash of the wording",
          "[interop]") {
    const auto phq9 = shippedOne("phq9");
    Answers answers;
    for (int i = 1; i <= 9; ++i) answers[std::to_string(i)] = i == 1 ? "LA6571-9" : "LA6568-5";
    const auto out = written(entered(phq9, answers), phq9);
    CHECK(out["resourceType"] == "QuestionnaireResponse");
    CHECK(out["id"] == "01890000-0000-7000-8000-000000000001");
    CHECK(out["status"] == "completed");
    CHECK(out["questionnaire"] == "urn:chairside:questionnaire:phq9|1");
    CHECK(out["authored"] == "2026-11-21T10:57:07.250+01:00");
    CHECK(out["subject"]["reference"] == "urn:uuid:p");
    CHECK(out["encounter"]["reference"] == "urn:uuid:e");
    CHECK(out["author"]["display"] == "J. Okafor RN");
    REQUIRE(out["item"].size() == 9); // the stem is no answer, item 10 was left out
    CHECK(out["item"][0]["text"] == "Little interest or pleasure in doing things");
    const auto coding = out["item"][0]["answer"][0]["valueCoding"];
    CHECK(coding["system"] == "http://loinc.org");
    CHECK(coding["code"] == "LA6571-9");
    CHECK(coding["display"] == "Nearly every day");
    CHECK(coding["extension"][0]["valueDecimal"] == 3);
    CHECK(out["extension"][0]["valueString"] == phq9.textHash);
    CHECK(out["extension"][1]["valueDecimal"] == 3);
}

TEST_CASE("an unfinished score is in progress and has no total", "[interop][H-12]") {
    const auto phq9 = shippedOne("phq9");
    const auto out = written(entered(phq9, {{"1", "LA6571-9"}}), phq9);
    CHECK(out["status"] == "in-progress");
    CHECK(out["extension"].size() == 1);
    CHECK(out["item"].size() == 1);
    CHECK_FALSE(written(entered(phq9, {}), phq9).contains("item"));
}

TEST_CASE("a corrected and a withdrawn entry say so", "[interop][H-10]") {
    const auto moaas = shippedOne("moaas");
    auto event = entered(moaas, {{"moaas", "4"}});
    event.corrects = Uuid::parse("01890000-0000-7000-8000-000000000009");
    CHECK(written(event, moaas)["status"] == "amended");
    CHECK(written(event, moaas, {"urn:uuid:p", "", true})["status"] == "entered-in-error");
    CHECK_FALSE(written(event, moaas, {"urn:uuid:p", "", true}).contains("encounter"));
}

TEST_CASE("answers keep their kind, groups keep their shape, and what was not asked stays out", "[interop]") {
    const auto form = site(R"(
        {"linkId": "g", "type": "group", "item": [
            {"linkId": "b", "type": "boolean", "item": [{"linkId": "b.1", "type": "string", "repeats": true,
                "enableWhen": [{"question": "b", "operator": "=", "answerBoolean": true}]}]},
            {"linkId": "i", "type": "integer"}, {"linkId": "d", "type": "decimal"}, {"linkId": "t", "type": "date"},
            {"linkId": "o", "type": "choice", "answerOption": [{"valueInteger": 7}]}]},
        {"linkId": "empty", "type": "group", "item": [{"linkId": "never", "type": "text"}]})");
    const Answers answers{{"b", "true"}, {"b.1", "one\ntwo"}, {"i", "-4"},
                          {"d", "71.9"}, {"t", "2026-11-21"}, {"o", "7"}};
    const auto group = written(entered(form, answers), form)["item"];
    REQUIRE(group.size() == 1);
    const auto items = group[0]["item"];
    CHECK(items[0]["answer"][0]["valueBoolean"] == true);
    const auto inner = items[0]["answer"][0]["item"][0];
    CHECK(inner["answer"][1]["valueString"] == "two");
    CHECK(items[1]["answer"][0]["valueInteger"] == -4);
    CHECK(items[2].dump().find("\"valueDecimal\":71.9}") != std::string::npos);
    CHECK(items[3]["answer"][0]["valueDate"] == "2026-11-21");
    CHECK(items[4]["answer"][0]["valueInteger"] == 7);
    auto changed = answers;
    changed["b"] = "false";
    CHECK(written(entered(form, changed), form).dump().find("b.1") == std::string::npos);
}

TEST_CASE("a clinic's licensed wording never leaves with an export, only its hash", "[interop][H-16]") {
    json pack = {{"format", "chairside-text-pack"},
                 {"formatVersion", 1},
                 {"instrument", "cadss_6"},
                 {"version", "1"},
                 {"language", "en"},
                 {"notice", "© the owner"},
                 {"source",
                  {{"statement", "Used with permission."},
                   {"grantedBy", "O"},
                   {"grantedOn", "2026-03-01"},
                   {"grantedTo", "C"}}},
                 {"items", {{"stem", "Secret"}}}};
    for (const char* id : {"1", "2", "6", "7", "15", "22"}) pack["items"][id] = "Secret";
    for (int i = 0; i <= 4; ++i) pack["options"]["*"][std::to_string(i)] = "Secret";
    const auto filled = applyTextPack(shippedOne("cadss_6"), pack.dump(), "p");
    REQUIRE(filled);
    const auto out = written(entered(filled.value(), {{"1", "2"}}), filled.value());
    CHECK(out.dump().find("Secret") == std::string::npos);
    CHECK(out["extension"][0]["valueString"] == filled->textHash);
    CHECK(out["item"][0]["answer"][0]["valueCoding"]["code"] == "2");
}

TEST_CASE("a response that does not fit its instrument is refused in words", "[interop][H-09]") {
    const auto moaas = shippedOne("moaas");
    const auto refuses = [&](const Event& event, const std::string& words) {
        const auto out = questionnaireResponse(event, moaas, {"urn:uuid:p", ""});
        REQUIRE_FALSE(out);
        INFO(out.error().message);
        CHECK(out.error().message.find(words) != std::string::npos);
        CHECK(out.error().message.find("safe in the record") != std::string::npos);
    };
    refuses(entered(moaas, {{"moaas", "6"}}), "the answer to item moaas does not fit");
    refuses(entered(shippedOne("rass"), {{"rass", "0"}}), "they belong to rass version 1");
    auto event = entered(moaas, {{"moaas", "5"}});
    std::get<ScoreEntered>(event.body).version = "0";
    refuses(event, "they belong to moaas version 0");
    event.body = NoteWritten{};
    refuses(event, "the entry is not a score");
}
