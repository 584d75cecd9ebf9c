// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/import_session.h"

#include "core/interop/csv_export.h"
#include "core/interop/csv_reader.h"
#include "core/interop/edf_export.h"
#include "core/interop/recorded_view.h"
#include "core/interop/vital_export.h"
#include "core/log/session_index.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/hostile_record.h"
#include "support/made_record.h"
#include "support/temp_dir.h"

#include <filesystem>
#include <fstream>

using namespace chairside;
using namespace chairside::testing;
namespace fs = std::filesystem;

namespace {

constexpr const char* kCsv = "Time,Pulse [bpm],SAT (%),nibp_sys (kPa),Who\r\n"
                             "2026-11-21T10:00:00+01:00,72,98,16.0,anna\r\n"
                             "2026-11-21T10:00:01+01:00,73,0,,bert\r\n";

ForeignRecording foreignCsv(const char* text = kCsv) {
    auto read = readForeignCsv(text, "x.csv");
    if (!read) FAIL(read.error().message);
    return read.value();
}

ImportedSession sessionOf(const ImportOrder& order, std::uint64_t seed) {
    SeededUuids ids(seed);
    auto session = sessionFrom(order, ids);
    REQUIRE(session);
    return std::move(session).value();
}

ImportOrder orderFor(const ForeignRecording& foreign, const ChannelMap& map) {
    auto recording = toRecording(foreign, map);
    REQUIRE(recording);
    ImportOrder order;
    order.recording = std::move(recording).value();
    order.marks = foreign.marks;
    order.fileName = "x.csv";
    order.format = foreign.format;
    order.fileDigest = std::string(64, 'd');
    order.begun = foreign.begun.value_or(WallTime{1'795'300'000'000, 60});
    order.patient.id = SeededUuids(3).next(1);
    order.patient.familyName = "Imported";
    order.by = {"n", "Nina Nurse", Role::nurse};
    order.softwareVersion = "test";
    return order;
}

} // namespace

TEST_CASE("a person maps what the file calls by other names, and units are converted", "[interop]") {
    const auto foreign = foreignCsv();
    REQUIRE(foreign.channels.size() == 4);
    CHECK(foreign.begun->offsetMin == 60);
    CHECK_FALSE(foreign.channels[3].usable); // words
    const auto map = mapFrom(foreign, "SAT=spo2,Pulse [bpm]=pr");
    REQUIRE(map);
    const auto recording = toRecording(foreign, map.value());
    REQUIRE(recording);
    REQUIRE(recording->frames.size() == 2);
    const auto at = [&](std::size_t row, Channel c) { return recording->frames[row].values[index(c)]; };
    CHECK(at(0, Channel::pulseRate) == 72);
    CHECK(at(0, Channel::spo2) == 98);
    CHECK_FALSE(at(1, Channel::spo2)); // 0 is no reading, never a value
    REQUIRE(at(0, Channel::nibpSystolic));
    CHECK(*at(0, Channel::nibpSystolic) == Approx(120.01).margin(0.01)); // 16.0 kPa
    CHECK_FALSE(mapFrom(foreign, "Nothing=spo2"));
    CHECK_FALSE(mapFrom(foreign, "SAT=colour"));
    CHECK_FALSE(mapFrom(foreign, "SAT"));
    CHECK_FALSE(toRecording(foreign, {{3, Channel::hr}}));                   // a column of words
    CHECK_FALSE(toRecording(foreign, {{0, Channel::hr}, {1, Channel::hr}})); // two for one
    CHECK_FALSE(toRecording(foreign, {{2, Channel::temperature}}));          // kPa is no temperature
    CHECK_FALSE(toRecording(foreign, {}));
}

TEST_CASE("temperatures and pressures are taken over in their own units only", "[interop]") {
    CHECK(*inCanonicalUnit(Channel::temperature, "degF", 98.6) == Approx(37));
    CHECK(*inCanonicalUnit(Channel::etco2, "kPa", 5) == Approx(37.5031));
    CHECK(*inCanonicalUnit(Channel::hr, "bpm", 72) == 72);
    CHECK_FALSE(inCanonicalUnit(Channel::spo2, "mmHg", 97));
    CHECK_FALSE(inCanonicalUnit(Channel::etco2, "%", 5)); // a concentration is no pressure
}

TEST_CASE("an imported recording is an archived session that says so, sealed and sound", "[interop][H-12]") {
    TempDir folder;
    const auto file = folder / "record.db";
    makeRecord(file, 1);
    const auto foreign = foreignCsv();
    const auto session = sessionOf(orderFor(foreign, suggestedMap(foreign)), 8);
    REQUIRE(archiveImport(file, session));
    auto history = HistoryReader::open(file);
    REQUIRE(history);
    const auto record = history.value()->session(session.session);
    REQUIRE(record);
    CHECK(record->summary.status == SessionStatus::signedOff);
    CHECK(record->summary.protocolId == kImportedProtocol);
    CHECK(record->readings.size() == 2);
    REQUIRE(record->sources.size() == 1);
    CHECK(record->sources.front().origin == Origin::imported);
    bool says = false;
    for (const auto& event : record->events)
        if (const auto* s = std::get_if<Signed>(&event.body))
            says = s->meaning.find("recorded elsewhere") != std::string::npos &&
                   s->meaning.find("x.csv") != std::string::npos;
    CHECK(says);
    CHECK(history.value()->openSessions(10)->empty()); // nothing to resume

    // The figures say the same, and the filter of the history finds it by them, alone.
    const auto facts = RecordedViews().facts(record.value());
    CHECK(facts.has(fact::kImported));
    CHECK_FALSE(facts.has(fact::kMadeUp));
    CHECK_FALSE(facts.has(fact::kOpen));
    CHECK_FALSE(facts.has(fact::kUnsigned));
    CHECK_FALSE(facts.has(fact::kTreated));
    auto figures = FiguresIndex::open(":memory:");
    REQUIRE(figures->update(
        *history.value(), [](const SessionRecord& each) { return RecordedViews().facts(each); }, 10s));
    const auto index = loadSessionIndex(*history.value(), *figures);
    REQUIRE(index);
    REQUIRE(index.value());
    const auto found = history.value()->summaries(index.value()->find({.flags = fact::kImported}));
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->front().session == session.session);
    CHECK(index.value()->find({.flags = 0}).size() == 2);
    history.value().reset();
    const auto checked = verify(file);
    CHECK(checked.sound());
    CHECK(checked.sealedReadings == checked.readings);
}

