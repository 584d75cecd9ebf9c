// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/database.h"

#include "core/base/phrase.h"
#include "core/log/database_fault.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sqlite3.h>
#include <sys/stat.h>

namespace chairside {
namespace {

constexpr int kBusyTimeoutMs = 2'000;
constexpr int kChunkBytes = 8 << 20; // grow the file in large steps, so that a full disk is met early

/// A path as an SQLite URI; only these characters have a meaning there.
std::string uri(const std::string& path, const std::string& query) {
    std::string out = "file:";
    for (char c : path) {
        if (c == '%')
            out += "%25";
        else if (c == '?')
            out += "%3f";
        else if (c == '#')
            out += "%23";
        else
            out += c;
    }
    return out + query;
}

/// A pipe would keep whoever opens it waiting for somebody at its other end, and a device may never end.
/// SQLite opens what lies beside a record together with it; a folder there is no more than a file that cannot
/// be made.
Status refuseWhatIsNoFile(const std::string& path) {
    const auto refused = [](const std::string& name) {
        return Error{phrase("{1} is not a file that can be read.", name)};
    };
    struct stat found {};
    if (::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode)) return refused(path);
    for (const char* beside : {"-journal", "-wal", "-shm"})
        if (::stat((path + beside).c_str(), &found) == 0 && !S_ISREG(found.st_mode) &&
            !S_ISDIR(found.st_mode))
            return refused(path + beside);
    return Done{};
}

bool isPragmaForReading(const char* name) {
    static constexpr std::array kReading{"quick_check",    "integrity_check", "user_version",
                                         "application_id", "freelist_count",  "page_count",
                                         "page_size"};
    return std::any_of(kReading.begin(), kReading.end(),
                       [&](const char* k) { return std::strcmp(k, name) == 0; });
}

/// After start-up: appending, reading and projections; nothing that could change what was recorded.
int authorize(void* appendOnly, int action, const char* first, const char* second, const char*, const char*) {
    const auto& tables = *static_cast<const std::vector<std::string>*>(appendOnly);
    const auto isLog = [&](const char* name) {
        return std::find(tables.begin(), tables.end(), name) != tables.end() ||
               std::strncmp(name, "sqlite_", 7) == 0;
    };
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT: return SQLITE_OK;
    case SQLITE_INSERT: return std::strncmp(first, "sqlite_", 7) == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_UPDATE:
    case SQLITE_DELETE: return isLog(first) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA: return !second && isPragmaForReading(first) ? SQLITE_OK : SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

} // namespace

// ---- Database ----

Database::Database(std::string path, OpenSettings settings, sqlite3* raw)
    : path_(std::move(path)), settings_(std::move(settings)), raw_(raw) {}

Database::~Database() {
    sqlite3_close_v2(raw_);
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, const OpenSettings& settings) {
    if (auto file = refuseWhatIsNoFile(path); !file) return file.error();
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    std::string query = settings.powersafeOverwrite ? "?psow=1" : "?psow=0";
    if (settings.mode == OpenMode::writer)
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    else
        flags |= SQLITE_OPEN_READONLY;
    if (settings.mode == OpenMode::foreign && settings.immutable) query = "?mode=ro&immutable=1";
    sqlite3* raw = nullptr;
    const char* vfs = settings.vfs.empty() ? nullptr : settings.vfs.c_str();
    const int code = sqlite3_open_v2(uri(path, query).c_str(), &raw, flags, vfs);
    std::unique_ptr<Database> db(new Database(path, settings, raw));
    if (code != SQLITE_OK) return db->failed(code);
    if (settings.mode == OpenMode::writer && db->isReadOnly()) return db->failed(SQLITE_READONLY);
    if (auto done = db->configure(); !done) return done.error();
    return db;
}

Status Database::configure() {
    sqlite3_busy_timeout(raw_, kBusyTimeoutMs);
    struct Switch {
        int option, value;
    };
    for (const auto& [option, value] :
         {Switch{SQLITE_DBCONFIG_DEFENSIVE, 1}, Switch{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
          Switch{SQLITE_DBCONFIG_DQS_DML, 0}, Switch{SQLITE_DBCONFIG_DQS_DDL, 0},
          Switch{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}, Switch{SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}}) {
        int now = -1;
        if (sqlite3_db_config(raw_, option, value, &now) != SQLITE_OK || now != value)
            return Error{
                phrase("This SQLite library refuses a safety setting; the record file was not opened.")};
    }
    if (settings_.mode == OpenMode::writer) return Done{};
    if (auto set = execute("PRAGMA query_only=1"); !set) return set;
    if (settings_.mode == OpenMode::reader) return Done{};
    for (const auto& [option, value] :
         {Switch{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, Switch{SQLITE_DBCONFIG_ENABLE_VIEW, 0}}) {
        int now = -1;
        sqlite3_db_config(raw_, option, value, &now);
    }
    // Bounds on what a hostile file can make SQLite do, after the high-security table of its documentation.
    for (const auto& [limit, value] :
         {Switch{SQLITE_LIMIT_LENGTH, 2'000'000}, Switch{SQLITE_LIMIT_SQL_LENGTH, 100'000},
          Switch{SQLITE_LIMIT_COLUMN, 100}, Switch{SQLITE_LIMIT_EXPR_DEPTH, 20},
          Switch{SQLITE_LIMIT_ATTACHED, 0}, Switch{SQLITE_LIMIT_VDBE_OP, 25'000},
          Switch{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50}})
        sqlite3_limit(raw_, limit, value);
    boundWork();
    return execute("PRAGMA cell_size_check=1");
}

/// Pages that name each other in circles could keep a reader busy for years: no query gets more steps than a
/// file of this size can need.
void Database::boundWork() {
    constexpr int kStepsPerCall = 10'000;
    constexpr std::int64_t kCallsAtLeast = 2'000,
                           kBytesPerCall = 256; // 160,000 steps for a page of 4,096 bytes
    sqlite3_file* file = nullptr;
    sqlite3_int64 bytes = 0;
    if (sqlite3_file_control(raw_, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file &&
        file->pMethods)
        file->pMethods->xFileSize(file, &bytes);
    if (sqlite3_file_control(raw_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) == SQLITE_OK && file &&
        file->pMethods) {
        sqlite3_int64 more = 0;
        if (file->pMethods->xFileSize(file, &more) == SQLITE_OK) bytes += more;
    }
    callsLeft_ = kCallsAtLeast + bytes / kBytesPerCall;
    sqlite3_progress_handler(
        raw_, kStepsPerCall,
        [](void* self) { return --static_cast<Database*>(self)->callsLeft_ < 0 ? 1 : 0; }, this);
}

Status Database::expect(const std::string& pragma, const std::string& value) {
    // To its end: a change of the journal's mode is committed only after the row that tells it, and a failure
    // there would leave a file without a write-ahead log that calls itself one with it.
    if (auto set = execute("PRAGMA " + pragma + "=" + value); !set) return set;
    auto now = text("PRAGMA " + pragma);
    if (!now) return now.error();
    if (now.value() == value) return Done{};
    return Error{phrase(
        "The record file {1} could not be set up safely ({2} is {3} instead of {4}), so it is not used.",
        path_, pragma, now.value(), value)};
}

/// What belongs to the open file and not to the connection; psow was asked for when it was opened.
Status Database::settleFile() {
    struct Control {
        const char* name;
        int what, value;
        bool set, canBeRead;
    };
    for (const auto& [name, what, value, set, canBeRead] :
         {Control{"persist_wal", SQLITE_FCNTL_PERSIST_WAL, 1, true, true},
          Control{"chunk_size", SQLITE_FCNTL_CHUNK_SIZE, kChunkBytes, true, false},
          Control{"psow", SQLITE_FCNTL_POWERSAFE_OVERWRITE, settings_.powersafeOverwrite ? 1 : 0, false,
                  true}}) {
        int given = value, now = -1;
        const bool done = !set || sqlite3_file_control(raw_, "main", what, &given) == SQLITE_OK;
        const bool read =
            !canBeRead || (sqlite3_file_control(raw_, "main", what, &now) == SQLITE_OK && now == value);
        if (!done || !read)
            return Error{phrase("The record file {1} could not be set up safely ({2}), so it is not used.",
                                path_, name)};
    }
    return Done{};
}

Status Database::settle() {
    if (auto set = settleFile(); !set) return set;
    const std::string synchronous = settings_.synchronous == "FULL"     ? "2"
                                    : settings_.synchronous == "NORMAL" ? "1"
                                                                        : "0";
    for (const auto& [pragma, value] : {std::pair<std::string, std::string>{"journal_mode", "wal"},
                                        {"synchronous", synchronous},
                                        {"wal_autocheckpoint", "0"},
                                        {"foreign_keys", "1"},
                                        {"recursive_triggers", "1"},
                                        {"trusted_schema", "0"},
                                        {"cell_size_check", "1"},
                                        {"temp_store", "2"}})
        if (auto set = expect(pragma, value); !set) return set;
    // A page that is mapped turns an error of the disk into the end of the program. A system that cannot map
    // has no such setting.
    auto mapped = text("PRAGMA mmap_size=0");
    if (mapped) mapped = text("PRAGMA mmap_size");
    if (!mapped) return mapped.error();
    if (!mapped->empty() && mapped.value() != "0")
        return Error{phrase("The record file {1} could not be set up safely ({2}), so it is not used.", path_,
                            "mmap_size")};
    sqlite3_wal_hook(
        raw_,
        [](void* self, sqlite3*, const char*, int frames) {
            static_cast<Database*>(self)->walFrames_ = frames;
            return SQLITE_OK;
        },
        this);
    const auto anew = beginLogAnew();
    // A full disk can be read; each write asks again before it appends anything.
    if (!anew && (sqlite3_errcode(raw_) & 0xFF) == SQLITE_FULL) return Done{};
    return anew;
}

/// What is recovered after a power cut or a kill may end in the middle of a sector, and the next power cut
/// can damage the sector that is then being written: acknowledged entries with it. So nothing is ever
/// appended to a log that an earlier run left.
Status Database::beginLogAnew() {
    if (logIsAnew_ || isReadOnly()) return Done{};
    auto copied = checkpoint(Checkpoint::truncate);
    logIsAnew_ = bool(copied);
    return copied;
}

Status Database::lockDown(std::vector<std::string> appendOnly) {
    appendOnly_ = std::move(appendOnly);
    const int code = sqlite3_set_authorizer(raw_, &authorize, &appendOnly_);
    if (code != SQLITE_OK) return failed(code);
    return Done{};
}

Result<Statement> Database::prepare(std::string_view sql) {
    checkThread();
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(raw_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) return failed(code);
    return Statement(*this, raw);
}

Status Database::execute(const std::string& sql) {
    checkThread();
    const int code = sqlite3_exec(raw_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failed(code);
    return Done{};
}

Result<std::string> Database::text(const std::string& sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    auto row = statement->step();
    if (!row) return row.error();
    return row.value() ? statement->text(0) : std::string();
}

Result<std::int64_t> Database::integer(const std::string& sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    auto row = statement->step();
    if (!row) return row.error();
    return row.value() ? statement->integer(0) : std::int64_t{0};
}

Status Database::checkpoint(Checkpoint kind) {
    checkThread();
    const int mode = kind == Checkpoint::passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    const int code = sqlite3_wal_checkpoint_v2(raw_, "main", mode, nullptr, nullptr);
    // A reader that still looks at old pages only puts a checkpoint off: the data is in the log file all the
    // same.
    if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) return failed(code);
    return Done{};
}

bool Database::isReadOnly() const {
    return sqlite3_db_readonly(raw_, "main") == 1;
}

bool Database::hasMoved() const {
    int moved = 0;
    return sqlite3_file_control(raw_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

void Database::checkThread() const {
    if (settings_.mode != OpenMode::writer || owner_ == std::this_thread::get_id()) return;
    std::fputs("chairside: the record was written from a thread that does not own it.\n", stderr);
    std::abort(); // a mistake in the program; the next start resumes
}

Error Database::failed(int code) {
    lastFailure_ = failureOf(code);
    return {failureSentence(code, path_, raw_ ? sqlite3_errmsg(raw_) : sqlite3_errstr(code))};
}

// ---- Transaction ----

Result<Transaction> Transaction::begin(Database& db) {
    if (auto ready = db.beginLogAnew(); !ready) return ready.error();
    if (auto begun = db.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    return Transaction(db);
}

Transaction::~Transaction() {
    if (db_) sqlite3_exec(db_->raw(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Status Transaction::commit() {
    auto done = db_->execute("COMMIT");
    if (done) db_ = nullptr;
    return done;
}

} // namespace chairside
