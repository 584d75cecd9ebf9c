// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/power_disk.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <sqlite3.h>

namespace chairside::testing {
namespace {

void put(PowerDisk::Bytes& bytes, const PowerDisk::Change& change) {
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.truncates) return bytes.resize(offset);
    bytes.resize(std::max(bytes.size(), offset + change.data.size()));
    std::copy(change.data.begin(), change.data.end(), bytes.begin() + change.offset);
}

class NoLock final : public FileLock {};

} // namespace

struct PowerDisk::Handle {
    sqlite3_file base;
    PowerDisk* disk;
    std::shared_ptr<File>* file;
    std::string* path;
    std::uint32_t shared, exclusive; ///< held slots of the shared memory, as bits
    bool powersafe, syncsDirectory;
    bool persistent = false; ///< the write-ahead log outlives the last connection
};

/// SQLite's function tables; each call finds its disk through the handle or the VFS.
struct Calls {
    using Handle = PowerDisk::Handle;
    static Handle& handle(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
    static PowerDisk& disk(sqlite3_vfs* vfs) { return *static_cast<PowerDisk*>(vfs->pAppData); }
    static FaultKind fails(Handle& h, std::initializer_list<FaultKind> kinds) {
        return h.disk->fails(*h.path, kinds);
    }

    static int close(sqlite3_file* raw) {
        unmapMemory(raw, 0);
        delete handle(raw).file;
        delete handle(raw).path;
        return SQLITE_OK;
    }
    static int read(sqlite3_file* raw, void* out, int amount, sqlite3_int64 offset) {
        auto& h = handle(raw);
        if (h.disk->dead_ || fails(h, {FaultKind::readError}) != FaultKind::none) return SQLITE_IOERR_READ;
        const auto& bytes = (*h.file)->seen;
        const auto size = static_cast<sqlite3_int64>(bytes.size());
        const auto there = std::clamp<sqlite3_int64>(size - offset, 0, amount);
        auto* to = static_cast<std::uint8_t*>(out);
        if (there > 0) std::copy_n(bytes.begin() + offset, there, to);
        std::fill(to + there, to + amount, std::uint8_t{0});
        return there == amount ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    }
    static int write(sqlite3_file* raw, const void* data, int amount, sqlite3_int64 offset) {
        auto& h = handle(raw);
        auto& file = **h.file;
        const auto* from = static_cast<const std::uint8_t*>(data);
        PowerDisk::Change change{offset, {from, from + amount}, false};
        const bool wasDead = h.disk->dead_;
        if (!h.disk->step()) { // the write that was under way when the power went may be there in part
            if (!wasDead) file.unsynced.push_back(std::move(change));
            return SQLITE_IOERR_WRITE;
        }
        const auto fault = fails(h, {FaultKind::writeError, FaultKind::diskFull, FaultKind::shortWrite});
        if (fault != FaultKind::none) {
            if (fault == FaultKind::shortWrite) {
                change.data.resize(change.data.size() / 2);
                put(file.seen, change);
                file.unsynced.push_back(std::move(change));
            }
            return fault == FaultKind::writeError ? SQLITE_IOERR_WRITE : SQLITE_FULL;
        }
        put(file.seen, change);
        file.unsynced.push_back(std::move(change));
        return SQLITE_OK;
    }
    static int truncate(sqlite3_file* raw, sqlite3_int64 size) {
        auto& h = handle(raw);
        if (!h.disk->step()) return SQLITE_IOERR_TRUNCATE;
        if (fails(h, {FaultKind::writeError}) != FaultKind::none) return SQLITE_IOERR_TRUNCATE;
        PowerDisk::Change change{size, {}, true};
        put((*h.file)->seen, change);
        (*h.file)->unsynced.push_back(std::move(change));
        return SQLITE_OK;
    }
    static int sync(sqlite3_file* raw, int) {
        auto& h = handle(raw);
        auto& file = **h.file;
        if (!h.disk->step()) return SQLITE_IOERR_FSYNC;
        if (fails(h, {FaultKind::syncError}) != FaultKind::none) {
            file.unsynced.clear(); // Linux: the pages count as clean now and never reach the disk
            return SQLITE_IOERR_FSYNC;
        }
        if (h.disk->liesFor(*h.path)) return SQLITE_OK;
        for (const auto& change : file.unsynced) put(file.durable, change);
        file.unsynced.clear();
        if (std::exchange(h.syncsDirectory, false)) h.disk->syncNamesBeside(*h.path);
        return SQLITE_OK;
    }
    static int size(sqlite3_file* raw, sqlite3_int64* out) {
        *out = static_cast<sqlite3_int64>((*handle(raw).file)->seen.size());
        return SQLITE_OK;
    }
    static int lock(sqlite3_file*, int) { return SQLITE_OK; }
    static int reserved(sqlite3_file*, int* out) { return *out = 0, SQLITE_OK; }
    static int control(sqlite3_file* raw, int what, void* argument) {
        if (what == handle(raw).disk->refusedControl) return SQLITE_NOTFOUND;
        if (what == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK; // a hint
        if (what != SQLITE_FCNTL_POWERSAFE_OVERWRITE && what != SQLITE_FCNTL_PERSIST_WAL)
            return SQLITE_NOTFOUND;
        auto& kept = what == SQLITE_FCNTL_PERSIST_WAL ? handle(raw).persistent : handle(raw).powersafe;
        auto& value = *static_cast<int*>(argument);
        if (value < 0)
            value = kept ? 1 : 0;
        else
            kept = value != 0;
        return SQLITE_OK;
    }
    static int sector(sqlite3_file*) { return 4096; }
    static int device(sqlite3_file* raw) {
        return handle(raw).powersafe ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
    }

    static int mapMemory(sqlite3_file* raw, int region, int bytes, int extend, void volatile** out) {
        auto& regions = (*handle(raw).file)->sharedMemory;
        const auto at = static_cast<std::size_t>(region);
        *out = nullptr;
        if (at >= regions.size() && !extend) return SQLITE_OK;
        while (regions.size() <= at)
            regions.push_back(std::make_unique<PowerDisk::Bytes>(static_cast<std::size_t>(bytes)));
        *out = regions[at]->data();
        return SQLITE_OK;
    }
    static int lockMemory(sqlite3_file* raw, int first, int count, int flags) {
        auto& h = handle(raw);
        auto& slots = (*h.file)->sharedLocks;
        for (int i = first; i < first + count; ++i) { // first look, then take: all or nothing
            const auto bit = 1u << i;
            const int others = slots[static_cast<std::size_t>(i)] - ((h.shared & bit) ? 1 : 0);
            if (flags & SQLITE_SHM_UNLOCK) continue;
            if ((flags & SQLITE_SHM_EXCLUSIVE) && others != 0) return SQLITE_BUSY;
            if ((flags & SQLITE_SHM_SHARED) && slots[static_cast<std::size_t>(i)] < 0) return SQLITE_BUSY;
        }
        for (int i = first; i < first + count; ++i) {
            const auto bit = 1u << i;
            auto& slot = slots[static_cast<std::size_t>(i)];
            if (flags & SQLITE_SHM_UNLOCK) {
                if (h.shared & bit) --slot;
                if (h.exclusive & bit) slot = 0;
                h.shared &= ~bit, h.exclusive &= ~bit;
            } else if (flags & SQLITE_SHM_SHARED) {
                if (!(h.shared & bit)) ++slot;
                h.shared |= bit;
            } else {
                slot = -1;
                h.exclusive |= bit;
            }
        }
        return SQLITE_OK;
    }
    static void barrier(sqlite3_file*) {}
    static int unmapMemory(sqlite3_file* raw, int) {
        if (handle(raw).shared | handle(raw).exclusive) lockMemory(raw, 0, 8, SQLITE_SHM_UNLOCK);
        return SQLITE_OK;
    }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods kMethods = [] {
            sqlite3_io_methods m{};
            m.iVersion = 2;
            m.xClose = close, m.xRead = read, m.xWrite = write, m.xTruncate = truncate, m.xSync = sync;
            m.xFileSize = size, m.xLock = lock, m.xUnlock = lock, m.xCheckReservedLock = reserved;
            m.xFileControl = control, m.xSectorSize = sector, m.xDeviceCharacteristics = device;
            m.xShmMap = mapMemory, m.xShmLock = lockMemory, m.xShmBarrier = barrier,
            m.xShmUnmap = unmapMemory;
            return m;
        }();
        return &kMethods;
    }

    static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* raw, int flags, int* outFlags) {
        auto& d = disk(vfs);
        raw->pMethods = nullptr;
        if (d.dead_) return SQLITE_CANTOPEN;
        const std::string name = path ? path : "/temporary-" + std::to_string(++d.temporary_);
        auto found = d.names_.find(name);
        bool created = false;
        if (found == d.names_.end()) {
            if (!(flags & SQLITE_OPEN_CREATE) || !d.step() ||
                d.fails(name, {FaultKind::diskFull}) != FaultKind::none)
                return SQLITE_CANTOPEN;
            found = d.names_.emplace(name, std::make_shared<PowerDisk::File>()).first;
            created = true;
        }
        const bool powersafe =
            sqlite3_uri_boolean((flags & SQLITE_OPEN_URI) ? path : nullptr, "psow", 1) != 0;
        // The operating system's VFS syncs the directory with the first sync of a log or journal that it
        // created.
        const bool syncsDirectory = created && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL));
        new (raw) Handle{{methods()},
                         &d,
                         new std::shared_ptr<PowerDisk::File>(found->second),
                         new std::string(name),
                         0,
                         0,
                         powersafe,
                         syncsDirectory};
        if (outFlags) {
            *outFlags = flags;
            if (d.readOnly) *outFlags = (flags & ~SQLITE_OPEN_READWRITE) | SQLITE_OPEN_READONLY;
        }
        return SQLITE_OK;
    }
    static int remove(sqlite3_vfs* vfs, const char* path, int syncDirectory) {
        auto& d = disk(vfs);
        if (!d.step()) return SQLITE_IOERR_DELETE;
        d.names_.erase(path);
        if (syncDirectory) d.syncNamesBeside(path);
        return SQLITE_OK;
    }
    static int access(sqlite3_vfs* vfs, const char* path, int, int* out) {
        *out = disk(vfs).names_.contains(path) ? 1 : 0;
        return SQLITE_OK;
    }
    static int fullName(sqlite3_vfs*, const char* path, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", path);
        return SQLITE_OK;
    }
    static int randomness(sqlite3_vfs* vfs, int size, char* out) {
        for (int i = 0; i < size; ++i) out[i] = static_cast<char>(disk(vfs).pick(256));
        return size;
    }
    static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
    static int now(sqlite3_vfs*, double* out) { return *out = 2'461'366.5, SQLITE_OK; }
    static int lastError(sqlite3_vfs*, int, char*) { return 0; }
};

