// SPDX-License-Identifier: GPL-3.0-or-later
// Makes backups without anybody asking: one a day, and one after each signed session, never while a session
// is being recorded. Everything that touches a disk, even looking, runs on a thread of its own: a folder on a
// dead network share must not stop the window, which only sees what was found last. Every copy is proved
// before it takes its name; a failure is said and tried again. Lives on the main thread. It never restores
// over the record: that is chairside-admin's.
#pragma once

#include "core/live/session_clock.h"
#include "core/log/backup.h"
#include "ui/entry/backup_panel.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>
#include <atomic>
#include <functional>
#include <thread>

namespace chairside {

class BackupService final : public QObject {
    Q_OBJECT
public:
    BackupService(const QString& record, const HostTime& host, QObject* parent = nullptr);
    ~BackupService() override; ///< stops what runs; the last good backup stays

    void backUpNow();
    void checkNewest(); ///< the restore drill
    void stop();
    bool isRunning() const { return worker_.joinable() && !phase_.isEmpty(); }
    bool isIdle() const { return !worker_.joinable(); } ///< not even looking
    /// Kept in backup.json beside the record. A folder that cannot be written is refused in words.
    Status useFolder(const QString& folder);

    void noteSigned() { signedSince_ = true; }
    /// To be called now and then: looks once a minute, and starts a backup when one is due and no session is
    /// being recorded.
    void consider(bool inSession);
    void look(); ///< finds out anew what is there; changed() follows

    BackupPanel::State state() const;
    QString shortState() const; ///< for the start page: "last on 21 Nov 2026 at 17:04"

    static constexpr Micros kRetryAfter{600'000'000}; ///< after a failure
    static constexpr Micros kLookEvery{60'000'000};

Q_SIGNALS:
    void changed();

private:
    /// What the folder held when somebody last looked.
    struct Facts {
        std::int64_t backups = 0;
        QDateTime newest;
        bool sameDisk = false, recordExists = false, due = false;
    };
    struct Outcome {
        QString result, problem, drill;
        bool tookBackup = false;
        Facts facts = {};
    };
    using Job = std::function<Outcome()>;
    void run(const QString& phase, Job job);
    void finish(const Outcome& outcome);
    void load();
    Status save() const;
    Outcome takeAndPrune();
    Outcome drillNewest();
    Facts facts() const;
    WallTime now() const;

    const HostTime& host_;
    BackupSettings settings_;
    RealDisk disk_;
    std::thread worker_;
    QTimer watch_;
    std::atomic<bool> cancelled_{false};
    std::atomic<double> fraction_{0};
    std::atomic<bool> checking_{false};
    QString phase_, result_, problem_, drill_;
    Facts facts_;
    QString nextPhase_;
    Job next_; ///< asked for while somebody only looked
    bool signedSince_ = false;
    Micros retryAt_{0}, lookAt_{0}; ///< on the boot clock
};

} // namespace chairside
