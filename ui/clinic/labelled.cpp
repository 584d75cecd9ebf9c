// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clinic/labelled.h"

#include "ui/style/text_label.h"

#include <QVBoxLayout>

namespace chairside {

QWidget* labelled(const QString& label, QWidget* field, int width) {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(new TextLabel(label, type::kSmall, Tone::quiet, QFont::Medium));
    column->addWidget(field);
    field->setMinimumHeight(space::kTouch);
    if (field->accessibleName().isEmpty()) field->setAccessibleName(label);
    if (width > 0) box->setFixedWidth(width);
    return box;
}

} // namespace chairside
