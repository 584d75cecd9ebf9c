// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/card.h"

#include "ui/style/text_label.h"

#include <QPainter>
#include <QVBoxLayout>
#include <QWindow>

namespace chairside {

Card::Card(const QString& title, QWidget* parent)
    : QWidget(parent), content_(new QVBoxLayout(this)),
      title_(new TextLabel(title, type::kSmall, Tone::quiet, QFont::DemiBold)) {
    setPadding(space::kGap);
    content_->setSpacing(space::kTight);
    content_->addWidget(title_);
    title_->setVisible(!title.isEmpty());
}

void Card::setTitle(const QString& title) {
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
}

void Card::setPadding(int px) {
    content_->setContentsMargins(px, px, px, px);
}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintCard(painter, rect(), themeOf(*this));
}

void paintCard(QPainter& painter, const QRectF& box, const Theme& theme, const QColor* fill,
               const QColor* line) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill ? *fill : theme.card);
    painter.setPen(QPen(line ? *line : theme.faintLine, 1));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), space::kCardRadius, space::kCardRadius);
}

void paintReviewEdge(QWidget& page) {
    QPainter painter(&page);
    painter.fillRect(QRect(0, 0, page.width(), space::kUnit), themeOf(page).infusion);
}

void paintFocusRing(QPainter& painter, const QRectF& box, double radius, const Theme& theme) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.focus, 2));
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius);
}

bool showsFocus(const QWidget& widget) {
    return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

} // namespace chairside
