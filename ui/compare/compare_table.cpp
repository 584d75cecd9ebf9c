// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_table.h"

#include "ui/style/theme.h"

#include <QPainter>
#include <QWidget>

namespace chairside {

void CompareTableModel::setFigures(std::vector<ComparedRow> rows, std::vector<Column> columns,
                                   int reference) {
    beginResetModel();
    rows_ = std::move(rows);
    columns_ = std::move(columns);
    reference_ = reference;
    endResetModel();
}

void CompareTableModel::setReference(int column) {
    if (column == reference_ || column < 0 || column >= columnCount()) return;
    reference_ = column;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int CompareTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int CompareTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant CompareTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) return {};
    const auto& row = rows_[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    const auto& value = row.values[column];
    const auto shown = value.text.isEmpty() ? QStringLiteral("– –") : value.text;
    const auto difference = differenceText(row, column, static_cast<std::size_t>(reference_));
    if (role == Qt::DisplayRole) return shown;
    if (role == Qt::ToolTipRole && row.kind == ComparedRow::Kind::words) return shown.toHtmlEscaped();
    if (role == DifferenceRole) return difference;
    if (role == DetailRole) return row.detail;
    if (role == LetterRole) return columns_[column].letter;
    if (role != Qt::AccessibleTextRole) return {};
    auto words = columns_[column].spoken + QStringLiteral(", ") + row.title + QStringLiteral(": ") +
                 (value.text.isEmpty() ? tr("not measured") : value.text);
    if (!value.text.isEmpty() && !row.unit.isEmpty()) words += QStringLiteral(" ") + row.unit;
    if (!difference.isEmpty()) words += tr(", difference %1").arg(difference);
    return words;
}

QVariant CompareTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal) {
        if (section < 0 || section >= columnCount()) return {};
        const auto& column = columns_[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole)
            return section == reference_ ? column.title + tr(" · reference") : column.title;
        if (role == Qt::ToolTipRole) return tr("Touch to compare the others with this session");
        if (role == Qt::AccessibleTextRole) return column.spoken;
        return {};
    }
    if (section < 0 || section >= rowCount() || role != Qt::DisplayRole) return {};
    const auto& row = rows_[static_cast<std::size_t>(section)];
    const auto title = row.unit.isEmpty() ? row.title : row.title + QStringLiteral(", ") + row.unit;
    return row.detail ? QStringLiteral("   ") + title : title;
}

void CompareCell::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (!option.widget) return;
    const auto& theme = themeOf(*option.widget);
    p->save();
    if (option.state & QStyle::State_Selected) p->fillRect(option.rect, theme.selected);
    p->setPen(theme.faintLine);
    p->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const auto value = index.data().toString(),
               difference = index.data(CompareTableModel::DifferenceRole).toString();
    const bool none = value == QStringLiteral("– –"),
               detail = index.data(CompareTableModel::DetailRole).toBool();
    const auto strong = uiFont(type::kSmall), small = uiFont(type::kTiny);
    const QRect box = option.rect.adjusted(8, 0, -8, 0);
    const int room =
        box.width() - (difference.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(difference) + 8);
    p->setFont(strong);
    p->setPen(none ? theme.faint : detail ? theme.quiet : theme.text);
    p->drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                QFontMetrics(strong).elidedText(value, Qt::ElideRight, room));
    p->setFont(small);
    p->setPen(theme.quiet);
    p->drawText(box, Qt::AlignVCenter | Qt::AlignRight, difference);
    p->restore();
}

} // namespace chairside
