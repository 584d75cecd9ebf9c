// SPDX-License-Identifier: GPL-3.0-or-later
// Adds a clinic's licensed wording to a skeleton. A pack names its instrument and version, who allowed the
// wording and when, and has a text for every item and an anchor for every option: complete or refused, never
// half. Pure, any thread. The wording never leaves the machine with an export
// (core/interop/questionnaire_response).
#pragma once

#include "core/base/result.h"
#include "core/domain/instrument.h"

#include <string_view>

namespace chairside {

/// `skeleton` with wording, textSource and textHash; licence class licensedText. Format: docs/instruments.md.
Result<Instrument> applyTextPack(const Instrument& skeleton, std::string_view json,
                                 std::string_view fileName);

/// Instrument id and version that a pack says it is for, so that a caller can find the skeleton.
struct PackTarget {
    std::string instrument, version;
};
Result<PackTarget> textPackTarget(std::string_view json, std::string_view fileName);

} // namespace chairside
