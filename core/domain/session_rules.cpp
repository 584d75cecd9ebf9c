// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/session_rules.h"

#include "core/domain/credential.h"
#include "core/domain/open_answers.h"

#include <initializer_list>

namespace chairside {
namespace {

constexpr std::size_t at(Phase p) {
    return static_cast<std::size_t>(p);
}

PhaseSet phases(std::initializer_list<Phase> list) {
    PhaseSet set;
    for (auto p : list) set.set(at(p));
    return set;
}

const PhaseSet kBeforeStart =
    phases({Phase::checkedIn, Phase::screened, Phase::held, Phase::cleared, Phase::timeoutDone});
const PhaseSet kOnPump = phases({Phase::running, Phase::paused});
const PhaseSet kAfterTreatment = phases({Phase::recovery, Phase::dischargeReady});
/// Observations and notes are taken as long as the record is open, also after discharge until the signature.
const PhaseSet kOpen = kBeforeStart | kOnPump | kAfterTreatment | phases({Phase::discharged});
/// The program itself may note things as long as the record is not closed.
const PhaseSet kNoticed = kOpen;

struct Rules {
    PhaseSet operator()(const SessionOpened&) const { return phases({Phase::scheduled}); }
    PhaseSet operator()(const SessionResumed&) const { return kOpen; }
    PhaseSet operator()(const ItemConfirmed& b) const {
        if (b.list == "screen")
            return phases({Phase::checkedIn, Phase::screened, Phase::held, Phase::cleared});
        if (b.list == "check_in") return kBeforeStart;
        if (b.list == "timeout") return phases({Phase::cleared});
        if (instrumentOfList(b.list)) return kOpen;
        if (b.list == kCredentialList) return {}; // follows from an act that was proven
        return kOnPump | kAfterTreatment;
    }
    PhaseSet operator()(const ScreenCompleted&) const { return phases({Phase::checkedIn, Phase::held}); }
    PhaseSet operator()(const HoldPlaced&) const { return kBeforeStart; }
    PhaseSet operator()(const HoldOverridden&) const { return phases({Phase::held}); }
    PhaseSet operator()(const HoldResolved&) const { return phases({Phase::held}); }
    PhaseSet operator()(const SessionCleared&) const { return phases({Phase::screened}); }
    PhaseSet operator()(const DoseOrdered&) const { return kBeforeStart; }
    PhaseSet operator()(const TimeoutConfirmed&) const { return phases({Phase::cleared}); }
    PhaseSet operator()(const InfusionStarted&) const { return phases({Phase::timeoutDone}); }
    PhaseSet operator()(const InfusionPaused&) const { return phases({Phase::running}); }
    PhaseSet operator()(const InfusionResumed&) const { return phases({Phase::paused}); }
    PhaseSet operator()(const RateChanged&) const { return phases({Phase::running}); }
    PhaseSet operator()(const InfusionStopped&) const { return kOnPump; }
    PhaseSet operator()(const SprayGiven&) const { return phases({Phase::timeoutDone, Phase::running}); }
    PhaseSet operator()(const DischargeReady&) const { return phases({Phase::recovery}); }
    PhaseSet operator()(const Discharged&) const { return phases({Phase::dischargeReady}); }
    PhaseSet operator()(const Signed&) const { return phases({Phase::discharged, Phase::signedOff}); }
    PhaseSet operator()(const AddendumAdded&) const { return phases({Phase::signedOff, Phase::cancelled}); }
    /// What the patient tells and when to call belong to the course, also long after the signature.
    PhaseSet operator()(const AccountWritten&) const { return kOpen | phases({Phase::signedOff}); }
    PhaseSet operator()(const FollowUpPlanned&) const { return kOpen | phases({Phase::signedOff}); }
    PhaseSet operator()(const SessionCancelled&) const { return kBeforeStart; }
    PhaseSet operator()(const DrugDrawn&) const { return kOpen; }
    PhaseSet operator()(const DrugWasted&) const { return kOpen; }
    PhaseSet operator()(const DiscrepancyNamed&) const { return kAfterTreatment; }
    PhaseSet operator()(const LimitChanged&) const { return kOpen; }
    PhaseSet operator()(const ReadingsSealed&) const { return kNoticed; }
    // Of the clinic's own log (core/domain/stock): in no session.
    PhaseSet operator()(const ClinicOpened&) const { return {}; }
    PhaseSet operator()(const StockReceived&) const { return {}; }
    PhaseSet operator()(const StockRemoved&) const { return {}; }
    PhaseSet operator()(const StockCounted&) const { return {}; }
    PhaseSet operator()(const FormSent&) const { return {}; }
    template <class Entry>
    PhaseSet operator()(const Entry&) const {
        return kOpen;
    }
};

struct Words {
    std::string operator()(const SessionOpened&) const { return "Checking in a patient"; }
    std::string operator()(const ItemConfirmed& b) const {
        return b.list == "screen"         ? "Answering the pre-session screen"
               : b.list == "timeout"      ? "Answering the time-out"
               : instrumentOfList(b.list) ? "Answering a questionnaire"
                                          : "Answering the discharge list";
    }
    std::string operator()(const ScreenCompleted&) const { return "Completing the screen"; }
    std::string operator()(const HoldOverridden&) const { return "Overriding a hold"; }
    std::string operator()(const DoseOrdered&) const { return "Ordering the dose"; }
    std::string operator()(const TimeoutConfirmed&) const { return "The two-person time-out"; }
    std::string operator()(const InfusionStarted&) const { return "Starting the infusion"; }
    std::string operator()(const InfusionPaused&) const { return "Pausing the infusion"; }
    std::string operator()(const InfusionResumed&) const { return "Resuming the infusion"; }
    std::string operator()(const RateChanged&) const { return "Changing the rate"; }
    std::string operator()(const InfusionStopped&) const { return "Stopping the infusion"; }
    std::string operator()(const SprayGiven&) const { return "Recording a spray device"; }
    std::string operator()(const DischargeReady&) const { return "Declaring the patient ready to leave"; }
    std::string operator()(const Discharged&) const { return "Discharging the patient"; }
    std::string operator()(const Signed&) const { return "Signing"; }
    std::string operator()(const AddendumAdded&) const { return "Adding an addendum"; }
    std::string operator()(const SessionCancelled&) const { return "Cancelling the session"; }
    template <class Entry>
    std::string operator()(const Entry&) const {
        return "This entry";
    }
};

std::string nextStep(Phase phase) {
    switch (phase) {
    case Phase::scheduled: return "Check in a patient first.";
    case Phase::checkedIn: return "Complete the pre-session screen first.";
    case Phase::screened: return "Order the dose first.";
    case Phase::held: return "A prescriber resolves the open hold first.";
    case Phase::cleared: return "Do the two-person time-out first.";
    case Phase::timeoutDone: return "The next step is to start.";
    case Phase::running: return "The treatment is running; pause or stop it, or let it end, first.";
    case Phase::paused: return "The infusion is paused; resume or stop it first.";
    case Phase::recovery: return "The treatment has ended; the patient is in recovery.";
    case Phase::dischargeReady: return "The patient is ready to leave; the next step is discharge.";
    case Phase::discharged: return "The patient has been discharged; the next step is to sign.";
    case Phase::signedOff:
        return "The session is signed: only a co-signature or an addendum can be added, the record stays as "
               "it was.";
    case Phase::cancelled: return "The session was cancelled: only an addendum can be added.";
    }
    return {};
}

} // namespace

PhaseSet allowedPhases(const EventBody& body) {
    return std::visit(Rules{}, body);
}

std::string actionWords(const EventBody& body) {
    return std::visit(Words{}, body);
}

Refusal wrongPhase(const EventBody& body, Phase phase) {
    if (std::holds_alternative<AddendumAdded>(body))
        return {"An addendum belongs after the signature. Until then, correct or withdraw the entry itself."};
    return {actionWords(body) + " is not possible " + std::string(phaseWords(phase)) + ". " +
            nextStep(phase)};
}

} // namespace chairside
