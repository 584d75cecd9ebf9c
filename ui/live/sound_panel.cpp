// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/sound_panel.h"

#include "core/live/alarm_sound.h"
#include "ui/entry/time_chips.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace chairside {
namespace {

TextLabel* words(QVBoxLayout* into, Tone tone) {
    auto* label = new TextLabel({}, type::kBody, tone);
    label->setWrapping(true);
    into->addWidget(label);
    return label;
}

PushButton* testButton(const QString& text, const QString& subline) {
    auto* button = new PushButton(text);
    button->setSubline(subline);
    button->setIconName(QStringLiteral("bell"));
    button->setMinimumSize(170, 60);
    return button;
}

} // namespace

SoundPanel::SoundPanel(QWidget* parent) : EntryPanel(tr("Alarm sound"), parent) {
    times()->hide();
    // On a small screen the words may not all fit: then they scroll, and no control gets lower.
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    body()->addWidget(plainScroll(content), 1);
    intro_ = words(column, Tone::quiet);
    problem_ = words(column, Tone::danger);

    auto* tones = new QHBoxLayout;
    tones->setSpacing(space::kTight);
    test_ = testButton(tr("Test: emergency"), tr("ten tones"));
    auto* medium = testButton(tr("Test: medium"), tr("three tones"));
    auto* low = testButton(tr("Test: low"), tr("one tone"));
    const auto asks = [this](PushButton* button, AlarmPriority priority) {
        connect(button, &QPushButton::clicked, this, [this, priority] {
            played_ = true;
            heard_->setWhyDisabled({});
            Q_EMIT testRequested(priority);
        });
    };
    asks(test_, AlarmPriority::high);
    asks(medium, AlarmPriority::medium);
    asks(low, AlarmPriority::low);
    for (PushButton* button : {test_, medium, low}) tones->addWidget(button);
    tones->addStretch(1);
    column->addLayout(tones);

    auto* volume = new QHBoxLayout;
    volume->setSpacing(space::kTight);
    volume->addWidget(new TextLabel(tr("Volume"), type::kBody, Tone::normal, QFont::DemiBold));
    for (int step = 1; step <= kVolumeSteps; ++step) {
        auto* chip = new Chip(QString::number(step));
        chip->setCheckable(true);
        chip->setAccessibleName(tr("Volume %1 of %2").arg(step).arg(kVolumeSteps));
        connect(chip, &QPushButton::clicked, this, [this, step] {
            for (std::size_t i = 0; i < volumes_.size(); ++i)
                volumes_[i]->setChecked(static_cast<int>(i) + 1 == step);
            Q_EMIT volumeChosen(step);
        });
        volumes_.push_back(chip);
        volume->addWidget(chip);
    }
    volume->addWidget(new TextLabel(tr("1 is the softest that is still heard; there is no off."),
                                    type::kSmall, Tone::quiet),
                      1);
    column->addLayout(volume);
    profile_ = words(column, Tone::quiet);
    tested_ = words(column, Tone::good);
    column->addStretch(1);

    heard_ = new PushButton(tr("I heard it"), ButtonLook::primary);
    notHeard_ = new PushButton(tr("Not heard"));
    heard_->setMinimumSize(180, 56);
    notHeard_->setMinimumSize(140, 56);
    footer()->addStretch(1);
    footer()->addWidget(notHeard_);
    footer()->addWidget(heard_);
    connect(heard_, &QPushButton::clicked, this, [this] { Q_EMIT answered(true); });
    connect(notHeard_, &QPushButton::clicked, this, [this] { Q_EMIT answered(false); });
    heard_->setWhyDisabled(tr("Play a test tone first."));
    setIsSelfTest(false);
    problem_->hide();
}

void SoundPanel::setIsSelfTest(bool selfTest) {
    intro_->setText(selfTest
                        ? tr("Before the session: play the emergency tone and say whether you hear it where "
                             "you stand. Your answer is kept in the record.")
                        : tr("Play a tone and say whether you hear it where you stand. Your answer is kept "
                             "in the record."));
}

void SoundPanel::setState(const State& state) {
    state_ = state;
    for (std::size_t i = 0; i < volumes_.size(); ++i)
        volumes_[i]->setChecked(static_cast<int>(i) + 1 == state.volume);
    const QString problem =
        !state.running  ? tr("The program that sounds alarms does not run. Rely on the bedside monitor.")
        : !state.output ? tr("This computer has no sound output. Alarms are only seen; rely on the bedside "
                             "monitor.")
                        : QString();
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    heard_->setWhyDisabled(!problem.isEmpty() ? tr("Nothing can be heard without a sound output.")
                           : played_          ? QString()
                                              : tr("Play a test tone first."));
    profile_->setText(state.profile);
    tested_->setText(state.tested);
    tested_->setVisible(!state.tested.isEmpty());
}

void SoundPanel::focusFirst() {
    test_->setFocus();
}

} // namespace chairside
