// SPDX-License-Identifier: GPL-3.0-or-later
// decide(): phase table, entry checks, the guards of the workflow, and the events that follow by themselves.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/domain/baseline.h"
#include "core/domain/credential.h"
#include "core/domain/dosing.h"
#include "core/domain/series.h"
#include "core/domain/session_rules.h"
#include "core/domain/session_screen.h"

#include <algorithm>

namespace chairside {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

class Decider {
public:
    Decider(const SessionState& state, const Command& command, Instant now, const DecisionContext& context)
        : s_(state), command_(command), now_(now), context_(context) {}

    Decision run() {
        const auto phase = static_cast<std::size_t>(s_.phase);
        if (!allowedPhases(command_.ask).test(phase)) return wrongPhase(command_.ask, s_.phase);
        if (auto refusal = timeProblem()) return *refusal;
        if (auto refusal = correctionProblem()) return *refusal;
        if (auto refusal = startProblem()) return *refusal;
        const auto check = checkEntry(s_, command_, now_, context_);
        if (check.refusal) return *check.refusal;
        if (check.question && !command_.sure) return *check.question;
        if (auto refusal = std::visit(*this, command_.ask)) return *refusal;
        if (question_ && !command_.sure) return *question_;
        if (auto refusal = credentialProblem(command_)) return *refusal; // last: a PIN is given once
        for (auto& proof : provenBy(command_)) record(std::move(proof));
        return std::move(events_);
    }

    using Outcome = std::optional<Refusal>;