PowerDisk::PowerDisk(std::uint64_t seed) : random_(seed) {
    static int number = 0; // names must differ while two disks live
    name_ = "power-" + std::to_string(++number);
    vfs_ = std::make_unique<sqlite3_vfs>();
    vfs_->iVersion = 1;
    vfs_->szOsFile = sizeof(Handle);
    vfs_->mxPathname = 256;
    vfs_->zName = name_.c_str();
    vfs_->pAppData = this;
    vfs_->xOpen = Calls::open, vfs_->xDelete = Calls::remove, vfs_->xAccess = Calls::access;
    vfs_->xFullPathname = Calls::fullName, vfs_->xRandomness = Calls::randomness, vfs_->xSleep = Calls::sleep;
    vfs_->xCurrentTime = Calls::now, vfs_->xGetLastError = Calls::lastError;
    sqlite3_vfs_register(vfs_.get(), 0);
}

PowerDisk::~PowerDisk() {
    sqlite3_vfs_unregister(vfs_.get());
}

void PowerDisk::copyFilesFrom(const PowerDisk& other) {
    names_.clear();
    for (const auto& [name, file] : other.names_) {
        auto copy = std::make_shared<File>();
        copy->seen = copy->durable = file->seen;
        names_.emplace(name, std::move(copy));
    }
    durableNames_ = names_;
}

