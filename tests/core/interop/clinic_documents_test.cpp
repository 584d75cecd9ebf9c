// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's own folder beside the record: its documents beside the shipped ones, and what goes before
// what.
#include "build_places.h"
#include "core/interop/clinic_documents.h"
#include "core/interop/document_words.h"
#include "core/interop/located_json.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace chairside;
using chairside::testing::replaced;
using chairside::testing::shippedText;
using chairside::testing::TempDir;
namespace fs = std::filesystem;

namespace {

const std::string kClinicFiles = CHAIRSIDE_SOURCE_DIR "/resources";

struct ClinicFolder {
    TempDir dir;
    void put(const std::string& file, const std::string& text) const {
        fs::create_directories(fs::path(dir / file).parent_path());
        std::ofstream(dir / file, std::ios::binary) << text;
    }
    ClinicDocuments load() const { return loadDocuments(kClinicFiles, dir.path()); }
};

const ListedProtocol& inForce(const ClinicDocuments& documents, const std::string& id) {
    const auto it = std::find_if(documents.protocols.begin(), documents.protocols.end(),
                                 [&](const ListedProtocol& p) { return p.protocol.id == id && p.inForce; });
    REQUIRE(it != documents.protocols.end());
    return *it;
}
const Instrument& instrument(const ClinicDocuments& documents, const std::string& id) {
    const auto it = std::find_if(documents.instruments.begin(), documents.instruments.end(),
                                 [&](const Instrument& one) { return one.id == id; });
    REQUIRE(it != documents.instruments.end());
    return *it;
}
bool anyProblem(const ClinicDocuments& documents, const std::string& part) {
    return std::any_of(documents.problems.begin(), documents.problems.end(),
                       [&](const std::string& problem) { return problem.find(part) != std::string::npos; });
}

} // namespace

TEST_CASE("a clinic without a folder of its own works with the shipped documents", "[interop]") {
    for (const std::string folder : {"", "/nowhere/at/all"}) {
        const auto documents = loadDocuments(kClinicFiles, folder);
        CHECK(documents.problems.empty());
        CHECK(documents.protocolsInForce().size() == 3);
        CHECK(documents.instruments.size() == 18);
        CHECK(documents.ownInstruments.empty());
    }
    CHECK(clinicFolderOf("/data/chairside.db") == "/data/clinic");
}

TEST_CASE("the clinic's own version of a protocol goes before the shipped one, whatever an update brings",
          "[interop][H-09]") {
    ClinicFolder clinic;
    const auto shipped = shippedText("protocols/ket_iv_depression.json");
    const auto number = inForce(loadDocuments(kClinicFiles, ""), "ket-iv-depression").protocol.version;
    const auto version = [](int n) { return "\"version\": " + std::to_string(n) + ","; };
    clinic.put("protocols/newer.json", replaced(replaced(shipped, version(number), version(number + 1)),
                                                "\"value\": 160", "\"value\": 155"));
    auto documents = clinic.load();
    CHECK(documents.problems.empty());
    CHECK(documents.protocols.size() == 4);
    CHECK(documents.protocolsInForce().size() == 3);
    CHECK(inForce(documents, "ket-iv-depression").own);
    CHECK(inForce(documents, "ket-iv-depression").file == "newer.json");
    CHECK(inForce(documents, "ket-iv-depression").protocol.version == number + 1);

    SECTION("also when the shipped one has the higher version") {
        fs::remove(clinic.dir / "protocols/newer.json");
        clinic.put("protocols/older.json", replaced(replaced(shipped, version(number), version(number - 1)),
                                                    "\"value\": 160", "\"value\": 155"));
        documents = clinic.load();
        CHECK(documents.problems.empty());
        CHECK(inForce(documents, "ket-iv-depression").protocol.version == number - 1);
    }
    SECTION("and the same version with other text is used and named") {
        clinic.put("protocols/newer.json", replaced(shipped, "\"value\": 160", "\"value\": 155"));
        documents = clinic.load();
        CHECK(inForce(documents, "ket-iv-depression").own);
        CHECK(anyProblem(documents, "both version " + std::to_string(number)));
    }
    SECTION("a plain copy of the shipped one is no problem and changes nothing") {
        clinic.put("protocols/newer.json", shipped);
        documents = clinic.load();
        CHECK(documents.problems.empty());
        CHECK(documents.protocols.size() == 3);
    }
}

