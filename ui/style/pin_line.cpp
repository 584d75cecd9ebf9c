// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/pin_line.h"

#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/theme.h"

#include <QLineEdit>
#include <QRegularExpressionValidator>

namespace chairside {
namespace {

constexpr int kFieldWidth = 132;

} // namespace

PinLine::PinLine(QWidget* parent) : QWidget(parent), edit_(new QLineEdit) {
    auto* flow = new FlowLayout(this, space::kTight);
    edit_->setEchoMode(QLineEdit::Password);
    edit_->setPlaceholderText(tr("PIN"));
    edit_->setFixedWidth(kFieldWidth);
    edit_->setMinimumHeight(space::kTouch);
    edit_->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData);
    edit_->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,12}")), edit_));
    flow->addWidget(edit_);
    for (int digit = 1; digit <= 10; ++digit) {
        auto* key = new Chip(QString::number(digit % 10));
        key->setFocusPolicy(Qt::NoFocus);
        key->setMinimumSize(space::kTouch, space::kTouch);
        connect(key, &QPushButton::clicked, this,
                [this, digit] { edit_->insert(QString::number(digit % 10)); });
        flow->addWidget(key);
    }
    auto* back = new PushButton({}, ButtonLook::plain);
    back->setIconName(QStringLiteral("backspace"));
    back->setAccessibleName(tr("Delete the last digit"));
    back->setFixedWidth(space::kTouch);
    back->setFocusPolicy(Qt::NoFocus);
    connect(back, &QPushButton::clicked, edit_, &QLineEdit::backspace);
    flow->addWidget(back);
    auto* confirm = new PushButton(tr("Confirm with PIN"), ButtonLook::primary);
    connect(confirm, &QPushButton::clicked, this, &PinLine::give);
    connect(edit_, &QLineEdit::returnPressed, this, &PinLine::give);
    flow->addWidget(confirm);
}

void PinLine::begin(const QString& who) {
    edit_->clear();
    edit_->setAccessibleName(tr("PIN of %1").arg(who));
    edit_->setFocus();
}

void PinLine::give() {
    const auto pin = edit_->text();
    edit_->clear();
    if (!pin.isEmpty()) Q_EMIT given(pin);
}

} // namespace chairside