    Outcome operator()(const SessionOpened& b) {
        if (cleanName(b.patient.familyName).empty())
            return Refusal{phrase("The patient's family name is missing.")};
        if (cleanName(b.patient.mrn).empty() && b.patient.birthDate.empty())
            return Refusal{
                phrase("Two identifiers are needed: the name, and the birth date or the record number.")};
        if (!b.patient.birthDate.empty()) {
            const auto age = ageYears(b.patient.birthDate, now_.wall);
            if (!age)
                return Refusal{
                    phrase("The birth date must be a real date, year-month-day, for example 1986-03-14.")};
            if (*age < 0) return Refusal{phrase("The birth date lies in the future.")};
            if (*age > 120) return Refusal{phrase("The birth date is more than 120 years ago.")};
            if (*age < 18)
                ask(phrase("The patient is {1} years old and the protocol is for adults. Continue?",
                           std::to_string(*age)));
        }
        return record(command_.ask);
    }
    Outcome operator()(const ItemConfirmed& b) {
        auto confirmed = b;
        if (command_.second) {
            if (command_.second->id == command_.actor.id)
                return Refusal{phrase("The second person must be somebody else.")};
            confirmed.secondPerson = command_.second->name;
        }
        record(confirmed);
        if (auto hold = lateHold(s_, confirmed, context_.protocol)) record(std::move(*hold));
        return std::nullopt;
    }
    Outcome operator()(const ScreenCompleted&) {
        if (s_.phase == Phase::held) return checkAgain();
        if (auto missing = missingItems(s_, "screen", context_.protocol.screen); !missing.empty())
            return Refusal{phrase("The screen is not complete. Still open: {1}.", joined(missing))};
        std::vector<std::string> missing;
        for (const auto& gap : baselineGaps(context_.protocol, s_, context_.vitals, now_.mono))
            missing.push_back(baselineWord(gap.capture));
        if (!missing.empty())
            return Refusal{phrase("Fresh baseline values are needed. Still open: {1}.", joined(missing))};
        record(ScreenCompleted{});
        for (auto& hold : holdsOfScreen(s_, now_, context_)) {
            placed_ = true;
            record(std::move(hold));
        }
        return clearIfPossible(Phase::screened);
    }
    Outcome operator()(const HoldOverridden& b) {
        if (b.code == kBaselineHold) return overrideBaseline(b);
        const auto hold = std::find_if(s_.holds.begin(), s_.holds.end(),
                                       [&](const Hold& h) { return h.code == b.code && !h.settled; });
        if (hold == s_.holds.end()) return Refusal{phrase("There is no such open hold.")};
        if (auto refusal = overrideProblem(b)) return refusal;
        record(b);
        const auto open =
            std::count_if(s_.holds.begin(), s_.holds.end(), [](const Hold& h) { return !h.settled; });
        return clearIfPossible(open == 1 ? Phase::screened : Phase::held);
    }
    Outcome operator()(const DoseOrdered& b) {
        if (!(b.order.doseMg > 0)) return Refusal{phrase("The dose must be more than 0 mg.")};
        // Guard of "cleared": a prescriber's order is present (clinical.md §4.1).
        if (command_.actor.role != Role::prescriber && cleanName(b.orderedBy).empty())
            return Refusal{phrase("A dose needs the order of a prescriber: choose who ordered it.")};
        auto ordered = b;
        if (auto refusal = rangeProblem(ordered)) return refusal;
        record(std::move(ordered));
        return clearIfPossible(s_.phase);
    }
    Outcome operator()(const TimeoutConfirmed& b) {
        if (auto missing = missingItems(s_, "timeout", context_.protocol.timeout); !missing.empty())
            return Refusal{phrase("The time-out is not complete. Still open: {1}.", joined(missing))};
        if (const auto wrong = disagreements(s_, context_.protocol); !wrong.empty())
            return Refusal{
                phrase("The time-out does not agree yet. Answered with no: {1}. Put it right, then "
                       "check it again.",
                       joined(wrong))};
        if (b.second.id.empty()) return Refusal{phrase("The time-out needs a second person.")};
        if (b.second.id == command_.actor.id)
            return Refusal{phrase("The second person must be somebody else.")};
        return record(b);
    }
    Outcome operator()(const InfusionStopped& b) {
        const double left = s_.order ? s_.order->doseMg - s_.pump.deliveredMg(effective()) : 0;
        if (b.completed && s_.order && left > 0.01 * s_.order->doseMg)
            ask(phrase("By the pump record {1} mg have not been given yet. Record the infusion as complete?",
                       formatNumber(left, 1)));
        return record(b);
    }
    Outcome operator()(const DischargeReady& b) {
        const auto gate = evaluateGate(context_.protocol.gate, gateFacts(s_, context_.vitals), now_.mono);
        const auto open = gate.openTitles();
        if (!open.empty() && cleanNote(b.overrideReason).empty())
            return Refusal{
                phrase("Not every discharge criterion is met: {1}. A prescriber may override with a reason.",
                       joined(open))};
        if (!open.empty() && command_.actor.role != Role::prescriber)
            return Refusal{
                phrase("Only a prescriber can override the discharge criteria. Open: {1}.", joined(open))};
        return record(b);
    }
    Outcome operator()(const Discharged& b) {
        const auto balance = s_.ledger.balance(s_.givenMg(now_.mono));
        if (!balance.settled) return Refusal{balance.sentence};
        return record(b);
    }
    Outcome operator()(const Signed& b) {
        if (b.role != Role::nurse && b.role != Role::prescriber)
            return Refusal{phrase("A nurse or a prescriber signs.")};
        if (b.role != command_.actor.role) return Refusal{phrase("You can only sign in your own role.")};
        if (s_.hasSigned(b.role)) return Refusal{phrase("This signature is already there.")};
        if (b.role == Role::prescriber && !s_.hasSigned(Role::nurse))
            return Refusal{phrase("The nurse signs first, then the prescriber.")};
        if (cleanName(b.name).empty()) return Refusal{phrase("A signature needs the full name.")};
        return record(b);
    }
    Outcome operator()(const SessionCancelled& b) {
        if (cleanNote(b.reason).empty()) return Refusal{phrase("Cancelling needs a reason.")};
        return record(b);
    }
    template <class Entry>
    Outcome operator()(const Entry& b) {
        return record(b);
    }

private:
    MonoTime effective() const { return command_.effective.value_or(now_.mono); }
    void ask(std::string sentence) {
        if (!question_) question_ = Question{std::move(sentence)};
    }
    Outcome record(EventBody body) {
        Event event;
        event.id = context_.ids.next(now_.wall.utcMs);
        event.session = s_.session;
        if (std::holds_alternative<SessionOpened>(body)) event.session = context_.ids.next(now_.wall.utcMs);
        event.seq = s_.lastSeq + 1 + static_cast<std::int64_t>(events_.size());
        event.at = now_;
        event.effective = effective();
        event.actor = command_.actor;
        event.corrects = command_.corrects;
        event.body = std::move(body);
        events_.push_back(std::move(event));
        return std::nullopt;
    }

