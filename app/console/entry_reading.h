// SPDX-License-Identifier: GPL-3.0-or-later
// One entry of a session read out for people: what it says, when, who, what became of it, and its neighbours.
// The same at the chair and in the history. Pure functions over the folds of a session; main thread.
#pragma once

#include "app/console/catalogue.h"
#include "core/domain/event_words.h"
#include "core/live/session_view.h"
#include "ui/entry/entry_view_panel.h"

namespace chairside {

const Event* findEvent(const SessionView& view, const Uuid& id); ///< null when it is not in the session
/// "10:40", when it happened.
QString effectiveClock(const Event& event);
/// Everything but what may be done with it, which depends on where it is read.
EntryViewPanel::Content readEntry(const SessionView& view, const Event& event, const LabelOf& label);
/// Why the entry can't be corrected; empty when it can. `anew` is how it is recorded anew after a withdrawal.
QString whyNoCorrection(const Event& event, bool closed, const Catalogue& catalogue, const QString& anew);
/// The entry as a panel that corrects it names it.
Correction correctionOf(const Event& event, const LabelOf& label);

} // namespace chairside
