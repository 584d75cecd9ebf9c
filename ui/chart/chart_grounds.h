// SPDX-License-Identifier: GPL-3.0-or-later
// What the files that draw a panel's ground share: limits, baseline and earlier sessions stand in the same
// panels, and their words must keep clear of each other's lines. Inside ui/chart only; main thread, for one
// frame.
#pragma once

#include "ui/chart/chart_canvas.h"

#include <map>
#include <vector>

namespace chairside {

/// Where lines and words of the ground already stand, in each panel.
using TakenGround = std::map<PanelKind, std::vector<Box>>;

/// Limits as they were at the time, dotted, with their numbers. chart_limits.cpp
void paintLimits(const ChartCanvas& canvas, TakenGround& taken);
/// Limits, the edges of the baseline band, and what the bands are. chart_bands.cpp
void paintGroundLines(const ChartCanvas& canvas);

/// The place of one line of tiny words, from its baseline.
Box wordsBox(const ChartCanvas& canvas, double x, double baseline, double width);
bool isFree(const std::vector<Box>& taken, const Box& box);

// chart_gaps.cpp
void paintSilences(const ChartCanvas& canvas);
void paintArtefacts(const ChartCanvas& canvas);

} // namespace chairside
