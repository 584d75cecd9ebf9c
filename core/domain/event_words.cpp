// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/event_words.h"

#include "core/base/number.h"
#include "core/domain/credential.h"
#include "core/domain/open_answers.h"
#include "core/domain/series.h"

namespace chairside {
namespace {

std::string number(double value, int decimals = 2) {
    return formatNumber(value, decimals);
}

std::string with(const std::string& text, const std::string& detail) {
    return detail.empty() ? text : text + ": " + detail;
}

const char* severityWord(int severity) {
    return severity <= 0 ? "none" : severity == 1 ? "mild" : severity == 2 ? "moderate" : "severe";
}

std::string accountWords(const std::string& kind) {
    if (kind.empty() || kind == kPatientAccount) return "Patient's account";
    if (kind == kIntegrationNote) return "Integration note";
    return kind == kFollowUpClosed ? "Follow-up closed" : kind;
}

std::string vitalsWords(const VitalsEntered& b) {
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
    const auto& sys = b.values[index(Channel::nibpSystolic)];
    const auto& dia = b.values[index(Channel::nibpDiastolic)];
    if (sys && dia) add("blood pressure " + number(*sys, 0) + "/" + number(*dia, 0) + " mmHg");
    for (const auto& channel : allChannels()) {
        const bool pressure = channel.channel == Channel::nibpSystolic ||
                              channel.channel == Channel::nibpDiastolic ||
                              channel.channel == Channel::nibpMean;
        const auto& value = b.values[index(channel.channel)];
        if (pressure || !value) continue;
        add(std::string(channel.label) + " " + number(*value, channel.decimals) + " " +
            std::string(channel.unit));
    }
    if (!b.site.empty()) add(b.site);
    return "Typed: " + out;
}

struct Describer {
    const LabelOf& labelOf;
    std::string label(const std::string& key) const { return labelOf ? labelOf(key) : key; }

