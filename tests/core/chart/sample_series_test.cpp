// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/column_cache.h"
#include "core/chart/sample_series.h"
#include "support/catch.h"

#include <cmath>
#include <limits>
#include <vector>

using namespace chairside;

namespace {

MonoTime s(double seconds) {
    return monoFromMs(std::llround(seconds * 1000));
}

std::vector<ColumnRange> columnsOf(const SampleSeries& series, const TimeGrid& grid) {
    std::vector<ColumnRange> out(static_cast<std::size_t>(grid.count));
    trustedColumns(series, grid.msPerColumn, grid.first, grid.count, out.data());
    return out;
}

bool same(const std::vector<ColumnRange>& a, const std::vector<ColumnRange>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!(a[i].range == b[i].range) || a[i].dot != b[i].dot) return false;
    return true;
}

SampleSeries wavy(int count) {
    SampleSeries series;
    for (int i = 0; i < count; ++i) series.append(s(i), 80 + 10 * std::sin(i * 0.37));
    return series;
}

} // namespace

TEST_CASE("an empty series shows nothing, one sample a dot, two samples a line", "[chart]") {
    SampleSeries series;
    const auto grid = TimeGrid::over(s(0), s(10), 100);
    for (const auto& column : columnsOf(series, grid)) CHECK(column.empty());
    series.append(s(5), 80);
    auto columns = columnsOf(series, grid);
    CHECK(columns[50].dot);
    CHECK(columns[50].range.lo == 80);
    CHECK(columns[49].empty());
    CHECK(columns[51].empty());
    series.append(s(6), 90);
    columns = columnsOf(series, grid);
    CHECK_FALSE(columns[50].dot);
    CHECK(columns[55].range.lo == Approx(85).margin(0.6));
    CHECK(columns[61].empty());
}

TEST_CASE("a gap longer than two periods breaks the line and nothing is interpolated in it",
          "[chart][H-12]") {
    SampleSeries series(2s);
    series.append(s(0), 97);
    series.append(s(4), 97);
    series.append(s(8.1), 95);
    CHECK(series.joins(1));
    CHECK_FALSE(series.joins(2));
    const auto columns = columnsOf(series, TimeGrid::over(s(0), s(10), 100));
    CHECK_FALSE(columns[20].empty());
    for (std::size_t i = 41; i < 81; ++i) CHECK(columns[i].empty());
}

TEST_CASE("a message without the value breaks the line even when the next comes in time", "[chart][H-12]") {
    SampleSeries series(1s);
    series.append(s(0), 97);
    series.noteMissing(s(1));
    series.append(s(2), 97);
    CHECK_FALSE(series.joins(1));
    series.append(s(3), std::numeric_limits<double>::quiet_NaN());
    series.append(s(4), std::numeric_limits<double>::infinity());
    series.append(s(5), 97);
    CHECK(series.size() == 3);
    CHECK_FALSE(series.joins(2));
}

TEST_CASE("one spike among a million samples is in its column at every zoom", "[chart]") {
    SampleSeries series(Millis{14});
    const std::size_t count = 1'000'000, spike = 654'321;
    for (std::size_t i = 0; i < count; ++i)
        series.append(monoFromMs(static_cast<std::int64_t>(i) * 14),
                      i == spike ? 1e6 : 75.0 + static_cast<double>(i % 7));
    const MonoTime when = series.time(spike), end = series.time(count - 1);
    for (const int columns : {200, 1500, 3840})
        for (const double span : {30e3, 300e3, 3600e3, 14e6}) {
            const MonoTime from = std::max(MonoTime{}, when - Millis{std::llround(span / 3)});
            const auto grid = TimeGrid::over(from, std::min(end, from + Millis{std::llround(span)}), columns);
            const auto x = static_cast<std::size_t>(grid.x(when));
            const auto ranges = columnsOf(series, grid);
            INFO(columns << " columns over " << span << " ms");
            REQUIRE(x < ranges.size());
            CHECK(ranges[x].range.hi == 1e6f);
        }
}

TEST_CASE("the pyramid answers like a plain search over any range", "[chart]") {
    SampleSeries series;
    std::vector<float> plain;
    std::uint32_t random = 12345;
    for (int i = 0; i < 5000; ++i) {
        random = random * 1664525u + 1013904223u;
        const bool bad = random >> 29 == 0;
        series.append(s(i), random >> 8, bad ? quality::kImplausible : std::uint8_t{0});
        plain.push_back(bad ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(random >> 8));
        if (i % 61 != 0) continue;
        const std::size_t a = random % plain.size(), b = a + (random >> 7) % (plain.size() - a + 1);
        MinMax expected;
        for (std::size_t k = a; k < b; ++k)
            if (!std::isnan(plain[k])) expected.add(plain[k]);
        CHECK(series.trustedRange(a, b) == expected);
    }
}

