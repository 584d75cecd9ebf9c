// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/session_rules.h"

#include "core/base/phrase.h"
#include "core/domain/baseline.h"
#include "core/domain/credential.h"
#include "core/domain/open_answers.h"
#include "core/domain/side_effect.h"

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
        if (effectOfList(b.list)) return kOpen;
        if (b.list == kCredentialList) return {}; // follows from an act that was proven
        return kOnPump | kAfterTreatment;
    }
    PhaseSet operator()(const ScreenCompleted&) const { return phases({Phase::checkedIn, Phase::held}); }
    PhaseSet operator()(const HoldPlaced&) const { return kBeforeStart; }
    PhaseSet operator()(const HoldOverridden& b) const {
        return phases({b.code == kBaselineHold ? Phase::timeoutDone : Phase::held});
    }
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

struct RuleWords {
    std::string operator()(const SessionOpened&) const { return phrase("Checking in a patient"); }
    std::string operator()(const ItemConfirmed& b) const {
        return b.list == "screen"         ? phrase("Answering the pre-session screen")
               : b.list == "timeout"      ? phrase("Answering the time-out")
               : instrumentOfList(b.list) ? phrase("Answering a questionnaire")
                                          : phrase("Answering the discharge list");
    }
    std::string operator()(const ScreenCompleted&) const { return phrase("Completing the screen"); }
    std::string operator()(const HoldOverridden&) const { return phrase("Overriding a hold"); }
    std::string operator()(const DoseOrdered&) const { return phrase("Ordering the dose"); }
    std::string operator()(const TimeoutConfirmed&) const { return phrase("The two-person time-out"); }
    std::string operator()(const InfusionStarted&) const { return phrase("Starting the infusion"); }
    std::string operator()(const InfusionPaused&) const { return phrase("Pausing the infusion"); }
    std::string operator()(const InfusionResumed&) const { return phrase("Resuming the infusion"); }
    std::string operator()(const RateChanged&) const { return phrase("Changing the rate"); }
    std::string operator()(const InfusionStopped&) const { return phrase("Stopping the infusion"); }
    std::string operator()(const SprayGiven&) const { return phrase("Recording a spray device"); }
    std::string operator()(const DischargeReady&) const {
        return phrase("Declaring the patient ready to leave");
    }
    std::string operator()(const Discharged&) const { return phrase("Discharging the patient"); }
    std::string operator()(const Signed&) const { return phrase("Signing"); }
    std::string operator()(const AddendumAdded&) const { return phrase("Adding an addendum"); }
    std::string operator()(const SessionCancelled&) const { return phrase("Cancelling the session"); }
    template <class Entry>
    std::string operator()(const Entry&) const {
        return phrase("This entry");
    }
};

std::string nextStep(Phase phase) {
    switch (phase) {
    case Phase::scheduled: return phrase("Check in a patient first.");
    case Phase::checkedIn: return phrase("Complete the pre-session screen first.");
    case Phase::screened: return phrase("Order the dose first.");
    case Phase::held: return phrase("A prescriber resolves the open hold first.");
    case Phase::cleared: return phrase("Do the two-person time-out first.");
    case Phase::timeoutDone: return phrase("The next step is to start.");
    case Phase::running: return phrase("The treatment is running; pause or stop it, or let it end, first.");
    case Phase::paused: return phrase("The infusion is paused; resume or stop it first.");
    case Phase::recovery: return phrase("The treatment has ended; the patient is in recovery.");
    case Phase::dischargeReady: return phrase("The patient is ready to leave; the next step is discharge.");
    case Phase::discharged: return phrase("The patient has been discharged; the next step is to sign.");
    case Phase::signedOff:
        return phrase("The session is signed: only a co-signature or an addendum can be added, the record "
                      "stays as it was.");
    case Phase::cancelled: return phrase("The session was cancelled: only an addendum can be added.");
    }
    return {};
}

} // namespace

PhaseSet allowedPhases(const EventBody& body) {
    return std::visit(Rules{}, body);
}

std::string actionWords(const EventBody& body) {
    return std::visit(RuleWords{}, body);
}

Refusal wrongPhase(const EventBody& body, Phase phase) {
    if (std::holds_alternative<AddendumAdded>(body))
        return {phrase(
            "An addendum belongs after the signature. Until then, correct or withdraw the entry itself.")};
    return {phrase("{1} is not possible {2}. {3}", actionWords(body), phrase(phaseWords(phase)),
                   nextStep(phase))};
}

} // namespace chairside
