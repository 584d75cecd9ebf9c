// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/questionnaire_response.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/scoring.h"
#include "core/interop/questionnaire_urls.h"

#include <nlohmann/json.hpp>

#include <set>

namespace chairside {
namespace {

using OrderedJson = nlohmann::ordered_json;

class ResponseWriter {
public:
    ResponseWriter(const Instrument& instrument, const Answers& answers)
        : answers_(answers), asked_(askedItems(instrument, answers)),
          withWording_(instrument.licence != LicenceClass::licensedText) {}

    /// Items that were asked and answered, and the groups around them. FHIR leaves the others out.
    OrderedJson items(const std::vector<Item>& items) const {
        OrderedJson out = OrderedJson::array();
        for (const Item& item : items) {
            if (!asked_.contains(item.linkId) || item.type == ItemType::display) continue;
            OrderedJson one = {{"linkId", item.linkId}};
            if (withWording_ && !item.text.empty()) one["text"] = item.text;
            if (fill(one, item)) out.push_back(std::move(one));
        }
        return out;
    }

private:
    /// Items inside a question go under its answer; without an answer, or under a group, straight into it
    /// (qrs-1).
    bool fill(OrderedJson& one, const Item& item) const {
        OrderedJson inner = items(item.items);
        const auto given = answers_.find(item.linkId);
        if (given != answers_.end())
            for (const std::string& answer : answersOf(item, given->second))
                one["answer"].push_back(value(item, answer));
        if (inner.empty()) return one.contains("answer");
        if (one.contains("answer"))
            one["answer"][0]["item"] = std::move(inner);
        else
            one["item"] = std::move(inner);
        return true;
    }
    OrderedJson value(const Item& item, const std::string& answer) const {
        switch (item.type) {
        case ItemType::choice: return option(*findOption(item, answer));
        case ItemType::boolean: return {{"valueBoolean", answer == "true"}};
        case ItemType::integer:
            return {{"valueInteger", static_cast<std::int64_t>(*parseNumber(answer).value)}};
        case ItemType::decimal: return {{"valueDecimal", *parseNumber(answer).value}};
        case ItemType::date: return {{"valueDate", answer}};
        case ItemType::string:
        case ItemType::text:
        case ItemType::group:
        case ItemType::display: break;
        }
        return {{"valueString", answer}};
    }
    OrderedJson option(const AnswerOption& option) const {
        switch (option.kind) {
        case AnswerOption::Kind::integer:
            return {{"valueInteger", static_cast<std::int64_t>(*parseNumber(option.code).value)}};
        case AnswerOption::Kind::string: return {{"valueString", option.code}};
        case AnswerOption::Kind::date: return {{"valueDate", option.code}};
        case AnswerOption::Kind::coding: break;
        }
        OrderedJson coding = OrderedJson::object();
        if (option.value)
            coding["extension"] = {{{"url", fhir::kOrdinalValue}, {"valueDecimal", *option.value}}};
        if (!option.system.empty()) coding["system"] = option.system;
        coding["code"] = option.code;
        if (withWording_ && !option.display.empty()) coding["display"] = option.display;
        return {{"valueCoding", std::move(coding)}};
    }

    const Answers& answers_;
    std::set<std::string> asked_;
    bool withWording_;
};

std::string status(const Event& event, const Score& result, const ResponseLinks& links) {
    if (links.withdrawn) return "entered-in-error";
    if (!result.complete) return "in-progress";
    return event.corrects ? "amended" : "completed";
}

OrderedJson extensions(const ScoreEntered& entered) {
    OrderedJson out = OrderedJson::array();
    if (!entered.textHash.empty())
        out.push_back({{"url", fhir::kTextHash}, {"valueString", entered.textHash}});
    if (entered.total) out.push_back({{"url", fhir::kTotalScore}, {"valueDecimal", *entered.total}});
    return out;
}

} // namespace

Result<std::string> questionnaireResponse(const Event& event, const Instrument& instrument,
                                          const ResponseLinks& links) {
    const auto* entered = std::get_if<ScoreEntered>(&event.body);
    const auto refuse = [&](const std::string& why) {
        return Error{phrase("The answers to {1} were not exported: {2} They are safe in the record.",
                            instrument.title, why)};
    };
    if (!entered) return refuse(phrase("the entry is not a score."));
    if (entered->instrument != instrument.id || entered->version != instrument.version)
        return refuse(phrase("they belong to {1} version {2}, not to {3} version {4}.", entered->instrument,
                             entered->version, instrument.id, instrument.version));
    const Score result = score(instrument, entered->answers);
    if (!result.invalid.empty())
        return refuse(phrase("the answer to item {1} does not fit.", result.invalid.front()));

    OrderedJson out = {{"resourceType", "QuestionnaireResponse"}, {"id", event.id.toString()}};
    if (OrderedJson found = extensions(*entered); !found.empty()) out["extension"] = std::move(found);
    const std::string url =
        instrument.url.empty() ? "urn:chairside:questionnaire:" + instrument.id : instrument.url;
    out["questionnaire"] = url + "|" + instrument.version;
    out["status"] = status(event, result, links);
    out["subject"] = {{"reference", links.subject}};
    if (!links.encounter.empty()) out["encounter"] = {{"reference", links.encounter}};
    out["authored"] = formatIso(shifted(event.at, event.effective - event.at.mono).wall);
    out["author"] = {{"display", event.actor.name}};
    if (OrderedJson items = ResponseWriter(instrument, entered->answers).items(instrument.items);
        !items.empty())
        out["item"] = std::move(items);
    return out.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

} // namespace chairside
