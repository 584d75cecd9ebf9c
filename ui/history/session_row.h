// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the session list: a box that marks it for comparison, date and patient, a quiet line below, the
// status in a badge. A delegate; main thread. Space marks the current row; the view asks isMark() what a
// touch means.
#pragma once

#include <QStyledItemDelegate>

namespace chairside {

class SessionRow final : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Without marks the rows only open: the box is not drawn and its room is used.
    explicit SessionRow(QObject* parent = nullptr, bool marks = true)
        : QStyledItemDelegate(parent), marks_(marks) {}
    /// True where a touch marks the session instead of opening it; `row` is the row's rectangle.
    static bool isMark(const QRect& row, QPoint at) { return at.x() < row.left() + kMarkWidth; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 62}; }

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    static constexpr int kMarkWidth = 44, kPlainSide = 12;
    const bool marks_;
};

} // namespace chairside
