// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/session_controller.h"

#include "core/base/phrase.h"
#include "core/interop/protocol_json.h"
#include "core/live/replay.h"
#include "core/live/simulator.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace chairside {
namespace {

constexpr Millis kTickEvery =
    100ms; ///< real time between ticks, beside those that an alarm's end of delay asks for
constexpr Millis kFastLag = 200ms; ///< real time by which an N-times view may trail its clock

} // namespace

SessionController::SessionController(const ConsoleOptions& options, const HostTime& host, QObject* parent)
    : QObject(parent), options_(options), host_(host), clockWatch_(host) {
    ticker_.setTimerType(Qt::PreciseTimer);
    connect(&ticker_, &QTimer::timeout, this, &SessionController::tick);
    ticker_.start(kTickEvery);
    dueTimer_.setTimerType(Qt::PreciseTimer);
    dueTimer_.setSingleShot(true);
    connect(&dueTimer_, &QTimer::timeout, this, &SessionController::tick);
}

SessionController::~SessionController() {
    leave();
    history_.reset(); // readers close before the writer
    reports_.close();
    writer_.reset();
}

Status SessionController::openRecord() {
    QDir().mkpath(QFileInfo(options_.database).absolutePath());
    LogFiles files;
    files.path = options_.database.toStdString();
    second_ = secondFolderOf(options_.database, options_.secondFolder);
    files.secondDirectory = second_.path.toStdString();
    return openRecord(std::move(files));
}

Status SessionController::openRecord(LogFiles files) {
    second_.path = text(files.secondDirectory);
    const auto reading = files.database;
    auto writer = LogWriter::open(files, [this](const WriterReport& report) { onReport(report); });
    std::optional<Error> problem;
    if (writer) {
        writer_ = std::move(writer).value();
        saved_.rows = writer_->rowsAtStart();
        clockWatch_.follow(options_.database);
    } else {
        problem = writer.error();
    }
    auto history = HistoryReader::open(options_.database.toStdString(), reading);
    if (history) history_ = std::move(history).value();
    if (problem) return *problem;
    if (!history) return history.error();
    return Done{};
}

Status SessionController::checkSource() {
    if (options_.source != SourceKind::replay) return Done{};
    auto recording = openRecording(options_.replayFile.toStdString());
    if (recording) {
        recording_ = std::move(recording).value();
        return Done{};
    }
    return Error{
        phrase("{1} Until another file is named, vital signs have to be typed.", recording.error().message)};
}

std::vector<std::string> SessionController::startNotes() const {
    auto notes = writer_ ? writer_->startNotes() : std::vector<std::string>{};
    if (!second_.problem.isEmpty()) notes.push_back(second_.problem.toStdString());
    return notes;
}

Instant SessionController::now() const {
    return clock_ ? clock_->now() : Instant{{}, {host_.utcMs(), host_.offsetMinAt(host_.utcMs())}};
}

Instant SessionController::viewNow() const {
    const auto now = this->now();
    if (options_.speed <= 1 || acquisitions_.empty()) return now;
    const auto lag =
        Millis{static_cast<std::int64_t>(static_cast<double>(kFastLag.count()) * options_.speed)};
    const auto seen = std::max(newestMessage_, now.mono - lag);
    return shifted(now, std::min(seen, now.mono) - now.mono);
}

WallTime SessionController::onSessionClock(WallTime real) const {
    if (options_.speed <= 1 || !engine_) return real;
    const auto agoMs = static_cast<double>(wallNow().utcMs - real.utcMs) * options_.speed;
    auto shown = viewNow().wall;
    shown.utcMs -= static_cast<std::int64_t>(agoMs);
    return shown;
}

void SessionController::makeEngine(Protocol protocol) {
    engine_ = std::make_unique<SessionEngine>(std::move(protocol), *clock_, ids_, [this](const Event& event) {
        pending_[event.id] = event.seq;
        saved_.unacknowledged = pending_.size();
        writer_->record(event);
    });
    engine_->onEvent = [this](const Event& event) { Q_EMIT eventApplied(event); };
    lastSeal_ = MonoTime{};
    lag_ = {};
    lagTold_.reset();
    newestMessage_ = MonoTime{};
    judged_ = clock_->now().mono;
}

ClockDoubt SessionController::clockDoubt() {
    if (SessionClock::isBeforeSaneDate(host_)) return {};
    auto doubt = clockWatch_.doubt();
    if (!history_) return doubt;
    const auto newest = history_->sessions({}, 1);
    if (!newest || newest->empty()) return doubt;
    return withNewestSession(doubt, newest->front().opened, wallNow());
}

