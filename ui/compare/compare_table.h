// SPDX-License-Identifier: GPL-3.0-or-later
// The difference table: a figure in each row, a session in each column, and beside each value how it differs
// from the session chosen as reference. Main thread; a model over figures handed in.
#pragma once

#include "ui/compare/compare_figures.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include <vector>

namespace chairside {

class CompareTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Roles { DifferenceRole = Qt::UserRole + 1, DetailRole, LetterRole };
    struct Column {
        int letter = 0;
        QString title, spoken; ///< "A · 12 Nov", "A, 12 Nov 2026"
    };
    explicit CompareTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setFigures(std::vector<ComparedRow> rows, std::vector<Column> columns, int reference);
    /// The column that the others are compared with.
    int reference() const { return reference_; }
    void setReference(int column);
    const std::vector<ComparedRow>& figures() const { return rows_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ComparedRow> rows_;
    std::vector<Column> columns_;
    int reference_ = 0;
};

/// Value, and quietly behind it the difference.
class CompareCell final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace chairside
