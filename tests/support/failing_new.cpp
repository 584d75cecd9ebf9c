// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/failing_new.h"

#include <atomic>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CHAIRSIDE_OWN_NEW 0
#else
#define CHAIRSIDE_OWN_NEW 1
#endif

namespace chairside::testing {
namespace {
std::atomic<std::int64_t> left{0}; ///< 0: not asked to fail

#if CHAIRSIDE_OWN_NEW
bool newFails() {
    return left.load(std::memory_order_relaxed) > 0 && left.fetch_sub(1) == 1;
}
#endif
} // namespace

void failNew(std::int64_t at) {
    left = at;
}
bool canFailNew() {
    return CHAIRSIDE_OWN_NEW;
}

} // namespace chairside::testing

#if CHAIRSIDE_OWN_NEW
void* operator new(std::size_t bytes) {
    if (chairside::testing::newFails()) throw std::bad_alloc();
    if (void* block = std::malloc(bytes ? bytes : 1)) return block;
    throw std::bad_alloc();
}
void operator delete(void* block) noexcept {
    std::free(block);
}
void operator delete(void* block, std::size_t) noexcept {
    std::free(block);
}
#endif