Decision SessionController::begin(Protocol protocol, SessionOpened opened, const Actor& actor) {
    if (!writer_) return Refusal{phrase("No session can be started, because the record can't be written.")};
    if (auto ready = writer_->readyForSession(); !ready) return Refusal{ready.error().message};
    if (SessionClock::isBeforeSaneDate(host_))
        return Refusal{phrase("No session can be started, because the computer's clock says {1}, which is "
                              "before this program was made. Set date and time, then try again.",
                              formatDate({host_.utcMs(), host_.offsetMinAt(host_.utcMs())}))};
    clock_ = std::make_unique<SessionClock>(host_, options_.speed);
    makeEngine(std::move(protocol));
    const auto& p = engine_->view().protocol();
    opened.protocolId = p.id;
    opened.protocolTitle = p.title;
    opened.protocolVersion = p.version;
    opened.protocolText = p.text;
    opened.protocolSha = p.sha;
    opened.softwareVersion = CHAIRSIDE_VERSION;
    opened.bootId = clock_->anchor().bootId;
    opened.bootMs = clock_->anchor().bootMs;
    opened.speed = options_.speed;
    opened.simulated = options_.source == SourceKind::simulator;
    if (opened.drill.empty()) opened.drill = options_.drill.toStdString();
    Command command;
    command.actor = actor;
    command.ask = std::move(opened);
    command.sure = true; // asked in the check-in form
    auto decision = engine_->submit(command);
    if (!std::holds_alternative<std::vector<Event>>(decision)) {
        engine_.reset();
        return decision;
    }
    tellFault(std::nullopt); // one from before this session is still one
    if (auto started = startSources(MonoTime{}); !started)
        Q_EMIT sourceProblem(QString::fromStdString(started.error().message));
    return decision;
}

Status SessionController::resume(const Uuid& session, Protocol protocol, const Actor& actor) {
    if (!writer_ || !history_)
        return Error{phrase("The session can't be resumed, because the record can't be written.")};
    auto record = history_->session(session);
    if (!record) return record.error();
    ClockAnchor anchor;
    for (const auto& event : record->events) follow(anchor, event);
    MonoTime last = record->events.empty() ? MonoTime{} : record->events.back().at.mono;
    if (!record->readings.empty()) last = std::max(last, record->readings.back().at.mono);
    options_.speed = anchor.speed;
    clock_ = std::make_unique<SessionClock>(host_, anchor, last);
    makeEngine(std::move(protocol));
    engine_->restore(record->events, record->readings);
    Command command;
    command.actor = actor;
    command.ask = SessionResumed{clock_->gap(), clock_->anchor().bootId, clock_->anchor().bootMs,
                                 "the program ended unexpectedly"};
    const auto decision = engine_->submit(command);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) {
        engine_.reset();
        return Error{refusal->sentence};
    }
    tellFault(std::nullopt);
    return startSources(clock_->now().mono);
}

Result<std::unique_ptr<Source>> SessionController::makeSource() {
    if (options_.source == SourceKind::replay) {
        auto recording = recording_ ? Result<Recording>(*std::exchange(recording_, std::nullopt))
                                    : openRecording(options_.replayFile.toStdString());
        if (!recording) return recording.error();
        Replay::Options how;
        how.id = nextSource_;
        how.startAt = clock_->now().mono;
        how.offset = how.startAt - MonoTime{};
        return std::unique_ptr<Source>(std::make_unique<Replay>(std::move(recording).value(), how));
    }
    SimulatorOptions how;
    how.id = nextSource_;
    how.seed = options_.seed;
    how.startAt = clock_->now().mono;
    if (const auto* drill = findDrill(engine_->view().state().opened.drill)) how.drill = *drill;
    return std::unique_ptr<Source>(std::make_unique<Simulator>(how));
}

Status SessionController::startSources(MonoTime from) {
    const auto phase = engine_->view().state().phase;
    if (options_.source == SourceKind::manual || phase == Phase::discharged) return Done{};
    nextSource_ = 1;
    for (const auto& event : engine_->view().events())
        if (const auto* attached = std::get_if<SourceAttached>(&event.body))
            nextSource_ = std::max(nextSource_, attached->info.id + 1);
    auto source = makeSource();
    if (!source) return source.error();
    newestMessage_ = from;
    // A source that joins later still has to know what the pump has done so far.
    for (const auto& event : engine_->view().events()) source.value()->observe(event);
    attach(std::move(source).value());
    return Done{};
}

void SessionController::attach(std::unique_ptr<Source> source) {
    engine_->note(SourceAttached{source->info()});
    const auto session = engine_->view().state().session;
    const auto id = source->info().id;
    auto sink = [this, session, id](const SourceMessage& message) {
        if (const auto* reading = std::get_if<Reading>(&message))
            writer_->record(session, *reading); // the log first
        const auto at = std::visit([](const auto& m) { return m.at.mono; }, message);
        const auto age = static_cast<double>((clock_->now().mono - at).count());
        arrived_.push(Arrived{id, message, Millis{static_cast<std::int64_t>(age / options_.speed)}});
        if (!wakeArrived_.exchange(true))
            QMetaObject::invokeMethod(this, &SessionController::takeArrived, Qt::QueuedConnection);
    };
    acquisitions_.push_back(std::make_unique<Acquisition>(std::move(source), *clock_, std::move(sink)));
    acquisitions_.back()->setWaveSink([this](const WaveBlock& block) { waves_.put(block); });
    acquisitions_.back()->start();
}

