// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_figures.h"

#include "support/catch.h"
#include "support/told_session.h"

#include <algorithm>

using namespace chairside;
using namespace chairside::testing;

namespace {

const ComparedRow* rowOf(const std::vector<ComparedRow>& rows, const QString& title) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.title == title; });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("the difference table says each figure, its unit and how it differs", "[compare]") {
    const auto first = factsOf(standardTold().view());
    auto second = first;
    second.systolic.peak = Moment{159, MonoTime{Minutes{46}}};
    second.givenMg = 42;
    second.readyAt = MonoTime{Minutes{102}};
    const auto rows = compareFigures({&first, &second});

    const auto* systolic = rowOf(rows, "Peak systolic");
    REQUIRE(systolic);
    CHECK(systolic->unit == "mmHg");
    CHECK(systolic->values[0].text == "168");
    CHECK(systolic->values[1].text == "159");
    CHECK(differenceText(*systolic, 1, 0) == QString::fromUtf8("−9"));
    CHECK(differenceText(*systolic, 0, 1) == "+9");
    CHECK(differenceText(*systolic, 0, 0).isEmpty());

    // The row behind a peak is when it was, from the start of treatment.
    const auto* rise = systolic + 1;
    CHECK(rise->values[0].text == "40"); // 168 over 128
    CHECK(rise->detail);
    const auto* when = systolic + 2;
    CHECK(when->detail);
    CHECK(when->values[0].text == "30:00");
    CHECK(differenceText(*when, 1, 0) == "+6:00");

    const auto* dose = rowOf(rows, "Dose given");
    REQUIRE(dose);
    CHECK(dose->values[0].text == "35");
    CHECK(differenceText(*dose, 1, 0) == "+7");
    const auto* ready = rowOf(rows, "Ready to leave, after the start");
    REQUIRE(ready);
    CHECK(ready->values[0].text == "1:40:00");
    CHECK(differenceText(*ready, 1, 0) == QString::fromUtf8("−8:00"));
    const auto* length = rowOf(rows, "Length of treatment");
    REQUIRE(length);
    CHECK(differenceText(*length, 1, 0) == "0:00");
    const auto* effects = rowOf(rows, "Side effects, worst");
    REQUIRE(effects);
    CHECK(effects->values[0].text == "nausea 1");
    CHECK(differenceText(*effects, 1, 0).isEmpty());
    const auto* medicines = rowOf(rows, "Other medicines");
    REQUIRE(medicines);
    CHECK(medicines->values[0].text == "ondansetron 4 mg");
    const auto* dissociated = rowOf(rows, "Dissociation above 4 for");
    REQUIRE(dissociated);
    CHECK(dissociated->values[0].text == "35:00"); // 6 at minute 20, 2 at minute 55
}

TEST_CASE("a figure that was not measured has no value and no difference, and is never zero",
          "[compare][H-02]") {
    const auto full = factsOf(standardTold().view());
    auto bare = full;
    bare.spo2 = {};
    bare.givenMg.reset();
    bare.readyAt.reset();
    const auto rows = compareFigures({&full, &bare});
    for (const auto* title : {"Dose given", "Ready to leave, after the start"}) {
        const auto* row = rowOf(rows, QString::fromUtf8(title));
        REQUIRE(row);
        CHECK(row->values[1].text.isEmpty());
        CHECK_FALSE(row->values[1].number);
        CHECK(differenceText(*row, 1, 0).isEmpty());
        CHECK(differenceText(*row, 0, 1).isEmpty());
    }
    // What nobody measured in any session is no row at all.
    const auto none = compareFigures({&bare, &bare});
    CHECK_FALSE(rowOf(none, "Dose given"));
    CHECK_FALSE(rowOf(none, QString::fromUtf8("Lowest SpO₂")));
}

TEST_CASE("totals of two different scales are shown but never subtracted", "[compare][H-02]") {
    const auto first = factsOf(standardTold().view());
    auto second = first;
    second.dissociationScale = "cadss_23";
    second.dissociation->value = 40;
    const auto rows = compareFigures({&first, &second});
    const auto* peak = rowOf(rows, "Peak dissociation");
    REQUIRE(peak);
    CHECK(peak->values[0].text == "12");
    CHECK(peak->values[1].text == "40");
    CHECK(differenceText(*peak, 1, 0).isEmpty());
    second.dissociationScale = first.dissociationScale;
    const auto same = compareFigures({&first, &second});
    CHECK(differenceText(*rowOf(same, "Peak dissociation"), 1, 0) == "+28");
}

TEST_CASE("a stopped treatment says so among the figures", "[compare]") {
    auto stopped = factsOf(standardTold().view());
    stopped.flags |= fact::kAborted;
    stopped.abortReason = "hypertension";
    const auto rows = compareFigures({&stopped});
    const auto* ended = rowOf(rows, "Ended");
    REQUIRE(ended);
    CHECK(ended->values[0].text == "stopped early: hypertension");
}
