// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/start_page.h"

#include "ui/style/card.h"
#include "ui/style/icon.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kColumnWidth = 560;

TextLabel* line(QVBoxLayout* into, double px, Tone tone, QFont::Weight weight = QFont::Normal) {
    auto* label = new TextLabel({}, px, tone, weight);
    label->setWrapping(true);
    into->addWidget(label);
    return label;
}

} // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent) {
    auto* outer = new QHBoxLayout(this);
    auto* holder = new QWidget;
    holder->setFixedWidth(kColumnWidth);
    auto* column = new QVBoxLayout(holder);
    column->setSpacing(space::kGap);
    column->addStretch(2);

    column->addWidget(
        new TextLabel(QStringLiteral("Chairside"), type::kVitalSmall, Tone::normal, QFont::DemiBold));
    auto* purpose = line(column, type::kLead, Tone::quiet);
    purpose->setText(tr("Records ketamine and esketamine sessions, beside the bedside monitor."));
    column->addSpacing(space::kWide);

    resumeCard_ = new Card(tr("Interrupted session"));
    resumePatient_ = line(resumeCard_->content(), type::kTitle, Tone::normal, QFont::DemiBold);
    resumeDetail_ = line(resumeCard_->content(), type::kBody, Tone::caution);
    resumeLoss_ = line(resumeCard_->content(), type::kSmall, Tone::quiet);
    resume_ = new PushButton(tr("Resume this session"), ButtonLook::primary);
    resume_->setMinimumHeight(64);
    resumeCard_->content()->addSpacing(space::kTight);
    resumeCard_->content()->addWidget(resume_);
    column->addWidget(resumeCard_);

    checkIn_ = new PushButton(tr("Check in a patient"), ButtonLook::primary);
    checkIn_->setMinimumHeight(84);
    checkIn_->setTextSize(type::kTitle);
    column->addWidget(checkIn_);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kGap);
    history_ = new PushButton(tr("History"));
    history_->setMinimumHeight(60);
    demo_ = new PushButton(tr("Try a demo session"));
    demo_->setMinimumHeight(60);
    demo_->setSubline(tr("invented patient, simulated numbers"));
    row->addWidget(history_);
    row->addWidget(demo_);
    column->addLayout(row);
    operator_ = new PushButton({});
    operator_->setMinimumHeight(60);
    column->addWidget(operator_);
    problem_ = line(column, type::kBody, Tone::danger, QFont::Medium);
    source_ = line(column, type::kSmall, Tone::quiet);
    column->addStretch(3);

    auto* bottom = new QHBoxLayout;
    auto* safety = new TextLabel(tr("Not a certified medical device and not a primary alarm. Keep the "
                                    "bedside monitor and its alarms on."),
                                 type::kTiny, Tone::quiet);
    safety->setWrapping(true);
    auto* about = new PushButton(tr("About"), ButtonLook::plain);
    bottom->addWidget(safety, 1);
    bottom->addWidget(about);
    column->addLayout(bottom);
    outer->addWidget(holder, 0, Qt::AlignHCenter);

    connect(resume_, &QPushButton::clicked, this, &StartPage::resumeRequested);
    connect(checkIn_, &QPushButton::clicked, this, &StartPage::checkInRequested);
    connect(demo_, &QPushButton::clicked, this, &StartPage::demoRequested);
    connect(history_, &QPushButton::clicked, this, &StartPage::historyRequested);
    connect(operator_, &QPushButton::clicked, this, &StartPage::operatorRequested);
    connect(about, &QPushButton::clicked, this, &StartPage::aboutRequested);
    setState({});
}

void StartPage::setState(const State& state) {
    resumeCard_->setVisible(state.interrupted.has_value());
    if (state.interrupted) {
        resumePatient_->setText(state.interrupted->patient);
        resumeDetail_->setText(state.interrupted->detail);
        resumeLoss_->setText(state.interrupted->loss);
    }
    checkIn_->setLook(state.interrupted ? ButtonLook::quiet : ButtonLook::primary);
    checkIn_->setWhyDisabled(
        state.interrupted ? tr("Resume the interrupted session first; it can then be finished or cancelled.")
                          : QString());
    demo_->setWhyDisabled(state.interrupted ? tr("An interrupted session comes first.") : QString());
    history_->setSubline(state.sessions == 0 ? tr("no session recorded yet")
                                             : (state.sessions == 1 ? tr("1 session")
                                                                    : tr("%1 sessions").arg(state.sessions)));
    operator_->setText(state.operatorName.isEmpty() ? tr("Who is at the chair?") : state.operatorName);
    operator_->setSubline(state.operatorName.isEmpty() ? tr("choose or add a name")
                                                       : tr("at the chair · change"));
    problem_->setText(state.problem);
    problem_->setVisible(!state.problem.isEmpty());
    source_->setText(state.source);
}

} // namespace chairside
