// SPDX-License-Identifier: GPL-3.0-or-later
// Random ways to change a finished record of three made sessions (made_record.h) from outside, as SQL. Tests
// only.
#pragma once

#include "support/trials.h"

#include <string>

namespace chairside::testing {

/// A change of entries or readings: what the chain and the seals cover.
std::string mutationOfFacts(Random& random);
/// The same, or a change of patients, lists, heads, fixed rows or the schema.
std::string mutation(Random& random);

} // namespace chairside::testing
