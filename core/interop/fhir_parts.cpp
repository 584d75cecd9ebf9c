// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/fhir_parts.h"

#include "core/base/time.h"
#include "core/domain/event_words.h"
#include "core/interop/fhir_codes.h"
#include "core/interop/questionnaire_response.h"
#include "core/interop/questionnaire_urls.h"
#include "core/log/event_codec.h"

#include <algorithm>
#include <array>

namespace chairside {

using namespace fhir;

namespace {

const char* encounterStatus(SessionStatus status) {
    switch (status) {
    case SessionStatus::open: return "in-progress";
    case SessionStatus::cancelled: return "cancelled";
    case SessionStatus::discharged:
    case SessionStatus::signedOff: break;
    }
    return "finished";
}

Json terminology(const char* system, const char* code) {
    return {{"coding", Json::array({{{"system", std::string(kTerminology) + system}, {"code", code}}})}};
}

} // namespace

std::string urn(const Uuid& id) {
    return "urn:uuid:" + id.toString();
}

FhirParts::FhirParts(const ExportJob& job)
    : job_(job), facts_(job.record), effects_(effectCourses(job.record.events)),
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

/// What has no resource of its own: the sentence for people, and the entry as stored.
Json FhirParts::plain(const Event& event) const {
    Json out = begun("Observation", event.id);
    const std::string kind(kindName(event.body));
    out["status"] = wrong(event) ? "entered-in-error" : event.corrects ? "corrected" : "final";
    out["code"] = {{"text", kind}};
    link(out);
    out["effectiveDateTime"] = formatIso(effectiveWall(event));
    const auto* item = std::get_if<ItemConfirmed>(&event.body);
    if (item && item->list == "screen" && item->item == kLastPeriodItem)
        out["code"]["coding"] = Json::array({{{"system", kLoinc}, {"code", kLastPeriodCode}}});
    if (item && item->list == "screen" && parseIsoDate(item->value))
        out["valueDateTime"] = item->value;
    else
        out["valueString"] =
            describeInEnglish(event, [&](const std::string& key) { return job_.catalogue.label(key); });
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
    out["category"] = category("survey");
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

/// The ketamine of this session, and how likely people thought it was the cause.
Json FhirParts::suspect(const EffectCourse& course) const {
    Json who = {{"display", facts_.drug().empty() ? "the treatment of this session" : facts_.drug()}};
    if (const auto given = firstGiven()) who = ref(*given);
    Json out = {{"instance", who}};
    if (course.relatedness.empty()) return out;
    Json judged = {{"text", course.relatedness}};
    // Codes of FHIR 4.0.1; the words judged with are those of core/domain/side_effect.
    static constexpr std::array<std::pair<const char*, const char*>, 3> kCodes{
        {{"unlikely", "Unlikely"}, {"possible", "Possible"}, {"probable", "Probably-Likely"}}};
    for (const auto& [word, code] : kCodes)
        if (course.relatedness == word) judged.update(terminology("adverse-event-causality-assess", code));
    out["causality"] = Json::array({{{"assessment", judged}}});
    return out;
}

Json FhirParts::sideEffect(const Event& event, const SideEffectBegan& began) const {
    // An AdverseEvent of R4 can't be marked as entered in error; an Observation can.
    const auto course = std::find_if(effects_.begin(), effects_.end(),
                                     [&](const EffectCourse& c) { return c.onset == event.id; });
    if (wrong(event) || course == effects_.end()) return plain(event);
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
    const char* severity = course->worst <= 1 ? "mild" : course->worst == 2 ? "moderate" : "severe";
    out["severity"] = terminology("adverse-event-severity", severity);
    out["severity"]["text"] = "Grade " + std::to_string(course->worst);
    // Whoever left with it still had it: the record says no more than that.
    out["outcome"] = terminology("adverse-event-outcome", course->until ? "resolved" : "ongoing");
    if (course->until) out["outcome"]["text"] = "resolved at " + formatIso(facts_.wallAt(*course->until));
    out["suspectEntity"] = Json::array({suspect(*course)});
    for (const auto& action : course->actions)
        out["extension"].push_back(
            {{"url", kMitigatingAction},
             {"extension", Json::array({{{"url", "item"}, {"valueCodeableConcept", {{"text", action}}}}})}});
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
