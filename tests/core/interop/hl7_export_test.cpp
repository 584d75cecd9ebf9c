// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/hl7_export.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/interop/recording.h"
#include "support/catch.h"
#include "support/record_of.h"
#include "support/session_maker.h"
#include "support/temp_dir.h"

using namespace chairside;
using chairside::testing::TempDir;

namespace {

SessionRecord monitorRecord(const chairside::testing::MadeSession& made) {
    SourceInfo source{1, "Monitor | one", Origin::device, {}};
    source.period[index(Channel::hr)] = Millis{1'000};
    source.wholeMessages = true;
    return chairside::testing::recordOf(made, std::move(source));
}

using Segments = std::vector<std::vector<std::string>>;

/// Fields by their HL7 number: MSH-1 is the separator itself.
Segments segmentsOf(const SessionRecord& record, const std::string& folder) {
    const ExportCatalogue catalogue;
    const auto counts = writeHl7({record, catalogue, {1'795'300'000'000, -90}, "test"}, folder);
    REQUIRE(counts);
    CHECK(counts->readings == static_cast<std::int64_t>(record.readings.size()));
    CHECK(counts->events == static_cast<std::int64_t>(record.events.size()));
    const auto text = readWholeFile(folder + "/session.hl7", 1u << 28);
    REQUIRE(text);
    CHECK(text->find('\n') == std::string::npos);
    Segments out;
    for (const auto line : splitOn(text.value(), '\r')) {
        if (line.empty()) continue;
        std::vector<std::string> fields;
        for (const auto field : splitOn(line, '|')) fields.emplace_back(field);
        if (fields[0] == "MSH") fields.insert(fields.begin() + 1, "|");
        fields.resize(24);
        out.push_back(fields);
    }
    return out;
}

std::string unescaped(std::string text) {
    const std::vector<std::pair<std::string, std::string>> all{
        {"\\F\\", "|"}, {"\\S\\", "^"}, {"\\T\\", "&"}, {"\\R\\", "~"}, {"\\.br\\", "\n"}, {"\\E\\", "\\"}};
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        bool found = false;
        for (const auto& [from, to] : all)
            if (!found && text.compare(i, from.size(), from) == 0) {
                out += to;
                i += from.size();
                found = true;
            }
        if (!found) out += text[i++];
    }
    return out;
}

} // namespace

TEST_CASE("separators, backslashes and line breaks survive an HL7 field", "[interop][H-16]") {
    const std::string name = "O|Ne^il & S\u00f6n~\\F\\\nJr";
    const auto field = hl7Text(name);
    CHECK(field.find_first_of("|^&~\r\n") == std::string::npos);
    CHECK(unescaped(field) == name);
    CHECK(hl7Text("a\r\nb\tc") == "a\\.br\\b\\X09\\c");
}

TEST_CASE("an HL7 time has its zone, west of Greenwich as well", "[interop]") {
    CHECK(hl7Time({1'795'255'200'250, 60}).substr(14) == ".250+0100");
    CHECK(hl7Time({1'795'255'200'250, -90}).substr(14) == ".250-0130");
}

TEST_CASE("every reading is one OBR and an absent value is NAV with X, never a number", "[interop][H-12]") {
    TempDir folder;
    auto record = monitorRecord(chairside::testing::makeSession({.seed = 3}));
    record.readings[0][Channel::hr].reset();
    record.readings[1][Channel::hr] = 72;
    const auto all = segmentsOf(record, folder.path());
    CHECK(all[0][9] == "ORU^R01^ORU_R01");
    CHECK(all[0][12] == "2.6");
    std::size_t observed = 0, absent = 0, given = 0, expected = 0;
    for (const auto& reading : record.readings) expected += reading[Channel::hr] ? 0 : 1;
    std::string at;
    for (const auto& s : all) {
        if (s[0] == "OBR") at = s[3];
        if (s[0] == "OBR" && at.find("-r") != std::string::npos) ++observed;
        if (s[0] != "OBX" || at.find("-r") == std::string::npos) continue;
        CHECK_FALSE(s[18].empty());
        if (s[3].rfind("147842^", 0) != 0) continue;
        CHECK(s[5].empty() == (s[11] == "X"));
        CHECK(s[5].empty() == (s[8].find("NAV") != std::string::npos));
        (s[5].empty() ? absent : given) += 1;
    }
    CHECK(observed == record.readings.size());
    CHECK(absent == expected);
    CHECK(given == record.readings.size() - expected);
}

TEST_CASE("a session without readings and names full of separators stay one HL7 message", "[interop]") {
    TempDir folder;
    auto record = monitorRecord(chairside::testing::makeSession({.seed = 4}));
    record.readings.clear();
    record.summary.patient.familyName = "O|Ne^il";
    record.summary.patient.givenName = "A&B~C\\";
    const auto all = segmentsOf(record, folder.path());
    REQUIRE(all[1][0] == "PID");
    const auto parts = splitOn(all[1][5], '^');
    REQUIRE(parts.size() == 7);
    CHECK(unescaped(std::string(parts[0])) == record.summary.patient.familyName);
    CHECK(unescaped(std::string(parts[1])) == record.summary.patient.givenName);
    std::size_t events = 0;
    for (const auto& s : all) events += s[0] == "OBX" && s[2] == "FT" ? 1 : 0;
    CHECK(events == record.events.size());
    record.events.clear();
    record.summary.simulated = false; // which would be said by a note
    TempDir second;
    CHECK(segmentsOf(record, second.path()).size() == 4); // MSH, PID, PV1, OBR
}

TEST_CASE("a withdrawn entry leaves as wrong, made-up numbers as demonstration", "[interop][H-12]") {
    TempDir folder;
    auto record = monitorRecord(chairside::testing::makeSession({.seed = 5}));
    record.summary.simulated = true;
    Event typed = record.events.back();
    typed.id = SeededUuids(77).next(1);
    typed.seq += 1;
    VitalsEntered vitals;
    vitals.values[index(Channel::nibpSystolic)] = 118;
    typed.body = vitals;
    Event withdrawn = typed;
    withdrawn.id = SeededUuids(78).next(1);
    withdrawn.seq += 1;
    withdrawn.corrects = typed.id;
    withdrawn.body = EntryWithdrawn{"wrong patient"};
    record.events.push_back(typed);
    record.events.push_back(withdrawn);
    const auto all = segmentsOf(record, folder.path());
    CHECK(all[0][11] == "D");
    bool seen = false;
    for (const auto& s : all)
        if (s[0] == "OBX" && s[4] == "1.1." + std::to_string(typed.seq) + ".4") {
            seen = true;
            CHECK(s[5] == "118");
            CHECK(s[8] == "DEMO");
            CHECK(s[11] == "W");
            CHECK(s[17] == "MMEAS^manual-measurement^MDC");
        }
    CHECK(seen);
}
