// SPDX-License-Identifier: GPL-3.0-or-later
// A trace as vectors through a QPainter, from the same columns that screens draw as pixels. For print.
#pragma once

#include "ui/chart/chart_canvas.h"

#include <QPen>

namespace chairside {

void drawVectorTrace(const ChartCanvas& canvas, const std::vector<ColumnRange>& columns,
                     const ValueScale& scale, double left, const QPen& pen);

} // namespace chairside
