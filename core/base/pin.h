// SPDX-License-Identifier: GPL-3.0-or-later
// A person's PIN: what may be one, its hash for the staff file, and the comparison. Argon2id by libsodium
// with its interactive parameters, about a tenth of a second each, so that a stolen file is slow to try. A
// short PIN guards against the wrong name being touched, not against somebody who owns the computer. Any
// thread; keeps nothing.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace chairside {

inline constexpr std::size_t kShortestPin = 4, kLongestPin = 12;

/// Why these digits are no good as a new PIN: complete sentence; nothing when they are.
std::optional<std::string> pinProblem(std::string_view pin);
/// The text that goes into the staff file; an Error when memory is short.
Result<std::string> hashPin(std::string_view pin);
/// False also for a damaged hash.
bool isPin(const std::string& hash, std::string_view pin);

} // namespace chairside
