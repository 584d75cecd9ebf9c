// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/start_page.h"

#include "ui/course/follow_up_card.h"
#include "ui/style/card.h"
#include "ui/style/icon.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kColumnWidth = 760;
constexpr int kWaysInRow = 3;

TextLabel* line(QVBoxLayout* into, double px, Tone tone, QFont::Weight weight = QFont::Normal) {
    auto* label = new TextLabel({}, px, tone, weight);
    label->setWrapping(true);
    into->addWidget(label);
    return label;
}

} // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    auto* whole = new QWidget;
    all->addWidget(plainScroll(whole)); // a small screen with several cards: reachable rather than cut
    auto* outer = new QHBoxLayout(whole);
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

    column->addWidget(buildFaultCard());
    column->addWidget(buildResumeCard());
    checkIn_ = new PushButton(tr("Check in a patient"), ButtonLook::primary);
    checkIn_->setMinimumHeight(84);
    checkIn_->setTextSize(type::kTitle);
    column->addWidget(checkIn_);
    ways_ = new QGridLayout;
    ways_->setSpacing(space::kGap);
    column->addLayout(ways_);
    operator_ = addWay({});
    history_ = addWay(tr("History"));
    clinic_ = addWay(tr("Clinic"), tr("drug stock, protocols"));
    auto* figures = addWay(tr("Figures"), tr("over all sessions"));
    demo_ = addWay(tr("Try a demo session"), tr("with a simulated patient"));
    drill_ = addWay(tr("Practise an emergency"), tr("choose a drill; marked as one"));
    connect(figures, &QPushButton::clicked, this, &StartPage::figuresRequested);
    followUps_ = new FollowUpCard;
    column->addWidget(followUps_);
    problem_ = line(column, type::kBody, Tone::danger, QFont::Medium);
    source_ = line(column, type::kSmall, Tone::quiet);
    column->addStretch(3);

    auto* bottom = new QHBoxLayout;
    auto* safety = new TextLabel(tr("Not a certified medical device and not a primary alarm. Keep the "
                                    "bedside monitor and its alarms on."),
                                 type::kTiny, Tone::quiet);
    safety->setWrapping(true);
    backup_ = new PushButton(tr("Backup"), ButtonLook::plain);
    backup_->hide();
    auto* about = new PushButton(tr("About"), ButtonLook::plain);
    bottom->addWidget(safety, 1);
    bottom->addWidget(backup_);
    bottom->addWidget(about);
    column->addLayout(bottom);
    outer->addWidget(holder, 0, Qt::AlignHCenter);

    connect(checkIn_, &QPushButton::clicked, this, &StartPage::checkInRequested);
    connect(demo_, &QPushButton::clicked, this, &StartPage::demoRequested);
    connect(drill_, &QPushButton::clicked, this, &StartPage::drillRequested);
    connect(history_, &QPushButton::clicked, this, &StartPage::historyRequested);
    connect(clinic_, &QPushButton::clicked, this, &StartPage::clinicRequested);
    connect(operator_, &QPushButton::clicked, this, &StartPage::operatorRequested);
    connect(about, &QPushButton::clicked, this, &StartPage::aboutRequested);
    connect(backup_, &QPushButton::clicked, this, &StartPage::backupRequested);
    setState({});
}

Card* StartPage::buildResumeCard() {
    resumeCard_ = new Card(tr("Interrupted session"));
    resumePatient_ = line(resumeCard_->content(), type::kTitle, Tone::normal, QFont::DemiBold);
    resumeDetail_ = line(resumeCard_->content(), type::kBody, Tone::caution);
    resumeLoss_ = line(resumeCard_->content(), type::kSmall, Tone::quiet);
    resume_ = new PushButton({});
    resumeCard_->content()->addSpacing(space::kTight);
    resumeCard_->content()->addWidget(resume_);
    connect(resume_, &QPushButton::clicked, this, &StartPage::resumeRequested);
    return resumeCard_;
}

Card* StartPage::buildFaultCard() {
    faultCard_ = new Card(tr("Nothing can be recorded"));
    fault_ = line(faultCard_->content(), type::kBody, Tone::danger, QFont::Medium);
    auto* retry = new PushButton(tr("Try again"));
    faultCard_->content()->addSpacing(space::kTight);
    faultCard_->content()->addWidget(retry);
    connect(retry, &QPushButton::clicked, this, &StartPage::retryRequested);
    return faultCard_;
}

PushButton* StartPage::addWay(const QString& text, const QString& subline) {
    auto* button = new PushButton(text);
    button->setSubline(subline);
    button->setMinimumHeight(60);
    const int at = ways_->count();
    ways_->addWidget(button, at / kWaysInRow, at % kWaysInRow);
    return button;
}

QString StartPage::whyNoSession(const State& state) const {
    if (!state.canRecord) return tr("Nothing can be recorded, for the reason shown above.");
    if (state.interrupted && !state.interrupted->discharged)
        return tr("Resume the interrupted session first; it can then be finished or cancelled.");
    return {};
}

void StartPage::setBackup(const QString& words) {
    backup_->setSubline(words);
    backup_->show();
}

/// A patient may still be in it: then it comes first. One that only lacks a signature stands back.
void StartPage::showInterrupted(const std::optional<Interrupted>& session) {
    resumeCard_->setVisible(session.has_value());
    followUps_->setHeldBack(session.has_value());
    const bool first = session && !session->discharged;
    checkIn_->setMinimumHeight(session ? 60 : 84);
    checkIn_->setLook(first ? ButtonLook::quiet : ButtonLook::primary);
    if (!session) return;
    resumeCard_->setTitle(first ? tr("Interrupted session") : tr("Session without a signature"));
    resumePatient_->setText(session->patient);
    resumeDetail_->setText(session->detail);
    resumeLoss_->setText(session->loss);
    resume_->setText(first ? tr("Resume this session") : tr("Open it to sign"));
    resume_->setLook(first ? ButtonLook::primary : ButtonLook::quiet);
    resume_->setMinimumHeight(first ? 64 : 52);
}

void StartPage::setState(const State& state) {
    showInterrupted(state.interrupted);
    const auto why = whyNoSession(state);
    checkIn_->setWhyDisabled(why);
    demo_->setWhyDisabled(why);
    drill_->setWhyDisabled(why);
    history_->setWhyDisabled(state.canRead ? QString() : tr("There is no record that can be read."));
    history_->setSubline(!state.canRead        ? tr("no record to read")
                         : state.sessions == 0 ? tr("no session recorded yet")
                         : state.sessions == 1 ? tr("1 session")
                                               : tr("%1 sessions").arg(state.sessions));
    operator_->setText(state.operatorName.isEmpty() ? tr("Who is at the chair?") : state.operatorName);
    operator_->setSubline(state.operatorName.isEmpty() ? tr("choose or add a name")
                                                       : tr("at the chair · change"));
    faultCard_->setVisible(!state.canRecord);
    fault_->setText(state.problem);
    problem_->setText(state.problem);
    problem_->setVisible(state.canRecord && !state.problem.isEmpty());
    source_->setText(state.source);
}

} // namespace chairside
