// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/protocol_json.h"

#include "build_places.h"
#include "core/domain/dosing.h"
#include "core/domain/limits.h"
#include "support/catch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace chairside;

namespace {

const std::string kProtocolFiles = CHAIRSIDE_SOURCE_DIR "/resources/protocols";

std::string fileText(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

/// A small document that is complete; tests change one thing in it.
std::string smallDocument() {
    return R"({
  "format": "chairside-protocol", "format_version": 1,
  "id": "clinic", "version": 3, "title": "Our clinic", "route": "intravenous",
  "recovery_min": 60, "baseline_max_age_min": 30,
  "instruments": ["moaas"],
  "dosing": {"drug": "ketamine", "mg_per_kg": 0.5, "duration_min": 40,
    "stock": [{"mg_per_ml": 50, "vial_ml": 10}], "bag_ml": [100],
    "checks": {"mg_per_kg": {"warn_below": 0.3, "warn_above": 0.75, "second_above": 1, "block_above": 2}}},
  "checks": [
    {"id": "nibp", "title": "Blood pressure", "captures": ["nibp"], "anchor": "treatment_start", "stage": "treatment", "every_min": 5},
    {"id": "mark", "title": "Mark", "captures": ["nibp", "moaas"], "anchor": "treatment_start", "stage": "treatment", "at_min": [0, 40], "mandatory": true}
  ],
  "limits": [
    {"id": "spo2.caution_lo", "param": "spo2", "level": "caution", "op": "<", "value": 94, "delay_s": 10},
    {"id": "spo2.action_lo", "param": "spo2", "level": "action", "op": "<", "value": 90}
  ],
  "holds": [{"id": "sys", "param": "nibp_sys", "op": ">", "value": 140, "action": "soft_hold"}],
  "screen": [{"key": "consent", "title": "Consent", "kind": "yes_no", "stops_on": "no"}],
  "timeout": [{"key": "drug", "title": "Drug", "kind": "two_person"}],
  "orders": [{"drug": "ondansetron", "unit": "mg", "route": "IV", "indication": "Nausea", "class": "antiemetic", "doses": [4, 8], "max_single": 8}],
  "abort_reasons": ["Other"],
  "gate": {"after_treatment_end_min": 60, "spo2_at_least": 94, "escort": true},
  "event_labels": ["Talking"]
}
)";
}

std::string changed(const std::string& from, const std::string& to) {
    std::string text = smallDocument();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string problemOf(const std::string& text) {
    const auto result = readProtocol(text, "clinic.json");
    return result ? "(accepted)" : result.error().message;
}

struct Fault {
    const char *from, *to, *where, *why;
};

} // namespace

TEST_CASE("the shipped protocols load, and no file in their folder is broken", "[interop]") {
    const auto folder = loadProtocols(kProtocolFiles);
    for (const auto& problem : folder.problems) UNSCOPED_INFO(problem);
    CHECK(folder.problems.empty());
    REQUIRE(folder.protocols.size() == 3);
    for (const auto& p : folder.protocols) {
        INFO(p.id);
        CHECK(p.sha.size() == 64);
        CHECK(p.version >= 1);
        CHECK(p.eventLabels.size() == 9);
        CHECK(p.limits.size() == 41);
        CHECK(p.orders.size() == 19);
        for (const auto& order : p.orders) CHECK_FALSE(order.drugClass.empty());
        CHECK(p.gate.escort);
    }
}

TEST_CASE("the depression protocol proposes half a milligram per kilogram over forty minutes",
          "[interop][H-06]") {
    const auto read = readProtocolFile(kProtocolFiles + "/ket_iv_depression.json");
    REQUIRE(read);
    const Protocol& p = read.value();
    DoseChoices c = proposeDose(p.dosing, std::nullopt);
    c.weightKg = 70;
    const auto order = computeDose(p.dosing, c);
    REQUIRE(std::holds_alternative<DoseOrder>(order));
    CHECK(std::get<DoseOrder>(order).doseMg == Approx(35));
    CHECK(std::get<DoseOrder>(order).rateMlPerH == Approx(150));
    CHECK(checkDose(p.dosing, c, std::get<DoseOrder>(order)).empty());
    CHECK(p.gate.afterTreatmentEnd == Millis{60min});
    const auto mark =
        std::find_if(p.checks.begin(), p.checks.end(), [](const auto& check) { return check.id == "mark"; });
    REQUIRE(mark != p.checks.end());
    CHECK(mark->mandatory);
    CHECK(mark->at == std::vector<Millis>{0min, 40min});
}

