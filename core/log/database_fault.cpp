// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/database_fault.h"

#include "core/base/phrase.h"

#include <sqlite3.h>

namespace chairside {

Failure failureOf(int code) {
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Failure::busy;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH: return Failure::constraint;
    case SQLITE_CORRUPT:
    case SQLITE_INTERRUPT: // see boundWork()
    case SQLITE_NOTADB: return Failure::damaged;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return Failure::disk;
    case SQLITE_AUTH: return Failure::denied;
    default: return Failure::other;
    }
}

std::string failureSentence(int code, const std::string& path, const char* detail) {
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return phrase("The record file {1} is in use by another program. Nothing in it was changed. Close the"
                      " other program and try again.",
                      path);
    case SQLITE_NOTADB:
        return phrase("The record file {1} is not a Chairside record: it is not an SQLite database. It was "
                      "left untouched. Choose another file.",
                      path);
    case SQLITE_CORRUPT:
        return phrase("The record file {1} is damaged. It was left as it is. Restore the last backup, or have"
                      " the file examined.",
                      path);
    case SQLITE_FULL:
        return phrase("The record file {1} cannot grow because the disk is full. What was saved before is "
                      "safe. Free some space on the disk.",
                      path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return phrase("The record file {1} cannot be written: the file, its folder or the disk is read-only. "
                      "Nothing in it was changed. Ask for write permission, or choose another file.",
                      path);
    case SQLITE_CANTOPEN:
        return phrase("The record file {1} cannot be opened: the folder is missing or access is not "
                      "permitted. Check the folder and its permissions.",
                      path);
    case SQLITE_IOERR:
        return phrase("The record file {1} cannot be read or written: the disk reported an error ({2}). What "
                      "was saved before is kept. Check the disk.",
                      path, std::to_string(code));
    case SQLITE_INTERRUPT:
        return phrase("The record file {1} is not read to its end: its pages lead in circles, as in a file "
                      "that is damaged or made to do harm. It was left untouched. Restore a backup, or choose"
                      " another file.",
                      path);
    default:
        return phrase("The record file {1} could not be used ({2}, code {3}).", path, detail,
                      std::to_string(code));
    }
}

} // namespace chairside
