// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's own log at the console: reads it and what sessions drew, asks the domain before an entry,
// hands it to the log writer, and counts it only when it is acknowledged. Owned by the window; main thread. A
// long record is read through on the figures' thread, the few entries since the last look on this one. It
// never writes by itself and never shows what is not saved as if it were.
#pragma once

#include "core/domain/stock.h"
#include "core/log/history.h"

#include <QObject>
#include <map>
#include <optional>

namespace chairside {

class FiguresKeeper;
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
    /// All outlive this. `atOnce`: so many entries of the record are looked through without leaving the main
    /// thread (about a millisecond a thousand).
    ClinicLog(SessionController& controller, const Catalogue& catalogue, FiguresKeeper& figures,
              QObject* parent = nullptr, std::int64_t atOnce = 5'000);

    /// Reads what was recorded since the last look, at once or soon (then changed() says so). A failure is
    /// said by saving().
    void refresh();
    bool isReading() const { return reading_; }
    const StockBook& book() const { return book_; }
    std::vector<FormDue> forms() const; ///< not sent first, the soonest due first
    Decision enter(const Command& command);
    /// Empty when everything entered is saved.
    QString saving() const;
    std::string today() const;

Q_SIGNALS:
    void changed();

private:
    struct Look {
        std::vector<Event> log;
        std::vector<DrugUse> uses;
        std::int64_t began = -1, upTo = 0, after = 0;
    };
    static Result<Look> look(HistoryReader& history, std::int64_t after, std::int64_t began);
    void lookElsewhere();
    void takeLook(const Result<Look>& found);
    std::string drugOf(const DrugUse& use);
    void take(const Event& event) { book_.apply(event); }

    SessionController& controller_;
    const Catalogue& catalogue_;
    FiguresKeeper& figures_;
    const std::int64_t atOnce_;
    bool reading_ = false; ///< elsewhere; nothing is entered and nothing is shown as counted until then
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
