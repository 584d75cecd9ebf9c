// SPDX-License-Identifier: GPL-3.0-or-later
// One session as EDF+C in session.edf, written by EDFlib: for each source one signal a channel and one that
// tells where its rows stand, on a grid of whole samples a second; the lowest digital value is missing, never
// 0. Every entry is an annotation that begins with "#" and its number; what EDFlib's 40 bytes do not hold
// goes on in the next ones. What no signal can hold, an implausible value, is an annotation beginning with
// "!". Where numbers come from when no device measured them at their own speed stands in annotations that
// begin with "*", in the recording field and in the transducers. Exact times are in the CSV tables. A format
// of core/interop/exporter, which owns the folder.
#pragma once

#include "core/interop/exporter.h"

#include <mutex>
#include <string>
#include <vector>

namespace chairside {

Result<ExportCounts> writeEdf(const ExportJob& job, const std::filesystem::path& folder);

namespace edf {

/// Steps of 0.01 in every signal: physical −327.68..327.67 over the whole digital range.
inline constexpr int kDigitalMissing = -32'768, kDigitalMax = 32'767;
inline constexpr double kStep = 0.01;
/// Values of the row signal, in digital steps: a row stands here, and how far it is to be trusted.
inline constexpr int kRow = 1, kSensorOff = 2, kCuffInflating = 4, kCuffFailed = 8, kWeakSignal = 16,
                     kMeanDerived = 32;
inline constexpr std::size_t kAnnotationBytes = 40; ///< EDFlib writes no more of one

/// EDFlib keeps its open files in one table for the whole process: held while one is opened or closed.
std::mutex& libraryMutex();

/// Header text: printable ASCII; accents are dropped, other letters become "_".
std::string headerText(const std::string& text, std::size_t most);
/// "#12 the words", "#12+ that go on": pieces of at most kAnnotationBytes that never cut a letter.
std::vector<std::string> annotations(const std::string& mark, const std::string& words);
/// Slot of each reading on a grid of `perSecond`: rising, and less than a second from its time. Empty when
/// the grid is too coarse. `ms` rises.
std::vector<std::int64_t> slots(const std::vector<std::int64_t>& ms, int perSecond);

} // namespace edf

} // namespace chairside
