// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/note_panel.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace chairside {

NotePanel::NotePanel(QWidget* parent)
    : EntryPanel(tr("Note"), parent), edit_(new QPlainTextEdit),
      count_(new TextLabel({}, type::kSmall, Tone::quiet)) {
    edit_->setAccessibleName(tr("Note"));
    edit_->setPlaceholderText(tr("What happened? Enter records, Shift+Enter starts a new line."));
    edit_->setMinimumHeight(132);
    edit_->setTabChangesFocus(true);
    edit_->installEventFilter(this);
    body()->addWidget(edit_);
    footer()->addWidget(count_);
    useRecordButton(tr("Record"));
    connect(edit_, &QPlainTextEdit::textChanged, this, &NotePanel::showCount);
    showCount();
}

bool NotePanel::hasDraft() const {
    return !edit_->toPlainText().trimmed().isEmpty();
}

void NotePanel::setDraft(const QString& text) {
    edit_->setPlainText(text);
    edit_->moveCursor(QTextCursor::End);
}

QString NotePanel::draft() const {
    return edit_->toPlainText();
}

bool NotePanel::isFollowUp() const {
    return isCorrecting() || about_;
}

void NotePanel::setAbout(const Uuid& entry) {
    about_ = entry;
}

void NotePanel::showBefore(const EventBody& body) {
    if (const auto* note = std::get_if<NoteWritten>(&body)) setDraft(QString::fromStdString(note->text));
}

void NotePanel::showCount() {
    const auto count = static_cast<std::size_t>(edit_->toPlainText().size());
    count_->setText(count ? tr("%1 of %2 characters")
                                .arg(QString::fromStdString(formatCount(count)),
                                     QString::fromStdString(formatCount(kMaxNoteChars)))
                          : QString());
    count_->setTone(count > kMaxNoteChars ? Tone::danger : Tone::quiet);
    clearMessage();
}

void NotePanel::record() {
    const QString text = edit_->toPlainText().trimmed();
    if (text.isEmpty()) return say(tr("The note is empty, so nothing was recorded."));
    if (static_cast<std::size_t>(text.size()) > kMaxNoteChars)
        return say(
            tr("The note is longer than %1 characters. Please split it into two; nothing you typed is lost.")
                .arg(QString::fromStdString(formatCount(kMaxNoteChars))));
    NoteWritten note;
    note.text = text.toStdString();
    note.about = about_;
    if (const auto* old = before<NoteWritten>()) note.about = old->about;
    submit(note);
}

void NotePanel::afterRecorded() {
    edit_->clear();
}

void NotePanel::focusFirst() {
    edit_->setFocus();
}

bool NotePanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == edit_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && !(key->modifiers() & Qt::ShiftModifier)) {
            record();
            return true;
        }
    }
    return EntryPanel::eventFilter(watched, event);
}

} // namespace chairside
