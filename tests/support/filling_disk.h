// SPDX-License-Identifier: GPL-3.0-or-later
// The real disk with as much free room as a test says, also while it is written to. Any thread; tests only.
#pragma once

#include "core/log/disk.h"

#include <atomic>

namespace chairside::testing {

class FillingDisk final : public Disk {
public:
    explicit FillingDisk(std::int64_t freeNow = 80LL << 30) : free(freeNow) {}
    bool exists(const std::string& p) const override { return real_.exists(p); }
    std::vector<std::string> filesIn(const std::string& d) const override { return real_.filesIn(d); }
    Status prepare(const std::string& p) override { return real_.prepare(p); }
    Status rename(const std::string& a, const std::string& b) override { return real_.rename(a, b); }
    Status remove(const std::string& p) override { return real_.remove(p); }
    Status syncDirectoryOf(const std::string& p) override { return real_.syncDirectoryOf(p); }
    Status syncFile(const std::string& p) override { return real_.syncFile(p); }
    std::int64_t freeBytes(const std::string&) const override { return free; }
    std::int64_t sizeOf(const std::string& p) const override { return real_.sizeOf(p); }
    Result<std::unique_ptr<FileLock>> lock(const std::string& p) override { return real_.lock(p); }

    std::atomic<std::int64_t> free; ///< bytes

private:
    RealDisk real_;
};

} // namespace chairside::testing
