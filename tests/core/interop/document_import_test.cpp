// SPDX-License-Identifier: GPL-3.0-or-later
// Taking a document into the clinic's folder: what is shown before, what is refused, and that a folder is
// never left half changed.
#include "build_places.h"
#include "core/interop/document_import.h"
#include "core/interop/located_json.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sys/stat.h>

using namespace chairside;
using chairside::testing::replaced;
using chairside::testing::shippedText;
using chairside::testing::TempDir;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

const std::string kShippedFiles = CHAIRSIDE_SOURCE_DIR "/resources";

constexpr int kShippedVersion = 5; ///< the version of ket_iv_depression.json as shipped

std::string protocol(int version, const std::string& value = "160") {
    return replaced(replaced(shippedText("protocols/ket_iv_depression.json"),
                             "\"version\": " + std::to_string(kShippedVersion) + ",",
                             "\"version\": " + std::to_string(version) + ","),
                    "\"value\": 160,", "\"value\": " + value + ",");
}

struct ImportDesk {
    TempDir dir;
    const std::string clinic = dir / "clinic";

    ClinicDocuments documents() const { return loadDocuments(kShippedFiles, clinic); }
    Result<DocumentPreview> look(const std::string& text, const std::string& name = "given.json") const {
        std::ofstream(dir / name, std::ios::binary) << text;
        return previewDocument(dir / name, documents(), clinic);
    }
    DocumentPreview sound(const std::string& text) const {
        const auto preview = look(text);
        if (!preview) FAIL(preview.error().message);
        return preview.value();
    }
    void take(const std::string& text) const {
        const auto preview = sound(text);
        INFO(preview.refusal);
        REQUIRE(importDocument(preview, clinic));
    }
    std::string refusal(const std::string& text) const {
        const auto preview = look(text);
        return preview ? "" : preview.error().message;
    }
    /// Every file of the clinic's folder with its content.
    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> out;
        std::error_code none;
        for (fs::recursive_directory_iterator it(clinic, none), end; !none && it != end; ++it)
            if (it->is_regular_file())
                out[fs::relative(it->path(), clinic).string()] =
                    readWholeFile(it->path().string(), 1u << 22).value();
        return out;
    }
};

std::string importedForm(const std::string& version, const std::string& text = "Slept well?") {
    return json{{"resourceType", "Questionnaire"},
                {"id", "sleep"},
                {"version", version},
                {"status", "active"},
                {"title", "Sleep"},
                {"item", json::array({{{"linkId", "1"}, {"text", text}, {"type", "integer"}}})}}
        .dump(1);
}
std::string scoring(const std::string& version, int max = 10) {
    return json{
        {"format", "chairside-scoring"},
        {"formatVersion", 1},
        {"instrument", "sleep"},
        {"version", version},
        {"licence", "imported"},
        {"scales",
         json::array({{{"id", "total"}, {"title", "Sleep"}, {"min", 0}, {"max", max}, {"sum", {"1"}}}})}}
        .dump(1);
}
std::string pack(const std::string& wording) {
    return json{
        {"format", "chairside-text-pack"},
        {"formatVersion", 1},
        {"instrument", "cadss_6"},
        {"version", "1"},
        {"language", "en"},
        {"source",
         {{"statement", "Used with permission."},
          {"grantedBy", "The owner"},
          {"grantedOn", "2026-03-01"},
          {"grantedTo", "The clinic"}}},
        {"notice", "© the owner"},
        {"items",
         {{"stem", "Now:"}, {"1", wording}, {"2", "b"}, {"6", "c"}, {"7", "d"}, {"15", "e"}, {"22", "f"}}},
        {"options", {{"*", {{"0", "none"}, {"1", "1"}, {"2", "2"}, {"3", "3"}, {"4", "4"}}}}}}
        .dump(1);
}
bool has(const std::vector<std::string>& lines, const std::string& part) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

} // namespace