TEST_CASE("samples out of order land at their own time and none is lost", "[chart][H-08]") {
    SampleSeries ordered(1s), shuffled(1s);
    for (int i = 0; i < 4000; ++i) ordered.append(s(i), 60 + i % 40);
    for (int i = 3999; i >= 2000; --i) shuffled.append(s(i), 60 + i % 40);
    for (int i = 0; i < 2000; ++i) shuffled.append(s(i), 60 + i % 40);
    REQUIRE(shuffled.size() == ordered.size());
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        CHECK(shuffled.time(i) == ordered.time(i));
        CHECK(shuffled.joins(i) == ordered.joins(i));
    }
    const auto grid = TimeGrid::over(s(0), s(4000), 700);
    CHECK(same(columnsOf(ordered, grid), columnsOf(shuffled, grid)));
    // Two with the same time: both stay, the later message after the earlier.
    shuffled.append(s(100), 199);
    CHECK(shuffled.size() == ordered.size() + 1);
    CHECK(shuffled.value(101) == 199);
}

TEST_CASE("implausible and marked samples leave the line and stay, hollow", "[chart][H-12]") {
    SampleSeries series(1s);
    for (int i = 0; i < 20; ++i)
        series.append(s(i), i == 10 ? 400 : 80, i == 10 ? quality::kImplausible : std::uint8_t{0});
    const auto grid = TimeGrid::over(s(0), s(20), 200);
    auto columns = columnsOf(series, grid);
    for (const auto& column : columns)
        if (!column.empty()) CHECK(column.range.hi == 80);
    CHECK(columns[95].empty());
    std::vector<ColumnRange> hollow(200);
    hollowColumns(series, grid.msPerColumn, grid.first, grid.count, hollow.data());
    CHECK(hollow[100].range.hi == 400);
    series.setArtefacts({{s(2), s(4)}});
    columns = columnsOf(series, grid);
    CHECK(columns[30].empty());
    CHECK(series.isHollow(3));
    series.setArtefacts({}); // the mark was withdrawn
    CHECK_FALSE(series.isHollow(3));
    CHECK(series.isHollow(10));
}

TEST_CASE("remembered columns equal fresh ones while the axis moves and samples come", "[chart]") {
    SampleSeries series = wavy(3000);
    ColumnCache cache;
    std::uint32_t random = 99;
    double from = 0, span = 900;
    for (int step = 0; step < 400; ++step) {
        random = random * 1664525u + 1013904223u;
        const auto what = random >> 24;
        if (what < 120)
            series.append(s(static_cast<double>(series.size()) + (what < 20 ? 500 : 0)), 70 + what % 50);
        if (what >= 120 && what < 200) from += static_cast<double>(what % 7) - 2;
        if (what >= 200 && what < 215) span = 60 + what * 7;
        if (what >= 215 && what < 220) series.append(s(what), 150); // late
        if (what >= 220 && what < 225) series.setArtefacts({{s(what), s(what + 30)}});
        if (what >= 240) from = static_cast<double>(series.size()) - span * 0.7;
        const auto grid = TimeGrid::over(s(from), s(from + span), 333);
        REQUIRE(same(cache.columns(series, grid), columnsOf(series, grid)));
    }
}

TEST_CASE("columns stay where they are in time while the axis moves", "[chart]") {
    const auto a = TimeGrid::over(s(100), s(160), 600);
    const auto b = TimeGrid::over(s(100.03), s(160.03), 600);
    CHECK(a.msPerColumn == b.msPerColumn);
    CHECK(a.first == b.first); // less than a column: the picture stands still
    CHECK(a.timeAt(a.x(s(123.4))) == s(123.4));
}

TEST_CASE("identical values make a flat line of one value", "[chart]") {
    SampleSeries series;
    for (int i = 0; i < 1000; ++i) series.append(s(i), 97);
    for (const auto& column : columnsOf(series, TimeGrid::over(s(0), s(999), 50))) {
        CHECK(column.range.lo == 97);
        CHECK(column.range.hi == 97);
    }
}
