// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/backup_service.h"

#include "core/base/phrase.h"
#include "ui/history/session_list_model.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <sys/stat.h>
#include <unistd.h>

namespace chairside {
namespace {

constexpr int kWatchEveryMs = 100;
constexpr qint64 kLargestSettings = 1 << 16;

QString settingsFile(const BackupSettings& settings) {
    return QFileInfo(QString::fromStdString(settings.record)).absolutePath() + QStringLiteral("/backup.json");
}

bool sameDisk(const std::string& a, const std::string& b) {
    struct stat first {
    }, second{};
    return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev;
}

QString dateAndTime(const QDateTime& at) {
    const WallTime wall{at.toMSecsSinceEpoch(), static_cast<std::int16_t>(at.offsetFromUtc() / 60)};
    return BackupService::tr("%1 at %2")
        .arg(longDate(wall), QString::fromStdString(formatClock(wall).substr(0, 5)));
}

QString words(std::int64_t count, const QString& one, const QString& many) {
    return count == 1 ? one : many.arg(count);
}

} // namespace

BackupService::BackupService(const QString& record, const HostTime& host, QObject* parent)
    : QObject(parent), host_(host) {
    settings_.record = QFileInfo(record).absoluteFilePath().toStdString();
    settings_.directory = directoryOf(settings_.record) + "/backups";
    load();
    watch_.setInterval(kWatchEveryMs);
    connect(&watch_, &QTimer::timeout, this, &BackupService::changed);
}

BackupService::~BackupService() {
    cancelled_ = true;
    if (worker_.joinable()) worker_.join();
}

WallTime BackupService::now() const {
    return {host_.utcMs(), host_.offsetMinAt(host_.utcMs())};
}

void BackupService::load() {
    QFile file(settingsFile(settings_));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestSettings) return;
    const auto kept = QJsonDocument::fromJson(file.readAll()).object();
    if (const auto folder = kept[u"folder"].toString(); !folder.isEmpty())
        settings_.directory = folder.toStdString();
    drill_ = kept[u"checked"].toString().left(200);
}

Status BackupService::save() const {
    const QJsonObject kept{{QStringLiteral("folder"), QString::fromStdString(settings_.directory)},
                           {QStringLiteral("checked"), drill_}};
    QSaveFile file(settingsFile(settings_));
    if (file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(kept).toJson()) >= 0 && file.commit())
        return Done{};
    return Error{
        phrase("The choice holds for now but could not be kept in {1}.", file.fileName().toStdString())};
}

/// Any thread: looks at the disk.
BackupService::Facts BackupService::facts() const {
    Facts out;
    const auto backups = backupsOf(settings_, disk_);
    out.backups = static_cast<std::int64_t>(backups.size());
    if (!backups.empty()) out.newest = QFileInfo(QString::fromStdString(backups.front())).lastModified();
    const auto nearest =
        disk_.exists(settings_.directory) ? settings_.directory : directoryOf(settings_.directory);
    out.sameDisk = sameDisk(nearest, directoryOf(settings_.record));
    out.recordExists = disk_.exists(settings_.record);
    out.due = backupIsDue(settings_, now(), false, disk_);
    return out;
}

Status BackupService::useFolder(const QString& folder) {
    if (worker_.joinable())
        return Error{phrase("A backup is being made; choose the folder when it is done.")};
    const auto path = QDir::cleanPath(folder).toStdString();
    if (!QFileInfo(folder).isDir() || ::access(path.c_str(), W_OK | X_OK) != 0)
        return Error{phrase("Backups can't be written to {1}. Choose a folder that can be written.", path)};
    settings_.directory = path;
    result_.clear();
    problem_.clear();
    auto kept = save();
    look();
    return kept;
}

void BackupService::backUpNow() {
    checking_ = false;
    run(tr("Copying the record …"), [this] { return takeAndPrune(); });
}

void BackupService::checkNewest() {
    checking_ = true;
    run(tr("Restoring the newest backup aside and reading it …"), [this] { return drillNewest(); });
}

void BackupService::stop() {
    cancelled_ = true;
}

void BackupService::look() {
    if (worker_.joinable()) return;
    lookAt_ = host_.boot() + kLookEvery;
    run({}, [] { return Outcome{}; });
}

void BackupService::consider(bool inSession) {
    if (inSession || worker_.joinable() || host_.boot() < retryAt_) return;
    if (facts_.recordExists && (facts_.due || signedSince_)) return backUpNow();
    if (host_.boot() >= lookAt_) look();
}

