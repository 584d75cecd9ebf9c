// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_canvas.h"

#include "core/base/number.h"
#include "core/base/text.h"

#include "ui/style/theme.h"

namespace chairside {

ChartFonts::ChartFonts(double scale)
    : small(uiFont(type::kTiny * scale)), smallBold(uiFont(type::kTiny * scale, QFont::DemiBold)),
      tiny(uiFont(11 * scale)), smallMetrics(small), boldMetrics(smallBold), tinyMetrics(tiny),
      em(13 * scale) {}

QString ChartCanvas::elapsed(MonoTime at) const {
    return QString::fromStdString(formatDuration(at - model.anchor()));
}

QString ChartCanvas::clock(MonoTime at) const {
    if (!options.clockBase) return {};
    WallTime wall = *options.clockBase;
    wall.utcMs += toMs(at);
    const QString full = QString::fromStdString(formatClock(wall));
    return grid.msPerColumn * grid.count > 10 * 60'000 ? full.left(5) : full;
}

QString shown(const std::string& text) {
    return QString::fromStdString(cleanName(text));
}

void drawText(QPainter& painter, double x, double baseline, const QFont& font, const QColor& colour,
              const QString& text) {
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(QPointF(x, baseline), text);
}

QString edgeText(double value, bool above) {
    constexpr double kMost = 9'999'999;
    const std::string number = formatNumber(std::clamp(value, -kMost, kMost), 1);
    return QString(QChar(above ? 0x2191 : 0x2193)) + QString::fromStdString(number);
}

QString elided(const QFontMetricsF& metrics, const QString& text, double width) {
    return metrics.elidedText(text, Qt::ElideRight, width);
}

} // namespace chairside
