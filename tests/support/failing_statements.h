// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a chosen call of core to SQLite fail (prepare, step, execute, open, lock down, checkpoint, backup),
// once or from then on, without carrying it out: every answer to a failing statement can be met in turn. The
// linker puts it in between (--wrap), so the production classes know nothing of it. One thread at a time;
// tests only.
#pragma once

#include <cstdint>

namespace chairside::testing {

class FailingStatements {
public:
    /// The `at`-th call from now on (from 1) answers `code`, a result code of SQLite.
    FailingStatements(std::int64_t at, int code, bool persistent = false);
    ~FailingStatements(); ///< SQLite answers again
    FailingStatements(const FailingStatements&) = delete;
    FailingStatements& operator=(const FailingStatements&) = delete;
    void end();   ///< earlier than the destructor
    void begin(); ///< counts anew from now
    bool fired() const;

private:
    std::int64_t at_;
};

} // namespace chairside::testing
