// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/infusion_card.h"

#include "ui/style/number_label.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {

class InfusionCard::Bar final : public QWidget {
public:
    Bar() { setFixedHeight(8); }
    void set(double fraction, bool paused) {
        fraction_ = std::clamp(fraction, 0.0, 1.0);
        paused_ = paused;
        update();
    }

private:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(*this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.line);
        painter.drawRoundedRect(rect(), 4, 4);
        QRectF part = rect();
        part.setWidth(part.width() * fraction_);
        painter.setClipRect(part);
        painter.setBrush(paused_ ? theme.caution : theme.infusion);
        painter.drawRoundedRect(rect(), 4, 4);
    }
    double fraction_ = 0;
    bool paused_ = false;
};

InfusionCard::InfusionCard(QWidget* parent)
    : Card({}, parent), title_(new TextLabel(tr("Infusion"), type::kSmall, Tone::quiet, QFont::DemiBold)),
      delivered_(new NumberLabel(type::kLarge, Tone::infusion)),
      of_(new TextLabel({}, type::kSmall, Tone::quiet)),
      detail_(new TextLabel({}, type::kSmall, Tone::quiet)),
      rate_(new TextLabel({}, type::kSmall, Tone::quiet, QFont::Medium)), bar_(new Bar),
      start_(new PushButton(tr("Start infusion"), ButtonLook::primary)), pause_(new PushButton(tr("Pause"))),
      resume_(new PushButton(tr("Resume"), ButtonLook::primary)),
      changeRate_(new PushButton(tr("Change rate"))),
      stop_(new PushButton(tr("Stop infusion"), ButtonLook::danger)) {
    content()->setContentsMargins(space::kInside, space::kTight, space::kInside, space::kGap);
    content()->setSpacing(space::kTight);
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(rate_);
    content()->addLayout(head);
    auto* amount = new QHBoxLayout;
    amount->setSpacing(space::kTight);
    amount->addWidget(delivered_);
    amount->addWidget(of_, 1);
    content()->addLayout(amount);
    content()->addWidget(bar_);
    content()->addWidget(detail_);
    auto* two = new QHBoxLayout;
    two->setSpacing(space::kTight);
    for (PushButton* button : {pause_, resume_, changeRate_}) two->addWidget(button, 1);
    content()->addLayout(two);
    content()->addWidget(start_);
    content()->addWidget(stop_);
    connect(start_, &QPushButton::clicked, this, &InfusionCard::startRequested);
    connect(pause_, &QPushButton::clicked, this, &InfusionCard::pauseRequested);
    connect(resume_, &QPushButton::clicked, this, &InfusionCard::resumeRequested);
    connect(changeRate_, &QPushButton::clicked, this, &InfusionCard::rateRequested);
    connect(stop_, &QPushButton::clicked, this, &InfusionCard::stopRequested);
    setAccessibleName(tr("Infusion"));
    setState({Mode::ready, {}, {}, {}, 0, {}, {}, {}, {}});
}

void InfusionCard::setState(const State& next) {
    if (next == state_) return;
    state_ = next;
    title_->setText(next.title.isEmpty() ? tr("Infusion") : next.title);
    const bool on = next.mode == Mode::running || next.mode == Mode::paused;
    const bool amount = next.mode != Mode::notOrdered;
    for (QWidget* widget : std::initializer_list<QWidget*>{delivered_, of_, bar_, rate_})
        widget->setVisible(amount);
    delivered_->setNumber(next.delivered);
    of_->setText(next.of);
    bar_->set(next.fraction, next.mode == Mode::paused);
    detail_->setText(next.mode == Mode::notOrdered && next.detail.isEmpty() ? tr("No dose ordered yet.")
                                                                            : next.detail);
    rate_->setText(next.rate);
    rate_->setTone(next.mode == Mode::paused ? Tone::caution : Tone::quiet);
    start_->setVisible(next.mode == Mode::ready || next.mode == Mode::notOrdered);
    start_->setText(next.startText.isEmpty() ? tr("Start infusion") : next.startText);
    start_->setAccessibleName(start_->text());
    start_->setWhyDisabled(next.whyNoStart);
    pause_->setVisible(next.mode == Mode::running);
    resume_->setVisible(next.mode == Mode::paused);
    changeRate_->setVisible(on);
    stop_->setVisible(on);
    setAccessibleDescription(QStringList{next.delivered, next.of, next.rate}.join(QLatin1Char(' ')));
}

} // namespace chairside