TEST_CASE("a rise above the baseline is a mark in the record and nothing that alarms", "[interop][H-03]") {
    const std::string from = R"({"id": "spo2.caution_lo",)";
    const std::string rise =
        R"({"id": "sys.rise", "param": "nibp_sys", "level": "LEVEL", "op": ">=", "value": 40, "above_baseline": true},)";
    const auto with = [&](const std::string& level) {
        auto text = rise;
        text.replace(text.find("LEVEL"), 5, level);
        return changed(from, text + from);
    };
    const auto read = readProtocol(with("info"), "clinic.json");
    REQUIRE(read);
    CHECK(read->limits.front().aboveBaseline);
    CHECK(LimitSet(read.value()).rules().size() == 2); // the alarm engine never sees it
    CHECK(problemOf(with("action")).find("limits[0].above_baseline") != std::string::npos);
}

TEST_CASE("the quiet profile is for all stages, none, or those that the protocol names", "[interop][H-04]") {
    const std::string from = R"("instruments": ["moaas"],)";
    const auto quietIn = [&](const std::string& value, Stage stage) {
        const auto read =
            readProtocol(changed(from, from + R"( "quiet_room": )" + value + ","), "clinic.json");
        REQUIRE(read);
        return isQuietAt(read.value(), stage);
    };
    CHECK(quietIn("true", Stage::checkIn));
    CHECK_FALSE(quietIn("false", Stage::treatment));
    CHECK_FALSE(quietIn("[]", Stage::treatment));
    CHECK(quietIn(R"(["treatment", "recovery"])", Stage::treatment));
    CHECK_FALSE(quietIn(R"(["treatment", "recovery"])", Stage::baseline));
    for (const char* bad : {R"("treatment")", R"(["surgery"])", R"(["treatment", "treatment"])"})
        CHECK(problemOf(changed(from, from + R"( "quiet_room": )" + bad + ",")).find("quiet_room") !=
              std::string::npos);
}

TEST_CASE("only listed instruments can be named as having no total", "[interop]") {
    const std::string from = R"("instruments": ["moaas"],)";
    const auto read =
        readProtocol(changed(from, from + R"( "unscored": ["moaas", "side_effects"],)"), "clinic.json");
    REQUIRE(read);
    CHECK(read->unscored == std::set<std::string>{"moaas", "side_effects"});
    CHECK(problemOf(changed(from, from + R"( "unscored": ["phq9"],)")).find("unscored[0]") !=
          std::string::npos);
}

TEST_CASE("the pain protocol proposes eighty milligrams over two hours", "[interop][H-06]") {
    const auto read = readProtocolFile(kProtocolFiles + "/ket_iv_pain.json");
    REQUIRE(read);
    DoseChoices c = proposeDose(read.value().dosing, std::nullopt);
    c.weightKg = 70;
    const auto order = computeDose(read.value().dosing, c);
    REQUIRE(std::holds_alternative<DoseOrder>(order));
    CHECK(std::get<DoseOrder>(order).doseMg == Approx(80));
    CHECK(figures(read.value().dosing, std::get<DoseOrder>(order)).rateMgPerH == Approx(40));
}

