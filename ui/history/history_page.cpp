// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_page.h"

#include "core/base/number.h"
#include "ui/chart/record_chart.h"
#include "ui/history/completeness_card.h"
#include "ui/style/card.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kListWidth = 360, kTableHeight = 250, kRowHeight = 34;

} // namespace

HistoryPage::HistoryPage(Ports ports, QWidget* parent) : QWidget(parent), ports_(std::move(ports)) {
    finder_ = new SessionFinder(ports_.find);
    finder_->setFixedWidth(kListWidth);
    events_ = new EventTableModel(this);
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(space::kGap, space::kInside, space::kGap, space::kGap);
    columns->setSpacing(space::kGap);
    auto* side = new QVBoxLayout;
    side->setSpacing(space::kTight);
    side->addWidget(finder_, 1);
    addOffers(side);
    columns->addLayout(side);
    buildSession(columns);
    connect(finder_, &SessionFinder::backRequested, this, &HistoryPage::backRequested);
    connect(finder_, &SessionFinder::chosen, this, &HistoryPage::open);
    connect(finder_, &SessionFinder::listChanged, this, &HistoryPage::showEmpty);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, finder_,
            &SessionFinder::focusSearch);
}

/// What concerns the whole record, under the list.
void HistoryPage::addOffers(QVBoxLayout* into) {
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
    into->addLayout(foot);
}

void HistoryPage::buildSession(QHBoxLayout* into) {
    auto* right = new QVBoxLayout;
    right->setSpacing(space::kGap);
    empty_ = new TextLabel({}, type::kLead, Tone::quiet);
    empty_->setWrapping(true);
    empty_->setAlignment(Qt::AlignCenter);
    right->addWidget(empty_, 1);

    content_ = new QWidget;
    auto* column = new QVBoxLayout(content_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kGap);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::kGap);
    title_ = new TextLabel({}, type::kTitle, Tone::normal, QFont::DemiBold);
    detail_ = new TextLabel({}, type::kSmall, Tone::quiet);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(title_);
    names->addWidget(detail_);
    head->addLayout(names, 1);
    notLive_ = new TextLabel(tr("NOT LIVE · review"), type::kBody, Tone::infusion, QFont::DemiBold);
    head->addWidget(notLive_);
    addActions(head);
    column->addLayout(head);
    facts_ = new TextLabel({}, type::kBody, Tone::normal);
    seal_ = new TextLabel({}, type::kTiny, Tone::quiet);
    column->addWidget(facts_);
    chart_ = new RecordChart;
    chart_->setLive(false);
    column->addWidget(chart_, 1);

    auto* filters = new QHBoxLayout;
    filters->setSpacing(space::kTight);
    const std::pair<EventGroup, QString> groups[] = {{EventGroup::workflow, tr("Workflow")},
                                                     {EventGroup::entry, tr("Entries")},
                                                     {EventGroup::drug, tr("Drugs")},
                                                     {EventGroup::alarm, tr("Alarms")},
                                                     {EventGroup::technical, tr("Technical")}};
    for (const auto& [group, name] : groups) {
        auto* chip = new Chip(name);
        chip->setCheckable(true);
        chip->setCompact(true);
        chip->setChecked(group != EventGroup::technical);
        connect(chip, &QPushButton::toggled, this,
                [this, g = group](bool on) { events_->setGroupShown(g, on); });
        filters->addWidget(chip);
    }
    completeness_ = new CompletenessCard;
    completeness_->setFixedHeight(kTableHeight);
    completeness_->hide();
    auto* complete = new Chip(tr("Completeness"));
    complete->setCheckable(true);
    complete->setCompact(true);
    connect(complete, &QPushButton::toggled, this, [this](bool on) {
        completeness_->setVisible(on);
        table_->setVisible(!on);
    });
    filters->addStretch();
    filters->addWidget(seal_);
    filters->addWidget(complete);
    column->addLayout(filters);

    table_ = new QTableView;
    table_->setModel(events_);
    table_->setFixedHeight(kTableHeight);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table_->horizontalHeader()->setSectionResizeMode(EventTableModel::WhatColumn, QHeaderView::Stretch);
    table_->setColumnWidth(EventTableModel::ClockColumn, 96);
    table_->setColumnWidth(EventTableModel::ElapsedColumn, 96);
    table_->setColumnWidth(EventTableModel::WhoColumn, 170);
    table_->setAccessibleName(tr("Events of the session"));
    column->addWidget(table_);
    column->addWidget(completeness_);
    right->addWidget(content_, 1);
    into->addLayout(right, 1);

    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (const auto* event = events_->eventAt(index)) chart_->setCursorTime(event->effective);
            });
    connect(chart_, &RecordChart::markActivated, this, &HistoryPage::selectEvent);
    connect(chart_, &RecordChart::marksActivated, this,
            [this](const QList<Uuid>& events) { selectEvent(events.front()); });
    content_->hide();
}

