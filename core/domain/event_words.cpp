// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/event_words.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/credential.h"
#include "core/domain/limits.h"
#include "core/domain/open_answers.h"
#include "core/domain/oxygen.h"
#include "core/domain/protocol.h"
#include "core/domain/series.h"
#include "core/domain/side_effect.h"
#include "core/domain/stored_words.h"

#include <map>
#include <utility>

namespace chairside {
namespace {

std::string number(double value, int decimals = 2) {
    return formatNumber(value, decimals);
}

std::string with(const std::string& text, const std::string& detail) {
    return detail.empty() ? text : text + ": " + detail;
}

std::string indicationWords(const std::string& key) {
    const auto* known = findIndication(key);
    return known ? phrase(known->title) : key;
}

std::string courseWords(const std::string& key) {
    return key == kInduction ? phrase("induction") : key == kMaintenance ? phrase("maintenance") : key;
}

std::string accountWords(const std::string& kind) {
    if (kind.empty() || kind == kPatientAccount) return phrase("Patient's account");
    if (kind == kIntegrationNote) return phrase("Integration note");
    return kind == kFollowUpClosed ? phrase("Follow-up closed") : kind;
}

/// "Oxygen 2 L/min, nasal cannula", "Oxygen ended, room air".
std::string oxygenWords(double flowLPerMin, const std::string& device) {
    if (flowLPerMin <= 0) return phrase("Oxygen ended, room air");
    return phrase("Oxygen {1} L/min", number(flowLPerMin, 1)) + (device.empty() ? "" : ", " + device);
}

std::string vitalsWords(const VitalsEntered& b) {
    if (isOxygenEntry(b)) return oxygenWords(*b.values[index(Channel::o2Flow)], b.site);
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
    const auto& sys = b.values[index(Channel::nibpSystolic)];
    const auto& dia = b.values[index(Channel::nibpDiastolic)];
    if (sys && dia) add(phrase("blood pressure {1}/{2} mmHg", number(*sys, 0), number(*dia, 0)));
    for (const auto& channel : allChannels()) {
        const bool pressure = channel.channel == Channel::nibpSystolic ||
                              channel.channel == Channel::nibpDiastolic ||
                              channel.channel == Channel::nibpMean;
        const auto& value = b.values[index(channel.channel)];
        if (pressure || !value) continue;
        add(phrase(channel.label) + " " + number(*value, channel.decimals) + " " + std::string(channel.unit));
    }
    if (!b.site.empty()) add(b.site);
    return phrase("Typed: {1}", out);
}

struct Describer {
    const LabelOf& labelOf;
    std::string label(const std::string& key) const { return labelOf ? labelOf(key) : key; }

