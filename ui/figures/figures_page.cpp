// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figures_page.h"

#include "core/base/number.h"
#include "ui/figures/figure_rows.h"
#include "ui/figures/figure_tile.h"
#include "ui/figures/figures_words.h"
#include "ui/figures/rise_chart.h"
#include "ui/history/session_list_model.h"
#include "ui/history/session_row.h"
#include "ui/style/card.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace chairside {
namespace {

constexpr int kBehindWidth = 340, kNarrowBehind = 220, kNarrowWindow = 1200, kWeeksShown = 26;
constexpr int kPeriodDays[] = {0, 365, 90}; ///< 0 = everything

} // namespace

FiguresPage::FiguresPage(Ports ports, QWidget* parent)
    : QWidget(parent), ports_(std::move(ports)), message_(new TextLabel({}, type::kLead, Tone::quiet)),
      content_(new QWidget), periods_(new QButtonGroup(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kGap, space::kInside, space::kGap, space::kGap);
    column->setSpacing(space::kGap);
    buildHead(column);
    message_->setWrapping(true);
    message_->setAlignment(Qt::AlignCenter);
    column->addWidget(message_, 1);
    column->addWidget(content_, 1);
    auto* columns = new QHBoxLayout(content_);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::kGap);
    auto* figures = new QVBoxLayout;
    figures->setSpacing(space::kGap);
    buildFigures(figures);
    columns->addLayout(figures, 1);
    buildBehind(columns);
    content_->hide();
}

void FiguresPage::buildHead(QVBoxLayout* into) {
    auto* head = new QHBoxLayout;
    head->setSpacing(space::kTight);
    auto* back = new PushButton(tr("Back"));
    connect(back, &QPushButton::clicked, this, &FiguresPage::backRequested);
    head->addWidget(back);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(new TextLabel(tr("Figures"), type::kTitle, Tone::normal, QFont::DemiBold));
    span_ = new TextLabel({}, type::kSmall, Tone::quiet);
    names->addWidget(span_);
    head->addLayout(names, 1);
    const QStringList periods{tr("All"), tr("12 months"), tr("90 days")};
    for (int i = 0; i < periods.size(); ++i) {
        auto* chip = new Chip(periods.at(i));
        chip->setCheckable(true);
        chip->setChecked(i == 0);
        periods_->addButton(chip, i);
        head->addWidget(chip);
    }
    connect(periods_, &QButtonGroup::idClicked, this, &FiguresPage::reload);
    madeUp_ = new Chip(tr("Made-up sessions"));
    madeUp_->setCheckable(true);
    madeUp_->setToolTip(tr("Demo, drill and simulated sessions instead of real ones; never both together"));
    connect(madeUp_, &QPushButton::clicked, this, [this] {
        kindChosen_ = true;
        reload();
    });
    head->addWidget(madeUp_);
    auto* table = new PushButton(tr("Save the table…"));
    connect(table, &QPushButton::clicked, this, [this] {
        if (figures_) ports_.saveTable(*figures_);
    });
    head->addWidget(table);
    into->addLayout(head);
}

void FiguresPage::buildFigures(QVBoxLayout* into) {
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(space::kGap);
    for (const char* key : {figure::kPerWeek, figure::kCompleted, figure::kActionPressure,
                            figure::kPressureGap, figure::kOnTime, figure::kSevereDissociation}) {
        auto* tile = new FigureTile;
        tiles->addWidget(tile, 1);
        tiles_.push_back({tile, key});
        connect(tile, &QAbstractButton::clicked, this, [this, key = std::string(key)] {
            for (std::size_t i = 0; figures_ && i < figures_->figures.size(); ++i)
                if (figures_->figures[i].key == key) return choose(i);
        });
    }
    into->addLayout(tiles);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(space::kGap);
    rise_ = new RiseChart;
    connect(rise_, &QAbstractButton::clicked, this, [this] {
        if (!figures_) return;
        clearChoice();
        rise_->setChecked(true);
        showBehind(tr("A blood pressure before and during treatment"), figures_->riseSessions);
    });
    middle->addWidget(rise_, 5);
    middle->addWidget(addRows(tr("Side effects, share of sessions"),
                              tr("No side effect was charted in these sessions."), {figure::kEffect}),
                      4);
    into->addLayout(middle, 5);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(space::kGap);
    lower->addWidget(addRows(tr("Response at the last score"),
                             tr("No patient has a mood score before the first treatment and one after it."),
                             {figure::kResponse, figure::kRemission}),
                     11); // each as wide as its longest row
    lower->addWidget(addRows(tr("Way home, time since the start"), tr("No session with a discharge yet."),
                             {figure::kReady, figure::kLeft, figure::kUnsigned, figure::kRescue}),
                     13);
    lower->addWidget(
        addRows(tr("Stopped early, why"), tr("No treatment was stopped early."), {figure::kAbortReason}), 10);
    into->addLayout(lower, 4);
}

