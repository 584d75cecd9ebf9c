// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_review.h"

#include "core/base/number.h"
#include "ui/chart/record_chart.h"
#include "ui/history/review_table.h"
#include "ui/history/session_list_model.h"
#include "ui/style/chip.h"
#include "ui/style/origin_marks.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/style/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace chairside {
namespace {

constexpr int kLeastTables = 236;

} // namespace

SessionReview::SessionReview(ReviewWords words, QWidget* parent)
    : QWidget(parent), given_(std::move(words)), words_(given_), events_(new EventTableModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    buildHead(column);
    chart_ = new RecordChart;
    chart_->setLive(false);
    column->addWidget(chart_, 3);
    buildTabs(column);
    connect(chart_, &RecordChart::markActivated, this, [this](const Uuid& event) {
        setTab(Tab::events);
        selectEvent(event);
    });
    connect(chart_, &RecordChart::marksActivated, this, [this](const QList<Uuid>& events) {
        setTab(Tab::events);
        if (!events.isEmpty()) selectEvent(events.front());
    });
}

void SessionReview::buildHead(QVBoxLayout* into) {
    auto* head = new QHBoxLayout;
    head->setSpacing(space::kGap);
    title_ = new TextLabel({}, type::kTitle, Tone::normal, QFont::DemiBold);
    detail_ = new TextLabel({}, type::kSmall, Tone::quiet);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(title_);
    names->addWidget(detail_);
    head->addLayout(names, 1);
    head->addWidget(new TextLabel(tr("NOT LIVE · review"), type::kBody, Tone::infusion, QFont::DemiBold));
    actions_ = new QHBoxLayout;
    actions_->setSpacing(space::kTight);
    head->addLayout(actions_);
    into->addLayout(head);
    facts_ = new TextLabel({}, type::kSmall, Tone::normal);
    into->addWidget(facts_);
}

void SessionReview::buildTabs(QVBoxLayout* into) {
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kTight);
    bar_ = new QTabBar;
    bar_->setDrawBase(false);
    bar_->setExpanding(false);
    bar_->setUsesScrollButtons(false); // in a long language the names give way, not the tabs
    bar_->setElideMode(
        Qt::ElideNone); // the chosen tab is wider than its hint, which the others would pay for
    bar_->setAccessibleName(tr("What is shown of the session"));
    for (int i = 0; i < kTabs; ++i) bar_->addTab(QString());
    line->addWidget(bar_);
    seal_ = new TextLabel({}, type::kTiny, Tone::quiet);
    seal_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    seal_->setSizePolicy(QSizePolicy::Ignored,
                         QSizePolicy::Preferred); // what the tabs leave; whole as tooltip
    line->addWidget(seal_, 1);
    entry_ = new PushButton(tr("Entry…"), ButtonLook::quiet);
    entry_->setToolTip(tr("Read the chosen entry; correct, withdraw or annotate it where that is allowed"));
    add_ = new PushButton(tr("Addendum…"), ButtonLook::quiet);
    connect(entry_, &QPushButton::clicked, this, [this] { Q_EMIT entryRequested(selected_); });
    connect(add_, &QPushButton::clicked, this, &SessionReview::addRequested);
    line->addWidget(entry_);
    line->addWidget(add_);
    into->addLayout(line);
    stack_ = new QStackedWidget;
    stack_->setMinimumHeight(kLeastTables);
    stack_->addWidget(buildEvents());
    addTable(Tab::answers, tr("Answers of the session"));
    addTable(Tab::dose, tr("Dose, pump and drug ledger"));
    addTable(Tab::alarms, tr("Alarms of the session"));
    addTable(Tab::completeness, tr("How complete the record is"));
    addTable(Tab::signatures, tr("Signatures and addenda"));
    into->addWidget(stack_, 2);
    connect(bar_, &QTabBar::currentChanged, this, [this](int index) {
        fillTab();
        stack_->setCurrentIndex(index);
    });
    setOffersEntries(false);
}

