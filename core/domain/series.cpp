// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/series.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/event_words.h"

#include <algorithm>

namespace chairside {
namespace {

/// The worst severity of each effect, moderate ones and worse; mild ones are the rule and say little.
void addEffects(const std::vector<Event>& events, const SessionState& state, std::vector<std::string>& out) {
    std::map<std::string, int> worst;
    std::map<Uuid, std::string> names;
    for (const auto& effect : state.effects) names[effect.id] = effect.effect;
    for (const auto& event : events) {
        if (const auto* began = std::get_if<SideEffectBegan>(&event.body); began && names.contains(event.id))
            worst[began->effect] = std::max(worst[began->effect], began->severity);
        if (const auto* changed = std::get_if<SideEffectChanged>(&event.body); changed)
            if (const auto it = names.find(changed->of); it != names.end())
                worst[it->second] = std::max(worst[it->second], changed->severity);
    }
    for (const auto& [effect, severity] : worst)
        if (severity >= 2)
            out.push_back(phrase("Side effect {1}, at worst {2}", effect, severityWord(severity)));
}

void addMedicines(const std::vector<Event>& events, std::vector<std::string>& out) {
    CurrentEntries current;
    for (const auto& event : events)
        if (std::holds_alternative<MedicationGiven>(event.body) ||
            std::holds_alternative<EntryWithdrawn>(event.body))
            current.apply(event);
    for (const auto& event : current.all())
        if (const auto* given = std::get_if<MedicationGiven>(&event.body))
            out.push_back(phrase("Needed {1} {2} {3}{4}", given->drug, formatNumber(given->dose), given->unit,
                                 (given->reason.empty() ? "" : phrase(" for {1}", given->reason))));
}

std::string localDate(WallTime at) {
    return formatDate(at);
}

} // namespace

void compareWithLastSession(DoseChoices& choices, const SessionState& state) {
    const auto noted = [&](const char* item) {
        return parseNumber(state.confirmedValue("check_in", item)).value;
    };
    choices.lastWeightKg = noted(kLastWeightItem);
    choices.lastMgPerKg = noted(kLastMgPerKgItem);
    choices.daysSinceLastDose = noted(kDaysSinceDoseItem);
}

const std::vector<Indication>& indications() {
    static const std::vector<Indication> kList{
        {"depression", toSay("Depression"), {"phq9", "qids_sr16", "madrs"}},
        {"bipolar_depression", toSay("Bipolar depression"), {"phq9", "qids_sr16", "madrs"}},
        {"ptsd", toSay("Post-traumatic stress disorder"), {"pcl5", "phq9"}},
        {"anxiety", toSay("Anxiety"), {"gad7", "phq9"}},
        {"chronic_pain", toSay("Chronic pain"), {"pain_nrs", "phq9"}},
    };
    return kList;
}

const Indication* findIndication(std::string_view key) {
    const auto& list = indications();
    const auto it = std::ranges::find(list, key, &Indication::key);
    return it == list.end() ? nullptr : &*it;
}

CourseSession courseSession(const std::vector<Event>& events) {
    CourseSession out;
    SessionState state;
    for (const auto& event : events) {
        evolve(state, event);
        if (const auto* course = std::get_if<CourseAssigned>(&event.body)) out.course = *course;
        if (const auto* account = std::get_if<AccountWritten>(&event.body))
            out.accounts.push_back({event.at.wall,
                                    event.actor.name,
                                    account->kind,
                                    account->text,
                                    {},
                                    event.session,
                                    event.id,
                                    account->about});
        if (const auto* planned = std::get_if<FollowUpPlanned>(&event.body))
            out.followUps.push_back(
                {event.at.wall, event.actor.name, {}, planned->text, planned->date, event.session, event.id});
    }
    for (auto& planned : out.followUps) planned.closed = !state.openFollowUps.contains(planned.id);
    out.session = state.session;
    out.opened = state.openedAt.wall;
    out.protocolTitle = state.opened.protocolTitle;
    out.order = state.order;
    out.treated = state.treatmentStart.has_value();
    out.aborted = state.aborted;
    out.abortReason = state.abortReason;
    out.cancelled = state.phase == Phase::cancelled;
    out.signedOff = state.phase == Phase::signedOff;
    out.givenMg = state.givenMg(state.lastAt);
    out.weightKg = parseNumber(state.confirmedValue("check_in", "weight_kg")).value;
    if (!out.weightKg && state.order && state.order->weightKg > 0) out.weightKg = state.order->weightKg;
    if (state.aborted) out.findings.push_back(phrase("Stopped early: {1}", state.abortReason));
    for (const auto& hold : state.holds)
        out.findings.push_back(phrase("Hold before treatment: {1}", hold.detail));
    addEffects(events, state, out.findings);
    addMedicines(events, out.findings);
    if (state.dischargeOverridden)
        out.findings.push_back(phrase("Left on a prescriber's decision: {1}", state.dischargeOverrideReason));
    return out;
}

SeriesProposal proposeSeries(const std::vector<CourseSession>& sessions, WallTime now) {
    std::vector<const CourseSession*> treated;
    for (const auto& session : sessions)
        if (session.treated && !session.cancelled) treated.push_back(&session);
    std::ranges::sort(treated, {}, [](const CourseSession* s) { return s->opened.utcMs; });
    SeriesProposal out;
    // A new series may begin at 1 again: what was assigned last counts, not how many there ever were.
    int number = 0;
    for (const auto* session : treated) {
        number = session->course ? session->course->number : number + 1;
        if (session->course) out.indication = session->course->indication;
    }
    out.number = number + 1;
    out.course = out.number > kInductionSessions ? kMaintenance : kInduction;
    if (treated.empty()) return out;
    const auto& last = *treated.back();
    if (last.course && last.course->course == kMaintenance) out.course = kMaintenance;
    out.lastOrder = last.order;
    out.lastGivenMg = last.givenMg;
    out.lastWeightKg = last.weightKg;
    out.lastTreated = last.opened;
    out.daysSince = daysBetween(localDate(last.opened), localDate(now));
    out.findings = last.findings;
    return out;
}

FollowUps openFollowUps(const std::vector<CourseSession>& sessions, WallTime now) {
    FollowUps out;
    const auto today = localDate(now); // ISO dates compare as text
    for (const auto& session : sessions)
        for (const auto& planned : session.followUps)
            if (!planned.closed.value_or(false))
                (planned.date <= today ? out.due : out.ahead).push_back(planned);
    for (auto* list : {&out.due, &out.ahead}) std::ranges::sort(*list, {}, &DatedText::date);
    return out;
}

} // namespace chairside
