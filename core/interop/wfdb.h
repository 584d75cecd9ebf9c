// SPDX-License-Identifier: GPL-3.0-or-later
// Reads WFDB records (PhysioNet): a text header and signal files of format 16 or 212. Pure parsers from
// bytes, and one function that opens the files of a record. Any thread; never writes, never leaves the
// header's folder. Layout: WFDB header(5) and signal(5); facts on numerics: interop.md §7.
#pragma once

#include "core/base/result.h"
#include "core/interop/foreign_recording.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

struct WfdbSignal {
    std::string file, name, unit; ///< unit as written, "bpm"
    int format = 0;               ///< 16 or 212
    double gain = 200;            ///< raw steps per unit
    int baseline = 0;             ///< raw value of 0 units
    std::optional<int> checksum;  ///< 16-bit sum of all samples
    std::uint64_t skipBytes = 0;  ///< bytes before the first sample
};

struct WfdbHeader {
    std::string record;
    double samplesPerSecond = 250;
    std::uint64_t samples = 0; ///< per signal; 0 = not stated
    std::vector<WfdbSignal> signals;
};

Result<WfdbHeader> parseWfdbHeader(std::string_view text);

/// Raw samples of the signals that share one file, one vector per signal in header order. Refuses a file
/// whose length or checksum does not agree with the header.
Result<std::vector<std::vector<std::int16_t>>>
parseWfdbSamples(const WfdbHeader& header, const std::string& file, std::string_view bytes);

/// The numerics of a record as vital signs, from its .hea file. In recorded monitor numerics 0 and the
/// format's "invalid" value both mean that there was no reading. Waveforms and invasive pressures are listed,
/// not read.
Result<Recording> readWfdb(const std::filesystem::path& headerPath);
/// The same with every signal, known or not, for a person to map.
Result<ForeignRecording> readForeignWfdb(const std::filesystem::path& headerPath);

} // namespace chairside
