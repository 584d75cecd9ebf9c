// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/failing_memory.h"

#include <atomic>
#include <sqlite3.h>

namespace chairside::testing {
namespace {

sqlite3_mem_methods realMemory;
std::atomic<std::int64_t> countdown{0}; ///< 0: not asked to fail
std::atomic<bool> lasting{false}, happened{false};

bool fails() {
    const auto left = countdown.load();
    if (left == 0) return false;
    if (left > 1) return --countdown, false;
    happened = true;
    if (!lasting) countdown = 0;
    return true;
}

void* allocate(int bytes) {
    return fails() ? nullptr : realMemory.xMalloc(bytes);
}
void* reallocate(void* block, int bytes) {
    return fails() ? nullptr : realMemory.xRealloc(block, bytes);
}

const bool kInPlace = [] {
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &realMemory) != SQLITE_OK) return false;
    auto ours = realMemory;
    ours.xMalloc = allocate;
    ours.xRealloc = reallocate;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK;
}();

} // namespace

FailingMemory::FailingMemory(std::int64_t at, bool persistent) {
    happened = false;
    lasting = persistent;
    countdown = at;
}
FailingMemory::~FailingMemory() {
    end();
}
void FailingMemory::end() {
    countdown = 0;
}
bool FailingMemory::fired() const {
    return happened;
}
bool FailingMemory::inPlace() {
    return kInPlace;
}

} // namespace chairside::testing
