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

TEST_CASE("no limit can be set looser than its floor, and each can be set to it", "[domain][H-03]") {
    using L = LimitLevel;
    struct Row {
        const char* param;
        L level;
        bool high;
        double floor;
    };
    for (const Row& row :
         {Row{"spo2", L::action, false, 85}, Row{"spo2", L::emergency, false, 75},
          Row{"hr", L::action, false, 35}, Row{"hr", L::action, true, 160}, Row{"pr", L::action, false, 35},
          Row{"pr", L::action, true, 160}, Row{"nibp_sys", L::action, true, 200},
          Row{"nibp_sys", L::emergency, true, 220}, Row{"nibp_sys", L::action, false, 80},
          Row{"nibp_dia", L::action, true, 120}, Row{"nibp_dia", L::emergency, true, 130},
          Row{"rr", L::action, false, 6}, Row{"rr", L::emergency, false, 4}, Row{"rr", L::action, true, 40},
          Row{"etco2", L::action, true, 70}}) {
        CAPTURE(row.param, row.floor);
        Protocol alone;
        alone.limits.push_back(rule("one", row.param, row.level, row.high, row.floor));
        const LimitSet limits(alone);
        CHECK(hardFloor(limits.rules().front()) == row.floor);
        CHECK(refusalOf(limits, "one", row.floor).empty());
        CHECK(refusalOf(limits, "one", row.floor + (row.high ? -1 : 1)).empty());
        CHECK(has(refusalOf(limits, "one", row.floor + (row.high ? 1 : -1)),
                  "looser than this program allows"));
    }
    auto relative = rule("rel", "nibp_rel", L::action, true, 30);
    relative.percentOfBaseline = true;
    CHECK(hardFloor(relative) == 50.0);
    CHECK_FALSE(hardFloor(rule("t", "temp", L::action, true, 39)));
    CHECK_FALSE(hardFloor(rule("s", "spo2", L::caution, false, 94)));
}

TEST_CASE("limits of one value keep their order in both directions", "[domain][H-03]") {
    const LimitSet limits(defaultProtocol());
    CHECK(has(refusalOf(limits, "hr.caution_lo", 121), "reversed with the HR high caution limit (120 /min)"));
    CHECK(has(refusalOf(limits, "hr.caution_hi", 50), "equal the HR low caution limit"));
    CHECK(has(refusalOf(limits, "hr.caution_hi", 141), "pass the HR high action limit (140 /min)"));
    CHECK(has(refusalOf(limits, "hr.action_hi", 119), "pass the HR high caution limit"));
    CHECK(has(refusalOf(limits, "hr.action_lo", 51), "pass the HR low caution limit"));
    CHECK(has(refusalOf(limits, "hr.caution_lo", 39), "pass the HR low action limit"));
    CHECK(refusalOf(limits, "hr.caution_lo", 41).empty());
    CHECK(refusalOf(limits, "hr.caution_hi", 139).empty());
    CHECK(refusalOf(limits, "hr.action_lo", 49).empty());
    // A limit that waits for minutes is about something else: it may equal and pass the quick ones.
    CHECK(refusalOf(limits, "hr.sustained_hi", 141).empty());
    CHECK(refusalOf(limits, "hr.sustained_hi", 119).empty());
    CHECK(refusalOf(limits, "nibp_rel.caution_pct", 1).empty());
    CHECK(has(refusalOf(limits, "nibp_rel.caution_pct", 100), "pass the"));
    CHECK(has(refusalOf(limits, "nibp_rel.caution_pct", 101),
              "101 % is outside what can be measured (1 to 100 %)"));
    CHECK(has(refusalOf(limits, "nibp_rel.caution_pct", 20.5), "whole numbers"));
    CHECK(has(refusalOf(limits, "temp.caution_hi", 43.5),
              "43.5 °C is outside what can be measured (30 to 43 °C)"));
    CHECK(refusalOf(limits, std::string(kCuffIntervalLimit), 120.0).empty());
}

