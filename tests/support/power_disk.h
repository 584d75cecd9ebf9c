// SPDX-License-Identifier: GPL-3.0-or-later
// A disk in memory whose power can be cut and whose operations can fail, for SQLite (a VFS of its own) and
// for the log's Disk alike. Every write is kept until a sync; after a cut each un-synced write may be there,
// gone, partly there or have garbled its sector, by a seeded choice. One seed is one run. Single-threaded,
// tests only.
#pragma once

#include "core/log/disk.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace chairside::testing {

enum class AfterCut : std::uint8_t {
    loseAll,
    keepAll,
    keepPrefix,
    keepSome,
    keepSectors,
    tearSectors,
    garbleSectors
};
inline constexpr int kAfterCutCount = 7;
enum class FaultKind : std::uint8_t { none, writeError, diskFull, shortWrite, syncError, readError };

class PowerDisk final : public Disk {
public:
    explicit PowerDisk(std::uint64_t seed);
    ~PowerDisk() override;
    PowerDisk(const PowerDisk&) = delete;
    PowerDisk& operator=(const PowerDisk&) = delete;

    const std::string& vfsName() const { return name_; }
    /// The same files, all durable: a fast start for many trials.
    void copyFilesFrom(const PowerDisk& other);

    // ---- what goes wrong ----
    int sectorBytes = 512;
    bool syncLies = false; ///< says "synced" and keeps nothing: a negative control
    bool readOnly = false;
    int refusedControl = 0; ///< SQLITE_FCNTL_…: a system that does not know this setting; 0 = knows all
    void cutAfter(std::int64_t steps) { cutAt_ = steps_ + steps; }
    void failAfter(FaultKind kind, std::int64_t operations, bool persistent);
    bool faultFired() const { return fired_; }
    bool isDead() const { return dead_; }
    std::int64_t steps() const { return steps_; }
    void repair() { fault_ = FaultKind::none; } ///< the disk works again
    /// The lights go out now; then the machine starts again with what survived.
    void cutPower(AfterCut model);

    // ---- Disk ----
    bool exists(const std::string& path) const override { return names_.contains(path); }
    std::vector<std::string> filesIn(const std::string& directory) const override;
    Status prepare(const std::string& path) override;
    Status rename(const std::string& from, const std::string& to) override;
    Status remove(const std::string& path) override;
    Status syncDirectoryOf(const std::string& path) override;
    Status syncFile(const std::string& path) override;
    std::int64_t freeBytes(const std::string&) const override { return -1; }
    std::int64_t sizeOf(const std::string& path) const override;
    Result<std::unique_ptr<FileLock>> lock(const std::string& path) override;

    using Bytes = std::vector<std::uint8_t>;
    struct Change {
        std::int64_t offset = 0;
        Bytes data;
        bool truncates = false; ///< to `offset` bytes
    };
    struct File {
        Bytes seen, durable;
        std::vector<Change> unsynced;
        std::vector<std::unique_ptr<Bytes>> sharedMemory;
        std::array<int, 8> sharedLocks{}; ///< −1 exclusive, else the number of readers
    };
    struct Handle; ///< an open file, laid out as SQLite wants it

private:
    friend struct Calls;
    using Names = std::map<std::string, std::shared_ptr<File>>;
    bool step(); ///< false: the power is gone
    bool fails(FaultKind a, FaultKind b = FaultKind::none, FaultKind c = FaultKind::none);
    std::uint64_t pick(std::uint64_t n) { return n ? random_() % n : 0; }
    void settle(Bytes& into, const File& file, AfterCut model);
    void settleSectors(Bytes& into, const Change& change, AfterCut model);

    std::string name_;
    std::unique_ptr<sqlite3_vfs> vfs_;
    std::mt19937_64 random_;
    Names names_, durableNames_;
    std::int64_t steps_ = 0, cutAt_ = -1;
    bool dead_ = false, persistent_ = false, fired_ = false;
    FaultKind fault_ = FaultKind::none;
    std::int64_t faultCountdown_ = 0;
    int temporary_ = 0;
};

} // namespace chairside::testing
