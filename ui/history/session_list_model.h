// SPDX-License-Identifier: GPL-3.0-or-later
// The session list: pages through the projection as the person scrolls, searches as she types. Each row is
// the day it happened on (local date of the session), the patient, dose and status. Main thread; reads
// through a function.
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
    enum Roles { SummaryRole = Qt::UserRole + 1 };
    /// Sessions for a search text, newest first: skip `offset`, at most `limit`.
    using Fetch =
        std::function<Result<std::vector<SessionSummary>>(const std::string& search, int offset, int limit)>;

    explicit SessionListModel(Fetch fetch, QObject* parent = nullptr);
    void setSearch(const QString& text);
    void reload();
    const SessionSummary* at(const QModelIndex& index) const;
    QString problem() const { return problem_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

private:
    Fetch fetch_;
    QString search_, problem_;
    std::vector<SessionSummary> rows_;
    bool more_ = true;
};

QString patientName(const Patient& patient);          ///< "RIVERA, Ana"
QString sessionTitle(const SessionSummary& session);  ///< "21 Nov 2026 · RIVERA, Ana"
QString sessionDetail(const SessionSummary& session); ///< "35 mg · MRN 004711 · Ketamine IV …"
QString statusWords(const SessionSummary& session);
QString longDate(WallTime at); ///< "21 Nov 2026", local to the session

} // namespace chairside
