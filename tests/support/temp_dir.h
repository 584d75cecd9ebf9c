// SPDX-License-Identifier: GPL-3.0-or-later
// A directory of its own for one test, gone afterwards.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace chairside::testing {

class TempDir {
public:
    /// `memory`: in a file system without a disk where there is one, for thousands of files that no power cut
    /// has to survive.
    enum class On : std::uint8_t { disk, memory };
    explicit TempDir(On on = On::disk) {
        const std::filesystem::path memory = "/dev/shm";
        const bool there = on == On::memory && std::filesystem::is_directory(memory);
        std::string pattern =
            ((there ? memory : std::filesystem::temp_directory_path()) / "chairside-test-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) std::abort();
        path_ = pattern;
    }
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace chairside::testing
