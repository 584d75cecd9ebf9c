// SPDX-License-Identifier: GPL-3.0-or-later
// The accessible twin of the record chart: the same record as rows, with the same cursor. Screen readers,
// keyboards and people who prefer numbers use this one. Main thread; it reads the RecordModel at refresh()
// and changes nothing.
#pragma once

#include "core/chart/record_rows.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <optional>
#include <vector>

namespace chairside {

class RecordTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { elapsed, clock, what, value, source, state, columnCountOf };

    explicit RecordTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setRecord(const RecordModel* record);
    void setClockBase(WallTime base);
    /// Reads the record again. New rows at the end are inserted; rows that changed are announced as changed.
    void refresh();
    const RecordRow& row(int i) const { return rows_[static_cast<std::size_t>(i)]; }
    /// The last row at or before a moment, -1 if none.
    int rowAt(MonoTime at) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const RecordRow& row, int column) const;

    const RecordModel* record_ = nullptr;
    std::optional<WallTime> clockBase_;
    MonoTime anchor_{};
    std::vector<RecordRow> rows_;
};

class RecordTable final : public QTableView {
    Q_OBJECT
public:
    explicit RecordTable(QWidget* parent = nullptr);
    void setModelOf(const RecordModel* record) { rows_.setRecord(record); }
    void setClockBase(WallTime base) { rows_.setClockBase(base); }
    void refresh() { rows_.refresh(); }
    /// Follows the chart's crosshair.
    void setCursorTime(std::optional<MonoTime> at);
    RecordTableModel& rows() { return rows_; }

Q_SIGNALS:
    void cursorMoved(std::optional<chairside::MonoTime> at);
    void markActivated(chairside::Uuid event);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fitRows();
    void showStates();

    RecordTableModel rows_;
    bool fitting_ = false;
    bool moving_ = false; ///< the chart moved us: do not move it back
};

} // namespace chairside
