// SPDX-License-Identifier: GPL-3.0-or-later
// Text whose digits all take the same width, so that a running number does not shake. Qt before 6.7 cannot
// ask a font for its tabular figures, therefore digits are laid out here, one cell each, as wide as the
// font's widest digit. Right-to-left and other shaped scripts are drawn by Qt untouched. Pure functions of
// the painter.
#pragma once

#include <QFont>
#include <QPointF>
#include <QString>

class QPainter;
class QPainterPath;
class QRectF;

namespace chairside {

double tabularWidth(const QFont&, const QString& text);
/// Draws from a baseline point with the painter's font and pen; returns the width.
double drawTabular(QPainter&, QPointF baseline, const QString& text);
/// One line inside a rectangle: alignment flags left/right/hcentre and top/bottom/vcentre; elided when too
/// wide.
void drawTabular(QPainter&, const QRectF& box, int alignment, const QString& text);
/// The outlines, for hollow numbers.
QPainterPath tabularPath(const QFont&, QPointF baseline, const QString& text);
/// Shortened at the end with an ellipsis to fit `width`; the whole text when it fits.
QString elidedTabular(const QFont&, const QString& text, double width);

} // namespace chairside