void SessionController::stopSources() {
    for (auto& acquisition : acquisitions_) acquisition->stop();
    acquisitions_.clear();
    waves_.clear();
    takeArrived();
}

const WaveBoard* SessionController::waves() const {
    const bool any = std::any_of(acquisitions_.begin(), acquisitions_.end(),
                                 [](const auto& acquisition) { return acquisition->givesWaves(); });
    return any && options_.speed <= 1 ? &waves_ : nullptr;
}

void SessionController::wantWaves(bool wanted) {
    for (auto& acquisition : acquisitions_) acquisition->wantWaves(wanted);
}

Status SessionController::keepImported(const ImportedSession& session) {
    if (engine_) return Error{phrase("A session is running. Import the recording when it has ended.")};
    if (!writer_) return Error{phrase("The record can't be written, so nothing was imported.")};
    if (auto ready = writer_->readyForSession(); !ready) return ready;
    writer_->recordWhole(session.items);
    if (!writer_->flush(1min))
        return Error{
            phrase("The disk has not answered yet. The imported session waits in memory and is written "
                   "when it does; look in the history before you import it again.")};
    // "Imported" is said of what is in the record, not of what was handed over.
    const auto kept = history() ? history()->summary(session.session) : std::optional<SessionSummary>();
    if (!kept) return kept.error();
    if (kept.value() && kept.value()->events == session.events && kept.value()->readings == session.readings)
        return Done{};
    return Error{
        phrase("The record did not take the whole recording, so it does not count as imported. Look in the "
               "history; the file is unchanged.")};
}

void SessionController::leave() {
    stopSources();
    if (writer_ && !writer_->stall()) writer_->flush(2s); // what is not saved by then the writer saves alone
    engine_.reset();
    clock_.reset(); // now() is the computer's time again
    pending_.clear();
}

Decision SessionController::submit(Command command) {
    if (!engine_) return Refusal{phrase("There is no session.")};
    const bool closes =
        std::holds_alternative<Signed>(command.ask) || std::holds_alternative<SessionCancelled>(command.ask);
    if (closes && engine_->isOpen()) {
        if (!writer_->stall()) writer_->flush(2s); // the last seal covers the last reading
        sealReadings();
    }
    auto decision = engine_->submit(command);
    if (const auto* events = std::get_if<std::vector<Event>>(&decision)) {
        for (auto& acquisition : acquisitions_)
            for (const auto& event : *events) acquisition->inform(event);
        if (engine_->view().state().phase == Phase::discharged || !engine_->isOpen()) stopSources();
        Q_EMIT savedChanged();
    }
    return decision;
}

Decision SessionController::submitTo(const Uuid& session, Command command) {
    if (engine_ && engine_->view().state().session == session) return submit(std::move(command));
    if (!writer_ || !history_)
        return Refusal{phrase("Nothing can be added, because the record can't be written.")};
    // An entry made a moment ago must be in the file before the next one can follow it.
    if (writer_->stall() || !writer_->flush(2s))
        return Refusal{phrase("The disk does not answer, so nothing was added. Try again in a moment.")};
    const auto record = history_->story(session);
    if (!record) return Refusal{record.error().message};
    SessionState state;
    ClockAnchor anchor;
    for (const auto& event : record->events) {
        evolve(state, event);
        follow(anchor, event);
    }
    auto protocol = readProtocol(state.opened.protocolText, state.opened.protocolId);
    const SessionClock clock(host_, anchor, state.lastAt);
    // The date is the computer's: the wall of a session that ran N times as fast has run ahead.
    const auto utcMs = host_.utcMs();
    const Instant now{clock.now().mono, {utcMs, host_.offsetMinAt(utcMs)}};
    const Protocol inForce = protocol ? std::move(protocol).value() : Protocol{};
    const VitalsFacts none;
    const auto decision = decide(state, command, now, {inForce, none, ids_});
    if (const auto* events = std::get_if<std::vector<Event>>(&decision))
        for (const auto& event : *events) writer_->record(event);
    return decision;
}

void SessionController::recordInClinicLog(const std::vector<Event>& events) {
    if (!writer_) return;
    for (const auto& event : events) writer_->record(event);
}

QString SessionController::sourceWords() const {
    switch (options_.source) {
    case SourceKind::simulator:
        return tr("Vital signs: simulated monitor. The numbers are made up and marked so everywhere.");
    case SourceKind::replay:
        return tr("Vital signs: replay of %1.").arg(QFileInfo(options_.replayFile).fileName());
    case SourceKind::manual: return tr("Vital signs: typed by hand.");
    }
    return {};
}

} // namespace chairside
