// SPDX-License-Identifier: GPL-3.0-or-later
// Who puts their name to what: a signature, a witness, a second person, an override. For these acts a name
// picked from a list is checked against the clinic's staff list (role, and the PIN of whoever has one), and
// the record says that it was. Pure; knows no PIN and no file: app/console/staff answers with Credentials.
// Source: "different person, own credential" for witnesses of controlled-drug waste (clinical.md §4.4).
#pragma once

#include "core/domain/command.h"

#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// One person and what they put their name to: "waste_witness".
struct Vouching {
    Actor who;
    std::string act;
};
/// Those of a command whose name has to count; empty for everyday entries.
std::vector<Vouching> vouchingOf(const Command& command);

/// Why the credentials given do not suffice; nothing when they do, or when no staff list is in use.
std::optional<Refusal> credentialProblem(const Command& command);

/// ItemConfirmed::list of "gave their PIN"; nobody may ask for it, it follows an act that was proven.
inline constexpr std::string_view kCredentialList = "credential";
/// What goes into the record beside the act: one for each person who gave a PIN.
std::vector<ItemConfirmed> provenBy(const Command& command);

/// "the signature", "the witness of waste"
std::string actWords(std::string_view act);

} // namespace chairside
