// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/trace_lines.h"

#include <QPolygonF>

namespace chairside {

void drawVectorTrace(const ChartCanvas& c, const std::vector<ColumnRange>& columns, const ValueScale& scale,
                     double left, const QPen& pen) {
    c.painter.setPen(pen);
    QPolygonF line;
    const auto flush = [&] {
        if (line.size() > 1) c.painter.drawPolyline(line);
        line.clear();
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        if (column.empty()) {
            flush();
            continue;
        }
        const double x = left + (static_cast<double>(i) + 0.5) / c.columnsPerPixel;
        const double high = scale.y(static_cast<double>(column.range.hi)),
                     low = scale.y(static_cast<double>(column.range.lo));
        if (column.dot) {
            flush();
            c.painter.drawRect(QRectF(x - 0.8, high - 0.8, 1.6, low - high + 1.6));
            continue;
        }
        line << QPointF(x, high);
        if (low - high > 0.2) line << QPointF(x, low);
        if (line.size() == 1) line << QPointF(x + 0.4 / c.columnsPerPixel, low);
    }
    flush();
}

} // namespace chairside