    std::string operator()(const SessionOpened& b) const {
        return phrase("Checked in under {1} (version {2}){3}{4}{5}{6}", b.protocolTitle,
                      std::to_string(b.protocolVersion), b.demo ? phrase(", demo") : std::string(),
                      (b.simulated ? phrase(", simulated numbers") : ""),
                      (b.speed > 1 ? phrase(", {1}× speed", number(b.speed, 0)) : ""),
                      (b.drill.empty() ? "" : phrase(", drill {1}", b.drill)));
    }
    std::string operator()(const SessionResumed& b) const {
        return phrase("Resumed after a gap of {1}: {2}", formatDuration(b.gap), storedWords(b.reason));
    }
    std::string operator()(const ItemConfirmed& b) const {
        if (b.item == "weight_kg") return phrase("Weight: {1} kg", b.value);
        if (b.item == "height_cm") return phrase("Height: {1} cm", b.value);
        if (const auto instrument = instrumentOfList(b.list)) return answerWords(*instrument, b);
        if (effectOfList(b.list))
            return phrase("Side effect caused by the treatment: {1}", storedWords(b.value));
        if (b.list == kCredentialList)
            return phrase("{1} confirmed {2} with their PIN", b.secondPerson, actWords(b.item));
        if (b.value.empty() && b.list == "screen") return phrase("{1}: answer taken back", label(b.item));
        return with(b.list == "check_in" ? phrase("Confirmed {1}", b.item) : label(b.item),
                    storedWords(b.value)) +
               (b.secondPerson.empty() ? "" : phrase(", together with {1}", b.secondPerson));
    }
    /// "PHQ-9, item 3: Several days"; the keys themselves where there is no catalogue.
    std::string answerWords(const std::string& instrument, const ItemConfirmed& b) const {
        const auto orElse = [&](const std::string& key, const std::string& otherwise) {
            const auto found = label(key);
            return found == key ? otherwise : found;
        };
        const auto item = instrument + "/" + b.item;
        return label(instrument) + ", " + orElse(item, phrase("item {1}", b.item)) + ": " +
               (b.value.empty() ? phrase("answer taken back") : orElse(item + "=" + b.value, b.value));
    }
    std::string operator()(const ScreenCompleted&) const { return phrase("Screen completed"); }
    std::string operator()(const HoldPlaced& b) const { return phrase("Hold: {1}", storedWords(b.detail)); }
    std::string operator()(const HoldOverridden& b) const {
        return phrase("Hold overridden ({1}): {2}", b.code, b.reason);
    }
    std::string operator()(const HoldResolved& b) const {
        return phrase("Hold resolved ({1}): {2}", b.code, storedWords(b.detail));
    }
    std::string operator()(const SessionCleared&) const { return phrase("Cleared for treatment"); }
    std::string operator()(const DoseOrdered& b) const {
        std::string out = phrase("Dose ordered: {1} mg", number(b.order.doseMg));
        if (b.order.mgPerKg > 0)
            out += " (" + number(b.order.mgPerKg) + " mg/kg × " + number(b.order.dosingWeightKg, 1) + " kg)";
        if (b.order.totalMl > 0)
            out += phrase(" in {1} mL over {2} min, {3} mL/h", number(b.order.totalMl, 1),
                          number(b.order.durationMin, 0), number(b.order.rateMlPerH, 1));
        if (!b.orderedBy.empty()) out += phrase(", order of {1}", b.orderedBy);
        if (!b.secondPerson.empty()) out += phrase(", confirmed by {1}", b.secondPerson);
        return out;
    }
    std::string operator()(const TimeoutConfirmed& b) const {
        return phrase("Two-person time-out with {1}", b.second.name);
    }
    std::string operator()(const InfusionStarted& b) const {
        return phrase("Infusion started at {1} mL/h", number(b.rateMlPerH, 1));
    }
    std::string operator()(const InfusionPaused& b) const {
        return with(phrase("Infusion paused"), storedWords(b.reason));
    }
    std::string operator()(const InfusionResumed& b) const {
        return phrase("Infusion resumed at {1} mL/h", number(b.rateMlPerH, 1));
    }
    std::string operator()(const RateChanged& b) const {
        return with(phrase("Rate changed to {1} mL/h", number(b.rateMlPerH, 1)), storedWords(b.reason));
    }
    std::string operator()(const InfusionStopped& b) const {
        if (b.completed) return with(phrase("Infusion completed"), b.note);
        return with(phrase("Infusion stopped early"),
                    storedWords(b.reasonCode) + (b.note.empty() ? "" : ", " + b.note)) +
               (b.prescriberTold.empty() ? phrase("; no prescriber told yet")
                                         : phrase("; prescriber told: {1}", b.prescriberTold));
    }
    std::string operator()(const SprayGiven& b) const {
        return phrase("Spray device {1}: {2} mg", std::to_string(b.device), number(b.mg));
    }
    std::string operator()(const DischargeReady& b) const {
        return b.overrideReason.empty() ? phrase("Ready to leave: all criteria met")
                                        : phrase("Ready to leave by override: {1}", b.overrideReason);
    }
    std::string operator()(const Discharged& b) const {
        return with(phrase("Discharged"), b.escort.empty() ? b.note : phrase("with {1}", b.escort));
    }
    std::string operator()(const Signed& b) const {
        return phrase("Signed by {1} ({2})", b.name, storedWords(b.meaning));
    }
    std::string operator()(const AddendumAdded& b) const {
        return phrase("Addendum ({1}): {2}", b.reason, b.text);
    }
    std::string operator()(const SessionCancelled& b) const {
        return phrase("Session cancelled: {1}", b.reason);
    }
    std::string operator()(const CourseAssigned& b) const {
        return phrase("Course: {1}, {2}, session {3}", indicationWords(b.indication), courseWords(b.course),
                      std::to_string(b.number));
    }
    std::string operator()(const AccountWritten& b) const { return with(accountWords(b.kind), b.text); }
    std::string operator()(const FollowUpPlanned& b) const {
        return phrase("Follow-up on {1}{2}", b.date, (b.text.empty() ? "" : ": " + b.text));
    }
    std::string operator()(const VitalsEntered& b) const { return vitalsWords(b); }
    std::string operator()(const ScoreEntered& b) const {
        return label(b.instrument) + ": " + (b.total ? number(*b.total, 0) : phrase("incomplete, no score"));
    }
    std::string operator()(const SideEffectBegan& b) const {
        return label(b.effect) + ", " + severityWord(b.severity) +
               (b.relatedness.empty()
                    ? ""
                    : phrase(", caused by the treatment: {1}", storedWords(b.relatedness))) +
               (b.action.empty() ? "" : ", " + storedWords(b.action));
    }
    std::string operator()(const SideEffectChanged& b) const {
        return phrase("Side effect now {1}", severityWord(b.severity)) +
               (b.action.empty() ? "" : ", " + storedWords(b.action));
    }
    std::string operator()(const SideEffectEnded&) const { return phrase("Side effect ended"); }
    std::string operator()(const MedicationGiven& b) const {
        return b.drug + " " + number(b.dose, 3) + " " + b.unit + " " + b.route +
               (b.reason.empty() ? "" : phrase(" for {1}", storedWords(b.reason)));
    }
    std::string operator()(const NoteWritten& b) const { return phrase("Note: {1}", b.text); }
    std::string operator()(const EventMarked& b) const { return b.label; }
    std::string operator()(const EntryWithdrawn& b) const { return phrase("Entry withdrawn: {1}", b.reason); }
    std::string operator()(const ArtefactMarked& b) const {
        return phrase("Marked as artefact: {1}", b.reason);
    }
    std::string operator()(const CheckMissed& b) const {
        return phrase("Check missed ({1}): {2}", b.check, storedWords(b.reason));
    }
    std::string operator()(const DrugDrawn& b) const {
        const std::string lot = b.lot.empty() ? "" : phrase(", lot {1}", b.lot);
        return b.fromOpenVial ? phrase("Drawn {1} mg from the open vial {2}{3}", number(b.mg), b.vial, lot)
                              : phrase("Drawn {1} mg from {2}{3}", number(b.mg), b.vial, lot);
    }
    std::string operator()(const DrugWasted& b) const {
        return phrase("Wasted {1} mg ({2}), witness {3}", number(b.mg), storedWords(b.from), b.witness.name);
    }
    std::string operator()(const DiscrepancyNamed& b) const {
        return phrase("Discrepancy of {1} mg: {2}", number(b.mg), b.reason);
    }
    std::string operator()(const AlarmRaised& b) const { return phrase("Alarm: {1}", storedWords(b.text)); }
    std::string operator()(const AlarmAcknowledged& b) const {
        return phrase("Alarm acknowledged: {1}", b.condition);
    }
    std::string operator()(const AlarmPaused& b) const {
        return phrase("Sound paused for {1}: {2}", formatDuration(b.length), b.condition);
    }
    std::string operator()(const AlarmCleared& b) const { return phrase("Alarm over: {1}", b.condition); }
    std::string operator()(const LimitChanged& b) const {
        if (b.limit == kCuffIntervalLimit)
            return phrase("Cuff interval: {1} → {2} min{3}", (b.from ? number(*b.from, 0) : "?"),
                          (b.to ? number(*b.to, 0) : "?"),
                          (b.reason.empty() ? "" : ", " + storedWords(b.reason)));
        return phrase("Limit {1}: {2} → {3}{4}", b.limit, (b.from ? number(*b.from, 1) : phrase("off")),
                      (b.to ? number(*b.to, 1) : phrase("off")),
                      (b.reason.empty() ? "" : ", " + storedWords(b.reason)));
    }
    std::string operator()(const SourceAttached& b) const {
        return phrase("Source connected: {1}", b.info.name);
    }
    std::string operator()(const SourceLost& b) const {
        return with(phrase("Source {1} lost", std::to_string(b.source)), storedWords(b.reason));
    }
    std::string operator()(const SourceReturned& b) const {
        return phrase("Source {1} back after {2}", std::to_string(b.source), formatDuration(b.gap));
    }
    std::string operator()(const ClockStepped& b) const {
        return phrase("The computer's clock was changed by {1}", formatDuration(b.by));
    }
    std::string operator()(const ReadingsSealed& b) const {
        return phrase("Readings sealed: {1}", std::to_string(b.count));
    }
    std::string operator()(const StoreFault& b) const {
        return phrase("Storage fault: {1}", storedWords(b.message));
    }
    std::string operator()(const SelfTested& b) const {
        std::string out = phrase("Self-test");
        for (const auto& [what, result] : b.results)
            out += (what == b.results.begin()->first ? ": " : ", ") + what + " " + storedWords(result);
        return out;
    }
    std::string operator()(const SoundSet& b) const {
        std::string out = phrase("Alarm sound");
        if (b.volume) out += phrase(": volume {1} of 5", std::to_string(*b.volume));
        if (!b.profile.empty()) out += phrase(": {1} profile", storedWords(b.profile));
        return with(out, storedWords(b.reason));
    }
    std::string operator()(const ClinicOpened&) const { return phrase("The clinic's log was begun"); }
    std::string operator()(const StockReceived& b) const {
        return phrase("Received {1} of {2} {3} mg, lot {4}, expires {5}", std::to_string(b.count), b.drug,
                      number(b.contentMg), b.lot, b.expiry);
    }
    std::string operator()(const StockRemoved& b) const {
        return phrase("Removed {1} of {2}, lot {3}: {4}, witness {5}", std::to_string(b.count), b.drug, b.lot,
                      b.reason, b.witness.name);
    }
    std::string operator()(const StockCounted& b) const {
        std::string out = phrase("Stock counted with {1}", b.second.name);
        for (const auto& c : b.counts)
            out +=
                phrase("{1}{2} lot {3} {4} found, {5} expected{6}", (&c == &b.counts.front() ? ": " : ", "),
                       c.drug, c.lot, std::to_string(c.found), std::to_string(c.expected),
                       (c.explanation.empty() ? "" : " (" + c.explanation + ")"));
        return out;
    }
    std::string operator()(const FormSent& b) const {
        return phrase("Form {1} sent by {2} on {3}", b.form, b.sentBy, b.sentOn);
    }
};

} // namespace

std::string severityWord(int severity) {
    return phrase(severity <= 0   ? toSay("none")
                  : severity == 1 ? toSay("mild")
                  : severity == 2 ? toSay("moderate")
                                  : toSay("severe"));
}

LabelOf withItemTitles(const Protocol& protocol, LabelOf otherwise) {
    std::map<std::string, std::string> titles; // copied: the words may outlive the protocol
    for (const auto* list : {&protocol.screen, &protocol.timeout})
        for (const auto& item : *list) titles.emplace(item.key, item.title);
    return [titles = std::move(titles), otherwise = std::move(otherwise)](const std::string& key) {
        const auto known = titles.find(key);
        if (known != titles.end()) return known->second;
        return otherwise ? otherwise(key) : key;
    };
}

std::string describe(const Event& event, const LabelOf& label) {
    return std::visit(Describer{label}, event.body);
}

std::string describeInEnglish(const Event& event, const LabelOf& label) {
    const InEnglish data;
    return describe(event, label);
}

} // namespace chairside