FigureRows* FiguresPage::addRows(const QString& title, const QString& nothing,
                                 std::vector<std::string> keys) {
    auto* widget = new FigureRows(title, nothing);
    const auto at = rows_.size();
    rows_.push_back({widget, std::move(keys), {}});
    connect(widget, &FigureRows::chosen, this,
            [this, at](int row) { choose(rows_[at].shown[static_cast<std::size_t>(row)]); });
    return widget;
}

/// In a narrow window the figures keep their room: a number that is cut is none.
void FiguresPage::resizeEvent(QResizeEvent* event) {
    behindCard_->setFixedWidth(width() < kNarrowWindow ? kNarrowBehind : kBehindWidth);
    QWidget::resizeEvent(event);
}

void FiguresPage::buildBehind(QHBoxLayout* into) {
    auto* card = new Card;
    behindCard_ = card;
    behindTitle_ = new TextLabel({}, type::kSmall, Tone::normal, QFont::DemiBold);
    behindTitle_->setWrapping(true);
    behindCount_ = new TextLabel({}, type::kTiny, Tone::quiet);
    behindCount_->setWrapping(true);
    // The list's references are places in behind_, counted on from list to list so that no two are the same.
    list_ = new SessionListModel(
        [this](const std::vector<std::int64_t>& places) -> Result<std::vector<SessionSummary>> {
            std::vector<SessionSummary> page;
            for (const auto place : places)
                if (auto summary = ports_.summary(behind_.at(static_cast<std::size_t>(place - behindFrom_))))
                    page.push_back(std::move(*summary));
            return page;
        },
        this);
    listView_ = new QListView;
    listView_->setModel(list_);
    listView_->setItemDelegate(new SessionRow(listView_, false));
    listView_->setUniformItemSizes(true);
    listView_->setFrameShape(QFrame::NoFrame);
    listView_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    listView_->setAccessibleName(tr("Sessions behind the figure"));
    card->content()->addWidget(behindTitle_);
    card->content()->addWidget(behindCount_);
    card->content()->addWidget(listView_, 1);
    into->addWidget(card);
    // One touch opens; the arrows only move, Enter opens.
    const auto openRow = [this](const QModelIndex& index) {
        if (const auto* session = list_->at(index)) Q_EMIT sessionChosen(session->session);
    };
    connect(listView_, &QListView::clicked, this, openRow);
    connect(listView_, &QListView::activated, this, openRow);
}

ClinicQuery FiguresPage::query() const {
    ClinicQuery query;
    const int days = kPeriodDays[std::max(0, periods_->checkedId())];
    if (days > 0) query.fromDay = ports_.today() - days;
    query.madeUp = madeUp_->isChecked();
    return query;
}

void FiguresPage::reload() {
    if (!figures_) {
        message_->setText(tr("Adding up the sessions …"));
        message_->show();
    }
    ports_.load(query(), [this, asked = query()](Result<ClinicFigures> figures) {
        if (asked == query()) take(std::move(figures)); // another period was chosen meanwhile
    });
}

