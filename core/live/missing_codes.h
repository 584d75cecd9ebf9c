// SPDX-License-Identifier: GPL-3.0-or-later
// What a source writes where it has no value. Known per source and field: SpO₂ 127 is "no reading" from one
// oximeter and impossible from another, a heart rate of 127 is real from both, and a respiratory rate of 0 is
// apnoea wherever a source can measure it. Used by sources on their way out, before anybody sees the number.
// Pure.
#pragma once

#include "core/domain/reading.h"

namespace chairside {

/// How a family of sources says "missing". Source: interop.md §2 and §6 (device manuals and captures).
enum class Dialect : std::uint8_t {
    numericsFile, ///< recordings of monitors as WFDB or CSV
    hl7Monitor,   ///< XH80x, Northern and their clones
    noninSerial,  ///< Nonin formats 2 and 7
    contecPulse,  ///< CONTEC CMS50 and its clones
    datexSerial,  ///< S/5 computer interface
};

bool meansMissing(Dialect dialect, Channel c, double value);
/// Each such value, NaN and infinity become absent; everything else stays.
void removeMissing(Reading& reading, Dialect dialect);

} // namespace chairside