TEST_CASE("a broken document of the clinic costs only itself and is named with file, line and field",
          "[interop][H-09]") {
    ClinicFolder clinic;
    const auto shipped = shippedText("protocols/ket_iv_pain.json");
    clinic.put("protocols/a_cut.json", shipped.substr(0, shipped.size() / 2));
    clinic.put("protocols/b_value.json", replaced(replaced(shipped, "\"ket-iv-pain\"", "\"own\""),
                                                  "\"recovery_min\": 60", "\"recovery_min\": -3"));
    clinic.put("protocols/c_good.json", replaced(shipped, "\"ket-iv-pain\"", "\"own-good\""));
    clinic.put("instruments/d_not.json", "[1, 2");
    clinic.put("instruments/e.scoring.json", "{}");
    fs::create_directories(clinic.dir / "instruments/f_folder.json");
    const auto documents = clinic.load();
    CHECK(documents.protocolsInForce().size() == 4);
    CHECK(documents.instruments.size() == 18);
    CHECK(anyProblem(documents, "a_cut.json, line "));
    CHECK(anyProblem(documents, "b_value.json, line 10, recovery_min: "));
    CHECK(anyProblem(documents, "d_not.json, line 1"));
    CHECK(anyProblem(documents, "e.scoring.json: There is no questionnaire \"e.json\" beside it."));
    CHECK(anyProblem(documents, "f_folder.json"));
    CHECK(documents.problems.size() == 5);
}

TEST_CASE("the clinic's questionnaire takes the place of the shipped one, its text pack completes a skeleton",
          "[interop]") {
    ClinicFolder clinic;
    clinic.put("instruments/my_phq.json", replaced(shippedText("instruments/phq9.json"), "\"version\": \"1\"",
                                                   "\"version\": \"1-own\""));
    clinic.put("instruments/new.json", R"({"resourceType": "Questionnaire", "id": "sleep", "version": "1",
        "status": "active", "title": "Sleep", "item": [{"linkId": "1", "text": "Hours?", "type": "decimal"}]})");
    auto documents = clinic.load();
    CHECK(documents.problems.empty());
    CHECK(documents.instruments.size() == 19);
    CHECK(documents.ownInstruments == std::set<std::string>{"phq9", "sleep"});
    CHECK(instrument(documents, "phq9").version == "1-own");
    CHECK(instrument(documents, "phq9").scoring.scales.empty()); // the shipped scoring is for the shipped one
    CHECK(std::is_sorted(documents.instruments.begin(), documents.instruments.end(),
                         [](const Instrument& a, const Instrument& b) { return a.id < b.id; }));

    SECTION("the same version with other content is used and named") {
        clinic.put("instruments/my_phq.json",
                   replaced(shippedText("instruments/phq9.json"), "\"resourceType\"", " \"resourceType\""));
        CHECK(anyProblem(clinic.load(), "are both version 1, with different content"));
    }
}

TEST_CASE("a protocol in words names its doses, times, limits and holds", "[interop]") {
    const auto documents = loadDocuments(kClinicFiles, "");
    const auto& protocol = inForce(documents, "ket-iv-depression").protocol;
    const auto text = plainText(describeProtocol(protocol, [&](const std::string& id) {
        for (const auto& one : documents.instruments)
            if (one.id == id) return one.title;
        return id;
    }));
    for (const char* expected :
         {"Intravenous ketamine, proposed dose 0.5 mg/kg over 40 min.",
          "Dose per kilogram: warns below 0.3 mg/kg; warns above 0.75 mg/kg; second person above 1 mg/kg; "
          "blocked above 2 mg/kg.",
          "Blood pressure: every 5 min after the start of treatment, during treatment; blood pressure; due "
          "for "
          "2 min, up to 3 min early.",
          "Blood pressure at the mark: 0, 40 min after the start of treatment, during treatment;",
          "mandatory, a miss needs a reason", "SpO₂ below 90 %: action; after 10 s.",
          "above 180 mmHg: action; asks for a repeat within 5 min.", "above 140 mmHg: hold;",
          "at or above 160 mmHg: no treatment without a prescriber at the chair.", "\"yes\" places a hold",
          "Nausea: ondansetron 4, 8 mg IV.", "An escort is there."}) {
        INFO(expected << "\n" << text);
        CHECK(text.find(expected) != std::string::npos);
    }
    // Every rule of the document is there: as many lines as rules.
    for (const auto& part : describeProtocol(protocol, [](const std::string& id) { return id; })) {
        if (part.title == "Alarm limits") CHECK(part.lines.size() == protocol.limits.size());
        if (part.title == "Schedule") CHECK(part.lines.size() == protocol.checks.size());
        if (part.title == "Holds before treatment") CHECK(part.lines.size() == protocol.holds.size());
        if (part.title == "Order set") CHECK(part.lines.size() == protocol.orders.size());
    }
}

TEST_CASE("an instrument in words says where its wording is from and what it scores", "[interop]") {
    const auto documents = loadDocuments(kClinicFiles, "");
    const auto phq = plainText(describeInstrument(instrument(documents, "phq9")));
    CHECK(phq.find("9 items, 0 to 27.") != std::string::npos);
    CHECK(phq.find("Alert: ") != std::string::npos);
    const auto cadss = plainText(describeInstrument(instrument(documents, "cadss_23")));
    CHECK(cadss.find("not shipped; numbers and scoring only") != std::string::npos);
    CHECK(cadss.find("refer to your licensed copy") != std::string::npos);
}
