// SPDX-License-Identifier: GPL-3.0-or-later
// Reads .vital files (VitalDB, Vital Recorder): the tracks of numbers and the markers. Pure; waveforms are
// listed, not read. Every length in the file is held against what is there; a file that lies is refused.
#pragma once

#include "core/interop/foreign_recording.h"

#include <string_view>

namespace chairside {

inline constexpr std::size_t kMaxVitalBytes = 512u << 20; ///< unpacked

Result<ForeignRecording> readVital(std::string_view packed, std::string name);
Result<ForeignRecording> readUnpackedVital(std::string_view bytes, std::string name);

} // namespace chairside