QWidget* SessionReview::buildEvents() {
    auto* whole = new QWidget;
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kUnit);
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
        chip->setChecked(group != EventGroup::technical);
        connect(chip, &QPushButton::toggled, this,
                [this, g = group](bool on) { events_->setGroupShown(g, on); });
        filters->addWidget(chip);
        groups_[static_cast<std::size_t>(group)] = chip;
    }
    filters->addStretch();
    column->addLayout(filters);
    auto* table = reviewTable(events_, tr("Events of the session"));
    auto* heads = table->horizontalHeader();
    heads->setSectionResizeMode(EventTableModel::WhatColumn, QHeaderView::Stretch);
    table->setColumnWidth(EventTableModel::ClockColumn, 96);
    table->setColumnWidth(EventTableModel::ElapsedColumn, 96);
    table->setColumnWidth(EventTableModel::WhoColumn, 170);
    tables_[0] = table;
    column->addWidget(table, 1);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                const auto* event = events_->eventAt(index);
                follow(event ? std::optional(event->effective) : std::nullopt, event ? event->id : Uuid{});
            });
    connect(table, &QTableView::doubleClicked, this, [this] {
        if (offersEntries_ && !selected_.isNull()) Q_EMIT entryRequested(selected_);
    });
    return whole;
}

void SessionReview::addTable(Tab tab, const QString& name) {
    const auto i = static_cast<std::size_t>(tab);
    auto* model = models_[i] = new ReviewTableModel(this);
    auto* table = tables_[i] = reviewTable(model, name);
    stack_->addWidget(table);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, model](const QModelIndex& index) {
                if (const auto* row = model->row(index)) follow(row->at, row->event);
            });
}

/// The chart goes to the moment of the row that was chosen.
void SessionReview::follow(std::optional<MonoTime> at, const Uuid& event) {
    selected_ = event;
    showEntryButton();
    if (!at) return;
    const auto& view = chart_->viewport();
    if (*at < view.from() || *at > view.to()) {
        const auto half = view.span() / 2;
        chart_->showSpan({*at - half, *at + half});
    }
    chart_->setCursorTime(at);
}

