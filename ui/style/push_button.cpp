// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/push_button.h"

#include "ui/style/card.h"
#include "ui/style/icon.h"
#include "ui/style/tabular_text.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr double kIcon = 18, kIconGap = 8, kHintBox = 18, kPushButtonSide = 14;

void paintKeyHint(QPainter& painter, const QRectF& box, const QString& key, const QColor& ink,
                  const QColor& line) {
    painter.setPen(QPen(line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(uiFont(type::kTiny - 2, QFont::Medium));
    painter.setPen(ink);
    drawTabular(painter, box, Qt::AlignHCenter | Qt::AlignVCenter, key);
}

double hintWidth(const QString& key) {
    return std::max(kHintBox, tabularWidth(uiFont(type::kTiny - 2, QFont::Medium), key) + 8);
}

/// Do words too long for one line fit in two?
bool fitsWrapped(const QFont& font, const QString& text, double room, int height) {
    const QRect words = QFontMetrics(font).boundingRect(QRect(0, 0, static_cast<int>(room), 1000),
                                                        int(Qt::AlignCenter) | int(Qt::TextWordWrap), text);
    return words.height() <= height - 4 && words.width() <= room;
}

} // namespace

PushButton::PushButton(const QString& text, ButtonLook look, QWidget* parent)
    : QPushButton(text, parent), look_(look) {
    setAutoDefault(false);
    setMinimumHeight(space::kTouch);
    setFont(uiFont(px_, QFont::DemiBold));
    setAccessibleName(text);
}

void PushButton::setSubline(const QString& text) {
    if (text == subline_) return;
    subline_ = text;
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

void PushButton::setKeyHint(const QString& key) {
    keyHint_ = key;
    updateGeometry();
    update();
}

void PushButton::setIconName(const QString& name) {
    if (name == iconName_) return;
    iconName_ = name;
    updateGeometry();
    update();
}

void PushButton::setHighlighted(bool on) {
    if (on == highlighted_) return;
    highlighted_ = on;
    update();
}

void PushButton::setTextSize(double px) {
    px_ = px;
    setFont(uiFont(px_, QFont::DemiBold));
    updateGeometry();
}

void PushButton::setLook(ButtonLook look) {
    look_ = look;
    update();
}

void PushButton::setWhyDisabled(const QString& reason) {
    setEnabled(reason.isEmpty());
    setToolTip(reason.toHtmlEscaped());
    setAccessibleDescription(reason.isEmpty() ? subline_ : reason);
}

double PushButton::textWidth() const {
    const double mark = iconName_.isEmpty() ? 0 : kIcon + (text().isEmpty() ? 0 : kIconGap);
    const double key = !keyHint_.isEmpty() && subline_.isEmpty() ? hintWidth(keyHint_) + kIconGap : 0;
    return tabularWidth(uiFont(px_, QFont::DemiBold), text()) + mark + key;
}

double PushButton::sublineWidth() const {
    if (subline_.isEmpty()) return 0;
    const double key = keyHint_.isEmpty() ? 0 : hintWidth(keyHint_) + kIconGap;
    return tabularWidth(uiFont(type::kTiny), subline_) + key;
}

QSize PushButton::sizeHint() const {
    const double side = look_ == ButtonLook::plain ? space::kTight : kPushButtonSide;
    const double width = std::max(textWidth(), sublineWidth()) + 2 * side + 1;
    const int height = subline_.isEmpty() ? space::kTouch : 56;
    return {std::max(space::kTouch, static_cast<int>(std::ceil(width))), height};
}

QSize PushButton::minimumSizeHint() const {
    const double width = textWidth() + 2 * space::kTight;
    return {std::max(space::kTouch, static_cast<int>(std::ceil(width))), space::kTouch};
}

PushButton::Ink PushButton::ink(const Theme& t) const {
    Ink ink{t.raised, t.line, t.text, t.quiet};
    switch (look_) {
    case ButtonLook::primary: ink = {t.primary, t.primary, t.onPrimary, t.onPrimary}; break;
    case ButtonLook::quiet: break;
    case ButtonLook::danger: ink = {t.card, t.dangerLine, t.danger, t.danger}; break;
    case ButtonLook::plain: ink = {QColor(Qt::transparent), QColor(Qt::transparent), t.quiet, t.quiet}; break;
    }
    if (isChecked() || highlighted_) ink = {t.selected, t.selectedLine, t.text, t.onSelectedQuiet};
    if (!isEnabled()) return {t.card, t.faintLine, t.faint, t.faint};
    if (isDown()) {
        ink.fill = look_ == ButtonLook::primary ? t.primaryHover : t.pressed;
    } else if (underMouse() && !isChecked() && !highlighted_) {
        ink.fill = look_ == ButtonLook::primary  ? t.primaryHover
                   : look_ == ButtonLook::danger ? t.dangerFill
                                                 : t.raisedHover;
    }
    return ink;
}

void PushButton::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    const Ink ink = this->ink(theme);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink.line, 1));
    painter.setBrush(ink.fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::kButtonRadius,
                            space::kButtonRadius);

    const QFont bold = uiFont(px_, QFont::DemiBold), small = uiFont(type::kTiny);
    const double room = width() - 2 * space::kTight;
    const double lineOne = subline_.isEmpty() ? height() / 2.0 : height() / 2.0 - 10;
    double x = (width() - std::min(room, textWidth())) / 2;
    if (!iconName_.isEmpty()) {
        paintIcon(painter, iconName_, QRectF(x, lineOne - kIcon / 2, kIcon, kIcon), ink.text);
        x += kIcon + kIconGap;
    }
    painter.setFont(bold);
    painter.setPen(ink.text);
    const bool keyInLineOne = !keyHint_.isEmpty() && subline_.isEmpty();
    const double right = width() - space::kTight - (keyInLineOne ? hintWidth(keyHint_) + kIconGap : 0);
    const double used = std::min(right - x, tabularWidth(bold, text()));
    const bool alone = iconName_.isEmpty() && keyHint_.isEmpty() && subline_.isEmpty();
    if (alone && textWidth() > room && fitsWrapped(bold, text(), room, height()))
        painter.drawText(QRectF(space::kTight, 0, room, height()),
                         int(Qt::AlignCenter) | int(Qt::TextWordWrap), text());
    else
        drawTabular(painter, QRectF(x, lineOne - 12, right - x, 24), Qt::AlignLeft | Qt::AlignVCenter,
                    text());
    if (keyInLineOne)
        paintKeyHint(painter, {x + used + kIconGap, lineOne - kHintBox / 2, hintWidth(keyHint_), kHintBox},
                     keyHint_, ink.quiet, theme.line);
    if (!subline_.isEmpty()) {
        const double lineTwo = height() / 2.0 + 11,
                     key = keyHint_.isEmpty() ? 0 : hintWidth(keyHint_) + kIconGap;
        const double whole = std::min(room, sublineWidth()), start = (width() - whole) / 2;
        painter.setFont(small);
        painter.setPen(ink.quiet);
        drawTabular(painter, QRectF(start, lineTwo - 10, whole - key, 20), Qt::AlignLeft | Qt::AlignVCenter,
                    subline_);
        if (key > 0)
            paintKeyHint(
                painter,
                {start + whole - key + kIconGap, lineTwo - kHintBox / 2, hintWidth(keyHint_), kHintBox},
                keyHint_, ink.quiet, theme.line);
    }
    if (showsFocus(*this)) paintFocusRing(painter, rect(), space::kButtonRadius, theme);
}

void PushButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click(); // Qt answers only to Space outside dialogs; here Enter does what it says everywhere
        return;
    }
    QPushButton::keyPressEvent(event);
}

void PushButton::enterEvent(QEnterEvent* event) {
    update();
    QPushButton::enterEvent(event);
}

void PushButton::leaveEvent(QEvent* event) {
    update();
    QPushButton::leaveEvent(event);
}

} // namespace chairside
