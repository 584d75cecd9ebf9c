// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint_record.h"

#include "core/chart/viewport.h"
#include "ui/chart/record_painter.h"
#include "ui/style/theme.h"

namespace chairside {

TimeSpan wholeRecord(const RecordModel& model) {
    Viewport view;
    view.setExtent(model.firstAt(), model.anchor());
    view.showWhole(model.lastAt());
    return {view.from(), view.to()};
}

double comfortableHeight(const RecordModel& model, double textHeight) {
    // Panels of nine lines of text on the average, lanes of two, five for the axis: as on screen at 1366×768.
    return textHeight * (5 + 9 * static_cast<double>(panelsOf(model).size()) +
                         2 * static_cast<double>(lanesOf(model).size()));
}

void paintRecord(QPainter& painter, const QRectF& rect, const RecordModel& model, const PaperRecord& paper) {
    if (rect.width() <= 0 || rect.height() <= 0 || paper.textHeight <= 0) return;
    const double scale = paper.textHeight / type::kTiny;
    ChartOptions options;
    options.now = model.lastAt();
    options.live = false;
    options.clockBase = paper.clockBase;
    options.watermark = paper.watermark;
    options.overview = paper.overview;
    painter.save();
    painter.translate(rect.topLeft());
    painter.scale(scale, scale);
    RecordPainter record;
    record.paint(painter, QRectF(QPointF(), rect.size() / scale), model,
                 paper.span.value_or(wholeRecord(model)), paper.palette.value_or(printPalette()), options);
    painter.restore();
}

} // namespace chairside
