// SPDX-License-Identifier: GPL-3.0-or-later
// Measured values as Observations: one for each channel, the cuff's three as components of one.
#include "core/interop/fhir_codes.h"

namespace chairside {

using namespace fhir;

namespace {

Json fhirCode(Channel channel) {
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

} // namespace

Json FhirParts::observation(const Measured& m, const char* part, Json code, bool isWrong, Uuid& id) const {
    id = derivedUuid(job_.record.summary.session, m.part + "/" + part);
    Json out = begun("Observation", id);
    out["status"] = isWrong ? "entered-in-error" : "final";
    out["category"] = category("vital-signs");
    out["code"] = std::move(code);
    link(out);
    out["effectiveDateTime"] = formatIso(m.at);
    return out;
}

FhirResource FhirParts::single(const Measured& m, Channel channel, bool isWrong, bool sensorOff) const {
    Uuid id;
    Json out = observation(m, std::string(info(channel).key).c_str(), fhirCode(channel), isWrong, id);
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
        Json component = {{"code", fhirCode(channel)}};
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
        if (source && !source->name.empty()) resource.json["device"] = {{"display", nameWithOrigin(*source)}};
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

} // namespace chairside
