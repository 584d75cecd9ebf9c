// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_page.h"

#include "ui/style/card.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kSessionsWidth = 372;

} // namespace

HistoryPage::HistoryPage(Ports ports, QWidget* parent)
    : QWidget(parent), ports_(std::move(ports)), finder_(new SessionFinder(ports_.find)),
      review_(new SessionReview(ports_.words)) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(space::kGap, space::kInside, space::kGap, space::kGap);
    columns->setSpacing(space::kGap);
    columns->addWidget(buildList());
    auto* right = new QVBoxLayout;
    empty_ = new TextLabel({}, type::kLead, Tone::quiet);
    empty_->setWrapping(true);
    empty_->setAlignment(Qt::AlignCenter);
    right->addWidget(empty_, 1);
    right->addWidget(review_, 1);
    review_->hide();
    columns->addLayout(right, 1);
    addActions();
    connect(finder_, &SessionFinder::backRequested, this, &HistoryPage::backRequested);
    connect(finder_, &SessionFinder::chosen, this, &HistoryPage::open);
    connect(finder_, &SessionFinder::listChanged, this, &HistoryPage::showEmpty);
    connect(finder_, &SessionFinder::compareRequested, this, &HistoryPage::compareMarked);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, finder_,
            &SessionFinder::focusSearch);
}

QWidget* HistoryPage::buildList() {
    auto* side = new QWidget;
    side->setFixedWidth(kSessionsWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    column->addWidget(finder_, 1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(space::kTight);
    const auto offer = [&](const QString& words, const std::function<void()>& serve) {
        if (!serve) return;
        auto* button = new PushButton(words);
        connect(button, &QPushButton::clicked, this, [&serve] { serve(); });
        foot->addWidget(button, 1);
    };
    offer(tr("Import…"), ports_.importRecording);
    offer(tr("Export all…"), ports_.exportEverything);
    column->addLayout(foot);
    return side;
}

/// What else can be done with the session shown; only what somebody serves.
void HistoryPage::addActions() {
    const auto add = [&](const QString& words, auto act) {
        auto* button = new PushButton(words);
        connect(button, &QPushButton::clicked, this, act);
        review_->actions()->addWidget(button);
    };
    if (ports_.compareWithEarlier)
        add(tr("Compare"), [this] { ports_.compareWithEarlier(review_->patient(), review_->session()); });
    if (ports_.openCourse) add(tr("Course"), [this] { ports_.openCourse(review_->patient()); });
    if (ports_.printReport) add(tr("Report…"), [this] { ports_.printReport(review_->session()); });
    if (ports_.exportSession) add(tr("Export…"), [this] { ports_.exportSession(review_->session()); });
}

void HistoryPage::compareMarked() {
    const auto& marked = finder_->marked();
    if (!ports_.compare || marked.empty()) return;
    std::vector<Uuid> sessions;
    for (const auto& each : marked) sessions.push_back(each.session);
    ports_.compare(marked.front().patient.id, sessions);
}

void HistoryPage::reload() {
    finder_->refresh();
}

void HistoryPage::showEmpty() {
    if (review_->isShown()) return;
    empty_->setText(finder_->total() == 0
                        ? tr("No session has been recorded yet. Sessions appear here as soon as they begin.")
                        : tr("Choose a session on the left."));
}

void HistoryPage::openNewest() {
    finder_->chooseNewest();
}

void HistoryPage::open(const Uuid& session) {
    auto record = ports_.session(session);
    finder_->choose(session);
    if (!record) {
        review_->clear();
        review_->hide();
        empty_->show();
        empty_->setText(QString::fromStdString(record.error().message));
        return;
    }
    const auto summary = record->summary;
    review_->showSession(std::move(record).value());
    if (ports_.earlier)
        ports_.earlier(summary, [this, session](std::vector<HistoryBand> bands) {
            if (review_->session() == session) review_->setEarlier(std::move(bands));
        });
    empty_->hide();
    review_->show();
}

void HistoryPage::paintEvent(QPaintEvent*) {
    paintReviewEdge(*this);
}

} // namespace chairside
