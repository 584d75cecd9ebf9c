// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/dosing.h"

#include "core/base/number.h"
#include "support/catch.h"

#include <algorithm>
#include <cmath>

using namespace chairside;

namespace {

DosingRule ivRule() {
    DosingRule r;
    r.drug = "ketamine";
    r.mgPerKg = 0.5;
    r.durationMin = 40;
    r.stockMgPerMl = {50, 10, 100, 25};
    r.bagMl = {100, 50, 250, 500};
    r.mgPerKgRange = {0.3, 0.75, 1.0, 2.0};
    r.totalMgRange = {0, 100, 150, 300};
    r.rateMgPerKgHRange = {0, 1.0, 1.5, 3.0};
    r.durationWarnBelow = 40, r.durationSecondBelow = 30, r.durationBlockBelow = 10;
    r.weightWarnBelow = 40, r.weightWarnAbove = 150, r.weightChangeSecondPercent = 10;
    r.stepWarnMgPerKg = 0.25;
    return r;
}

DoseChoices choices(double kg, double mgPerKg, double minutes, double stock, double bagMl, MixMode mix) {
    DoseChoices c;
    c.weightKg = kg;
    c.mgPerKg = mgPerKg;
    c.durationMin = minutes;
    c.stockMgPerMl = stock;
    c.bagMl = bagMl;
    c.mix = mix;
    return c;
}

DoseOrder orderOf(const DosingRule& rule, const DoseChoices& c) {
    const auto result = computeDose(rule, c);
    if (const auto* refusal = std::get_if<Refusal>(&result)) FAIL(refusal->sentence);
    return std::get<DoseOrder>(result);
}

bool refuses(const DosingRule& rule, const DoseChoices& c) {
    return std::holds_alternative<Refusal>(computeDose(rule, c));
}

std::optional<CheckSeverity> severityOf(const DosingRule& rule, const DoseChoices& c,
                                        const std::string& code) {
    for (const auto& finding : checkDose(rule, c, orderOf(rule, c)))
        if (finding.code == code) return finding.severity;
    return std::nullopt;
}

std::string fixed(double value, int decimals) {
    return formatPlain(value, decimals, true);
}

struct Vector {
    const char* name;
    double kg, mgPerKg, fixedMg, minutes, stock, bagMl;
    MixMode mix;
    const char *doseMg, *stockMl, *totalMl, *concentration, *rate, *mgPerH, *mcgPerKgMin;
};

// Source: clinical.md §2.4, every digit as printed there.
const Vector kVectors[] = {
    {"P01", 70, 0.5, 0, 40, 50, 100, MixMode::replace, "35.000", "0.700", "100.000", "0.3500", "150.00",
     "52.50", "12.500"},
    {"P02", 70, 0.5, 0, 40, 50, 100, MixMode::add, "35.000", "0.700", "100.700", "0.3476", "151.05", "52.50",
     "12.500"},
    {"P03", 70, 0.5, 0, 40, 10, 100, MixMode::add, "35.000", "3.500", "103.500", "0.3382", "155.25", "52.50",
     "12.500"},
    {"P04", 70, 0.5, 0, 40, 100, 100, MixMode::replace, "35.000", "0.350", "100.000", "0.3500", "150.00",
     "52.50", "12.500"},
    {"P05", 82.5, 0.5, 0, 40, 50, 250, MixMode::replace, "41.250", "0.825", "250.000", "0.1650", "375.00",
     "61.88", "12.500"},
    {"P06", 55, 0.5, 0, 60, 50, 100, MixMode::replace, "27.500", "0.550", "100.000", "0.2750", "100.00",
     "27.50", "8.333"},
    {"P07", 100, 0.75, 0, 45, 50, 250, MixMode::add, "75.000", "1.500", "251.500", "0.2982", "335.33",
     "100.00", "16.667"},
    {"P08", 120, 1.0, 0, 60, 100, 500, MixMode::replace, "120.000", "1.200", "500.000", "0.2400", "500.00",
     "120.00", "16.667"},
    {"P09", 150 * kKgPerLb, 0.5, 0, 40, 50, 50, MixMode::replace, "34.019", "0.680", "50.000", "0.6804",
     "75.00", "51.03", "12.500"},
    {"P10", 91, 0.8, 0, 50, 50, 100, MixMode::replace, "72.800", "1.456", "100.000", "0.7280", "120.00",
     "87.36", "16.000"},
    {"P11", 48, 0.2, 0, 40, 10, 50, MixMode::replace, "9.600", "0.960", "50.000", "0.1920", "75.00", "14.40",
     "5.000"},
    {"P12", 70, 0, 80, 120, 50, 250, MixMode::replace, "80.000", "1.600", "250.000", "0.3200", "125.00",
     "40.00", "9.524"},
    {"P13", 60, 0.4, 0, 40, 25, 50, MixMode::replace, "24.000", "0.960", "50.000", "0.4800", "75.00", "36.00",
     "10.000"},
};

/// The printed text, or the one beside it when the exact value lies on the half (61.875 prints as 61.88 by
/// hand).
void checkPrinted(double value, const char* printed, int decimals) {
    INFO(value << " against " << printed);
    const double step = std::pow(10.0, -decimals);
    CHECK(std::abs(value - std::stod(printed)) <= step / 2 * (1 + 1e-9));
}

} // namespace

