// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a protocol document, one function each. Private to core/interop/protocol_*.cpp: all throw
// JsonFault, which protocol_json catches. Names of fields: docs/protocols.md.
#pragma once

#include "core/domain/protocol.h"
#include "core/interop/located_json.h"

#include <set>
#include <string>
#include <vector>

namespace chairside::protocol_parts {

/// What a document may ask for besides channels: instruments and items that it lists itself.
using Names = std::set<std::string, std::less<>>;

std::string identifier(const JsonAt& at); ///< small letters, digits, "_", "-", "."; 1 to 60 characters
std::string title(const JsonAt& at);      ///< 1 to 200 characters
double numberWithin(const JsonAt& at, double least, double most);
Millis minutesWithin(const JsonAt& at, double least, double most);
/// Refuses a list that is longer than any clinic needs, so that no document can flood the screen.
std::vector<JsonAt> shortList(const JsonAt& parent, std::string_view key, std::size_t most = 200);

DosingRule dosing(const JsonAt& at, Route route);
std::vector<CheckRule> checks(const JsonAt& root, Route route, const Names& captures);
std::vector<LimitRule> limits(const JsonAt& root, const Names& instruments);
std::vector<HoldRule> holds(const JsonAt& root, const Names& instruments);
std::vector<RequiredItem> items(const JsonAt& root, std::string_view key);
std::vector<OrderSetEntry> orders(const JsonAt& root);
DischargeGate gate(const JsonAt& at);
/// true, false, or the list of the stages with the quiet profile.
void quietRoom(const JsonAt& root, Protocol& into);

} // namespace chairside::protocol_parts
