// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/review_table.h"

#include "ui/style/theme.h"

#include <QFont>
#include <QHeaderView>
#include <QTableView>

namespace chairside {
namespace {

constexpr int kEntryHeight = 34;

} // namespace

void ReviewTableModel::setTable(ReviewTable table) {
    beginResetModel();
    table_ = std::move(table);
    endResetModel();
}

const ReviewRow* ReviewTableModel::row(const QModelIndex& index) const {
    const auto at = static_cast<std::size_t>(index.row());
    return index.isValid() && at < table_.rows.size() ? &table_.rows[at] : nullptr;
}

int ReviewTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int ReviewTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.columns.size());
}

QVariant ReviewTableModel::data(const QModelIndex& index, int role) const {
    const auto* shown = row(index);
    if (!shown) return {};
    const auto text = shown->cells.value(index.column());
    if (role == Qt::DisplayRole)
        return shown->struck && index.column() == table_.stretch ? text + tr(" (replaced)") : text;
    if (role == Qt::ToolTipRole && text.size() > 40) return text.toHtmlEscaped();
    if (role == Qt::FontRole) {
        auto font = uiFont(type::kSmall, shown->heading ? QFont::DemiBold : QFont::Normal);
        font.setStrikeOut(shown->struck);
        return font;
    }
    return {};
}

QVariant ReviewTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return table_.columns.value(section);
}

QTableView* reviewTable(QAbstractItemModel* model, const QString& name) {
    auto* table = new QTableView;
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setProperty("card", true); // stands on the window, not in a card
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kEntryHeight);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setResizeContentsPrecision(60); // thousands of rows are not measured
    table->setAccessibleName(name);
    return table;
}

} // namespace chairside
