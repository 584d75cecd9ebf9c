// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/number_label.h"

#include "ui/style/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr int kDashes = 3;
double dashLength(double px) {
    return px * 0.38;
}
double dashGap(double px) {
    return px * 0.14;
}

void paintDashes(QPainter& painter, QPointF baseline, double px, const QColor& colour) {
    const double thick = std::max(3.0, px * 0.075), y = baseline.y() - px * 0.36;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (int i = 0; i < kDashes; ++i)
        painter.drawRoundedRect(
            QRectF(baseline.x() + i * (dashLength(px) + dashGap(px)), y - thick / 2, dashLength(px), thick),
            thick / 2, thick / 2);
}

} // namespace

double numberWidth(const QString& text, double px) {
    if (text == noReading()) return kDashes * dashLength(px) + (kDashes - 1) * dashGap(px);
    return tabularWidth(uiFont(px, QFont::DemiBold), text);
}

double paintNumber(QPainter& painter, QPointF baseline, const QString& text, double px, const QColor& colour,
                   NumberLook look, const QColor& surface) {
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = uiFont(px, QFont::DemiBold);
    if (text == noReading()) {
        paintDashes(painter, baseline, px, colour);
        return numberWidth(text, px);
    }
    painter.setFont(font);
    switch (look) {
    case NumberLook::solid: painter.setPen(colour); return drawTabular(painter, baseline, text);
    case NumberLook::dimmed:
        painter.setPen(blended(surface, colour, kAgeingOpacity));
        return drawTabular(painter, baseline, text);
    case NumberLook::hollow: break;
    }
    painter.setPen(QPen(colour, std::max(1.25, px / 40)));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(tabularPath(font, baseline, text));
    return numberWidth(text, px);
}

NumberLabel::NumberLabel(double px, Tone tone, QWidget* parent) : QWidget(parent), px_(px), tone_(tone) {}

void NumberLabel::setNumber(const QString& text, NumberLook look) {
    const QString shown = text.isEmpty() ? noReading() : text;
    if (shown == text_ && look == look_) return;
    const bool widthChanges = shown.size() != text_.size();
    text_ = shown;
    look_ = look;
    setAccessibleName(text.isEmpty() ? tr("no reading") : text);
    if (widthChanges) updateGeometry();
    update();
}

void NumberLabel::setTone(Tone tone) {
    tone_ = tone;
    update();
}

QSize NumberLabel::sizeHint() const {
    const QFontMetricsF metrics(uiFont(px_, QFont::DemiBold));
    return {static_cast<int>(std::ceil(numberWidth(text_, px_))) + 1,
            static_cast<int>(std::ceil(metrics.capHeight() + 2 * metrics.descent()))};
}

void NumberLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = themeOf(*this);
    const QFontMetricsF metrics(uiFont(px_, QFont::DemiBold));
    paintNumber(painter, {0, (height() + metrics.capHeight()) / 2}, text_, px_, theme.tone(tone_), look_,
                theme.card);
}

} // namespace chairside
