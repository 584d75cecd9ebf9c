// SPDX-License-Identifier: GPL-3.0-or-later
// One session as session.vital (VitalDB, Vital Recorder; gzip): each source a device, each of its channels a
// track of numbers at their exact times, NaN where a value was promised and did not come; a track ROWS with
// the flags of each reading, so that rows can be counted; every entry on the track EVENT. An implausible
// value is not on its channel's track but on "<channel> implausible". Where numbers come from when no device
// measured them at their own speed is said by the device's name and by texts on EVENT that begin with "*". A
// format of core/interop/exporter.
#pragma once

#include "core/interop/exporter.h"

namespace chairside {

Result<ExportCounts> writeVital(const ExportJob& job, const std::filesystem::path& folder);

} // namespace chairside