TEST_CASE("a recording with impossible times is refused whole, impossible values stay missing and sealed",
          "[interop][H-09]") {
    auto order = orderFor(foreignCsv(), suggestedMap(foreignCsv()));
    SeededUuids ids(10);
    for (const auto utcMs : {std::int64_t{-1}, std::int64_t{4'102'444'800'000}}) {
        auto wrong = order;
        wrong.begun.utcMs = utcMs;
        const auto refused = sessionFrom(wrong, ids);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.find("Nothing was imported") != std::string::npos);
    }
    auto late = order;
    late.marks.push_back({std::chrono::days{400}, "late"});
    CHECK_FALSE(sessionFrom(late, ids));
    auto early = order;
    early.recording.frames.front().at = Millis{-5};
    CHECK_FALSE(sessionFrom(early, ids));

    TempDir folder;
    const auto file = folder / "record.db";
    makeRecord(file, 1);
    order.recording.frames.back().values[index(Channel::spo2)] = 1e12;
    const auto session = sessionOf(order, 11);
    REQUIRE(archiveImport(file, session));
    const auto checked = verify(file);
    CHECK(checked.sound());
    CHECK(checked.sealedReadings == checked.readings);
}

TEST_CASE("what leaves as CSV, EDF+ or .vital comes back as the same numbers", "[interop][H-12]") {
    TempDir folder;
    auto record = hostileRecord();
    std::erase_if(record.readings, [](const Reading& r) { return r.source != 1; });
    record.sources.resize(1);
    const ExportCatalogue catalogue;
    const ExportJob job{record, catalogue, {1'799'300'000'000, 60}, "test"};
    REQUIRE(writeCsv(job, folder.path()));
    REQUIRE(writeEdf(job, folder.path()));
    REQUIRE(writeVital(job, folder.path()));
    std::size_t rates = 0;
    double sum = 0;
    for (const auto& reading : record.readings)
        if (const auto rate = reading.trusted(Channel::hr)) {
            ++rates;
            sum += *rate;
        }
    for (const char* name : {"readings.csv", "session.edf", "session.vital"}) {
        INFO(name);
        const auto foreign = readForeign(folder / name);
        REQUIRE(foreign);
        const auto recording = toRecording(foreign.value(), suggestedMap(foreign.value()));
        REQUIRE(recording);
        std::size_t found = 0;
        double total = 0;
        for (const auto& frame : recording->frames)
            if (const auto& rate = frame.values[index(Channel::hr)]; rate && *rate < 900) {
                ++found;
                total += *rate;
            }
        CHECK(found == rates);
        CHECK(total == Approx(sum).epsilon(0.0001));
    }
}

TEST_CASE("a file that is no recording, empty or gone is refused and the record stays as it was",
          "[interop]") {
    TempDir folder;
    const auto write = [&](const char* name, const std::string& bytes) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
        return fs::path(folder / name);
    };
    CHECK_FALSE(readForeign(folder / "nowhere.csv"));
    CHECK_FALSE(readForeign(write("empty.csv", "")));
    CHECK_FALSE(readForeign(write("words.csv", "a,b\r\n1,2\r\n")));
    CHECK_FALSE(readForeign(write("bad.vital", "\x1f\x8b\x08 not really")));
    CHECK_FALSE(readForeign(write("bad.edf", "0       " + std::string(300, 'x'))));
    CHECK_FALSE(readForeign(write("alone.hea", "alone 1 1 10\nalone.dat 16 10/bpm 16 0 0 0 0 HR\n")));
    const auto backwards = readForeignCsv("Time,hr\r\n5,70\r\n4,71\r\n", "x");
    REQUIRE_FALSE(backwards);
    CHECK(backwards.error().message.find("back in time") != std::string::npos);
    CHECK_FALSE(readForeignCsv("Time,hr\r\n5,70\r\n6\r\n", "x"));
    CHECK_FALSE(readForeignCsv("Time,hr\r\n5,seventy\r\n", "x"));

    // A record in use by another program takes nothing, not even a part.
    const auto file = folder / "record.db";
    makeRecord(file, 1);
    const auto foreign = foreignCsv();
    const auto session = sessionOf(orderFor(foreign, suggestedMap(foreign)), 9);
    {
        auto other = SegmentedStore::open(plainFiles(file));
        REQUIRE(other);
        const auto refused = archiveImport(file, session);
        REQUIRE_FALSE(refused);
        CHECK_FALSE(refused.error().message.empty());
    }
    auto history = HistoryReader::open(file);
    REQUIRE(history);
    CHECK(history.value()->sessionCount().value() == 1);
}
