// SPDX-License-Identifier: GPL-3.0-or-later
// Turns answers into scores by the rules an instrument carries. Pure functions, any thread. A missing answer
// is never a zero: a scale with a hole has no value, and a band that an unanswered item could still change is
// not given. Flags are three-valued, so that a worrying answer is told even when the rest is blank.
#pragma once

#include "core/domain/instrument.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

using Answers = std::map<std::string, std::string>; ///< linkId -> answer as given (ScoreEntered::answers)

enum class FlagState : std::uint8_t { no, yes, unknown };

struct ScaleScore {
    std::string id, title;
    std::optional<double> value; ///< empty = incomplete
};
struct Flag {
    std::string id, title;
    FlagState finding = FlagState::unknown;
    bool alert = false;
};
struct Score {
    bool complete = false;           ///< every required item that is asked has a valid answer
    std::optional<double> total;     ///< the scale named "total"; empty = incomplete or none defined
    std::vector<ScaleScore> scales;  ///< in the instrument's order, the total included
    std::optional<std::string> band; ///< id of the band
    std::string bandTitle;
    std::vector<Flag> flags;
    std::vector<std::string> missing; ///< linkIds still to answer
    std::vector<std::string>
        invalid; ///< linkIds whose answer does not fit, or that the instrument does not have

    std::optional<double> scale(std::string_view id) const;
    FlagState flag(std::string_view id) const; ///< unknown when there is no such flag
};

Score score(const Instrument& instrument, const Answers& answers);

/// The items to show, given the answers so far: their own enableWhen and those of every group around them
/// hold.
std::set<std::string> askedItems(const Instrument& instrument, const Answers& answers);
/// The ordinal value behind an answer: option value, number, or 1/0 for yes/no. Empty if it has none or is
/// invalid.

std::optional<double> valueOf(const Item& item, const std::string& answer);

/// True when the total rose from `baseline` by as much as the instrument says is worth a word.
bool hasRisen(const Instrument& instrument, double baselineTotal, double total);

} // namespace chairside
