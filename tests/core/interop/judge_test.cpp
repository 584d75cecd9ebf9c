// SPDX-License-Identifier: GPL-3.0-or-later
// Writes one hostile session in every format for the judges of tests/scenarios/judges_test.py. Hidden:
// without the folder that the judges name there is nothing to do.
#include "core/interop/exporter.h"

#include "build_places.h"
#include "core/interop/fhir_parts.h"
#include "support/catch.h"
#include "support/hostile_record.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>

using namespace chairside;
using namespace chairside::testing;

TEST_CASE("a hostile session is written for the judges of other programs", "[.][judge]") {
    const char* home = std::getenv("CHAIRSIDE_JUDGE_FOLDER");
    REQUIRE(home);
    auto record = hostileRecord();
    const auto catalogue = loadExportCatalogue(std::string(CHAIRSIDE_SOURCE_DIR) + "/resources");
    REQUIRE(catalogue);
    Event score = record.events.back();
    score.id = SeededUuids(5).next(1);
    score.seq += 1;
    score.corrects.reset();
    for (const auto& instrument : catalogue->instruments)
        if (instrument.id == "moaas")
            score.body = ScoreEntered{
                instrument.id,
                instrument.version,
                {{instrument.items.front().linkId, instrument.items.front().options.front().code}},
                5,
                ""};
    record.events.push_back(score);
    const auto done = exportSession({record, catalogue.value(), {1'799'300'000'000, 60}, "test"},
                                    exportersFrom("all").value(), home);
    REQUIRE(done);
    std::int64_t gaps = 0, gapsOfFirst = 0, ofFirst = 0;
    for (const auto& reading : record.readings) {
        gaps += reading[Channel::hr] ? 0 : 1;
        if (reading.source != 1) continue;
        ++ofFirst;
        gapsOfFirst += reading[Channel::hr] ? 0 : 1;
    }
    std::ofstream(std::string(home) + "/expected.json")
        << nlohmann::json{{"folder", done->folder.string()},
                          {"readings", record.readings.size()},
                          {"events", record.events.size()},
                          {"readings_of_first", ofFirst},
                          {"hr_gaps", gaps},
                          {"hr_gaps_of_first", gapsOfFirst},
                          {"family_name", kHostileFamily},
                          {"given_name", kHostileGiven},
                          {"responses", 1}};
    CHECK(gapsOfFirst > 0);
}
