// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/page_head.h"

#include "ui/style/text_label.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {

PageHead::PageHead(const QString& mark, QWidget* parent)
    : QWidget(parent), title_(new TextLabel({}, type::kTitle, Tone::normal, QFont::DemiBold)),
      detail_(new TextLabel({}, type::kSmall, Tone::quiet)),
      mark_(new TextLabel(mark, type::kSmall, Tone::infusion, QFont::DemiBold)), side_(new QWidget),
      actions_(new QHBoxLayout(side_)), whole_(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(title_);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kGap);
    line->addWidget(detail_);
    line->addWidget(mark_);
    line->addStretch(1);
    names->addLayout(line);
    mark_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    actions_->setContentsMargins(0, 0, 0, 0);
    actions_->setSpacing(space::kTight);
    actions_->addStretch(1);
    whole_->setContentsMargins(0, 0, 0, 0);
    whole_->setSpacing(space::kGap);
    whole_->addLayout(names, 1);
    whole_->addWidget(side_);
}

bool PageHead::event(QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) fit();
    return QWidget::event(event);
}

void PageHead::fit() {
    const int line = detail_->sizeHint().width() + space::kGap + mark_->sizeHint().width();
    const int names = std::max(title_->sizeHint().width(), line);
    const bool beside = names + space::kGap + side_->sizeHint().width() <= width();
    whole_->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace chairside
