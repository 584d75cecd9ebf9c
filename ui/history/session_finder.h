// SPDX-License-Identifier: GPL-3.0-or-later
// Finding a session among all: the search field, filters, the list newest first with a true count, and the
// sessions marked for comparison. The newest sessions are there at once; words and filters work as soon as
// the index has come from its own thread, and what was typed until then is answered then. Main thread.
#pragma once

#include "core/log/session_index.h"
#include "ui/history/session_list_model.h"

#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>

class QLineEdit;
class QListView;
class QVBoxLayout;

namespace chairside {

class PushButton;
class SessionFilters;
class TextLabel;

class SessionFinder final : public QWidget {
    Q_OBJECT
public:
    using Loaded = std::function<void(Result<std::optional<SessionIndex>>)>;
    struct Ports {
        std::function<Result<std::vector<SessionSummary>>(int limit)> newest;
        SessionListModel::Rows rows;
        std::function<Result<std::int64_t>()> count;
        /// Loads the index elsewhere and answers on the main thread, unless `asker` is gone by then; with
        /// nothing when an index of this stamp still holds.
        std::function<void(QObject* asker, const IndexStamp& known, Loaded answer)> loadIndex;
        std::function<WallTime()> now;
    };
    explicit SessionFinder(Ports ports, QWidget* parent = nullptr);

    /// The record may have changed: looks again, keeping words, filters, place and choice.
    void refresh();
    void refreshSoon(); ///< any number of times: once, a little later
    /// The sessions behind a figure; `title` says which. The person goes back to all with one touch.
    void showOnly(std::vector<Uuid> sessions, const QString& title);
    void choose(const Uuid& session); ///< as if it had been touched, if it is in the list
    void chooseNewest();
    void focusSearch();
    bool isEmpty() const { return list_->rowCount() == 0; }
    std::int64_t total() const { return total_; } ///< sessions in the record
    const std::vector<SessionSummary>& marked() const { return list_->marked(); }
    void clearMarks() { list_->clearMarks(); }
    bool canSearch() const { return index_.has_value(); }

Q_SIGNALS:
    void chosen(const chairside::Uuid& session);
    void compareRequested(); ///< the marked ones
    void backRequested();
    void listChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildHead(QVBoxLayout* into);
    void buildList(QVBoxLayout* into);
    void buildMarks(QVBoxLayout* into);
    void takeIndex(Result<std::optional<SessionIndex>> loaded);
    SessionQuery query() const;
    void search();
    void showFound(std::vector<std::int64_t> refs);
    void showNewest();
    void showCount();
    void showMarks();
    void clearSearch();
    bool touchMark(QPoint at, bool released);

    Ports ports_;
    SessionListModel* list_;
    std::optional<SessionIndex> index_;
    std::int64_t total_ = 0;
    bool loading_ = false, again_ = false, keepsChoice_ = false;
    std::vector<Uuid> only_;
    Uuid current_;
    QTimer soon_;

    QLineEdit* search_ = nullptr;
    PushButton *filterButton_, *showAll_, *compare_, *onlyTitle_;
    SessionFilters* filters_;
    TextLabel *count_, *active_, *nothing_, *markedWords_;
    QListView* sessions_ = nullptr;
    QWidget *nothingBox_, *marks_;
};

} // namespace chairside
