// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/slow_disk.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <sqlite3.h>
#include <string_view>

namespace chairside::testing {
namespace {

using Mood = SlowDisk::Mood;

/// The operating system's functions for one kind of file (a database locks, its log does not) with two of
/// ours.
struct Table {
    sqlite3_io_methods methods{}; ///< first: a file points here
    const sqlite3_io_methods* real = nullptr;
};

/// SQLite's function tables carry no context of ours for a file, hence one disk at a time.
struct State {
    std::mutex mutex;
    std::condition_variable changed;
    Mood mood = Mood::works;
    std::set<std::thread::id> threads;
    int syncs = 0;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
    std::map<const sqlite3_io_methods*, Table> tables;
    std::string folder; ///< empty: every file is on this disk
} state;

const sqlite3_io_methods& real(const sqlite3_file* file) {
    return *reinterpret_cast<const Table*>(file->pMethods)->real;
}

/// SQLITE_OK, or what the operating system would answer in this mood.
int answer(int whenFull, int otherwise) {
    std::unique_lock lock(state.mutex);
    state.changed.wait(lock, [] { return state.mood != Mood::silent; });
    if (state.mood == Mood::works || state.mood == Mood::noRoom || state.mood == Mood::tight)
        return SQLITE_OK;
    return state.mood == Mood::full ? whenFull : otherwise;
}

bool hasRoomFor(sqlite3_file* file, sqlite3_int64 end) {
    {
        const std::scoped_lock lock(state.mutex);
        if (state.mood == Mood::tight && end <= SlowDisk::kTightBytes) return true;
        if (state.mood != Mood::noRoom && state.mood != Mood::tight) return true;
    }
    sqlite3_int64 size = 0;
    return real(file).xFileSize(file, &size) == SQLITE_OK && end <= size;
}

int control(sqlite3_file* file, int what, void* argument) {
    if (what == SQLITE_FCNTL_SIZE_HINT && !hasRoomFor(file, *static_cast<sqlite3_int64*>(argument)))
        return SQLITE_FULL;
    return real(file).xFileControl(file, what, argument);
}

int write(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
    if (!hasRoomFor(file, offset + amount)) return SQLITE_FULL;
    if (const int code = answer(SQLITE_FULL, SQLITE_IOERR_WRITE); code != SQLITE_OK) return code;
    return real(file).xWrite(file, data, amount, offset);
}

int sync(sqlite3_file* file, int flags) {
    if (const int code = answer(SQLITE_OK, SQLITE_IOERR_FSYNC); code != SQLITE_OK) return code;
    {
        const std::scoped_lock lock(state.mutex);
        state.threads.insert(std::this_thread::get_id());
        ++state.syncs;
    }
    return real(file).xSync(file, flags);
}

int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* outFlags) {
    {
        const std::scoped_lock lock(state.mutex);
        if (!state.folder.empty() && path && !std::string_view(path).starts_with(state.folder))
            return state.real->xOpen(state.real, path, file, flags, outFlags);
        if (state.mood == Mood::unplugged || state.mood == Mood::readOnly) return SQLITE_CANTOPEN;
    }
    const int code = state.real->xOpen(state.real, path, file, flags, outFlags);
    if (code != SQLITE_OK || !file->pMethods) return code;
    // The file stays the operating system's; only writing and syncing take the way past the mood.
    const std::scoped_lock lock(state.mutex);
    const auto* theirs = file->pMethods;
    auto& table = state.tables[theirs];
    if (!table.real) {
        table.real = theirs;
        table.methods = *theirs;
        table.methods.xWrite = write;
        table.methods.xSync = sync;
        table.methods.xFileControl = control;
    }
    file->pMethods = &table.methods;
    return code;
}

} // namespace

SlowDisk::SlowDisk() {
    state.mood = Mood::works;
    state.threads.clear();
    state.syncs = 0;
    state.folder.clear();
    state.real = sqlite3_vfs_find(nullptr);
    state.vfs = *state.real;
    state.vfs.zName = name_.c_str();
    state.vfs.pNext = nullptr;
    state.vfs.xOpen = open;
    sqlite3_vfs_register(&state.vfs, 0);
}

SlowDisk::~SlowDisk() {
    become(Mood::works);
    sqlite3_vfs_unregister(&state.vfs);
}

void SlowDisk::become(Mood mood) {
    const std::scoped_lock lock(state.mutex);
    state.mood = mood;
    state.changed.notify_all();
}

void SlowDisk::strikeOnly(const std::string& folder) {
    const std::scoped_lock lock(state.mutex);
    state.folder = folder;
}

std::set<std::thread::id> SlowDisk::threadsThatSynced() const {
    const std::scoped_lock lock(state.mutex);
    return state.threads;
}

int SlowDisk::syncs() const {
    const std::scoped_lock lock(state.mutex);
    return state.syncs;
}

} // namespace chairside::testing