bool PowerDisk::step() {
    if (cutAt_ >= 0 && steps_ >= cutAt_) dead_ = true;
    if (!dead_) ++steps_;
    return !dead_;
}

void PowerDisk::failAfter(Fault fault) {
    fault_ = std::move(fault);
    secondFault_ = {};
    then_.reset();
    fired_ = secondFired_ = false;
}

bool PowerDisk::hits(Fault& fault, const std::string& path, std::initializer_list<FaultKind> kinds) {
    if (fault.kind == FaultKind::none || std::find(kinds.begin(), kinds.end(), fault.kind) == kinds.end())
        return false;
    if (!fault.onlyIn.empty() && directoryOf(path) != fault.onlyIn) return false;
    --fault.operations;
    return fault.operations == 0 || (fault.persistent && fault.operations < 0);
}

FaultKind PowerDisk::fails(const std::string& path, std::initializer_list<FaultKind> kinds) {
    if (hits(fault_, path, kinds)) {
        fired_ = true;
        if (const auto then = std::exchange(then_, std::nullopt)) {
            if (then->cutAfterSteps >= 0) cutAfter(then->cutAfterSteps);
            secondFault_ = then->fault;
        }
        return fault_.kind;
    }
    if (!hits(secondFault_, path, kinds)) return FaultKind::none;
    secondFired_ = true;
    return secondFault_.kind;
}

bool PowerDisk::liesFor(const std::string& path) const {
    return syncLies || (!syncLiesFor.empty() && path.find(syncLiesFor) != std::string::npos);
}

/// A folder that is synced says nothing about another one.
void PowerDisk::syncNamesBeside(const std::string& path) {
    const auto beside = [folder = directoryOf(path)](const auto& entry) {
        return directoryOf(entry.first) == folder;
    };
    std::erase_if(durableNames_, beside);
    for (const auto& entry : names_)
        if (beside(entry)) durableNames_.insert(entry);
}

