// SPDX-License-Identifier: GPL-3.0-or-later
// More than five hundred hostile strings (F-25) through the record, every export format, every file name and
// the search: they come back as the text they are, take no other place, start no formula and name no file.
#include "core/base/text.h"
#include "core/interop/csv_reader.h"
#include "core/interop/exporter.h"
#include "core/interop/recording.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/files.h"
#include "support/hostile_text.h"
#include "support/made_record.h"
#include "support/temp_dir.h"

#include <nlohmann/json.hpp>
#include <set>

using namespace chairside;
using namespace chairside::testing;
namespace fs = std::filesystem;

namespace {

struct Hostile {
    SessionRecord record;
    std::vector<std::string> notes; ///< as they were recorded
};

/// A session whose people, words and notes are all hostile, after its way through the file.
Hostile throughTheRecord(const TempDir& dir, const std::vector<std::string>& texts, std::size_t shift) {
    auto made = makeSession({.seed = 77 + shift, .length = Minutes{1}, .sign = false});
    const auto text = [&](std::size_t i) { return texts[(i + shift) % texts.size()]; };
    auto& opened = std::get<SessionOpened>(made.events.front().body);
    opened.patient.familyName = cleanName(text(1));
    opened.patient.givenName = cleanName(text(2));
    opened.patient.mrn = cleanName(text(3));
    opened.patient.allergies = cleanName(text(4));
    opened.protocolTitle = cleanName(text(5));
    made.events.front().actor.name = cleanName(text(6));
    made.items.front().what = made.events.front();
    Hostile out;
    auto last = made.events.back();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Event note = last;
        note.id = SeededUuids(9'000 + i).next(last.at.wall.utcMs);
        note.seq = last.seq + 1 + static_cast<std::int64_t>(i);
        note.actor.name = cleanName(text(i));
        out.notes.push_back(cleanNote(text(i)));
        note.body = NoteWritten{out.notes.back(), std::nullopt};
        made.items.push_back({made.session, note});
    }
    const auto path = dir / ("r" + std::to_string(shift) + ".db");
    {
        auto store = SegmentedStore::open(plainFiles(path));
        REQUIRE(store);
        const auto done = store.value()->commit(made.items);
        CHECK(done.refused.empty());
        REQUIRE(done.recorded.size() == made.items.size());
    }
    CHECK(verify(path).sound());
    auto history = HistoryReader::open(path);
    REQUIRE(history);
    auto record = history.value()->session(made.session);
    REQUIRE(record);
    out.record = std::move(record).value();
    return out;
}

std::vector<std::vector<std::string>> csvRows(const fs::path& file) {
    auto rows = parseCsv(bytesAt(file));
    REQUIRE(rows);
    return std::move(rows).value();
}

bool startsFormula(const std::string& cell) {
    static const std::set<std::string> kWide{"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return !cell.empty() && (std::string("=+-@\t\r\n").find(cell[0]) != std::string::npos ||
                             kWide.contains(cell.substr(0, 3)));
}

bool isNumber(const std::string& cell) {
    return cell.find_first_not_of("0123456789.-") == std::string::npos;
}

/// As a spreadsheet holds it, without the mark that makes it text.
std::string unguarded(const std::string& cell) {
    return cell.size() > 1 && cell[0] == '\'' && startsFormula(cell.substr(1)) ? cell.substr(1) : cell;
}

} // namespace

TEST_CASE("there are five hundred hostile strings and each is another", "[interop][H-09]") {
    const auto texts = hostileTexts();
    CHECK(texts.size() >= 500);
    CHECK(std::set<std::string>(texts.begin(), texts.end()).size() + 5 > texts.size());
}

TEST_CASE("hostile strings come out of the record as they were entered", "[interop][H-09]") {
    const TempDir dir;
    const auto texts = hostileTexts();
    const auto hostile = throughTheRecord(dir, texts, 0);
    std::size_t at = 0;
    for (const auto& event : hostile.record.events)
        if (const auto* note = std::get_if<NoteWritten>(&event.body)) {
            if (at < hostile.notes.size() && note->text == hostile.notes[at]) ++at;
            CHECK(cleanNote(note->text) == note->text); // nothing that turns the writing or ends the text
        }
    CHECK(at == hostile.notes.size());
}

