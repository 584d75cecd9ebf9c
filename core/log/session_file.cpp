// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/session_file.h"

#include "core/base/phrase.h"
#include "core/log/store.h"
#include "core/log/verify.h"

namespace chairside {
namespace {

Status copySession(const std::string& from, const Uuid& session, const std::string& to,
                   const OpenSettings& settings) {
    OpenSettings reading = settings;
    reading.mode = OpenMode::reader;
    auto source = Database::open(from, reading);
    if (!source) return source.error();
    auto version = schemaVersionOf(*source.value());
    if (!version) return version.error();
    if (version.value() != kSchemaVersion)
        return Error{phrase("The record file {1} is of another version of Chairside, so no session was taken "
                            "out of it. Open it once with this version.",
                            from)};
    if (auto begun = source.value()->execute("BEGIN"); !begun) return begun; // one moment of the record
    Store::Options options;
    options.database = settings;
    auto store = Store::open(to, std::move(options));
    if (!store) return store.error();
    auto merged = store.value()->merge(*source.value(), session);
    if (!merged) return merged.error();
    if (merged->rows == 0) return Error{phrase("The session is not in the record {1}.", from)};
    return store.value()->checkpoint(Database::Checkpoint::truncate);
}

/// One file without a write-ahead log, as small as its rows: it can lie on a medium that is read-only.
Status makePortable(const std::string& path, const OpenSettings& settings) {
    OpenSettings writing = settings;
    writing.mode = OpenMode::writer;
    auto db = Database::open(path, writing);
    if (!db) return db.error();
    auto mode = db.value()->text("PRAGMA journal_mode=DELETE");
    if (!mode) return mode.error();
    return db.value()->execute("VACUUM");
}

} // namespace

Status writeSessionFile(const std::string& from, const Uuid& session, const std::string& to,
                        const OpenSettings& settings, Disk& disk) {
    if (disk.exists(to)) return Error{phrase("There is already a file {1}. Choose another name.", to)};
    const std::string part = to + ".part";
    const auto clear = [&]() -> Status {
        for (const char* side : {"-wal", "-shm", "-journal", ""})
            if (disk.exists(part + side))
                if (auto gone = disk.remove(part + side); !gone) return gone;
        return Done{};
    };
    if (auto cleared = clear(); !cleared) return cleared;
    const auto make = [&]() -> Status {
        if (auto made = disk.prepare(part); !made) return made;
        if (auto copied = copySession(from, session, part, settings); !copied) return copied;
        if (auto portable = makePortable(part, settings); !portable) return portable;
        const auto proof = verify(part, {settings.vfs, &disk, false, 1});
        if (!proof.findings.empty())
            return Error{phrase("The session was not written because it is not sound: {1}",
                                proof.findings.front().sentence)};
        if (auto synced = disk.syncFile(part); !synced) return synced;
        return disk.rename(part, to);
    };
    auto made = make();
    if (made) return made;
    if (auto cleared = clear(); !cleared) return cleared;
    return made;
}

} // namespace chairside
