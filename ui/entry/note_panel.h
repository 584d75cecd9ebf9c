// SPDX-License-Identifier: GPL-3.0-or-later
// Free text. Enter records, Shift+Enter starts a new line. A draft survives closing the panel until it is
// recorded. A view.
#pragma once

#include "ui/entry/entry_panel.h"

class QPlainTextEdit;

namespace chairside {

class NotePanel : public EntryPanel {
    Q_OBJECT
public:
    explicit NotePanel(QWidget* parent = nullptr);
    QPlainTextEdit* edit() const { return edit_; }
    bool hasDraft() const;

protected:
    void record() override;
    void afterRecorded() override;
    void focusFirst() override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void showCount();
    QPlainTextEdit* edit_;
    TextLabel* count_;
};

} // namespace chairside