TEST_CASE("no hostile string starts a formula, takes another cell or loses a letter in CSV",
          "[interop][H-09][H-16]") {
    const TempDir dir;
    const auto texts = hostileTexts();
    const ExportCatalogue catalogue;
    for (const std::size_t shift : {std::size_t{0}, texts.size() / 3}) {
        const auto hostile = throughTheRecord(dir, texts, shift);
        const auto done = exportSession({hostile.record, catalogue, {1'795'300'000'000, 60}, "test"},
                                        exportersFrom("csv").value(), dir.path());
        REQUIRE(done);
        std::set<std::string> names;
        for (const char* name : {"events.csv", "session.csv", "readings.csv"}) {
            const auto rows = csvRows(done->folder / name);
            REQUIRE(rows.size() > 1);
            std::size_t wrongWidth = 0, formulas = 0;
            for (const auto& row : rows) {
                wrongWidth += row.size() == rows.front().size() ? 0 : 1;
                for (const auto& cell : row) formulas += startsFormula(cell) && !isNumber(cell) ? 1 : 0;
                if (std::string_view(name) == "events.csv" && row.size() > 6)
                    names.insert({row[6], unguarded(row[6])});
            }
            INFO(name);
            CHECK(wrongWidth == 0);
            CHECK(formulas == 0);
        }
        CHECK(csvRows(done->folder / "events.csv").size() == hostile.record.events.size() + 1);
        std::size_t lost = 0; // actor names, cell by cell
        for (const auto& event : hostile.record.events) lost += names.contains(event.actor.name) ? 0 : 1;
        CHECK(lost == 0);
    }
}

TEST_CASE("hostile strings stay one field of an HL7 message and one string of a FHIR bundle",
          "[interop][H-09]") {
    const TempDir dir;
    const auto texts = hostileTexts();
    const auto hostile = throughTheRecord(dir, texts, 7);
    const ExportCatalogue catalogue;
    const auto done = exportSession({hostile.record, catalogue, {1'795'300'000'000, 60}, "test"},
                                    exportersFrom("hl7,fhir").value(), dir.path());
    REQUIRE(done);
    static const std::set<std::string> kSegments{"MSH", "PID", "PV1", "OBR", "OBX", "NTE", "ORC", "RXA",
                                                 "RXR", "FHS", "BHS", "BTS", "FTS", "SFT", "DG1", "AL1"};
    std::size_t messages = 0, bundles = 0;
    for (const auto& entry : fs::recursive_directory_iterator(done->folder)) {
        if (!entry.is_regular_file()) continue;
        const auto bytes = bytesAt(entry.path());
        if (entry.path().extension() == ".hl7") {
            ++messages;
            std::size_t patients = 0, heads = 0;
            for (const auto& line : splitOn(bytes, '\r')) {
                if (line.empty()) continue;
                const std::string kind(line.substr(0, 3));
                INFO(std::string(line.substr(0, 60)));
                CHECK(kSegments.contains(kind)); // no line of a text became a segment
                CHECK(line.find('\n') == std::string_view::npos);
                patients += kind == "PID" ? 1 : 0;
                heads += kind == "MSH" ? 1 : 0;
            }
            CHECK(patients == heads);
        } else if (entry.path().extension() == ".json") {
            ++bundles;
            const auto document = nlohmann::json::parse(bytes, nullptr, false);
            REQUIRE_FALSE(document.is_discarded());
            std::set<std::string> strings;
            for (const auto& leaf : document.flatten())
                if (leaf.is_string()) strings.insert(leaf.get<std::string>());
            CHECK(strings.contains(hostile.record.summary.patient.familyName));
        }
    }
    CHECK(messages >= 1);
    CHECK(bundles >= 1);
}

TEST_CASE("every format takes hostile strings, and no file is named by one or lies elsewhere",
          "[interop][H-09][H-16]") {
    const TempDir dir;
    const auto texts = hostileTexts();
    const auto hostile = throughTheRecord(dir, texts, 3);
    const ExportCatalogue catalogue;
    const TempDir target;
    const auto done = exportSession({hostile.record, catalogue, {1'795'300'000'000, 60}, "test"},
                                    exportersFrom("all").value(), target.path());
    INFO((done ? "" : done.error().message));
    REQUIRE(done);
    CHECK(done->folder.parent_path() == fs::path(target.path()));
    CHECK(std::distance(fs::directory_iterator(target.path()), {}) == 1);
    for (const auto& entry : fs::recursive_directory_iterator(done->folder)) {
        const auto name = entry.path().filename().string();
        INFO(name);
        CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
              std::string::npos);
        CHECK(name.find("ivera") == std::string::npos);
    }
}

TEST_CASE("a search for a hostile string finds what has it and harms nothing", "[interop][H-09]") {
    const TempDir dir;
    const auto texts = hostileTexts();
    auto made = makeSession({.seed = 4, .length = Minutes{1}});
    { REQUIRE(SegmentedStore::open(plainFiles(dir / "r.db")).value()->commit(made.items).refused.empty()); }
    auto history = HistoryReader::open(dir / "r.db");
    REQUIRE(history);
    for (const auto& text : texts) {
        const auto patients = history.value()->patients(text);
        REQUIRE(patients);
        const auto sessions = history.value()->sessions({.text = text});
        REQUIRE(sessions);
    }
    CHECK(history.value()->sessionCount().value() == 1);
    CHECK(verify(dir / "r.db").sound());
}
