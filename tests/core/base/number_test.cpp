// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/base/time.h"
#include "core/base/uuid.h"
#include "support/catch.h"

#include <limits>

using namespace chairside;

TEST_CASE("numbers are written with a leading zero, no trailing zeros and a true minus sign",
          "[base][H-06]") {
    CHECK(formatNumber(0.5) == "0.5");
    CHECK(formatNumber(5.0) == "5");
    CHECK(formatNumber(35.100, 3) == "35.1");
    CHECK(formatNumber(-3.2, 1) == "\u22123.2");
    CHECK(formatNumber(-0.0001, 1) == "0");
    CHECK(formatNumber(std::numeric_limits<double>::quiet_NaN()) == "– – –");
    CHECK(formatPlain(-1.5) == "-1.5");
    CHECK(formatCount(0) == "0");
    CHECK(formatCount(999) == "999");
    CHECK(formatCount(3411) == "3,411");
    CHECK(formatCount(-1234567) == "-1,234,567");
}

TEST_CASE("a typed number accepts a point or a comma and never grouping", "[base][H-06]") {
    CHECK(parseNumber("0,5").value == 0.5);
    CHECK(parseNumber(" .5 ").value == 0.5);
    CHECK(parseNumber("1.500").value == 1.5);
    CHECK(parseNumber("-3").value == -3.0);
    CHECK_FALSE(parseNumber("1.000.5").value);
    CHECK_FALSE(parseNumber("12O").value);
    CHECK_FALSE(parseNumber("1e3").value);
    CHECK_FALSE(parseNumber(".").value);
    CHECK_FALSE(parseNumber("1234567890123").value);
    CHECK_FALSE(parseNumber("").issue);
    CHECK(parseNumber("1.0.5").issue);
}

TEST_CASE("text loses controls and bidirectional overrides but no script", "[base][H-09]") {
    CHECK(cleanName("  Ana\x01 R\u202Eivera ") == "Ana Rivera");
    CHECK(cleanName("علي 🙂") == "علي 🙂");
    CHECK(cleanName("\xff\xfe") == "\uFFFD\uFFFD");
    CHECK(cleanText("abcdef", 3) == "abc");
    CHECK(cleanNote("a\nb\r") == "a\nb");
}

TEST_CASE("search folds accents and takes words in any order", "[base]") {
    CHECK(foldForSearch("Müller-Çelik ŠØ") == "muller-celik so");
    CHECK(foldForSearch("Żółć") == "zolc");
    CHECK(matchesAllWords(foldForSearch("RIVERA, Ana 004711"), foldForSearch("ana river")));
    CHECK_FALSE(matchesAllWords("rivera ana", "bob"));
}

TEST_CASE("times print for people and for files", "[base][H-11]") {
    const WallTime t{1'795'255'327'250, 60};
    CHECK(formatIso(t) == "2026-11-21T11:02:07.250+01:00");
    CHECK(formatClock(t) == "11:02:07");
    CHECK(formatDate({1'795'255'327'250, 13 * 60}) == "2026-11-21");
    CHECK(formatDate({1'795'255'327'250, 14 * 60}) == "2026-11-22");
    CHECK(formatDuration(23min + 41s) == "23:41");
    CHECK(formatDuration(1h + 2min + 3s) == "1:02:03");
    CHECK(formatDuration(-30s) == "\u22120:30");
}

TEST_CASE("identities print and parse, and seeds repeat", "[base]") {
    SeededUuids a(7), b(7);
    const auto id = a.next(1'700'000'000'000);
    CHECK(id == b.next(1'700'000'000'000));
    CHECK(Uuid::parse(id.toString()) == id);
    CHECK_FALSE(Uuid::parse("not-an-id"));
    CHECK(RandomUuids{}.next(1) != RandomUuids{}.next(1));
}
