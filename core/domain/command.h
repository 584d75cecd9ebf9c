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

/// What the clinic's staff list knows about one person of a command, at the moment of asking.
struct Credential {
    enum class Standing : std::uint8_t {
        nameOnly, ///< chosen from the list; the clinic does not ask for more
        pinOwed,  ///< has a PIN and has not given it for this command
        pinUnset, ///< the clinic asks everybody for a PIN and this person has none yet
        proven,   ///< gave the PIN for this command
    };
    std::string person; ///< Actor::id
    Role role = Role::nurse;
    Standing standing = Standing::nameOnly;
};

struct Command {
    Actor actor;
    EventBody ask;
    std::optional<MonoTime> effective; ///< when it happened, if not now; never in the future
    std::optional<Uuid> corrects;      ///< the entry that this one replaces or withdraws
    bool sure = false;                 ///< the person answered a Question with yes
    std::optional<Actor> second;       ///< the second person, where one is required
    /// Of the people who vouch (core/domain/credential.h); empty where no staff list is in use.
    std::vector<Credential> credentials = {};
};

struct Refusal {
    /// Complete sentence for the person who asked: what is not possible, why, what to do.
    std::string sentence;
    std::string pinOf = {}; ///< only the PIN of this person is missing; with it the same command goes through
};
struct Question {
    std::string sentence; ///< "Systolic 250 mmHg is unusual. Record it as measured?"
};
using Decision = std::variant<std::vector<Event>, Refusal, Question>;

} // namespace chairside
