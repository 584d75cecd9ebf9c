// SPDX-License-Identifier: GPL-3.0-or-later
// The patient's last treated sessions as quiet bands behind the chart, live and in history. Read on the main
// thread in its idle time, one session at a turn, and remembered; nobody waits for it. Made-up sessions
// (demo, simulated, drill) are compared with made-up ones only, real ones with real ones.
#pragma once

#include "core/chart/earlier_course.h"
#include "core/log/history.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <unordered_map>

namespace chairside {

class EarlierSessions final : public QObject {
    Q_OBJECT
public:
    /// `history` may give null while the record can't be read: then there are no bands.
    explicit EarlierSessions(std::function<HistoryReader*()> history, QObject* parent = nullptr);

    enum class Asker : std::uint8_t { live, history };
    using Bands = std::function<void(std::vector<HistoryBand>)>;
    /// Calls `done` once, later, on this thread, with the bands of the sessions before this one. A newer
    /// question of the same asker replaces one that is not answered yet.
    void ask(Asker asker, const SessionSummary& session, Bands done);
    /// No answer any more: what it was for is gone.
    void forget(Asker asker);

private:
    struct Question {
        Asker asker;
        std::vector<Uuid> sessions;
        Bands done;
    };
    void readNext();
    void answer();

    std::function<HistoryReader*()> history_;
    std::deque<Question> questions_;
    std::unordered_map<Uuid, EarlierCourse> known_; ///< finished sessions do not change any more
    QTimer idle_;
};

} // namespace chairside