    Outcome timeProblem() const {
        if (now_.mono < s_.lastAt)
            return Refusal{
                phrase("The session clock went backwards; nothing was recorded. Please report this fault.")};
        if (!command_.effective) return std::nullopt;
        if (*command_.effective > now_.mono)
            return Refusal{phrase("The time lies in the future. Choose now or an earlier time.")};
        if (s_.phase != Phase::scheduled && toMs(*command_.effective) < 0)
            return Refusal{phrase("The time lies before this session was opened.")};
        return workflowTimeProblem();
    }
    /// Pump actions must come in order: a pause cannot be back-dated to before the start.
    Outcome workflowTimeProblem() const {
        const bool pump = std::holds_alternative<InfusionPaused>(command_.ask) ||
                          std::holds_alternative<InfusionResumed>(command_.ask) ||
                          std::holds_alternative<RateChanged>(command_.ask) ||
                          std::holds_alternative<InfusionStopped>(command_.ask);
        const auto& segments = s_.pump.segments();
        if (pump && !segments.empty() &&
            *command_.effective < segments.back().to.value_or(segments.back().from))
            return Refusal{phrase("That is before the last change of the pump; choose a later time.")};
        return std::nullopt;
    }
    Outcome correctionProblem() const {
        if (!command_.corrects) return std::nullopt;
        const auto it = s_.entries.find(*command_.corrects);
        if (it == s_.entries.end()) return Refusal{phrase("The entry to correct is not in this session.")};
        if (it->second.supersededBy)
            return Refusal{phrase("This entry was already corrected or withdrawn; correct the newer one.")};
        const bool withdrawal = std::holds_alternative<EntryWithdrawn>(command_.ask);
        if (!withdrawal && it->second.kind != command_.ask.index())
            return Refusal{phrase("A correction must be of the same kind as the entry.")};
        if (!withdrawal && !isCorrectable(command_.ask))
            return Refusal{
                phrase("This kind of entry cannot be corrected; add a note that says what was wrong.")};
        if (withdrawal && !it->second.correctable)
            return Refusal{
                phrase("This kind of entry cannot be withdrawn; add a note that says what was wrong.")};
        return std::nullopt;
    }
    /// The protocol's dose ranges: blocked, a second person, or a question. Findings go into the record.
    Outcome rangeProblem(DoseOrdered& ordered) {
        DoseChoices choices;
        choices.weightKg = ordered.order.weightKg;
        choices.mgPerKg = ordered.order.mgPerKg;
        choices.durationMin = ordered.order.durationMin;
        compareWithLastSession(choices, s_);
        noteWarnings(ordered, choices);
        for (const auto& finding : checkDose(context_.protocol.dosing, choices, ordered.order)) {
            switch (finding.severity) {
            case CheckSeverity::block: return Refusal{finding.sentence};
            case CheckSeverity::secondPerson:
                if (!hasSecondPerson(ordered))
                    return Refusal{
                        phrase("{1} A second person must confirm this dose: choose who.", finding.sentence)};
                break;
            case CheckSeverity::warn: ask(phrase("{1} Order it all the same?", finding.sentence)); break;
            }
        }
        return std::nullopt;
    }
    void noteWarnings(DoseOrdered& ordered, const DoseChoices& choices) const {
        const InEnglish stored;
        for (const auto& finding : checkDose(context_.protocol.dosing, choices, ordered.order))
            if (std::ranges::find(ordered.warnings, finding.sentence) == ordered.warnings.end())
                ordered.warnings.push_back(finding.sentence);
    }
    /// Chosen from the colleagues, or named in the order; never the one who orders.
    bool hasSecondPerson(DoseOrdered& ordered) const {
        if (command_.second && !command_.second->id.empty()) {
            ordered.secondPerson = command_.second->name;
            return command_.second->id != command_.actor.id;
        }
        const auto named = foldForSearch(cleanName(ordered.secondPerson));
        return !named.empty() && named != foldForSearch(command_.actor.name);
    }
    Outcome checkAgain() {
        auto found = recheckHolds(s_, context_);
        if (found.resolved.empty())
            return Refusal{phrase("The hold still stands: repeat the measurement, or a prescriber overrides "
                                  "it with a reason.")};
        for (auto& resolved : found.resolved) record(std::move(resolved));
        return clearIfPossible(found.anyOpen ? Phase::held : Phase::screened);
    }
    Outcome overrideProblem(const HoldOverridden& b) const {
        if (command_.actor.role != Role::prescriber)
            return Refusal{phrase(
                "Only a prescriber can override a hold. Choose the prescriber as the one who decides.")};
        if (cleanNote(b.reason).empty()) return Refusal{phrase("Overriding a hold needs a reason.")};
        return std::nullopt;
    }
    /// A baseline that is too old at the start holds nothing up before: it is overridden without a hold.
    Outcome overrideBaseline(const HoldOverridden& b) {
        if (!staleBaseline(context_.protocol, s_, context_.vitals, now_.mono))
            return Refusal{phrase("The baseline is fresh enough, so there is nothing to override.")};
        if (auto refusal = overrideProblem(b)) return refusal;
        return record(b);
    }
    /// The first drop or spray needs a baseline of its own time, not of an hour ago.
    Outcome startProblem() const {
        const bool starts = std::holds_alternative<InfusionStarted>(command_.ask) ||
                            (std::holds_alternative<SprayGiven>(command_.ask) && !s_.treatmentStart);
        return starts ? staleBaseline(context_.protocol, s_, context_.vitals, effective()) : std::nullopt;
    }
    /// A screened patient without hold and with an order is cleared; nobody has to press a button for that.
    Outcome clearIfPossible(Phase phaseAfter) {
        const bool ordered = s_.order.has_value() || std::holds_alternative<DoseOrdered>(command_.ask);
        if (phaseAfter == Phase::screened && ordered && !placed_) record(SessionCleared{});
        return std::nullopt;
    }

    const SessionState& s_;
    const Command& command_;
    const Instant now_;
    const DecisionContext& context_;
    std::vector<Event> events_;
    std::optional<Question> question_;
    bool placed_ = false;
};

} // namespace

Decision decide(const SessionState& state, const Command& command, Instant now,
                const DecisionContext& context) {
    return Decider(state, command, now, context).run();
}

} // namespace chairside
