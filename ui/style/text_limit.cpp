// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/text_limit.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QToolTip>

namespace chairside {
namespace {

constexpr int kLimitMs = 10'000;

} // namespace

void limitText(QLineEdit* field, int characters) {
    field->setMaxLength(characters);
    QObject::connect(field, &QLineEdit::inputRejected, field, [field, characters] {
        if (field->text().size() < characters) return;
        const auto sentence = QCoreApplication::translate(
                                  "TextLimit", "This field takes %1 characters, so the rest was cut off.")
                                  .arg(characters);
        QToolTip::showText(field->mapToGlobal(QPoint(0, field->height())), sentence.toHtmlEscaped(), field,
                           {}, kLimitMs);
    });
}

} // namespace chairside
