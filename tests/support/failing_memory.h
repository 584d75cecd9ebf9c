// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a chosen allocation of SQLite fail, once or from then on. Put in place before main(), because SQLite
// takes its memory functions only before its first use; counts nothing while it is not asked to. One thread
// at a time; tests only.
#pragma once

#include <cstdint>

namespace chairside::testing {

class FailingMemory {
public:
    /// The `at`-th allocation from now on fails (from 1).
    FailingMemory(std::int64_t at, bool persistent);
    ~FailingMemory(); ///< memory is there again
    FailingMemory(const FailingMemory&) = delete;
    FailingMemory& operator=(const FailingMemory&) = delete;
    void end(); ///< earlier than the destructor
    bool fired() const;
    static bool inPlace(); ///< false: something used SQLite first, and nothing can fail
};

} // namespace chairside::testing
