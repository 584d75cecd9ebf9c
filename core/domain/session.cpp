// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/baseline.h"

#include "core/base/phrase.h"

#include <algorithm>

namespace chairside {

Stage stageOf(Phase phase) {
    switch (phase) {
    case Phase::scheduled:
    case Phase::checkedIn: return Stage::checkIn;
    case Phase::screened:
    case Phase::held:
    case Phase::cleared:
    case Phase::timeoutDone: return Stage::baseline;
    case Phase::running:
    case Phase::paused: return Stage::treatment;
    case Phase::recovery: return Stage::recovery;
    case Phase::dischargeReady:
    case Phase::discharged: return Stage::discharge;
    case Phase::signedOff:
    case Phase::cancelled: return Stage::closed;
    }
    return Stage::closed;
}

std::string_view phaseWords(Phase phase) {
    switch (phase) {
    case Phase::scheduled: return toSay("before a patient is checked in");
    case Phase::checkedIn: return toSay("while the patient is being checked in");
    case Phase::screened: return toSay("before a dose is ordered");
    case Phase::held: return toSay("while a hold is open");
    case Phase::cleared: return toSay("before the two-person time-out");
    case Phase::timeoutDone: return toSay("before the start");
    case Phase::running: return toSay("while the treatment is running");
    case Phase::paused: return toSay("while the infusion is paused");
    case Phase::recovery: return toSay("in recovery");
    case Phase::dischargeReady: return toSay("when the patient is ready to leave");
    case Phase::discharged: return toSay("after discharge");
    case Phase::signedOff: return toSay("after the signature");
    case Phase::cancelled: return toSay("after the session was cancelled");
    }
    return "";
}

bool isClosed(Phase phase) {
    return phase == Phase::signedOff || phase == Phase::cancelled;
}

bool SessionState::hasSigned(Role role) const {
    return std::any_of(signatures.begin(), signatures.end(), [&](const auto& s) { return s.first == role; });
}

bool SessionState::hasOpenHold() const {
    return std::any_of(holds.begin(), holds.end(), [](const Hold& h) { return !h.settled; });
}

double SessionState::givenMg(MonoTime now) const {
    return sprays.devicesGiven() > 0 ? sprays.deliveredMg(now) : pump.deliveredMg(now);
}

std::string SessionState::confirmedValue(const std::string& list, const std::string& item) const {
    const auto it = confirmed.find(list + "/" + item);
    return it == confirmed.end() ? std::string{} : it->second;
}

const ScoreTotal* SessionState::latestScore(const std::string& instrument) const {
    const auto it = scores.find(instrument);
    if (it == scores.end() || it->second.empty()) return nullptr;
    return &*std::max_element(it->second.begin(), it->second.end(),
                              [](const ScoreTotal& a, const ScoreTotal& b) { return a.at < b.at; });
}

namespace {

/// Doses of whole devices are compared in mg; anything below this is rounding.
constexpr double kDoseToleranceMg = 0.01;

/// One overload per event that changes the state; the rest only count as entries.
struct Evolver {
    SessionState& s;
    const Event& e;

    void operator()(const SessionOpened& b) {
        s.session = e.session;
        s.opened = b;
        s.openedAt = e.at;
        s.phase = Phase::checkedIn;
    }
    void operator()(const ItemConfirmed& b) { s.confirmed[b.list + "/" + b.item] = b.value; }
    void operator()(const ScreenCompleted&) { s.phase = Phase::screened; }
    void operator()(const HoldPlaced& b) {
        s.holds.push_back({b.code, b.detail, false});
        s.phase = Phase::held;
    }
    void operator()(const HoldOverridden& b) {
        if (b.code == kBaselineHold) s.baselineOverridden = e.effective;
        settle(b.code);
    }
    void operator()(const HoldResolved& b) { settle(b.code); }
    void operator()(const SessionCleared&) { s.phase = Phase::cleared; }
    void operator()(const DoseOrdered& b) {
        s.order = b.order;
        // A changed order makes an earlier time-out void: two people must look again.
        if (s.phase == Phase::timeoutDone) s.phase = Phase::cleared;
    }
    void operator()(const TimeoutConfirmed&) { s.phase = Phase::timeoutDone; }
    void operator()(const InfusionStarted&) { begin(); }
    void operator()(const InfusionPaused&) { s.phase = Phase::paused; }
    void operator()(const InfusionResumed&) { s.phase = Phase::running; }
    void operator()(const RateChanged&) {}
    void operator()(const InfusionStopped& b) {
        s.phase = Phase::recovery;
        s.treatmentEnd = e.effective;
        s.aborted = !b.completed;
        s.abortReason = b.reasonCode;
    }
    void operator()(const SprayGiven&) {
        begin();
        if (s.order && s.sprays.deliveredMg(e.at.mono) >= s.order->doseMg - kDoseToleranceMg) {
            s.phase = Phase::recovery;
            s.treatmentEnd = e.effective;
        }
    }
    void operator()(const DischargeReady& b) {
        s.phase = Phase::dischargeReady;
        s.dischargeOverridden = !b.overrideReason.empty();
        s.dischargeOverrideReason = b.overrideReason;
    }
    void operator()(const Discharged&) { s.phase = Phase::discharged; }
    void operator()(const Signed& b) {
        s.phase = Phase::signedOff;
        s.signatures.emplace_back(b.role, e.actor);
    }
    void operator()(const SessionCancelled&) { s.phase = Phase::cancelled; }
    void operator()(const ScoreEntered& b) {
        if (e.corrects) dropScore(*e.corrects);
        s.scores[b.instrument].push_back({e.effective, b.total, e.id});
    }
    void operator()(const SideEffectBegan& b) {
        const auto corrected = std::find_if(s.effects.begin(), s.effects.end(), [&](const PresentEffect& p) {
            return e.corrects && p.id == *e.corrects;
        });
        if (corrected == s.effects.end())
            s.effects.push_back({e.id, b.effect, b.severity, e.effective, std::nullopt});
        else // what has ended has still ended
            *corrected = {e.id, b.effect, b.severity, e.effective, corrected->until};
    }
    void operator()(const SideEffectChanged& b) {
        for (auto& effect : s.effects)
            if (effect.id == b.of) effect.severity = b.severity;
    }
    void operator()(const SideEffectEnded& b) {
        for (auto& effect : s.effects)
            if (effect.id == b.of) effect.until = e.effective;
    }
    void operator()(const EntryWithdrawn&) {
        if (!e.corrects) return;
        std::erase_if(s.effects, [&](const PresentEffect& p) { return p.id == *e.corrects; });
        dropScore(*e.corrects);
    }
    void operator()(const FollowUpPlanned&) { s.openFollowUps.insert(e.id); }
    void operator()(const AccountWritten& b) {
        if (b.about) s.openFollowUps.erase(*b.about);
    }
    template <class Other>
    void operator()(const Other&) {}

