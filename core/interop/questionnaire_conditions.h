// SPDX-License-Identifier: GPL-3.0-or-later
// Part of reading a questionnaire: are its enableWhen conditions sound? Each must point at a question that
// exists, compare with an answer that question can have, and no item may wait for itself, directly, through
// others, or through the group around it. Throws JsonFault, as everything behind readQuestionnaire does.
// Pure, any thread.
#pragma once

#include "core/domain/instrument.h"
#include "core/interop/located_json.h"

#include <map>
#include <string>

namespace chairside {

/// `places` has every item of `instrument` by linkId.
void checkConditions(const Instrument& instrument, const std::map<std::string, JsonAt>& places);

} // namespace chairside