TEST_CASE("the nasal protocol gives 56 or 84 mg and keeps the patient two hours", "[interop][H-06]") {
    const auto read = readProtocolFile(kProtocolFiles + "/esket_in.json");
    REQUIRE(read);
    const Protocol& p = read.value();
    CHECK(p.route == Route::intranasal);
    CHECK(p.gate.afterFirstSpray == Millis{120min});
    CHECK_FALSE(p.gate.afterTreatmentEnd);
    CHECK(p.dosing.deviceGap == Millis{5min});
    DoseChoices c = proposeDose(p.dosing, std::nullopt);
    c.weightKg = 70;
    for (const double mg : {56.0, 84.0}) {
        c.fixedMg = mg;
        const auto order = computeDose(p.dosing, c);
        REQUIRE(std::holds_alternative<DoseOrder>(order));
        CHECK(checkDose(p.dosing, c, std::get<DoseOrder>(order)).empty());
    }
}

TEST_CASE("a document is kept whole and its digest names it", "[interop][H-10]") {
    const auto a = readProtocol(smallDocument(), "clinic.json");
    REQUIRE(a);
    CHECK(a->text == smallDocument());
    const auto b = readProtocol(smallDocument() + "\n", "clinic.json");
    REQUIRE(b);
    CHECK(a->sha != b->sha);
    CHECK(a->sha.find_first_not_of("0123456789abcdef") == std::string::npos);
}

