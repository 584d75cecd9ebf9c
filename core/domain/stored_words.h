// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own words that stand in a record: alarm texts, holds, reasons offered for a touch. They are
// stored in English whatever the window speaks, so that a record reads the same everywhere; storedWords()
// says them again in the window's language. What people typed, and what no pattern fits, is returned as it
// is. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace chairside {

std::string storedWords(std::string_view stored);

} // namespace chairside
