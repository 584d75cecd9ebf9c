// SPDX-License-Identifier: GPL-3.0-or-later
// What the console takes from a patient's session before when the next one begins: facts for the dose checks,
// noted in the new session by the program, and one sentence for the people at the chair. Nothing is taken
// over as measured. Main thread.
#pragma once

#include "core/domain/series.h"

#include <QString>

namespace chairside {

class SessionController;

/// From the newest treated session of this patient in the record; an empty proposal when there is none or the
/// record cannot be read. Ask before the new session begins.
SeriesProposal lastSessionOf(SessionController& controller, const Uuid& patient);
/// Notes weight, dose per kilogram and days since the last dose in the session that has just begun.
void noteLastSession(SessionController& controller, const SeriesProposal& proposal);
/// "Last session 2026-11-14, 7 days ago: 35 mg given at 70 kg. ..."; empty without a last session.
QString lastSessionWords(const SeriesProposal& proposal);

} // namespace chairside
