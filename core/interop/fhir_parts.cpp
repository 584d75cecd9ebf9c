// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/fhir_parts.h"

#include "core/domain/event_words.h"
#include "core/interop/questionnaire_response.h"
#include "core/log/event_codec.h"

#include <cmath>

namespace chairside {
namespace {

constexpr const char* kLoinc = "http://loinc.org";
constexpr const char* kUcum = "http://unitsofmeasure.org";
constexpr const char* kSnomed = "http://snomed.info/sct";
constexpr const char* kTerminology = "http://terminology.hl7.org/CodeSystem/";

Json ref(const Uuid& id) {
    return {{"reference", urn(id)}};
}

/// Three decimals at most, and no ".0" that nobody measured.
Json number(double value) {
    const double rounded = std::round(value * 1'000) / 1'000;
    if (rounded == std::trunc(rounded) && std::abs(rounded) < 1e15) return static_cast<std::int64_t>(rounded);
    return rounded;
}

Json quantity(double value, const std::string& unit, const std::string& ucum) {
    Json out = {{"value", number(value)}, {"unit", unit}};
    if (!ucum.empty()) {
        out["system"] = kUcum;
        out["code"] = ucum;
    }
    return out;
}

Json absent(const char* reason) {
    return {{"coding", Json::array({{{"system", std::string(kTerminology) + "data-absent-reason"},
                                     {"code", reason}}})}};
}

Json loinc(const char* text, std::initializer_list<const char*> codes) {
    Json coding = Json::array();
    for (const char* code : codes) coding.push_back({{"system", kLoinc}, {"code", code}});
    return {{"coding", coding}, {"text", text}};
}

Json codeOf(Channel channel) {
    const std::string code(info(channel).loinc), label(info(channel).label);
    // R4 fixes 2708-6 in its profile; 59408-5 says that it was a pulse oximeter.
    if (channel == Channel::spo2) return loinc(label.c_str(), {"2708-6", code.c_str()});
    return loinc(label.c_str(), {code.c_str()});
}

/// The value, or why there is none. An impossible number is no measurement; a note keeps it.
void putValue(Json& out, const std::optional<double>& value, Channel channel, std::uint32_t flags,
              const char* reason) {
    const auto& c = info(channel);
    if (value && !(flags & flag::implausible(channel)))
        out["valueQuantity"] = quantity(*value, std::string(c.unit), std::string(c.ucum));
    else
        out["dataAbsentReason"] = absent(value ? "error" : reason);
}

void noteImplausible(Json& out, const std::optional<double>& value, Channel channel, std::uint32_t flags) {
    if (!value || !(flags & flag::implausible(channel))) return;
    const auto& c = info(channel);
    out["note"].push_back({{"text", "Implausible value as received: " + std::string(c.label) + " " +
                                        number(*value).dump() + " " + std::string(c.unit)}});
}

/// Units that people write, as UCUM; empty when it is none we know.
std::string ucumOf(const std::string& unit) {
    for (const char* same : {"mg", "g", "mL", "L", "ug"})
        if (unit == same) return same;
    if (unit == "mcg" || unit == "\u00B5g") return "ug";
    if (unit == "ml") return "mL";
    return "";
}

const char* encounterStatus(SessionStatus status) {
    switch (status) {
    case SessionStatus::open: return "in-progress";
    case SessionStatus::cancelled: return "cancelled";
    case SessionStatus::discharged:
    case SessionStatus::signedOff: break;
    }
    return "finished";
}

} // namespace

std::string urn(const Uuid& id) {
    return "urn:uuid:" + id.toString();
}

FhirParts::FhirParts(const ExportJob& job)
    : job_(job), facts_(job.record),
      patient_(job.record.summary.patient.id.isNull() ? derivedUuid(job.record.summary.session, "patient")
                                                      : job.record.summary.patient.id),
      encounter_(job.record.summary.session) {}

Json FhirParts::begun(const char* type, const Uuid& id) const {
    return {{"resourceType", type}, {"id", id.toString()}};
}

void FhirParts::link(Json& json) const {
    json["subject"] = ref(patient_);
    json["encounter"] = ref(encounter_);
}

std::vector<FhirResource> FhirParts::frame() const {
    const auto& s = job_.record.summary;
    Json patient = begun("Patient", patient_);
    if (!s.patient.mrn.empty())
        patient["identifier"] = Json::array(
            {{{"type",
               {{"coding",
                 Json::array({{{"system", std::string(kTerminology) + "v2-0203"}, {"code", "MR"}}})}}},
              {"value", s.patient.mrn}}});
    Json name = Json::object();
    if (!s.patient.familyName.empty()) name["family"] = s.patient.familyName;
    if (!s.patient.givenName.empty()) name["given"] = Json::array({s.patient.givenName});
    if (!name.empty()) patient["name"] = Json::array({name});
    patient["gender"] = s.patient.sex == Sex::female ? "female"
                        : s.patient.sex == Sex::male ? "male"
                                                     : "unknown";
    const auto& born = s.patient.birthDate; // a made-anonymous record may hold the year alone
    if (born.size() == 4 || born.size() == 7 || born.size() == 10) patient["birthDate"] = born;

    Json encounter = begun("Encounter", encounter_);
    encounter["status"] = encounterStatus(s.status);
    encounter["class"] = {{"system", std::string(kTerminology) + "v3-ActCode"}, {"code", "AMB"}};
    encounter["subject"] = ref(patient_);
    encounter["period"]["start"] = formatIso(s.opened);
    if (s.status != SessionStatus::open && s.last.wall.utcMs >= s.opened.utcMs)
        encounter["period"]["end"] = formatIso(s.last.wall);

    const auto id = derivedUuid(s.session, "file");
    Json origin = begun("Provenance", id);
    origin["target"] = Json::array({ref(encounter_)});
    origin["recorded"] = formatIso(job_.madeAt);
    origin["activity"] = {{"text", job_.deidentified ? "export, made anonymous" : "export"}};
    origin["agent"] = Json::array({{{"who", {{"display", "Chairside " + job_.softwareVersion}}}}});
    return {{patient_, patient}, {encounter_, encounter}, {id, origin}};
}

Json FhirParts::observation(const Measured& m, const char* part, Json code, bool isWrong, Uuid& id) const {
    id = derivedUuid(job_.record.summary.session, m.part + "/" + part);
    Json out = begun("Observation", id);
    out["status"] = isWrong ? "entered-in-error" : "final";
    out["category"] =
        Json::array({{{"coding", Json::array({{{"system", std::string(kTerminology) + "observation-category"},
                                               {"code", "vital-signs"}}})}}});
    out["code"] = std::move(code);
    link(out);
    out["effectiveDateTime"] = formatIso(m.at);
    return out;
}

FhirResource FhirParts::single(const Measured& m, Channel channel, bool isWrong, bool sensorOff) const {
    Uuid id;
    Json out = observation(m, std::string(info(channel).key).c_str(), codeOf(channel), isWrong, id);
    const auto& value = m.values[index(channel)];
    putValue(out, value, channel, m.flags, sensorOff ? "temp-unknown" : "unknown");
    noteImplausible(out, value, channel, m.flags);
    return {id, out};
}

FhirResource FhirParts::pressure(const Measured& m, bool isWrong) const {
    Uuid id;
    Json out = observation(m, "nibp", loinc("Blood pressure", {"85354-9"}), isWrong, id);
    const char* reason = m.flags & flag::kCuffFailed ? "error" : "unknown";
    for (const auto channel : {Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean}) {
        const auto& value = m.values[index(channel)];
        if (channel == Channel::nibpMean && !value) continue; // many cuffs give none
        Json component = {{"code", codeOf(channel)}};
        putValue(component, value, channel, m.flags, reason);
        out["component"].push_back(component);
        noteImplausible(out, value, channel, m.flags);
        if (value && (m.flags & flag::derived(channel)))
            out["note"].push_back({{"text", "The mean pressure was computed, not measured."}});
    }
    return {id, out};
}

std::vector<FhirResource> FhirParts::fromReading(const Reading& reading, std::int64_t count) const {
    const Measured m{reading.values, reading.flags, "reading/" + std::to_string(count), reading.at.wall};
    const auto* source = facts_.source(reading.source);
    std::vector<FhirResource> out;
    const auto add = [&](FhirResource resource) {
        if (source && !source->name.empty()) resource.json["device"] = {{"display", source->name}};
        out.push_back(std::move(resource));
    };
    bool cuff = reading.flags & flag::kCuffFailed, cuffWrong = false;
    for (const auto& entry : allChannels()) {
        const auto c = entry.channel;
        const bool artefact = facts_.isArtefact(c, reading.at.mono);
        if (isCuff(c)) {
            cuff = cuff || reading[c].has_value();
            cuffWrong = cuffWrong || (reading[c] && artefact);
        } else if (reading[c] || facts_.isMissing(reading, c)) {
            add(single(m, c, artefact, reading.flags & flag::kSensorOff));
        }
    }
    if (cuff) add(pressure(m, cuffWrong));
    return out;
}

/// What has no resource of its own: the sentence for people, and the entry as stored.
Json FhirParts::plain(const Event& event) const {
    Json out = begun("Observation", event.id);
    const std::string kind(kindName(event.body));
    out["status"] = wrong(event) ? "entered-in-error" : event.corrects ? "corrected" : "final";
    out["code"] = {{"text", kind}};
    link(out);
    out["effectiveDateTime"] = formatIso(effectiveWall(event));
    out["valueString"] = describe(event, [&](const std::string& key) { return job_.catalogue.label(key); });
    out["component"] =
        Json::array({{{"code", {{"text", "entry as stored"}}}, {"valueString", encodeBody(event.body)}}});
    return out;
}

Json FhirParts::score(const Event& event, const ScoreEntered& entered) const {
    const auto* instrument = job_.catalogue.instrument(entered.instrument, entered.version);
    if (!instrument) return plain(event);
    const auto response =
        questionnaireResponse(event, *instrument, {urn(patient_), urn(encounter_), wrong(event)});
    // Answers that do not fit today's instrument leave as they were stored.
    if (!response) return plain(event);
    return Json::parse(response.value());
}

FhirResource FhirParts::total(const Event& event, const ScoreEntered& entered, bool isResponse) const {
    const auto id = derivedUuid(job_.record.summary.session, event.id.toString() + "/total");
    Json out = begun("Observation", id);
    out["status"] = wrong(event) ? "entered-in-error" : event.corrects ? "corrected" : "final";
    out["category"] =
        Json::array({{{"coding", Json::array({{{"system", std::string(kTerminology) + "observation-category"},
                                               {"code", "survey"}}})}}});
    Json code = {{"text", job_.catalogue.label(entered.instrument) + " total"}};
    const auto* instrument = job_.catalogue.instrument(entered.instrument, entered.version);
    if (const auto* scale = instrument ? findScale(*instrument, kTotalScale) : nullptr; scale && scale->code)
        code["coding"] = Json::array({{{"system", scale->code->system}, {"code", scale->code->code}}});
    out["code"] = code;
    link(out);
    out["effectiveDateTime"] = formatIso(effectiveWall(event));
    if (entered.total)
        out["valueQuantity"] = quantity(*entered.total, "score", "{score}");
    else
        out["dataAbsentReason"] = absent("unknown");
    if (isResponse) out["derivedFrom"] = Json::array({ref(event.id)});
    return {id, out};
}

Json FhirParts::sideEffect(const Event& event, const SideEffectBegan& began) const {
    // An AdverseEvent of R4 can't be marked as entered in error; an Observation can.
    if (wrong(event)) return plain(event);
    Json out = begun("AdverseEvent", event.id);
    out["actuality"] = "actual";
    Json what = {{"text", job_.catalogue.label(began.effect)}};
    const auto* effect = job_.catalogue.sideEffect(began.effect);
    if (effect && !effect->snomed.empty())
        what["coding"] = Json::array({{{"system", kSnomed}, {"code", effect->snomed}}});
    out["event"] = what;
    link(out);
    out["date"] = formatIso(effectiveWall(event));
    out["recordedDate"] = formatIso(event.at.wall);
    const char* severity = began.severity <= 1 ? "mild" : began.severity == 2 ? "moderate" : "severe";
    out["severity"] = {
        {"coding", Json::array({{{"system", std::string(kTerminology) + "adverse-event-severity"},
                                 {"code", severity}}})},
        {"text", "Grade " + std::to_string(began.severity)}};
    return out;
}

Json FhirParts::drugCode(const std::string& drug) const {
    Json out = {{"text", drug.empty() ? "Drug not named by the protocol" : drug}};
    // WHO ATC index: ketamine, general anaesthetics.
    if (drug == "ketamine")
        out["coding"] = Json::array({{{"system", "http://www.whocc.no/atc"}, {"code", "N01AX03"}}});
    return out;
}

Json FhirParts::given(const Event& event, const std::string& drug, double dose, const std::string& unit,
                      const std::string& route) const {
    Json out = begun("MedicationAdministration", event.id);
    out["status"] = wrong(event) ? "entered-in-error" : "completed";
    out["medicationCodeableConcept"] = drugCode(drug);
    out["subject"] = ref(patient_);
    out["context"] = ref(encounter_);
    out["effectiveDateTime"] = formatIso(effectiveWall(event));
    out["dosage"] = Json::object();
    if (!route.empty()) out["dosage"]["route"] = {{"text", route}};
    out["dosage"]["dose"] = quantity(dose, unit.empty() ? "1" : unit, ucumOf(unit));
    return out;
}

std::vector<FhirResource> FhirParts::pump() const {
    std::vector<FhirResource> out;
    const auto& log = facts_.pump();
    for (std::size_t i = 0; i < log.segments().size(); ++i) {
        const auto& segment = log.segments()[i];
        const auto id = derivedUuid(job_.record.summary.session, "pump/" + std::to_string(i));
        const bool isLast = i + 1 == log.segments().size();
        Json json = begun("MedicationAdministration", id);
        json["status"] = !segment.to                                      ? "in-progress"
                         : isLast && log.completed() && !*log.completed() ? "stopped"
                                                                          : "completed";
        json["medicationCodeableConcept"] = drugCode(facts_.drug());
        json["subject"] = ref(patient_);
        json["context"] = ref(encounter_);
        json["effectivePeriod"]["start"] = formatIso(facts_.wallAt(segment.from));
        json["dosage"]["route"] = {{"coding", Json::array({{{"system", kSnomed}, {"code", "47625008"}}})},
                                   {"text", "intravenous"}};
        if (segment.to) {
            json["effectivePeriod"]["end"] = formatIso(facts_.wallAt(*segment.to));
            json["dosage"]["dose"] =
                quantity(log.deliveredMg(*segment.to) - log.deliveredMg(segment.from), "mg", "mg");
        }
        json["dosage"]["rateQuantity"] = quantity(segment.rateMlPerH, "mL/h", "mL/h");
        out.push_back({id, json});
    }
    return out;
}

FhirResource FhirParts::provenance(const Event& event) const {
    const auto id = derivedUuid(job_.record.summary.session, event.id.toString() + "/provenance");
    Json out = begun("Provenance", id);
    out["target"] = Json::array({ref(event.id)});
    out["occurredDateTime"] = formatIso(effectiveWall(event));
    out["recorded"] = formatIso(event.at.wall);
    out["activity"] = {{"text", std::string(kindName(event.body))}};
    Json who = {{"display", event.actor.name.empty() ? "not named" : event.actor.name}};
    if (!event.actor.id.empty()) who["identifier"] = {{"value", event.actor.id}};
    out["agent"] = Json::array(
        {{{"role", Json::array({{{"text", std::string(roleName(event.actor.role))}}})}, {"who", who}}});
    if (event.corrects && facts_.knows(*event.corrects))
        out["entity"] = Json::array({{{"role", "revision"}, {"what", ref(*event.corrects)}}});
    return {id, out};
}

std::vector<FhirResource> FhirParts::fromEvent(const Event& event) const {
    std::vector<FhirResource> out{{event.id, Json()}};
    Json& own = out.front().json;
    if (const auto* entered = std::get_if<ScoreEntered>(&event.body)) {
        own = score(event, *entered);
        const bool isResponse = own["resourceType"] == "QuestionnaireResponse";
        out.push_back(total(event, *entered, isResponse));
    } else if (const auto* began = std::get_if<SideEffectBegan>(&event.body)) {
        own = sideEffect(event, *began);
    } else if (const auto* drug = std::get_if<MedicationGiven>(&event.body)) {
        own = given(event, drug->drug, drug->dose, drug->unit, drug->route);
    } else if (const auto* spray = std::get_if<SprayGiven>(&event.body)) {
        own = given(event, facts_.drug(), spray->mg, "mg", "intranasal");
    } else {
        own = plain(event);
        const auto* changed = std::get_if<SideEffectChanged>(&event.body);
        const auto* ended = std::get_if<SideEffectEnded>(&event.body);
        const auto of = changed ? changed->of : ended ? ended->of : Uuid{};
        if (facts_.knows(of)) own["focus"] = Json::array({ref(of)});
    }
    if (const auto* vitals = std::get_if<VitalsEntered>(&event.body)) {
        const Measured m{vitals->values, vitals->flags, event.id.toString(), effectiveWall(event)};
        std::vector<FhirResource> members;
        bool cuff = vitals->flags & flag::kCuffFailed;
        for (const auto& entry : allChannels()) {
            if (!m.values[index(entry.channel)]) continue;
            if (isCuff(entry.channel))
                cuff = true;
            else
                members.push_back(single(m, entry.channel, wrong(event), false));
        }
        if (cuff) members.push_back(pressure(m, wrong(event)));
        for (const auto& member : members) own["hasMember"].push_back(ref(member.id));
        out.insert(out.end(), members.begin(), members.end());
    }
    out.push_back(provenance(event));
    return out;
}

} // namespace chairside
