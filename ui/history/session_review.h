// SPDX-License-Identifier: GPL-3.0-or-later
// One recorded session on one page: who and what, the record chart, and below it every event and answer, dose
// and drug, alarms, completeness, signatures and addenda. Any row leads to its moment on the chart, and a
// mark on the chart to its row. Read-only; what may be added is asked of whoever serves addRequested() and
// entryRequested(). Owns the folds of the session it shows. Main thread.
#pragma once

#include "core/interop/recorded_view.h"
#include "ui/history/event_table_model.h"
#include "ui/history/review_rows.h"

#include <QWidget>
#include <array>
#include <memory>

class QHBoxLayout;
class QStackedWidget;
class QTabBar;
class QTableView;
class QVBoxLayout;

namespace chairside {

class Chip;
class PageHead;
class PushButton;
class RecordChart;
class ReviewTableModel;
class TextLabel;

class SessionReview final : public QWidget {
    Q_OBJECT
public:
    enum class Tab : std::uint8_t { events, answers, dose, alarms, completeness, signatures };
    static constexpr int kTabs = 6;

    explicit SessionReview(ReviewWords words, QWidget* parent = nullptr);

    /// The same session again keeps place, tab and chosen row.
    void showSession(SessionRecord record);
    /// Bands of the patient's sessions before this one, behind the lines of the chart.
    void setEarlier(std::vector<HistoryBand> bands);
    void clear();
    bool isShown() const { return view_ != nullptr; }
    const SessionView* view() const { return view_.get(); }
    Uuid session() const { return record_.summary.session; }
    Uuid patient() const { return record_.summary.patient.id; }
    std::size_t drawnReadings() const;
    RecordChart* chart() const { return chart_; }
    void setTab(Tab tab);
    Tab tab() const;
    /// Goes to the row of an entry and its moment.
    void selectEvent(const Uuid& event);
    /// For what else can be done with the session: a row of buttons beside its title.
    QHBoxLayout* actions() const;
    /// The button that adds an addendum, and the one that opens an entry; hidden while nobody serves them.
    void setOffersEntries(bool on);

Q_SIGNALS:
    void sessionShown();                               ///< another one, or the same with more in it
    void entryRequested(const chairside::Uuid& event); ///< read, correct, withdraw or annotate it
    void addRequested();                               ///< an addendum, or a note before the signature

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    void buildHead(QVBoxLayout* into);
    void buildTabs(QVBoxLayout* into);
    QWidget* buildEvents();
    void addTable(Tab tab, const QString& name);
    void sayHead();
    void sayTabs();
    void fillTab();
    void follow(std::optional<MonoTime> at, const Uuid& event);
    void showEntryButton();

    const ReviewWords given_;
    ReviewWords words_; ///< those given, and the titles of the session's own protocol
    RecordedViews views_;
    SessionRecord record_;
    std::unique_ptr<SessionView> view_;
    EventTableModel* events_;
    std::array<ReviewTableModel*, kTabs> models_{};
    std::array<QTableView*, kTabs> tables_{};
    std::array<Chip*, 5> groups_{};    ///< by EventGroup
    std::array<bool, kTabs> filled_{}; ///< of the session shown
    bool offersEntries_ = false;
    Uuid selected_;

    PageHead* head_;
    TextLabel *facts_, *seal_;
    RecordChart* chart_;
    QTabBar* bar_;
    QStackedWidget* stack_;
    PushButton *entry_, *add_;
};

} // namespace chairside
