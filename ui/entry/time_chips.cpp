// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/time_chips.h"

#include "core/base/number.h"
#include "ui/style/chip.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>

namespace chairside {
namespace {
constexpr double kLongestMin = 600; ///< a longer way back is a correction, not a late entry (design)
}

TimeChips::TimeChips(QWidget* parent) : QWidget(parent), minutes_(new QLineEdit) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kUnit);
    auto* group = new QButtonGroup(this);
    const std::array<QString, 4> texts{tr("now"), tr("−1 min"), tr("−5 min"), tr("other")};
    for (std::size_t i = 0; i < chips_.size(); ++i) {
        chips_[i] = new Chip(texts[i]);
        chips_[i]->setCheckable(true);
        chips_[i]->setFocusPolicy(
            Qt::TabFocus); // a touch must not take the caret out of the number being typed
        chips_[i]->setAccessibleName(tr("Time: %1").arg(texts[i]));
        group->addButton(chips_[i]);
        line->addWidget(chips_[i]);
    }
    chips_[0]->setChecked(true);
    minutes_->setFixedWidth(110);
    minutes_->setPlaceholderText(tr("min ago"));
    minutes_->setAccessibleName(tr("Minutes ago"));
    minutes_->hide();
    line->addWidget(minutes_);
    connect(chips_[3], &QPushButton::toggled, this, [this](bool on) {
        minutes_->setVisible(on);
        if (on) minutes_->setFocus();
    });
    connect(group, &QButtonGroup::buttonClicked, this, &TimeChips::changed);
    connect(minutes_, &QLineEdit::textEdited, this, &TimeChips::changed);
}

std::optional<Millis> TimeChips::ago() const {
    if (chips_[0]->isChecked()) return Millis{0};
    if (chips_[1]->isChecked()) return Millis{1min};
    if (chips_[2]->isChecked()) return Millis{5min};
    const auto parsed = parseNumber(minutes_->text().toStdString());
    if (!parsed.value || *parsed.value < 0 || *parsed.value > kLongestMin) return std::nullopt;
    return Millis{static_cast<Millis::rep>(*parsed.value * 60'000)};
}

QString TimeChips::problem() const {
    if (ago()) return {};
    const auto parsed = parseNumber(minutes_->text().toStdString());
    if (parsed.issue) return tr("Minutes ago: %1").arg(QString::fromStdString(parsed.issue->sentence));
    if (!parsed.value) return tr("Type how many minutes ago it was, or choose “%1”.").arg(chips_[0]->text());
    return tr("It can be at most 600 minutes ago and never in the future.");
}

void TimeChips::offerKept(const QString& time) {
    offersKept_ = true;
    chips_[0]->setText(tr("at %1").arg(time));
    chips_[0]->setAccessibleName(tr("Time: unchanged, %1").arg(time));
    chips_[0]->updateGeometry();
}

bool TimeChips::isKept() const {
    return offersKept_ && chips_[0]->isChecked();
}

void TimeChips::reset() {
    chips_[0]->setChecked(true);
    minutes_->clear();
}

} // namespace chairside
