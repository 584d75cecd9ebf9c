// SPDX-License-Identifier: GPL-3.0-or-later
// What is shipped in resources/instruments: complete, loadable, and never with wording that is not ours to
// give.
#include "build_places.h"
#include "core/interop/instrument_library.h"
#include "core/interop/located_json.h"
#include "support/catch.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <set>

using namespace chairside;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

const std::string kInstrumentFiles = CHAIRSIDE_SOURCE_DIR "/resources/instruments";
const std::set<std::string> kSkeletons{"c_ssrs_screener", "cadss_23", "cadss_6", "kset",
                                       "madrs",           "qids_sr16"};

json parsed(const fs::path& file) {
    std::ifstream in(file);
    return json::parse(in);
}

/// The first place in a skeleton's items or answer lists where wording could hide; empty when there is none.
std::string wordingIn(const json& node, const std::string& path) {
    static const std::set<std::string> kAllowedNames{
        "item",         "linkId",   "prefix",   "type",           "required",     "repeats",
        "maxLength",    "code",     "system",   "answerValueSet", "answerOption", "valueCoding",
        "enableWhen",   "question", "operator", "answerBoolean",  "extension",    "url",
        "valueDecimal", "compose",  "include",  "concept",        "resourceType", "id",
        "status",       "contained"};
    static const std::set<std::string> kFreeNames{"system",       "url", "answerValueSet", "type",    "code",
                                                  "resourceType", "id",  "status",         "operator"};
    if (node.is_array()) {
        for (const auto& one : node)
            if (auto found = wordingIn(one, path); !found.empty()) return found;
        return {};
    }
    if (!node.is_object()) return {};
    for (const auto& [key, value] : node.items()) {
        if (!kAllowedNames.contains(key)) return path + "." + key;
        if (value.is_string() && !kFreeNames.contains(key) && value.get<std::string>().size() > 8)
            return path + "." + key;
        if (value.is_string() && key == "code" && value.get<std::string>().find(' ') != std::string::npos)
            return path + "." + key;
        if (auto found = wordingIn(value, path + "." + key); !found.empty()) return found;
    }
    return {};
}

std::string wordingOfSkeleton(const json& questionnaire) {
    for (const char* part : {"item", "contained"})
        if (questionnaire.contains(part))
            if (auto found = wordingIn(questionnaire.at(part), part); !found.empty()) return found;
    for (const auto& [key, value] : questionnaire.items()) {
        static const std::set<std::string> kTop{
            "resourceType", "id",     "contained",   "url",  "identifier", "version", "name",
            "title",        "status", "subjectType", "code", "copyright",  "item"};
        if (!kTop.contains(key)) return key;
    }
    return {};
}

