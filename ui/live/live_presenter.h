// SPDX-License-Identifier: GPL-3.0-or-later
// From the session's folds to what the live page's widgets show: pure functions of their arguments, so that
// every state of the page can be tested without a window. It adds words and formats, no judgement of its own.
#pragma once

#include "core/domain/alarm/alarm_engine.h"
#include "core/live/session_view.h"
#include "ui/live/alarm_strip.h"
#include "ui/live/due_card.h"
#include "ui/live/entry_bar.h"
#include "ui/live/infusion_card.h"
#include "ui/live/nibp_tile.h"
#include "ui/live/present_card.h"
#include "ui/live/steps_card.h"
#include "ui/live/top_bar.h"
#include "ui/live/vital_tile.h"

#include <functional>

namespace chairside {

/// What the presenter looks at. `now` is the time to judge ages by.
struct LiveFacts {
    const SessionView& view;
    const AlarmEngine& alarms;
    Instant now;
    bool highLit = true, mediumLit = true;                         ///< flash phases
    std::function<QString(const std::string& effect)> effectLabel; ///< key → words
    QString soundNote = {}; ///< "The alarm sound was not tested in this session.", empty if it was
};

VitalTile::State presentVital(const LiveFacts& facts, Channel channel);
/// HR, or the oximeter's pulse rate where no ECG gives one; labelled as what it is.
VitalTile::State presentHeartRate(const LiveFacts& facts);
VitalTile::State presentScore(const LiveFacts& facts, const std::string& instrument, const QString& label,
                              const std::string& limitParam);
NibpTile::State presentNibp(const LiveFacts& facts);
AlarmStrip::State presentAlarms(const LiveFacts& facts);
DueCard::State presentDue(const LiveFacts& facts);
PresentCard::State presentEffects(const LiveFacts& facts);
InfusionCard::State presentInfusion(const LiveFacts& facts);
StageStepper::State presentStage(const LiveFacts& facts);
/// Patient, protocol, dose and mode; saved line, operator and clock are the caller's.
TopBar::State presentTop(const LiveFacts& facts);
EntryBar::State presentEntries(const LiveFacts& facts);
/// Steps before the start and after the end; empty title while the treatment runs.
StepsCard::State presentSteps(const LiveFacts& facts);

QString doseMg(double value);   ///< "35 mg", "0.35 mg"
QString durationText(Millis d); ///< "3:13"
/// "10:42" in the wall time of the session.
QString clockText(const LiveFacts& facts, MonoTime at);

} // namespace chairside
