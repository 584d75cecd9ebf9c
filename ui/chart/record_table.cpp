// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/record_table.h"

#include "core/base/text.h"
#include "ui/style/theme.h"

#include <QFont>
#include <QHeaderView>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace chairside {
namespace {

QString cleaned(const std::string& text) {
    return QString::fromStdString(cleanName(text));
}

} // namespace

void RecordTableModel::setRecord(const RecordModel* record) {
    beginResetModel();
    record_ = record;
    rows_ = record ? recordRows(*record) : std::vector<RecordRow>{};
    anchor_ = record ? record->anchor() : MonoTime{};
    endResetModel();
}

void RecordTableModel::setClockBase(WallTime base) {
    clockBase_ = base;
    if (!rows_.empty()) Q_EMIT dataChanged(index(0, clock), index(rowCount() - 1, clock));
}

void RecordTableModel::refresh() {
    if (!record_) return;
    std::vector<RecordRow> fresh = recordRows(*record_);
    const bool moved = anchor_ != record_->anchor();
    anchor_ = record_->anchor();
    // A row may come in anywhere: a late entry, a cuff before a due check. What stands before and after the
    // first and last difference stays, so that a reader keeps its place.
    const auto common = std::min(fresh.size(), rows_.size());
    std::size_t before = 0, after = 0;
    while (before < common && fresh[before] == rows_[before]) ++before;
    while (after < common - before && fresh[fresh.size() - 1 - after] == rows_[rows_.size() - 1 - after])
        ++after;
    const auto at = static_cast<std::ptrdiff_t>(before);
    const auto first = static_cast<int>(before);
    const auto gone = static_cast<int>(rows_.size() - before - after),
               come = static_cast<int>(fresh.size() - before - after);
    if (gone == come && gone > 0) {
        rows_ = std::move(fresh);
        Q_EMIT dataChanged(index(first, 0), index(first + gone - 1, columnCountOf - 1));
    } else {
        if (gone > 0) {
            beginRemoveRows({}, first, first + gone - 1);
            rows_.erase(rows_.begin() + at, rows_.begin() + at + gone);
            endRemoveRows();
        }
        if (come > 0) {
            beginInsertRows({}, first, first + come - 1);
            rows_.insert(rows_.begin() + at, fresh.begin() + at, fresh.begin() + at + come);
            endInsertRows();
        }
    }
    if (moved && !rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCountOf - 1));
}

int RecordTableModel::rowAt(MonoTime at) const {
    const auto after =
        std::upper_bound(rows_.begin(), rows_.end(), at,
                         [](MonoTime moment, const RecordRow& row) { return moment < row.at; });
    return static_cast<int>(after - rows_.begin()) - 1;
}

int RecordTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RecordTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountOf;
}

QString RecordTableModel::text(const RecordRow& row, int column) const {
    if (column == elapsed) return QString::fromStdString(formatDuration(row.at - anchor_));
    if (column == clock && clockBase_) {
        WallTime wall = *clockBase_;
        wall.utcMs += toMs(row.at);
        return QString::fromStdString(formatClock(wall));
    }
    if (column == what) return cleaned(row.what);
    if (column == value) return cleaned(row.value);
    if (column == source) return cleaned(row.source);
    if (column != state) return {};
    switch (row.state) {
    case EntryState::standing: return {};
    case EntryState::corrected: return tr("corrected");
    case EntryState::withdrawn: return tr("withdrawn");
    }
    return {};
}

QVariant RecordTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& entry = row(index.row());
    if (role == Qt::DisplayRole) return text(entry, index.column());
    if (role == Qt::FontRole && entry.state != EntryState::standing) {
        QFont font;
        font.setStrikeOut(true);
        return font;
    }
    if (role == Qt::AccessibleTextRole) {
        const QString said = text(entry, index.column());
        return entry.state == EntryState::standing ? said : tr("%1, no longer holds").arg(said);
    }
    return {};
}

QVariant RecordTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case elapsed: return tr("Elapsed");
    case clock: return tr("Clock");
    case what: return tr("What");
    case value: return tr("Value");
    case source: return tr("Source");
    case state: return tr("State");
    }
    return {};
}

RecordTable::RecordTable(QWidget* parent) : QTableView(parent) {
    setModel(&rows_);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(space::kTouch);
    verticalHeader()->setMinimumSectionSize(space::kTouch);
    auto* head = horizontalHeader();
    head->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    head->setHighlightSections(false);
    head->setSectionResizeMode(QHeaderView::Fixed);
    head->setSectionResizeMode(RecordTableModel::value, QHeaderView::Stretch);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RecordTable::fitRows);
    connect(&rows_, &QAbstractItemModel::modelReset, this, [this] {
        showStates();
        fitRows();
    });
    connect(&rows_, &QAbstractItemModel::rowsInserted, this, &RecordTable::fitRows);
    connect(&rows_, &QAbstractItemModel::dataChanged, this, [this] {
        showStates();
        fitRows();
    });
    setAccessibleName(tr("Record table"));
    connect(this, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const auto event = rows_.row(index.row()).event) Q_EMIT markActivated(*event);
    });
}

/// The column of states takes room only when something was corrected or withdrawn.
void RecordTable::showStates() {
    bool any = false;
    for (int i = 0; i < rows_.rowCount() && !any; ++i) any = rows_.row(i).state != EntryState::standing;
    setColumnHidden(RecordTableModel::state, !any);
}

/// Long words wrap; only rows in view are measured, a day has thousands.
void RecordTable::fitRows() {
    if (fitting_ || rows_.rowCount() == 0) return;
    fitting_ = true;
    const int last = rows_.rowCount() - 1;
    for (int row = std::max(0, rowAt(0)); row <= last; ++row) {
        if (rowViewportPosition(row) > viewport()->height()) break;
        resizeRowToContents(row);
    }
    fitting_ = false;
}

void RecordTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    const bool wide = width() >= 900;
    setColumnWidth(RecordTableModel::elapsed, 78);
    setColumnWidth(RecordTableModel::clock, 78);
    setColumnWidth(RecordTableModel::what, wide ? 300 : 190);
    setColumnWidth(RecordTableModel::source, wide ? 190 : 130);
    setColumnWidth(RecordTableModel::state, 92);
    fitRows();
}

void RecordTable::setCursorTime(std::optional<MonoTime> at) {
    const int row = at ? rows_.rowAt(*at) : -1;
    moving_ = true;
    setCurrentIndex(row >= 0 ? rows_.index(row, RecordTableModel::what) : QModelIndex());
    moving_ = false;
}

void RecordTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!moving_ && current.isValid()) Q_EMIT cursorMoved(rows_.row(current.row()).at);
}

} // namespace chairside
