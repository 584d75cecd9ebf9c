// SPDX-License-Identifier: GPL-3.0-or-later
// From the limits in force to what the limits panel shows: rows of one condition with its rungs, what was
// changed, and the proposals from the patient's own baseline. Pure functions; they add words, no judgement.
#pragma once

#include "core/domain/alarm/alarm_engine.h"
#include "core/domain/session.h"

#include <QString>
#include <vector>

namespace chairside {

struct LimitCell {
    std::string id;
    LimitLevel level = LimitLevel::caution;
    QString value;  ///< "94", "+20 %"
    QString detail; ///< "after 10 s", "was 94"
    QString spoken; ///< "SpO₂ low caution limit 94 %"
    bool changed = false;
    bool setting = false; ///< no rung of a ladder: its detail stands alone
    double number = 0;
    bool operator==(const LimitCell&) const = default;
};
struct LimitRow {
    Channel channel = Channel::hr;
    bool high = true;
    QString title, unit; ///< "SpO₂ low", "%"
    std::vector<LimitCell> cells;
    bool operator==(const LimitRow&) const = default;
};
/// One proposal; nothing is applied until a person confirms it.
struct LimitOffer {
    LimitChanged change;
    QString title;   ///< "NIBP systolic high: 160 → 174 mmHg"
    QString because; ///< "baseline 158 mmHg"
    QString refused; ///< why it can't be taken, empty if it can
};
struct LimitsState {
    std::vector<LimitRow> rows;
    std::vector<LimitOffer> offers;
    QString offersNote; ///< where the baseline comes from, or why there is none
};

LimitsState presentLimits(const AlarmEngine& alarms, const Baseline& baseline, const QString& baselineFrom);

} // namespace chairside
