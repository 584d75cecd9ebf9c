// SPDX-License-Identifier: GPL-3.0-or-later
// The session list: the rows that a search has found, read a page at a time as the person scrolls, and which
// of them are marked for comparison. Each row is the day it happened on (local date of the session), the
// patient, dose and status. Main thread; reads through a function.
#pragma once

#include "core/base/result.h"
#include "core/log/summary.h"

#include <QAbstractListModel>
#include <functional>
#include <vector>

namespace chairside {

class SessionListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    /// The sessions with these row references (HistoryReader::summaries), in the order asked for.
    using Rows = std::function<Result<std::vector<SessionSummary>>(const std::vector<std::int64_t>& refs)>;
    static constexpr std::size_t kMostMarked = 12; ///< sessions that can be compared at once

    explicit SessionListModel(Rows rows, QObject* parent = nullptr);
    /// What a search found, newest first. Nothing is reset when it is what is shown already.
    void setFound(std::vector<std::int64_t> refs);
    /// The newest sessions, as long as nothing can be searched yet.
    void setNewest(std::vector<SessionSummary> sessions);
    /// Reads rows again that may have changed (both included).
    void refresh(int first, int last);
    std::size_t found() const { return refs_.empty() ? rows_.size() : refs_.size(); }

    const SessionSummary* at(const QModelIndex& index) const;
    QModelIndex indexOf(const Uuid& session) const; ///< among the rows read so far
    QString problem() const { return problem_; }

    bool isMarked(const Uuid& session) const;
    /// False when no more sessions can be marked.
    bool setMarked(const QModelIndex& index, bool marked);
    void clearMarks();
    const std::vector<SessionSummary>& marked() const { return marked_; } ///< in the order of marking

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void marksChanged();

private:
    std::vector<SessionSummary> read(std::size_t from, std::size_t count);

    Rows readRows_;
    QString problem_;
    std::vector<std::int64_t> refs_;
    std::size_t read_ = 0; ///< of refs_
    std::vector<SessionSummary> rows_, marked_;
};

QString patientName(const Patient& patient);          ///< "RIVERA, Ana"
QString sessionTitle(const SessionSummary& session);  ///< "21 Nov 2026 · RIVERA, Ana"
QString sessionDetail(const SessionSummary& session); ///< "09:30 · 35 mg · MRN 004711 · SIMULATED"
/// The same from whole to bare, for rows with little room: the dose goes first, what says that the numbers
/// are no patient's never goes.
QStringList sessionDetails(const SessionSummary& session);
QString statusWords(const SessionSummary& session);
QString longDate(WallTime at); ///< "21 Nov 2026", local to the session

} // namespace chairside
