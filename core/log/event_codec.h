// SPDX-License-Identifier: GPL-3.0-or-later
// Events as stored: a constant kind name and a compact JSON body with sorted keys, the form that is hashed.
// Names here never change and never follow a renamed C++ member; a key is added, never redefined (an absent
// key reads as its default). Pure functions, any thread. Reading foreign text never throws and never crashes.
#pragma once

#include "core/base/result.h"
#include "core/domain/event.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

std::string_view kindName(const EventBody& body); ///< "infusion.started"
std::vector<std::string_view> allKindNames();     ///< in the order of the variant
std::string encodeBody(const EventBody& body);    ///< canonical: sorted keys, no blanks, UTF-8
Result<EventBody> decodeBody(std::string_view kind, std::string_view json);

/// The stored body of session.opened: who it was is replaced by the digest of the row in table `patient`,
/// so that identity can be protected apart from measurements without touching the chain.
std::string encodeOpenedWithout(const SessionOpened& opened, std::string_view identityDigestHex);

std::string_view roleName(Role role); ///< "nurse"
std::optional<Role> roleFromName(std::string_view name);
std::string_view sexName(Sex sex);
std::optional<Sex> sexFromName(std::string_view name);
/// The identity digest (hex) that a stored session.opened names, if it does.
std::optional<std::string> identityIn(std::string_view json);
std::string_view originName(Origin origin); ///< "simulated"
/// Declared periods as {"hr":1000}: only the channels the source gives.
std::string encodePeriods(const SourceInfo& info);

} // namespace chairside
