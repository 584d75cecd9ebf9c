// SPDX-License-Identifier: GPL-3.0-or-later
// The clinician's page: all sessions on the left (SessionFinder), the one that was chosen on the right
// (SessionReview), read-only and framed as NOT LIVE so that it cannot be taken for the chair. Reads through
// functions handed in. Main thread.
#pragma once

#include "ui/history/session_finder.h"
#include "ui/history/session_review.h"

#include <QWidget>

namespace chairside {

class PushButton;
class TextLabel;

class HistoryPage final : public QWidget {
    Q_OBJECT
public:
    struct Ports {
        SessionFinder::Ports find;
        std::function<Result<SessionRecord>(const Uuid&)> session;
        ReviewWords words;
        // What else can be done; an empty function is not offered.
        std::function<void(const Uuid& session)> exportSession; ///< asks where to, in every open format
        std::function<void()> exportEverything;                 ///< the same for the whole record
        std::function<void()> importRecording;                  ///< a file recorded elsewhere
        std::function<void(const Uuid& session)> printReport;
        std::function<void(const Uuid& patient)> openCourse;
        std::function<void(const Uuid& patient, const std::vector<Uuid>& sessions)> compare;
        std::function<void(const Uuid& patient, const Uuid& session)> compareWithEarlier;
        /// Bands of the patient's sessions before this one, given back later; empty = none are drawn.
        std::function<void(const SessionSummary&, std::function<void(std::vector<HistoryBand>)>)> earlier;
    };
    explicit HistoryPage(Ports ports, QWidget* parent = nullptr);

    /// The record may have changed: looks again, keeping words, filters, place and choice.
    void reload();
    void reloadSoon() { finder_->refreshSoon(); } ///< any number of times; looks again once
    /// The sessions behind a figure, under its name.
    void showOnly(std::vector<Uuid> sessions, const QString& title) {
        finder_->showOnly(std::move(sessions), title);
    }
    /// Opens a session; a failure is said where the session would be.
    void open(const Uuid& session);
    void openNewest();
    SessionReview* review() const { return review_; }
    SessionFinder* finder() const { return finder_; }
    /// The rows that are drawn, for the count check: stored = drawn = exported.
    std::size_t drawnReadings() const { return review_->drawnReadings(); }

Q_SIGNALS:
    void backRequested();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QWidget* buildList();
    void addActions();
    void showEmpty();
    void compareMarked();

    Ports ports_;
    SessionFinder* finder_;
    SessionReview* review_;
    TextLabel* empty_;
};

} // namespace chairside