void FiguresPage::take(Result<ClinicFigures> figures) {
    if (!figures) {
        content_->hide();
        message_->show();
        message_->setText(QString::fromStdString(figures.error().message));
        return;
    }
    figures_ = std::move(figures).value();
    // A place to try the program has only made-up sessions: the chip says that those are shown.
    if (!kindChosen_ && figures_->sessions == 0 && figures_->otherKind > 0 && !madeUp_->isChecked()) {
        madeUp_->setChecked(true);
        return reload();
    }
    showFigures();
}

void FiguresPage::showFigures() {
    const auto& f = *figures_;
    const auto progress = ports_.progress();
    span_->setText(progress.isEmpty() ? spanWords(f) : progress);
    span_->setTone(progress.isEmpty() ? Tone::quiet : Tone::caution);
    const bool nothing = f.sessions == 0;
    message_->setVisible(nothing);
    content_->setVisible(!nothing);
    if (nothing) {
        message_->setText(f.otherKind > 0
                              ? (f.query.madeUp ? tr("There are no made-up sessions in this period.")
                                                : tr("There are no real sessions in this period, only "
                                                     "made-up ones: choose \"Made-up sessions\"."))
                              : tr("No treated session in this period yet."));
        return;
    }
    for (auto& tile : tiles_) {
        const auto* figure = f.find(tile.key);
        if (!figure) continue;
        auto state = presentTile(*figure, ports_.label);
        if (tile.key == figure::kPerWeek) {
            const auto from = f.weeks.size() > kWeeksShown ? f.weeks.size() - kWeeksShown : 0;
            for (auto i = from; i < f.weeks.size(); ++i)
                state.bars.push_back(static_cast<double>(f.weeks[i].sessions));
        }
        tile.widget->setState(state);
    }
    for (auto& rows : rows_) {
        std::vector<FigureRows::Row> shown;
        rows.shown.clear();
        for (const auto& key : rows.keys)
            for (std::size_t i = 0; i < f.figures.size(); ++i) {
                if (f.figures[i].key != key) continue;
                shown.push_back(presentRow(f.figures[i], ports_.label));
                rows.shown.push_back(i);
            }
        rows.widget->setRows(std::move(shown));
    }
    rise_->setRise(f.rise, static_cast<std::int64_t>(f.riseSessions.size()));
    clearChoice();
    showBehind(tr("Sessions behind a figure"), {});
    behindCount_->setText(
        tr("Touch a figure: the sessions it rests on appear here, and each of them opens."));
}

void FiguresPage::clearChoice() {
    for (auto& tile : tiles_) tile.widget->setChecked(false);
    for (auto& rows : rows_) rows.widget->setChosen(std::nullopt);
    rise_->setChecked(false);
}

void FiguresPage::choose(std::size_t at) {
    const auto& figure = figures_->figures.at(at);
    clearChoice();
    for (auto& tile : tiles_) tile.widget->setChecked(tile.key == figure.key);
    for (auto& rows : rows_) {
        const auto it = std::ranges::find(rows.shown, at);
        if (it != rows.shown.end()) rows.widget->setChosen(static_cast<int>(it - rows.shown.begin()));
    }
    showBehind(behindTitle(figure, ports_.label), figure.sessions);
}

void FiguresPage::showBehind(const QString& title, const std::vector<Uuid>& sessions) {
    behindFrom_ += static_cast<std::int64_t>(behind_.size());
    behind_ = sessions;
    behindTitle_->setText(title);
    behindCount_->setText(
        sessions.empty() ? tr("No session.")
        : sessions.size() == 1
            ? tr("1 session")
            : tr("%1 sessions")
                  .arg(QString::fromStdString(formatCount(static_cast<long long>(sessions.size())))));
    std::vector<std::int64_t> places(behind_.size());
    std::iota(places.begin(), places.end(), behindFrom_);
    list_->setFound(std::move(places));
    listView_->scrollToTop();
}

void FiguresPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return Q_EMIT backRequested();
    QWidget::keyPressEvent(event);
}

void FiguresPage::paintEvent(QPaintEvent*) {
    paintReviewEdge(*this);
}

} // namespace chairside
