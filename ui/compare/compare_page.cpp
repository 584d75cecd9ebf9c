// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_page.h"

#include "ui/compare/compare_chart.h"
#include "ui/compare/compare_row.h"
#include "ui/compare/compare_table.h"
#include "ui/history/session_list_model.h"
#include "ui/style/card.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QListView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {

constexpr int kCompareSide = 300, kComparePageRowHeight = 36, kNameWidth = 236, kLeastColumn = 132;

} // namespace

ComparePage::ComparePage(Ports ports, QWidget* parent)
    : QWidget(parent), ports_(std::move(ports)),
      list_(new SessionListModel(
          [](const auto&) -> Result<std::vector<SessionSummary>> { return std::vector<SessionSummary>{}; },
          this)),
      figures_(new CompareTableModel(this)) {
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(space::kGap, space::kInside, space::kGap, space::kGap);
    columns->setSpacing(space::kGap);
    buildSide(columns);
    buildMain(columns);
    connect(list_, &SessionListModel::marksChanged, this, &ComparePage::recompute);
}

void ComparePage::buildSide(QHBoxLayout* into) {
    auto* side = new QWidget;
    side->setFixedWidth(kCompareSide);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    auto* head = new QHBoxLayout;
    auto* back = new PushButton(tr("Back"), ButtonLook::quiet);
    connect(back, &QPushButton::clicked, this, &ComparePage::backRequested);
    head->addWidget(back);
    head->addWidget(new TextLabel(tr("Compare"), type::kTitle, Tone::normal, QFont::DemiBold), 1);
    column->addLayout(head);
    state_ = new TextLabel({}, type::kTiny, Tone::quiet);
    state_->setWrapping(true);
    column->addWidget(state_);
    sessions_ = new QListView;
    sessions_->setModel(list_);
    sessions_->setItemDelegate(new CompareRow(compared_, sessions_));
    sessions_->setUniformItemSizes(true);
    sessions_->setProperty("card", true); // stands on the window, not in a card
    sessions_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    sessions_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    sessions_->setMouseTracking(true);
    sessions_->setAccessibleName(tr("Sessions of this patient, newest first"));
    sessions_->setAccessibleDescription(tr("Space takes a session into the comparison or out of it."));
    column->addWidget(sessions_, 1);
    open_ = new PushButton(tr("Open this session"), ButtonLook::quiet);
    open_->setEnabled(false);
    connect(open_, &QPushButton::clicked, this, [this] {
        if (const auto* session = list_->at(sessions_->currentIndex()))
            Q_EMIT sessionRequested(session->session);
    });
    column->addWidget(open_);
    into->addWidget(side);
    connect(sessions_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                const auto* session = list_->at(index);
                open_->setEnabled(session != nullptr);
                int letter = -1;
                for (const auto& each : compared_)
                    if (session && each->summary.session == session->session) letter = each->letter;
                chart_->setFocused(letter);
            });
}

void ComparePage::buildMain(QHBoxLayout* into) {
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kGap);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::kTight);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    title_ = new TextLabel({}, type::kTitle, Tone::normal, QFont::DemiBold);
    detail_ = new TextLabel({}, type::kSmall, Tone::quiet);
    names->addWidget(title_);
    names->addWidget(detail_);
    head->addLayout(names, 1);
    const auto chips = [&](const QString& first, const QString& second) {
        auto* group = new QButtonGroup(this);
        std::array<Chip*, 2> made{new Chip(first), new Chip(second)};
        for (auto* chip : made) {
            chip->setCheckable(true);
            group->addButton(chip);
            head->addWidget(chip);
        }
        made[0]->setChecked(true);
        head->addSpacing(space::kTight);
        return made;
    };
    const auto aligned = chips(tr("From the start"), tr("From the end"));
    const auto views = chips(tr("Overlaid"), tr("Side by side"));
    fromStart_ = aligned[0], fromEnd_ = aligned[1], overlay_ = views[0], sideBySide_ = views[1];
    fromStart_->setToolTip(tr("Aligned at the start of the infusion, or the first spray"));
    fromEnd_->setToolTip(tr("Aligned at the end of the infusion, or the last spray"));
    connect(fromEnd_, &QPushButton::toggled, this, [this](bool on) {
        chart_->setAlignment(on ? Alignment::end : Alignment::start);
        sayState({});
    });
    connect(sideBySide_, &QPushButton::toggled, this, [this](bool on) { chart_->setMultiples(on); });
    head->addWidget(new TextLabel(tr("NOT LIVE · review"), type::kBody, Tone::infusion, QFont::DemiBold));
    column->addLayout(head);
    notice_ = new TextLabel({}, type::kSmall, Tone::caution);
    notice_->setWrapping(true);
    notice_->hide();
    column->addWidget(notice_);
    chart_ = new CompareChart;
    connect(chart_, &CompareChart::sessionActivated, this, &ComparePage::activate);
    column->addWidget(chart_, 5);
    buildTable(column);
    into->addLayout(column, 1);
}

