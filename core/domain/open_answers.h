// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to a questionnaire are recorded one by one, as ItemConfirmed in a list of the instrument's own, and
// closed by its ScoreEntered. Until then they are open: a panel that was closed, or a program that died, goes
// on from them. Pure functions over the events, any thread.
#pragma once

#include "core/domain/event.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// ItemConfirmed::list for answers to this instrument: "answers/phq9".
std::string answerList(std::string_view instrument);
/// The instrument behind such a list; empty for the lists of the workflow.
std::optional<std::string> instrumentOfList(std::string_view list);

struct OpenAnswers {
    std::map<std::string, std::string> answers; ///< linkId → answer as given, the last one of each
    std::optional<Instant> since;               ///< when the first of them was given
};
/// What was answered since the instrument's last score, and not before `notBefore`. An answer that was taken
/// back is not in it.
OpenAnswers openAnswers(const std::vector<Event>& events, std::string_view instrument,
                        MonoTime notBefore = MonoTime::min());

} // namespace chairside
