// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of lanes share. Inside ui/chart only; main thread, for one frame.
#pragma once

#include "ui/chart/chart_canvas.h"

namespace chairside {

QString laneName(LaneKind kind);
double laneBaseline(const ChartCanvas& canvas, const LaneBox& lane);
double laneMiddle(const LaneBox& lane);
/// The line through an entry that no longer holds.
void strikeOut(const ChartCanvas& canvas, double from, double to, double y);

void paintScores(const ChartCanvas& canvas, const LaneBox& lane); ///< chart_scores.cpp
void paintChecks(const ChartCanvas& canvas, const LaneBox& lane); ///< chart_checks.cpp
// Lanes of spans, chart_spans.cpp.
void paintInfusion(const ChartCanvas& canvas, const LaneBox& lane);
void paintEffects(const ChartCanvas& canvas, const LaneBox& lane);
void paintAlarms(const ChartCanvas& canvas, const LaneBox& lane);

} // namespace chairside
