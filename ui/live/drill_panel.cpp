// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/drill_panel.h"

#include "core/base/phrase.h"
#include "core/live/drill.h"
#include "ui/entry/time_chips.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {
namespace {
constexpr int kButtonWidth = 250, kDrillPanelLeastHeight = 420;
}

DrillPanel::DrillPanel(QWidget* parent) : EntryPanel(tr("Practise an emergency"), parent) {
    times()->hide();
    setHint(tr("An invented patient on a simulated monitor. The record is marked as a drill."));
    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, space::kGap, 0);
    column->setSpacing(space::kGap);
    for (const auto& drill : allDrills()) {
        auto* line = new QHBoxLayout;
        line->setSpacing(space::kWide);
        auto* button = new PushButton(QString::fromStdString(phrase(drill.title)));
        button->setFixedWidth(kButtonWidth);
        button->setMinimumHeight(56);
        button->setAccessibleDescription(QString::fromStdString(phrase(drill.scene)));
        connect(button, &QPushButton::clicked, this,
                [this, id = QString::fromStdString(drill.id)] { Q_EMIT chosen(id); });
        if (!first_) first_ = button;
        auto* scene = new TextLabel(QString::fromStdString(phrase(drill.scene)), type::kSmall, Tone::quiet);
        scene->setWrapping(true);
        line->addWidget(button, 0, Qt::AlignTop);
        line->addWidget(scene, 1);
        column->addLayout(line);
    }
    column->addStretch(1);
    auto* scroll = plainScroll(inner);
    scroll->setMinimumHeight(kDrillPanelLeastHeight);
    body()->addWidget(scroll, 1);
}

void DrillPanel::focusFirst() {
    if (first_) first_->setFocus();
}

} // namespace chairside
