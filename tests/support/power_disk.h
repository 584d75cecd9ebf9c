// SPDX-License-Identifier: GPL-3.0-or-later
// A disk in memory whose power can be cut and whose operations can fail, for SQLite (a VFS of its own) and
// for the log's Disk alike. Every write is kept until a sync; after a cut each un-synced write may be there,
// gone, partly there or have garbled its sector, by a seeded choice. One seed is one run. Single-threaded,
// tests only.
#pragma once

#include "core/log/disk.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
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
    bool syncLies = false;        ///< says "synced" and keeps nothing: a negative control
    std::string syncLiesFor = {}; ///< the same, only for files with this in their path
    bool readOnly = false;
    int refusedControl = 0; ///< SQLITE_FCNTL_…: a system that does not know this setting; 0 = knows all
    void cutAfter(std::int64_t steps) { cutAt_ = steps_ + steps; }
    void failAfter(FaultKind kind, std::int64_t operations, bool persistent) {
        failAfter(Fault{kind, operations, persistent, {}});
    }
    struct Fault {
        FaultKind kind = FaultKind::none;
        std::int64_t operations = 0; ///< of the kind it can hit, until it hits
        bool persistent = false;
        std::string onlyIn = {}; ///< a folder: other folders are on another disk; empty = everywhere
    };
    void failAfter(Fault fault);
    /// What follows in the moment in which the fault of failAfter() hits for the first time.
    struct Then {
        std::int64_t cutAfterSteps = -1; ///< negative = no cut
        Fault fault = {};
    };
    void whenItFails(Then then) { then_ = std::move(then); }
    bool faultFired() const { return fired_; }
    bool secondFaultFired() const { return secondFired_; }
    bool isDead() const { return dead_; }
    std::int64_t steps() const { return steps_; }
    void repair() { fault_ = secondFault_ = {}; } ///< the disk works again
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
    /// The kind that hits this operation on `path`, of those that can; none: it works.
    FaultKind fails(const std::string& path, std::initializer_list<FaultKind> kinds);
    static bool hits(Fault& fault, const std::string& path, std::initializer_list<FaultKind> kinds);
    bool liesFor(const std::string& path) const;
    void syncNamesBeside(const std::string& path);
    std::uint64_t pick(std::uint64_t n) { return n ? random_() % n : 0; }
    void settle(Bytes& into, const File& file, AfterCut model);
    void settleSectors(Bytes& into, const Change& change, AfterCut model);

    std::string name_;
    std::unique_ptr<sqlite3_vfs> vfs_;
    std::mt19937_64 random_;
    Names names_, durableNames_;
    std::int64_t steps_ = 0, cutAt_ = -1;
    bool dead_ = false, fired_ = false, secondFired_ = false;
    Fault fault_, secondFault_;
    std::optional<Then> then_;
    int temporary_ = 0;
};

} // namespace chairside::testing
