// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/chip.h"

#include "ui/style/card.h"
#include "ui/style/tabular_text.h"

#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace chairside {
namespace {
constexpr double kDrawn = 34, kChipSide = 13, kGap = 8;
}

Chip::Chip(const QString& text, QWidget* parent) : QPushButton(text, parent) {
    setAutoDefault(false);
    setMinimumHeight(space::kTouch); // no crowded layout makes it lower
    setFont(uiFont(type::kSmall, QFont::Medium));
    setAccessibleName(text);
}

void Chip::setValue(const QString& value, Tone tone) {
    if (value == value_ && tone == valueTone_) return;
    value_ = value;
    valueTone_ = tone;
    setAccessibleDescription(value);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const {
    double width = tabularWidth(font(), text()) + 2 * kChipSide + 2;
    if (!value_.isEmpty()) width += kGap + tabularWidth(uiFont(type::kSmall, QFont::DemiBold), value_);
    return {std::max(space::kTouch, static_cast<int>(std::ceil(width))), space::kTouch};
}

void Chip::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill(0.5, (height() - kDrawn) / 2 + 0.5, width() - 1.0, kDrawn - 1.0);
    const bool on = isChecked();
    painter.setPen(QPen(on ? theme.selectedLine : theme.line, 1));
    painter.setBrush(isDown()       ? theme.pressed
                     : on           ? theme.selected
                     : underMouse() ? theme.raisedHover
                                    : theme.raised);
    painter.drawRoundedRect(pill, kDrawn / 2, kDrawn / 2);

    const double valueWidth =
        value_.isEmpty() ? 0 : tabularWidth(uiFont(type::kSmall, QFont::DemiBold), value_) + kGap;
    QRectF inner = pill.adjusted(kChipSide, 0, -kChipSide, 0);
    const QRectF words(inner.left(), inner.top(), inner.width() - valueWidth, inner.height());
    painter.setFont(font());
    painter.setPen(isEnabled() ? theme.text : theme.faint);
    drawTabular(painter, words, (value_.isEmpty() ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter,
                text());
    if (!value_.isEmpty()) {
        painter.setFont(uiFont(type::kSmall, QFont::DemiBold));
        painter.setPen(theme.tone(valueTone_));
        drawTabular(painter, inner, Qt::AlignRight | Qt::AlignVCenter, value_);
    }
    if (showsFocus(*this)) paintFocusRing(painter, pill, kDrawn / 2, theme);
}

void Chip::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

} // namespace chairside
