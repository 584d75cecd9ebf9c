// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/failing_statements.h"

#include <atomic>
#include <cstring>
#include <sqlite3.h>

namespace chairside::testing {
namespace {

std::atomic<std::int64_t> statementsLeft{0}; ///< 0: not asked to fail
std::atomic<int> statementAnswer{SQLITE_OK};
std::atomic<bool> statementsLasting{false}, statementsHappened{false};
std::atomic<bool> last{false}; ///< the newest call failed here, so SQLite itself does not know of it

bool statementFails() {
    const auto left = statementsLeft.load();
    last = left == 1;
    if (left == 0) return false;
    if (left > 1) return --statementsLeft, false;
    statementsHappened = true;
    if (!statementsLasting) statementsLeft = 0;
    return true;
}

} // namespace

FailingStatements::FailingStatements(std::int64_t at, int code, bool persistent) : at_(at) {
    statementsLasting = persistent;
    statementAnswer = code;
    begin();
}
void FailingStatements::begin() {
    statementsHappened = false;
    statementsLeft = at_;
}
FailingStatements::~FailingStatements() {
    end();
}
void FailingStatements::end() {
    statementsLeft = 0;
    last = false;
}
bool FailingStatements::fired() const {
    return statementsHappened;
}

// Names that the linker makes up for --wrap.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" {
int __real_sqlite3_open_v2(const char*, sqlite3**, int, const char*);
int __real_sqlite3_prepare_v3(sqlite3*, const char*, int, unsigned, sqlite3_stmt**, const char**);
int __real_sqlite3_step(sqlite3_stmt*);
int __real_sqlite3_exec(sqlite3*, const char*, int (*)(void*, int, char**, char**), void*, char**);
int __real_sqlite3_wal_checkpoint_v2(sqlite3*, const char*, int, int*, int*);
sqlite3_backup* __real_sqlite3_backup_init(sqlite3*, const char*, sqlite3*, const char*);
int __real_sqlite3_backup_step(sqlite3_backup*, int);
int __real_sqlite3_backup_finish(sqlite3_backup*);
int __real_sqlite3_extended_errcode(sqlite3*);
using Authorizer = int(void*, int, const char*, const char*, const char*, const char*);
int __real_sqlite3_set_authorizer(sqlite3*, Authorizer*, void*);

int __wrap_sqlite3_open_v2(const char* name, sqlite3** db, int flags, const char* vfs) {
    if (!statementFails()) return __real_sqlite3_open_v2(name, db, flags, vfs);
    *db = nullptr; // as when there is no memory for it
    return statementAnswer;
}
int __wrap_sqlite3_prepare_v3(sqlite3* db, const char* sql, int bytes, unsigned flags, sqlite3_stmt** out,
                              const char** tail) {
    return statementFails() ? statementAnswer.load()
                            : __real_sqlite3_prepare_v3(db, sql, bytes, flags, out, tail);
}
int __wrap_sqlite3_step(sqlite3_stmt* statement) {
    return statementFails() ? statementAnswer.load() : __real_sqlite3_step(statement);
}
int __wrap_sqlite3_exec(sqlite3* db, const char* sql, int (*row)(void*, int, char**, char**), void* self,
                        char** error) {
    // Nobody else can hold up a rollback: SQLite never calls it busy.
    const bool spared = statementAnswer == SQLITE_BUSY && std::strcmp(sql, "ROLLBACK") == 0;
    return !spared && statementFails() ? statementAnswer.load()
                                       : __real_sqlite3_exec(db, sql, row, self, error);
}
int __wrap_sqlite3_wal_checkpoint_v2(sqlite3* db, const char* name, int mode, int* log, int* copied) {
    return statementFails() ? statementAnswer.load()
                            : __real_sqlite3_wal_checkpoint_v2(db, name, mode, log, copied);
}
sqlite3_backup* __wrap_sqlite3_backup_init(sqlite3* to, const char* toName, sqlite3* from,
                                           const char* fromName) {
    return statementFails() ? nullptr : __real_sqlite3_backup_init(to, toName, from, fromName);
}
int __wrap_sqlite3_backup_step(sqlite3_backup* backup, int pages) {
    return statementFails() ? statementAnswer.load() : __real_sqlite3_backup_step(backup, pages);
}
int __wrap_sqlite3_backup_finish(sqlite3_backup* backup) {
    const int code = __real_sqlite3_backup_finish(backup); // always: it also ends the copy
    return statementFails() ? statementAnswer.load() : code;
}
int __wrap_sqlite3_set_authorizer(sqlite3* db, Authorizer* authorizer, void* self) {
    return statementFails() ? statementAnswer.load() : __real_sqlite3_set_authorizer(db, authorizer, self);
}
int __wrap_sqlite3_extended_errcode(sqlite3* db) {
    return last ? statementAnswer.load() : __real_sqlite3_extended_errcode(db);
}
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

} // namespace chairside::testing
