// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/question_progress.h"

#include "ui/style/theme.h"

#include <QPainter>

#include <algorithm>

namespace chairside {

QuestionProgress::QuestionProgress(QWidget* parent) : QWidget(parent) {
    setFixedHeight(8);
}

void QuestionProgress::set(std::vector<bool> answered, std::size_t at) {
    answered_ = std::move(answered);
    at_ = at;
    update();
}

void QuestionProgress::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double step =
        static_cast<double>(width()) / static_cast<double>(std::max<std::size_t>(1, answered_.size()));
    for (std::size_t i = 0; i < answered_.size(); ++i) {
        const QRectF segment(static_cast<double>(i) * step + 1, i == at_ ? 0 : 2, step - 2, i == at_ ? 8 : 4);
        painter.setBrush(answered_[i] ? theme.score : i == at_ ? theme.control : theme.line);
        painter.drawRoundedRect(segment, 2, 2);
    }
}

} // namespace chairside
