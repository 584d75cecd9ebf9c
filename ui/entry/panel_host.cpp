// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/panel_host.h"

#include "ui/entry/entry_panel.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace chairside {
namespace {
constexpr int kSlideMs = 120, kPanelHostWidest = 1120;
}

PanelHost::PanelHost(QWidget* page) : QWidget(page), layout_(new QVBoxLayout(this)), slide_(this, "pos") {
    layout_->setContentsMargins(0, 0, 0, 0);
    slide_.setDuration(kSlideMs);
    slide_.setEasingCurve(QEasingCurve::OutCubic);
    hide();
}

QRect PanelHost::resting() const {
    const int width = std::min(area_.width(), kPanelHostWidest);
    int height = layout_->hasHeightForWidth() ? layout_->totalHeightForWidth(width) : sizeHint().height();
    height = std::min(height, area_.height());
    return {area_.left() + (area_.width() - width) / 2, area_.bottom() + 1 - height, width, height};
}

void PanelHost::setArea(const QRect& area) {
    area_ = area;
    if (current_) setGeometry(resting());
}

void PanelHost::open(EntryPanel& panel) {
    if (current_ == &panel) return panel.begin();
    if (current_) close();
    current_ = &panel;
    layout_->addWidget(&panel);
    panel.show();
    connect(&panel, &EntryPanel::closeRequested, this, &PanelHost::close);
    connect(&panel, &EntryPanel::finished, this, &PanelHost::close);
    const QRect place = resting();
    setGeometry(place);
    show();
    raise();
    if (animated_) {
        slide_.setStartValue(QPoint(place.left(), place.top() + 48));
        slide_.setEndValue(place.topLeft());
        slide_.start();
    }
    panel.begin();
    Q_EMIT opened();
}

void PanelHost::close() {
    if (!current_) return;
    slide_.stop();
    disconnect(current_, nullptr, this, nullptr);
    current_->hide();
    layout_->removeWidget(current_);
    current_ = nullptr;
    hide();
    if (parentWidget()) parentWidget()->setFocus();
    Q_EMIT closed();
}

bool PanelHost::event(QEvent* event) {
    // A message line in the panel makes it taller: grow upwards.
    if (event->type() == QEvent::LayoutRequest && current_ && slide_.state() != QAbstractAnimation::Running)
        setGeometry(resting());
    return QWidget::event(event);
}

void PanelHost::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.window);
    painter.setPen(QPen(theme.control, 1));
    painter.setBrush(theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), space::kCardRadius,
                            space::kCardRadius);
}

} // namespace chairside
