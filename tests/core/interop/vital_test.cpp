// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/vital_export.h"

#include "build_places.h"
#include "core/interop/gzip.h"
#include "core/interop/vital_reader.h"
#include "support/catch.h"
#include "support/hostile_record.h"
#include "support/temp_dir.h"

#include <cstring>

using namespace chairside;
using namespace chairside::testing;

namespace {

std::string exportedVital(const SessionRecord& record, const std::string& folder) {
    const ExportCatalogue catalogue;
    const auto counts = writeVital({record, catalogue, {1'799'300'000'000, 60}, "test"}, folder);
    REQUIRE(counts);
    CHECK(counts->readings == static_cast<std::int64_t>(record.readings.size()));
    CHECK(counts->events == static_cast<std::int64_t>(record.events.size()));
    const auto bytes = readWholeFile(folder + "/session.vital", 1u << 28);
    REQUIRE(bytes);
    return bytes.value();
}

const ForeignChannel* channel(const ForeignRecording& in, const std::string& name, const char* device) {
    for (const auto& c : in.channels)
        if (c.name == name && c.device.find(device) != std::string::npos) return &c;
    return nullptr;
}

std::string packed(const std::string& folder, const std::string& bytes) {
    const auto path = folder + "/again.vital";
    std::filesystem::remove(path);
    GzipFile file(path);
    file.write(bytes);
    REQUIRE(file.close());
    return readWholeFile(path, 1u << 28).value();
}

} // namespace

TEST_CASE("a session comes back from its .vital file with every value, time and entry", "[interop][H-12]") {
    TempDir folder;
    const auto record = hostileRecord();
    const auto back = readVital(exportedVital(record, folder.path()), "session.vital");
    REQUIRE(back);
    std::vector<ForeignValue> expected;
    std::int64_t first = record.readings.front().at.wall.utcMs;
    for (const auto& reading : record.readings)
        if (const auto rate = reading.trusted(Channel::hr); rate && reading.source == 1)
            expected.push_back({Millis{reading.at.wall.utcMs - first}, *rate});
    const auto* hr = channel(back.value(), "hr", "one");
    REQUIRE(hr);
    REQUIRE(hr->values.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(hr->values[i].at == expected[i].at);
        CHECK(hr->values[i].value == Approx(expected[i].value));
    }
    CHECK(hr->suggested == Channel::hr);
    const auto* rows = channel(back.value(), "ROWS", "one");
    const auto* more = channel(back.value(), "ROWS", "second");
    REQUIRE(rows);
    REQUIRE(more);
    CHECK(rows->values.size() + more->values.size() == record.readings.size());
    const auto* odd = channel(back.value(), "hr implausible", "one");
    REQUIRE(odd);
    CHECK(odd->values.size() == 1);
    CHECK(odd->values.front().value == Approx(900));
    CHECK(back->begun->offsetMin == record.summary.opened.offsetMin);
    bool longNote = false;
    for (const auto& mark : back->marks) longNote = longNote || mark.text.size() > 5'000;
    CHECK(longNote);
}

TEST_CASE("a .vital file that is cut, lies about a length or is a bomb is refused in one sentence",
          "[interop][H-09]") {
    TempDir folder;
    const auto file = exportedVital(hostileRecord(), folder.path());
    const auto whole = gunzip(file, kMaxVitalBytes);
    REQUIRE(whole);
    CHECK_FALSE(readVital(file.substr(0, file.size() / 2), "x"));
    CHECK_FALSE(gunzip(file, 1'000));
    for (std::size_t length : {std::size_t{3}, std::size_t{9}, std::size_t{25}, whole->size() - 1})
        CHECK_FALSE(readVital(packed(folder.path(), whole->substr(0, length)), "x"));
    auto lies = whole.value();
    std::memset(lies.data() + 21, 0xFF, 4); // the length of the first packet
    const auto refused = readVital(packed(folder.path(), lies), "x");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("longer than it is") != std::string::npos);
    CHECK_FALSE(readVital("no gzip at all", "x"));
    // Any single damaged byte ends in a value or a sentence.
    for (std::size_t i = 0; i < std::min<std::size_t>(whole->size(), 200); ++i) {
        auto damaged = whole.value();
        damaged[i] = static_cast<char>(damaged[i] ^ 0x5A);
        const auto read = readVital(packed(folder.path(), damaged), "x");
        if (!read) CHECK_FALSE(read.error().message.empty());
    }
}

TEST_CASE("a file of Vital Recorder is read: numbers, names, units", "[interop]") {
    const std::string path =
        std::string(CHAIRSIDE_SOURCE_DIR) + "/../shared/data/vital/test_intellivue_demo1.vital";
    if (!std::filesystem::exists(path)) {
        WARN("the foreign .vital file is not here, so it was not read");
        return;
    }
    const auto read = readForeign(path);
    REQUIRE(read);
    CHECK(read->format == "VitalDB");
    std::size_t numbers = 0, waves = 0;
    for (const auto& c : read->channels) (c.usable ? numbers : waves) += 1;
    CHECK(numbers >= 13);
    CHECK(waves >= 3);
    const auto recording = toRecording(read.value(), suggestedMap(read.value()));
    REQUIRE(recording);
    CHECK(recording->frames.size() > 5);
}
