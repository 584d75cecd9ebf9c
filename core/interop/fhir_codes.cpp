// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/fhir_codes.h"

#include "core/interop/questionnaire_urls.h"

#include <cmath>

namespace chairside::fhir {

Json ref(const Uuid& id) {
    return {{"reference", urn(id)}};
}

Json number(double value) {
    const double rounded = std::round(value * 1'000) / 1'000;
    if (rounded == std::trunc(rounded) && std::abs(rounded) < 1e15) return static_cast<std::int64_t>(rounded);
    return rounded;
}

Json quantity(double value, const std::string& unit, const std::string& ucum) {
    Json out = {{"value", number(value)}, {"unit", unit}};
    if (!ucum.empty()) {
        out["system"] = kUcum;
        out["code"] = ucum;
    }
    return out;
}

Json absent(const char* reason) {
    return {{"coding", Json::array({{{"system", std::string(kTerminology) + "data-absent-reason"},
                                     {"code", reason}}})}};
}

Json loinc(const char* text, std::initializer_list<const char*> codes) {
    Json coding = Json::array();
    for (const char* code : codes) coding.push_back({{"system", std::string(kLoinc)}, {"code", code}});
    return {{"coding", coding}, {"text", text}};
}

Json category(const char* code) {
    return Json::array(
        {{{"coding", Json::array({{{"system", std::string(kTerminology) + "observation-category"},
                                   {"code", code}}})}}});
}

Json coded(const std::vector<ExchangeCode>& codes, const std::string& words) {
    Json out = Json::object();
    for (const auto& code : codes) {
        Json coding = {{"system", code.system}, {"code", code.code}};
        if (!code.display.empty()) coding["display"] = code.display;
        out["coding"].push_back(coding);
    }
    out["text"] = words;
    return out;
}

} // namespace chairside::fhir
