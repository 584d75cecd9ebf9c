// SPDX-License-Identifier: GPL-3.0-or-later
// A session in the compare page's list: its mark and letter when it is compared, an empty box when not, date,
// number in the series, dose and how it ended. A delegate; main thread.
#pragma once

#include "ui/compare/compared_session.h"

#include <QStyledItemDelegate>

namespace chairside {

class CompareRow final : public QStyledItemDelegate {
    Q_OBJECT
public:
    CompareRow(const ComparedSessions& compared, QObject* parent)
        : QStyledItemDelegate(parent), compared_(compared) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 56}; }

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    const ComparedSessions& compared_; ///< of the page that owns this delegate
};

} // namespace chairside
