// SPDX-License-Identifier: GPL-3.0-or-later
// The identifiers that Questionnaire files and responses use: standard FHIR R4 extensions, and our own under
// urn:chairside, which other software may ignore without misreading the questionnaire.
#pragma once

#include <string_view>

namespace chairside::fhir {

inline constexpr std::string_view kOrdinalValue = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
inline constexpr std::string_view kItemWeight = "http://hl7.org/fhir/StructureDefinition/itemWeight";
inline constexpr std::string_view kMinValue = "http://hl7.org/fhir/StructureDefinition/minValue";
inline constexpr std::string_view kMaxValue = "http://hl7.org/fhir/StructureDefinition/maxValue";
inline constexpr std::string_view kInstrumentSystem = "urn:chairside:instrument";
inline constexpr std::string_view kButtonLabel =
    "urn:chairside:button-label"; ///< on a coding or an item, valueString
inline constexpr std::string_view kTextHash = "urn:chairside:text-hash";     ///< on a response, valueString
inline constexpr std::string_view kTotalScore = "urn:chairside:total-score"; ///< on a response, valueDecimal
inline constexpr std::string_view kLoinc = "http://loinc.org";

} // namespace chairside::fhir
