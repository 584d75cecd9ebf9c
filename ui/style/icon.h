// SPDX-License-Identifier: GPL-3.0-or-later
// Our own line icons (resources/icons, 24×24, drawn in currentColor) painted in any colour at any scale.
// Main thread. An unknown name is a programmer's mistake and draws nothing but a debug warning.
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

class QPainter;
class QRectF;
class QWidget;

namespace chairside {

void paintIcon(QPainter&, const QString& name, const QRectF& box, const QColor&);
/// For stock Qt controls: the icon in the theme's text colour.
QIcon icon(const QString& name, const QWidget& forWidget);
/// The program's own mark, all sizes.
QIcon appIcon();
bool hasIcon(const QString& name);

} // namespace chairside
