// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/note_form.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/domain/series.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/text_limit.h"

#include <QButtonGroup>
#include <QDate>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace chairside {

NoteForm::NoteForm(QWidget* parent)
    : QWidget(parent), kinds_(new QButtonGroup(this)), text_(new QPlainTextEdit), date_(new QLineEdit),
      task_(new QLineEdit), belongs_(new TextLabel({}, type::kTiny, Tone::quiet)),
      message_(new TextLabel({}, type::kSmall, Tone::caution)),
      record_(new PushButton(tr("Record"), ButtonLook::primary)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    addKinds();
    text_->setAccessibleName(tr("Account or note"));
    text_->setPlaceholderText(tr("In the patient's own words, or what was talked about"));
    text_->setTabChangesFocus(true);
    text_->setMinimumHeight(64);
    column->addWidget(text_, 1);
    addFollowUp();
    belongs_->setWrapping(true);
    message_->setWrapping(true);
    message_->hide();
    column->addWidget(belongs_);
    column->addWidget(message_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kTight);
    auto* cancel = new PushButton(tr("Close"));
    buttons->addWidget(cancel);
    buttons->addWidget(record_, 1);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &NoteForm::closeRequested);
    connect(record_, &QPushButton::clicked, this, &NoteForm::submit);
    setFocusProxy(text_);
}

void NoteForm::addKinds() {
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kUnit);
    const QStringList words{tr("Patient's account"), tr("Integration note")};
    for (int i = 0; i < words.size(); ++i) {
        auto* chip = new Chip(words.at(i));
        chip->setCheckable(true);
        chip->setChecked(i == 0);
        kinds_->addButton(chip, i);
        line->addWidget(chip);
    }
    line->addStretch(1);
    qobject_cast<QVBoxLayout*>(layout())->addLayout(line);
}

void NoteForm::addFollowUp() {
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->addWidget(new TextLabel(tr("Come back to it on"), type::kTiny, Tone::quiet));
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kUnit);
    const std::pair<QString, int> days[] = {{tr("tomorrow"), 1}, {tr("1 week"), 7}, {tr("4 weeks"), 28}};
    for (const auto& [words, count] : days) {
        auto* chip = new Chip(words);
        connect(chip, &QPushButton::clicked, this, [this, n = count] {
            date_->setText(QDate::fromString(today_, Qt::ISODate).addDays(n).toString(Qt::ISODate));
        });
        line->addWidget(chip);
    }
    line->addStretch(1);
    column->addLayout(line);
    date_->setPlaceholderText(tr("no follow-up, or a date such as 2026-11-28"));
    date_->setAccessibleName(tr("Follow-up date, year-month-day"));
    date_->setMaxLength(10);
    task_->setPlaceholderText(tr("what to do then, for example: call"));
    task_->setAccessibleName(tr("What to do at the follow-up"));
    limitText(task_, 200);
    for (auto* edit : {date_, task_}) {
        edit->setMinimumHeight(space::kTouch);
        column->addWidget(edit);
    }
}

void NoteForm::begin(const QString& today, const QString& belongsTo) {
    today_ = today;
    text_->clear();
    date_->clear();
    task_->clear();
    kinds_->button(0)->setChecked(true);
    message_->hide();
    asked_ = false;
    record_->setText(tr("Record"));
    belongs_->setText(belongsTo);
    text_->setFocus();
}

void NoteForm::submit() {
    Entries entries;
    const auto text = text_->toPlainText().trimmed();
    const auto date = date_->text().trimmed();
    if (static_cast<std::size_t>(text.size()) > kMaxNoteChars)
        return showAnswer(Refusal{tr("The text is longer than %1 characters; please make two of it. "
                                     "Nothing you typed is lost.")
                                      .arg(QString::fromStdString(formatCount(kMaxNoteChars)))
                                      .toStdString()});
    // The date is what can be wrong: it goes first, so that never only half of the form is recorded.
    if (!date.isEmpty())
        entries.list.push_back(FollowUpPlanned{date.toStdString(), task_->text().trimmed().toStdString()});
    if (!text.isEmpty())
        entries.list.push_back(AccountWritten{
            text.toStdString(), kinds_->checkedId() == 1 ? kIntegrationNote : kPatientAccount, {}});
    if (entries.list.empty())
        return showAnswer(Refusal{tr("Nothing was written, so nothing was recorded.").toStdString()});
    Q_EMIT submitted(entries, asked_);
}

void NoteForm::showAnswer(const Decision& decision) {
    QString sentence;
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        sentence = QString::fromStdString(refusal->sentence);
    asked_ = std::holds_alternative<Question>(decision);
    if (asked_) sentence = QString::fromStdString(std::get<Question>(decision).sentence);
    record_->setText(asked_ ? tr("Record all the same") : tr("Record"));
    message_->setText(sentence);
    message_->setVisible(!sentence.isEmpty());
    if (sentence.isEmpty()) Q_EMIT recorded();
}

void NoteForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return Q_EMIT closeRequested();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
        event->modifiers() & Qt::ControlModifier)
        return submit();
    QWidget::keyPressEvent(event);
}

} // namespace chairside