void PowerDisk::cutPower(AfterCut model) {
    Names survivors = durableNames_;
    for (const auto& entry : names_) // a name that was never synced may be there all the same
        if (!survivors.contains(entry.first) && pick(2)) survivors.insert(entry);
    std::erase_if(survivors, [this](const auto& entry) { // a name whose removal was never synced may be gone
        const auto holds = [&](const auto& other) { return other.second == entry.second; };
        return std::none_of(names_.begin(), names_.end(), holds) && !names_.contains(entry.first) && pick(2);
    });
    for (auto& [name, file] : survivors) {
        auto fresh = std::make_shared<File>();
        fresh->durable = file->durable;
        settle(fresh->durable, *file, model);
        fresh->seen = fresh->durable;
        file = std::move(fresh);
    }
    names_ = durableNames_ = std::move(survivors);
    dead_ = false;
    cutAt_ = -1;
    then_.reset();
    repair();
}

void PowerDisk::settle(Bytes& into, const File& file, AfterCut model) {
    const auto kept = pick(file.unsynced.size() + 1);
    for (std::size_t i = 0; i < file.unsynced.size(); ++i) {
        const auto& change = file.unsynced[i];
        switch (model) {
        case AfterCut::loseAll: break;
        case AfterCut::keepAll: put(into, change); break;
        case AfterCut::keepPrefix:
            if (i < kept) put(into, change);
            break;
        case AfterCut::keepSome:
            if (pick(2)) put(into, change);
            break;
        case AfterCut::keepSectors:
        case AfterCut::tearSectors:
        case AfterCut::garbleSectors: settleSectors(into, change, model); break;
        }
    }
}

void PowerDisk::settleSectors(Bytes& into, const Change& change, AfterCut model) {
    if (change.truncates) {
        if (pick(2)) put(into, change);
        return;
    }
    const auto end = change.offset + static_cast<std::int64_t>(change.data.size());
    for (auto at = change.offset; at < end;) {
        const auto sector = at / sectorBytes * sectorBytes;
        const auto next = std::min<std::int64_t>(sector + sectorBytes, end);
        const auto part = [&](std::int64_t from, std::int64_t to) {
            return Bytes(change.data.begin() + (from - change.offset),
                         change.data.begin() + (to - change.offset));
        };
        if (pick(2)) {
            put(into, {at, part(at, next), false});
        } else if (model == AfterCut::tearSectors && pick(4) == 0) {
            const auto middle = at + static_cast<std::int64_t>(pick(static_cast<std::uint64_t>(next - at)));
            if (middle > at) put(into, {at, part(at, middle), false});
        } else if (model == AfterCut::garbleSectors && pick(6) == 0) {
            Bytes noise(static_cast<std::size_t>(sectorBytes));
            for (auto& byte : noise) byte = static_cast<std::uint8_t>(pick(256));
            put(into, {sector, std::move(noise), false});
        }
        at = next;
    }
}

std::vector<std::string> PowerDisk::filesIn(const std::string& directory) const {
    std::vector<std::string> out;
    for (const auto& [path, file] : names_)
        if (directoryOf(path) == directory) out.push_back(fileNameOf(path));
    return out;
}

Status PowerDisk::prepare(const std::string& path) {
    if (exists(path)) return Done{};
    if (!step() || fails(path, {FaultKind::diskFull}) != FaultKind::none)
        return Error{"The disk does not take a new file."};
    names_.emplace(path, std::make_shared<File>());
    return syncDirectoryOf(path);
}

Status PowerDisk::rename(const std::string& from, const std::string& to) {
    if (!step() || !exists(from) || fails(from, {FaultKind::writeError}) != FaultKind::none)
        return Error{"The disk does not rename."};
    names_[to] = names_[from];
    names_.erase(from);
    return syncDirectoryOf(to);
}

Status PowerDisk::remove(const std::string& path) {
    if (!step()) return Error{"The disk does not remove."};
    names_.erase(path);
    return Done{};
}

Status PowerDisk::syncDirectoryOf(const std::string& path) {
    if (!step() || fails(path, {FaultKind::syncError}) != FaultKind::none)
        return Error{"The disk does not sync."};
    if (!syncLies) syncNamesBeside(path);
    return Done{};
}

Status PowerDisk::syncFile(const std::string& path) {
    if (!step() || !exists(path)) return Error{"The disk does not sync."};
    auto& file = *names_[path];
    for (const auto& change : file.unsynced) put(file.durable, change);
    file.unsynced.clear();
    return Done{};
}

std::int64_t PowerDisk::sizeOf(const std::string& path) const {
    const auto at = names_.find(path);
    return at == names_.end() ? 0 : static_cast<std::int64_t>(at->second->seen.size());
}

Result<std::unique_ptr<FileLock>> PowerDisk::lock(const std::string&) {
    return std::unique_ptr<FileLock>(std::make_unique<NoLock>());
}

} // namespace chairside::testing
