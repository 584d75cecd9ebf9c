// SPDX-License-Identifier: GPL-3.0-or-later
// One session as one HL7 v2.6 ORU^R01 message in session.hl7: an OBR for each reading, one for the events.
// Missing values are empty with NAV and X, never 0; what was withdrawn is there as W. Made-up numbers say so
// in MSH-11 and OBX-8; these, imported, replayed and sped-up ones in notes to the patient, and OBX-18 names
// where they come from. A format of core/interop/exporter, which owns the folder. Field rules: IHE PCD TF-2.
#pragma once

#include "core/interop/exporter.h"

#include <string>

namespace chairside {

Result<ExportCounts> writeHl7(const ExportJob& job, const std::filesystem::path& folder);

/// Text for one field: separators, the escape character, line breaks and control characters escaped.
std::string hl7Text(const std::string& text);
/// "20261121104207.250+0100"
std::string hl7Time(WallTime t);

} // namespace chairside
