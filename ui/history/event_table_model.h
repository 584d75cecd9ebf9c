// SPDX-License-Identifier: GPL-3.0-or-later
// Every event of a session in order, in words: when (clock and elapsed), what, who, and what became of it:
// corrected and withdrawn entries stay visible, struck through, with the one that replaced them. Read-only.
// Main thread.
#pragma once

#include "core/domain/event_words.h"
#include "core/domain/session.h"

#include <QAbstractTableModel>
#include <vector>

namespace chairside {

class EventTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { ClockColumn, ElapsedColumn, WhatColumn, WhoColumn, ColumnCount };
    enum Roles { SupersededRole = Qt::UserRole + 1 };
    explicit EventTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Takes copies; `entries` says which events were corrected or withdrawn.
    void setEvents(const std::vector<Event>& events, const SessionState& state, LabelOf label);
    void setGroupShown(EventGroup group, bool shown);
    const Event* eventAt(const QModelIndex& index) const;
    QModelIndex indexOf(const Uuid& event) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : ColumnCount;
    }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void filter();

    std::vector<Event> events_;
    std::vector<std::size_t> shown_;
    std::unordered_map<Uuid, EntryFate> fates_;
    std::optional<MonoTime> start_;
    LabelOf label_;
    std::array<bool, 5> groups_{true, true, true, true, false};
};

} // namespace chairside