    void settle(const std::string& code) {
        for (auto& hold : s.holds)
            if (hold.code == code) hold.settled = true;
        if (s.phase == Phase::held && !s.hasOpenHold()) s.phase = Phase::screened;
    }
    void dropScore(const Uuid& id) {
        for (auto& [instrument, marks] : s.scores)
            std::erase_if(marks, [&](const ScoreTotal& mark) { return mark.event == id; });
    }
    void begin() {
        s.phase = Phase::running;
        if (!s.treatmentStart) s.treatmentStart = e.effective;
    }
};

} // namespace

void evolve(SessionState& state, const Event& event) {
    state.pump.apply(event);
    state.sprays.apply(event);
    state.ledger.apply(event);
    std::visit(Evolver{state, event}, event.body);
    auto& fate = state.entries[event.id];
    fate.kind = event.body.index();
    fate.correctable = isCorrectable(event.body);
    if (event.corrects) state.entries[*event.corrects].supersededBy = event.id;
    state.lastSeq = event.seq;
    state.lastAt = std::max(state.lastAt, event.at.mono);
}

bool isCorrectable(const EventBody& body) {
    return std::holds_alternative<VitalsEntered>(body) || std::holds_alternative<ScoreEntered>(body) ||
           std::holds_alternative<SideEffectBegan>(body) || std::holds_alternative<MedicationGiven>(body) ||
           std::holds_alternative<NoteWritten>(body) || std::holds_alternative<EventMarked>(body) ||
           std::holds_alternative<ArtefactMarked>(body) || std::holds_alternative<DrugDrawn>(body) ||
           std::holds_alternative<DrugWasted>(body);
}

GateFacts gateFacts(const SessionState& state, const VitalsFacts& vitals) {
    GateFacts facts;
    const auto measured = [&](Channel c) -> std::optional<double> {
        return vitals[c] ? std::optional(vitals[c]->value) : std::nullopt;
    };
    const auto score = [&](const char* instrument, std::optional<double>& value,
                           std::optional<MonoTime>& at) {
        const auto* mark = state.latestScore(instrument);
        if (!mark) return;
        value = mark->total;
        at = mark->at;
    };
    const auto yes = [&](const char* item) -> std::optional<bool> {
        const auto value = state.confirmedValue("discharge", item);
        return value.empty() ? std::nullopt : std::optional(value == "yes");
    };
    facts.treatmentEnd = state.treatmentEnd;
    facts.firstSpray = state.sprays.firstAt();
    if (vitals.baselineSystolic) facts.baselineSystolic = vitals.baselineSystolic->value;
    if (vitals.baselineDiastolic) facts.baselineDiastolic = vitals.baselineDiastolic->value;
    facts.systolic = measured(Channel::nibpSystolic);
    facts.diastolic = measured(Channel::nibpDiastolic);
    facts.spo2 = measured(Channel::spo2);
    if (vitals[Channel::nibpSystolic]) facts.nibpAt = vitals[Channel::nibpSystolic]->at;
    if (vitals[Channel::spo2]) facts.spo2At = vitals[Channel::spo2]->at;
    score("moaas", facts.moaas, facts.moaasAt);
    score("nausea_vas", facts.nausea, facts.nauseaAt);
    score("aldrete", facts.aldrete, facts.aldreteAt);
    facts.oxygen = vitals.oxygen;
    facts.oriented = yes("oriented");
    facts.steadyGait = yes("gait");
    facts.escort = yes("escort");
    return facts;
}

std::optional<int> ageYears(const std::string& birthDate, WallTime at) {
    const auto day = parseIsoDate(birthDate);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day born{*day};
    const auto local = std::chrono::sys_time<Millis>{Millis{at.utcMs} + Minutes{at.offsetMin}};
    const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(local)};
    int age = int(today.year()) - int(born.year());
    const bool hadBirthday =
        today.month() > born.month() || (today.month() == born.month() && today.day() >= born.day());
    if (!hadBirthday) --age;
    return age;
}

} // namespace chairside
