// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/flow_layout.h"

#include <QWidget>

#include <algorithm>

namespace chairside {

FlowLayout::FlowLayout(QWidget* parent, int gap) : QLayout(parent), gap_(gap) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    for (QLayoutItem* item : items_) delete item;
}

void FlowLayout::addItem(QLayoutItem* item) {
    items_.push_back(item);
}

QLayoutItem* FlowLayout::itemAt(int i) const {
    return i >= 0 && i < count() ? items_[static_cast<std::size_t>(i)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int i) {
    QLayoutItem* item = itemAt(i);
    if (item) items_.erase(items_.begin() + i);
    return item;
}

void FlowLayout::setGeometry(const QRect& box) {
    QLayout::setGeometry(box);
    place(box, true);
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : items_) size = size.expandedTo(item->minimumSize());
    return size;
}

int FlowLayout::place(const QRect& box, bool apply) const {
    int x = box.left(), y = box.top(), lineHeight = 0;
    for (QLayoutItem* item : items_) {
        const QSize size =
            item->sizeHint().boundedTo(QSize(std::max(box.width(), item->minimumSize().width()), 1 << 20));
        if (x > box.left() && x + size.width() > box.left() + box.width()) {
            x = box.left();
            y += lineHeight + gap_;
            lineHeight = 0;
        }
        if (apply) item->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + gap_;
        lineHeight = std::max(lineHeight, size.height());
    }
    return y + lineHeight - box.top();
}

void clearLayout(QLayout& layout) {
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide(); // deleteLater leaves it visible until the event loop turns
            widget->deleteLater();
        }
        if (QLayout* inner = item->layout()) clearLayout(*inner);
        delete item;
    }
}

} // namespace chairside
