// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/keypad.h"

#include "ui/style/push_button.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace chairside {

Keypad::Keypad(QWidget* parent) : QWidget(parent) {
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        auto* edit = qobject_cast<QLineEdit*>(now);
        if (edit && edit->isVisible() && parentWidget() && parentWidget()->isAncestorOf(edit)) field_ = edit;
    });
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(6);
    const auto add = [&](const QString& text, int key, int row, int column) {
        auto* button = new PushButton(text);
        button->setTextSize(type::kTitle);
        button->setFixedSize(72, space::kKeypadKey);
        button->setFocusPolicy(Qt::NoFocus); // the caret stays in the field
        connect(button, &QPushButton::clicked, this, [this, key, text] { press(key, text); });
        grid->addWidget(button, row, column);
        return button;
    };
    for (int digit = 1; digit <= 9; ++digit)
        add(QString(QChar(u'0' + digit)), Qt::Key_0 + digit, (digit - 1) / 3, (digit - 1) % 3);
    add(QStringLiteral("."), Qt::Key_Period, 3, 0)->setAccessibleName(tr("decimal point"));
    add(QStringLiteral("0"), Qt::Key_0, 3, 1);
    auto* back = add({}, Qt::Key_Backspace, 3, 2);
    back->setIconName(QStringLiteral("backspace"));
    back->setAccessibleName(tr("delete"));
}

void Keypad::press(int key, const QString& text) {
    if (!field_) return;
    // A touch may have moved the focus elsewhere; the caret comes back to the number.
    field_->setFocus();
    QLineEdit* field = field_;
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text),
        up(QEvent::KeyRelease, key, Qt::NoModifier, text);
    QApplication::sendEvent(field, &down);
    QApplication::sendEvent(field, &up);
}

} // namespace chairside
