// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/edf_export.h"

#include "core/interop/edf_reader.h"
#include "support/catch.h"
#include "support/hostile_record.h"
#include "support/temp_dir.h"

#include <edflib.h>

#include <filesystem>
#include <set>

using namespace chairside;
using namespace chairside::testing;
namespace fs = std::filesystem;

namespace {

ExportCounts exportedEdf(const SessionRecord& record, const std::string& folder) {
    const ExportCatalogue catalogue;
    const auto counts = writeEdf({record, catalogue, {1'799'300'000'000, 60}, "test"}, folder);
    if (!counts) FAIL(counts.error().message);
    return counts.value();
}

/// A file read back by EDFlib, as any other program would.
struct ReadBack {
    explicit ReadBack(const std::string& path) {
        REQUIRE(edfopen_file_readonly(path.c_str(), &header, EDFLIB_READ_ALL_ANNOTATIONS) == 0);
    }
    ~ReadBack() { edfclose_file(header.handle); }
    std::vector<int> digital(int signal) const {
        std::vector<int> out(static_cast<std::size_t>(header.signalparam[signal].smp_in_file));
        REQUIRE(edfread_digital_samples(header.handle, signal, static_cast<int>(out.size()), out.data()) ==
                static_cast<int>(out.size()));
        return out;
    }
    std::vector<std::string> notes() const {
        std::vector<std::string> out;
        for (int i = 0; i < static_cast<int>(header.annotations_in_file); ++i) {
            edf_annotation_struct note{};
            REQUIRE(edf_get_annotation(header.handle, i, &note) == 0);
            out.emplace_back(note.annotation);
        }
        return out;
    }
    std::string label(int signal) const {
        std::string out = header.signalparam[signal].label;
        while (!out.empty() && out.back() == ' ') out.pop_back();
        return out;
    }
    edf_hdr_struct header{};
};

} // namespace

TEST_CASE("every reading of a session stands in its EDF+ file, gaps as the missing value",
          "[interop][H-12]") {
    TempDir folder;
    const auto record = hostileRecord();
    const auto counts = exportedEdf(record, folder.path());
    CHECK(counts.readings == static_cast<std::int64_t>(record.readings.size()));
    CHECK(counts.events == static_cast<std::int64_t>(record.events.size()));
    const ReadBack file(folder / "session.edf");
    CHECK(file.header.filetype == EDFLIB_FILETYPE_EDFPLUS);
    std::size_t rows = 0, rates = 0, expected = 0;
    std::vector<double> found, stored;
    for (int s = 0; s < file.header.edfsignals; ++s) {
        for (const int raw : file.digital(s)) {
            if (raw == edf::kDigitalMissing) continue;
            if (file.label(s).rfind("rows", 0) == 0) ++rows;
            if (file.label(s) == "hr 1") {
                ++rates;
                found.push_back(raw * edf::kStep);
            }
        }
    }
    for (const auto& reading : record.readings)
        if (const auto rate = reading.trusted(Channel::hr)) {
            ++expected;
            stored.push_back(*rate);
        }
    CHECK(rows == record.readings.size());
    CHECK(rates == expected);
    REQUIRE(found.size() == stored.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(stored[i]).margin(0.006));
}

