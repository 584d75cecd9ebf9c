// SPDX-License-Identifier: GPL-3.0-or-later
// One line of plain words for each event, for lists, `chairside-admin show` and reports: what happened, with
// its numbers and units. Words are for people and may change; files store kinds and bodies. Pure.
#pragma once

#include "core/domain/event.h"

#include <functional>
#include <string>

namespace chairside {

struct Protocol;

/// Turns keys of side effects and instruments into their labels; the key itself where there is none.
using LabelOf = std::function<std::string(const std::string& key)>;

/// Also the lines of this protocol's lists, by their titles.
LabelOf withItemTitles(const Protocol& protocol, LabelOf otherwise);

/// "Blood pressure 164/96 mmHg", "Pump paused: patient request". Never empty.
std::string describe(const Event& event, const LabelOf& label = {});
/// "none", "mild", "moderate", "severe" for 0 to 3.
std::string severityWord(int severity);
/// For exported data, which reads the same whatever the window speaks.
std::string describeInEnglish(const Event& event, const LabelOf& label = {});

enum class EventGroup : std::uint8_t { workflow, entry, drug, alarm, technical };
/// For filters of the event list.
EventGroup groupOf(const EventBody& body);

} // namespace chairside
