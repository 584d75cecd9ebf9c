// SPDX-License-Identifier: GPL-3.0-or-later
#include "build_places.h"
#include "core/interop/wfdb.h"
#include "support/catch.h"

#include <filesystem>
#include <random>

using namespace chairside;

namespace {

const std::filesystem::path kData = std::filesystem::path(CHAIRSIDE_SOURCE_DIR) / "../shared/data/wfdb";

std::string le16(std::initializer_list<int> samples) {
    std::string out;
    for (int s : samples) {
        out += static_cast<char>(s & 0xff);
        out += static_cast<char>((s >> 8) & 0xff);
    }
    return out;
}

std::string refusal(std::string_view header) {
    const auto parsed = parseWfdbHeader(header);
    return parsed ? std::string{} : parsed.error().message;
}

const char* const kHeader = "rec 2 0.0166666666667/125 3 10:00:00\n"
                            "rec.dat 16 10/bpm 16 0 720 0 0 HR\n"
                            "rec.dat 16 10(5)/% 16 0 0\n# a remark\n";

} // namespace

TEST_CASE("a WFDB header is read with its optional parts", "[interop]") {
    const auto header = parseWfdbHeader(kHeader);
    REQUIRE(header);
    CHECK(header->record == "rec");
    CHECK(header->samplesPerSecond == Approx(1.0 / 60));
    CHECK(header->samples == 3);
    REQUIRE(header->signals.size() == 2);
    CHECK(header->signals[0].gain == 10);
    CHECK(header->signals[0].unit == "bpm");
    CHECK(header->signals[0].name == "HR");
    CHECK(header->signals[0].checksum == 0);
    CHECK(header->signals[1].baseline == 5);
    CHECK_FALSE(header->signals[1].checksum);
}

TEST_CASE("samples of formats 16 and 212 come apart by signal", "[interop]") {
    const auto header = parseWfdbHeader("r 2 1 2\nr.dat 16 1 16 0 1 4 0 A\nr.dat 16 1 16 0 2 -32767 0 B\n");
    REQUIRE(header);
    const auto samples = parseWfdbSamples(header.value(), "r.dat", le16({1, 2, 3, -32769 + 65536}));
    REQUIRE(samples);
    CHECK(samples.value()[0] == std::vector<std::int16_t>{1, 3});
    CHECK(samples.value()[1] == std::vector<std::int16_t>{2, 32767});

    const auto packed = parseWfdbHeader("r 1 1 3\nr.dat 212 1\n");
    REQUIRE(packed);
    // 2047, -2048, -1 by hand: low byte, high nibbles, low byte; the odd last sample takes two bytes.
    const std::string bytes = {'\xff', '\x87', '\x00', '\xff', '\x0f'};
    const auto unpacked = parseWfdbSamples(packed.value(), "r.dat", bytes);
    REQUIRE(unpacked);
    CHECK(unpacked.value()[0] == std::vector<std::int16_t>{2047, -2048, -1});
}

TEST_CASE("a cut or damaged signal file is refused in words", "[interop][H-09]") {
    const auto header = parseWfdbHeader("r 1 1 2\nr.dat 16 1 16 0 1 3 0 HR\n");
    REQUIRE(header);
    const auto cut = parseWfdbSamples(header.value(), "r.dat", le16({1}));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().message == "The signal file “r.dat” is cut: it has 2 of 4 bytes.");
    const auto damaged = parseWfdbSamples(header.value(), "r.dat", le16({1, 3}));
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().message ==
          "The signal file “r.dat” is damaged: the checksum of “HR” does not agree with the header.");
}

TEST_CASE("a header that is empty, binary, segmented, foreign or unsafe is refused in one sentence",
          "[interop][H-09]") {
    CHECK(refusal("") == "This WFDB header cannot be read: it is empty.");
    CHECK(refusal(std::string_view("a\0b", 3)) == "This WFDB header cannot be read: it is a binary file.");
    CHECK(refusal("rec/3 2 250 100\n").find("several segments") != std::string::npos);
    CHECK(refusal("rec 1 250 100\nrec.dat 80 200\n").find("signal format 80") != std::string::npos);
    CHECK(refusal("rec 1 250 100\n../../etc/passwd 16 200\n").find("not a plain file name") !=
          std::string::npos);
    CHECK(refusal("rec 1 250 100\nrec.dat 16x4 200\n").find("several samples") != std::string::npos);
    CHECK(refusal("rec 1 nan 100\nrec.dat 16 200\n").find("sampling frequency") != std::string::npos);
    CHECK(refusal("rec 99999999999 1 1\n").find("number of signals") != std::string::npos);
    CHECK(refusal("rec 2 1 1\nrec.dat 16 1\n").find("announces 2 signals and describes 1") !=
          std::string::npos);
    CHECK(refusal("rec 1 1 99999999999999\nrec.dat 16 1\n").find("number of samples") != std::string::npos);
}

