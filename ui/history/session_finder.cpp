// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_finder.h"

#include "core/base/number.h"
#include "ui/history/session_filters.h"
#include "ui/history/session_row.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace chairside {
namespace {

constexpr int kNewest = 100; ///< sessions listed before the index is there
constexpr Millis kSoon = 1500ms;

QString number(std::int64_t n) {
    return QString::fromStdString(formatCount(n));
}

} // namespace

SessionFinder::SessionFinder(Ports ports, QWidget* parent)
    : QWidget(parent), ports_(std::move(ports)), list_(new SessionListModel(ports_.rows, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    buildHead(column);
    buildList(column);
    buildMarks(column);
    soon_.setSingleShot(true);
    connect(&soon_, &QTimer::timeout, this, &SessionFinder::refresh);
    connect(search_, &QLineEdit::textChanged, this, &SessionFinder::search);
    connect(search_, &QLineEdit::returnPressed, this, &SessionFinder::chooseNewest);
    connect(filters_, &SessionFilters::changed, this, &SessionFinder::search);
    connect(list_, &SessionListModel::marksChanged, this, &SessionFinder::showMarks);
    connect(sessions_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                const auto* session = list_->at(index);
                if (!session || keepsChoice_ || session->session == current_) return;
                sessions_->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
                current_ = session->session;
                Q_EMIT chosen(current_);
            });
}

