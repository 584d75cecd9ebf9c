// SPDX-License-Identifier: GPL-3.0-or-later
// Reads EDF and EDF+C files through EDFlib: signals of at most a few samples a second as values, annotations
// as marks. Faster signals are waveforms and are listed, not read. EDFlib holds a file against its header and
// refuses one that lies about its length. A sample at the signal's digital minimum means that there is none.
#pragma once

#include "core/interop/foreign_recording.h"

#include <filesystem>

namespace chairside {

Result<ForeignRecording> readEdf(const std::filesystem::path& path);

} // namespace chairside
