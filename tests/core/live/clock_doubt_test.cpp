// SPDX-License-Identifier: GPL-3.0-or-later
// When the computer's clock is doubted before a session: the rule over all its sides, its words, and what a
// file that somebody spoiled is taken for.
#include "core/live/clock_doubt.h"
#include "support/catch.h"

#include <random>

using namespace chairside;

namespace {

constexpr std::int64_t kMorning = 1'795'332'600'000; // 2026-11-22T07:30:00Z
constexpr std::int64_t kHourMs = 3'600'000, kDayMs = 24 * kHourMs;

WallTime wall(std::int64_t utcMs) {
    return {utcMs, 60};
}

} // namespace

TEST_CASE("a clock that nothing was compared with is doubted after seven days, not before", "[live][H-11]") {
    const auto daysAfter = [](std::int64_t agoMs) {
        return doubtOf(wall(kMorning - agoMs), ClockDiscipline::notCompared, wall(kMorning)).uncomparedDays;
    };
    CHECK_FALSE(daysAfter(0));
    CHECK_FALSE(daysAfter(6 * kDayMs));
    CHECK_FALSE(daysAfter(7 * kDayMs));
    CHECK(daysAfter(7 * kDayMs + 1) == 7);
    CHECK(daysAfter(8 * kDayMs - 1) == 7);
    CHECK(daysAfter(12 * kDayMs + 5 * kHourMs) == 12);
    CHECK(daysAfter(4000 * kDayMs) == 4000);
}

TEST_CASE("a clock that a time server holds, or of which the kernel tells nothing, is not doubted",
          "[live][H-11]") {
    for (const auto seen : {ClockDiscipline::compared, ClockDiscipline::unknown})
        for (const auto ago : {-400 * kDayMs, std::int64_t{0}, 400 * kDayMs})
            CHECK_FALSE(doubtOf(wall(kMorning - ago), seen, wall(kMorning)).any());
}

TEST_CASE("a clock that was seen at a later time has been set back and is doubted", "[live][H-11]") {
    const auto doubt = [](std::int64_t aheadMs) {
        return doubtOf(wall(kMorning + aheadMs), ClockDiscipline::notCompared, wall(kMorning));
    };
    CHECK_FALSE(doubt(kClockTolerance.count()).any());
    CHECK(doubt(kClockTolerance.count() + 1).stoodLater == wall(kMorning + kClockTolerance.count() + 1));
    CHECK_FALSE(doubt(30 * kDayMs).uncomparedDays);
}

TEST_CASE("the seven days begin when the clock is seen for the first time", "[live][H-11]") {
    for (const auto seen :
         {ClockDiscipline::compared, ClockDiscipline::notCompared, ClockDiscipline::unknown})
        CHECK(comparedAfterLook({}, seen, kMorning) == kMorning);
    CHECK(comparedAfterLook(kMorning - kDayMs, ClockDiscipline::notCompared, kMorning) == kMorning - kDayMs);
    CHECK(comparedAfterLook(kMorning - kDayMs, ClockDiscipline::unknown, kMorning) == kMorning - kDayMs);
    CHECK(comparedAfterLook(kMorning - kDayMs, ClockDiscipline::compared, kMorning) == kMorning);
    // A time server is believed against what this program remembers.
    CHECK(comparedAfterLook(kMorning + kDayMs, ClockDiscipline::compared, kMorning) == kMorning);
    CHECK(comparedAfterLook(kMorning + kDayMs, ClockDiscipline::notCompared, kMorning) == kMorning + kDayMs);
}

TEST_CASE(
    "in random lives of a computer the clock is doubted exactly when no comparison lies within the week",
    "[live][H-11]") {
    std::mt19937 random(20261122);
    for (int life = 0; life < 300; ++life) {
        std::int64_t now = kMorning;
        std::optional<std::int64_t> remembered;
        std::int64_t reference = now; // what a person with a diary would say
        for (int look = 0; look < 40; ++look) {
            const auto seen = random() % 6 == 0 ? ClockDiscipline::compared : ClockDiscipline::notCompared;
            remembered = comparedAfterLook(remembered, seen, now);
            if (seen == ClockDiscipline::compared) reference = now;
            const auto doubt = doubtOf(wall(*remembered), seen, wall(now));
            CHECK(doubt.any() == (now - reference > 7 * kDayMs));
            if (doubt.any()) remembered = reference = now; // somebody compared it and went on
            now += static_cast<std::int64_t>(random() % (5 * kDayMs));
        }
    }
}

TEST_CASE("a doubted clock is told in whole sentences, the gravest doubt first", "[live][H-11]") {
    ClockDoubt doubt;
    CHECK(clockDoubtWords(doubt, wall(kMorning)).empty());
    doubt.uncomparedDays = 12;
    CHECK(clockDoubtWords(doubt, wall(kMorning)) ==
          "The computer's clock has not been compared with a time server or by a person for 12 days; it says "
          "2026-11-22 08:30.");
    doubt = withNewestSession(doubt, wall(kMorning + kClockTolerance.count()), wall(kMorning));
    CHECK_FALSE(doubt.openedLater);
    doubt = withNewestSession(doubt, wall(kMorning + 30 * kDayMs), wall(kMorning));
    CHECK(clockDoubtWords(doubt, wall(kMorning)) ==
          "The computer's clock says 2026-11-22 08:30, but a session of this record was opened on 2026-12-22 "
          "at 08:30. The clock has not been compared with another for 12 days.");
    ClockDoubt back;
    back.stoodLater = wall(kMorning + kDayMs);
    CHECK(clockDoubtWords(back, wall(kMorning)) ==
          "The computer's clock says 2026-11-22 08:30, but this program has seen it at 2026-11-23 08:30 "
          "before.");
    back = withNewestSession(back, wall(kMorning + 2 * kDayMs), wall(kMorning));
    CHECK(clockDoubtWords(back, wall(kMorning)) ==
          "The computer's clock says 2026-11-22 08:30, but a session of this record was opened on 2026-11-24 "
          "at 08:30.");
}

TEST_CASE("a remembered comparison reads back, and a spoiled line counts as none", "[live][H-11][H-09]") {
    CHECK(readComparison(comparisonText(kMorning)) == kMorning);
    for (const auto* line : {"", " ", "yesterday", "-1", "0", "1767225599999", "253402300800000", "1e12",
                             "1795332600000x", "1795332600000 1", "+1795332600000", "99999999999999999999999",
                             "-9223372036854775808", "0x1a205c3f8c0", "1795332600000.5", "\xff\xfe\x00"}) {
        INFO(line);
        CHECK_FALSE(readComparison(line));
    }
    CHECK_FALSE(readComparison(std::string_view("1795332600000\0", 14)));
    CHECK(readComparison("1767225600000") == kSaneUtcMs);
    CHECK(readComparison("253402300799999"));
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        std::string line(random() % 24, ' ');
        for (auto& c : line) c = static_cast<char>(random() % 3 ? '0' + random() % 10 : random() % 256);
        if (const auto read = readComparison(line)) {
            INFO(line);
            CHECK(*read >= kSaneUtcMs);
            // Whatever it says, the words are finite and the doubt can be answered.
            const auto doubt = doubtOf(wall(*read), ClockDiscipline::notCompared, wall(kMorning));
            CHECK(clockDoubtWords(doubt, wall(kMorning)).size() < 200);
        }
    }
}
