// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's own log at the console: reads it and what sessions drew, asks the domain before an entry,
// hands it to the log writer, and counts it only when it is acknowledged. Owned by the window; main thread.
// It never writes by itself and never shows what is not saved as if it were.
#pragma once

#include "core/domain/stock.h"
#include "core/log/history.h"

#include <QObject>
#include <map>
#include <optional>

namespace chairside {

class SessionController;
struct Catalogue;

/// An esketamine session and what became of its form.
struct FormDue {
    Uuid session;
    Patient patient;       ///< names and record number only
    std::string treatedOn; ///< ISO date, local, of the first device
    std::string dueOn;
    int daysLeft = 0; ///< negative: overdue
    std::optional<FormSent> sent;
};

class ClinicLog final : public QObject {
    Q_OBJECT
public:
    ClinicLog(SessionController& controller, const Catalogue& catalogue, QObject* parent = nullptr);

    /// Reads what was recorded since the last look. A failure is kept in problem().
    void refresh();
    const StockBook& book() const { return book_; }
    std::vector<FormDue> forms() const; ///< not sent first, the soonest due first
    Decision enter(const Command& command);
    /// Empty when everything entered is saved.
    QString saving() const;
    std::string today() const;

Q_SIGNALS:
    void changed();

private:
    std::string drugOf(const DrugUse& use);
    void take(const Event& event) { book_.apply(event); }

    SessionController& controller_;
    const Catalogue& catalogue_;
    RandomUuids ids_;
    StockBook book_;
    std::vector<Event> pending_;                               ///< handed over, not acknowledged
    std::map<std::pair<std::string, int>, std::string> drugs_; ///< by protocol and version
    struct Treated {
        Patient patient;
        WallTime first;
    };
    std::map<Uuid, Treated> treated_; ///< sessions in which a device was sprayed
    std::int64_t lookedAt_ = 0;       ///< last entry of the file that was read
    std::int64_t began_ = -1;         ///< entry with which the log began; uses before it are not counted
    QString problem_;
    QString refused_; ///< said until the next entry
};

} // namespace chairside
