// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/event_table_model.h"

#include <QFont>

namespace chairside {

void EventTableModel::setEvents(const std::vector<Event>& events, const SessionState& state, LabelOf label) {
    beginResetModel();
    events_ = events;
    fates_ = state.entries;
    start_ = state.treatmentStart;
    label_ = std::move(label);
    filter();
    endResetModel();
}

void EventTableModel::setGroupShown(EventGroup group, bool shown) {
    beginResetModel();
    groups_[static_cast<std::size_t>(group)] = shown;
    filter();
    endResetModel();
}

void EventTableModel::filter() {
    shown_.clear();
    for (std::size_t i = 0; i < events_.size(); ++i)
        if (groups_[static_cast<std::size_t>(groupOf(events_[i].body))]) shown_.push_back(i);
}

const Event* EventTableModel::eventAt(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < shown_.size() ? &events_[shown_[row]] : nullptr;
}

QModelIndex EventTableModel::indexOf(const Uuid& event) const {
    for (std::size_t row = 0; row < shown_.size(); ++row)
        if (events_[shown_[row]].id == event) return index(static_cast<int>(row), WhatColumn);
    return {};
}

int EventTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

QVariant EventTableModel::data(const QModelIndex& index, int role) const {
    const auto* event = eventAt(index);
    if (!event) return {};
    const auto fate = fates_.find(event->id);
    const bool superseded = fate != fates_.end() && fate->second.supersededBy.has_value();
    if (role == SupersededRole) return superseded;
    if (role == Qt::FontRole && superseded) {
        QFont font;
        font.setStrikeOut(true);
        return font;
    }
    if (role == Qt::ToolTipRole && index.column() == WhatColumn && event->at.mono != event->effective)
        return tr("entered at %1").arg(QString::fromStdString(formatClock(event->at.wall))).toHtmlEscaped();
    if (role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(index.column())) {
    case ClockColumn:
        return QString::fromStdString(
            formatClock(shifted(event->at, event->effective - event->at.mono).wall));
    case ElapsedColumn:
        return start_ ? QString::fromStdString(formatDuration(event->effective - *start_)) : QString();
    case WhatColumn: {
        auto words = QString::fromStdString(describe(*event, label_)).replace(u'\n', u' ');
        if (superseded) words += tr(" (replaced)");
        if (event->corrects && !std::holds_alternative<EntryWithdrawn>(event->body))
            words = tr("Correction: ") + words;
        return words;
    }
    case WhoColumn: return QString::fromStdString(event->actor.name);
    case ColumnCount: break;
    }
    return {};
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
    case ClockColumn: return tr("Time");
    case ElapsedColumn: return tr("Elapsed");
    case WhatColumn: return tr("What");
    case WhoColumn: return tr("Who");
    case ColumnCount: break;
    }
    return {};
}

} // namespace chairside
