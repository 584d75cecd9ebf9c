// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of `chairside-admin`. Each returns the exit status and says what it did; none opens a window.
// Exit status: 0 done and sound, 1 it could not be done or something is wrong with the record, 2 the command
// line is wrong.
#pragma once

#include <QString>
#include <cstdint>

namespace chairside {

struct AdminOptions {
    QString database; ///< record file
    QString search;   ///< list: words
    QString argument; ///< what the verb is about: a file, or a session (next)
    QString session;  ///< identity, or an unambiguous beginning of it
    QString format = QStringLiteral("csv");
    QString out; ///< folder (export, backup) or file
    QString resources;
    QString paper = QStringLiteral("a4"); ///< report: a4 or letter
    bool summary = false;                 ///< report: one page
    bool all = false;                     ///< export: every session
    bool deidentified = false;            ///< export: without names and with moved dates
    bool keepFreeText = false;     ///< export, deidentified: somebody confirmed that the notes hold no names
    QString map, by, patient, mrn; ///< import
    QString head;                  ///< verify: as printed on a report, the whole or its beginning
    bool check = false;            ///< import: only look
    std::int64_t sessions = 0;
    std::uint64_t seed = 1;
    QString protocol;            ///< generate: id of the protocol; empty = the infusion for depression
    double periodSeconds = 1;    ///< generate: seconds between readings
    std::int64_t variants = 0;   ///< generate: different sessions, repeated from then on; 0 = all differ
    std::int64_t perPatient = 6; ///< generate: sessions of each patient
    std::int64_t full = 0;       ///< generate: the newest so many are of one patient, with a reading a second
    double limit = 200;
};

int listSessions(const AdminOptions& options);
int showSession(const AdminOptions& options);
/// A clinic's document, judged as before it is taken over; nothing is taken over.
int checkDocument(const AdminOptions& options);
int verifyFile(const AdminOptions& options);
int exportSession(const AdminOptions& options);
/// A recording of another program as an archived session.
int importRecording(const AdminOptions& options);
/// One session as a PDF; needs a QGuiApplication.
int reportSession(const AdminOptions& options);
/// One session as a record file of its own, for verifyFile and docs/verify.py.
int extractSession(const AdminOptions& options);
int backupRecord(const AdminOptions& options);
/// Restores a backup (the newest in --out without one) aside and proves that it can be used.
int drillBackup(const AdminOptions& options);
int restoreRecord(const AdminOptions& options);
/// A synthetic archive: whole standard sessions of invented patients, through the engine and the writer.
int generateArchive(const AdminOptions& options);

/// Prints a sentence on standard error; answers the exit status.
int fail(const std::string& sentence, int status = 1);

} // namespace chairside
