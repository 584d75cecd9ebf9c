// SPDX-License-Identifier: GPL-3.0-or-later
// The resources of a session's FHIR R4 bundle, one recorded thing at a time. Identities are the record's own
// or derived from them: the same session gives the same bundle. Owned by core/interop/fhir_export; pure.
#pragma once

#include "core/domain/effect_course.h"
#include "core/interop/exporter.h"
#include "core/interop/record_facts.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace chairside {

using Json = nlohmann::ordered_json;

struct FhirResource {
    Uuid id;
    Json json;
};

class FhirParts {
public:
    explicit FhirParts(const ExportJob& job);
    /// Patient, Encounter, and the Provenance of the file itself.
    std::vector<FhirResource> frame() const;
    /// One Observation for each channel, the cuff's three as components of one. `number` counts readings.
    std::vector<FhirResource> fromReading(const Reading& reading, std::int64_t number) const;
    /// The first has the event's identity, the last is its Provenance.
    std::vector<FhirResource> fromEvent(const Event& event) const;
    /// One MedicationAdministration for each stretch of constant rate.
    std::vector<FhirResource> pump() const;

private:
    struct Measured {
        std::array<std::optional<double>, kChannelCount> values;
        std::uint32_t flags = 0;
        std::string part; ///< for derived identities
        WallTime at;
    };
    Json begun(const char* type, const Uuid& id) const;
    void link(Json& json) const;
    Json observation(const Measured& m, const char* part, Json code, bool wrong, Uuid& id) const;
    FhirResource single(const Measured& m, Channel channel, bool wrong, bool sensorOff) const;
    FhirResource pressure(const Measured& m, bool wrong) const;
    Json plain(const Event& event) const;
    Json score(const Event& event, const ScoreEntered& score) const;
    FhirResource total(const Event& event, const ScoreEntered& score, bool isResponse) const;
    Json sideEffect(const Event& event, const SideEffectBegan& began) const;
    Json suspect(const EffectCourse& course) const;
    std::optional<Uuid> firstGiven() const; ///< the resource of the first stretch of the pump, or first spray
    Json given(const Event& event, const std::string& drug, double dose, const std::string& unit,
               const std::string& route) const;
    Uuid pumpPart(std::size_t segment) const;
    FhirResource provenance(const Event& event) const;
    Json drugCode(const std::string& drug) const;
    Json routeCode(const std::string& route) const;
    bool wrong(const Event& event) const { return facts_.standing(event) != Standing::current; }

    const ExportJob& job_;
    RecordFacts facts_;
    std::vector<EffectCourse> effects_;
    Uuid patient_, encounter_;
};

std::string urn(const Uuid& id); ///< "urn:uuid:…"

} // namespace chairside
