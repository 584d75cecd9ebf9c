// SPDX-License-Identifier: GPL-3.0-or-later
// Mutated input against every reader of foreign files, text and binary: it ends in one sentence or in a value
// that keeps its own rules, never in a crash. CHAIRSIDE_SEED replays a trial, CHAIRSIDE_TRIALS makes a run
// longer. This is no coverage-guided fuzzing; scripts/long.d/40-fuzz runs the long form.
#include "build_places.h"
#include "core/interop/csv_reader.h"
#include "core/interop/edf_reader.h"
#include "core/interop/exporter.h"
#include "core/interop/gzip.h"
#include "core/interop/protocol_json.h"
#include "core/interop/questionnaire_json.h"
#include "core/interop/vital_reader.h"
#include "core/interop/wfdb.h"
#include "core/live/sentinel_protocol.h"
#include "support/catch.h"
#include "support/hostile_record.h"
#include "support/temp_dir.h"
#include "support/trials.h"

#include <array>
#include <cmath>
#include <fstream>

using namespace chairside;
using chairside::testing::Random;
using chairside::testing::TempDir;
using chairside::testing::Trials;

namespace {

/// Pieces that readers of text stumble over.
constexpr std::array<std::string_view, 20> kPieces{"\"",
                                                   "{",
                                                   "}",
                                                   "[[[[[[[[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "\n",
                                                   "\r",
                                                   "nan",
                                                   "-1",
                                                   "1e999",
                                                   "99999999999999999999",
                                                   "-0",
                                                   "null",
                                                   "\xff\xfe",
                                                   "\xed\xa0\x80",
                                                   "../",
                                                   "\\u0000",
                                                   "0x10"};

std::string mutated(std::string text, Random& random) {
    const auto place = [&] { return static_cast<std::size_t>(random.below(text.size() + 1)); };
    for (std::uint64_t change = 0, changes = 1 + random.below(4); change < changes; ++change) {
        const std::size_t at = place();
        const std::size_t length = static_cast<std::size_t>(random.below(24));
        switch (random.below(6)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(random.below(256));
            break;
        case 1: text.erase(at, length); break;
        case 2: text.insert(at, kPieces[static_cast<std::size_t>(random.below(kPieces.size()))]); break;
        case 3: text.insert(place(), text.substr(at, length)); break;
        case 4:
            if (random.below(8) == 0) text.resize(at); // cut, but not so often that little else is seen
            break;
        default: // another digit, so that numbers change while the text stays well formed
            if (const auto digit = text.find_first_of("0123456789", at); digit != std::string::npos)
                text[digit] = static_cast<char>('0' + random.below(10));
        }
    }
    return text;
}

std::string resource(const std::string& path) {
    const auto text = readWholeFile(std::string(CHAIRSIDE_SOURCE_DIR) + "/resources/" + path, 1u << 20);
    REQUIRE(text);
    return text.value();
}

/// How often each outcome was met; a form of the test that meets only one of them proves little.
struct Met {
    std::uint64_t accepted = 0, refused = 0;
};

template <class T>
bool taken(const Result<T>& result, Met& met) {
    if (result) {
        ++met.accepted;
        return true;
    }
    ++met.refused;
    if (result.error().message.empty()) FAIL("refused without a word");
    return false;
}

/// `reader` gets each mutation of `text` and throws or fails the test when a rule is broken.
template <class Reader>
Met fuzz(const char* what, std::uint64_t count, const std::string& text, Reader reader) {
    Met met;
    Trials(what, count).each([&](std::uint64_t seed) {
        INFO(what << " CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        Random random(seed);
        reader(mutated(text, random), random, met);
    });
    return met;
}

void vitals(const Recording& recording) {
    Millis last = recording.frames.empty() ? Millis{0} : recording.frames.front().at;
    for (const auto& frame : recording.frames) {
        if (frame.at < last) FAIL("time goes back");
        last = frame.at;
        for (const auto& value : frame.values)
            if (value && !std::isfinite(*value)) FAIL("a value that is no number");
    }
}

Met fuzzCsv(std::uint64_t count) {
    const std::string good = "\xef\xbb\xbfTime,HR (/min),SpO\u2082 (%),nibp_sys (mm[Hg]),Note\r\n"
                             "2026-11-21T10:00:00+01:00,72,98,,\"a, \"\"b\"\"\r\nc\"\r\n"
                             "2026-11-21T09:00:01.500Z,,97.5,128,\r\n";
    return fuzz("CSV", count, good, [](const std::string& text, Random&, Met& met) {
        if (const auto read = readVitalsCsv(text, "x.csv"); taken(read, met)) vitals(read.value());
    });
}

Met fuzzWfdb(std::uint64_t count) {
    const std::string good = "rec 2 0.0166666666667/125 3 10:00:00\nrec.dat 16 10/bpm 16 0 720 0 0 HR\n"
                             "rec.dat 16 10(5)/% 16 0 0 0 0 SpO2\n";
    return fuzz("WFDB", count, good, [](const std::string& text, Random& random, Met& met) {
        const auto header = parseWfdbHeader(text);
        if (!taken(header, met)) return;
        if (!(header->samplesPerSecond > 0) || !std::isfinite(header->samplesPerSecond))
            FAIL("a header without a usable frequency");
        std::string data(static_cast<std::size_t>(random.below(40)), '\0');
        for (char& byte : data) byte = static_cast<char>(random.below(256));
        for (const auto& signal : header->signals) {
            if (signal.file.find('/') != std::string::npos) FAIL("a file outside the folder");
            const auto samples = parseWfdbSamples(header.value(), signal.file, data);
            if (!samples && samples.error().message.empty()) FAIL("refused without a word");
        }
    });
}

void foreign(const Result<ForeignRecording>& read, Met& met) {
    if (!taken(read, met)) return;
    if (const auto recording = toRecording(read.value(), suggestedMap(read.value())))
        vitals(recording.value());
    else if (recording.error().message.empty())
        FAIL("refused without a word");
}

/// Some bytes of a binary file changed, lost or doubled; numbers among them become extreme now and then.
std::string damaged(std::string bytes, Random& random) {
    constexpr std::array<std::string_view, 5> kNumbers{
        std::string_view("\xff\xff\xff\xff", 4), std::string_view("\x00\x00\x00\x00", 4),
        std::string_view("\xff\xff\xff\x7f", 4), std::string_view("\x00\x00\xc0\x7f", 4), // a NaN
        std::string_view("\x01\x00\x00\x80", 4)};
    for (std::uint64_t change = 0, changes = 1 + random.below(3); change < changes && !bytes.empty();
         ++change) {
        const auto at = static_cast<std::size_t>(random.below(bytes.size()));
        const auto length = static_cast<std::size_t>(1 + random.below(8));
        switch (random.below(6)) {
        case 0:
        case 1: bytes[at] = static_cast<char>(random.below(256)); break;
        case 2: {
            const auto number = kNumbers[static_cast<std::size_t>(random.below(kNumbers.size()))];
            bytes.replace(at, std::min(number.size(), bytes.size() - at), number);
            break;
        }
        case 3: bytes.erase(at, length); break;
        case 4: bytes.insert(at, bytes.substr(at, length)); break;
        default:
            if (random.below(4) == 0) bytes.resize(at);
        }
    }
    return bytes;
}

/// A small session in the format; every kind of packet and record occurs.
std::string exportedAs(const char* id, const char* file) {
    TempDir folder;
    auto record = testing::hostileRecord();
    record.readings.resize(40);
    for (auto& event : record.events)
        if (auto* note = std::get_if<NoteWritten>(&event.body)) note->text.resize(40);
    const ExportCatalogue catalogue;
    REQUIRE(findExporter(id)->write({record, catalogue, {1'799'300'000'000, 60}, "test"}, folder.path()));
    auto bytes = readWholeFile(folder / file, 1u << 24);
    REQUIRE(bytes);
    return std::move(bytes).value();
}

Met fuzzVital(std::uint64_t count) {
    const auto whole = gunzip(exportedAs("vital", "session.vital"), kMaxVitalBytes);
    REQUIRE(whole);
    Met met;
    Trials(".vital", count).each([&](std::uint64_t seed) {
        INFO(".vital CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        Random random(seed);
        foreign(readUnpackedVital(damaged(whole.value(), random), "x.vital"), met);
    });
    return met;
}

Met fuzzEdf(std::uint64_t count) {
    TempDir folder;
    const auto path = folder / "x.edf";
    const auto whole = exportedAs("edf", "session.edf");
    Met met;
    Trials("EDF+", count).each([&](std::uint64_t seed) {
        INFO("EDF+ CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        Random random(seed);
        std::ofstream(path, std::ios::binary | std::ios::trunc) << damaged(whole, random);
        foreign(readEdf(path), met);
    });
    return met;
}

Met fuzzProtocol(std::uint64_t count) {
    const auto good = resource("protocols/ket_iv_depression.json");
    return fuzz("protocol", count, good, [](const std::string& text, Random&, Met& met) {
        const auto read = readProtocol(text, "x.json");
        if (!taken(read, met)) return;
        if (read->id.empty() || read->sha.size() != 64) FAIL("a protocol without its name or digest");
        for (const auto& limit : read->limits)
            if (!std::isfinite(limit.value)) FAIL("a limit that is no number");
    });
}

Met fuzzQuestionnaire(std::uint64_t count) {
    const auto good = resource("instruments/moaas.json");
    return fuzz("Questionnaire", count, good, [](const std::string& text, Random&, Met& met) {
        if (const auto read = readQuestionnaire(text, "x.json"); taken(read, met))
            if (read->items.empty() || read->items.size() > kMaxItems) FAIL("items out of bounds");
    });
}

Met fuzzSentinel(std::uint64_t count) {
    using namespace chairside::sentinel;
    Sound sound;
    sound.priority = AlarmPriority::high;
    sound.generation = 7;
    const std::string good = encode(Hello{}) + encode(Beat{41}) + encode(sound) + encode(Test{}) +
                             encode(Ready{}) + encode(Echo{41}) + encode(Bye{});
    return fuzz("sentinel", count, good, [](const std::string& text, Random& random, Met& met) {
        LineSplitter splitter;
        std::size_t at = 0;
        while (at < text.size()) { // in pieces of any size, as a pipe brings them
            const auto piece = static_cast<std::size_t>(1 + random.below(30));
            for (const auto& line : splitter.feed(std::string_view(text).substr(at, piece))) {
                if (line.size() > kLongestLine) FAIL("a line longer than allowed");
                const auto message = decode(line);
                ++(message ? met.accepted : met.refused);
                if (!message) continue;
                // What was understood can be said again and is understood the same way.
                std::string again = encode(*message);
                again.pop_back();
                const auto back = decode(again);
                if (!back || back->index() != message->index()) FAIL("not the same again: " << line);
            }
            at += piece;
        }
    });
}

void both(const Met& met) {
    CHECK(met.accepted > 0);
    CHECK(met.refused > 0);
}

void allOf(std::uint64_t small, std::uint64_t large) {
    const bool single = std::getenv("CHAIRSIDE_SEED") != nullptr; // a replay may meet one outcome only
    for (const auto& met : {fuzzCsv(small), fuzzWfdb(small), fuzzSentinel(small), fuzzVital(small),
                            fuzzEdf(large), fuzzProtocol(large), fuzzQuestionnaire(large)}) {
        if (single)
            CHECK(met.accepted + met.refused > 0);
        else
            both(met);
    }
}

} // namespace

TEST_CASE("mutated foreign files are refused in words or read by the rules", "[interop][fuzz][H-09]") {
    allOf(5'000, 500);
}

TEST_CASE("a million mutations of foreign files are refused in words or read by the rules",
          "[interop][fuzz][long][H-09]") {
    allOf(330'000, 20'000);
}
