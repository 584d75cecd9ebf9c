// SPDX-License-Identifier: GPL-3.0-or-later
// The bridge between threads: owns the log writer, the sources' acquisition threads, the session clock and
// the engine, and brings readings and acknowledgements to the main thread. Lives on the main thread. It
// decides nothing clinical and paints nothing. "Recorded" is what the writer acknowledged, never what was
// handed over.
#pragma once

#include "app/console/clock_watch.h"
#include "app/console/options.h"
#include "app/console/second_folder.h"
#include "core/base/bounded_queue.h"
#include "core/interop/import_session.h"
#include "core/interop/recording.h"
#include "core/live/acquisition.h"
#include "core/live/lag_watch.h"
#include "core/live/session_clock.h"
#include "core/live/session_engine.h"
#include "core/live/wave_board.h"
#include "core/log/history.h"
#include "core/log/log_writer.h"

#include <QObject>
#include <QTimer>
#include <atomic>
#include <memory>
#include <unordered_map>

namespace chairside {

class SessionController final : public QObject {
    Q_OBJECT
public:
    struct SavedState {
        std::int64_t rows = 0;
        WallTime at;
        bool everSaved = false;
        std::size_t unacknowledged = 0; ///< events shown but not yet on disk
        std::optional<LogFault> fault;
        std::int64_t freeBytes = -1; ///< on the record's disk, -1 = not known
    };

    SessionController(const ConsoleOptions& options, const HostTime& host, QObject* parent = nullptr);
    ~SessionController() override;

    /// Opens the record. On failure nothing is recorded and the sentence says why; history may still be
    /// readable.
    Status openRecord();
    Status openRecord(LogFiles files); ///< the same with a disk that a test breaks
    bool canRecord() const { return writer_ != nullptr; }
    /// Whether vital signs can come from where the options say. An Error says why not; a session can be
    /// begun all the same, with typed values.
    Status checkSource();
    HistoryReader* history() const { return history_.get(); }
    /// What happened at the start, for people.
    std::vector<std::string> startNotes() const;
    const SecondFolder& secondFolder() const { return second_; }
    /// Something that was shown as saved may not be in the record: startNotes() says what and where.
    bool mayLackEntries() const { return second_.isMissing || (writer_ && writer_->leftAside() > 0); }

    /// To be called now and then, from the program's start on: remembers when the clock was compared.
    void considerClock() { clockWatch_.consider(); }
    /// Why the computer's clock may be wrong: it lies before a session of the record or before what this
    /// program has seen, or nothing was compared with it for a week. Nothing else shows a clock that was set
    /// back between sessions. None for a clock that begin() refuses.
    ClockDoubt clockDoubt();
    /// A person was told of the doubt and went on: it is not told again for a week.
    void trustClock() { clockWatch_.comparedByPerson(); }
    /// Begins a session with this patient under this protocol; sources start at once.
    Decision begin(Protocol protocol, SessionOpened opened, const Actor& actor);
    /// Continues an interrupted session from its record.
    Status resume(const Uuid& session, Protocol protocol, const Actor& actor);
    /// Entries of the clinic's own log (core/domain/stock.h), numbered; acknowledged by clinicRecorded().
    void recordInClinicLog(const std::vector<Event>& events);
    /// Stops sources and leaves the session (signed, cancelled, or the window closes).
    void leave();

    Decision submit(Command command);
    /// The same for any session of the record, for what belongs to the course long after the signature:
    /// accounts and follow-ups. recordedElsewhere() tells when it is on disk.
    Decision submitTo(const Uuid& session, Command command);
    /// Adds a session recorded elsewhere, whole; not while one runs here.
    Status keepImported(const ImportedSession& session);
    SessionEngine* engine() const { return engine_.get(); }
    const SavedState& saved() const { return saved_; }
    bool isRecorded(const Uuid& event) const { return !pending_.contains(event); }
    Instant now() const;
    /// The time to judge ages by: now, or a little behind it in an N-times run whose batch has not arrived
    /// yet.
    Instant viewNow() const;
    WallTime wallNow() const { return {host_.utcMs(), host_.offsetMinAt(host_.utcMs())}; } ///< at 1x, always
    /// A time of the computer's clock as the session's clock shows it: the same at 1x. Beside a session that
    /// runs faster, the computer's own time would read as if nothing had been saved for minutes.
    WallTime onSessionClock(WallTime real) const;
    double speed() const { return options_.speed; }
    /// The last seconds of the sources' waves, for looking at; null when no source has any, or the session
    /// runs faster than a patient.
    const WaveBoard* waves() const;
    void wantWaves(bool wanted);
    QString sourceWords() const; ///< "Vital signs: simulated monitor (not a patient)"

Q_SIGNALS:
    void eventApplied(const chairside::Event& event);
    void readingsArrived();
    void savedChanged();
    void recordedElsewhere(const chairside::Uuid& session); ///< an entry of submitTo() is on disk
    void clinicRefused(const QString& sentence); ///< nothing of what waits for the clinic's log is kept
    void clinicRecorded(qint64 seq);             ///< up to this entry of the clinic's log all is on the disk
    void judged(); ///< the alarm engine has looked: what should sound may have changed; before any repaint
    void ticked();
    void sourceProblem(const QString& sentence);

private:
    struct Arrived {
        SourceId source;
        SourceMessage message;
        Millis late; ///< how old it was when it left its thread, real time
    };
    Result<std::unique_ptr<Source>> makeSource();
    Status startSources(MonoTime from);
    void attach(std::unique_ptr<Source> source);
    void stopSources();
    void onReport(const WriterReport& report);
    void takeReports();
    void takeStall();
    void tellFault(const std::optional<LogFault>& before);
    void tellLag();
    MonoTime hostNow() const;
    void takeArrived();
    void judge();
    void passUntil(MonoTime to);
    void tick();
    void makeEngine(Protocol protocol);
    void sealReadings();

    ConsoleOptions options_;
    const HostTime& host_;
    RandomUuids ids_;
    SecondFolder second_;
    ClockWatch clockWatch_;
    std::unique_ptr<HistoryReader> history_;
    std::unique_ptr<LogWriter> writer_;
    std::unique_ptr<SessionClock> clock_;
    std::unique_ptr<SessionEngine> engine_;
    std::optional<Recording> recording_; ///< read by checkSource() for the first session
    WaveBoard waves_;                    ///< outlives the acquisitions that fill it
    std::vector<std::unique_ptr<Acquisition>> acquisitions_;

    // From other threads to this one; full means acquisition waits, nothing is dropped.
    BoundedQueue<Arrived> arrived_{200'000};
    BoundedQueue<WriterReport> reports_{200'000};
    std::atomic<bool> wakeArrived_{false}, wakeReports_{false};

    SavedState saved_;
    std::optional<LogFault> reported_; ///< of the writer's last report; saved_.fault may be a stall instead
    std::unordered_map<Uuid, std::int64_t> pending_; ///< events handed over, not yet acknowledged, by seq
    MonoTime lastSeal_, newestMessage_, judged_;
    LagWatch lag_;
    std::optional<std::string> lagTold_;
    SourceId nextSource_ = 1;
    QTimer ticker_, dueTimer_;
    int ticks_ = 0;
};

} // namespace chairside
