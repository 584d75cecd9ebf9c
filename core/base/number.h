// SPDX-License-Identifier: GPL-3.0-or-later
// The one way numbers are written and read, the same in every locale: a leading zero always, no trailing
// zeros, a true minus sign on screen, "." or "," accepted as the decimal mark, grouping never accepted (a
// German locale reads "1.500" as 1500; this never does). Source: ISMP list of error-prone notations.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chairside {

/// For people: at most `decimals` places, no trailing zeros, U+2212 for minus. NaN and infinity give "– – –".
std::string formatNumber(double value, int decimals = 3);
/// A count for people: "3,411", in every locale.
std::string formatCount(long long count);
/// For files: as formatNumber with an ASCII "-", exactly `decimals` places when `fixed`.
std::string formatPlain(double value, int decimals = 6, bool fixed = false);

/// Why a typed text is not a number, in words for the person who typed it.
struct ParseIssue {
    std::string sentence;
};
struct ParsedNumber {
    std::optional<double> value; ///< empty when `issue` is set or the text is blank
    std::optional<ParseIssue> issue;
};
/// Reads digits with at most one decimal mark and an optional leading minus; at most 12 characters.
ParsedNumber parseNumber(std::string_view text);

} // namespace chairside
