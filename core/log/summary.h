// SPDX-License-Identifier: GPL-3.0-or-later
// What the session list shows of one session: a fold over its events, kept as a row so that no list ever
// scans events. The row can be dropped and rebuilt (Store::rebuildProjections). Pure values, no clock, no
// SQL.
#pragma once

#include "core/domain/event.h"

#include <optional>
#include <string>

namespace chairside {

enum class SessionStatus : std::uint8_t { open, discharged, signedOff, cancelled };
std::string_view statusName(SessionStatus status); ///< as stored: "open", "discharged", "signed", "cancelled"
std::optional<SessionStatus> statusFromName(std::string_view name);

struct SessionSummary {
    Uuid session;
    Patient patient;
    WallTime opened;
    SessionStatus status = SessionStatus::open;
    std::string protocolId, protocolTitle;
    int protocolVersion = 0;
    std::string station, bootId, drill;
    double speed = 1;
    bool simulated = false, demo = false;
    int numberInCourse = 0;
    std::optional<double> doseMg; ///< the last ordered dose, or the sprays given
    std::optional<MonoTime> treatmentStart, treatmentEnd;
    std::optional<bool> completed; ///< the infusion ran to its end
    std::int64_t events = 0;       ///< also the last event's seq
    std::int64_t readings = 0;     ///< filled by whoever counts rows, not by evolve
    Instant last;                  ///< of the last event, or of the last reading if later (history)
};

/// Signed or cancelled: nothing but addenda follows.
constexpr bool isClosed(const SessionSummary& summary) {
    return summary.status == SessionStatus::signedOff || summary.status == SessionStatus::cancelled;
}

/// The summary after `event`. Events that only matter inside a session change the count and the last time.
void evolve(SessionSummary& summary, const Event& event);

} // namespace chairside