void SessionFinder::buildHead(QVBoxLayout* into) {
    auto* head = new QHBoxLayout;
    auto* back = new PushButton(tr("Back"), ButtonLook::quiet);
    connect(back, &QPushButton::clicked, this, &SessionFinder::backRequested);
    head->addWidget(back);
    head->addWidget(new TextLabel(tr("History"), type::kTitle, Tone::normal, QFont::DemiBold), 1);
    filterButton_ = new PushButton(tr("Filters"), ButtonLook::quiet);
    filterButton_->setCheckable(true);
    head->addWidget(filterButton_);
    into->addLayout(head);

    search_ = new QLineEdit;
    search_->setPlaceholderText(tr("Name, record number, date"));
    search_->setAccessibleName(tr("Search sessions"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    into->addWidget(search_);
    filters_ = new SessionFilters;
    filters_->hide();
    into->addWidget(filters_);
    connect(filterButton_, &QPushButton::toggled, filters_, &QWidget::setVisible);
    active_ = new TextLabel({}, type::kTiny, Tone::infusion);
    active_->hide();
    into->addWidget(active_);
    onlyTitle_ = new PushButton({}, ButtonLook::quiet);
    onlyTitle_->setSubline(tr("Touch to see all sessions again"));
    onlyTitle_->hide();
    connect(onlyTitle_, &QPushButton::clicked, this, [this] { showOnly({}, {}); });
    into->addWidget(onlyTitle_);
    count_ = new TextLabel({}, type::kTiny, Tone::quiet);
    into->addWidget(count_);
}

void SessionFinder::buildList(QVBoxLayout* into) {
    sessions_ = new QListView;
    sessions_->setModel(list_);
    sessions_->setItemDelegate(new SessionRow(sessions_));
    sessions_->setUniformItemSizes(true);
    sessions_->setProperty("card", true); // stands on the window, not in a card
    sessions_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    sessions_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    sessions_->setMouseTracking(true);
    sessions_->setAccessibleName(tr("Sessions, newest first"));
    sessions_->setAccessibleDescription(tr("Space marks a session for comparison."));
    sessions_->viewport()->installEventFilter(this);
    into->addWidget(sessions_, 1);

    nothingBox_ = new QWidget;
    auto* column = new QVBoxLayout(nothingBox_);
    column->setContentsMargins(space::kTight, space::kWide, space::kTight, 0);
    column->setSpacing(space::kInside);
    nothing_ = new TextLabel({}, type::kBody, Tone::quiet);
    nothing_->setWrapping(true);
    column->addWidget(nothing_);
    showAll_ = new PushButton(tr("Show all sessions"), ButtonLook::quiet);
    connect(showAll_, &QPushButton::clicked, this, &SessionFinder::clearSearch);
    column->addWidget(showAll_);
    column->addStretch();
    nothingBox_->hide();
    into->addWidget(nothingBox_, 1);
}

void SessionFinder::buildMarks(QVBoxLayout* into) {
    marks_ = new QWidget;
    auto* row = new QHBoxLayout(marks_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kTight);
    markedWords_ = new TextLabel({}, type::kTiny, Tone::quiet);
    row->addWidget(markedWords_, 1);
    auto* clear = new PushButton(tr("Unmark"), ButtonLook::plain);
    connect(clear, &QPushButton::clicked, this, &SessionFinder::clearMarks);
    row->addWidget(clear);
    compare_ = new PushButton(tr("Compare"), ButtonLook::primary);
    connect(compare_, &QPushButton::clicked, this, &SessionFinder::compareRequested);
    row->addWidget(compare_);
    marks_->hide();
    into->addWidget(marks_);
}

void SessionFinder::refresh() {
    filters_->setToday(ports_.now());
    const auto count = ports_.count();
    total_ = count ? count.value() : 0;
    if (!index_) showNewest();
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    ports_.loadIndex(this, index_ ? index_->stamp() : IndexStamp{},
                     [this](Result<std::optional<SessionIndex>> loaded) { takeIndex(std::move(loaded)); });
}

void SessionFinder::refreshSoon() {
    if (!soon_.isActive()) soon_.start(kSoon);
}

void SessionFinder::takeIndex(Result<std::optional<SessionIndex>> loaded) {
    loading_ = false;
    if (loaded && loaded.value()) {
        index_ = std::move(*loaded.value());
        total_ = static_cast<std::int64_t>(index_->size());
        filters_->setChoices(index_->protocols(), index_->nurses());
        search();
        const auto area = sessions_->viewport()->rect();
        const auto first = sessions_->indexAt(area.topLeft() + QPoint(2, 2));
        const auto last = sessions_->indexAt(area.bottomLeft() + QPoint(2, -2));
        list_->refresh(first.isValid() ? first.row() : 0,
                       last.isValid() ? last.row() : list_->rowCount() - 1);
    } else if (!loaded && !index_) {
        count_->setText(QString::fromStdString(loaded.error().message));
    }
    if (std::exchange(again_, false)) refresh();
}

SessionQuery SessionFinder::query() const {
    SessionQuery query;
    query.text = search_->text().toStdString();
    query.only = only_;
    filters_->apply(query);
    return query;
}

void SessionFinder::search() {
    const int filters = filters_->active();
    filterButton_->setText(filters ? tr("Filters · %1").arg(filters) : tr("Filters"));
    filterButton_->setHighlighted(filters > 0);
    active_->setText(filters_->words());
    active_->setVisible(filters > 0);
    if (index_)
        showFound(index_->find(query()));
    else
        showCount(); // answered when the index comes
}

void SessionFinder::showFound(std::vector<std::int64_t> refs) {
    const int scrolled = sessions_->verticalScrollBar()->value();
    const auto before = list_->found();
    keepsChoice_ = true;
    list_->setFound(std::move(refs));
    const auto again = list_->indexOf(current_);
    sessions_->setCurrentIndex(again);
    keepsChoice_ = false;
    // The same list with a session more or less stays where it was; another search begins at the top.
    if (list_->found() + 2 > before && before + 2 > list_->found())
        sessions_->verticalScrollBar()->setValue(scrolled);
    showCount();
    Q_EMIT listChanged();
}

void SessionFinder::showNewest() {
    auto newest = ports_.newest(kNewest);
    if (!newest) {
        list_->setNewest({});
        count_->setText(QString::fromStdString(newest.error().message));
        return;
    }
    keepsChoice_ = true;
    list_->setNewest(std::move(newest).value());
    sessions_->setCurrentIndex(list_->indexOf(current_));
    keepsChoice_ = false;
    showCount();
    Q_EMIT listChanged();
}

void SessionFinder::showCount() {
    const auto asked = query();
    const bool all = asked.isEmpty();
    const auto found = static_cast<std::int64_t>(list_->found());
    if (!list_->problem().isEmpty())
        count_->setText(list_->problem());
    else if (all)
        count_->setText(total_ == 1 ? tr("1 session") : tr("%1 sessions").arg(number(total_)));
    else if (!index_)
        count_->setText(tr("Searching %1 sessions …").arg(number(total_)));
    else
        count_->setText(tr("%1 of %2 sessions").arg(number(found), number(total_)));
    const auto unread = index_ ? static_cast<std::int64_t>(index_->withoutFigures()) : 0;
    if (index_ && unread > 0 && filters_->needFigures())
        count_->setText(count_->text() + tr("; %1 are still being looked through").arg(number(unread)));

    const bool nothing = index_ && found == 0 && !all && total_ > 0;
    nothing_->setText(asked.text.empty()
                          ? tr("No session passes these filters.")
                          : tr("No session matches “%1”%2. Parts of names, numbers and dates "
                               "are enough, in any order.")
                                .arg(search_->text().trimmed(),
                                     filters_->active() ? tr(" with these filters") : QString()));
    nothingBox_->setVisible(nothing);
    sessions_->setVisible(!nothing);
}

void SessionFinder::showMarks() {
    const auto& marked = list_->marked();
    marks_->setVisible(!marked.empty());
    markedWords_->setText(marked.size() == 1 ? tr("1 marked") : tr("%1 marked").arg(marked.size()));
    const bool one = std::all_of(marked.begin(), marked.end(),
                                 [&](const auto& m) { return m.patient.id == marked.front().patient.id; });
    compare_->setWhyDisabled(marked.size() < 2 ? tr("Mark a second session of the same patient.")
                             : !one            ? tr("Only sessions of one patient can be compared.")
                                               : QString());
    if (!marked.empty() && !one) markedWords_->setText(tr("more than one patient"));
}

void SessionFinder::clearSearch() {
    only_.clear();
    onlyTitle_->hide();
    search_->clear();
    filters_->clear();
    search();
}

void SessionFinder::showOnly(std::vector<Uuid> sessions, const QString& title) {
    only_ = std::move(sessions);
    onlyTitle_->setText(title);
    onlyTitle_->setVisible(!only_.empty());
    if (!only_.empty()) {
        const QSignalBlocker quiet(search_);
        search_->clear();
        filters_->clear();
    }
    search();
}

void SessionFinder::choose(const Uuid& session) {
    current_ = session;
    keepsChoice_ = true;
    sessions_->setCurrentIndex(list_->indexOf(session));
    keepsChoice_ = false;
}

void SessionFinder::chooseNewest() {
    if (list_->rowCount() > 0) sessions_->setCurrentIndex(list_->index(0));
}

void SessionFinder::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

/// The box at the left of a row marks the session; the rest of the row opens it.
bool SessionFinder::touchMark(QPoint at, bool released) {
    const auto index = sessions_->indexAt(at);
    if (!index.isValid() || !SessionRow::isMark(sessions_->visualRect(index), at)) return false;
    if (!released) return true;
    const auto* session = list_->at(index);
    if (!list_->setMarked(index, session && !list_->isMarked(session->session)))
        markedWords_->setText(tr("%1 at most").arg(SessionListModel::kMostMarked));
    return true;
}

bool SessionFinder::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if (watched == search_ && type == QEvent::KeyPress) {
        const auto key = static_cast<const QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && !search_->text().isEmpty()) {
            search_->clear();
            return true;
        }
        if (key == Qt::Key_Down && list_->rowCount() > 0) {
            sessions_->setFocus();
            const auto current = sessions_->currentIndex();
            sessions_->setCurrentIndex(current.isValid() ? current : list_->index(0));
            return true;
        }
    }
    if (sessions_ && watched == sessions_->viewport() &&
        (type == QEvent::MouseButtonPress || type == QEvent::MouseButtonRelease ||
         type == QEvent::MouseButtonDblClick)) {
        const auto* mouse = static_cast<const QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton &&
            touchMark(mouse->position().toPoint(), type == QEvent::MouseButtonRelease))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace chairside
