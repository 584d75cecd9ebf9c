// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/commands.h"

#include "app/admin/record_access.h"
#include "core/base/number.h"
#include "core/domain/event_words.h"
#include "core/interop/exporter.h"
#include "core/log/backup.h"
#include "core/log/segments.h"
#include "core/log/session_file.h"
#include "core/log/verify.h"

namespace chairside {
namespace {

std::string nameOf(const Patient& patient) {
    return patient.familyName + (patient.givenName.empty() ? "" : ", " + patient.givenName);
}

BackupSettings backupSettings(const AdminOptions& options) {
    BackupSettings settings;
    settings.record = options.database.toStdString();
    settings.directory = options.out.toStdString();
    return settings;
}

constexpr std::size_t kDigestDigits = 64,
                      kPrintedDigits = 16; ///< a report's last line, the foot of its pages

/// As typed from paper: capitals and spaces do not matter.
Result<std::string> printedHead(const QString& typed) {
    auto digits = typed.toLower().remove(u' ').toStdString();
    const bool fits = digits.size() >= kPrintedDigits && digits.size() <= kDigestDigits &&
                      digits.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (fits) return digits;
    return Error{
        "--head takes the digest of a report: the 16 digits and letters at the foot of each page, or "
        "all 64."};
}

/// Whether a session of the file ends as the report says; a damaged session's head proves nothing.
int compareHead(const Verification& found, const std::string& head) {
    for (const auto& one : found.chainHeads) { // "session hash"
        const auto space = one.find(' ');
        if (one.compare(space + 1, head.size(), head) != 0) continue;
        const auto session = one.substr(0, space);
        for (const auto& finding : found.findings)
            if (!finding.session || finding.session->toString() == session)
                return fail("The digest is that of session " + session +
                            ", but the file is not sound, so it proves nothing.");
        line("the report is of session " + session + " as it is here: the digest is the same");
        return found.sound() ? 0 : 1;
    }
    return fail("No session of this file ends with the digest " + head +
                ". It was recorded in another file, something was entered after the report was printed, or "
                "the session was changed.");
}

} // namespace

int listSessions(const AdminOptions& options) {
    auto history = openRecord(options);
    if (!history) return fail(history.error().message);
    SessionFilter filter;
    filter.text = options.search.toStdString();
    auto sessions = history.value()->sessions(filter, static_cast<int>(options.limit));
    if (!sessions) return fail(sessions.error().message);
    for (const auto& s : sessions.value())
        line(s.session.toString() + "  " + formatDate(s.opened) + " " + formatClock(s.opened).substr(0, 5) +
             "  " + std::string(statusName(s.status)) + "  " + nameOf(s.patient) + "  " + s.protocolTitle +
             "  " + (s.doseMg ? formatPlain(*s.doseMg, 2) + " mg" : "no dose") + "  " +
             std::to_string(s.events) + " events" + (s.simulated ? "  simulated" : "") +
             (s.demo ? "  demo" : ""));
    auto total = history.value()->sessionCount();
    if (total) line(std::to_string(sessions->size()) + " of " + std::to_string(total.value()) + " sessions");
    return 0;
}

int showSession(const AdminOptions& options) {
    auto history = openRecord(options);
    if (!history) return fail(history.error().message);
    auto record = findSession(*history.value(), options);
    if (!record) return fail(record.error().message);
    const auto& s = record->summary;
    line("session    " + s.session.toString());
    line("patient    " + nameOf(s.patient) + ", born " + s.patient.birthDate + ", MRN " + s.patient.mrn);
    line("protocol   " + s.protocolTitle + ", version " + std::to_string(s.protocolVersion));
    line("opened     " + formatIso(s.opened) + (s.demo ? "  DEMO" : "") + (s.simulated ? "  SIMULATED" : "") +
         (s.speed > 1 ? "  " + formatPlain(s.speed) + "x" : ""));
    line("status     " + std::string(statusName(s.status)));
    line("readings   " + std::to_string(record->readings.size()));
    line("chain head " + record->chainHead);
    line("");
    for (const auto& event : record->events)
        line(formatClock(shifted(event.at, event.effective - event.at.mono).wall) + "  " +
             formatDuration(event.effective - MonoTime{}) + "  " + describe(event) + "  [" +
             event.actor.name + "]");
    for (const auto& sentence : record->unread) line("not read: " + sentence);
    return 0;
}

int verifyFile(const AdminOptions& options) {
    std::string printedOn;
    if (!options.head.isEmpty()) {
        auto printed = printedHead(options.head);
        if (!printed) return fail(printed.error().message, 2);
        printedOn = std::move(printed).value();
    }
    const auto result = verify(options.argument.toStdString());
    for (const auto& head : result.chainHeads) line("chain  " + head);
    for (const auto& finding : result.findings)
        line(std::string(damageName(finding.damage)) +
             (finding.session ? "  session " + finding.session->toString() : "") +
             (finding.seq > 0 ? "  at " + std::to_string(finding.seq) : "") + "  " + finding.sentence);
    line("schema " + std::to_string(result.schemaVersion) + ", " + std::to_string(result.sessions) +
         " sessions, " + std::to_string(result.events) + " events, " + std::to_string(result.readings) +
         " readings of which " + std::to_string(result.sealedReadings) + " are sealed");
    for (const auto& part : result.incomplete)
        line("incomplete  session " + part.session->toString() + "  at " + std::to_string(part.seq) + "  " +
             part.sentence);
    line(result.sound() ? "sound" : result.findings.empty() ? "NOT COMPLETE" : "NOT SOUND");
    if (!printedOn.empty()) return compareHead(result, printedOn);
    return result.sound() ? 0 : 1;
}

int extractSession(const AdminOptions& options) {
    if (options.out.isEmpty()) return fail("extract needs --out with an existing folder.", 2);
    auto history = openRecord(options);
    if (!history) return fail(history.error().message);
    auto record = findSession(*history.value(), options);
    if (!record) return fail(record.error().message);
    RealDisk disk;
    const auto to = options.out.toStdString() + "/" + exportName(record.value()) + ".session.db";
    const auto made = writeSessionFile(options.database.toStdString(), record->summary.session, to, {}, disk);
    if (!made) return fail(made.error().message);
    line(to + ": " + std::to_string(record->readings.size()) + " readings, " +
         std::to_string(record->events.size()) + " events, chain head " + record->chainHead);
    return 0;
}

int backupRecord(const AdminOptions& options) {
    if (options.out.isEmpty()) return fail("backup needs --out with a folder, best on another disk.", 2);
    RealDisk disk;
    const auto settings = backupSettings(options);
    auto made = takeBackup(settings, systemWallNow(), disk);
    if (!made) return fail(made.error().message);
    line("backup " + made->path + " was checked and is sound: " + std::to_string(made->sessions) +
         " sessions, " + std::to_string(made->events) + " events, " + std::to_string(made->readings) +
         " readings");
    if (!made->keptEarlier.empty())
        line("the record does not hold everything that the last backup holds; that one is kept as " +
             made->keptEarlier);
    auto pruned = pruneBackups(settings, disk);
    if (!pruned) return fail(pruned.error().message);
    if (pruned.value() > 0) line(std::to_string(pruned.value()) + " older backups were removed");
    return 0;
}

int drillBackup(const AdminOptions& options) {
    RealDisk disk;
    const auto settings = backupSettings(options);
    auto path = options.argument.toStdString();
    if (path.empty()) {
        if (options.out.isEmpty())
            return fail("drill needs a backup file, or --out with the folder of the backups.", 2);
        const auto backups = backupsOf(settings, disk);
        if (backups.empty()) return fail("There is no backup in " + settings.directory + ".");
        path = backups.front();
    }
    const auto drill = drillRestore(path, settings, systemWallNow(), disk);
    if (!drill) return fail(drill.error().message);
    line("backup " + path + " was restored beside itself, opened and read: " +
         std::to_string(drill->sessions) + " sessions, " + std::to_string(drill->rows) + " rows");
    if (!drill->newestSession.empty()) line("newest session: " + drill->newestSession);
    line("the record was not touched");
    return 0;
}

int restoreRecord(const AdminOptions& options) {
    const auto backup = options.argument.toStdString();
    RealDisk disk;
    auto kept = restoreBackup(backup, backupSettings(options), systemWallNow(), disk);
    if (!kept) return fail(kept.error().message);
    line("restored " + options.database.toStdString() + " from " + backup);
    if (!kept->empty()) line("the record that was there is kept as " + kept.value());
    return 0;
}

} // namespace chairside
