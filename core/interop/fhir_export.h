// SPDX-License-Identifier: GPL-3.0-or-later
// One session as a FHIR R4 (4.0.1) Bundle of type collection in session.fhir.json. Every recorded event is a
// resource with the event's own identity and a Provenance; every value is an Observation with LOINC and UCUM,
// absent ones with dataAbsentReason; what was withdrawn or replaced is there as entered-in-error. References
// stay inside the bundle. A format of core/interop/exporter, which owns the folder.
#pragma once

#include "core/interop/exporter.h"

namespace chairside {

Result<ExportCounts> writeFhir(const ExportJob& job, const std::filesystem::path& folder);

} // namespace chairside