fs::path scratch(const std::string& name) {
    const fs::path directory = fs::temp_directory_path() / ("chairside_instruments_" + name);
    fs::remove_all(directory);
    fs::create_directories(directory);
    return directory;
}
void write(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace

TEST_CASE("every shipped instrument loads, with scoring, notice and version", "[interop]") {
    const auto library = loadInstruments(kInstrumentFiles);
    for (const auto& error : library.errors) FAIL_CHECK(error.message);
    for (const char* id : {"aldrete", "bprs_plus", "c_ssrs_screener", "cadss_23", "cadss_6",
                           "dissociation_check", "gad7", "kset", "madrs", "moaas", "nausea_vas", "padss",
                           "pain_nrs", "pcl5", "phq9", "qids_sr16", "rass", "side_effects"}) {
        const Instrument* one = library.find(id);
        INFO(id);
        REQUIRE(one);
        CHECK(one->version == "1");
        CHECK_FALSE(one->notice.empty());
        CHECK_FALSE(one->scoringDocument.empty());
        CHECK((one->licence == LicenceClass::skeleton) == kSkeletons.contains(id));
        CHECK(one->textHash.empty() == kSkeletons.contains(id));
    }
    CHECK(library.instruments.size() == 18);
}

TEST_CASE("skeletons carry numbers, ranges and codes but no wording", "[interop]") {
    for (const auto& id : kSkeletons) {
        INFO(id);
        CHECK(wordingOfSkeleton(parsed(kInstrumentFiles + "/" + id + ".json")) == "");
        const auto library = loadInstruments(kInstrumentFiles);
        for (const Item* item : allItems(*library.find(id))) {
            CHECK(item->text.empty());
            CHECK(item->label.empty());
            for (const AnswerOption& option : item->options)
                CHECK((option.display.empty() && option.label.empty()));
        }
    }
}

TEST_CASE("the check on skeletons finds wording wherever it is put", "[interop]") {
    const json madrs = parsed(kInstrumentFiles + "/madrs.json");
    const auto finds = [](json changed) { return !wordingOfSkeleton(changed).empty(); };
    CHECK_FALSE(finds(madrs));
    json text = madrs, display = madrs, label = madrs, code = madrs, description = madrs;
    text["item"][1]["text"] = "Looks unhappy";
    display["contained"][0]["compose"]["include"][0]["concept"][0]["display"] = "Never";
    label["item"][1]["prefix"] = "1 Reported mood";
    code["item"][1]["code"] = json::array({{{"code", "looks unhappy"}}});
    description["description"] = "Ten questions about mood";
    for (const auto& changed : {text, display, label, code, description}) CHECK(finds(changed));
}

TEST_CASE("a skeleton shows its number and where to look", "[interop]") {
    const auto library = loadInstruments(kInstrumentFiles);
    const Instrument* cadss = library.find("cadss_23");
    CHECK(shownText(*cadss, *findItem(*cadss, "7")) == "Item 7: refer to your licensed copy");
    CHECK(buttonLabel(findItem(*cadss, "7")->options[3]) == "3");
    const Instrument* phq9 = library.find("phq9");
    CHECK(shownText(*phq9, *findItem(*phq9, "2")) == "Feeling down, depressed, or hopeless");
}

TEST_CASE("GAD-7 and PHQ-9 anchor zero with \"Not at all\" and carry the credit line", "[interop]") {
    const auto library = loadInstruments(kInstrumentFiles);
    for (const char* id : {"phq9", "gad7"}) {
        const Instrument* one = library.find(id);
        for (int i = 1; i <= 7; ++i)
            CHECK(findOption(*findItem(*one, std::to_string(i)), "LA6568-5")->display == "Not at all");
        CHECK(one->notice.find("No permission required to reproduce, translate, display or distribute.") !=
              std::string::npos);
        CHECK(one->notice.find("LOINC") != std::string::npos);
    }
    CHECK(library.find("pcl5")->notice.find("National Center for PTSD") != std::string::npos);
    CHECK(library.find("dissociation_check")->notice.find("not a validated scale") != std::string::npos);
}

TEST_CASE("the instruments of the live page have one short button for each option", "[interop]") {
    const auto library = loadInstruments(kInstrumentFiles);
    for (const char* id : {"moaas", "pain_nrs", "nausea_vas"}) {
        const Item* item = onlyQuestion(*library.find(id));
        REQUIRE(item);
        CHECK(item->linkId == id);
        std::set<std::string> labels;
        for (const AnswerOption& option : item->options) {
            CHECK_FALSE(option.label.empty());
            labels.insert(buttonLabel(option));
        }
        CHECK(labels.size() == item->options.size());
    }
    for (const Item* item : allItems(*library.find("dissociation_check"))) {
        CHECK_FALSE(item->label.empty());
        CHECK(item->options.size() == 4);
    }
}

TEST_CASE("the possible range of each shipped scale is the range its options allow", "[interop]") {
    for (const auto& one : loadInstruments(kInstrumentFiles).instruments)
        for (const ScaleRule& scale : one.scoring.scales) {
            double low = 0, high = 0;
            for (const ScoreTerm& term : scale.terms) {
                double least = 1e9, most = -1e9;
                for (const AnswerOption& option : findItem(one, term.items.front())->options)
                    least = std::min(least, *option.value), most = std::max(most, *option.value);
                low += least, high += most;
            }
            INFO(one.id << " " << scale.id);
            CHECK(low == scale.min);
            CHECK(high == scale.max);
        }
}

TEST_CASE("bands that look at the total leave no score without a band", "[interop]") {
    for (const auto& one : loadInstruments(kInstrumentFiles).instruments) {
        const ScaleRule* total = findScale(one, kTotalScale);
        if (!total || one.scoring.bands.empty()) continue;
        for (double value = total->min; value <= total->max; ++value) {
            int matching = 0;
            for (const BandRule& band : one.scoring.bands)
                matching += value >= band.when.front().from.value_or(-1e9) &&
                            value <= band.when.front().to.value_or(1e9);
            INFO(one.id << " " << value);
            CHECK(matching == 1);
        }
    }
}

TEST_CASE("a broken file costs only its own instrument, and says why", "[interop][H-09]") {
    const fs::path directory = scratch("broken");
    fs::copy_file(kInstrumentFiles + "/moaas.json", directory / "moaas.json");
    fs::copy_file(kInstrumentFiles + "/moaas.scoring.json", directory / "moaas.scoring.json");
    fs::copy_file(kInstrumentFiles + "/moaas.json", directory / "moaas_again.json");
    fs::copy_file(kInstrumentFiles + "/phq9.scoring.json", directory / "phq9.scoring.json");
    fs::copy_file(kInstrumentFiles + "/rass.json", directory / "rass.json");
    write(directory / "rass.scoring.json", "{\"format\": \"chairside-scoring\",");
    write(directory / "cut.json", "{\"resourceType\": \"Questionnaire\", \"item\": [");
    write(directory / "notes.txt", "not ours");
    fs::create_directory(directory / "folder.json");
    const auto library = loadInstruments(directory.string());
    REQUIRE(library.instruments.size() == 1);
    CHECK(library.instruments.front().id == "moaas");
    std::string all;
    for (const auto& error : library.errors) all += error.message + "\n";
    INFO(all);
    CHECK(library.errors.size() == 5);
    CHECK(all.find("cut.json, line 1: The file ends too early") != std::string::npos);
    CHECK(all.find("rass.scoring.json, line 1: The file ends too early") != std::string::npos);
    CHECK(all.find("moaas_again.json, id: Another file is already") != std::string::npos);
    CHECK(all.find("phq9.scoring.json: There is no questionnaire \"phq9.json\"") != std::string::npos);
    fs::remove_all(directory);
    CHECK(loadInstruments(directory.string()).errors.size() == 1);
}
