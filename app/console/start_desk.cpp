// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/start_desk.h"

#include "app/console/session_controller.h"
#include "core/base/number.h"
#include "ui/history/session_list_model.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr int kLookedAt = 10;

} // namespace

void StartDesk::findInterrupted() {
    interrupted_.reset();
    auto* history = controller_.history();
    if (!history) return;
    // The newest ones: a clinic that has thousands of unsigned sessions finds the others in the history.
    auto open = history->openSessions(kLookedAt);
    if (!open || open->empty()) return;
    // A session with a patient still in it comes before one that only lacks a signature.
    const auto running = std::ranges::find(open.value(), SessionStatus::open, &SessionSummary::status);
    interrupted_ = running != open->end() ? *running : open->front();
}

StartPage::Interrupted StartDesk::cardOf(const SessionSummary& session) const {
    const auto ago = std::max<std::int64_t>(0, controller_.now().wall.utcMs - session.last.wall.utcMs);
    StartPage::Interrupted card;
    card.patient = patientName(session.patient);
    if (!session.patient.mrn.empty())
        card.patient += QStringLiteral(" · MRN ") + QString::fromStdString(session.patient.mrn);
    const auto days = static_cast<int>(Millis{ago} / Minutes{24 * 60});
    card.detail =
        (days >= 2 ? tr("Last recorded at %1 on %2, %n day(s) ago.", nullptr, days)
                   : tr("Last recorded at %1 on %2, %3 ago."))
            .arg(QString::fromStdString(formatClock(session.last.wall)), longDate(session.last.wall));
    if (days < 2) card.detail = card.detail.arg(QString::fromStdString(formatDuration(Millis{ago})));
    card.discharged = session.status == SessionStatus::discharged;
    if (controller_.mayLackEntries()) {
        card.loss =
            tr("Entries that were shown as saved may lie in another file. Read the message on this page "
               "before you resume.");
        return card;
    }
    card.loss = card.discharged
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
