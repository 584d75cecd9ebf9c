// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/not_done_panel.h"

#include "ui/entry/time_chips.h"
#include "ui/style/push_button.h"
#include "ui/style/stored_text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace chairside {
namespace {
constexpr int kNotDonePanelColumns = 3;
}

NotDonePanel::NotDonePanel(const QString& check, std::vector<CheckMissed> checks, bool late, QWidget* parent)
    : EntryPanel(late ? tr("Late because…") : tr("Not done because…"), parent), checks_(std::move(checks)),
      other_(new QLineEdit) {
    times()->hide();
    setHint(check);
    reasons_ = {
        QStringLiteral("patient rests, not disturbed"), QStringLiteral("patient declined"),
        QStringLiteral("covered by another check"),     QStringLiteral("care of the patient came first"),
        QStringLiteral("device not available"),         QStringLiteral("protocol does not apply")};
    auto* grid = new QGridLayout;
    grid->setSpacing(space::kTight);
    for (int i = 0; i < reasons_.size(); ++i) {
        auto* button = new PushButton(storedText(reasons_.at(i)));
        button->setKeyHint(QString::number(i + 1));
        button->setMinimumHeight(56);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, [this, i] { give(reasons_.at(i)); });
        grid->addWidget(button, i / kNotDonePanelColumns, i % kNotDonePanelColumns);
    }
    for (int column = 0; column < kNotDonePanelColumns; ++column) grid->setColumnStretch(column, 1);
    body()->addLayout(grid);
    other_->setPlaceholderText(tr("Another reason"));
    other_->setAccessibleName(tr("Another reason"));
    other_->setMinimumHeight(52);
    limit(other_, 400);
    connect(other_, &QLineEdit::returnPressed, this, [this] { record(); });
    footer()->addWidget(other_, 1);
    useRecordButton(tr("Record"));
}

void NotDonePanel::give(const QString& reason) {
    reason_ = reason;
    submitNext();
}

void NotDonePanel::submitNext() {
    if (next_ >= checks_.size()) return;
    auto check = checks_[next_];
    check.reason = reason_.toStdString();
    submit(check);
}

void NotDonePanel::record() {
    const QString reason = other_->text().trimmed();
    if (reason.isEmpty()) return say(tr("Choose a reason, or type another one."));
    give(reason);
}

/// One reason, one event for each check: the next follows when the one before is recorded.
void NotDonePanel::afterRecorded() {
    if (++next_ < checks_.size()) submitNext();
}

void NotDonePanel::keyPressEvent(QKeyEvent* event) {
    const int digit = event->key() - Qt::Key_0;
    if (digit >= 1 && digit <= reasons_.size()) return give(reasons_.at(digit - 1));
    EntryPanel::keyPressEvent(event);
}

} // namespace chairside