TEST_CASE("a protocol is shown with what changes, then taken over as the bytes that were shown",
          "[interop][H-09]") {
    const ImportDesk desk;
    const auto text = protocol(kShippedVersion + 1, "155");
    const auto preview = desk.sound(text);
    CHECK(preview.kind == DocumentKind::protocol);
    CHECK(preview.refusal.empty());
    CHECK(has(preview.remarks, "It takes the place of version 5, the shipped one."));
    REQUIRE(preview.parts.front().title == "What changes");
    CHECK(preview.parts.front().lines.size() == 2);
    CHECK(
        has(preview.parts.front().lines, "Alarm limits, until now: NIBP systolic above 160 mmHg: caution."));
    CHECK(has(preview.parts.front().lines, "Alarm limits, new: NIBP systolic above 155 mmHg: caution."));
    std::ofstream(desk.dir / "given.json") << "changed while it was being read";
    REQUIRE(importDocument(preview, desk.clinic));
    CHECK(desk.files() == std::map<std::string, std::string>{{"protocols/ket-iv-depression-v6.json", text}});
    const auto documents = desk.documents();
    CHECK(documents.problems.empty());
    CHECK(documents.find("ket-iv-depression", kShippedVersion + 1)->inForce);
    CHECK_FALSE(documents.find("ket-iv-depression", kShippedVersion)->inForce);
    struct stat info {};
    REQUIRE(::stat((desk.clinic + "/protocols/ket-iv-depression-v6.json").c_str(), &info) == 0);
    CHECK((info.st_mode & 077) == 0);
}

TEST_CASE("the same document twice, or a version with other content, is refused", "[interop]") {
    const ImportDesk desk;
    CHECK(desk.sound(protocol(kShippedVersion)).refusal.find("already there, as ket_iv_depression.json") !=
          std::string::npos);
    CHECK(desk.sound(protocol(kShippedVersion, "150")).refusal.find("already there with other content") !=
          std::string::npos);
    CHECK_FALSE(importDocument(desk.sound(protocol(kShippedVersion, "150")), desk.clinic));
    CHECK(desk.files().empty());
    desk.take(protocol(kShippedVersion + 2));
    CHECK(has(desk.sound(protocol(kShippedVersion + 1)).remarks, "version 7 is higher and stays in force"));
    CHECK_FALSE(desk.sound(protocol(kShippedVersion + 2)).refusal.empty());
    desk.take(importedForm("1"));
    CHECK(desk.sound(importedForm("1")).refusal == "This questionnaire is already there.");
    CHECK(desk.sound(importedForm("1", "Woke up?")).refusal.find("version of its own") != std::string::npos);
}

TEST_CASE("a new questionnaire puts the old one and its scoring aside, and scoring follows its version",
          "[interop]") {
    const ImportDesk desk;
    CHECK(desk.refusal(scoring("1")).find("There is no instrument \"sleep\"") != std::string::npos);
    desk.take(importedForm("1"));
    desk.take(scoring("1"));
    CHECK(desk.sound(scoring("1")).refusal == "This scoring is already there.");
    CHECK(desk.sound(scoring("1", 12)).refusal.find("already has another scoring") != std::string::npos);
    CHECK_FALSE(desk.refusal(scoring("2")).empty());
    const auto next = desk.sound(importedForm("2"));
    CHECK(has(next.remarks, "the clinic's own, which is put aside"));
    CHECK(has(next.remarks, "no score until a scoring file for version 2"));
    REQUIRE(importDocument(next, desk.clinic));
    CHECK(desk.documents().problems.empty());
    desk.take(scoring("2"));
    const auto documents = desk.documents();
    CHECK(documents.problems.empty());
    CHECK(documents.ownInstruments == std::set<std::string>{"sleep"});
    const auto files = desk.files();
    CHECK(files.size() == 4);
    CHECK(files.at("instruments/sleep.json.replaced") == importedForm("1"));
    CHECK(files.at("instruments/sleep.scoring.json.replaced") == scoring("1"));
    CHECK(files.at("instruments/sleep.scoring.json") == scoring("2"));
    const auto phq = replaced(shippedText("instruments/phq9.scoring.json"), "\"from\": 5", "\"from\": 6");
    CHECK(desk.sound(phq).refusal.find("is the shipped one, with its own scoring") != std::string::npos);
}

TEST_CASE("a text pack completes its skeleton, a second one takes its place", "[interop]") {
    const ImportDesk desk;
    desk.take(pack("first wording"));
    CHECK(desk.sound(pack("first wording")).refusal == "This text pack is already there.");
    const auto second = desk.sound(pack("second wording"));
    CHECK(has(second.remarks, "put aside"));
    REQUIRE(importDocument(second, desk.clinic));
    const auto documents = desk.documents();
    CHECK(documents.problems.empty());
    const auto cadss = std::find_if(documents.instruments.begin(), documents.instruments.end(),
                                    [](const Instrument& one) { return one.id == "cadss_6"; });
    CHECK(cadss->licence == LicenceClass::licensedText);
    REQUIRE(findItem(*cadss, "1"));
    CHECK(findItem(*cadss, "1")->text == "second wording");
    CHECK(desk.files().size() == 2);
}

