// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/answer_row.h"

#include "ui/style/card.h"
#include "ui/style/theme.h"

#include <QPainter>

#include <algorithm>

namespace chairside {

AnswerRow::AnswerRow(const QString& question, const QString& answer, bool required, QWidget* parent)
    : QPushButton(parent), question_(question), answer_(!answer.isEmpty() ? answer
                                                        : required        ? tr("no answer yet")
                                                                          : tr("left open")),
      open_(answer.isEmpty() && required) {
    setAutoDefault(false);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(question_ + QStringLiteral(": ") + answer_);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize AnswerRow::sizeHint() const {
    return {240, space::kTouch};
}

void AnswerRow::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isDown() ? theme.pressed : underMouse() ? theme.raisedHover : theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0, 1, 0, -1), space::kChipRadius, space::kChipRadius);
    const QFont words = uiFont(type::kSmall), bold = uiFont(type::kSmall, QFont::DemiBold);
    const int answerWidth = std::min(QFontMetrics(bold).horizontalAdvance(answer_) + 2, width() / 2);
    const QRect inner = rect().adjusted(space::kGap, 0, -space::kGap, 0);
    painter.setFont(bold);
    painter.setPen(open_ ? theme.caution : theme.text);
    painter.drawText(inner, int(Qt::AlignRight | Qt::AlignVCenter),
                     QFontMetrics(bold).elidedText(answer_, Qt::ElideRight, answerWidth));
    painter.setFont(words);
    painter.setPen(theme.quiet);
    const QRect left = inner.adjusted(0, 0, -answerWidth - space::kInside, 0);
    painter.drawText(left, int(Qt::AlignLeft | Qt::AlignVCenter),
                     QFontMetrics(words).elidedText(question_, Qt::ElideRight, left.width()));
    if (showsFocus(*this)) paintFocusRing(painter, rect(), space::kChipRadius, theme);
}

} // namespace chairside