TEST_CASE("no cut or changed header crashes the reader", "[interop][H-09]") {
    std::mt19937 random(7);
    const std::string whole = kHeader;
    for (std::size_t length = 0; length < whole.size(); ++length)
        (void)parseWfdbHeader(whole.substr(0, length));
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = whole;
        for (int k = 0; k < 3; ++k) text[random() % text.size()] = static_cast<char>(random() % 256);
        const auto header = parseWfdbHeader(text);
        if (!header) continue;
        ++accepted;
        for (const auto& signal : header->signals)
            (void)parseWfdbSamples(header.value(), signal.file, "123456789012");
    }
    CHECK(accepted > 100); // the mutations reach the sample parser
}

TEST_CASE("the real ward recording arrives with its missing values missing", "[interop][H-12]") {
    const auto path = kData / "s00001/s00001-2896-10-10-00-31n.hea";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: the shared recording s00001 is not on this machine");
        return;
    }
    const auto recording = readWfdb(path);
    REQUIRE(recording);
    REQUIRE(recording->frames.size() == 1936);
    CHECK(recording->length() == 1935 * 60s);
    std::array<int, kChannelCount> missing{};
    double spo2Min = 1000, spo2Max = 0;
    for (const auto& frame : recording->frames) {
        for (std::size_t c = 0; c < kChannelCount; ++c) {
            missing[c] += frame.values[c] ? 0 : 1;
            if (frame.values[c]) CHECK(*frame.values[c] > 0);
        }
        if (const auto& spo2 = frame.values[index(Channel::spo2)]) {
            spo2Min = std::min(spo2Min, *spo2);
            spo2Max = std::max(spo2Max, *spo2);
        }
    }
    // Counted apart from this reader, in Python with struct.unpack: zeros plus -32768 of each signal.
    CHECK(missing[index(Channel::hr)] == 46);
    CHECK(missing[index(Channel::pulseRate)] == 363);
    CHECK(missing[index(Channel::rr)] == 45);
    CHECK(missing[index(Channel::spo2)] == 363);
    CHECK(missing[index(Channel::nibpSystolic)] == 1784);
    CHECK(missing[index(Channel::nibpDiastolic)] == 1784);
    CHECK(missing[index(Channel::nibpMean)] == 1784);
    CHECK(missing[index(Channel::etco2)] == 1936);
    CHECK(spo2Min == Approx(91.9));
    CHECK(spo2Max == Approx(100));
    CHECK(recording->period[index(Channel::hr)] == 60s);
    CHECK(recording->period[index(Channel::spo2)] == 60s);
    CHECK(recording->period[index(Channel::nibpSystolic)] == 10min);
    CHECK(recording->period[index(Channel::etco2)] == 0s);
    REQUIRE(recording->unknownChannels.size() == 3);
    CHECK(recording->unknownChannels[0] == "ABPSys (invasive pressure, not a cuff's)");
}

TEST_CASE("a real waveform record of format 212 passes its checksums and is no set of vital signs",
          "[interop]") {
    const auto path = kData / "v102s/v102s.hea";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: the shared recording v102s is not on this machine");
        return;
    }
    const auto header = parseWfdbHeader(readWholeFile(path, 1 << 20).value());
    REQUIRE(header);
    const auto bytes = readWholeFile(kData / "v102s/v102s.dat", kMaxRecordingBytes);
    REQUIRE(bytes);
    const auto samples = parseWfdbSamples(header.value(), "v102s.dat", bytes.value());
    REQUIRE(samples);
    CHECK(samples.value().size() == 4);
    CHECK(samples.value()[3].size() == 75'000);
    CHECK(samples.value()[0][0] == -26); // the header's initial values
    CHECK(samples.value()[3][0] == 339);
    const auto recording = readWfdb(path);
    REQUIRE_FALSE(recording);
    CHECK(recording.error().message.find("no vital signs") !=
          std::string::npos); // its RESP is a wave, no rate
}
