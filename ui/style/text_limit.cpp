// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/text_limit.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QToolTip>

namespace chairside {
namespace {

constexpr int kShownMs = 10'000;

} // namespace

QString cutSentence(int characters) {
    return QCoreApplication::translate("TextLimit",
                                       "This field takes %1 characters, so the rest was cut off.")
        .arg(characters);
}

void limitText(QLineEdit* field, int characters) {
    field->setMaxLength(characters);
    QObject::connect(field, &QLineEdit::inputRejected, field, [field, characters] {
        if (field->text().size() < characters) return;
        QToolTip::showText(field->mapToGlobal(QPoint(0, field->height())),
                           cutSentence(characters).toHtmlEscaped(), field, {}, kShownMs);
    });
}

} // namespace chairside
