// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a chosen operator new of the whole program fail, in whatever thread it happens. For a process that a
// test forks and that may end by it; under a sanitizer, which has an operator new of its own, nothing can
// fail.
#pragma once

#include <cstdint>

namespace chairside::testing {

/// The `at`-th allocation from now on fails (from 1), once.
void failNew(std::int64_t at);
/// False under a sanitizer.
bool canFailNew();

} // namespace chairside::testing
