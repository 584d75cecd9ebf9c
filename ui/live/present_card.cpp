// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/present_card.h"

#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/text_label.h"

#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {

constexpr int kBesideWords = 54; ///< of a chip: its ends, the gap and the severity
constexpr int kLeastWords = 120; ///< before the card has been laid out

} // namespace

PresentCard::PresentCard(QWidget* parent)
    : Card(tr("Present now"), parent),
      none_(new TextLabel(tr("No side effect noted."), type::kSmall, Tone::quiet)),
      chips_(new FlowLayout(nullptr, space::kUnit)) {
    content()->setContentsMargins(space::kInside, space::kTight, space::kInside, space::kTight);
    content()->setSpacing(space::kUnit);
    content()->addWidget(none_);
    content()->addLayout(chips_);
    content()->addStretch(1);
    setAccessibleName(tr("Side effects and oxygen present now"));
}

void PresentCard::setState(const State& next) {
    if (next == state_) return;
    state_ = next;
    none_->setVisible(next.effects.empty() && !next.oxygen);
    layOutChips();
}

void PresentCard::setMost(std::size_t effects) {
    if (effects == most_) return;
    most_ = effects;
    layOutChips();
}

void PresentCard::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) layOutChips();
}

void PresentCard::layOutChips() {
    clearLayout(*chips_);
    if (state_.oxygen) {
        auto* chip = new Chip(tr("Oxygen"));
        chip->setValue(state_.oxygen->flow, Tone::spo2);
        chip->setAccessibleName(tr("Oxygen, %1").arg(state_.oxygen->flow));
        const auto how = state_.oxygen->device.isEmpty()
                             ? tr("since %1").arg(state_.oxygen->since)
                             : tr("by %1, since %2").arg(state_.oxygen->device, state_.oxygen->since);
        chip->setAccessibleDescription(how);
        chip->setToolTip(how.toHtmlEscaped());
        connect(chip, &QPushButton::clicked, this, &PresentCard::oxygenTapped);
        chips_->addWidget(chip);
    }
    const auto& effects = state_.effects;
    const int width = std::max(kLeastWords, contentsRect().width() - 2 * space::kInside - kBesideWords);
    const std::size_t shown = effects.size() > most_ + 1 ? most_ : effects.size();
    for (std::size_t i = 0; i < shown; ++i) {
        const Effect& effect = effects[i];
        // The card is narrow; the whole words are in the tooltip and for screen readers.
        auto* chip = new Chip(QFontMetrics(uiFont(type::kSmall, QFont::Medium))
                                  .elidedText(effect.label, Qt::ElideRight, width));
        chip->setAccessibleName(effect.label);
        chip->setToolTip(effect.label.toHtmlEscaped());
        chip->setValue(QString::number(effect.severity));
        chip->setAccessibleDescription(tr("severity %1, since %2").arg(effect.severity).arg(effect.since));
        connect(chip, &QPushButton::clicked, this, [this, id = effect.id] { Q_EMIT effectTapped(id); });
        chips_->addWidget(chip);
    }
    if (shown < effects.size()) {
        const auto rest = static_cast<int>(effects.size() - shown);
        auto* more =
            new Chip(shown > 0 ? tr("%n more", nullptr, rest) : tr("%n side effects", nullptr, rest));
        connect(more, &QPushButton::clicked, this, &PresentCard::moreTapped);
        chips_->addWidget(more);
    }
    updateGeometry();
}

} // namespace chairside
