// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/event_panel.h"

#include "ui/style/push_button.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace chairside {
namespace {
constexpr int kLabels = 9, kColumns = 3;
}

EventPanel::EventPanel(const QStringList& labels, QWidget* parent)
    : EntryPanel(tr("Event"), parent), labels_(labels.mid(0, kLabels)), other_(new QLineEdit) {
    auto* grid = new QGridLayout;
    grid->setSpacing(space::kTight);
    for (int i = 0; i < labels_.size(); ++i) {
        auto* button = new PushButton(labels_.at(i));
        button->setKeyHint(QString::number(i + 1));
        button->setMinimumHeight(56);
        connect(button, &QPushButton::clicked, this, [this, i] { mark(i + 1); });
        grid->addWidget(button, i / kColumns, i % kColumns);
    }
    for (int column = 0; column < kColumns; ++column) grid->setColumnStretch(column, 1);
    body()->addLayout(grid);
    other_->setPlaceholderText(tr("Something else"));
    other_->setAccessibleName(tr("Other event"));
    limit(other_, 200);
    footer()->addWidget(other_, 1);
    useRecordButton(tr("Record"));
    connect(other_, &QLineEdit::returnPressed, this, [this] { record(); });
}

void EventPanel::mark(int number) {
    if (number < 1 || number > labels_.size()) return;
    submit(EventMarked{labels_.at(number - 1).toStdString()});
}

void EventPanel::record() {
    const QString label = other_->text().trimmed();
    if (label.isEmpty()) return say(tr("Choose an event, or type what happened."));
    submit(EventMarked{label.toStdString()});
}

void EventPanel::afterRecorded() {
    other_->clear();
}

void EventPanel::keyPressEvent(QKeyEvent* event) {
    const int digit = event->key() - Qt::Key_0;
    if (digit >= 1 && digit <= labels_.size()) return mark(digit);
    EntryPanel::keyPressEvent(event);
}

} // namespace chairside