TEST_CASE("auto-limits follow the heart and the breath between their bounds", "[domain]") {
    CHECK(autoLimit(Channel::hr, 100)->low == Approx(80));
    CHECK(autoLimit(Channel::pulseRate, 100)->high == Approx(125));
    CHECK(autoLimit(Channel::rr, 16)->low == Approx(8));
    CHECK(autoLimit(Channel::rr, 16)->high == Approx(24));
    CHECK(autoLimit(Channel::etco2, 36)->high == 42);
    CHECK(autoLimit(Channel::etco2, 45)->low == 39);
    for (const double outside : {35.9, 45.1}) CHECK_FALSE(autoLimit(Channel::etco2, outside));
    for (const auto c : {Channel::spo2, Channel::temperature, Channel::o2Flow}) CHECK_FALSE(autoLimit(c, 37));
    CHECK_FALSE(autoLimit(Channel::hr, std::nan("")));
}

TEST_CASE("a limit is named by its value, its side and its level", "[domain]") {
    using L = LimitLevel;
    CHECK(limitName(rule("a", "spo2", L::emergency, false, 80)) == "SpO₂ low emergency limit");
    CHECK(limitName(rule("a", "hr", L::info, true, 90)) == "HR high information limit");
    CHECK(limitName(rule("a", "moaas", L::action, false, 2)) == "moaas low action limit");
    auto relative = rule("rel", "nibp_rel", L::caution, true, 20);
    relative.percentOfBaseline = true;
    CHECK(limitName(relative) == "NIBP systolic above baseline high caution limit");
    CHECK(conditionOf(relative) == "nibp_sys.hi");
    CHECK(conditionOf(rule("a", "moaas", L::action, false, 2)) == "moaas.lo");

    Baseline baseline;
    CHECK_FALSE(comparedLimit(relative, baseline));
    baseline[Channel::nibpSystolic] = 141;
    CHECK(comparedLimit(relative, baseline) == 169.0); // 169.2 as it is shown
    relative.high = false;
    CHECK(comparedLimit(relative, baseline) == 113.0); // 112.8
    relative.param = "a score";
    CHECK_FALSE(comparedLimit(relative, baseline));
    CHECK(comparedLimit(rule("a", "temp", L::caution, true, 38.04), {}) == Approx(38.0));
    CHECK(comparedLimit(rule("a", "moaas", L::action, false, 2.5), {}) == 2.5);
}

TEST_CASE("proposals are made for plain caution limits only, and only where something would change",
          "[domain]") {
    Protocol protocol;
    protocol.limits = {rule("a", "hr", LimitLevel::caution, true, 125),
                       rule("b", "hr", LimitLevel::action, true, 140),
                       rule("c", "hr", LimitLevel::caution, true, 120, 5min),
                       rule("d", "moaas", LimitLevel::caution, false, 3),
                       rule("e", "hr", LimitLevel::caution, false, 60),
                       rule("f", "spo2", LimitLevel::caution, false, 94),
                       rule("g", "rr", LimitLevel::caution, true, 24)};
    Baseline baseline;
    baseline[Channel::hr] = 100;
    baseline[Channel::spo2] = 97;
    const auto proposals = proposeLimits(LimitSet(protocol), baseline);
    REQUIRE(proposals.size() == 1); // "a" stands at 1.25 times the baseline already
    CHECK(proposals.front().change.limit == "e");
    CHECK(proposals.front().change.to == 80.0);
    CHECK(proposals.front().change.reason == "from the baseline 100 /min");
    CHECK(proposals.front().channel == Channel::hr);
    CHECK_FALSE(proposals.front().high);
    CHECK(proposals.front().baseline == 100);
}

TEST_CASE("two limits of one level may be equal, and a limit that is not there has no preset", "[domain]") {
    const LimitSet limits(defaultProtocol());
    CHECK(refusalOf(limits, "rr.apnoea", 6).empty()); // as the other emergency limit of the breath
    CHECK(refusalOf(limits, "rr.emergency_lo", 5).empty());
    CHECK(has(refusalOf(limits, "rr.apnoea", 8), "equal the RR low action limit"));
    CHECK_FALSE(limits.preset("nonsense"));
    CHECK(limits.preset("rr.apnoea") == 0.0);
}
