// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/top_bar.h"

#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kNarrowBar = 1500; ///< below: less room for protocol and names

QVBoxLayout* twoLines(QWidget* first, QLayout* second) {
    auto* lines = new QVBoxLayout;
    lines->setSpacing(1);
    lines->addStretch(1);
    lines->addWidget(first);
    lines->addLayout(second);
    lines->addStretch(1);
    return lines;
}

QHBoxLayout* row(std::initializer_list<QWidget*> widgets) {
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kTight);
    for (QWidget* widget : widgets) line->addWidget(widget);
    line->addStretch(1);
    return line;
}

} // namespace

TopBar::TopBar(QWidget* parent)
    : QWidget(parent), name_(new TextLabel({}, type::kTitle, Tone::normal, QFont::Bold)),
      identity_(new TextLabel({}, type::kTiny, Tone::quiet)),
      body_(new TextLabel({}, type::kTiny, Tone::quiet)),
      allergies_(new TextLabel({}, type::kTiny, Tone::quiet)),
      protocol_(new TextLabel({}, type::kTiny, Tone::normal, QFont::DemiBold)),
      dose_(new TextLabel({}, type::kTiny, Tone::quiet)),
      mode_(new TextLabel({}, type::kTiny, Tone::caution, QFont::Bold)),
      clock_(new TextLabel({}, type::kTitle, Tone::normal, QFont::DemiBold)), stage_(new StageStepper),
      saved_(new SavedIndicator), operator_(new PushButton({}, ButtonLook::plain)) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(space::kGap, 0, space::kGap, 0);
    line->setSpacing(space::kGap);
    line->addWidget(name_);
    line->addLayout(twoLines(identity_, row({body_, allergies_})));
    line->addLayout(twoLines(protocol_, row({dose_})));
    line->addWidget(mode_);
    line->addWidget(stage_, 1);
    line->addWidget(saved_);
    line->addWidget(operator_);
    line->addWidget(clock_);
    for (TextLabel* label : {name_, clock_, mode_})
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    operator_->setTextSize(type::kTiny);
    operator_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(operator_, &QPushButton::clicked, this, &TopBar::operatorTapped);
    connect(saved_, &QAbstractButton::clicked, this, &TopBar::savedTapped);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Patient and session"));
}

void TopBar::setState(const State& next) {
    if (next == state_) return;
    const bool linesChange = next.name != state_.name || next.birth != state_.birth ||
                             next.mrn != state_.mrn || next.weight != state_.weight ||
                             next.allergies != state_.allergies || next.hasAllergy != state_.hasAllergy ||
                             next.protocol != state_.protocol || next.dose != state_.dose ||
                             next.mode != state_.mode;
    state_ = next;
    clock_->setText(next.clock);
    stage_->setState(next.stage);
    saved_->setState(next.saved);
    stage_->setVisible(!next.stage.stages.isEmpty());
    if (operator_->text() != next.operatorName || operator_->subline() != next.place) {
        operator_->setText(next.operatorName);
        operator_->setAccessibleName(tr("Operator: %1").arg(next.operatorName));
        operator_->setSubline(next.place);
        operator_->updateGeometry();
    }
    if (linesChange) fitLines();
}

void TopBar::fitLines() {
    const QString dot = QStringLiteral(" · ");
    const auto joined = [&](QStringList parts) {
        parts.removeAll(QString());
        return parts.join(dot);
    };
    name_->setText(state_.name);
    name_->setFixedWidth(std::min(name_->sizeHint().width(), width() < kNarrowBar ? 200 : 320));
    identity_->setText(joined({state_.birth, state_.mrn}));
    body_->setText(state_.weight);
    allergies_->setText(state_.allergies);
    allergies_->setTone(state_.hasAllergy ? Tone::caution : Tone::quiet);
    protocol_->setText(state_.protocol);
    dose_->setText(state_.dose);
    mode_->setText(state_.mode);
    mode_->setVisible(!state_.mode.isEmpty());
    // Identifiers and allergies stay whole as long as they reasonably can; protocol and stages give way
    // first.
    identity_->setMinimumWidth(std::min(identity_->sizeHint().width(), 250));
    body_->setMinimumWidth(std::min(body_->sizeHint().width(), 120));
    allergies_->setMinimumWidth(std::min(allergies_->sizeHint().width(), 190));
}

void TopBar::resizeEvent(QResizeEvent* event) {
    if ((event->oldSize().width() < kNarrowBar) != (event->size().width() < kNarrowBar)) fitLines();
    QWidget::resizeEvent(event);
}

void TopBar::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.card);
    painter.fillRect(QRectF(0, height() - 1, width(), 1), theme.faintLine);
}

} // namespace chairside
