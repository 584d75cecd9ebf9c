// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of what is given, drawn and wasted: medicines, the pump, nasal devices, vials. What has happened
// must be recordable, so the unusual is asked about and only the impossible refused.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/domain/session_rules.h"
#include "core/domain/stock.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

/// A rate above this is no pump setting but a typing error. Source: range of common volumetric pumps
/// (design).
constexpr double kMaxRateMlPerH = 1500;
/// A start rate this far from the ordered one is asked about (design).
constexpr double kRateTolerance = 0.1;

struct DrugChecker {
    const SessionState& s;
    const Command& command;
    Instant now;
    const DecisionContext& context;

    EntryCheck operator()(const MedicationGiven& b) const {
        if (b.drug.empty()) return refuse(phrase("Choose the medicine first."));
        if (!(b.dose > 0) || !std::isfinite(b.dose))
            return refuse(phrase("The dose must be more than zero."));
        if (b.dose > 100'000)
            return refuse(phrase("A dose of {1} {2} is not possible.", formatNumber(b.dose), b.unit));
        if (b.unit.empty()) return refuse(phrase("The dose needs a unit."));
        const auto order = std::find_if(context.protocol.orders.begin(), context.protocol.orders.end(),
                                        [&](const OrderSetEntry& o) {
                                            return o.drug == b.drug && o.unit == b.unit && o.route == b.route;
                                        });
        if (order == context.protocol.orders.end())
            return ask(phrase(
                "{1} by this route is not in the protocol's order set. Record it as given all the same?",
                b.drug));
        if (order->maxSingle > 0 && b.dose > order->maxSingle)
            return ask(phrase("{1} {2} {3} is above the usual single dose of {4} {5}. Record it as given?",
                              b.drug, formatNumber(b.dose), b.unit, formatNumber(order->maxSingle), b.unit));
        return {};
    }
    EntryCheck operator()(const InfusionStarted& b) const {
        if (auto bad = rateProblem(b.rateMlPerH)) return *bad;
        if (!s.order) return refuse(phrase("No dose is ordered yet, so nothing can be started."));
        if (context.protocol.route != Route::intravenous)
            return refuse(phrase("This protocol gives sprays, not an infusion."));
        const double ordered = s.order->rateMlPerH;
        if (ordered > 0 && std::abs(b.rateMlPerH - ordered) > ordered * kRateTolerance)
            return ask(
                phrase("The pump rate {1} mL/h differs from the ordered {2} mL/h. Is the pump really set so?",
                       formatNumber(b.rateMlPerH, 1), formatNumber(ordered, 1)));
        // Lot and expiry belong to the start (clinical.md §4.1); a start that has happened is still recorded.
        if (cleanName(b.lot).empty() && s.ledger.draws().empty())
            return ask(
                phrase("Neither a vial nor its lot is recorded yet. Record the start all the same? The drug "
                       "ledger asks for the vial before discharge."));
        return {};
    }
    EntryCheck operator()(const InfusionPaused& b) const {
        return cleanNote(b.reason).empty() ? refuse(phrase("Pausing needs a reason, one touch is enough."))
                                           : EntryCheck{};
    }
    EntryCheck operator()(const InfusionResumed& b) const {
        return rateProblem(b.rateMlPerH).value_or(EntryCheck{});
    }
    EntryCheck operator()(const RateChanged& b) const {
        if (auto bad = rateProblem(b.rateMlPerH)) return *bad;
        if (cleanNote(b.reason).empty())
            return refuse(phrase("A rate change needs a reason, one touch is enough."));
        if (!s.order || s.order->weightKg <= 0) return {};
        const double mgPerKgH = b.rateMlPerH * s.order->concentrationMgPerMl / s.order->dosingWeightKg;
        const auto& range = context.protocol.dosing.rateMgPerKgHRange;
        const std::string amount = formatNumber(mgPerKgH, 2) + " mg/kg/h";
        if (range.block > 0 && mgPerKgH > range.block)
            return refuse(phrase("This rate gives {1}, above the protocol's limit of {2} mg/kg/h.", amount,
                                 formatNumber(range.block)));
        if (range.warn > 0 && mgPerKgH > range.warn)
            return ask(phrase("This rate gives {1}, above the protocol's usual {2}. Is it right?", amount,
                              formatNumber(range.warn)));
        return {};
    }
    EntryCheck operator()(const InfusionStopped& b) const {
        if (!b.completed && b.reasonCode.empty())
            return refuse(phrase("Stopping early needs a reason, one touch is enough."));
        return {};
    }
    EntryCheck operator()(const SprayGiven& b) const {
        if (context.protocol.route != Route::intranasal)
            return refuse(phrase("This protocol gives an infusion, not sprays."));
        if (!s.order) return refuse(phrase("No dose is ordered yet, so no spray can be recorded."));
        if (!(b.mg > 0) || b.mg > 84) return refuse(phrase("A spray device gives between 0 and 84 mg."));
        const double before = s.sprays.deliveredMg(now.mono);
        if (before + b.mg > s.order->doseMg + 0.01)
            return refuse(phrase("With this device {1} mg would be given, more than the ordered {2} mg.",
                                 formatNumber(before + b.mg), formatNumber(s.order->doseMg)));
        return tooSoon();
    }
    EntryCheck operator()(const DrugDrawn& b) const {
        if (!(b.mg > 0) || b.mg > 5000)
            return refuse(phrase("The drawn amount must be between 0 and 5000 mg."));
        return b.fromOpenVial ? openVialProblem(b) : expiryProblem(b);
    }
    EntryCheck operator()(const DrugWasted& b) const {
        if (!(b.mg >= 0) || b.mg > 5000)
            return refuse(phrase("The wasted amount must be between 0 and 5000 mg."));
        if (b.witness.id.empty()) return refuse(phrase("Waste needs a witness, another person."));
        if (b.witness.id == command.actor.id)
            return refuse(phrase("The witness must be another person than the one who wastes."));
        return {};
    }
    EntryCheck operator()(const DiscrepancyNamed& b) const {
        return cleanNote(b.reason).empty() ? refuse(phrase("A discrepancy needs its explanation."))
                                           : EntryCheck{};
    }
    template <class Other>
    EntryCheck operator()(const Other&) const {
        return {};
    }

private:
    EntryCheck openVialProblem(const DrugDrawn& b) const {
        const auto vials = s.ledger.openVials(command.corrects);
        const auto* vial = openVialFor(vials, b);
        if (!vial)
            return refuse(phrase("No vial of this lot and label is open in this session. Record the draw as "
                                 "one from a new vial."));
        if (b.mg > vial->leftMg() + kHairMg)
            return refuse(phrase("The open vial has {1} mg left. Record what came from it, and the rest as "
                                 "drawn from a new vial.",
                                 formatNumber(vial->leftMg(), 2)));
        return {};
    }
    /// A vial without a noted expiry is the ledger's matter; one past it was drawn all the same, or was
    /// misread.
    EntryCheck expiryProblem(const DrugDrawn& b) const {
        if (cleanName(b.expiry).empty()) return {};
        switch (expiryOn(b.expiry, formatDate(now.wall))) {
        case Expiry::unreadable:
            return refuse(phrase("The expiry is a month or a day, for example 2027-06 or 2027-06-30."));
        case Expiry::expired:
            return ask(phrase("This vial expired with {1}. Was it really drawn from? Then record it as it "
                              "happened.",
                              b.expiry));
        case Expiry::soon:
        case Expiry::fine: break;
        }
        return {};
    }
    /// The rest between two devices. What has happened must be recordable, so this asks instead of refusing.
    EntryCheck tooSoon() const {
        const auto last = s.sprays.lastAt();
        const auto gap = context.protocol.dosing.deviceGap;
        if (!last) return {};
        const Millis rested = command.effective.value_or(now.mono) - *last;
        if (rested < Millis{0})
            return refuse(phrase("That is before the device given last; choose a later time."));
        if (rested >= gap) return {};
        return ask(phrase("Only {1} since the last device; the protocol rests {2}, so the next one is due in "
                          "{3}. Was it given already? Then record it as it happened.",
                          formatDuration(rested), formatDuration(gap), formatDuration(gap - rested)));
    }
    static std::optional<EntryCheck> rateProblem(double rate) {
        if (!std::isfinite(rate) || rate <= 0)
            return refuse(phrase("The pump rate must be more than 0 mL/h; to stop, use Stop."));
        if (rate > kMaxRateMlPerH)
            return refuse(phrase("A rate of {1} mL/h is not possible on a pump.", formatNumber(rate, 1)));
        return std::nullopt;
    }
};

} // namespace

EntryCheck checkDrugEntry(const SessionState& state, const Command& command, Instant now,
                          const DecisionContext& context) {
    return std::visit(DrugChecker{state, command, now, context}, command.ask);
}

} // namespace chairside
