// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/session_bar.h"

#include "ui/style/push_button.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>

namespace chairside {

SessionBar::SessionBar(QWidget* parent) : QWidget(parent), strip_(new AlarmStrip) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(space::kGap, 0, 0, 0);
    line->setSpacing(space::kTight);
    auto* back = new PushButton(tr("Back to the session"));
    line->addWidget(back);
    line->addWidget(strip_, 1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(back, &QPushButton::clicked, this, &SessionBar::backRequested);
    connect(&flash_, &AlarmFlash::beat, this, &SessionBar::flashed);
}

void SessionBar::show(const LiveFacts& given) {
    flash_.follow(given.alarms.visual(given.now.mono).priority);
    LiveFacts facts = given;
    facts.highLit = flash_.highLit();
    facts.mediumLit = flash_.mediumLit();
    strip_->setState(presentAlarms(facts));
    setVisible(true);
}

} // namespace chairside