void ComparePage::buildTable(QVBoxLayout* into) {
    table_ = new QTableView;
    table_->setModel(figures_);
    table_->setItemDelegate(new CompareCell(table_));
    table_->setShowGrid(false);
    table_->setProperty("card", true); // stands on the window, not in a card
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setCornerButtonEnabled(false);
    table_->setAccessibleName(tr("Figures of the compared sessions and their differences"));
    table_->setMinimumHeight(200);
    auto* names = table_->verticalHeader();
    names->setDefaultSectionSize(kComparePageRowHeight);
    names->setSectionResizeMode(QHeaderView::Fixed);
    names->setFixedWidth(kNameWidth);
    names->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* heads = table_->horizontalHeader();
    heads->setMinimumSectionSize(kLeastColumn);
    heads->setSectionResizeMode(QHeaderView::Stretch);
    heads->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    heads->setSectionsClickable(true);
    heads->setMinimumHeight(36);
    connect(heads, &QHeaderView::sectionClicked, figures_, &CompareTableModel::setReference);
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid()) chart_->setFocused(index.data(CompareTableModel::LetterRole).toInt());
            });
    into->addWidget(table_, 2);
}

bool ComparePage::begin(const Uuid& patient) {
    auto known = ports_.sessionsOf(patient);
    if (patient != patient_) loaded_.clear();
    patient_ = patient;
    choosing_ = true;
    list_->clearMarks();
    known_ = known ? std::move(known).value() : std::vector<SessionSummary>();
    list_->setNewest(known_);
    choosing_ = false;
    compared_.clear();
    if (!known) sayState(QString::fromStdString(known.error().message));
    if (known_.empty()) return false;
    const auto& who = known_.front().patient;
    title_->setText(patientName(who));
    QStringList detail{QString::fromStdString(who.birthDate)};
    if (!who.mrn.empty()) detail << tr("MRN %1").arg(QString::fromStdString(who.mrn));
    detail << (known_.size() == 1 ? tr("1 session") : tr("%1 sessions").arg(known_.size()));
    detail_->setText(detail.join(QStringLiteral(" · ")));
    return true;
}

void ComparePage::compare(const Uuid& patient, const std::vector<Uuid>& sessions) {
    if (begin(patient)) choose(sessions);
}

void ComparePage::compareWithEarlier(const Uuid& patient, const Uuid& session) {
    if (!begin(patient)) return;
    std::vector<Uuid> wanted;
    bool there = false; // newest first: what comes behind the session is earlier
    for (const auto& each : known_) {
        there = there || each.session == session;
        const bool treated = each.treatmentStart && each.status != SessionStatus::cancelled;
        if (there && (each.session == session || treated) && wanted.size() <= kEarlier)
            wanted.push_back(each.session);
    }
    choose(wanted);
}

void ComparePage::choose(const std::vector<Uuid>& sessions) {
    choosing_ = true;
    for (const auto& id : sessions) list_->setMarked(list_->indexOf(id), true);
    choosing_ = false;
    recompute();
}

int ComparePage::freeLetter() const {
    for (int letter = 0; letter < static_cast<int>(SessionListModel::kMostMarked); ++letter)
        if (std::ranges::none_of(compared_, [&](const auto& s) { return s->letter == letter; }))
            return letter;
    return 0;
}

std::shared_ptr<const ComparedSession> ComparePage::load(const SessionSummary& summary, QString& problem) {
    auto session = std::make_shared<ComparedSession>();
    auto record = ports_.session(summary.session);
    if (!record) {
        problem = QString::fromStdString(record.error().message);
        return nullptr;
    }
    session->summary = summary;
    session->view = views_.open(record.value());
    session->facts = factsOf(*session->view);
    return session;
}

