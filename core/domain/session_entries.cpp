// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of single entries: impossible is refused, unusual is asked about, references must exist. Drugs, pump
// and vials have theirs in session_drug_entries.cpp.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/domain/session_rules.h"
#include "core/domain/side_effect.h"

#include <algorithm>

namespace chairside {
namespace {

std::string shown(const ChannelInfo& channel, double value) {
    return std::string(channel.label) + " " + formatNumber(value, channel.decimals) + " " +
           std::string(channel.unit);
}

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
        if (isOxygenEntry(b)) return oxygenProblem(b);
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
    template <class Other>
    EntryCheck operator()(const Other&) const {
        return {};
    }

private:
    EntryCheck oxygenProblem(const VitalsEntered& b) const {
        const double flow = *b.values[index(Channel::o2Flow)];
        const auto& oxygen = context.vitals.oxygen;
        const bool asOfNow = !command.corrects && !command.effective;
        if (flow <= 0) {
            if (asOfNow && !oxygen.running)
                return refuse(phrase("No oxygen is charted as running, so there is no end to record."));
            return {};
        }
        if (cleanName(b.site).empty())
            return refuse(phrase("Say by which device the oxygen is given: touch a flow beside its device."));
        if (asOfNow && oxygen.running && oxygen.running->flowLPerMin == flow &&
            oxygen.running->device == b.site)
            return refuse(phrase("Oxygen is charted with this flow and device already."));
        for (const auto& order : context.protocol.orders)
            if (order.drugClass == kOxygenClass && order.unit == kOxygenUnit && order.route == b.site &&
                order.maxSingle > 0 && flow > order.maxSingle)
                return ask(
                    phrase("{1} L/min is above the usual {2} L/min of this device. Record it as given?",
                           formatNumber(flow, 1), formatNumber(order.maxSingle, 1)));
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
    static EntryCheck tooLong(const std::string& text) {
        if (text.size() > kMaxNoteChars * 4)
            return refuse(phrase("The text is longer than {1} characters; please shorten it.",
                                 std::to_string(kMaxNoteChars)));
        return {};
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
    auto check = std::visit(EntryChecker{state, command, now, context}, command.ask);
    if (check.refusal || check.question) return check;
    return checkDrugEntry(state, command, now, context);
}

} // namespace chairside