TEST_CASE("every dose vector is computed to the printed digits", "[domain][H-06][H-07]") {
    const DosingRule rule = ivRule();
    for (const Vector& v : kVectors) {
        INFO(v.name);
        DoseChoices c = choices(v.kg, v.mgPerKg, v.minutes, v.stock, v.bagMl, v.mix);
        if (v.fixedMg > 0) c.fixedMg = v.fixedMg;
        const DoseOrder order = orderOf(rule, c);
        const DoseFigures f = figures(rule, order);
        checkPrinted(order.doseMg, v.doseMg, 3);
        checkPrinted(f.stockMl, v.stockMl, 3);
        checkPrinted(order.totalMl, v.totalMl, 3);
        checkPrinted(order.concentrationMgPerMl, v.concentration, 4);
        checkPrinted(order.rateMlPerH, v.rate, 2);
        checkPrinted(f.rateMgPerH, v.mgPerH, 2);
        checkPrinted(f.rateMcgPerKgMin, v.mcgPerKgMin, 3);
    }
}

TEST_CASE("pounds convert exactly and back", "[domain][H-06]") {
    CHECK(fixed(kgFromLb(150), 4) == "68.0389");
    CHECK(lbFromKg(kgFromLb(150)) == Approx(150).epsilon(1e-12));
}

TEST_CASE("ideal and adjusted weight and body mass index match the printed vectors", "[domain][H-06]") {
    CHECK(fixed(*bodyWeights(70, 170, Sex::male).idealKg, 2) == "65.94");
    CHECK(fixed(*bodyWeights(70, 170, Sex::female).idealKg, 2) == "61.44");

    const auto man = bodyWeights(110, 183, Sex::male);
    CHECK(fixed(*man.idealKg, 2) == "77.71");
    CHECK(fixed(*man.adjustedKg, 2) == "90.63");
    CHECK(fixed(*man.bmi, 2) == "32.85");
    CHECK_FALSE(man.extrapolated);

    const auto woman = bodyWeights(95, 160, Sex::female);
    CHECK(fixed(*woman.idealKg, 2) == "52.38");
    CHECK(fixed(*woman.adjustedKg, 2) == "69.43");
    CHECK(fixed(*woman.bmi, 2) == "37.11");

    const auto small = bodyWeights(50, 150, Sex::female);
    CHECK(fixed(150 / kCmPerInch, 2) == "59.06");
    CHECK(fixed(*small.idealKg, 2) == "43.33");
    CHECK(small.extrapolated);
    CHECK_FALSE(bodyWeights(50, 152.4, Sex::female).extrapolated);
}

TEST_CASE("the dose follows the weight basis that was chosen", "[domain][H-06]") {
    const DosingRule rule = ivRule();
    DoseChoices c = choices(110, 0.5, 40, 50, 100, MixMode::replace);
    c.heightCm = 183;
    c.sex = Sex::male;
    CHECK(fixed(orderOf(rule, c).doseMg, 2) == "55.00");
    c.basis = DosingWeight::ideal;
    CHECK(fixed(orderOf(rule, c).doseMg, 2) == "38.85");
    CHECK(orderOf(rule, c).weightKg == 110);
    CHECK(fixed(orderOf(rule, c).dosingWeightKg, 2) == "77.71");

    DoseChoices woman = choices(95, 0.5, 40, 50, 100, MixMode::replace);
    woman.heightCm = 160;
    woman.sex = Sex::female;
    CHECK(fixed(orderOf(rule, woman).doseMg, 2) == "47.50");
    woman.basis = DosingWeight::ideal;
    CHECK(fixed(orderOf(rule, woman).doseMg, 2) == "26.19");
}

TEST_CASE("without height or sex the ideal weight is missing, not guessed", "[domain][H-12]") {
    CHECK_FALSE(bodyWeights(70, std::nullopt, Sex::male).idealKg);
    CHECK_FALSE(bodyWeights(70, 170, Sex::unknown).idealKg);
    CHECK(bodyWeights(70, 170, Sex::unknown).bmi);
    DoseChoices c = choices(70, 0.5, 40, 50, 100, MixMode::replace);
    c.basis = DosingWeight::ideal;
    CHECK(refuses(ivRule(), c));
}