TEST_CASE("every fault in a document is refused with file, line and field", "[interop][H-09]") {
    const Fault kFaults[] = {
        {R"("value": 94)", R"("value": "94")", "line 14, limits[0].value", "a number is expected"},
        {R"("value": 94)", R"("value": 940)", "line 14, limits[0].value", "outside of what"},
        {R"("op": "<", "value": 94)", R"("op": "=<", "value": 94)", "line 14, limits[0].op",
         "possible are: >, >=, <, <="},
        {R"("param": "spo2", "level": "caution")", R"("param": "sp02", "level": "caution")",
         "limits[0].param", "neither a vital sign"},
        {R"("level": "caution")", R"("level": "red")", "limits[0].level",
         "possible are: info, caution, action, emergency"},
        {R"("id": "spo2.action_lo")", R"("id": "spo2.caution_lo")", "line 15, limits[1].id", "used twice"},
        {R"("op": "<", "value": 90)", R"("op": "<", "value": 95)", "line 15, limits[1].value", "reversed"},
        {R"("op": "<", "value": 90)", R"("op": "<", "value": 94)", "limits[1].value", "reversed or equal"},
        {R"("op": "<", "value": 90)", R"("op": ">", "value": 90)", "limits[1].value", "reversed"},
        {R"("delay_s": 10)", R"("delay": 10)", "limits[0].delay", "not known here"},
        {R"("delay_s": 10)", R"("delay_s": -1)", "limits[0].delay_s", "between 0 and"},
        {R"("every_min": 5)", R"("every_min": 0)", "line 10, checks[0].every_min", "between 0.5 and"},
        {R"("every_min": 5)", R"("every_min": 1.5)", "checks[0]", "grace must be shorter"},
        {R"(, "every_min": 5)", "", "checks[0]", "never falls due"},
        {R"("at_min": [0, 40])", R"("at_min": [40, 0])", "checks[1].at_min[1]", "rise"},
        {R"("captures": ["nibp"])", R"("captures": ["nibq"])", "checks[0].captures[0]",
         "not something that can be captured"},
        {R"("captures": ["nibp"])", R"("captures": [])", "checks[0].captures", "must ask for something"},
        {R"("anchor": "treatment_start")", R"("anchor": "first_spray")", "checks[0].anchor", "first spray"},
        {R"("anchor": "treatment_start")", R"("anchor": "noon")", "checks[0].anchor", "possible are"},
        {R"("id": "mark")", R"("id": "nibp")", "checks[1].id", "used twice"},
        {R"("id": "mark")", R"("id": "<b>mark</b>")", "checks[1].id", "small letters"},
        {R"("mandatory": true)", R"("mandatory": 1)", "checks[1].mandatory", "true or false is expected"},
        {R"("mg_per_kg": 0.5, )", "", "dosing", "either"},
        {R"("mg_per_kg": 0.5)", R"("mg_per_kg": 50)", "dosing.mg_per_kg", "between"},
        {R"("mg_per_kg": 0.5)", R"("mg_per_kg": 1e999)", "line", ""},
        {R"("second_above": 1,)", R"("second_above": 0.7,)", "dosing.checks.mg_per_kg", "reversed or equal"},
        {R"([{"mg_per_ml": 50, "vial_ml": 10}])", "[]", "dosing", "vial strengths"},
        {R"({"mg_per_ml": 50, "vial_ml": 10})", R"({"mg_per_ml": 50}, {"mg_per_ml": 50})",
         "dosing.stock[1].mg_per_ml", "listed twice"},
        {R"("stops_on": "no")", R"("stops_on": "maybe")", "screen[0].stops_on", "not an answer"},
        {R"("kind": "two_person")", R"("kind": "choice")", "timeout[0]", "choices"},
        {R"("stops_on": "no")", R"("stops_on": "no", "optional": "yes")", "screen[0].optional",
         "true or false is expected"},
        {R"("stops_on": "no"})",
         R"("stops_on": "no", "asked_when": {"item": "consent", "answers": ["yes"]}})",
         "screen[0].asked_when.item", "No item before this one"},
        {R"("stops_on": "no"}])",
         R"("stops_on": "no"}, {"key": "day", "title": "Day", "kind": "date", "stops_on": "yes"}])",
         "screen[1].stops_on", "not an answer"},
        {R"("stops_on": "no"}])",
         R"("stops_on": "no"}, {"key": "day", "title": "Day", "kind": "date", "asked_when": {"item": "consent", "answers": ["maybe"]}}])",
         "screen[1].asked_when.answers[0]", "not an answer"},
        {R"("stops_on": "no"}])",
         R"("stops_on": "no"}, {"key": "day", "title": "Day", "kind": "date", "asked_when": {"item": "consent", "answers": []}}])",
         "screen[1].asked_when", "never be asked"},
        {R"([4, 8])", "[8, 4]", "orders[0].doses[1]", "rise"},
        {R"("max_single": 8)", R"("max_single": 4)", "orders[0].max_single", "above the largest"},
        {R"("spo2_at_least": 94)", R"("spo2_at_least": 940)", "gate.spo2_at_least", "between"},
        {R"("version": 3)", R"("version": 3.5)", "line 3, version", "whole number"},
        {R"("version": 3)", R"("version": 0)", "version", "whole number"},
        {R"("version": 3, )", "", "", "\"version\" is missing"},
        {R"("format_version": 1)", R"("format_version": 2)", "format_version", "whole number"},
        {R"("format": "chairside-protocol")", R"("format": "other")", "format", "chairside-protocol"},
        {R"("route": "intravenous")", R"("route": "oral")", "route", "intranasal"},
        {R"("title": "Our clinic")", R"("title": "")", "title", "empty"},
        {R"("title": "Our clinic")", R"("title": "A", "title": "B")", "line 3", "given twice"},
        {R"("event_labels": ["Talking"])", R"("event_labels": ["1","2","3","4","5","6","7","8","9","10"])",
         "event_labels", "more than 9"},
        {R"("abort_reasons": ["Other"])", R"("abort_reasons": [])", "abort_reasons", "at least one"},
        {R"("holds": [{)",
         R"("holds": [{"id": "low", "param": "nibp_sys", "op": "<", "value": 150, "action": "soft_hold"}, {)",
         "holds[1].value", "everybody would be held"},
    };
    for (const Fault& fault : kFaults) {
        INFO(fault.from << " -> " << fault.to);
        const std::string problem = problemOf(changed(fault.from, fault.to));
        INFO(problem);
        CHECK(problem.rfind("clinic.json", 0) == 0);
        CHECK(problem.find(fault.where) != std::string::npos);
        CHECK(problem.find(fault.why) != std::string::npos);
    }
    CHECK(problemOf(smallDocument()) == "(accepted)");
}

