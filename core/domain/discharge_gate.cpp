// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/discharge_gate.h"

#include "core/base/number.h"
#include "core/base/phrase.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

CriterionState stateOf(bool met) {
    return met ? CriterionState::met : CriterionState::notMet;
}

std::string pressure(double systolic, double diastolic) {
    return formatNumber(systolic, 0) + "/" + formatNumber(diastolic, 0);
}

std::string minuteWords(Millis length) {
    return formatNumber(static_cast<double>(length.count()) / 60'000, 1) + " min";
}

class GateBuilder {
public:
    GateBuilder(const DischargeGate& gate, const GateFacts& facts, MonoTime now)
        : gate_(gate), facts_(facts), now_(now) {}

    GateResult build() {
        time("after_end", phrase("since the end of treatment"), gate_.afterTreatmentEnd, facts_.treatmentEnd);
        time("after_spray", phrase("since the first spray"), gate_.afterFirstSpray, facts_.firstSpray);
        nibp();
        saturation();
        bound("moaas", "MOAA/S", "", gate_.moaasAtLeast, false, facts_.moaas, facts_.moaasAt);
        yes("oriented", phrase("Oriented to person, place and time"), gate_.orientedX3, facts_.oriented);
        yes("gait", phrase("Steady gait"), gate_.steadyGait, facts_.steadyGait);
        bound("nausea", phrase("Nausea"), "", gate_.nauseaAtMost, true, facts_.nausea, facts_.nauseaAt);
        bound("aldrete", phrase("Aldrete score"), "", gate_.aldreteAtLeast, false, facts_.aldrete,
              facts_.aldreteAt);
        yes("escort", phrase("Escort present"), gate_.escort, facts_.escort);
        finish();
        return std::move(result_);
    }

private:
    void add(std::string id, std::string title, CriterionState state, std::string value,
             std::optional<MonoTime> earliest = {}) {
        result_.criteria.push_back({std::move(id), std::move(title), state, std::move(value), earliest});
    }
    bool tooOld(std::optional<MonoTime> at) const { return at && now_ - *at > gate_.measuredWithin; }

    void time(const char* id, const std::string& since, std::optional<Millis> wait,
              std::optional<MonoTime> from) {
        if (!wait) return;
        const std::string title = phrase("At least {1} {2}", minuteWords(*wait), since);
        if (!from) {
            timesKnown_ = false;
            return add(id, title, CriterionState::notKnown, "");
        }
        const MonoTime earliest = *from + *wait;
        latest_ = latest_ ? std::max(*latest_, earliest) : earliest;
        add(id, title, stateOf(now_ >= earliest), formatDuration(std::max(now_ - *from, Millis{0})),
            earliest);
    }

    void bound(const char* id, const std::string& name, const std::string& unit, std::optional<double> limit,
               bool atMost, std::optional<double> value, std::optional<MonoTime> at) {
        if (!limit) return;
        const std::string suffix = unit.empty() ? "" : " " + unit;
        const std::string title = phrase(atMost ? toSay("{1} at most {2}") : toSay("{1} at least {2}"), name,
                                         formatNumber(*limit, 1) + suffix);
        if (!value) return add(id, title, CriterionState::notKnown, "");
        const std::string shown = formatNumber(*value, 1) + suffix;
        if (tooOld(at))
            return add(id, title, CriterionState::notKnown,
                       phrase("{1}, measured {2} ago", shown, minuteWords(now_ - *at)));
        add(id, title, stateOf(atMost ? *value <= *limit : *value >= *limit), shown);
    }

    /// On room air, where the protocol asks for that: a value on oxygen says nothing about the way home.
    void saturation() {
        if (!gate_.spo2AtLeast) return;
        const std::string name(info(Channel::spo2).label);
        if (!gate_.spo2OnRoomAir)
            return bound("spo2", name, "%", gate_.spo2AtLeast, false, facts_.spo2, facts_.spo2At);
        const std::string title =
            phrase("{1} at least {2} on room air", name, formatNumber(*gate_.spo2AtLeast, 1) + " %");
        const std::string shown = facts_.spo2 ? formatNumber(*facts_.spo2, 1) + " %" : "";
        const auto& oxygen = facts_.oxygen;
        if (oxygen.running) {
            const std::string flow = formatNumber(oxygen.running->flowLPerMin, 1) + " L/min";
            return add("spo2", title, CriterionState::notMet,
                       shown.empty() ? phrase("on {1} oxygen", flow)
                                     : phrase("{1} on {2} oxygen", shown, flow));
        }
        if (facts_.spo2 && oxygen.endedAt &&
            facts_.spo2At.value_or(now_) < *oxygen.endedAt + gate_.roomAirFor)
            return tooSoonAfterOxygen(title, shown, *oxygen.endedAt);
        bound("spo2", name, "%", gate_.spo2AtLeast, false, facts_.spo2, facts_.spo2At);
        result_.criteria.back().title = title;
    }
    void tooSoonAfterOxygen(const std::string& title, const std::string& shown, MonoTime endedAt) {
        const MonoTime counts = endedAt + gate_.roomAirFor;
        std::string value = phrase("{1}, oxygen ended {2} ago", shown, minuteWords(now_ - endedAt));
        if (now_ >= counts) value = phrase("{1} from before; measure again on room air", shown);
        add("spo2", title, CriterionState::notKnown, std::move(value),
            now_ < counts ? std::optional(counts) : std::nullopt);
    }

    void yes(const char* id, const std::string& title, bool wanted, std::optional<bool> answer) {
        if (!wanted) return;
        if (!answer) return add(id, title, CriterionState::notKnown, "");
        add(id, title, stateOf(*answer), *answer ? phrase("yes") : phrase("no"));
    }

    std::string nibpTitle() const {
        std::string title = phrase("Blood pressure");
        if (gate_.nibpWithinPercent)
            title += phrase(" within {1} % of baseline", formatNumber(*gate_.nibpWithinPercent, 0));
        if (gate_.nibpSysBelow && gate_.nibpDiaBelow)
            title += phrase("{1} below {2}", gate_.nibpWithinPercent ? phrase(" or") : std::string(),
                            pressure(*gate_.nibpSysBelow, *gate_.nibpDiaBelow));
        if (gate_.nibpSysAtLeast)
            title += phrase(", systolic at least {1}", formatNumber(*gate_.nibpSysAtLeast, 0));
        return title;
    }
    /// Empty when the protocol asks for the band and there is no baseline to compare with.
    std::optional<bool> withinBand() const {
        if (!gate_.nibpWithinPercent) return false;
        if (!facts_.baselineSystolic || !facts_.baselineDiastolic) return std::nullopt;
        const auto near = [&](double value, double base) {
            return std::abs(value - base) <= base * *gate_.nibpWithinPercent / 100 * (1 + 1e-9);
        };
        return near(*facts_.systolic, *facts_.baselineSystolic) &&
               near(*facts_.diastolic, *facts_.baselineDiastolic);
    }
    void nibp() {
        if (!gate_.nibpWithinPercent && !gate_.nibpSysBelow && !gate_.nibpDiaBelow && !gate_.nibpSysAtLeast)
            return;
        const std::string title = nibpTitle();
        if (!facts_.systolic || !facts_.diastolic) return add("nibp", title, CriterionState::notKnown, "");
        std::string value = pressure(*facts_.systolic, *facts_.diastolic) + " mmHg";
        if (facts_.baselineSystolic && facts_.baselineDiastolic)
            value += phrase(", baseline {1}", pressure(*facts_.baselineSystolic, *facts_.baselineDiastolic));
        if (tooOld(facts_.nibpAt))
            return add("nibp", title, CriterionState::notKnown,
                       phrase("{1}, measured {2} ago", value, minuteWords(now_ - *facts_.nibpAt)));
        if (gate_.nibpSysAtLeast && *facts_.systolic < *gate_.nibpSysAtLeast)
            return add("nibp", title, CriterionState::notMet, value);
        const bool limits = gate_.nibpSysBelow || gate_.nibpDiaBelow;
        const bool below = limits && !(gate_.nibpSysBelow && *facts_.systolic >= *gate_.nibpSysBelow) &&
                           !(gate_.nibpDiaBelow && *facts_.diastolic >= *gate_.nibpDiaBelow);
        const auto band = withinBand();
        if (below || band.value_or(false) || (!limits && !gate_.nibpWithinPercent))
            return add("nibp", title, CriterionState::met, value);
        add("nibp", title, band ? CriterionState::notMet : CriterionState::notKnown, value);
    }

    void finish() {
        result_.allMet = std::all_of(result_.criteria.begin(), result_.criteria.end(),
                                     [](const GateCriterion& c) { return c.state == CriterionState::met; });
        if (!timesKnown_ || !latest_) return;
        result_.earliest = latest_;
        result_.timeToReady = std::max(*latest_ - now_, Millis{0});
    }

    const DischargeGate& gate_;
    const GateFacts& facts_;
    MonoTime now_;
    GateResult result_;
    std::optional<MonoTime> latest_;
    bool timesKnown_ = true;
};

} // namespace

std::vector<std::string> GateResult::openTitles() const {
    std::vector<std::string> open;
    for (const auto& c : criteria)
        if (c.state != CriterionState::met) open.push_back(c.title);
    return open;
}

GateResult evaluateGate(const DischargeGate& gate, const GateFacts& facts, MonoTime now) {
    return GateBuilder(gate, facts, now).build();
}

} // namespace chairside
