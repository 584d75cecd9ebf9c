// SPDX-License-Identifier: GPL-3.0-or-later
// The small pieces of FHIR JSON that every resource is built of: references, quantities, codes. Pure.
#pragma once

#include "core/interop/fhir_parts.h"

namespace chairside::fhir {

inline constexpr const char* kUcum = "http://unitsofmeasure.org";
inline constexpr const char* kSnomed = "http://snomed.info/sct";
inline constexpr const char* kTerminology = "http://terminology.hl7.org/CodeSystem/";
/// The shipped protocols' question about the last period. Source: LOINC 8665-2, last menstrual period start
/// date, as in HL7's example observation "date-lastmp".
inline constexpr const char* kLastPeriodItem = "last_period";
inline constexpr const char* kLastPeriodCode = "8665-2";

/// What was done about a side effect; R4 has no element for it. Source: HL7 Adverse Event Clinical Research
/// R4 Backport 1.0.1, extension mitigating-action (as R5 AdverseEvent.mitigatingAction).
inline constexpr const char* kMitigatingAction =
    "http://hl7.org/fhir/uv/ae-research-backport-ig/StructureDefinition/mitigating-action";

Json ref(const Uuid& id);
/// Three decimals at most, and no ".0" that nobody measured.
Json number(double value);
/// Without `ucum` only the unit that people read.
Json quantity(double value, const std::string& unit, const std::string& ucum);
Json absent(const char* reason); ///< a code of data-absent-reason
Json loinc(const char* text, std::initializer_list<const char*> codes);
Json category(const char* code); ///< of an Observation: "vital-signs", "survey"
/// Coded where the catalogue has codes; the words are always there.
Json coded(const std::vector<ExchangeCode>& codes, const std::string& words);

} // namespace chairside::fhir
