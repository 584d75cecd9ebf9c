// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asks for, and the three answers: it happened (events), no (Refusal: a reason in words), or
// "are you sure?" (Question: ask, then send the same command with `sure`). A command carries the fact it asks
// for instead of mirroring forty event types; decide() (core/domain/session.h) guards it and adds what
// follows.
#pragma once

#include "core/domain/event.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace chairside {

struct Command {
    Actor actor;
    EventBody ask;
    std::optional<MonoTime> effective; ///< when it happened, if not now; never in the future
    std::optional<Uuid> corrects;      ///< the entry that this one replaces or withdraws
    bool sure = false;                 ///< the person answered a Question with yes
    std::optional<Actor> second;       ///< the second person, where one is required
};

struct Refusal {
    /// Complete sentence for the person who asked: what is not possible, why, what to do.
    std::string sentence;
};
struct Question {
    std::string sentence; ///< "Systolic 250 mmHg is unusual. Record it as measured?"
};
using Decision = std::variant<std::vector<Event>, Refusal, Question>;

} // namespace chairside