void BackupService::run(const QString& phase, Job job) {
    if (worker_.joinable()) {
        if (isRunning() || phase.isEmpty()) return;
        nextPhase_ = phase;
        next_ = std::move(job);
        return;
    }
    cancelled_ = false;
    fraction_ = 0;
    phase_ = phase;
    if (!phase.isEmpty()) {
        result_.clear();
        problem_.clear();
        watch_.start();
    }
    worker_ = std::thread([this, job = std::move(job)] {
        auto outcome = job();
        outcome.facts = facts();
        QMetaObject::invokeMethod(
            this, [this, outcome = std::move(outcome)] { finish(outcome); }, Qt::QueuedConnection);
    });
    Q_EMIT changed();
}

/// Worker thread.
BackupService::Outcome BackupService::takeAndPrune() {
    BackupWatch watch;
    watch.cancelled = [this] { return cancelled_.load(); };
    watch.progress = [this](BackupWatch::Phase phase, double fraction) {
        // Proving takes about as long as copying.
        fraction_ = phase == BackupWatch::Phase::copying ? fraction / 2 : 0.5 + fraction / 2;
        checking_ = phase == BackupWatch::Phase::checking;
    };
    Outcome out;
    const auto taken = takeBackup(settings_, now(), disk_, watch);
    if (!taken) {
        out.problem = QString::fromStdString(taken.error().message);
        return out;
    }
    out.tookBackup = true;
    out.result =
        tr("Backed up and checked: %1.").arg(words(taken->sessions, tr("1 session"), tr("%1 sessions")));
    if (!taken->keptEarlier.empty())
        out.problem =
            tr("The record no longer holds everything that the last backup holds. That backup is kept as "
               "%1. Have the record examined.")
                .arg(QString::fromStdString(taken->keptEarlier));
    if (const auto pruned = pruneBackups(settings_, disk_); !pruned)
        out.problem = QString::fromStdString(pruned.error().message);
    return out;
}

/// Worker thread.
BackupService::Outcome BackupService::drillNewest() {
    Outcome out;
    const auto backups = backupsOf(settings_, disk_);
    if (backups.empty()) {
        out.problem = tr("There is no backup in %1.").arg(QString::fromStdString(settings_.directory));
        return out;
    }
    fraction_ = 0.3;
    const auto drill = drillRestore(backups.front(), settings_, now(), disk_);
    if (!drill) {
        out.problem = QString::fromStdString(drill.error().message);
        return out;
    }
    const auto read = words(drill->sessions, tr("1 session"), tr("%1 sessions"));
    out.result = tr("The newest backup was restored aside, opened and read: %1. The record was not touched.")
                     .arg(read);
    out.drill = tr("%1: %2 restored and read").arg(longDate(now()), read);
    return out;
}

void BackupService::finish(const Outcome& outcome) {
    worker_.join();
    watch_.stop();
    const bool onlyLooked = std::exchange(phase_, QString()).isEmpty();
    facts_ = outcome.facts;
    if (!onlyLooked) {
        result_ = outcome.result;
        problem_ = outcome.problem;
        if (outcome.tookBackup) signedSince_ = false;
        retryAt_ = outcome.problem.isEmpty() || outcome.tookBackup ? Micros{0} : host_.boot() + kRetryAfter;
    }
    if (!outcome.drill.isEmpty()) {
        drill_ = outcome.drill;
        if (const auto kept = save(); !kept) problem_ = QString::fromStdString(kept.error().message);
    }
    if (next_) run(nextPhase_, std::exchange(next_, nullptr));
    Q_EMIT changed();
}

QString BackupService::shortState() const {
    if (isRunning()) return tr("being made");
    if (!problem_.isEmpty()) return tr("needs attention");
    return facts_.backups == 0 ? tr("none yet") : tr("last on %1").arg(dateAndTime(facts_.newest));
}

BackupPanel::State BackupService::state() const {
    BackupPanel::State state;
    if (facts_.backups > 0)
        state.last =
            tr("%1, checked; %2 kept")
                .arg(dateAndTime(facts_.newest), words(facts_.backups, tr("1 backup"), tr("%1 backups")));
    state.where = QString::fromStdString(settings_.directory);
    state.when =
        tr("each day and after each signed session, when no session is being recorded; kept for %1 days "
           "and %2 weeks")
            .arg(settings_.keepDaily)
            .arg(settings_.keepWeekly);
    state.drill = drill_;
    if (facts_.sameDisk)
        state.caution =
            tr("The backups lie on the same disk as the record: they do not help when that disk fails. "
               "Choose a folder on another one.");
    state.problem = problem_;
    state.result = result_;
    state.canBackUp = facts_.recordExists;
    if (isRunning()) {
        state.phase = checking_ && fraction_ >= 0.5 ? tr("Checking the copy …") : phase_;
        state.fraction = fraction_;
    }
    return state;
}

} // namespace chairside
