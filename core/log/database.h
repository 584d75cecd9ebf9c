// SPDX-License-Identifier: GPL-3.0-or-later
// A thin owner over SQLite's C interface: Database, Statement, Transaction. The only door to sqlite3.h.
// A Database belongs to the thread that opened it; every setting of the record file is set and read back.
// It never retries after an I/O error and never checkpoints by itself. Failures come back as sentences for
// people; what kind of failure it was is asked with lastFailure().
#pragma once

#include "core/base/result.h"
#include "core/log/digest.h"

#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace chairside {

enum class OpenMode : std::uint8_t {
    writer,  ///< the one connection of the log writer; creates the file if it is not there
    reader,  ///< query_only, beside a writer or alone
    foreign, ///< a file of unknown origin: immutable, nothing in it is executed
};

/// How a file is opened. The defaults are the measured ones; only tests hand in others (negative controls).
struct OpenSettings {
    OpenMode mode = OpenMode::reader;
    std::string vfs = {};            ///< empty = the operating system's
    bool powersafeOverwrite = false; ///< psow: true trusts the disk not to damage neighbouring bytes
    std::string synchronous = "FULL";
    bool immutable = true; ///< foreign only: nobody writes it and it has no write-ahead log
};

enum class Failure : std::uint8_t { none, busy, constraint, damaged, disk, denied, other };

class Database;

/// A prepared statement. Bind by position from 1, step, read columns from 0. Reusable after reset().
class Statement {
public:
    template <class... Values>
    Statement& bind(const Values&... values) {
        reset();
        bound_ = 0;
        int at = 0;
        (put(++at, values), ...);
        return *this;
    }
    Result<bool> step(); ///< true: a row is there; false: done
    Status run();        ///< steps to the end, then resets
    void reset();

    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const; ///< text or blob, with its exact length

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt*) const;
    };
    Statement(Database& db, sqlite3_stmt* raw) : db_(&db), raw_(raw) {}

    template <std::integral T>
    void put(int at, T value) {
        putInteger(at, static_cast<std::int64_t>(value));
    }
    void put(int at, double value);
    void put(int at, std::string_view text);
    void put(int at, const std::string& text) { put(at, std::string_view(text)); }
    void put(int at, const char* text) { put(at, std::string_view(text)); }
    void put(int at, std::nullptr_t);
    void putInteger(int at, std::int64_t value);
    void putBlob(int at, const void* data, std::size_t size);
    template <std::size_t N>
    void put(int at, const std::array<std::uint8_t, N>& bytes) {
        putBlob(at, bytes.data(), N);
    }
    void put(int at, std::span<const std::uint8_t> bytes) { putBlob(at, bytes.data(), bytes.size()); }
    template <class T>
    void put(int at, const std::optional<T>& value) {
        value ? put(at, *value) : put(at, nullptr);
    }

    void note(int code) {
        if (bound_ == 0) bound_ = code;
    }

    Database* db_;
    std::unique_ptr<sqlite3_stmt, Finalize> raw_;
    int bound_ = 0; ///< of the first value that could not be bound; step() answers it
};

class Database {
public:
    static Result<std::unique_ptr<Database>> open(const std::string& path, const OpenSettings& settings);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    Result<Statement> prepare(std::string_view sql);
    Status execute(const std::string& sql);               ///< constant texts only
    Result<std::int64_t> integer(const std::string& sql); ///< first column of the first row
    Result<std::string> text(const std::string& sql);

    /// Applies and reads back the settings of a record file. Call once, after the file is known to be ours.
    Status settle();
    /// From here on: rows of `appendOnly` are never updated or deleted, and no object or setting is changed.
    Status lockDown(std::vector<std::string> appendOnly);

    enum class Checkpoint : std::uint8_t { passive, truncate };
    Status checkpoint(Checkpoint kind); ///< busy readers are not a failure, an I/O error is
    /// Copies and empties a log that an earlier run left, once; nothing is appended before.
    Status beginLogAnew();
    int walFrames() const { return walFrames_; } ///< frames in the write-ahead log after the last commit

    const std::string& path() const { return path_; }
    bool isReadOnly() const;
    /// The file is not under its name any more (renamed, removed, its disk unplugged): what is written goes
    /// to nobody.
    bool hasMoved() const;
    /// A writer belongs to one thread: any call from another one ends the program (SQLite would race).
    void bindToThisThread() { owner_ = std::this_thread::get_id(); }
    Failure lastFailure() const { return lastFailure_; }
    /// The sentence for a failed call of this connection; also remembers the kind.
    Error failed(int code);
    sqlite3* raw() { return raw_; }

private:
    friend class Statement;
    Database(std::string path, OpenSettings settings, sqlite3* raw);
    Status configure();
    Status settleFile();
    void boundWork();
    void checkThread() const;
    Status expect(const std::string& pragma, const std::string& value);

    std::string path_;
    OpenSettings settings_;
    sqlite3* raw_;
    std::vector<std::string> appendOnly_;
    Failure lastFailure_ = Failure::none;
    bool logIsAnew_ = false;
    int walFrames_ = 0;
    std::int64_t callsLeft_ = 0; ///< foreign only: of the progress handler, before the file is given up
    std::thread::id owner_ = std::this_thread::get_id();
};

/// BEGIN IMMEDIATE … COMMIT; rolls back when it leaves scope uncommitted.
class Transaction {
public:
    static Result<Transaction> begin(Database& db);
    Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

private:
    explicit Transaction(Database& db) : db_(&db) {}
    Database* db_;
};

} // namespace chairside
