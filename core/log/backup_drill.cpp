// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/backup.h"
#include "core/log/history.h"
#include "core/log/segments.h"

namespace chairside {
namespace {

/// Opened, read and counted as the program would do it at its next start.
Result<DrillReport> useRestored(const std::string& path, const BackupSettings& settings) {
    DrillReport report;
    {
        LogFiles files;
        files.path = path;
        files.reserveSpace = false;
        files.database = settings.database;
        auto store = SegmentedStore::open(std::move(files));
        if (!store) return store.error();
        report.rows = store.value()->totalRows();
    }
    auto history = HistoryReader::open(path, settings.database);
    if (!history) return history.error();
    auto count = history.value()->sessionCount();
    if (!count) return count.error();
    report.sessions = count.value();
    auto newest = history.value()->sessions({}, 1);
    if (!newest) return newest.error();
    if (newest->empty()) return report;
    auto record = history.value()->session(newest->front().session);
    if (!record) return record.error();
    const auto& summary = record->summary;
    report.newestSession = formatDate(summary.opened) + ", " + std::to_string(record->events.size()) +
                           " entries and " + std::to_string(record->readings.size()) + " readings";
    return report;
}

} // namespace

Result<DrillReport> drillRestore(const std::string& backup, const BackupSettings& settings, WallTime now,
                                 Disk& disk) {
    BackupSettings aside = settings;
    aside.record = backup + ".drill.db";
    const auto clear = [&]() -> Status {
        for (const char* side : {"-wal", "-shm", ".lock", ".part", ""})
            if (disk.exists(aside.record + side))
                if (auto gone = disk.remove(aside.record + side); !gone) return gone;
        return Done{};
    };
    if (auto cleared = clear(); !cleared) return cleared.error();
    auto restored = restoreBackup(backup, aside, now, disk);
    auto report = restored ? useRestored(aside.record, aside) : Result<DrillReport>(restored.error());
    if (auto cleared = clear(); !cleared) return cleared.error();
    return report;
}

} // namespace chairside
