// SPDX-License-Identifier: GPL-3.0-or-later
// What is recorded so far, newest at the end: every entry with its time and author, corrected ones struck
// through. A touch or Enter opens one. A view over the history's event table; read-only. Main thread.
#pragma once

#include "core/domain/event_words.h"
#include "core/domain/session.h"
#include "ui/entry/entry_panel.h"

class QTableView;

namespace chairside {

class EventTableModel;

class EntryListPanel final : public EntryPanel {
    Q_OBJECT
public:
    explicit EntryListPanel(QWidget* parent = nullptr);
    void setEvents(const std::vector<Event>& events, const SessionState& state, const LabelOf& label);
    QTableView* table() const { return table_; }

Q_SIGNALS:
    void entryChosen(const chairside::Uuid& entry);

protected:
    void focusFirst() override;

private:
    void choose(const QModelIndex& index);

    EventTableModel* model_;
    QTableView* table_;
};

} // namespace chairside
