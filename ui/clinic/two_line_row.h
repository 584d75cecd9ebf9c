// SPDX-License-Identifier: GPL-3.0-or-later
// A row of a list on the clinic page: a strong line, a quiet line below, a word in a badge. A delegate for
// items that carry these three as roles; all of it is plain text. Main thread.
#pragma once

#include <QStyledItemDelegate>

class QListWidget;

namespace chairside {

class TwoLineRow final : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { Key = Qt::UserRole, Detail, Badge, Loud, Quiet };
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 62}; }
};

/// One row as a value; `loud` draws the badge as a caution, `quiet` greys the title.
struct ListRow {
    QString key, title, detail, badge;
    bool loud = false, quiet = false;
    bool operator==(const ListRow&) const = default;
};
/// Fills the list, keeping the row with the same key chosen; the first one when there is none.
void fillRows(QListWidget& list, const std::vector<ListRow>& rows);
/// A list that looks like the house and is driven by touch and keyboard.
QListWidget* makeRowList(const QString& accessibleName);

} // namespace chairside