/// What else can be done with the session shown; only what somebody serves.
void HistoryPage::addActions(QHBoxLayout* into) {
    const auto add = [&](const QString& words, const std::function<void(const Uuid&)>& serve,
                         const Uuid& subject) {
        if (!serve) return;
        auto* button = new PushButton(words);
        connect(button, &QPushButton::clicked, this, [&serve, &subject] { serve(subject); });
        into->addWidget(button);
    };
    add(tr("Course"), ports_.openCourse, patient_);
    add(tr("Report…"), ports_.printReport, shown_);
    add(tr("Export…"), ports_.exportSession, shown_);
}

void HistoryPage::reload() {
    finder_->refresh();
}

void HistoryPage::showEmpty() {
    if (view_) return;
    empty_->setText(finder_->total() == 0
                        ? tr("No session has been recorded yet. Sessions appear here as soon as they begin.")
                        : tr("Choose a session on the left."));
}

void HistoryPage::openNewest() {
    finder_->chooseNewest();
}

void HistoryPage::open(const Uuid& session) {
    auto record = ports_.session(session);
    if (!record) {
        content_->hide();
        empty_->show();
        empty_->setText(QString::fromStdString(record.error().message));
        return;
    }
    chart_->setModel(nullptr);
    view_ = views_.open(record.value());
    patient_ = record->summary.patient.id;
    shown_ = session;
    finder_->choose(session);

    const auto& summary = record->summary;
    title_->setText(sessionTitle(summary));
    QStringList who;
    who << QString::fromStdString(summary.patient.birthDate);
    if (!summary.patient.mrn.empty())
        who << QStringLiteral("MRN ") + QString::fromStdString(summary.patient.mrn);
    who << QString::fromStdString(summary.protocolTitle) + tr(", version %1").arg(summary.protocolVersion)
        << statusWords(summary);
    detail_->setText(who.join(QStringLiteral(" · ")));
    const auto& state = view_->state();
    QStringList facts;
    if (state.order)
        facts << tr("ordered %1 mg").arg(QString::fromStdString(formatNumber(state.order->doseMg, 2)));
    if (state.treatmentEnd)
        facts << tr("given %1 mg")
                     .arg(QString::fromStdString(formatNumber(state.givenMg(*state.treatmentEnd), 2)));
    if (state.treatmentStart && state.treatmentEnd)
        facts << tr("over %1").arg(
            QString::fromStdString(formatDuration(*state.treatmentEnd - *state.treatmentStart)));
    if (state.aborted) facts << tr("stopped early: %1").arg(QString::fromStdString(state.abortReason));
    facts << tr("%1 events").arg(record->events.size())
          << tr("%1 readings")
                 .arg(QString::fromStdString(formatCount(static_cast<long long>(record->readings.size()))));
    if (!record->unread.empty()) facts << QString::fromStdString(record->unread.front());
    facts_->setText(facts.join(QStringLiteral(" · ")));
    seal_->setText(tr("record %1").arg(QString::fromStdString(record->chainHead).left(16)));

    events_->setEvents(record->events, state, ports_.label);
    completeness_->show(*view_);
    chart_->setClockBase(shifted(state.openedAt, MonoTime{} - state.openedAt.mono).wall);
    view_->record().setWords(ports_.label);
    chart_->setModel(&view_->record());
    QStringList marks;
    if (summary.demo) marks << tr("DEMO");
    if (summary.simulated) marks << tr("SIMULATED");
    if (!state.opened.drill.empty()) marks << tr("DRILL");
    chart_->setWatermark(marks.join(u' '));
    chart_->showAll();
    if (ports_.earlier)
        ports_.earlier(summary, [this, session](std::vector<HistoryBand> bands) {
            if (shown_ != session || !view_) return;
            view_->record().setHistory(std::move(bands));
            chart_->refresh();
        });
    empty_->hide();
    content_->show();
}

std::size_t HistoryPage::drawnReadings() const {
    return view_ ? static_cast<std::size_t>(view_->readingCount()) : 0;
}

void HistoryPage::selectEvent(const Uuid& event) {
    const auto index = events_->indexOf(event);
    if (!index.isValid()) return;
    table_->setCurrentIndex(index);
    table_->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

/// The frame that says "this is not the chair".
void HistoryPage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 4), themeOf(*this).infusion);
}

} // namespace chairside
