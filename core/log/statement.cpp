// SPDX-License-Identifier: GPL-3.0-or-later
// The prepared statement of database.h.
#include "core/log/database.h"

#include <sqlite3.h>

namespace chairside {

void Statement::Finalize::operator()(sqlite3_stmt* raw) const {
    sqlite3_finalize(raw);
}

Result<bool> Statement::step() {
    db_->checkThread();
    // Memory may have been too short to take a value: without it the row would be another one.
    if (bound_ != SQLITE_OK) return db_->failed(bound_);
    const int code = sqlite3_step(raw_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return db_->failed(sqlite3_extended_errcode(db_->raw_));
}

Status Statement::run() {
    for (;;) {
        auto row = step();
        if (!row) {
            reset();
            return row.error();
        }
        if (!row.value()) break;
    }
    reset();
    return Done{};
}

/// sqlite3_reset repeats the last step's code, which was already answered.
void Statement::reset() {
    sqlite3_reset(raw_.get());
}
bool Statement::isNull(int column) const {
    return sqlite3_column_type(raw_.get(), column) == SQLITE_NULL;
}
std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(raw_.get(), column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(raw_.get(), column);
}

std::string Statement::text(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(raw_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(raw_.get(), column));
    return data ? std::string(data, size) : std::string();
}

void Statement::put(int at, double value) {
    note(sqlite3_bind_double(raw_.get(), at, value));
}
void Statement::put(int at, std::nullptr_t) {
    note(sqlite3_bind_null(raw_.get(), at));
}
void Statement::putInteger(int at, std::int64_t value) {
    note(sqlite3_bind_int64(raw_.get(), at, value));
}
void Statement::put(int at, std::string_view text) {
    note(sqlite3_bind_text64(raw_.get(), at, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                             SQLITE_UTF8));
}
void Statement::putBlob(int at, const void* data, std::size_t size) {
    note(sqlite3_bind_blob64(raw_.get(), at, data, size, SQLITE_TRANSIENT));
}

} // namespace chairside
