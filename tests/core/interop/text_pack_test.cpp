// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/text_pack.h"

#include "build_places.h"
#include "core/domain/scoring.h"
#include "core/interop/instrument_library.h"
#include "support/catch.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using namespace chairside;
using nlohmann::json;

namespace {

Instrument shippedSkeleton(const std::string& id) {
    return *loadInstruments(CHAIRSIDE_SOURCE_DIR "/resources/instruments").find(id);
}

/// A pack with made-up wording: nothing of the real instrument belongs into this repository.
json pack() {
    json out = {{"format", "chairside-text-pack"},
                {"formatVersion", 1},
                {"instrument", "cadss_6"},
                {"version", "1"},
                {"language", "en"},
                {"notice", "© the owner"},
                {"source",
                 {{"statement", "Used with permission."},
                  {"grantedBy", "The owner"},
                  {"grantedOn", "2026-03-01"},
                  {"grantedTo", "The clinic"}}},
                {"items", {{"stem", "Invented stem"}}}};
    for (const char* id : {"1", "2", "6", "7", "15", "22"})
        out["items"][id] = std::string("Invented text ") + id;
    for (int i = 0; i <= 4; ++i)
        out["options"]["*"][std::to_string(i)] = "Invented anchor " + std::to_string(i);
    return out;
}
std::string refusal(const json& changed, const Instrument& skeleton) {
    const auto result = applyTextPack(skeleton, changed.dump(1), "pack.text.json");
    return result ? "accepted" : result.error().message;
}

} // namespace

TEST_CASE("a text pack gives a skeleton its wording, source and hash, and leaves the scoring", "[interop]") {
    const auto skeleton = shippedSkeleton("cadss_6");
    auto changed = pack();
    changed["options"]["*"]["2"] = {{"text", "Invented anchor 2"}, {"button", "Two"}};
    const auto filled = applyTextPack(skeleton, changed.dump(), "pack.text.json");
    REQUIRE(filled);
    CHECK(filled->licence == LicenceClass::licensedText);
    CHECK(shownText(filled.value(), *findItem(filled.value(), "15")) == "Invented text 15");
    CHECK(findItem(filled.value(), "15")->options[4].display == "Invented anchor 4");
    CHECK(buttonLabel(findItem(filled.value(), "15")->options[2]) == "Two");
    CHECK(filled->textHash.size() == 64);
    CHECK(filled->textSource == "Used with permission. Granted by The owner on 2026-03-01 to The clinic.");
    CHECK(filled->notice == "© the owner");
    CHECK(filled->textDocument == changed.dump());
    const Answers answers{{"1", "2"}, {"2", "2"}, {"6", "2"}, {"7", "2"}, {"15", "2"}, {"22", "2"}};
    CHECK(score(filled.value(), answers).total == 12.0);
    auto other = pack();
    other["items"]["7"] = "Invented otherwise";
    CHECK(applyTextPack(skeleton, other.dump(), "p")->textHash != filled->textHash);
}

TEST_CASE("a pack that does not fit its skeleton is refused whole", "[interop][H-09]") {
    const auto skeleton = shippedSkeleton("cadss_6");
    const auto refuses = [&](const json& changed, const std::string& words) {
        const auto message = refusal(changed, skeleton);
        INFO(message);
        CHECK(message.find(words) != std::string::npos);
    };
    auto changed = pack();
    changed["items"].erase("22");
    refuses(changed, "items: The wording of item \"22\" is missing.");
    changed = pack();
    changed["items"]["3"] = "Too much";
    refuses(changed, "items.3: The instrument has no item \"3\".");
    changed = pack();
    changed["options"]["*"].erase("4");
    refuses(changed, "Option \"4\" of item \"1\" has no wording.");
    changed = pack();
    changed["options"]["*"]["5"] = "Too much";
    refuses(changed, "Item \"1\" has no option \"5\".");
    changed = pack();
    changed["options"]["9"]["0"] = "Nobody";
    refuses(changed, "The instrument has no choice item \"9\".");
    changed = pack();
    changed.erase("options");
    refuses(changed, "The options of item \"1\" have no wording.");
    changed = pack();
    changed["source"].erase("grantedBy");
    refuses(changed, "source: \"grantedBy\" is missing.");
    changed = pack();
    changed["source"]["statement"] = " ";
    refuses(changed, "source.statement: This must not be empty.");
    changed = pack();
    changed["instrument"] = "cadss_23";
    refuses(changed, "The text pack is not for \"cadss_6\".");
    changed = pack();
    changed["version"] = "2";
    refuses(changed, "not for version \"1\"");
    changed = pack();
    changed["items"]["7"] = std::string(1 << 19, 'x');
    refuses(changed, "items.7: The text is longer than 4000 characters.");
    refuses(json{{"format", "something"}}, "format: This is not a Chairside text pack.");
    const auto cut = applyTextPack(skeleton, pack().dump().substr(0, 100), "pack.text.json");
    REQUIRE_FALSE(cut);
    CHECK(cut.error().message.find("pack.text.json, line 1: The file ends too early") != std::string::npos);
}

TEST_CASE("a pack never replaces wording that is shipped", "[interop]") {
    auto changed = pack();
    changed["instrument"] = "phq9";
    CHECK(refusal(changed, shippedSkeleton("phq9")).find("has its own wording") != std::string::npos);
}

TEST_CASE("packs in a folder find their skeletons, and a stray one is an error", "[interop]") {
    namespace fs = std::filesystem;
    const fs::path directory = fs::temp_directory_path() / "chairside_text_packs";
    fs::remove_all(directory);
    fs::create_directories(directory);
    std::ofstream(directory / "cadss_6.en.text.json") << pack().dump(1);
    auto stray = pack();
    stray["instrument"] = "unknown_form";
    std::ofstream(directory / "stray.text.json") << stray.dump(1);
    auto library = loadInstruments(CHAIRSIDE_SOURCE_DIR "/resources/instruments");
    addTextPacks(library, directory.string());
    CHECK(library.find("cadss_6")->licence == LicenceClass::licensedText);
    CHECK(library.find("cadss_23")->licence == LicenceClass::skeleton);
    REQUIRE(library.errors.size() == 1);
    CHECK(library.errors[0].message.find("There is no instrument \"unknown_form\"") != std::string::npos);
    fs::remove_all(directory);
}