TEST_CASE("every entry is an annotation with its number, long notes go on in the next ones", "[interop]") {
    TempDir folder;
    const auto record = hostileRecord();
    exportedEdf(record, folder.path());
    const ReadBack file(folder / "session.edf");
    std::set<std::string> numbers;
    std::size_t letters = 0, implausible = 0;
    bool saysWhich = false;
    for (const auto& note : file.notes()) {
        CHECK(note.size() <= edf::kAnnotationBytes);
        const auto mark = note.substr(0, note.find(' '));
        if (mark == "!") {
            ++implausible;
            saysWhich = saysWhich || note.find("hr 900") != std::string::npos;
        } else if (mark[0] == '#' && mark.back() != '+') {
            numbers.insert(mark);
        }
        if (note.find("nnn") != std::string::npos)
            letters += static_cast<std::size_t>(
                std::count(note.begin() + static_cast<std::ptrdiff_t>(mark.size()), note.end(), 'n'));
    }
    CHECK(numbers.size() == record.events.size());
    CHECK(implausible >= 1);
    CHECK(saysWhich);
    CHECK(letters >= 4'990); // a last piece of one or two letters is not told from other words
}

TEST_CASE("an EDF+ header holds hostile names as plain letters and made-up numbers say so",
          "[interop][H-16]") {
    CHECK(edf::headerText("O|N\u00e9il S\u00f6n\n\u6f22", 30) == "O|Neil Son__");
    CHECK(edf::headerText("abcdef", 3) == "abc");
    TempDir folder;
    auto record = hostileRecord();
    record.summary.simulated = true;
    exportedEdf(record, folder.path());
    const ReadBack file(folder / "session.edf");
    CHECK(std::string(file.header.recording_additional).find("made-up") != std::string::npos);
    CHECK(std::string(file.header.patient_name).find("HYPERLINK") != std::string::npos);
    for (const char c : std::string(file.header.patient_name)) CHECK((c >= 32 && c < 127));
}

TEST_CASE("the recording field of EDF+ holds every mark at once, its annotations say each in a sentence",
          "[interop][H-13]") {
    TempDir folder;
    auto record = hostileRecord();
    record.summary.demo = true;
    record.summary.speed = 600;
    record.summary.drill = "apnoea";
    record.sources.front().origin = Origin::replayed;
    record.sources.push_back({9, "Ward", Origin::imported, {}});
    const ExportCatalogue catalogue;
    REQUIRE(writeEdf({record, catalogue, {1'799'300'000'000, 60}, "0.9.0-rc.12+build.20261122", true},
                     folder.path()));
    const ReadBack file(folder / "session.edf");
    CHECK(std::string(file.header.equipment).starts_with("Chairsi"));
    const std::string field(file.header.recording_additional);
    INFO(field);
    CHECK(field.starts_with("made-up replay import 600x de-id "));
    std::string said;
    for (const auto& note : file.notes())
        if (note[0] == '*') said += note.substr(note.find(' ') + (note[1] == '+' ? 1 : 0));
    for (const char* words : {"demo: a demonstration without a patient", "drill: a drill: apnoea",
                              "sped-up: ran 600 times as fast as real time"}) {
        INFO(said);
        CHECK(said.find(words) != std::string::npos);
    }
}

TEST_CASE("a session without readings or entries is a sound EDF+ file", "[interop]") {
    TempDir folder;
    auto record = hostileRecord();
    record.readings.clear();
    CHECK(exportedEdf(record, folder.path()) ==
          ExportCounts{0, static_cast<std::int64_t>(record.events.size())});
    record.events.clear();
    record.summary.simulated = false; // which would be said by an annotation
    TempDir second;
    CHECK(exportedEdf(record, second.path()) == ExportCounts{0, 0});
    CHECK(ReadBack(second / "session.edf").header.annotations_in_file == 0);
}

TEST_CASE("readings keep their second on the grid of an EDF+ file whatever their rhythm", "[interop]") {
    CHECK(edf::slots({0, 1'000, 2'000}, 1) == std::vector<std::int64_t>{0, 1, 2});
    CHECK(edf::slots({20, 990, 2'010}, 1) == std::vector<std::int64_t>{0, 1, 2}); // a little early
    CHECK(edf::slots({0, 100, 200, 300}, 1).empty());
    CHECK(edf::slots({0, 0, 0}, 4) == std::vector<std::int64_t>{0, 1, 2});
    CHECK(edf::slots({}, 1).empty());
}

TEST_CASE("an EDF+ file comes back with its values, times and marks; a cut one is refused", "[interop]") {
    TempDir folder;
    const auto record = hostileRecord();
    exportedEdf(record, folder.path());
    const auto path = folder / "session.edf";
    const auto back = readEdf(path);
    REQUIRE(back);
    CHECK(back->begun->utcMs == record.summary.opened.utcMs + record.summary.opened.offsetMin * 60'000);
    CHECK(back->marks.size() > record.events.size());
    bool seen = false;
    for (const auto& channel : back->channels)
        if (channel.name == "spo2 2") {
            seen = true;
            CHECK(channel.values.size() == 20);
            CHECK(channel.values.front().value == Approx(97));
        }
    CHECK(seen);
    fs::resize_file(path, fs::file_size(path) - 100);
    const auto cut = readEdf(path);
    REQUIRE_FALSE(cut);
    CHECK(cut.error().message.find("cut") != std::string::npos);
}
