// SPDX-License-Identifier: GPL-3.0-or-later
// The record chart as vectors into any QPainter (printer, QPdfWriter, picture): the same parts in the same
// order as on screen, black on white unless asked otherwise. For the report and for exports. Main thread
// (fonts); it keeps nothing and turns nothing into pixels.
#pragma once

#include "core/chart/record_model.h"
#include "ui/chart/chart_palette.h"

#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace chairside {

struct PaperRecord {
    std::optional<TimeSpan> span;        ///< empty = wholeRecord()
    std::optional<WallTime> clockBase;   ///< wall time at session time 0; no clock times without it
    QString watermark;                   ///< "SIMULATED", "DEMO", "REPLAY"
    double textHeight = 12.5;            ///< size of the small text, in the painter's units
    bool overview = false;               ///< the strip with the whole session below
    std::optional<ChartPalette> palette; ///< empty = printPalette()
};

/// From first to last entry, on the borders of the time grid, ready as PaperRecord::span.
TimeSpan wholeRecord(const RecordModel& model);
/// Height at which every panel and lane of this record has room, in units of `textHeight`'s unit.
double comfortableHeight(const RecordModel& model, double textHeight);
/// Paints the finished record into `rect`, in the painter's units. A rectangle too small for everything loses
/// lanes, never a panel; nothing is painted into an empty one.
void paintRecord(QPainter& painter, const QRectF& rect, const RecordModel& model,
                 const PaperRecord& paper = {});

} // namespace chairside
