// SPDX-License-Identifier: GPL-3.0-or-later
// What the start page says: the interrupted session, who is at the chair, why nothing can be recorded. Asks
// controller and history each time, keeps only the last problem. Decides nothing; main thread.
#pragma once

#include "core/log/summary.h"
#include "ui/live/start_page.h"

#include <QString>
#include <optional>

namespace chairside {

class SessionController;

class StartDesk {
public:
    StartDesk(SessionController& controller, StartPage& page) : controller_(controller), page_(page) {}

    void refresh(const QString& operatorName);
    void setProblem(const QString& sentence) { problem_ = sentence; }
    const QString& problem() const { return problem_; }
    /// The newest session that is neither signed nor cancelled, as of the last refresh.
    const std::optional<SessionSummary>& interrupted() const { return interrupted_; }

private:
    void findInterrupted();
    StartPage::Interrupted cardOf(const SessionSummary& session) const;

    SessionController& controller_;
    StartPage& page_;
    QString problem_;
    std::optional<SessionSummary> interrupted_;
};

} // namespace chairside
