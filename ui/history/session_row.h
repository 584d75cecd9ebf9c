// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the session list: date and patient, a quiet line below, the status in a badge. A delegate; main
// thread.
#pragma once

#include <QStyledItemDelegate>

namespace chairside {

class SessionRow final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 62}; }
};

} // namespace chairside
