// SPDX-License-Identifier: GPL-3.0-or-later
// What an SQLite result code means to the program and to people: its kind, and a sentence that says what
// happened, what is safe and what to do. Pure functions; any thread.
#pragma once

#include "core/log/database.h"

#include <string>

namespace chairside {

Failure failureOf(int code); ///< of a plain or extended result code
/// `detail` is SQLite's own text, said only where there is no better sentence.
std::string failureSentence(int code, const std::string& path, const char* detail);

} // namespace chairside
