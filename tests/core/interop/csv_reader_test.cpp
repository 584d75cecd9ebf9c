// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/csv_reader.h"
#include "support/catch.h"

#include <random>

using namespace chairside;

namespace {

std::string csvRefusal(std::string_view text) {
    const auto read = readVitalsCsv(text, "x.csv");
    return read ? std::string{} : read.error().message;
}

const std::string kGood = "\xef\xbb\xbfTime,HR (/min),SpO\u2082 (%),nibp_sys (mm[Hg]),Note\r\n"
                          "2026-11-21T10:00:00+01:00,72,98,,\"a, \"\"b\"\"\r\nc\"\r\n"
                          "2026-11-21T09:00:01.500Z,,97.5,128,\r\n";

} // namespace

TEST_CASE("quoted cells keep commas, quotes and line breaks", "[interop]") {
    const auto rows = parseCsv("a,\"b,\"\"c\"\"\n\",d\r\n\r\n,,\n");
    REQUIRE(rows);
    REQUIRE(rows.value().size() == 2);
    CHECK(rows.value()[0] == std::vector<std::string>{"a", "b,\"c\"\n", "d"});
    CHECK(rows.value()[1] == std::vector<std::string>{"", "", ""});
}

TEST_CASE("vital signs are read by label or key, and an empty cell is missing", "[interop][H-12]") {
    const auto read = readVitalsCsv(kGood, "x.csv");
    REQUIRE(read);
    REQUIRE(read->frames.size() == 2);
    const auto& first = read->frames[0].values;
    const auto& second = read->frames[1].values;
    CHECK(first[index(Channel::hr)] == 72.0);
    CHECK(first[index(Channel::spo2)] == 98.0);
    CHECK_FALSE(first[index(Channel::nibpSystolic)]);
    CHECK_FALSE(second[index(Channel::hr)]);
    CHECK(second[index(Channel::spo2)] == 97.5);
    CHECK(second[index(Channel::nibpSystolic)] == 128.0);
    CHECK(read->frames[1].at == 1500ms);
    CHECK(read->period[index(Channel::spo2)] == 1500ms);
    CHECK(read->unknownChannels.size() == 1);
}

TEST_CASE("elapsed seconds work as time, and zeros mean missing where a living person has none",
          "[interop][H-12]") {
    const auto read = readVitalsCsv(
        "# made by a monitor\nElapsed (s),hr,spo2,rr,etco2\n0,0,0,0,0\n1,-1,-32768,12,38\n", "x.csv");
    REQUIRE(read);
    const auto& v = read->frames[0].values;
    CHECK_FALSE(v[index(Channel::hr)]);
    CHECK_FALSE(v[index(Channel::spo2)]);
    CHECK(v[index(Channel::rr)] == 0.0); // no breath is real and urgent
    CHECK(v[index(Channel::etco2)] == 0.0);
    CHECK_FALSE(read->frames[1].values[index(Channel::hr)]);
    CHECK_FALSE(read->frames[1].values[index(Channel::spo2)]);
}

TEST_CASE("a CSV file that cannot be read for certain is refused with its row and column",
          "[interop][H-09]") {
    CHECK(csvRefusal("") == "This CSV file is empty.");
    CHECK(csvRefusal("a,b\n1,2\n").find("no time column") != std::string::npos);
    CHECK(csvRefusal("Time,b\n1,2\n").find("no column that Chairside knows") != std::string::npos);
    CHECK(csvRefusal("Time,hr\n").find("no rows") != std::string::npos);
    CHECK(csvRefusal("Time,hr\n1,\n") == "This CSV file holds no reading: all its cells are empty.");
    CHECK(csvRefusal("Time,hr\n1,7O\n") ==
          "Row 2 of this CSV file has “7O” in column “hr”, which is not a number with a decimal point.");
    CHECK(csvRefusal("Time,hr\n1,\"72,5\"\n").find("decimal point") != std::string::npos);
    CHECK(csvRefusal("Time,hr\n1,1e3\n").find("decimal point") != std::string::npos);
    CHECK(csvRefusal("Time,hr\nnoon,72\n").find("not a time") != std::string::npos);
    CHECK(csvRefusal("Time,hr\n2026-02-30T10:00:00Z,72\n").find("not a time") != std::string::npos);
    CHECK(csvRefusal("Time,hr\n5,72\n4,72\n").find("goes back in time") != std::string::npos);
    CHECK(csvRefusal("Time,hr\n5,72\n6\n").find("may be cut") != std::string::npos);
    CHECK(csvRefusal("Time,hr\n5,\"72\n").find("is cut") != std::string::npos);
    CHECK(csvRefusal("Time,temp (\u00b0F)\n5,98\n").find("no column that Chairside knows") !=
          std::string::npos);
    CHECK(csvRefusal(std::string_view("Time,hr\0", 8)) == "This is a binary file, not a CSV table.");
}

TEST_CASE("no cut or changed CSV file crashes the reader", "[interop][H-09]") {
    for (std::size_t length = 0; length < kGood.size(); ++length)
        (void)readVitalsCsv(kGood.substr(0, length), "x");
    std::mt19937 random(11);
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = kGood;
        for (int k = 0; k < 2; ++k) text[random() % text.size()] = static_cast<char>(random() % 256);
        if (readVitalsCsv(text, "x")) ++accepted;
    }
    CHECK(accepted > 100);
}
