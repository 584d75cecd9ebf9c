// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the clinic page: tiles and rows from ClinicFigures, and what the list of sessions behind a
// figure is called. Pure functions; any thread.
#pragma once

#include "core/domain/event_words.h"
#include "core/live/clinic_figures.h"
#include "ui/figures/figure_rows.h"
#include "ui/figures/figure_tile.h"

namespace chairside {

/// "96.2 %", "12.4", "1 h 40 min"; dashes without a value.
QString figureValue(const ClinicFigure& figure);
/// "1,154 of 1,200 sessions", "n = 310 patients".
QString figureBasis(const ClinicFigure& figure);
/// Name of the figure alone, for table and list: "Side effect: nausea".
QString figureTitle(const ClinicFigure& figure, const LabelOf& label);
/// What is in the list behind it: "stopped early: blood pressure".
QString behindTitle(const ClinicFigure& figure, const LabelOf& label);

FigureTile::State presentTile(const ClinicFigure& figure, const LabelOf& label);
FigureRows::Row presentRow(const ClinicFigure& figure, const LabelOf& label);
/// "1,234 treated sessions, 2 Jan 2024 – 21 Nov 2026"
QString spanWords(const ClinicFigures& figures);

} // namespace chairside
