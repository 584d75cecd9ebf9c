// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of single entries: impossible is refused, unusual is asked about, references must exist.
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/domain/session_rules.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

EntryCheck refuse(std::string sentence) {
    return {Refusal{std::move(sentence)}, std::nullopt};
}
EntryCheck ask(std::string sentence) {
    return {std::nullopt, Question{std::move(sentence)}};
}

std::string shown(const ChannelInfo& channel, double value) {
    return std::string(channel.label) + " " + formatNumber(value, channel.decimals) + " " +
           std::string(channel.unit);
}

/// A rate above this is no pump setting but a typing error. Source: range of common volumetric pumps
/// (design).
constexpr double kMaxRateMlPerH = 1500;
/// A start rate this far from the ordered one is asked about (design).
constexpr double kRateTolerance = 0.1;
constexpr int kWorstSeverity = 3;

struct EntryChecker {
    const SessionState& s;
    const Command& command;
    Instant now;
    const DecisionContext& context;

    EntryCheck operator()(const VitalsEntered& b) const {
        bool any = false;
        std::string unusual;
        for (const auto& channel : allChannels()) {
            const auto& value = b.values[index(channel.channel)];
            if (!value) continue;
            any = true;
            if (!isPossible(channel.channel, *value))
                return refuse(shown(channel, *value) + " is not possible; it must be between " +
                              formatNumber(channel.possibleMin) + " and " +
                              formatNumber(channel.possibleMax) + ".");
            if (!isUsual(channel.channel, *value))
                unusual += (unusual.empty() ? "" : ", ") + shown(channel, *value);
        }
        if (!any) return refuse("Nothing was entered, so nothing was recorded.");
        const auto& sys = b.values[index(Channel::nibpSystolic)];
        const auto& dia = b.values[index(Channel::nibpDiastolic)];
        if (sys.has_value() != dia.has_value())
            return refuse("A blood pressure needs both systolic and diastolic.");
        if (sys && *dia >= *sys)
            return refuse("Diastolic " + formatNumber(*dia) + " cannot be as high as systolic " +
                          formatNumber(*sys) + ".");
        if (!unusual.empty()) return ask(unusual + ": sure? It will be recorded as measured.");
        return {};
    }
    EntryCheck operator()(const ScoreEntered& b) const {
        if (b.instrument.empty() || b.answers.empty())
            return refuse("No answer was given, so nothing was recorded.");
        return {};
    }
    EntryCheck operator()(const SideEffectBegan& b) const {
        if (b.effect.empty()) return refuse("Choose a side effect first.");
        if (auto bad = severityProblem(b.severity)) return *bad;
        for (const auto& effect : s.effects)
            if (effect.effect == b.effect && !effect.until && effect.id != command.corrects)
                return refuse(
                    "This side effect is already charted as present; change its severity or end it.");
        return {};
    }
    EntryCheck operator()(const SideEffectChanged& b) const {
        if (auto bad = severityProblem(b.severity)) return *bad;
        return mustBePresent(b.of);
    }
    EntryCheck operator()(const SideEffectEnded& b) const { return mustBePresent(b.of); }
    EntryCheck operator()(const MedicationGiven& b) const {
        if (b.drug.empty()) return refuse("Choose the medicine first.");
        if (!(b.dose > 0) || !std::isfinite(b.dose)) return refuse("The dose must be more than zero.");
        if (b.dose > 100'000)
            return refuse("A dose of " + formatNumber(b.dose) + " " + b.unit + " is not possible.");
        if (b.unit.empty()) return refuse("The dose needs a unit.");
        const auto order = std::find_if(context.protocol.orders.begin(), context.protocol.orders.end(),
                                        [&](const OrderSetEntry& o) {
                                            return o.drug == b.drug && o.unit == b.unit && o.route == b.route;
                                        });
        if (order == context.protocol.orders.end())
            return ask(b.drug +
                       " by this route is not in the protocol's order set. Record it as given all the same?");
        if (order->maxSingle > 0 && b.dose > order->maxSingle)
            return ask(b.drug + " " + formatNumber(b.dose) + " " + b.unit +
                       " is above the usual single dose of " + formatNumber(order->maxSingle) + " " + b.unit +
                       ". Record it as given?");
        return {};
    }
    EntryCheck operator()(const NoteWritten& b) const {
        if (cleanNote(b.text).empty()) return refuse("The note is empty, so nothing was recorded.");
        return tooLong(b.text);
    }
    EntryCheck operator()(const AddendumAdded& b) const {
        if (cleanNote(b.text).empty()) return refuse("The addendum is empty, so nothing was recorded.");
        if (cleanNote(b.reason).empty()) return refuse("An addendum needs the reason for it.");
        return tooLong(b.text);
    }
    EntryCheck operator()(const AccountWritten& b) const {
        if (cleanNote(b.text).empty()) return refuse("The account is empty, so nothing was recorded.");
        if (b.about && !s.openFollowUps.contains(*b.about))
            return refuse("This follow-up is closed already, or it is not in this session.");
        return tooLong(b.text);
    }
    EntryCheck operator()(const FollowUpPlanned& b) const {
        const auto days = daysBetween(formatDate(now.wall), b.date);
        if (!days) return refuse("The follow-up needs a real date, year-month-day, for example 2026-11-28.");
        if (*days < 0) return refuse("The follow-up lies in the past; choose today or a later date.");
        if (*days > 5 * 366) return ask("The follow-up lies more than five years ahead. Record it?");
        return tooLong(b.text);
    }
    EntryCheck operator()(const CourseAssigned& b) const {
        if (b.number < 1 || b.number > 1000) return refuse("The number in the series is between 1 and 1000.");
        if (cleanName(b.indication).empty()) return refuse("Choose the indication.");
        return cleanName(b.course).empty() ? refuse("Choose induction or maintenance.") : EntryCheck{};
    }
    EntryCheck operator()(const EventMarked& b) const {
        return cleanName(b.label).empty() ? refuse("The event needs a name.") : EntryCheck{};
    }
    EntryCheck operator()(const EntryWithdrawn& b) const {
        if (!command.corrects) return refuse("Choose the entry to withdraw.");
        return cleanNote(b.reason).empty()
                   ? refuse("Withdrawing an entry needs a reason; both stay in the record.")
                   : EntryCheck{};
    }
    EntryCheck operator()(const ArtefactMarked& b) const {
        if (b.to <= b.from) return refuse("The artefact's end must be after its beginning.");
        if (b.to > now.mono) return refuse("An artefact cannot reach into the future.");
        if (cleanNote(b.reason).empty())
            return refuse("Marking an artefact needs a reason; the values stay in the record.");
        return {};
    }
    EntryCheck operator()(const CheckMissed& b) const {
        return cleanNote(b.reason).empty() ? refuse("Say in a word why the check was missed.") : EntryCheck{};
    }
    EntryCheck operator()(const InfusionStarted& b) const {
        if (auto bad = rateProblem(b.rateMlPerH)) return *bad;
        if (!s.order) return refuse("No dose is ordered yet, so nothing can be started.");
        if (context.protocol.route != Route::intravenous)
            return refuse("This protocol gives sprays, not an infusion.");
        const double ordered = s.order->rateMlPerH;
        if (ordered > 0 && std::abs(b.rateMlPerH - ordered) > ordered * kRateTolerance)
            return ask("The pump rate " + formatNumber(b.rateMlPerH, 1) + " mL/h differs from the ordered " +
                       formatNumber(ordered, 1) + " mL/h. Is the pump really set so?");
        return {};
    }
    EntryCheck operator()(const InfusionPaused& b) const {
        return cleanNote(b.reason).empty() ? refuse("Pausing needs a reason, one touch is enough.")
                                           : EntryCheck{};
    }
    EntryCheck operator()(const InfusionResumed& b) const {
        return rateProblem(b.rateMlPerH).value_or(EntryCheck{});
    }
    EntryCheck operator()(const RateChanged& b) const {
        if (auto bad = rateProblem(b.rateMlPerH)) return *bad;
        if (cleanNote(b.reason).empty()) return refuse("A rate change needs a reason, one touch is enough.");
        if (!s.order || s.order->weightKg <= 0) return {};
        const double mgPerKgH = b.rateMlPerH * s.order->concentrationMgPerMl / s.order->dosingWeightKg;
        const auto& range = context.protocol.dosing.rateMgPerKgHRange;
        const std::string amount = formatNumber(mgPerKgH, 2) + " mg/kg/h";
        if (range.block > 0 && mgPerKgH > range.block)
            return refuse("This rate gives " + amount + ", above the protocol's limit of " +
                          formatNumber(range.block) + " mg/kg/h.");
        if (range.warn > 0 && mgPerKgH > range.warn)
            return ask("This rate gives " + amount + ", above the protocol's usual " +
                       formatNumber(range.warn) + ". Is it right?");
        return {};
    }
    EntryCheck operator()(const InfusionStopped& b) const {
        if (!b.completed && b.reasonCode.empty())
            return refuse("Stopping early needs a reason, one touch is enough.");
        return {};
    }
    EntryCheck operator()(const SprayGiven& b) const {
        if (context.protocol.route != Route::intranasal)
            return refuse("This protocol gives an infusion, not sprays.");
        if (!s.order) return refuse("No dose is ordered yet, so no spray can be recorded.");
        if (!(b.mg > 0) || b.mg > 84) return refuse("A spray device gives between 0 and 84 mg.");
        const double before = s.sprays.deliveredMg(now.mono);
        if (before + b.mg > s.order->doseMg + 0.01)
            return refuse("With this device " + formatNumber(before + b.mg) +
                          " mg would be given, more than the ordered " + formatNumber(s.order->doseMg) +
                          " mg.");
        return tooSoon();
    }
    EntryCheck operator()(const DrugDrawn& b) const {
        if (!(b.mg > 0) || b.mg > 5000) return refuse("The drawn amount must be between 0 and 5000 mg.");
        return {};
    }
    EntryCheck operator()(const DrugWasted& b) const {
        if (!(b.mg >= 0) || b.mg > 5000) return refuse("The wasted amount must be between 0 and 5000 mg.");
        if (b.witness.id.empty()) return refuse("Waste needs a witness, another person.");
        if (b.witness.id == command.actor.id)
            return refuse("The witness must be another person than the one who wastes.");
        return {};
    }
    EntryCheck operator()(const DiscrepancyNamed& b) const {
        return cleanNote(b.reason).empty() ? refuse("A discrepancy needs its explanation.") : EntryCheck{};
    }
    template <class Other>
    EntryCheck operator()(const Other&) const {
        return {};
    }

private:
    static std::optional<EntryCheck> severityProblem(int severity) {
        if (severity >= 1 && severity <= kWorstSeverity) return std::nullopt;
        return refuse("Severity is 1 mild, 2 moderate or 3 severe.");
    }
    /// The rest between two devices. What has happened must be recordable, so this asks instead of refusing.
    EntryCheck tooSoon() const {
        const auto last = s.sprays.lastAt();
        const auto gap = context.protocol.dosing.deviceGap;
        if (!last) return {};
        const Millis rested = command.effective.value_or(now.mono) - *last;
        if (rested < Millis{0}) return refuse("That is before the device given last; choose a later time.");
        if (rested >= gap) return {};
        return ask("Only " + formatDuration(rested) + " since the last device; the protocol rests " +
                   formatDuration(gap) + ", so the next one is due in " + formatDuration(gap - rested) +
                   ". Was it given already? Then record it as it happened.");
    }
    static EntryCheck tooLong(const std::string& text) {
        if (text.size() > kMaxNoteChars * 4)
            return refuse("The text is longer than " + std::to_string(kMaxNoteChars) +
                          " characters; please shorten it.");
        return {};
    }
    static std::optional<EntryCheck> rateProblem(double rate) {
        if (!std::isfinite(rate) || rate <= 0)
            return refuse("The pump rate must be more than 0 mL/h; to stop, use Stop.");
        if (rate > kMaxRateMlPerH)
            return refuse("A rate of " + formatNumber(rate, 1) + " mL/h is not possible on a pump.");
        return std::nullopt;
    }
    EntryCheck mustBePresent(const Uuid& id) const {
        for (const auto& effect : s.effects)
            if (effect.id == id)
                return effect.until ? refuse("This side effect has already ended.") : EntryCheck{};
        return refuse("This side effect is not in the record.");
    }
};

} // namespace

EntryCheck checkEntry(const SessionState& state, const Command& command, Instant now,
                      const DecisionContext& context) {
    return std::visit(EntryChecker{state, command, now, context}, command.ask);
}

} // namespace chairside
