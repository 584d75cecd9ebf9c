// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/start_desk.h"

#include "app/console/session_controller.h"
#include "core/base/number.h"
#include "ui/history/session_list_model.h"

#include <algorithm>

namespace chairside {

void StartDesk::findInterrupted() {
    interrupted_.reset();
    auto* history = controller_.history();
    if (!history) return;
    // The newest one: a clinic that has thousands of unsigned sessions finds the others in the history.
    auto open = history->openSessions(1);
    if (open && !open->empty()) interrupted_ = std::move(open->front());
}

StartPage::Interrupted StartDesk::cardOf(const SessionSummary& session) const {
    const auto ago = std::max<std::int64_t>(0, controller_.now().wall.utcMs - session.last.wall.utcMs);
    StartPage::Interrupted card;
    card.patient = patientName(session.patient);
    if (!session.patient.mrn.empty())
        card.patient += QStringLiteral(" · MRN ") + QString::fromStdString(session.patient.mrn);
    card.detail = tr("Last recorded at %1 on %2, %3 ago.")
                      .arg(QString::fromStdString(formatClock(session.last.wall)),
                           longDate(session.last.wall), QString::fromStdString(formatDuration(Millis{ago})));
    card.loss = session.status == SessionStatus::discharged
                    ? tr("The patient was discharged; the signature is still missing.")
                    : tr("Everything that was shown as saved is there; at most the last second of "
                         "readings is lost. The time until you resume stays visible as a gap.");
    return card;
}

void StartDesk::refresh(const QString& operatorName) {
    findInterrupted();
    const bool running = controller_.engine() != nullptr;
    StartPage::State state;
    if (auto* history = controller_.history()) {
        state.canRead = true;
        if (auto count = history->sessionCount()) state.sessions = static_cast<int>(count.value());
    }
    state.canRecord = controller_.canRecord();
    if (interrupted_ && state.canRecord && !running) state.interrupted = cardOf(*interrupted_);
    state.operatorName = operatorName;
    state.problem = problem_;
    state.source = controller_.sourceWords();
    page_.setState(state);
}

} // namespace chairside
