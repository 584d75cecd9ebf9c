// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/entry_list_panel.h"

#include "ui/entry/time_chips.h"
#include "ui/history/event_table_model.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace chairside {
namespace {
constexpr int kLeastHeight = 300, kTimeWidth = 96, kWhoWidth = 170;
}

EntryListPanel::EntryListPanel(QWidget* parent)
    : EntryPanel(tr("Entries of this session"), parent), model_(new EventTableModel(this)),
      table_(new QTableView) {
    times()->hide();
    setHint(tr("Touch one to read, correct or withdraw it."));
    table_->setModel(model_);
    table_->setMinimumHeight(kLeastHeight);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(space::kTouch);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(EventTableModel::WhatColumn, QHeaderView::Stretch);
    table_->setColumnWidth(EventTableModel::ClockColumn, kTimeWidth);
    table_->setColumnWidth(EventTableModel::ElapsedColumn, kTimeWidth);
    table_->setColumnWidth(EventTableModel::WhoColumn, kWhoWidth);
    table_->setAccessibleName(tr("Entries of this session"));
    body()->addWidget(table_, 1);
    connect(table_, &QTableView::clicked, this, &EntryListPanel::choose);
    connect(table_, &QTableView::activated, this, &EntryListPanel::choose);
}

void EntryListPanel::setEvents(const std::vector<Event>& events, const SessionState& state,
                               const LabelOf& label) {
    model_->setEvents(events, state, label);
    table_->scrollToBottom();
    if (const int rows = model_->rowCount()) table_->selectRow(rows - 1);
}

void EntryListPanel::choose(const QModelIndex& index) {
    if (const auto* event = model_->eventAt(index)) Q_EMIT entryChosen(Uuid{event->id});
}

void EntryListPanel::focusFirst() {
    table_->setFocus();
}

} // namespace chairside