/// What is marked in the list is compared: what stays keeps its letter, what is new is read.
void ComparePage::recompute() {
    if (choosing_) return;
    QString problem;
    std::erase_if(compared_, [&](const auto& s) { return !list_->isMarked(s->summary.session); });
    for (const auto& summary : known_) {
        const auto same = [&](const auto& s) { return s->summary.session == summary.session; };
        if (!list_->isMarked(summary.session) || std::ranges::any_of(compared_, same)) continue;
        auto& kept = loaded_[summary.session];
        if (!kept) kept = load(summary, problem);
        if (!kept) continue;
        // The folds are shared; only the letter is this comparison's own.
        auto lettered = std::make_shared<ComparedSession>();
        lettered->summary = kept->summary;
        lettered->facts = kept->facts;
        lettered->view = kept->view;
        lettered->letter = freeLetter();
        compared_.push_back(std::move(lettered));
    }
    std::ranges::sort(compared_, [](const auto& a, const auto& b) {
        return a->summary.opened.utcMs > b->summary.opened.utcMs;
    });
    chooseScale();
    chart_->setSessions(compared_);
    fillTable();
    sayState(problem);
    sessions_->viewport()->update();
}

/// The scale of the newest session that was asked for one; totals of others are not drawn on it.
void ComparePage::chooseScale() {
    std::string scale;
    for (const auto& s : compared_)
        if (scale.empty()) scale = s->facts.dissociationScale;
    QStringList other;
    double greatest = 0;
    for (const auto& s : compared_) {
        if (!s->facts.dissociationScale.empty() && s->facts.dissociationScale != scale) other << s->tag();
        if (s->facts.dissociationScale == scale && s->facts.dissociation)
            greatest = std::max(greatest, s->facts.dissociation->value);
    }
    auto title = scale.empty() ? tr("Dissociation")
                               : QString::fromStdString(ports_.label ? ports_.label(scale) : scale);
    if (!other.isEmpty())
        title += tr(" (%1: another scale, not drawn)").arg(other.join(QStringLiteral(", ")));
    const auto known = ports_.greatestTotal ? ports_.greatestTotal(scale) : std::nullopt;
    chart_->setScoreScale(scale, title, std::max(known.value_or(greatest), 1.0));
}

void ComparePage::fillTable() {
    std::vector<const SessionFacts*> facts;
    std::vector<CompareTableModel::Column> columns;
    for (const auto& s : compared_) {
        facts.push_back(&s->facts);
        const auto date = longDate(s->summary.opened);
        columns.push_back(
            {s->letter, s->tag() + QStringLiteral(" · ") + date, s->tag() + QStringLiteral(", ") + date});
    }
    const int oldest = static_cast<int>(columns.size()) - 1;
    figures_->setFigures(compareFigures(facts, ports_.label), std::move(columns), std::max(0, oldest));
    // Twelve columns do not fit: then they keep their width and the table scrolls.
    const bool fits = figures_->columnCount() * kLeastColumn <= table_->width() - kNameWidth - 20;
    table_->horizontalHeader()->setSectionResizeMode(fits ? QHeaderView::Stretch : QHeaderView::Fixed);
    if (!fits) table_->horizontalHeader()->setDefaultSectionSize(kLeastColumn);
}

void ComparePage::sayState(const QString& problem) {
    const auto chosen = compared_.size();
    state_->setText(chosen < kFewest ? tr("Choose at least two sessions.")
                                     : tr("%1 of %2 sessions compared, at most %3.")
                                           .arg(chosen)
                                           .arg(known_.size())
                                           .arg(SessionListModel::kMostMarked));
    QStringList untreated;
    const auto alignment = chart_->options().alignment;
    for (const auto& s : compared_)
        if (!s->zero(alignment)) untreated << s->tag();
    notice_->setText(!problem.isEmpty()     ? problem
                     : !untreated.isEmpty() ? tr("%1 has no such moment, so it is in the table only.")
                                                  .arg(untreated.join(QStringLiteral(", ")))
                                            : QString());
    notice_->setVisible(!notice_->text().isEmpty());
}

void ComparePage::setAlignment(Alignment alignment) {
    (alignment == Alignment::end ? fromEnd_ : fromStart_)->setChecked(true);
}

void ComparePage::setMultiples(bool on) {
    (on ? sideBySide_ : overlay_)->setChecked(true);
}

void ComparePage::activate(int letter) {
    for (const auto& s : compared_)
        if (s->letter == letter) sessions_->setCurrentIndex(list_->indexOf(s->summary.session));
    chart_->setFocused(letter);
}

void ComparePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && chart_->options().focused >= 0) return chart_->setFocused(-1);
    QWidget::keyPressEvent(event);
}

void ComparePage::paintEvent(QPaintEvent*) {
    paintReviewEdge(*this);
}

} // namespace chairside
