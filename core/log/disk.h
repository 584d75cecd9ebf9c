// SPDX-License-Identifier: GPL-3.0-or-later
// What the log needs of a file system besides SQLite: names, space, a lock against a second program. Handed
// in, so that the power-cut tests run the production classes on a simulated disk. Used on the log-writer
// thread.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <memory>
#include <string>
#include <vector>

namespace chairside {

/// Held as long as it lives; ends with the program, however that ends.
class FileLock {
public:
    virtual ~FileLock() = default;
};

class Disk {
public:
    virtual ~Disk() = default;
    virtual bool exists(const std::string& path) const = 0;
    /// What tells a folder from another one that stands in its place later, such as the empty mount point of
    /// an unplugged disk; empty when the folder is not there or this disk cannot tell.
    virtual std::string identityOf([[maybe_unused]] const std::string& directory) const { return {}; }
    virtual std::vector<std::string> filesIn(const std::string& directory) const = 0; ///< names only, sorted
    /// The folder (0700 when made here) and an empty file (0600) if there is none; what exists is not
    /// touched.
    virtual Status prepare(const std::string& path) = 0;
    virtual Status rename(const std::string& from, const std::string& to) = 0; ///< durable when it returns
    virtual Status remove(const std::string& path) = 0;
    virtual Status syncDirectoryOf(const std::string& path) = 0;
    virtual Status
    syncFile(const std::string& path) = 0; ///< never of a database that is open in this program
    virtual std::int64_t
    freeBytes(const std::string& path) const = 0; ///< on the disk of `path`; −1 if not known
    virtual std::int64_t sizeOf(const std::string& path) const = 0; ///< 0 if it is not there
    /// The lock beside a record file ("NAME.lock"); an Error when another program holds it.
    virtual Result<std::unique_ptr<FileLock>> lock(const std::string& path) = 0;
};

/// Below this no new session is started; below the other one people are told. Source: reliability.md §2.4.
inline constexpr std::int64_t kLeastFreeBytes = 500LL << 20;
inline constexpr std::int64_t kLowFreeBytes = 5LL << 30;

/// The operating system's.
class RealDisk final : public Disk {
public:
    bool exists(const std::string& path) const override;
    std::string identityOf(const std::string& directory) const override;
    std::vector<std::string> filesIn(const std::string& directory) const override;
    Status prepare(const std::string& path) override;
    Status rename(const std::string& from, const std::string& to) override;
    Status remove(const std::string& path) override;
    Status syncDirectoryOf(const std::string& path) override;
    Status syncFile(const std::string& path) override;
    std::int64_t freeBytes(const std::string& path) const override;
    std::int64_t sizeOf(const std::string& path) const override;
    Result<std::unique_ptr<FileLock>> lock(const std::string& path) override;
};

inline constexpr std::string_view kDbSuffix = ".db";
std::string directoryOf(const std::string& path); ///< "." for a bare name
std::string fileNameOf(const std::string& path);
std::string withoutDbSuffix(const std::string& path); ///< as it is when it does not end in ".db"

} // namespace chairside
