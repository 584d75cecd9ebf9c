// SPDX-License-Identifier: GPL-3.0-or-later
// SessionController: what comes from the other threads, and the tick that looks when nothing comes.
#include "app/console/session_controller.h"

#include "core/base/number.h"
#include "core/domain/stock.h"

#include <iostream>

namespace chairside {
namespace {

constexpr int kShowEvery = 3;        ///< ticks between repaints when nothing has changed
constexpr Millis kSealEvery = 15min; ///< Source: reliability.md §5.3
constexpr Millis kNotSoon = 1s;      ///< the ticker comes round long before
constexpr Millis kTickOfFast = 1s;   ///< session time between looks in an N-times run, as at 1x

} // namespace

void SessionController::sealReadings() {
    // Over what is acknowledged: this thread never waits for the disk, and the next seal covers the rest.
    const auto seal = writer_->readingSeal(engine_->view().state().session);
    lastSeal_ = clock_->now().mono;
    if (seal && seal->count > 0) engine_->note(ReadingsSealed{seal->count, seal->digest});
}

/// Writer thread: hand the report over and wake the main thread once.
void SessionController::onReport(const WriterReport& report) {
    if (options_.printRecorded) {
        std::string lines;
        for (const auto& item : report.recorded)
            lines += item.session.toString() + " " + std::string(item.kind) + " " +
                     std::to_string(item.number) + "\n";
        std::cout << lines << std::flush;
    }
    reports_.push(report);
    if (!wakeReports_.exchange(true))
        QMetaObject::invokeMethod(this, &SessionController::takeReports, Qt::QueuedConnection);
}

void SessionController::takeReports() {
    wakeReports_ = false;
    for (const auto& report : reports_.drainNow()) {
        for (const auto& item : report.recorded) {
            if (item.kind == "reading") continue;
            if (item.session == kClinicLog) {
                Q_EMIT clinicRecorded(item.number);
                continue;
            }
            if (!engine_ || item.session != engine_->view().state().session) {
                Q_EMIT recordedElsewhere(item.session);
                continue;
            }
            std::erase_if(pending_, [&](const auto& p) { return p.second == item.number; });
        }
        for (const auto& warning : report.warnings)
            std::cerr << "chairside: SQLite: " << warning << std::endl;
        for (const auto& refused : report.refused) {
            const auto sentence = QString::fromStdString(refused.sentence);
            refused.session == kClinicLog ? Q_EMIT clinicRefused(sentence) : Q_EMIT sourceProblem(sentence);
        }
        saved_.rows = report.totalRows;
        if (!report.recorded.empty()) {
            saved_.at = report.at;
            saved_.everSaved = true;
        }
        const bool isNew = report.fault && (!reported_ || reported_->sentence != report.fault->sentence);
        const auto before = std::exchange(saved_.fault, report.fault);
        reported_ = report.fault;
        tellFault(before);
        if (isNew && engine_)
            engine_->note(StoreFault{report.fault->sentence + (report.fault->detail.empty() ? "" : " [") +
                                     report.fault->detail + (report.fault->detail.empty() ? "" : "]")});
        if (report.freeBytes >= 0) saved_.freeBytes = report.freeBytes;
        if (engine_ && report.freeBytes >= 0)
            engine_->setTechnical(Technical::diskLow,
                                  report.freeBytes < kLeastFreeBytes
                                      ? std::optional(std::to_string(report.freeBytes >> 20) + " MB left")
                                      : std::nullopt);
    }
    saved_.unacknowledged = pending_.size();
    Q_EMIT savedChanged();
}

/// The alarm follows the fault, whichever of the two came first: session or fault.
void SessionController::tellFault(const std::optional<LogFault>& before) {
    if (!engine_) return;
    if (saved_.fault &&
        (!before || before->sentence != saved_.fault->sentence || before->saving != saved_.fault->saving))
        engine_->setTechnical(Technical::storeFault, saved_.fault->sentence);
    else if (before && !saved_.fault)
        engine_->setTechnical(Technical::storeFault, std::nullopt);
}

/// A disk that does not answer sends no report: it is asked for.
void SessionController::takeStall() {
    if (!writer_) return;
    for (const auto& ended : writer_->takeEndedStalls())
        if (engine_) engine_->note(StoreFault{ended.sentence()});
    auto stall = writer_->stall();
    // What the last report said stays said.
    auto now = stall && !(reported_ && !reported_->saving) ? std::move(stall) : reported_;
    const bool same =
        now.has_value() == saved_.fault.has_value() && (!now || now->sentence == saved_.fault->sentence);
    if (same) return;
    const auto before = std::exchange(saved_.fault, std::move(now));
    tellFault(before);
    Q_EMIT savedChanged();
}

void SessionController::takeArrived() {
    wakeArrived_ = false;
    const auto arrived = arrived_.drainNow();
    if (!engine_ || arrived.empty()) return;
    for (const auto& [source, message, late] : arrived) {
        const auto at = std::visit([](const auto& m) { return m.at.mono; }, message);
        passUntil(at);
        engine_->ingest(source, message);
        lag_.delivered(late, hostNow());
        newestMessage_ = std::max(newestMessage_, at);
        if (options_.speed > 1) engine_->tick(at);
    }
    judge();
    Q_EMIT readingsArrived();
}

/// In an N-times run a look covers many seconds of the session. Each of them is judged at its own time,
/// before what ended it is known: an alarm of a silence is raised and escalates as at 1x.
void SessionController::passUntil(MonoTime to) {
    if (options_.speed <= 1) return;
    for (; judged_ + kTickOfFast < to; judged_ += kTickOfFast) engine_->tick(judged_ + kTickOfFast);
}

/// Alarms at this moment: what should sound is told before anything is painted, and the end of the next delay
/// is not left to the next round of the ticker.
void SessionController::judge() {
    const auto now = viewNow().mono;
    const auto events = engine_->view().events().size();
    passUntil(now);
    engine_->tick(now);
    if (engine_->view().events().size() != events) ticks_ = 0; // an alarm is shown at once
    Q_EMIT judged();
    const auto next = options_.speed > 1 ? std::nullopt : engine_->alarms().nextChange(now);
    const auto wait = next ? std::chrono::ceil<Millis>(clock_->realTimeUntil(*next)) : kNotSoon;
    if (wait < kNotSoon)
        dueTimer_.start(std::max(wait, Millis{1}));
    else
        dueTimer_.stop();
}

MonoTime SessionController::hostNow() const {
    return monoFromMs(std::chrono::duration_cast<Millis>(host_.boot()).count());
}

/// Real time: an N-times run is not behind because its seconds are short.
void SessionController::tellLag() {
    auto detail = lag_.detail(hostNow());
    if (detail == lagTold_) return;
    lagTold_ = detail;
    engine_->setTechnical(Technical::acquisitionBehind, std::move(detail));
}

void SessionController::tick() {
    takeStall();
    if (engine_) {
        takeArrived();
        for (auto& acquisition : acquisitions_)
            if (const auto stall = acquisition->takeStall()) engine_->ingest(acquisition->info().id, *stall);
        if (const auto step = clock_->takeStep(); step && engine_->isOpen()) {
            engine_->note(ClockStepped{*step});
            engine_->setTechnical(Technical::clockStepped,
                                  "the computer's clock was changed by " + formatDuration(*step));
        }
        tellLag();
        judge();
        if (engine_->isOpen() && clock_->now().mono - lastSeal_ >= kSealEvery && !acquisitions_.empty())
            sealReadings();
    }
    if (ticks_++ % kShowEvery == 0) Q_EMIT ticked();
}

} // namespace chairside
