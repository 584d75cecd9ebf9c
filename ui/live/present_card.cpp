// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/present_card.h"

#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/text_label.h"

#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kLabelWidth = 176; ///< of a chip's words, so that chip and value fit the card at 1366 pixels

} // namespace
namespace {
constexpr std::size_t kShown = 5; ///< further ones are counted; the side-effect panel lists all
}

PresentCard::PresentCard(QWidget* parent)
    : Card(tr("Present now"), parent),
      none_(new TextLabel(tr("No side effect noted."), type::kSmall, Tone::quiet)),
      chips_(new FlowLayout(nullptr, space::kUnit)) {
    content()->setContentsMargins(space::kInside, space::kTight, space::kInside, space::kTight);
    content()->setSpacing(space::kUnit);
    content()->addWidget(none_);
    content()->addLayout(chips_);
    content()->addStretch(1);
    setAccessibleName(tr("Side effects present now"));
}

void PresentCard::setState(const State& next) {
    if (next == state_) return;
    state_ = next;
    clearLayout(*chips_);
    none_->setVisible(next.effects.empty());
    const std::size_t shown = next.effects.size() > kShown + 1 ? kShown : next.effects.size();
    for (std::size_t i = 0; i < shown; ++i) {
        const Effect& effect = next.effects[i];
        // The card is narrow; the whole words are in the tooltip and for screen readers.
        auto* chip = new Chip(
            QFontMetrics(uiFont(type::kSmall)).elidedText(effect.label, Qt::ElideRight, kLabelWidth));
        chip->setToolTip(effect.label.toHtmlEscaped());
        chip->setValue(QString::number(effect.severity));
        chip->setAccessibleDescription(tr("severity %1, since %2").arg(effect.severity).arg(effect.since));
        connect(chip, &QPushButton::clicked, this, [this, id = effect.id] { Q_EMIT effectTapped(id); });
        chips_->addWidget(chip);
    }
    if (shown < next.effects.size()) {
        auto* more = new Chip(tr("%n more", nullptr, static_cast<int>(next.effects.size() - shown)));
        connect(more, &QPushButton::clicked, this, &PresentCard::moreTapped);
        chips_->addWidget(more);
    }
    updateGeometry();
}

} // namespace chairside
