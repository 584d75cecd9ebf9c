// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/backup_panel.h"

#include "ui/entry/time_chips.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

namespace chairside {

/// How far it has got, as a filled track.
class ProgressTrack final : public QWidget {
public:
    ProgressTrack() {
        setFixedHeight(kHeight);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setAccessibleName(BackupPanel::tr("Progress"));
    }
    void setFraction(double fraction) {
        fraction_ = std::clamp(fraction, 0.0, 1.0);
        setAccessibleDescription(BackupPanel::tr("%1 percent").arg(static_cast<int>(100 * fraction_)));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const auto& theme = themeOf(*this);
        const QRectF all(0, 0, width(), height());
        painter.setBrush(theme.field);
        painter.drawRoundedRect(all, kHeight / 2.0, kHeight / 2.0);
        if (fraction_ <= 0) return;
        painter.setBrush(theme.primary);
        painter.drawRoundedRect(QRectF(0, 0, std::max<double>(kHeight, all.width() * fraction_), kHeight),
                                kHeight / 2.0, kHeight / 2.0);
    }

private:
    static constexpr int kHeight = 10;
    double fraction_ = 0;
};

namespace {

constexpr int kLineHeight = 26; // a wrapping text alone asks for less than its line

TextLabel* row(QGridLayout* grid, const QString& name) {
    const int at = grid->rowCount();
    auto* label = new TextLabel(name, type::kSmall, Tone::quiet);
    label->setMinimumHeight(kLineHeight);
    grid->addWidget(label, at, 0, Qt::AlignTop);
    auto* value = new TextLabel({}, type::kBody);
    value->setWrapping(true);
    value->setMinimumHeight(kLineHeight);
    value->setAccessibleName(name);
    grid->addWidget(value, at, 1);
    return value;
}

} // namespace

BackupPanel::BackupPanel(QWidget* parent) : EntryPanel(tr("Backup"), parent) {
    times()->hide();
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::kWide);
    grid->setVerticalSpacing(space::kTight);
    grid->setColumnStretch(1, 1);
    last_ = row(grid, tr("Last good backup"));
    where_ = row(grid, tr("Folder"));
    when_ = row(grid, tr("Made"));
    drill_ = row(grid, tr("Restore checked"));
    body()->addLayout(grid);
    caution_ = new TextLabel({}, type::kSmall, Tone::caution);
    caution_->setWrapping(true);
    caution_->setMinimumHeight(kLineHeight);
    body()->addWidget(caution_);
    answer_ = new TextLabel({}, type::kBody, Tone::good, QFont::Medium);
    answer_->setWrapping(true);
    answer_->setMinimumHeight(kLineHeight);
    body()->addWidget(answer_);

    running_ = new QWidget;
    auto* line = new QHBoxLayout(running_);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kGap);
    phase_ = new TextLabel({}, type::kBody);
    track_ = new ProgressTrack;
    stop_ = new PushButton(tr("Stop"), ButtonLook::plain);
    line->addWidget(phase_);
    line->addWidget(track_, 1);
    line->addWidget(stop_);
    body()->addWidget(running_);
    body()->addStretch();

    backUp_ = new PushButton(tr("Back up now"), ButtonLook::primary);
    check_ = new PushButton(tr("Check a backup"));
    check_->setSubline(tr("restores the newest one aside and reads it"));
    folder_ = new PushButton(tr("Choose a folder…"));
    for (auto* button : {backUp_, check_, folder_}) {
        button->setMinimumHeight(60);
        footer()->addWidget(button);
    }
    connect(backUp_, &QPushButton::clicked, this, &BackupPanel::backUpRequested);
    connect(check_, &QPushButton::clicked, this, &BackupPanel::checkRequested);
    connect(folder_, &QPushButton::clicked, this, &BackupPanel::folderRequested);
    connect(stop_, &QPushButton::clicked, this, &BackupPanel::stopRequested);
    setState({});
}

void BackupPanel::setState(const State& state) {
    const bool runs = !state.phase.isEmpty();
    last_->setText(state.last.isEmpty() ? tr("none yet") : state.last);
    last_->setTone(state.last.isEmpty() ? Tone::caution : Tone::normal);
    where_->setText(state.where);
    when_->setText(state.when);
    drill_->setText(state.drill.isEmpty() ? tr("not yet") : state.drill);
    caution_->setText(state.caution);
    caution_->setVisible(!state.caution.isEmpty());
    answer_->setText(state.problem.isEmpty() ? state.result : state.problem);
    answer_->setTone(state.problem.isEmpty() ? Tone::good : Tone::danger);
    answer_->setVisible(!runs && !(state.problem.isEmpty() && state.result.isEmpty()));
    running_->setVisible(runs);
    phase_->setText(state.phase);
    track_->setFraction(state.fraction);
    const QString busy = runs ? tr("Wait until this is done, or stop it.") : QString();
    backUp_->setWhyDisabled(!state.canBackUp ? tr("Nothing was recorded yet.") : busy);
    check_->setWhyDisabled(state.last.isEmpty() ? tr("There is no backup yet.") : busy);
    folder_->setWhyDisabled(busy);
}

void BackupPanel::focusFirst() {
    (backUp_->isEnabled() ? backUp_ : check_)->setFocus();
}

} // namespace chairside
