// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/notice.h"

#include "ui/style/card.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace chairside {
namespace {

constexpr int kNoticeMs = 9000, kAboveBottom = 92, kWidth = 720;

} // namespace

Notice::Notice(QWidget* window) : QWidget(window) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kInside, space::kGap, space::kInside, space::kGap);
    text_ = new TextLabel({}, type::kBody, Tone::normal, QFont::Medium);
    text_->setWrapping(true);
    row->addWidget(text_);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &QWidget::hide);
    window->installEventFilter(this);
    hide();
}

void Notice::say(const QString& sentence) {
    text_->setText(sentence);
    setAccessibleName(sentence);
    place();
    show();
    raise();
    timer_.start(kNoticeMs);
    QAccessibleEvent heard(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&heard);
}

void Notice::place() {
    const auto* window = parentWidget();
    const int width = std::min(kWidth, window->width() - 2 * space::kWide);
    const int height =
        std::max(space::kTouch, text_->heightForWidth(width - 2 * space::kInside) + 2 * space::kGap);
    setGeometry((window->width() - width) / 2, window->height() - kAboveBottom - height, width, height);
}

void Notice::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& theme = themeOf(*this);
    paintCard(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme, &theme.raised, &theme.control);
}

bool Notice::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && isVisible()) place();
    return QWidget::eventFilter(watched, event);
}

} // namespace chairside