TEST_CASE("asked, capped and rounded dose are all kept", "[domain][H-06]") {
    DosingRule rule = ivRule();
    rule.capMg = 60;
    rule.roundToMg = 0.5;
    const DoseOrder order = orderOf(rule, choices(130, 0.5, 40, 50, 100, MixMode::replace));
    CHECK(order.askedMg == Approx(65));
    CHECK(order.cappedMg == Approx(60));
    CHECK(order.doseMg == Approx(60));
    CHECK(orderOf(rule, choices(82.3, 0.5, 40, 50, 100, MixMode::replace)).doseMg == Approx(41));
    rule.capMg = 60.3; // rounding up to 60.5 would pass the cap
    CHECK(orderOf(rule, choices(130, 0.5, 40, 50, 100, MixMode::replace)).doseMg == Approx(60));
}

TEST_CASE("overfill dilutes, and a syringe is made up to its volume", "[domain][H-07]") {
    DoseChoices c = choices(70, 0.5, 40, 50, 100, MixMode::add);
    c.overfillMl = 7;
    CHECK(orderOf(ivRule(), c).totalMl == Approx(107.7));
    c.container = Container::syringe;
    c.bagMl = 50;
    const DoseOrder syringe = orderOf(ivRule(), c);
    CHECK(syringe.totalMl == 50);
    CHECK(syringe.overfillMl == 0);
    CHECK(syringe.container == Container::syringe);
}

TEST_CASE("pump entry is rounded to what a pump takes", "[domain][H-06]") {
    CHECK(pumpRate(75.04) == Approx(75.0));
    CHECK(pumpRate(99.94) == Approx(99.9));
    CHECK(pumpRate(99.96) == Approx(100));
    CHECK(pumpRate(151.05) == Approx(151));
    CHECK(pumpRate(335.333) == Approx(335));
}

TEST_CASE("what cannot be a dose is refused", "[domain][H-06][H-07][H-09]") {
    const DosingRule rule = ivRule();
    const DoseChoices good = choices(70, 0.5, 40, 50, 100, MixMode::replace);
    CHECK_FALSE(refuses(rule, good));
    const auto with = [&](auto change) {
        DoseChoices c = good;
        change(c);
        return refuses(rule, c);
    };
    CHECK(with([](auto& c) { c.weightKg = 0; }));
    CHECK(with([](auto& c) { c.weightKg = 700; }));
    CHECK(with([](auto& c) { c.weightKg = std::nan(""); }));
    CHECK(with([](auto& c) { c.heightCm = 17; }));
    CHECK(with([](auto& c) { c.mgPerKg = 0; }));
    CHECK(with([](auto& c) { c.mgPerKg = -0.5; }));
    CHECK(with([](auto& c) { c.mgPerKg = std::nan(""); }));
    CHECK(with([](auto& c) { c.stockMgPerMl = 5; })); // not on the list: a ten-fold slip of 50
    CHECK(with([](auto& c) { c.bagMl = 0; }));
    CHECK(with([](auto& c) { c.durationMin = 0; }));
    CHECK(with([](auto& c) { c.overfillMl = -1; }));
    CHECK(with([](auto& c) { c.stockMgPerMl = 10, c.bagMl = 3; })); // 3.5 mL do not fit into 3 mL
}

