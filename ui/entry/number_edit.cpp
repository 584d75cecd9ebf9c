// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/number_edit.h"

#include "core/base/number.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStyle>
#include <QVBoxLayout>

namespace chairside {

bool isComplete(Advance rule, const QString& digits) {
    for (const QChar c : digits)
        if (c < QLatin1Char('0') || c > QLatin1Char('9')) return false;
    const bool longer = digits.startsWith(QLatin1Char('1')) || digits.startsWith(QLatin1Char('2'));
    switch (rule) {
    case Advance::never: return false;
    case Advance::pressure: return digits.size() >= (longer ? 3 : 2);
    case Advance::percent: return digits.size() >= (digits.startsWith(QStringLiteral("10")) ? 3 : 2);
    case Advance::two: return digits.size() >= 2;
    }
    return false;
}

NumberEdit::NumberEdit(Advance rule, QWidget* parent) : QLineEdit(parent), rule_(rule) {
    setProperty("big", true);
    setAlignment(Qt::AlignCenter);
    setMaxLength(12);
    connect(this, &QLineEdit::textEdited, this, [this] {
        look();
        if (isComplete(rule_, text()) && number()) Q_EMIT completed();
    });
    connect(this, &QLineEdit::textChanged, this, &NumberEdit::look);
}

std::optional<double> NumberEdit::number() const {
    return parseNumber(text().toStdString()).value;
}

QString NumberEdit::problem() const {
    const auto parsed = parseNumber(text().toStdString());
    return parsed.issue ? QString::fromStdString(parsed.issue->sentence) : QString();
}

void NumberEdit::look() {
    const bool wrong = !problem().isEmpty();
    if (property("problem").toBool() == wrong) return;
    setProperty("problem", wrong);
    style()->unpolish(this);
    style()->polish(this);
}

void NumberEdit::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (key == Qt::Key_Backspace && text().isEmpty()) {
        Q_EMIT backedOut();
        return;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        Q_EMIT entered();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

NumberField::NumberField(const QString& label, const QString& unit, Advance rule, Tone tone, QWidget* parent)
    : QWidget(parent), edit_(new NumberEdit(rule)), hint_(new TextLabel({}, type::kTiny, Tone::faint)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kUnit);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(new TextLabel(label, type::kBody, tone, QFont::DemiBold));
    head->addWidget(new TextLabel(unit, type::kTiny, Tone::quiet), 1);
    column->addLayout(head);
    column->addWidget(edit_);
    column->addWidget(hint_);
    edit_->setAccessibleName(label);
    edit_->setAccessibleDescription(unit);
}

void NumberField::setHint(const QString& text) {
    hint_->setText(text);
}

} // namespace chairside