TEST_CASE("an item may be left open, and is asked only of whom it concerns", "[interop]") {
    const auto protocol = readProtocol(
        changed(R"("stops_on": "no"}])",
                R"("stops_on": "no"}, {"key": "day", "title": "Day", "kind": "date", "optional": true,
                  "asked_when": {"item": "consent", "answers": ["yes"]}}])"),
        "clinic.json");
    REQUIRE(protocol);
    REQUIRE(protocol->screen.size() == 2);
    const auto& item = protocol->screen[1];
    CHECK(item.kind == RequiredItem::Kind::date);
    CHECK(item.optional);
    const auto after = [](const char* answer) {
        return [answer](const std::string& key) { return std::string(key == "consent" ? answer : ""); };
    };
    CHECK(isAsked(item, after("yes")));
    CHECK_FALSE(isAsked(item, after("no")));
    CHECK_FALSE(isAsked(item, after("")));
    CHECK(isAsked(protocol->screen[0], after("")));
    CHECK_FALSE(protocol->screen[0].optional);
}

TEST_CASE("a baseline set, an offered check and room air are read, and nonsense in them is refused",
          "[interop][H-22]") {
    const auto old = readProtocol(smallDocument(), "clinic.json");
    REQUIRE(old);
    CHECK(old->baselineSet == std::vector<std::string>{"nibp", "spo2", "hr"}); // as before there was a list
    CHECK_FALSE(old->gate.spo2OnRoomAir);
    const auto with = [](const std::string& set) {
        return changed(R"("abort_reasons")", "\"baseline_set\": " + set + ", \"abort_reasons\"");
    };
    const auto set = readProtocol(with(R"(["nibp", "weight", "rr|etco2"])"), "clinic.json");
    REQUIRE(set);
    CHECK(set->baselineSet == std::vector<std::string>{"nibp", "weight", "rr|etco2"});
    CHECK(problemOf(with(R"(["nibp", "mood"])")).find("baseline_set[1]: \"mood\" is not something") !=
          std::string::npos);
    CHECK(problemOf(with(R"(["nibp", "nibp"])")).find("listed twice") != std::string::npos);
    CHECK(problemOf(with("[]")).find("must ask for something") != std::string::npos);

    const auto gate = [](const std::string& fields) {
        return changed(R"("gate": {)", "\"gate\": {" + fields);
    };
    const auto air =
        readProtocol(gate(R"("spo2_on_room_air": true, "room_air_for_min": 5, )"), "clinic.json");
    REQUIRE(air);
    CHECK(air->gate.spo2OnRoomAir);
    CHECK(air->gate.roomAirFor == Millis{5min});
    CHECK(problemOf(changed(R"("spo2_at_least": 94)", R"("spo2_on_room_air": true)")).find("spo2_at_least") !=
          std::string::npos);
    CHECK(problemOf(gate(R"("room_air_for_min": 5, )")).find("spo2_on_room_air") != std::string::npos);

    const auto offered =
        readProtocol(changed(R"("captures")", R"("offered": true, "captures")"), "clinic.json");
    REQUIRE(offered);
    CHECK(offered->checks.front().offered);
    CHECK(problemOf(changed(R"("captures")", R"("offered": true, "mandatory": true, "captures")"))
              .find("mandatory or merely offered") != std::string::npos);
}

TEST_CASE("the shipped protocols ask for the day of consent, the escort, the scales and room air",
          "[interop][H-22]") {
    for (const char* file : {"ket_iv_depression", "ket_iv_pain", "esket_in"}) {
        INFO(file);
        const auto read = readProtocolFile(kProtocolFiles + "/" + file + ".json");
        REQUIRE(read);
        const Protocol& p = read.value();
        const bool nasal = p.route == Route::intranasal;
        const auto item = [&](const char* key) {
            const auto it = std::ranges::find(p.screen, std::string(key), &RequiredItem::key);
            REQUIRE(it != p.screen.end());
            return *it;
        };
        CHECK(item("consent_date").kind == RequiredItem::Kind::date);
        CHECK_FALSE(item("escort_name").optional);
        CHECK_FALSE(item("escort_phone").optional);
        const auto isScheduled = [&](const std::string& instrument, CheckRule::Anchor anchor) {
            for (const auto& rule : p.checks)
                for (const auto& capture : rule.captures)
                    if (rule.anchor == anchor && capture.find(instrument) != std::string::npos) return true;
            return false;
        };
        using A = CheckRule::Anchor;
        const auto start = nasal ? A::firstSpray : A::treatmentStart;
        for (const char* scale : {"phq9", "gad7", "bprs_plus", "cadss_23"})
            CHECK(isScheduled(scale, A::sessionOpen));
        CHECK(isScheduled("bprs_plus", start));
        CHECK(isScheduled("cadss_23", nasal ? A::firstSpray : A::treatmentEnd));
        CHECK(isScheduled("kset", A::treatmentEnd) == !nasal);
        CHECK(p.gate.spo2OnRoomAir);
        CHECK(p.baselineSet.size() == (nasal ? 4 : 9));
        CHECK(std::ranges::count(p.orders, std::string("oxygen"), &OrderSetEntry::drugClass) == 3);
    }
}

