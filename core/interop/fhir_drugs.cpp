// SPDX-License-Identifier: GPL-3.0-or-later
// Drugs given, as MedicationAdministrations: one for each dose, one for each stretch of constant rate.
#include "core/interop/fhir_codes.h"

namespace chairside {

using namespace fhir;

namespace {

/// Units that people write, as UCUM; empty when it is none we know.
std::string ucumOf(const std::string& unit) {
    for (const char* same : {"mg", "g", "mL", "L", "ug"})
        if (unit == same) return same;
    if (unit == "mcg" || unit == "\u00B5g") return "ug";
    if (unit == "ml") return "mL";
    return "";
}

} // namespace

Json FhirParts::drugCode(const std::string& drug) const {
    return coded(job_.catalogue.codes.drug(drug), drug.empty() ? "Drug not named by the protocol" : drug);
}

Json FhirParts::routeCode(const std::string& route) const {
    return coded(job_.catalogue.codes.route(route), route);
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
    if (!route.empty()) out["dosage"]["route"] = routeCode(route);
    out["dosage"]["dose"] = quantity(dose, unit.empty() ? "1" : unit, ucumOf(unit));
    return out;
}

std::optional<Uuid> FhirParts::firstGiven() const {
    if (!facts_.pump().segments().empty()) return pumpPart(0);
    for (const auto& event : job_.record.events)
        if (std::holds_alternative<SprayGiven>(event.body) && !wrong(event)) return event.id;
    return std::nullopt;
}

Uuid FhirParts::pumpPart(std::size_t segment) const {
    return derivedUuid(job_.record.summary.session, "pump/" + std::to_string(segment));
}

std::vector<FhirResource> FhirParts::pump() const {
    std::vector<FhirResource> out;
    const auto& log = facts_.pump();
    for (std::size_t i = 0; i < log.segments().size(); ++i) {
        const auto& segment = log.segments()[i];
        const auto id = pumpPart(i);
        const bool isLast = i + 1 == log.segments().size();
        Json json = begun("MedicationAdministration", id);
        json["status"] = !segment.to                                      ? "in-progress"
                         : isLast && log.completed() && !*log.completed() ? "stopped"
                                                                          : "completed";
        json["medicationCodeableConcept"] = drugCode(facts_.drug());
        json["subject"] = ref(patient_);
        json["context"] = ref(encounter_);
        json["effectivePeriod"]["start"] = formatIso(facts_.wallAt(segment.from));
        json["dosage"]["route"] = routeCode("intravenous");
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

} // namespace chairside
