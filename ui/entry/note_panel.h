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
    void setDraft(const QString& text); ///< what was typed before and not recorded
    QString draft() const;
    void setAbout(const Uuid& entry); ///< the note annotates this entry
    bool isFollowUp() const;          ///< it corrects or annotates: its text is no draft of a new note

protected:
    void record() override;
    void afterRecorded() override;
    void focusFirst() override;
    void showBefore(const EventBody&) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void showCount();
    QPlainTextEdit* edit_;
    TextLabel* count_;
    std::optional<Uuid> about_;
};

} // namespace chairside