TEST_CASE("a document cut at any byte is refused", "[interop][H-09]") {
    const std::string whole = smallDocument();
    for (std::size_t length = 0; length + 2 < whole.size(); length += 7) {
        INFO("cut after " << length << " bytes");
        REQUIRE_FALSE(readProtocol(whole.substr(0, length), "cut.json"));
    }
    const std::string shipped = fileText(kProtocolFiles + "/ket_iv_depression.json");
    for (std::size_t length = 0; length + 2 < shipped.size(); length += 997)
        REQUIRE_FALSE(readProtocol(shipped.substr(0, length), "cut.json"));
}

TEST_CASE("huge and deeply nested documents are refused without reading them in full", "[interop][H-09]") {
    CHECK(problemOf(std::string(kMaxProtocolBytes + 1, ' ')).find("larger than 1024 KiB") !=
          std::string::npos);
    CHECK(problemOf(std::string(100'000, '[')).find("nested too deeply") != std::string::npos);
    CHECK(problemOf(changed("Our clinic", std::string(900'000, 'x'))).find("longer than 200 characters") !=
          std::string::npos);
    std::string many = "\"abort_reasons\": [\"a\"";
    for (int i = 0; i < 30'000; ++i) many += ",\"a\"";
    CHECK(problemOf(changed(R"("abort_reasons": ["Other")", many)).find("too many parts") !=
          std::string::npos);
}

TEST_CASE("hostile text stays plain text without control or direction characters", "[interop][H-09]") {
    const auto read =
        readProtocol(changed("Our clinic", "<b>Our</b>\\u0000\\u202e clinic\\u0007"), "clinic.json");
    REQUIRE(read);
    CHECK(read->title == "<b>Our</b> clinic");
    CHECK(problemOf(changed("Our clinic", "\xff\xfe")) != "(accepted)"); // not UTF-8: not JSON
}

TEST_CASE("a broken document never hides the good ones, and a version is given once only",
          "[interop][H-09]") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "chairside_protocol_test";
    fs::remove_all(folder);
    fs::create_directories(folder);
    const auto write = [&](const char* name, const std::string& text) {
        std::ofstream(folder / name, std::ios::binary) << text;
    };
    write("good.json", smallDocument());
    write("broken.json", "{");
    write("notes.txt", "not a protocol");
    fs::create_directories(folder / "folder.json");
    auto loaded = loadProtocols(folder.string());
    REQUIRE(loaded.protocols.size() == 1);
    CHECK(loaded.protocols.front().id == "clinic");
    CHECK(loaded.problems.size() == 2);

    write("copy.json", smallDocument());
    loaded = loadProtocols(folder.string());
    CHECK(loaded.protocols.empty());
    CHECK(std::any_of(loaded.problems.begin(), loaded.problems.end(),
                      [](const auto& p) { return p.find("copy.json, good.json") != std::string::npos; }));
    write("copy.json", changed("\"version\": 3", "\"version\": 4"));
    CHECK(loadProtocols(folder.string()).protocols.size() == 2);
    fs::remove_all(folder);
    CHECK(loadProtocols(folder.string()).problems.size() == 1);
}
