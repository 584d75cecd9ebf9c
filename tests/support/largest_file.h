// SPDX-License-Identifier: GPL-3.0-or-later
// While it lives no file of this process grows beyond so many bytes: a write fails in the same place as on a
// full disk. For tests only.
#pragma once

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <sys/resource.h>

namespace chairside::testing {

class LargestFile {
public:
    explicit LargestFile(std::uintmax_t bytes) {
        if (getrlimit(RLIMIT_FSIZE, &before_) != 0) std::abort();
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
        rlimit small = before_;
        small.rlim_cur = bytes;
        if (setrlimit(RLIMIT_FSIZE, &small) != 0) std::abort();
    }
    ~LargestFile() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    LargestFile(const LargestFile&) = delete;
    LargestFile& operator=(const LargestFile&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

} // namespace chairside::testing
