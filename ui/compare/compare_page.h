// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing two to twelve sessions of one patient: chosen on the left, drawn over each other or side by side
// from the same moment of treatment, and put into figures with their differences below. Read-only and framed
// as NOT LIVE. Owns the folds of the sessions it shows; reads through functions handed in. Main thread.
#pragma once

#include "core/domain/event_words.h"
#include "core/interop/recorded_view.h"
#include "ui/compare/compared_session.h"

#include <QWidget>
#include <functional>
#include <unordered_map>

class QHBoxLayout;
class QListView;
class QTableView;
class QVBoxLayout;

namespace chairside {

class Chip;
class CompareChart;
class CompareTableModel;
class PushButton;
class SessionListModel;
class TextLabel;

class ComparePage final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kFewest = 2;
    /// With "compare with earlier sessions": this one and as many treated ones before it.
    static constexpr std::size_t kEarlier = 5;

    struct Ports {
        /// All sessions of a patient, newest first.
        std::function<Result<std::vector<SessionSummary>>(const Uuid& patient)> sessionsOf;
        std::function<Result<SessionRecord>(const Uuid&)> session;
        LabelOf label;
        /// Greatest total of an instrument; nothing when it is not known.
        std::function<std::optional<double>(const std::string& instrument)> greatestTotal;
    };
    explicit ComparePage(Ports ports, QWidget* parent = nullptr);

    /// Shows these sessions of one patient.
    void compare(const Uuid& patient, const std::vector<Uuid>& sessions);
    /// This session and the treated ones before it.
    void compareWithEarlier(const Uuid& patient, const Uuid& session);
    const ComparedSessions& compared() const { return compared_; }
    CompareChart* chart() const { return chart_; }
    void setAlignment(Alignment alignment);
    void setMultiples(bool on);

Q_SIGNALS:
    void backRequested();
    void sessionRequested(const chairside::Uuid& session); ///< open it for itself

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildSide(QHBoxLayout* into);
    void buildMain(QHBoxLayout* into);
    void buildTable(QVBoxLayout* into);
    bool begin(const Uuid& patient);
    void choose(const std::vector<Uuid>& sessions);
    void recompute();
    void chooseScale();
    void fillTable();
    void sayState(const QString& problem);
    void activate(int letter);
    std::shared_ptr<const ComparedSession> load(const SessionSummary& summary, QString& problem);
    int freeLetter() const;

    Ports ports_;
    RecordedViews views_;
    Uuid patient_;
    std::vector<SessionSummary> known_; ///< of the patient, newest first
    std::unordered_map<Uuid, std::shared_ptr<const ComparedSession>> loaded_;
    ComparedSessions compared_;
    bool choosing_ = false;

    SessionListModel* list_;
    CompareTableModel* figures_;
    QListView* sessions_;
    QTableView* table_;
    CompareChart* chart_;
    TextLabel *title_, *detail_, *state_, *notice_;
    Chip *fromStart_, *fromEnd_, *overlay_, *sideBySide_;
    PushButton* open_;
};

} // namespace chairside
