// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of single entries: impossible is refused, unusual is asked about, references must exist.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/domain/session_rules.h"
#include "core/domain/side_effect.h"

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
                return refuse(phrase("{1} is not possible; it must be between {2} and {3}.",
                                     shown(channel, *value), formatNumber(channel.possibleMin),
                                     formatNumber(channel.possibleMax)));
            if (!isUsual(channel.channel, *value))
                unusual += (unusual.empty() ? "" : ", ") + shown(channel, *value);
        }
        if (!any) return refuse(phrase("Nothing was entered, so nothing was recorded."));
        const auto& sys = b.values[index(Channel::nibpSystolic)];
        const auto& dia = b.values[index(Channel::nibpDiastolic)];
        if (sys.has_value() != dia.has_value())
            return refuse(phrase("A blood pressure needs both systolic and diastolic."));
        if (sys && *dia >= *sys)
            return refuse(phrase("Diastolic {1} cannot be as high as systolic {2}.", formatNumber(*dia),
                                 formatNumber(*sys)));
        if (!unusual.empty()) return ask(phrase("{1}: sure? It will be recorded as measured.", unusual));
        return {};
    }
    EntryCheck operator()(const ScoreEntered& b) const {
        if (b.instrument.empty() || b.answers.empty())
            return refuse(phrase("No answer was given, so nothing was recorded."));
        return {};
    }
    EntryCheck operator()(const SideEffectBegan& b) const {
        if (b.effect.empty()) return refuse(phrase("Choose a side effect first."));
        if (auto bad = severityProblem(b.severity)) return *bad;
        // A correction that stays with its effect adds no second one.
        const bool stays = std::ranges::any_of(s.effects, [&](const PresentEffect& e) {
            return e.id == command.corrects && e.effect == b.effect;
        });
        for (const auto& effect : s.effects)
            if (!stays && effect.effect == b.effect && !effect.until && effect.id != command.corrects)
                return refuse(
                    phrase("This side effect is already charted as present; change its severity or end it."));
        return {};
    }
    EntryCheck operator()(const SideEffectChanged& b) const {
        if (auto bad = severityProblem(b.severity)) return *bad;
        return mustBePresent(b.of);
    }
    EntryCheck operator()(const SideEffectEnded& b) const { return mustBePresent(b.of); }
    EntryCheck operator()(const ItemConfirmed& b) const {
        const auto effect = effectOfList(b.list);
        if (!effect) {
            for (const auto& item : context.protocol.screen)
                if (b.list == "screen" && item.key == b.item && item.kind == RequiredItem::Kind::date)
                    return dateProblem(b.value);
            return {};
        }
        if (std::ranges::none_of(s.effects, [&](const PresentEffect& e) { return e.id == *effect; }))
            return refuse(phrase("This side effect is not in the record."));
        if (b.item != kRelatednessItem || std::ranges::find(kRelatedness, b.value) == kRelatedness.end())
            return refuse(
                "Choose whether it is unlikely, possible or probable that the treatment caused it.");
        return {};
    }
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
    EntryCheck operator()(const NoteWritten& b) const {
        if (cleanNote(b.text).empty()) return refuse(phrase("The note is empty, so nothing was recorded."));
        return tooLong(b.text);
    }
    EntryCheck operator()(const AddendumAdded& b) const {
        if (cleanNote(b.text).empty())
            return refuse(phrase("The addendum is empty, so nothing was recorded."));
        if (cleanNote(b.reason).empty()) return refuse(phrase("An addendum needs the reason for it."));
        return tooLong(b.text);
    }
    EntryCheck operator()(const AccountWritten& b) const {
        if (cleanNote(b.text).empty())
            return refuse(phrase("The account is empty, so nothing was recorded."));
        if (b.about && !s.openFollowUps.contains(*b.about))
            return refuse(phrase("This follow-up is closed already, or it is not in this session."));
        return tooLong(b.text);
    }
    EntryCheck operator()(const FollowUpPlanned& b) const {
        const auto days = daysBetween(formatDate(now.wall), b.date);
        if (!days)
            return refuse(phrase("The follow-up needs a real date, year-month-day, for example 2026-11-28."));
        if (*days < 0) return refuse(phrase("The follow-up lies in the past; choose today or a later date."));
        if (*days > 5 * 366) return ask(phrase("The follow-up lies more than five years ahead. Record it?"));
        return tooLong(b.text);
    }
    EntryCheck operator()(const CourseAssigned& b) const {
        if (b.number < 1 || b.number > 1000)
            return refuse(phrase("The number in the series is between 1 and 1000."));
        if (cleanName(b.indication).empty()) return refuse(phrase("Choose the indication."));
        return cleanName(b.course).empty() ? refuse(phrase("Choose induction or maintenance."))
                                           : EntryCheck{};
    }
    EntryCheck operator()(const EventMarked& b) const {
        return cleanName(b.label).empty() ? refuse(phrase("The event needs a name.")) : EntryCheck{};
    }
    EntryCheck operator()(const EntryWithdrawn& b) const {
        if (!command.corrects) return refuse(phrase("Choose the entry to withdraw."));
        return cleanNote(b.reason).empty()
                   ? refuse(phrase("Withdrawing an entry needs a reason; both stay in the record."))
                   : EntryCheck{};
    }
    EntryCheck operator()(const ArtefactMarked& b) const {
        if (b.to <= b.from) return refuse(phrase("The artefact's end must be after its beginning."));
        if (b.to > now.mono) return refuse(phrase("An artefact cannot reach into the future."));
        if (cleanNote(b.reason).empty())
            return refuse(phrase("Marking an artefact needs a reason; the values stay in the record."));
        return {};
    }
    EntryCheck operator()(const CheckMissed& b) const {
        return cleanNote(b.reason).empty() ? refuse(phrase("Say in a word why the check was missed."))
                                           : EntryCheck{};
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
        return b.fromOpenVial ? openVialProblem(b) : EntryCheck{};
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
        if (b.mg > vial->leftMg() + 1e-6)
            return refuse(phrase("The open vial has {1} mg left. Record what came from it, and the rest as "
                                 "drawn from a new vial.",
                                 formatNumber(vial->leftMg(), 2)));
        return {};
    }
    /// Possible at all; what is merely long ago is the clinic's to judge.
    EntryCheck dateProblem(const std::string& value) const {
        if (value.empty()) return {}; // taken back
        const auto today = formatDate(now.wall);
        const auto ahead = daysBetween(today, value);
        if (!ahead) return refuse(phrase("A date is year-month-day, for example {1}.", today));
        if (*ahead > 0) return refuse(phrase("The date {1} lies in the future.", value));
        const auto sinceBirth = daysBetween(s.opened.patient.birthDate, value);
        if (sinceBirth && *sinceBirth < 0)
            return refuse(phrase("The date {1} is before the patient was born.", value));
        return {};
    }
    static std::optional<EntryCheck> severityProblem(int severity) {
        if (severity >= 1 && severity <= kWorstSeverity) return std::nullopt;
        return refuse(phrase("Severity is 1 mild, 2 moderate or 3 severe."));
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
    static EntryCheck tooLong(const std::string& text) {
        if (text.size() > kMaxNoteChars * 4)
            return refuse(phrase("The text is longer than {1} characters; please shorten it.",
                                 std::to_string(kMaxNoteChars)));
        return {};
    }
    static std::optional<EntryCheck> rateProblem(double rate) {
        if (!std::isfinite(rate) || rate <= 0)
            return refuse(phrase("The pump rate must be more than 0 mL/h; to stop, use Stop."));
        if (rate > kMaxRateMlPerH)
            return refuse(phrase("A rate of {1} mL/h is not possible on a pump.", formatNumber(rate, 1)));
        return std::nullopt;
    }
    EntryCheck mustBePresent(const Uuid& id) const {
        for (const auto& effect : s.effects)
            if (effect.id == id)
                return effect.until ? refuse(phrase("This side effect has already ended.")) : EntryCheck{};
        return refuse(phrase("This side effect is not in the record."));
    }
};

} // namespace

EntryCheck checkEntry(const SessionState& state, const Command& command, Instant now,
                      const DecisionContext& context) {
    return std::visit(EntryChecker{state, command, now, context}, command.ask);
}

} // namespace chairside