TEST_CASE("range checks warn, ask a second person, or block", "[domain][H-06]") {
    const DosingRule rule = ivRule();
    const auto check = [&](double kg, double mgPerKg, double minutes, const char* code) {
        return severityOf(rule, choices(kg, mgPerKg, minutes, 100, 250, MixMode::replace), code);
    };
    using S = CheckSeverity;
    CHECK(check(70, 0.5, 40, "mg_per_kg") == std::nullopt);
    CHECK(check(70, 0.75, 60, "mg_per_kg") == std::nullopt); // on the bound is inside
    CHECK(check(70, 0.3, 40, "mg_per_kg") == std::nullopt);
    CHECK(check(70, 0.29, 40, "mg_per_kg") == S::warn);
    CHECK(check(70, 0.76, 60, "mg_per_kg") == S::warn);
    CHECK(check(70, 1.0, 60, "mg_per_kg") == S::warn);
    CHECK(check(70, 1.01, 60, "mg_per_kg") == S::secondPerson);
    CHECK(check(70, 2.0, 60, "mg_per_kg") == S::secondPerson);
    CHECK(check(70, 2.01, 60, "mg_per_kg") == S::block);
    CHECK(check(130, 0.75, 60, "total_mg") == std::nullopt);
    CHECK(check(140, 0.75, 60, "total_mg") == S::warn);
    CHECK(check(155, 1.0, 60, "total_mg") == S::secondPerson);
    CHECK(check(155, 2.0, 60, "total_mg") == S::block);
    CHECK(check(70, 1.0, 60, "rate") == std::nullopt);
    CHECK(check(70, 0.75, 40, "rate") == S::warn);
    CHECK(check(70, 1.1, 40, "rate") == S::secondPerson);
    CHECK(check(70, 1.0, 15, "rate") == S::block);
    CHECK(check(70, 0.5, 40, "duration") == std::nullopt);
    CHECK(check(70, 0.5, 39, "duration") == S::warn);
    CHECK(check(70, 0.5, 30, "duration") == S::warn);
    CHECK(check(70, 0.5, 29, "duration") == S::secondPerson);
    CHECK(check(70, 0.5, 9, "duration") == S::block);
    CHECK(check(39, 0.5, 40, "weight") == S::warn);
    CHECK(check(151, 0.5, 40, "weight") == S::warn);
    CHECK(check(150, 0.5, 40, "weight") == std::nullopt);
}

TEST_CASE("a changed weight asks a second person and a large step is asked about", "[domain][H-06]") {
    const DosingRule rule = ivRule();
    DoseChoices c = choices(77, 0.5, 40, 50, 100, MixMode::replace);
    c.lastWeightKg = 70; // exactly 10 %
    CHECK(severityOf(rule, c, "weight_change") == std::nullopt);
    c.weightKg = 77.5;
    CHECK(severityOf(rule, c, "weight_change") == CheckSeverity::secondPerson);
    c.weightKg = 154.3; // pounds typed as kilograms
    CHECK(severityOf(rule, c, "weight_change") == CheckSeverity::secondPerson);
    CHECK(severityOf(rule, c, "weight") == CheckSeverity::warn);
    c.lastMgPerKg = 0.2;
    CHECK(severityOf(rule, c, "step") == CheckSeverity::warn);
    c.lastMgPerKg = 0.25;
    CHECK(severityOf(rule, c, "step") == std::nullopt);
}

TEST_CASE("the most severe finding comes first and says its number", "[domain][H-06]") {
    const DoseChoices c = choices(160, 2.1, 9, 100, 500, MixMode::replace);
    const auto found = checkDose(ivRule(), c, orderOf(ivRule(), c));
    REQUIRE(found.size() == 5);
    CHECK(found.front().severity == CheckSeverity::block);
    CHECK(found.front().sentence == "A dose of 2.1 mg/kg is above the limit of 2 mg/kg.");
    CHECK(found.back().severity == CheckSeverity::warn);
}

TEST_CASE("esketamine is dosed in whole devices from its list", "[domain][H-06]") {
    DosingRule rule;
    rule.drug = "esketamine";
    rule.fixedMg = {56, 84, 28};
    rule.deviceMg = 28;
    rule.totalMgRange = {0, 0, 0, 84};
    rule.secondWithinDays = 3;
    DoseChoices c;
    c.weightKg = 70;
    c.fixedMg = 84;
    CHECK(figures(rule, orderOf(rule, c)).devices == 3);
    CHECK(checkDose(rule, c, orderOf(rule, c)).empty());
    c.daysSinceLastDose = 2;
    CHECK(severityOf(rule, c, "interval") == CheckSeverity::secondPerson);
    c.daysSinceLastDose = 3;
    CHECK(severityOf(rule, c, "interval") == std::nullopt);
    c.fixedMg = 112;
    CHECK(severityOf(rule, c, "total_mg") == CheckSeverity::block);
    CHECK(severityOf(rule, c, "dose_list") == CheckSeverity::warn);
    c.fixedMg = 50;
    CHECK(refuses(rule, c));
}

TEST_CASE("the next session proposes the last dose but never the last weight", "[domain][H-06]") {
    const DosingRule rule = ivRule();
    const DoseOrder last = orderOf(rule, choices(70, 0.6, 45, 10, 250, MixMode::add));
    const DoseChoices next = proposeDose(rule, last);
    CHECK(next.weightKg == 0);
    CHECK(next.lastWeightKg == 70);
    CHECK(next.mgPerKg == Approx(0.6));
    CHECK(next.durationMin == 45);
    CHECK(next.stockMgPerMl == 10);
    CHECK(refuses(rule, next)); // nobody was weighed yet
    CHECK(proposeDose(rule, std::nullopt).mgPerKg == 0.5);
}
