// SPDX-License-Identifier: GPL-3.0-or-later
// SessionFacts as bytes for the figures file: fixed order, little-endian, no names of fields, since the file
// is dropped whenever kFactsVersion moves. Pure functions, any thread. Never used for anything that must
// last.
#pragma once

#include "core/base/result.h"
#include "core/live/session_facts.h"

#include <string>
#include <string_view>

namespace chairside {

std::string encodeFacts(const SessionFacts& facts);
/// Bytes that are too short or too long for what they say are refused.
Result<SessionFacts> decodeFacts(std::string_view bytes);

} // namespace chairside
