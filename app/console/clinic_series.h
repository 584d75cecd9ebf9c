// SPDX-License-Identifier: GPL-3.0-or-later
// What the console takes from a patient's sessions before when the next one begins: a proposal for series and
// dose, facts for the dose checks, noted in the new session by the program, and sentences for the people at
// the chair. Nothing is taken over as measured. Main thread.
#pragma once

#include "core/domain/event_words.h"
#include "core/domain/series.h"
#include "core/live/session_facts.h"

#include <QStringList>

namespace chairside {

class SessionController;

struct LastSession {
    SeriesProposal proposal;
    std::optional<SessionFacts> facts; ///< of the newest treated session; empty without one
};
/// From the treated sessions of this patient in the record; an empty proposal when there is none or the
/// record cannot be read. A session that has not been treated yet counts for nothing, so this may be asked
/// at any time before the start.
LastSession lastSessionOf(SessionController& controller, const Uuid& patient);
/// Notes weight, dose per kilogram and days since the last dose in the session that has just begun.
void noteLastSession(SessionController& controller, const LastSession& last);
/// What the last session was and found, a line each: date, dose, highest pressure, dissociation, effects.
QStringList lastSessionLines(const LastSession& last, const LabelOf& label);

} // namespace chairside
