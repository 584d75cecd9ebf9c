// SPDX-License-Identifier: GPL-3.0-or-later
// From an instrument of the catalogue to the one-touch sheet of the entry panels, for instruments whose
// questions all take the same ordinal answers (sedation, nausea, pain, the dissociation check). Pure.
#pragma once

#include "core/domain/instrument.h"
#include "ui/entry/score_sheet.h"

#include <optional>

namespace chairside {

/// Nothing when the questions do not share one set of ordinal answers.
std::optional<ScoreSheet> scoreSheet(const Instrument& instrument);
/// One touch is enough for one question whose answers can stand side by side.
bool fitsOneTouch(const ScoreSheet& sheet);

} // namespace chairside