TEST_CASE(
    "hostile, cut, huge, cyclic and foreign files are refused with file, line and field, and nothing is "
    "written",
    "[interop][H-09]") {
    const ImportDesk desk;
    const auto good = protocol(kShippedVersion + 1);
    CHECK(desk.refusal(good.substr(0, good.size() / 3)).find("given.json, line ") == 0);
    CHECK(desk.refusal("").find("given.json") == 0);
    CHECK(desk.refusal("{}").find("This is no protocol") != std::string::npos);
    CHECK(desk.refusal("[]").find("given.json, line 1") == 0);
    CHECK(desk.refusal(R"({"resourceType": "Patient"})").find("only a Questionnaire") != std::string::npos);
    CHECK(desk.refusal(R"({"format": "chairside-rems-monitoring"})").find("not known") != std::string::npos);
    CHECK(desk.refusal(std::string(5u << 20, ' ')).find("larger than 4096 KiB") != std::string::npos);
    CHECK_FALSE(desk.refusal(std::string(100'000, '[')).empty());
    CHECK_FALSE(desk.refusal(std::string("\xff\xfe\x00garbage", 10)).empty());
    CHECK_FALSE(
        desk.refusal(replaced(good, "IV ketamine for depression", std::string(1u << 20, 'x'))).empty());
    CHECK(desk.refusal(replaced(good, "\"op\": \">\"", "\"op\": \"~\"")).find("limits[0].op") !=
          std::string::npos);
    CHECK_FALSE(
        desk.refusal(replaced(good, "\"id\": \"ket-iv-depression\"", "\"id\": \"../../etc/x\"")).empty());
    auto form = json::parse(importedForm("1"));
    form["item"].push_back(form["item"][0]);
    CHECK(desk.refusal(form.dump()).find("item[1].linkId") != std::string::npos);
    form = json::parse(importedForm("1"));
    form["item"] =
        json::array({{{"linkId", "1"},
                      {"type", "boolean"},
                      {"enableWhen", {{{"question", "2"}, {"operator", "="}, {"answerBoolean", true}}}}},
                     {{"linkId", "2"},
                      {"type", "boolean"},
                      {"enableWhen", {{{"question", "1"}, {"operator", "="}, {"answerBoolean", true}}}}}});
    CHECK_FALSE(desk.refusal(form.dump()).empty()); // each is asked only after the other
    fs::create_directories(desk.dir / "given.json.d");
    CHECK_FALSE(previewDocument(desk.dir / "given.json.d", desk.documents(), desk.clinic));
    CHECK_FALSE(previewDocument(desk.dir / "absent.json", desk.documents(), desk.clinic));
    CHECK_FALSE(fs::exists(desk.clinic));
}

TEST_CASE("markup and control characters in a document stay letters or go, in words and in file names",
          "[interop][H-09]") {
    const ImportDesk desk;
    auto form = json::parse(importedForm("1", "<img src='file:///etc/passwd'><b>Sleep</b>\u202Egnp"));
    form["id"] = "..x.scoring"; // letters, digits and . - _ are all that an id may have
    CHECK(desk.refusal(replaced(form.dump(), "..x.scoring", "../../x")).find("id: An identifier has only") !=
          std::string::npos);
    const auto preview = desk.sound(form.dump());
    CHECK(preview.file.find("..") == std::string::npos);
    CHECK(std::count(preview.file.begin(), preview.file.end(), '/') == 1);
    CHECK_FALSE(preview.file.ends_with(".scoring.json"));
    for (const auto& part : preview.parts)
        for (const auto& line : part.lines) CHECK(line.find("\u202E") == std::string::npos);
    REQUIRE(importDocument(preview, desk.clinic));
    CHECK(desk.files().size() == 1);
    CHECK(desk.documents().problems.empty());
}

TEST_CASE("an import that fails leaves the folder as it was", "[interop][H-09]") {
    const ImportDesk desk;
    desk.take(importedForm("1"));
    desk.take(scoring("1"));
    const auto before = desk.files();
    auto preview = desk.sound(importedForm("2"));
    SECTION("when what it would put aside is gone") {
        preview.aside.push_back("instruments/not there.json");
        CHECK_FALSE(importDocument(preview, desk.clinic));
    }
    SECTION("when its place cannot be written") {
        preview.file = "instruments/" + std::string(300, 'x') + ".json";
        const auto done = importDocument(preview, desk.clinic);
        REQUIRE_FALSE(done);
        CHECK(done.error().message.find("Nothing was taken over.") != std::string::npos);
    }
    CHECK(desk.files() == before);
    CHECK(desk.documents().problems.empty());
}
