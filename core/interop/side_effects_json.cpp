// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/side_effects_json.h"

#include "core/base/phrase.h"
#include "core/interop/located_json.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace chairside {
namespace {

constexpr JsonLimits kEffectsLimits{1u << 20, 8, 20'000, 50};

std::string key(const JsonAt& at) {
    const std::string text = at.text(60);
    const bool good = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!good) at.fail(phrase("A key has only small letters, digits and \"_\"."));
    return text;
}

std::string snomedId(const JsonAt& effect) {
    const std::string text = effect.text("snomed", 18);
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        effect.at("snomed").fail(phrase("A SNOMED CT concept id has only digits."));
    return text;
}

std::vector<SideEffect> readEffects(const JsonAt& root) {
    root.expectOnly({"format", "format_version", "source", "effects"});
    if (root.text("format", 60) != "chairside-side-effects")
        root.fail(phrase("\"format\" must be \"chairside-side-effects\"."));
    root.at("format_version").wholeNumber(1, 1);
    std::vector<SideEffect> out;
    std::set<std::string> keys;
    for (const JsonAt& at : root.at("effects").elements()) {
        at.expectOnly({"key", "label", "snomed", "ctcae", "group", "frequent"});
        SideEffect e{key(at.at("key")),     at.at("label").text(80), snomedId(at),
                     at.text("ctcae", 120), at.text("group", 60),    at.boolean("frequent", false)};
        if (e.label.empty()) at.at("label").fail(phrase("The label is empty."));
        if (!keys.insert(e.key).second) at.at("key").fail(phrase("\"{1}\" is used twice.", e.key));
        out.push_back(std::move(e));
    }
    if (out.empty()) root.at("effects").fail(phrase("The list is empty."));
    return out;
}

} // namespace

Result<std::vector<SideEffect>> readSideEffects(std::string_view text, std::string_view name) {
    try {
        const JsonNode tree = parseLocatedJson(text, kEffectsLimits);
        return readEffects(JsonAt(tree));
    } catch (const JsonFault& fault) {
        return faultError(name, fault);
    }
}

Result<std::vector<SideEffect>> readSideEffectsFile(const std::string& path) {
    auto text = readWholeFile(path, kEffectsLimits.bytes);
    if (!text) return text.error();
    return readSideEffects(text.value(), std::filesystem::path(path).filename().string());
}

} // namespace chairside
