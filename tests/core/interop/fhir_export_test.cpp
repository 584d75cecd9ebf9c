// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/fhir_export.h"

#include "core/domain/infusion.h"
#include "core/domain/side_effect.h"
#include "core/interop/recording.h"
#include "support/catch.h"
#include "support/record_of.h"
#include "support/session_maker.h"
#include "support/temp_dir.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <set>

using namespace chairside;
using chairside::testing::added;
using chairside::testing::TempDir;
using nlohmann::json;

namespace {

SessionRecord quotedRecord(const chairside::testing::MadeSession& made) {
    SourceInfo source{1, "Monitor \"one\"", Origin::device, {}};
    source.period[index(Channel::hr)] = Millis{1'000};
    source.wholeMessages = true;
    return chairside::testing::recordOf(made, std::move(source));
}

json bundleOf(const SessionRecord& record) {
    TempDir folder;
    ExportCatalogue catalogue;
    catalogue.sideEffects = {{"nausea", "Nausea", "422587007", "", "Body", true}};
    const auto counts = writeFhir({record, catalogue, {1'795'300'000'000, 60}, "test"}, folder.path());
    REQUIRE(counts);
    CHECK(counts->readings == static_cast<std::int64_t>(record.readings.size()));
    CHECK(counts->events == static_cast<std::int64_t>(record.events.size()));
    const auto text = readWholeFile(folder.path() + "/session.fhir.json", 1u << 28);
    REQUIRE(text);
    const auto parsed = json::parse(text.value(), nullptr, false);
    REQUIRE_FALSE(parsed.is_discarded());
    return parsed;
}

/// Every object of the tree.
void visit(const json& tree, const std::function<void(const json&)>& see) {
    if (tree.is_object()) see(tree);
    if (tree.is_structured())
        for (const auto& child : tree) visit(child, see);
}

std::vector<json> ofType(const json& bundle, const std::string& type) {
    std::vector<json> out;
    for (const auto& entry : bundle["entry"])
        if (entry["resource"]["resourceType"] == type) out.push_back(entry["resource"]);
    return out;
}

std::vector<json> withCode(const json& bundle, const std::string& code) {
    std::vector<json> out;
    for (const auto& o : ofType(bundle, "Observation"))
        if (o["code"].contains("coding") && o["code"]["coding"][0]["code"] == code) out.push_back(o);
    return out;
}

} // namespace

TEST_CASE("every reference of a FHIR bundle resolves inside it and every fullUrl is its own", "[interop]") {
    auto record = quotedRecord(chairside::testing::makeSession({.seed = 3}));
    const auto began = added(record, SideEffectBegan{"nausea", 2, "", ""});
    added(record, SideEffectEnded{began.id});
    record.events.push_back(record.events.back());
    record.events.back().seq += 1;
    record.events.back().id = SeededUuids(5'000).next(1);
    record.events.back().corrects = began.id;
    record.events.back().body = EntryWithdrawn{"wrong"};
    const auto bundle = bundleOf(record);
    CHECK(bundle["type"] == "collection");
    std::set<std::string> urls;
    for (const auto& entry : bundle["entry"]) {
        CHECK(urls.insert(entry["fullUrl"].get<std::string>()).second);
        CHECK(entry["fullUrl"] == "urn:uuid:" + entry["resource"]["id"].get<std::string>());
    }
    std::size_t references = 0;
    visit(bundle, [&](const json& object) {
        if (!object.contains("reference")) return;
        ++references;
        CHECK(urls.count(object["reference"].get<std::string>()) == 1);
    });
    CHECK(references > record.events.size());
    CHECK(ofType(bundle, "Patient").size() == 1);
    CHECK(ofType(bundle, "Encounter").size() == 1);
    CHECK(ofType(bundle, "Provenance").size() == record.events.size() + 1);
    for (const auto& event : record.events) CHECK(urls.count("urn:uuid:" + event.id.toString()) == 1);
}

TEST_CASE("every FHIR vital sign has a UCUM value or says why it has none", "[interop][H-12]") {
    auto record = quotedRecord(chairside::testing::makeSession({.seed = 4}));
    record.readings[0][Channel::hr].reset();
    const auto bundle = bundleOf(record);
    std::size_t absent = 0;
    for (const auto& reading : record.readings) absent += reading[Channel::hr] ? 0 : 1;
    std::size_t found = 0, seen = 0;
    const std::set<std::string> ucum{"/min", "%", "mm[Hg]", "Cel", "L/min", "{score}", "mg", "mL/h"};
    visit(bundle, [&](const json& object) {
        if (!object.contains("valueQuantity")) return;
        const auto& q = object["valueQuantity"];
        CHECK(q["system"] == "http://unitsofmeasure.org");
        CHECK(ucum.count(q["code"].get<std::string>()) == 1);
        CHECK(q["value"].is_number());
        CHECK_FALSE(object.contains("dataAbsentReason"));
    });
    for (const auto& o : withCode(bundle, "8867-4")) {
        if (o.contains("device")) ++seen;
        found += o.contains("device") && o.contains("dataAbsentReason") ? 1 : 0;
        CHECK(o.contains("valueQuantity") != o.contains("dataAbsentReason"));
    }
    CHECK(seen == record.readings.size());
    CHECK(found == absent);
}

TEST_CASE("a blood pressure is one Observation with components, a lost half says so", "[interop][H-12]") {
    auto record = quotedRecord(chairside::testing::makeSession({.seed = 5}));
    record.readings.resize(1);
    record.readings[0].values = {};
    record.readings[0].flags = 0;
    record.readings[0][Channel::nibpSystolic] = 118;
    const auto bundle = bundleOf(record);
    std::vector<json> device;
    for (const auto& o : withCode(bundle, "85354-9"))
        if (o.contains("device")) device.push_back(o);
    REQUIRE(device.size() == 1);
    CHECK_FALSE(device[0].contains("valueQuantity"));
    REQUIRE(device[0]["component"].size() == 2);
    CHECK(device[0]["component"][0]["code"]["coding"][0]["code"] == "8480-6");
    CHECK(device[0]["component"][0]["valueQuantity"]["value"] == 118);
    CHECK(device[0]["component"][0]["valueQuantity"]["code"] == "mm[Hg]");
    CHECK(device[0]["component"][1]["code"]["coding"][0]["code"] == "8462-4");
    CHECK(device[0]["component"][1].contains("dataAbsentReason"));
}

TEST_CASE("the infusion leaves as one administration for each rate and they add up to the dose given",
          "[interop]") {
    const auto record = quotedRecord(chairside::testing::makeSession({.seed = 6}));
    PumpLog log;
    for (const auto& event : record.events) log.apply(event);
    REQUIRE_FALSE(log.segments().empty());
    double mg = 0;
    std::size_t stretches = 0;
    for (const auto& m : ofType(bundleOf(record), "MedicationAdministration")) {
        if (!m["dosage"].contains("rateQuantity")) continue;
        CHECK(m["dosage"]["rateQuantity"]["code"] == "mL/h");
        mg += m["dosage"]["dose"]["value"].get<double>();
        ++stretches;
    }
    CHECK(stretches == log.segments().size());
    CHECK(mg == Approx(log.deliveredMg(*log.segments().back().to)).margin(0.01));
}

TEST_CASE("an adverse event says its cause, its outcome and what was done", "[interop]") {
    auto record = quotedRecord(chairside::testing::makeSession({.seed = 7}));
    const auto of = [&](const Uuid& id) {
        for (const auto& a : ofType(bundleOf(record), "AdverseEvent"))
            if (a["id"] == id.toString()) return a;
        return json();
    };
    const auto began = added(record, SideEffectBegan{"nausea", 1, "", ""});
    const auto open = of(began.id);
    CHECK(open["outcome"]["coding"][0]["code"] == "ongoing");
    REQUIRE(open["suspectEntity"].size() == 1);
    CHECK_FALSE(open["suspectEntity"][0].contains("causality")); // nobody judged it
    CHECK_FALSE(open.contains("extension"));
    added(record, SideEffectChanged{began.id, 2, "medicine given"});
    added(record, ItemConfirmed{judgementList(began.id), "relatedness", "probable"});
    added(record, SideEffectEnded{began.id});
    const auto told = of(began.id);
    CHECK(told["severity"]["coding"][0]["code"] == "moderate");
    CHECK(told["outcome"]["coding"][0]["system"] ==
          "http://terminology.hl7.org/CodeSystem/adverse-event-outcome");
    CHECK(told["outcome"]["coding"][0]["code"] == "resolved");
    const auto& assessed = told["suspectEntity"][0]["causality"][0]["assessment"];
    CHECK(assessed["coding"][0]["system"] ==
          "http://terminology.hl7.org/CodeSystem/adverse-event-causality-assess");
    CHECK(assessed["coding"][0]["code"] == "Probably-Likely");
    CHECK(assessed["text"] == "probable");
    // What is suspected is the infusion that stands in the same bundle.
    const std::string suspected = told["suspectEntity"][0]["instance"]["reference"];
    const auto bundle = bundleOf(record);
    CHECK(std::any_of(bundle["entry"].begin(), bundle["entry"].end(), [&](const json& entry) {
        return entry["fullUrl"] == suspected &&
               entry["resource"]["resourceType"] == "MedicationAdministration";
    }));
    CHECK(told["extension"][0]["url"] ==
          "http://hl7.org/fhir/uv/ae-research-backport-ig/StructureDefinition/mitigating-action");
    CHECK(told["extension"][0]["extension"][0]["url"] == "item");
    CHECK(told["extension"][0]["extension"][0]["valueCodeableConcept"]["text"] == "medicine given");
}

TEST_CASE("the last period leaves as a date with its code, another answer as words", "[interop]") {
    auto record = quotedRecord(chairside::testing::makeSession({.seed = 3}));
    const auto asked = added(record, ItemConfirmed{"screen", "last_period", "2026-11-02"});
    const auto other = added(record, ItemConfirmed{"screen", "changes", "none"});
    for (const auto& o : ofType(bundleOf(record), "Observation")) {
        if (o["id"] == asked.id.toString()) {
            CHECK(o["valueDateTime"] == "2026-11-02");
            CHECK_FALSE(o.contains("valueString"));
            CHECK(o["code"]["coding"][0]["system"] == "http://loinc.org");
            CHECK(o["code"]["coding"][0]["code"] == "8665-2");
        }
        if (o["id"] == other.id.toString()) CHECK(o["valueString"] == "changes: none");
    }
    CHECK(withCode(bundleOf(record), "8665-2").size() == 1);
}

TEST_CASE("an empty session, a withdrawn entry and a name full of separators make a whole bundle",
          "[interop][H-16]") {
    auto record = quotedRecord(chairside::testing::makeSession({.seed = 7}));
    record.readings.clear();
    record.summary.patient.familyName = "O|Ne^il \"&~\\\nJr";
    const auto began = added(record, SideEffectBegan{"nausea", 3, "", ""});
    auto withdrawn = added(record, EntryWithdrawn{"wrong patient"});
    const auto before = bundleOf(record);
    CHECK(ofType(before, "Patient")[0]["name"][0]["family"] == record.summary.patient.familyName);
    bool actual = false;
    for (const auto& a : ofType(before, "AdverseEvent"))
        if (a["id"] == began.id.toString()) {
            actual = true;
            CHECK(a["severity"]["coding"][0]["code"] == "severe");
            CHECK(a["event"]["coding"][0]["code"] == "422587007");
        }
    CHECK(actual);
    record.events.back().corrects = began.id;
    bool wrong = false;
    for (const auto& o : ofType(bundleOf(record), "Observation"))
        wrong = wrong || (o["id"] == began.id.toString() && o["status"] == "entered-in-error");
    CHECK(wrong);
    record.events.clear();
    CHECK(bundleOf(record)["entry"].size() == 3); // Patient, Encounter, Provenance of the file
}
