// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/side_effect.h"
#include "core/interop/csv_export.h"
#include "core/interop/csv_reader.h"
#include "core/interop/recording.h"
#include "support/catch.h"
#include "support/largest_file.h"
#include "support/made_record.h"
#include "support/record_of.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <map>
#include <set>

using namespace chairside;
using chairside::testing::added;
using chairside::testing::LargestFile;
using chairside::testing::TempDir;
namespace fs = std::filesystem;

namespace {

SessionRecord simulatedRecord(const chairside::testing::MadeSession& made) {
    return chairside::testing::recordOf(made, {1, "Simulated monitor", Origin::simulated, {}});
}

Result<Exported> exportAll(const SessionRecord& record, const std::string& directory,
                           ExportWatch watch = {}) {
    const ExportCatalogue catalogue;
    return exportSession({record, catalogue, {1'795'300'000'000, 60}, "test", false, std::move(watch)},
                         exportersFrom("all").value(), directory);
}

Result<Exported> exportAs(const Exporter& format, const SessionRecord& record, const std::string& directory,
                          ExportWatch watch = {}) {
    const ExportCatalogue catalogue;
    return exportSession({record, catalogue, {1'795'300'000'000, 60}, "test", false, std::move(watch)},
                         {&format}, directory);
}

std::size_t entriesIn(const std::string& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::vector<std::vector<std::string>> table(const fs::path& file) {
    const auto text = readWholeFile(file, 1u << 28);
    REQUIRE(text);
    auto rows = parseCsv(text.value());
    REQUIRE(rows);
    return std::move(rows).value();
}

} // namespace

TEST_CASE("every stored row is in the CSV export, gaps as empty cells", "[interop][H-12]") {
    TempDir folder;
    const auto record = simulatedRecord(chairside::testing::makeSession({.seed = 3}));
    const auto done = exportAll(record, folder.path());
    REQUIRE(done);
    const auto rows = table(done->folder / "readings.csv");
    REQUIRE(rows.size() == record.readings.size() + 1);
    std::size_t gaps = 0;
    for (std::size_t i = 0; i < record.readings.size(); ++i) {
        const bool absent = !record.readings[i][Channel::hr];
        gaps += absent ? 1 : 0;
        CHECK(rows[i + 1][4].empty() == absent);
    }
    CHECK(gaps > 0); // the made session has its sensor off now and then
    CHECK(table(done->folder / "events.csv").size() == record.events.size() + 1);
    CHECK(entriesIn(folder.path()) == 1);
}

TEST_CASE("the CSV says of every row about a side effect which one, its cause and what was done",
          "[interop]") {
    TempDir folder;
    auto record = simulatedRecord(chairside::testing::makeSession({.seed = 3}));
    const auto began = added(record, SideEffectBegan{"nausea", 1, "possible", ""}).id;
    added(record, SideEffectChanged{began, 3, "medicine given"});
    added(record, ItemConfirmed{judgementList(began), std::string(kRelatednessItem), "probable"});
    added(record, SideEffectEnded{began});
    const auto done = exportAll(record, folder.path());
    REQUIRE(done);
    const auto rows = table(done->folder / "events.csv");
    std::vector<std::string> said;
    for (std::size_t i = rows.size() - 4; i < rows.size(); ++i) said.push_back(rows[i][5]);
    CHECK(said == std::vector<std::string>{"nausea, mild, caused by the treatment: possible",
                                           "Side effect now severe, medicine given (nausea)",
                                           "Side effect caused by the treatment: probable (nausea)",
                                           "Side effect ended (nausea)"});
    CHECK(rows.back()[10].find(began.toString()) != std::string::npos); // and as stored
}

TEST_CASE("oxygen is in every format that holds entries: its flow, its device, and its end",
          "[interop][oxygen]") {
    TempDir folder;
    auto record = recordOf(chairside::testing::makeSession({.seed = 3}));
    const auto add = [&](double flowLPerMin, const char* device) {
        auto event = record.events.back();
        event.seq += 1;
        event.id = SeededUuids(static_cast<std::uint64_t>(event.seq) + 70).next(1);
        event.corrects.reset();
        VitalsEntered entry;
        entry.values[index(Channel::o2Flow)] = flowLPerMin;
        entry.site = device;
        event.body = entry;
        record.events.push_back(event);
    };
    add(2.5, "nasal cannula");
    add(0, "");
    const auto done = exportAll(record, folder.path());
    REQUIRE(done);
    std::map<std::string, std::string> all; // by the end of the file's name
    for (const auto& file : fs::recursive_directory_iterator(done->folder))
        if (file.is_regular_file())
            if (const auto text = readWholeFile(file.path(), 1u << 28))
                all[file.path().extension()] += text.value();
    for (const char* format : {".csv", ".hl7", ".json"}) {
        INFO(format);
        REQUIRE(all.contains(format));
        CHECK(all[format].find("Oxygen 2.5 L/min, nasal cannula") != std::string::npos);
        CHECK(all[format].find("Oxygen ended, room air") != std::string::npos);
        CHECK((format == std::string(".csv") || all[format].find("3151-8") != std::string::npos));
    }
    CHECK(all[".edf"].find("Oxygen 2.5 L/min") != std::string::npos);
}

TEST_CASE("an empty session and thousands of events are exported whole", "[interop]") {
    TempDir folder;
    auto record = simulatedRecord(chairside::testing::makeSession({.seed = 4}));
    record.readings.clear();
    const auto empty = exportAll(record, folder.path());
    REQUIRE(empty);
    CHECK(table(empty->folder / "readings.csv").size() == 1);
    Event note = record.events.back();
    note.body = NoteWritten{"=HYPERLINK(\"x\"),|^&~\\\r\n" + std::string(5'000, 'n'), std::nullopt};
    for (int i = 0; i < 3'000; ++i) record.events.push_back(note);
    const auto many = exportAll(record, folder.path());
    REQUIRE(many);
    CHECK(table(many->folder / "events.csv").size() == record.events.size() + 1);
}

TEST_CASE("names with separators and formulas stay one harmless cell of text", "[interop][H-16]") {
    TempDir folder;
    auto record = simulatedRecord(chairside::testing::makeSession({.seed = 5}));
    record.summary.patient.familyName = "=HYPERLINK(\"http://x\",\"y\")";
    record.summary.patient.givenName = "O|Ne^il & ~\\ \"S\u00f6n\",\nJr";
    const auto done = exportAll(record, folder.path());
    REQUIRE(done);
    for (const auto& row : table(done->folder / "session.csv")) {
        REQUIRE(row.size() == 2);
        if (row[0] == "family_name") CHECK(row[1] == "'=HYPERLINK(\"http://x\",\"y\")");
        if (row[0] == "given_name") CHECK(row[1] == record.summary.patient.givenName);
    }
}

TEST_CASE("two exports of one session get distinct names and neither is touched", "[interop]") {
    TempDir folder;
    const auto record = simulatedRecord(chairside::testing::makeSession({.seed = 6}));
    const auto first = exportAll(record, folder.path());
    const auto second = exportAll(record, folder.path());
    REQUIRE(first);
    REQUIRE(second);
    CHECK(second->folder == first->folder.string() + "-2");
    CHECK(entriesIn(folder.path()) == 2);
}

TEST_CASE("a cancelled export leaves nothing behind", "[interop]") {
    TempDir folder;
    const auto record = simulatedRecord(chairside::testing::makeSession({.seed = 7}));
    double reached = 0;
    ExportWatch watch;
    watch.progress = [&](double fraction) { reached = fraction; };
    watch.cancelled = [&] { return reached > 0.3; };
    const auto done = exportAll(record, folder.path(), watch);
    REQUIRE_FALSE(done);
    CHECK(done.error().message == exportCancelled().message);
    CHECK(reached < 1);
    CHECK(entriesIn(folder.path()) == 0);
}

TEST_CASE("a folder that is missing or takes no files is refused by every format in one sentence",
          "[interop]") {
    TempDir folder;
    const auto record = simulatedRecord(chairside::testing::makeSession({.seed = 8}));
    std::ofstream(folder / "file") << "no folder";
    for (const auto& format : exporters()) {
        INFO(format.id);
        const auto missing = exportAs(format, record, folder / "nowhere");
        REQUIRE_FALSE(missing);
        CHECK(missing.error().message.find("does not exist") != std::string::npos);
        CHECK_FALSE(exportAs(format, record, folder / "file"));
        CHECK_FALSE(exportAs(format, record, "/proc/self")); // takes no files, not even from root
    }
    CHECK(entriesIn(folder.path()) == 1);
}

TEST_CASE(
    "a disk that fills up at any byte leaves nothing of any format, and room for the last one is enough",
    "[interop][H-12]") {
    TempDir folder;
    const auto record = simulatedRecord(chairside::testing::makeSession({.seed = 8}));
    for (const auto& format : exporters()) {
        const auto whole = exportAs(format, record, folder.path());
        REQUIRE(whole);
        std::uintmax_t largest = 0;
        for (const auto& file : fs::directory_iterator(whole->folder))
            largest = std::max(largest, file.file_size());
        fs::remove_all(whole->folder);
        for (const auto room : {std::uintmax_t{0}, std::uintmax_t{1}, largest / 2, largest - 1}) {
            INFO(format.id << " with room for " << room << " of " << largest << " bytes");
            const auto full = [&] {
                const LargestFile limit(room);
                return exportAs(format, record, folder.path());
            }();
            REQUIRE_FALSE(full);
            CHECK(full.error().message.find("not enough space") != std::string::npos);
            CHECK(entriesIn(folder.path()) == 0);
        }
        const LargestFile limit(largest);
        const auto enough = exportAs(format, record, folder.path());
        REQUIRE(enough);
        CHECK(enough->counts.readings == static_cast<std::int64_t>(record.readings.size()));
        fs::remove_all(enough->folder);
    }
}

TEST_CASE("a folder that vanishes midway is said by every format, and nothing looks whole", "[interop]") {
    TempDir folder;
    const auto record = simulatedRecord(chairside::testing::makeSession({.seed = 8}));
    for (const auto& format : exporters()) {
        INFO(format.id);
        const auto stick = folder / "stick";
        REQUIRE(fs::create_directory(stick));
        ExportWatch watch; // the stick is pulled once the format has told of some progress
        watch.progress = [&](double) { fs::remove_all(stick); };
        const auto vanished = exportAs(format, record, stick, watch);
        REQUIRE_FALSE(vanished);
        CHECK(vanished.error().message.find("is gone") != std::string::npos);
        CHECK_FALSE(fs::exists(stick));
    }
}

TEST_CASE("exports at the same moment into one folder are each whole under a name of their own",
          "[interop]") {
    TempDir folder;
    const auto record = simulatedRecord(chairside::testing::makeSession({.seed = 6}));
    std::vector<std::future<Result<Exported>>> running;
    for (int i = 0; i < 4; ++i)
        running.push_back(std::async(std::launch::async, [&] { return exportAll(record, folder.path()); }));
    std::set<fs::path> names;
    for (auto& each : running) {
        const auto done = each.get();
        if (!done) FAIL(done.error().message);
        names.insert(done->folder);
        CHECK(table(done->folder / "readings.csv").size() == record.readings.size() + 1);
        for (const char* file : {"session.edf", "session.vital", "session.fhir.json", "session.hl7"})
            CHECK(fs::file_size(done->folder / file) > 0);
    }
    CHECK(names.size() == 4);
    CHECK(entriesIn(folder.path()) == 4);
    std::set<std::uintmax_t> sizes;
    for (const auto& name : names) sizes.insert(fs::file_size(name / "session.edf"));
    CHECK(sizes.size() == 1);
}

TEST_CASE("a session of twenty-four hours at a reading a second leaves whole in every format",
          "[interop][H-12]") {
    TempDir folder;
    const auto record =
        simulatedRecord(chairside::testing::makeSession({.seed = 12, .length = Minutes{24 * 60}}));
    REQUIRE(record.readings.size() > 86'000);
    const auto done = exportAll(record, folder.path());
    REQUIRE(done);
    CHECK(done->counts.readings == static_cast<std::int64_t>(record.readings.size()));
    std::ifstream csv(done->folder / "readings.csv");
    const auto lines = std::count(std::istreambuf_iterator<char>(csv), {}, '\n');
    CHECK(lines == static_cast<std::ptrdiff_t>(record.readings.size()) + 1);
}

TEST_CASE("a session with entries that this version cannot read is not exported as if it were whole",
          "[interop]") {
    TempDir folder;
    auto record = simulatedRecord(chairside::testing::makeSession({.seed = 9}));
    record.unread.push_back("Entry 4 is of a kind that this version does not know.");
    CHECK_FALSE(exportAll(record, folder.path()));
    CHECK(entriesIn(folder.path()) == 0);
    CHECK_FALSE(exportersFrom("csv,xyz"));
}
