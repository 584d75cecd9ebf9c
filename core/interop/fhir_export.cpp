// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/fhir_export.h"

#include "core/interop/export_file.h"
#include "core/interop/fhir_parts.h"
#include "core/interop/record_facts.h"

namespace chairside {
namespace {

/// Entries of the bundle, written one by one: a long session does not stand in memory as a tree.
class BundleFile {
public:
    BundleFile(const ExportJob& job, const std::filesystem::path& path) : file_(path) {
        const auto& s = job.record.summary;
        Json head = {{"resourceType", "Bundle"}};
        if (s.simulated || s.demo || !s.drill.empty())
            head["meta"]["tag"] = {{{"system", "http://terminology.hl7.org/CodeSystem/v3-ActReason"},
                                    {"code", "HTEST"},
                                    {"display", "test health data"}}};
        // What no device measured on this patient at their own speed is said in words of ours beside it.
        for (const auto& [code, display] : originTags(job.record))
            head["meta"]["tag"].push_back(
                {{"system", "urn:chairside:origin"}, {"code", code}, {"display", display}});
        head["identifier"] = {{"system", "urn:ietf:rfc:3986"}, {"value", urn(s.session)}};
        head["type"] = "collection";
        head["timestamp"] = formatIso(job.madeAt);
        auto text = head.dump();
        text.back() = ',';
        file_.write(text + "\"entry\":[");
    }
    void add(const FhirResource& resource) {
        const Json entry = {{"fullUrl", urn(resource.id)}, {"resource", resource.json}};
        file_.write(first_ ? "\n" : ",\n");
        // Text of a foreign file may hold broken UTF-8; it must not end the export.
        file_.write(entry.dump(-1, ' ', false, Json::error_handler_t::replace));
        first_ = false;
    }
    Status close() {
        file_.write("\n]}\n");
        return file_.close();
    }

private:
    ExportFile file_;
    bool first_ = true;
};

} // namespace

Result<ExportCounts> writeFhir(const ExportJob& job, const std::filesystem::path& folder) {
    const FhirParts parts(job);
    BundleFile bundle(job, folder / "session.fhir.json");
    ExportCounts done;
    for (const auto& resource : parts.frame()) bundle.add(resource);
    for (const auto& reading : job.record.readings) {
        if (done.readings % kRowsBetweenLooks == 0) {
            if (job.cancelled()) return exportCancelled();
            if (job.watch.progress)
                job.watch.progress(static_cast<double>(done.readings) /
                                   static_cast<double>(job.record.readings.size()));
        }
        for (const auto& resource : parts.fromReading(reading, done.readings)) bundle.add(resource);
        ++done.readings;
    }
    for (const auto& event : job.record.events) {
        for (const auto& resource : parts.fromEvent(event)) bundle.add(resource);
        ++done.events;
    }
    for (const auto& resource : parts.pump()) bundle.add(resource);
    if (auto closed = bundle.close(); !closed) return closed.error();
    return done;
}

} // namespace chairside
