// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/interop/protocol_parts.h"

#include <algorithm>
#include <cmath>

namespace chairside::protocol_parts {
namespace {

std::vector<double> numbers(const JsonAt& parent, std::string_view key, double most) {
    std::vector<double> out;
    for (const JsonAt& at : shortList(parent, key, 30)) {
        const double value = numberWithin(at, 1e-6, most);
        if (std::find(out.begin(), out.end(), value) != out.end())
            at.fail(phrase("This number is listed twice."));
        out.push_back(value);
    }
    return out;
}

double bound(const JsonAt& at, std::string_view key) {
    return at.has(key) ? numberWithin(at.at(key), 1e-6, 1e6) : 0;
}

/// Bounds that are given must rise in this order; equal ones would make the milder one useless.
void mustRise(const JsonAt& at, const std::vector<double>& bounds) {
    double last = 0;
    for (const double value : bounds) {
        if (value <= 0) continue;
        if (value <= last)
            at.fail(phrase("The bounds are reversed or equal: {1} after {2}.", formatNumber(value),
                           formatNumber(last)));
        last = value;
    }
}

DosingRule::Range range(const JsonAt& parent, std::string_view key) {
    if (!parent.has(key)) return {};
    const JsonAt at = parent.at(key);
    at.expectOnly({"warn_below", "warn_above", "second_above", "block_above", "source"});
    const DosingRule::Range r{bound(at, "warn_below"), bound(at, "warn_above"), bound(at, "second_above"),
                              bound(at, "block_above")};
    mustRise(at, {r.warnLow, r.warn, r.second, r.block});
    return r;
}

void readStock(const JsonAt& at, DosingRule& rule) {
    for (const JsonAt& stock : shortList(at, "stock", 20)) {
        stock.expectOnly({"mg_per_ml", "vial_ml", "source"});
        const double strength = numberWithin(stock.at("mg_per_ml"), 0.01, 1000);
        if (std::find(rule.stockMgPerMl.begin(), rule.stockMgPerMl.end(), strength) !=
            rule.stockMgPerMl.end())
            stock.at("mg_per_ml").fail(phrase("This strength is listed twice."));
        rule.stockMgPerMl.push_back(strength);
        rule.vialMl.push_back(stock.has("vial_ml") ? numberWithin(stock.at("vial_ml"), 0.1, 1000) : 0);
    }
}

void readMarks(const JsonAt& at, DosingRule& rule) {
    if (!at.has("stock_marks")) return;
    const JsonAt marks = at.at("stock_marks");
    marks.expectOnly({"low_containers", "expires_soon_days", "source"});
    if (marks.has("low_containers"))
        rule.lowContainers = static_cast<int>(numberWithin(marks.at("low_containers"), 0, 1000));
    if (marks.has("expires_soon_days"))
        rule.expiresSoonDays = static_cast<int>(numberWithin(marks.at("expires_soon_days"), 0, 366));
}

void readChecks(const JsonAt& at, DosingRule& rule) {
    at.expectOnly({"mg_per_kg", "total_mg", "rate_mg_per_kg_h", "duration_min", "weight_kg",
                   "weight_change_percent", "step_mg_per_kg", "days_since_last_dose", "source"});
    rule.mgPerKgRange = range(at, "mg_per_kg");
    rule.totalMgRange = range(at, "total_mg");
    rule.rateMgPerKgHRange = range(at, "rate_mg_per_kg_h");
    if (at.has("duration_min")) {
        const JsonAt d = at.at("duration_min");
        d.expectOnly({"warn_below", "second_below", "block_below", "source"});
        rule.durationWarnBelow = bound(d, "warn_below");
        rule.durationSecondBelow = bound(d, "second_below");
        rule.durationBlockBelow = bound(d, "block_below");
        mustRise(d, {rule.durationBlockBelow, rule.durationSecondBelow, rule.durationWarnBelow});
    }
    if (at.has("weight_kg")) {
        const JsonAt w = at.at("weight_kg");
        w.expectOnly({"warn_below", "warn_above", "source"});
        rule.weightWarnBelow = bound(w, "warn_below");
        rule.weightWarnAbove = bound(w, "warn_above");
        mustRise(w, {rule.weightWarnBelow, rule.weightWarnAbove});
    }
    const auto single = [&](std::string_view key, std::string_view name) {
        if (!at.has(key)) return 0.0;
        at.at(key).expectOnly({name, "source"});
        return numberWithin(at.at(key).at(name), 1e-6, 1e4);
    };
    rule.weightChangeSecondPercent = single("weight_change_percent", "second_above");
    rule.stepWarnMgPerKg = single("step_mg_per_kg", "warn_above");
    rule.secondWithinDays = single("days_since_last_dose", "second_below");
}

void mustBeUsable(const JsonAt& at, const DosingRule& rule, Route route) {
    if ((rule.mgPerKg > 0) == !rule.fixedMg.empty())
        at.fail(phrase("Give either \"mg_per_kg\" or \"fixed_mg\", not both and not neither."));
    if (route == Route::intranasal) {
        if (!rule.deviceMg)
            at.fail(phrase("A nasal protocol needs \"device_mg\", the content of one device."));
        for (const double mg : rule.fixedMg) {
            const double devices = mg / *rule.deviceMg;
            if (std::abs(devices - std::round(devices)) > 1e-6)
                at.at("fixed_mg").fail(phrase("{1} mg is not a whole number of devices.", formatNumber(mg)));
        }
        return;
    }
    if (rule.deviceMg) at.at("device_mg").fail(phrase("Only a nasal protocol has devices."));
    if (rule.stockMgPerMl.empty()) at.fail(phrase("\"stock\" is missing: the vial strengths to pick from."));
    if (rule.bagMl.empty() && rule.syringeMl.empty())
        at.fail(phrase("\"bag_ml\" or \"syringe_ml\" is missing."));
}

} // namespace

DosingRule dosing(const JsonAt& at, Route route) {
    at.expectOnly({"drug", "mg_per_kg", "fixed_mg", "device_mg", "device_gap_min", "duration_min", "cap_mg",
                   "round_to_mg", "stock", "stock_marks", "single_use_vials", "bag_ml", "syringe_ml",
                   "checks", "source"});
    DosingRule rule;
    rule.drug = title(at.at("drug"));
    if (at.has("mg_per_kg")) rule.mgPerKg = numberWithin(at.at("mg_per_kg"), 0.001, 10);
    rule.fixedMg = numbers(at, "fixed_mg", 10'000);
    if (at.has("device_mg")) rule.deviceMg = numberWithin(at.at("device_mg"), 0.1, 1000);
    if (at.has("device_gap_min")) rule.deviceGap = minutesWithin(at.at("device_gap_min"), 0, 60);
    rule.durationMin = route == Route::intravenous ? numberWithin(at.at("duration_min"), 1, 24 * 60) : 0;
    if (at.has("cap_mg")) rule.capMg = numberWithin(at.at("cap_mg"), 0.1, 10'000);
    if (at.has("round_to_mg")) rule.roundToMg = numberWithin(at.at("round_to_mg"), 0.01, 100);
    readStock(at, rule);
    readMarks(at, rule);
    rule.singleUseVials = at.boolean("single_use_vials", true);
    rule.bagMl = numbers(at, "bag_ml", 3000);
    rule.syringeMl = numbers(at, "syringe_ml", 200);
    readChecks(at.at("checks"), rule);
    mustBeUsable(at, rule, route);
    return rule;
}

} // namespace chairside::protocol_parts
