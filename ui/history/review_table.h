// SPDX-License-Identifier: GPL-3.0-or-later
// One ReviewTable as a Qt table: rows that were corrected are struck through, headings stand out, and a row
// leads to its moment. Main thread; a model over rows handed in.
#pragma once

#include "ui/history/review_rows.h"

#include <QAbstractTableModel>

class QTableView;

namespace chairside {

class ReviewTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ReviewTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setTable(ReviewTable table);
    const ReviewRow* row(const QModelIndex& index) const;
    int stretch() const { return table_.stretch; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ReviewTable table_;
};

/// The house's plain table for the history: whole rows, no grid, no row numbers.
QTableView* reviewTable(QAbstractItemModel* model, const QString& name);

} // namespace chairside
