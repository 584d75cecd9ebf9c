// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/option_button.h"

#include "ui/style/card.h"
#include "ui/style/icon.h"
#include "ui/style/tabular_text.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {
constexpr int kHeight = 56, kSide = 12, kBox = 22, kBoxGap = 10, kTick = 18;
}

OptionButton::OptionButton(const QString& text, const QString& key, QWidget* parent)
    : QPushButton(text, parent), key_(key) {
    setCheckable(true);
    setAutoDefault(false);
    setFont(uiFont(type::kBody, QFont::Medium));
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int OptionButton::textLeft() const {
    return kSide + (key_.isEmpty() ? 0 : kBox + kBoxGap);
}

int OptionButton::oneLineWidth() const {
    return textLeft() + fontMetrics().horizontalAdvance(text()) + kTick + 2 * kSide;
}

QSize OptionButton::sizeHint() const {
    return {std::min(oneLineWidth(), 420), kHeight};
}

QSize OptionButton::minimumSizeHint() const {
    return {textLeft() + kTick + 2 * kSide + space::kTouch, kHeight};
}

void OptionButton::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = isChecked();
    painter.setPen(QPen(on ? theme.selectedLine : theme.line, 1));
    painter.setBrush(isDown()       ? theme.pressed
                     : on           ? theme.selected
                     : underMouse() ? theme.raisedHover
                                    : theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), space::kButtonRadius,
                            space::kButtonRadius);
    const QRectF box(kSide, (height() - kBox) / 2.0, kBox, kBox);
    if (!key_.isEmpty()) {
        painter.setPen(QPen(on ? theme.selectedLine : theme.control, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), 5, 5);
        painter.setFont(uiFont(type::kTiny, QFont::DemiBold));
        painter.setPen(on ? theme.text : theme.quiet);
        drawTabular(painter, box, Qt::AlignHCenter | Qt::AlignVCenter, key_);
    }
    painter.setFont(font());
    painter.setPen(theme.text);
    const QRectF words(textLeft(), 4, width() - textLeft() - kSide - (on ? kTick : 0), height() - 8);
    painter.drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap), text());
    if (on)
        paintIcon(painter, QStringLiteral("check"), {width() - kSide - 16.0, height() / 2.0 - 8, 16, 16},
                  theme.text);
    if (showsFocus(*this)) paintFocusRing(painter, rect(), space::kButtonRadius, theme);
}

void OptionButton::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down)
        return event->ignore(); // arrows go from question to question
    if (key == Qt::Key_Return || key == Qt::Key_Enter) return event->ignore(); // Enter goes on; Space answers
    QPushButton::keyPressEvent(event);
}

} // namespace chairside
