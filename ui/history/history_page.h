// SPDX-License-Identifier: GPL-3.0-or-later
// The clinician's page: all sessions on the left (SessionFinder); opening one shows the same chart, events
// and answers as at the chair, read-only and framed as NOT LIVE so that it cannot be taken for the chair.
// Reads through functions handed in; owns the view of the session it shows. Main thread.
#pragma once

#include "core/interop/recorded_view.h"
#include "ui/history/event_table_model.h"
#include "ui/history/session_finder.h"

#include <QWidget>
#include <memory>

class QHBoxLayout;
class QVBoxLayout;
class QTableView;

namespace chairside {

class Card;
class CompletenessCard;
class PushButton;
class RecordChart;
class TextLabel;

class HistoryPage final : public QWidget {
    Q_OBJECT
public:
    struct Ports {
        SessionFinder::Ports find;
        std::function<Result<SessionRecord>(const Uuid&)> session;
        LabelOf label;
        // What else can be done with the session shown; an empty function is not offered.
        std::function<void(const Uuid& session)> exportSession; ///< opens the export dialog
        std::function<void()> exportEverything;                 ///< the same for the whole record
        std::function<void()> importRecording;                  ///< a file recorded elsewhere
        std::function<void(const Uuid& session)> printReport;
        std::function<void(const Uuid& patient)> openCourse;
        /// Bands of the patient's sessions before this one, given back later; empty = none are drawn.
        std::function<void(const SessionSummary&, std::function<void(std::vector<HistoryBand>)>)> earlier;
    };
    explicit HistoryPage(Ports ports, QWidget* parent = nullptr);

    /// The record may have changed: looks again, keeping words, filters, place and choice.
    void reload();
    /// The sessions behind a figure, under its name.
    void showOnly(std::vector<Uuid> sessions, const QString& title) {
        finder_->showOnly(std::move(sessions), title);
    }
    /// Opens a session; a failure is said where the session would be.
    void open(const Uuid& session);
    void openNewest();
    /// The rows that are drawn, for the count check: stored = drawn = exported.
    std::size_t drawnReadings() const;

Q_SIGNALS:
    void backRequested();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void addOffers(QVBoxLayout* into);
    void buildSession(QHBoxLayout* into);
    void addActions(QHBoxLayout* into);
    void showEmpty();
    void selectEvent(const Uuid& event);

    Ports ports_;
    SessionFinder* finder_;
    EventTableModel* events_;
    RecordedViews views_;
    std::unique_ptr<SessionView> view_;
    Uuid shown_, patient_;

    TextLabel *empty_, *title_, *detail_, *facts_, *seal_, *notLive_;
    QWidget* content_;
    RecordChart* chart_;
    QTableView* table_;
    CompletenessCard* completeness_;
};

} // namespace chairside
