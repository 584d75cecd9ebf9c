// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "alarm_bench.h"

#include <cmath>

using namespace chairside;
using namespace chairside::test;

namespace {

std::string refusalOf(const LimitSet& limits, std::string id, std::optional<double> to) {
    const auto no = refuseChange(limits, {std::move(id), std::nullopt, to, ""});
    return no ? no->sentence : "";
}
bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the auto-limit vectors of the vendor formula come out by name", "[domain]") {
    // clinical.md §1.6: SBP/DBP -> SBP limits, DBP limits, MAP limits.
    struct Row {
        double sys, dia, sysLow, sysHigh, diaLow, diaHigh, mapLow, mapHigh;
    };
    for (const Row& r : {Row{120, 80, 91.6, 141.2, 60.4, 100.8, 71.5, 115.3},
                         Row{138, 86, 103.8, 156.7, 64.5, 106.0, 78.3, 123.9},
                         Row{158, 94, 117.4, 173.9, 69.9, 112.8, 86.4, 134.2},
                         Row{182, 112, 133.8, 194.5, 82.2, 128.3, 100.0, 151.4}}) {
        INFO(r.sys << "/" << r.dia);
        const auto sys = autoLimit(Channel::nibpSystolic, r.sys);
        const auto dia = autoLimit(Channel::nibpDiastolic, r.dia);
        const auto map = autoLimit(Channel::nibpMean, derivedMean(r.sys, r.dia));
        REQUIRE(sys);
        REQUIRE(dia);
        REQUIRE(map);
        CHECK(sys->low == Approx(r.sysLow).margin(0.05));
        CHECK(sys->high == Approx(r.sysHigh).margin(0.05));
        CHECK(dia->low == Approx(r.diaLow).margin(0.05));
        CHECK(dia->high == Approx(r.diaHigh).margin(0.05));
        CHECK(map->low == Approx(r.mapLow).margin(0.05));
        CHECK(map->high == Approx(r.mapHigh).margin(0.05));
    }
    CHECK(autoLimit(Channel::hr, 45)->low == 40);
    CHECK(autoLimit(Channel::hr, 200)->high == 240);
    CHECK(autoLimit(Channel::rr, 10)->low == 6);
    CHECK(autoLimit(Channel::rr, 24)->high == 30);
    CHECK(autoLimit(Channel::etco2, 40)->low == 34);
    CHECK_FALSE(autoLimit(Channel::etco2, 30));
    CHECK_FALSE(autoLimit(Channel::spo2, 98));
}

TEST_CASE("a limit that makes no sense is refused with its reason", "[domain][H-03]") {
    const LimitSet limits(defaultProtocol());
    CHECK(has(refusalOf(limits, "spo2.action_lo", std::nullopt), "empty or switched off"));
    CHECK(has(refusalOf(limits, "spo2.action_lo", std::nan("")), "empty or switched off"));
    CHECK(has(refusalOf(limits, "spo2.action_lo", 84), "looser than this program allows (85 %)"));
    CHECK(has(refusalOf(limits, "spo2.action_lo", 94), "equal the SpO₂ low caution limit"));
    CHECK(has(refusalOf(limits, "spo2.action_lo", 95), "pass the SpO₂ low caution limit (94 %)"));
    CHECK(has(refusalOf(limits, "spo2.emergency_lo", 91), "pass the SpO₂ low action limit"));
    CHECK(has(refusalOf(limits, "spo2.caution_lo", 104), "outside what can be measured"));
    CHECK(has(refusalOf(limits, "hr.caution_hi", 45), "reversed with the HR low"));
    CHECK(has(refusalOf(limits, "hr.caution_lo", 120), "equal the HR high"));
    CHECK(has(refusalOf(limits, "hr.caution_hi", 119.5), "whole numbers"));
    CHECK(has(refusalOf(limits, "temp.caution_hi", 38.25), "more decimals"));
    CHECK(has(refusalOf(limits, "nibp_rel.action_pct", 20), "equal"));
    CHECK(has(refusalOf(limits, "nibp_rel.caution_pct", 0), "1 to 100 %"));
    CHECK(has(refusalOf(limits, "moaas.action", 1), "belong to the protocol"));
    CHECK(has(refusalOf(limits, "nonsense", 1), "There is no limit called"));
    for (const auto& [id, to] : {std::pair{"spo2.action_lo", 88.0}, std::pair{"hr.caution_hi", 130.0},
                                 std::pair{"temp.caution_hi", 38.5}, std::pair{"nibp_rel.action_pct", 40.0},
                                 std::pair{"nibp_sys.action_hi", 185.0}})
        CHECK(refusalOf(limits, id, to).empty());
}

TEST_CASE("a cuff interval that cannot be is refused with what can", "[domain][H-03]") {
    const LimitSet limits(defaultProtocol());
    const std::string id(kCuffIntervalLimit);
    for (const std::optional<double> to :
         {std::optional<double>{}, std::optional(0.0), std::optional(-5.0), std::optional(2.5),
          std::optional(121.0), std::optional(std::nan("")), std::optional(HUGE_VAL)})
        CHECK(has(refusalOf(limits, id, to), "type whole minutes from 1 to 120"));
    CHECK(refusalOf(limits, id, 1.0).empty());
    CHECK(refusalOf(limits, id, 60.0).empty());
    LimitSet told(defaultProtocol());
    CHECK_FALSE(told.cuffInterval());
    told.apply({id, 15, 60, "as the monitor is set"});
    CHECK(told.cuffInterval() == Millis{60min});
    told.apply({id, 60, std::nullopt, ""});
    CHECK(told.cuffInterval() == Millis{60min});
}

TEST_CASE("recorded changes fold into the limits in force and the preset stays visible", "[domain]") {
    LimitSet limits(defaultProtocol());
    limits.apply({"spo2.action_lo", 90, 88, "known lung disease"});
    CHECK(limits.find("spo2.action_lo")->value == 88);
    CHECK(limits.preset("spo2.action_lo") == 90);
    limits.apply({"spo2.action_lo", 88, std::nullopt, ""});
    CHECK(limits.find("spo2.action_lo")->value == 88);
}

TEST_CASE("baseline proposals are offered, checked and never applied by themselves", "[domain]") {
    const LimitSet limits(defaultProtocol());
    Baseline baseline;
    baseline[Channel::nibpSystolic] = 138;
    baseline[Channel::hr] = 110;
    const auto proposals = proposeLimits(limits, baseline);
    const auto find = [&](const std::string& id) {
        for (const auto& p : proposals)
            if (p.change.limit == id) return p;
        FAIL("no proposal for " << id);
        return LimitProposal{};
    };
    CHECK(find("nibp_sys.caution_hi").change.to == 157);
    CHECK(find("nibp_sys.caution_hi").change.from == 160);
    CHECK_FALSE(find("nibp_sys.caution_hi").refused);
    CHECK(find("nibp_sys.caution_lo").change.to == 104);
    CHECK(find("hr.caution_hi").change.to == 138);
    CHECK(proposals.size() == 4);
    CHECK(limits.find("nibp_sys.caution_hi")->value == 160);
    baseline[Channel::nibpSystolic] = 182; // 194.5 would pass the action limit of 180
    bool refused = false;
    for (const auto& p : proposeLimits(limits, baseline))
        if (p.change.limit == "nibp_sys.caution_hi") refused = p.refused.has_value();
    CHECK(refused);
}
