// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/text_limit.h"

#include "ui/style/words.h"

#include <QLineEdit>
#include <QToolTip>

namespace chairside {
namespace {

constexpr int kLimitMs = 10'000;

} // namespace

QString cutSentence(int characters) {
    return tr("This field takes %1 characters, so the rest was cut off.").arg(characters);
}

void limitText(QLineEdit* field, int characters) {
    field->setMaxLength(characters);
    QObject::connect(field, &QLineEdit::inputRejected, field, [field, characters] {
        if (field->text().size() < characters) return;
        QToolTip::showText(field->mapToGlobal(QPoint(0, field->height())),
                           cutSentence(characters).toHtmlEscaped(), field, {}, kLimitMs);
    });
}

} // namespace chairside