void SessionReview::selectEvent(const Uuid& event) {
    auto* table = tables_[0];
    auto index = events_->indexOf(event);
    if (!index.isValid() && view_) {
        // It is of a group that is folded away: show what was asked for.
        for (const auto& each : view_->events())
            if (each.id == event) groups_[static_cast<std::size_t>(groupOf(each.body))]->setChecked(true);
        index = events_->indexOf(event);
    }
    if (!index.isValid()) return;
    table->setCurrentIndex(index);
    table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void SessionReview::setTab(Tab tab) {
    bar_->setCurrentIndex(static_cast<int>(tab));
}

SessionReview::Tab SessionReview::tab() const {
    return static_cast<Tab>(bar_->currentIndex());
}

void SessionReview::setOffersEntries(bool on) {
    offersEntries_ = on;
    entry_->setVisible(on);
    add_->setVisible(on);
    showEntryButton();
}

void SessionReview::showEntryButton() {
    entry_->setEnabled(!selected_.isNull());
}

void SessionReview::setEarlier(std::vector<HistoryBand> bands) {
    if (!view_) return;
    view_->record().setHistory(std::move(bands));
    chart_->refresh();
}

void SessionReview::clear() {
    chart_->setModel(nullptr);
    view_.reset();
    record_ = {};
    selected_ = {};
}

void SessionReview::showSession(SessionRecord record) {
    const bool same = record.summary.session == session() && isShown();
    const auto selected = selected_;
    chart_->setModel(nullptr);
    view_ = views_.open(record);
    record_ = std::move(record);
    words_.label = withItemTitles(view_->protocol(), given_.label);
    selected_ = {};
    const auto& state = view_->state();
    events_->setEvents(view_->events(), state, words_.label);
    filled_ = {};
    fillTab();
    sayHead();
    sayTabs();
    chart_->setClockBase(shifted(state.openedAt, MonoTime{} - state.openedAt.mono).wall);
    view_->record().setWords(words_.label);
    chart_->setModel(&view_->record());
    chart_->setWatermark(originMarks(record_.summary, record_.sources).join(u' '));
    if (!same) chart_->showAll();
    Q_EMIT sessionShown();
    showEntryButton();
    if (same && !selected.isNull()) selectEvent(selected);
}

void SessionReview::sayHead() {
    const auto& summary = record_.summary;
    const auto& state = view_->state();
    title_->setText(sessionTitle(summary));
    QStringList who{text(summary.patient.birthDate)};
    if (!summary.patient.mrn.empty()) who << tr("MRN %1").arg(text(summary.patient.mrn));
    who << statusWords(summary);
    detail_->setText(who.join(QStringLiteral(" · ")));
    QStringList facts{text(summary.protocolTitle) + tr(", version %1").arg(summary.protocolVersion)};
    if (state.order) facts << tr("ordered %1 mg").arg(text(formatNumber(state.order->doseMg, 2)));
    if (state.treatmentEnd)
        facts << tr("given %1 mg").arg(text(formatNumber(state.givenMg(*state.treatmentEnd), 2)));
    if (state.treatmentStart && state.treatmentEnd)
        facts << tr("over %1").arg(text(formatDuration(*state.treatmentEnd - *state.treatmentStart)));
    if (state.aborted) facts << tr("stopped early: %1").arg(text(state.abortReason));
    QStringList signers;
    for (const auto& [role, person] : state.signatures) signers << text(person.name);
    if (!signers.isEmpty()) facts << tr("signed by %1").arg(signers.join(QStringLiteral(", ")));
    facts << tr("%1 readings").arg(text(formatCount(static_cast<long long>(record_.readings.size()))));
    if (!record_.unread.empty()) facts << text(record_.unread.front());
    facts_->setText(facts.join(QStringLiteral(" · ")));
    seal_->setText(tr("record %1").arg(text(record_.chainHead).left(12)));
    seal_->setToolTip(text(record_.chainHead).toHtmlEscaped());
}

void SessionReview::sayTabs() {
    const auto say = [&](Tab tab, const QString& name, std::size_t count) {
        bar_->setTabText(static_cast<int>(tab),
                         count > 0 ? name + QStringLiteral(" ") + QString::number(count) : name);
    };
    say(Tab::events, tr("Events"), record_.events.size());
    say(Tab::answers, tr("Answers"), 0);
    say(Tab::dose, tr("Dose"), 0);
    say(Tab::alarms, tr("Alarms"), view_->record().alarms().size());
    say(Tab::completeness, tr("Completeness"), 0);
    say(Tab::signatures, tr("Signatures"), view_->state().signatures.size());
    add_->setText(isClosed(view_->state().phase) ? tr("Addendum…") : tr("Note…"));
}

/// A table is made when it is first looked at: opening a session costs its chart, not all of them.
void SessionReview::fillTab() {
    const auto i = static_cast<std::size_t>(bar_->currentIndex());
    if (!view_ || !models_[i] || std::exchange(filled_[i], true)) return;
    const auto rows = [&]() -> ReviewTable {
        switch (tab()) {
        case Tab::answers: return answerRows(*view_, words_);
        case Tab::dose: return doseRows(*view_, words_);
        case Tab::alarms: return alarmRows(*view_);
        case Tab::completeness: return completeRows(*view_);
        case Tab::signatures: return signatureRows(*view_);
        case Tab::events: break;
        }
        return {};
    };
    models_[i]->setTable(rows());
    auto* heads = tables_[i]->horizontalHeader();
    tables_[i]->resizeColumnsToContents();
    for (int column = 0; column < heads->count(); ++column)
        heads->setSectionResizeMode(column, column == models_[i]->stretch() ? QHeaderView::Stretch
                                                                            : QHeaderView::Interactive);
}

std::size_t SessionReview::drawnReadings() const {
    return view_ ? static_cast<std::size_t>(view_->readingCount()) : 0;
}

} // namespace chairside