    std::string operator()(const SessionOpened& b) const {
        return "Checked in under " + b.protocolTitle + " (version " + std::to_string(b.protocolVersion) +
               ")" + (b.demo ? ", demo" : "") + (b.simulated ? ", simulated numbers" : "") +
               (b.speed > 1 ? ", " + number(b.speed, 0) + "× speed" : "") +
               (b.drill.empty() ? "" : ", drill " + b.drill);
    }
    std::string operator()(const SessionResumed& b) const {
        return "Resumed after a gap of " + formatDuration(b.gap) + ": " + b.reason;
    }
    std::string operator()(const ItemConfirmed& b) const {
        if (b.item == "weight_kg") return "Weight: " + b.value + " kg";
        if (b.item == "height_cm") return "Height: " + b.value + " cm";
        if (const auto instrument = instrumentOfList(b.list)) return answerWords(*instrument, b);
        if (b.list == kCredentialList)
            return b.secondPerson + " confirmed " + actWords(b.item) + " with their PIN";
        return with(b.list == "check_in" ? "Confirmed " + b.item : label(b.item), b.value) +
               (b.secondPerson.empty() ? "" : ", together with " + b.secondPerson);
    }
    /// "PHQ-9, item 3: Several days"; the keys themselves where there is no catalogue.
    std::string answerWords(const std::string& instrument, const ItemConfirmed& b) const {
        const auto orElse = [&](const std::string& key, const std::string& otherwise) {
            const auto found = label(key);
            return found == key ? otherwise : found;
        };
        const auto item = instrument + "/" + b.item;
        return label(instrument) + ", " + orElse(item, "item " + b.item) + ": " +
               (b.value.empty() ? "answer taken back" : orElse(item + "=" + b.value, b.value));
    }
    std::string operator()(const ScreenCompleted&) const { return "Screen completed"; }
    std::string operator()(const HoldPlaced& b) const { return "Hold: " + b.detail; }
    std::string operator()(const HoldOverridden& b) const {
        return "Hold overridden (" + b.code + "): " + b.reason;
    }
    std::string operator()(const HoldResolved& b) const {
        return "Hold resolved (" + b.code + "): " + b.detail;
    }
    std::string operator()(const SessionCleared&) const { return "Cleared for treatment"; }
    std::string operator()(const DoseOrdered& b) const {
        std::string out = "Dose ordered: " + number(b.order.doseMg) + " mg";
        if (b.order.mgPerKg > 0)
            out += " (" + number(b.order.mgPerKg) + " mg/kg × " + number(b.order.dosingWeightKg, 1) + " kg)";
        if (b.order.totalMl > 0)
            out += " in " + number(b.order.totalMl, 1) + " mL over " + number(b.order.durationMin, 0) +
                   " min, " + number(b.order.rateMlPerH, 1) + " mL/h";
        if (!b.orderedBy.empty()) out += ", order of " + b.orderedBy;
        if (!b.secondPerson.empty()) out += ", confirmed by " + b.secondPerson;
        return out;
    }
    std::string operator()(const TimeoutConfirmed& b) const {
        return "Two-person time-out with " + b.second.name;
    }
    std::string operator()(const InfusionStarted& b) const {
        return "Infusion started at " + number(b.rateMlPerH, 1) + " mL/h";
    }
    std::string operator()(const InfusionPaused& b) const { return with("Infusion paused", b.reason); }
    std::string operator()(const InfusionResumed& b) const {
        return "Infusion resumed at " + number(b.rateMlPerH, 1) + " mL/h";
    }
    std::string operator()(const RateChanged& b) const {
        return with("Rate changed to " + number(b.rateMlPerH, 1) + " mL/h", b.reason);
    }
    std::string operator()(const InfusionStopped& b) const {
        if (b.completed) return with("Infusion completed", b.note);
        return with("Infusion stopped early", b.reasonCode + (b.note.empty() ? "" : ", " + b.note)) +
               (b.prescriberTold.empty() ? "; no prescriber told yet"
                                         : "; prescriber told: " + b.prescriberTold);
    }
    std::string operator()(const SprayGiven& b) const {
        return "Spray device " + std::to_string(b.device) + ": " + number(b.mg) + " mg";
    }
    std::string operator()(const DischargeReady& b) const {
        return b.overrideReason.empty() ? "Ready to leave: all criteria met"
                                        : "Ready to leave by override: " + b.overrideReason;
    }
    std::string operator()(const Discharged& b) const {
        return with("Discharged", b.escort.empty() ? b.note : "with " + b.escort);
    }
    std::string operator()(const Signed& b) const { return "Signed by " + b.name + " (" + b.meaning + ")"; }
    std::string operator()(const AddendumAdded& b) const { return "Addendum (" + b.reason + "): " + b.text; }
    std::string operator()(const SessionCancelled& b) const { return "Session cancelled: " + b.reason; }
    std::string operator()(const CourseAssigned& b) const {
        return "Course: " + b.indication + ", " + b.course + ", session " + std::to_string(b.number);
    }
    std::string operator()(const AccountWritten& b) const { return with(accountWords(b.kind), b.text); }
    std::string operator()(const FollowUpPlanned& b) const {
        return "Follow-up on " + b.date + (b.text.empty() ? "" : ": " + b.text);
    }
    std::string operator()(const VitalsEntered& b) const { return vitalsWords(b); }
    std::string operator()(const ScoreEntered& b) const {
        return label(b.instrument) + ": " + (b.total ? number(*b.total, 0) : "incomplete, no score");
    }
    std::string operator()(const SideEffectBegan& b) const {
        return label(b.effect) + ", " + severityWord(b.severity) + (b.action.empty() ? "" : ", " + b.action);
    }
    std::string operator()(const SideEffectChanged& b) const {
        return std::string("Side effect now ") + severityWord(b.severity);
    }
    std::string operator()(const SideEffectEnded&) const { return "Side effect ended"; }
    std::string operator()(const MedicationGiven& b) const {
        return b.drug + " " + number(b.dose, 3) + " " + b.unit + " " + b.route +
               (b.reason.empty() ? "" : " for " + b.reason);
    }
    std::string operator()(const NoteWritten& b) const { return "Note: " + b.text; }
    std::string operator()(const EventMarked& b) const { return b.label; }
    std::string operator()(const EntryWithdrawn& b) const { return "Entry withdrawn: " + b.reason; }
    std::string operator()(const ArtefactMarked& b) const { return "Marked as artefact: " + b.reason; }
    std::string operator()(const CheckMissed& b) const {
        return "Check missed (" + b.check + "): " + b.reason;
    }
    std::string operator()(const DrugDrawn& b) const {
        return "Drawn " + number(b.mg) + " mg from " + b.vial + (b.lot.empty() ? "" : ", lot " + b.lot);
    }
    std::string operator()(const DrugWasted& b) const {
        return "Wasted " + number(b.mg) + " mg (" + b.from + "), witness " + b.witness.name;
    }
    std::string operator()(const DiscrepancyNamed& b) const {
        return "Discrepancy of " + number(b.mg) + " mg: " + b.reason;
    }
    std::string operator()(const AlarmRaised& b) const { return "Alarm: " + b.text; }
    std::string operator()(const AlarmAcknowledged& b) const { return "Alarm acknowledged: " + b.condition; }
    std::string operator()(const AlarmPaused& b) const {
        return "Sound paused for " + formatDuration(b.length) + ": " + b.condition;
    }
    std::string operator()(const AlarmCleared& b) const { return "Alarm over: " + b.condition; }
    std::string operator()(const LimitChanged& b) const {
        return "Limit " + b.limit + ": " + (b.from ? number(*b.from, 1) : "off") + " → " +
               (b.to ? number(*b.to, 1) : "off") + (b.reason.empty() ? "" : ", " + b.reason);
    }
    std::string operator()(const SourceAttached& b) const { return "Source connected: " + b.info.name; }
    std::string operator()(const SourceLost& b) const {
        return with("Source " + std::to_string(b.source) + " lost", b.reason);
    }
    std::string operator()(const SourceReturned& b) const {
        return "Source " + std::to_string(b.source) + " back after " + formatDuration(b.gap);
    }
    std::string operator()(const ClockStepped& b) const {
        return "The computer's clock was changed by " + formatDuration(b.by);
    }
    std::string operator()(const ReadingsSealed& b) const {
        return "Readings sealed: " + std::to_string(b.count);
    }
    std::string operator()(const StoreFault& b) const { return "Storage fault: " + b.message; }
    std::string operator()(const SelfTested& b) const {
        std::string out = "Self-test";
        for (const auto& [what, result] : b.results)
            out += (out == "Self-test" ? ": " : ", ") + what + " " + result;
        return out;
    }
    std::string operator()(const SoundSet& b) const {
        std::string out = "Alarm sound";
        if (b.volume) out += ": volume " + std::to_string(*b.volume) + " of 5";
        if (!b.profile.empty()) out += ": " + b.profile + " profile";
        return with(out, b.reason);
    }
    std::string operator()(const ClinicOpened&) const { return "The clinic's log was begun"; }
    std::string operator()(const StockReceived& b) const {
        return "Received " + std::to_string(b.count) + " of " + b.drug + " " + number(b.contentMg) +
               " mg, lot " + b.lot + ", expires " + b.expiry;
    }
    std::string operator()(const StockRemoved& b) const {
        return "Removed " + std::to_string(b.count) + " of " + b.drug + ", lot " + b.lot + ": " + b.reason +
               ", witness " + b.witness.name;
    }
    std::string operator()(const StockCounted& b) const {
        std::string out = "Stock counted with " + b.second.name;
        for (const auto& c : b.counts)
            out += (&c == &b.counts.front() ? ": " : ", ") + c.drug + " lot " + c.lot + " " +
                   std::to_string(c.found) + " found, " + std::to_string(c.expected) + " expected" +
                   (c.explanation.empty() ? "" : " (" + c.explanation + ")");
        return out;
    }
    std::string operator()(const FormSent& b) const {
        return "Form " + b.form + " sent by " + b.sentBy + " on " + b.sentOn;
    }
};

struct Grouper {
    EventGroup operator()(const VitalsEntered&) const { return EventGroup::entry; }
    EventGroup operator()(const ScoreEntered&) const { return EventGroup::entry; }
    EventGroup operator()(const SideEffectBegan&) const { return EventGroup::entry; }
    EventGroup operator()(const SideEffectChanged&) const { return EventGroup::entry; }
    EventGroup operator()(const SideEffectEnded&) const { return EventGroup::entry; }
    EventGroup operator()(const NoteWritten&) const { return EventGroup::entry; }
    EventGroup operator()(const EventMarked&) const { return EventGroup::entry; }
    EventGroup operator()(const EntryWithdrawn&) const { return EventGroup::entry; }
    EventGroup operator()(const ArtefactMarked&) const { return EventGroup::entry; }
    EventGroup operator()(const CheckMissed&) const { return EventGroup::entry; }
    EventGroup operator()(const AccountWritten&) const { return EventGroup::entry; }
    EventGroup operator()(const MedicationGiven&) const { return EventGroup::drug; }
    EventGroup operator()(const DoseOrdered&) const { return EventGroup::drug; }
    EventGroup operator()(const InfusionStarted&) const { return EventGroup::drug; }
    EventGroup operator()(const InfusionPaused&) const { return EventGroup::drug; }
    EventGroup operator()(const InfusionResumed&) const { return EventGroup::drug; }
    EventGroup operator()(const RateChanged&) const { return EventGroup::drug; }
    EventGroup operator()(const InfusionStopped&) const { return EventGroup::drug; }
    EventGroup operator()(const SprayGiven&) const { return EventGroup::drug; }
    EventGroup operator()(const DrugDrawn&) const { return EventGroup::drug; }
    EventGroup operator()(const DrugWasted&) const { return EventGroup::drug; }
    EventGroup operator()(const DiscrepancyNamed&) const { return EventGroup::drug; }
    EventGroup operator()(const AlarmRaised&) const { return EventGroup::alarm; }
    EventGroup operator()(const AlarmAcknowledged&) const { return EventGroup::alarm; }
    EventGroup operator()(const AlarmPaused&) const { return EventGroup::alarm; }
    EventGroup operator()(const AlarmCleared&) const { return EventGroup::alarm; }
    EventGroup operator()(const LimitChanged&) const { return EventGroup::alarm; }
    EventGroup operator()(const SoundSet&) const { return EventGroup::alarm; }
    EventGroup operator()(const SessionResumed&) const { return EventGroup::technical; }
    EventGroup operator()(const SourceAttached&) const { return EventGroup::technical; }
    EventGroup operator()(const SourceLost&) const { return EventGroup::technical; }
    EventGroup operator()(const SourceReturned&) const { return EventGroup::technical; }
    EventGroup operator()(const ClockStepped&) const { return EventGroup::technical; }
    EventGroup operator()(const ReadingsSealed&) const { return EventGroup::technical; }
    EventGroup operator()(const StoreFault&) const { return EventGroup::technical; }
    EventGroup operator()(const SelfTested&) const { return EventGroup::technical; }
    EventGroup operator()(const StockReceived&) const { return EventGroup::drug; }
    EventGroup operator()(const StockRemoved&) const { return EventGroup::drug; }
    EventGroup operator()(const StockCounted&) const { return EventGroup::drug; }
    template <class Workflow>
    EventGroup operator()(const Workflow&) const {
        return EventGroup::workflow;
    }
};

} // namespace

std::string describe(const Event& event, const LabelOf& label) {
    return std::visit(Describer{label}, event.body);
}

EventGroup groupOf(const EventBody& body) {
    return std::visit(Grouper{}, body);
}

} // namespace chairside
