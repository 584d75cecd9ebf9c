// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/side_effects_json.h"

#include "build_places.h"
#include "support/catch.h"

#include <algorithm>

using namespace chairside;

namespace {

std::string document(const std::string& effects) {
    return "{\"format\": \"chairside-side-effects\", \"format_version\": 1,\n\"effects\": [\n" + effects +
           "\n]}";
}

} // namespace

TEST_CASE("the shipped side effects load with their codes", "[interop]") {
    const auto read = readSideEffectsFile(CHAIRSIDE_SOURCE_DIR "/resources/catalogues/side_effects.json");
    if (!read) FAIL(read.error().message);
    const auto& all = read.value();
    CHECK(all.size() == 43);
    const auto find = [&](const char* key) {
        return *std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.key == key; });
    };
    CHECK(find("nausea").snomed == "422587007");
    CHECK(find("unreality").snomed.empty()); // no concept was verified
    const auto frequent = std::count_if(all.begin(), all.end(), [](const auto& e) { return e.frequent; });
    CHECK(frequent == 9); // one screen of buttons
}

TEST_CASE("a broken list of side effects is refused with its line", "[interop][H-09]") {
    const auto problem = [](const std::string& effects) {
        const auto read = readSideEffects(document(effects), "list.json");
        return read ? std::string("(accepted)") : read.error().message;
    };
    CHECK(problem(R"({"key": "a", "label": "A"})") == "(accepted)");
    CHECK(problem("").find("effects: The list is empty") != std::string::npos);
    CHECK(problem("{\"key\": \"a\", \"label\": \"A\"},\n{\"key\": \"a\", \"label\": \"B\"}")
              .find("list.json, line 4, effects[1].key") == 0);
    CHECK(problem(R"({"key": "A b", "label": "A"})").find("small letters") != std::string::npos);
    CHECK(problem(R"({"key": "a", "label": "A", "snomed": "12x"})").find("only digits") != std::string::npos);
    CHECK(problem(R"({"key": "a", "label": "A", "color": "red"})").find("not known here") !=
          std::string::npos);
}
