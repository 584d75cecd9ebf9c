// SPDX-License-Identifier: GPL-3.0-or-later
// A made session as the history would hand it out, without a file.
#pragma once

#include "core/log/history.h"
#include "support/session_maker.h"

namespace chairside::testing {

inline SessionRecord recordOf(const MadeSession& made, SourceInfo source) {
    SessionRecord record;
    for (const auto& event : made.events) evolve(record.summary, event);
    record.summary.session = made.session;
    record.summary.patient = made.patient;
    record.events = made.events;
    record.readings = made.readings;
    record.sources = {std::move(source)};
    record.chainHead = std::string(64, 'a');
    return record;
}

/// One more entry at the end, under an identity of its own.
inline Event added(SessionRecord& record, EventBody body) {
    Event event = record.events.back();
    event.seq += 1;
    event.id = SeededUuids(static_cast<std::uint64_t>(event.seq) + 900).next(1);
    event.corrects.reset();
    event.body = std::move(body);
    record.events.push_back(event);
    return event;
}

} // namespace chairside::testing
