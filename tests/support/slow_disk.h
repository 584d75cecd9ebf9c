// SPDX-License-Identifier: GPL-3.0-or-later
// A real file system whose syncs a test can hold up or refuse, and that remembers which threads wrote: a thin
// layer over the operating system's VFS. One at a time; tests only.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <thread>

namespace chairside::testing {

class SlowDisk {
public:
    SlowDisk();
    ~SlowDisk();
    SlowDisk(const SlowDisk&) = delete;
    SlowDisk& operator=(const SlowDisk&) = delete;

    const std::string& vfsName() const { return name_; }
    enum class Mood { works, silent, full, noRoom, tight, readOnly, unplugged };
    static constexpr std::int64_t kTightBytes = 1 << 20;
    /// silent: calls wait until the mood changes; noRoom: what is there can be overwritten, no file can grow;
    /// tight: a new file has room, but none for more than kTightBytes
    void become(Mood mood);
    /// Files opened from now on are struck by a mood only below this folder; elsewhere is another disk.
    void strikeOnly(const std::string& folder);
    std::set<std::thread::id> threadsThatSynced() const;
    int syncs() const;

private:
    std::string name_ = "slow";
};

} // namespace chairside::testing
