// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/exchange_codes.h"

#include "core/base/text.h"
#include "core/interop/located_json.h"

#include <filesystem>

namespace chairside {
namespace {

constexpr JsonLimits kCodesLimits{1u << 20, 8, 20'000, 500};
using CodeMap = std::map<std::string, std::vector<ExchangeCode>>;

CodeMap readMap(const JsonAt& at) {
    CodeMap out;
    for (const auto& [name, list] : at.members()) {
        auto& codes = out[foldForSearch(name)];
        for (const JsonAt& each : list.elements()) {
            each.expectOnly({"system", "code", "display", "checked"});
            ExchangeCode code{each.at("system").text(200), each.at("code").text(60),
                              each.text("display", 120), each.text("checked", 300)};
            if (code.system.empty() || code.code.empty()) each.fail("A code needs its system and its value.");
            codes.push_back(std::move(code));
        }
    }
    return out;
}

const std::vector<ExchangeCode>& in(const CodeMap& map, const std::string& name) {
    static const std::vector<ExchangeCode> kNone;
    const auto found = map.find(foldForSearch(name));
    return found == map.end() ? kNone : found->second;
}

} // namespace

const std::vector<ExchangeCode>& ExchangeCodes::drug(const std::string& name) const {
    return in(drugs, name);
}
const std::vector<ExchangeCode>& ExchangeCodes::route(const std::string& name) const {
    return in(routes, name);
}

Result<ExchangeCodes> readExchangeCodes(std::string_view text, std::string_view name) {
    try {
        const JsonNode tree = parseLocatedJson(text, kCodesLimits);
        const JsonAt root(tree);
        root.expectOnly({"format", "format_version", "about", "drugs", "routes"});
        if (root.text("format", 60) != "chairside-exchange-codes")
            root.fail("\"format\" must be \"chairside-exchange-codes\".");
        root.at("format_version").wholeNumber(1, 1);
        return ExchangeCodes{readMap(root.at("drugs")), readMap(root.at("routes"))};
    } catch (const JsonFault& fault) {
        return faultError(name, fault);
    }
}

Result<ExchangeCodes> readExchangeCodesFile(const std::string& path) {
    auto text = readWholeFile(path, kCodesLimits.bytes);
    if (!text) return text.error();
    return readExchangeCodes(text.value(), std::filesystem::path(path).filename().string());
}

} // namespace chairside
