// SPDX-License-Identifier: GPL-3.0-or-later
// The queue between threads under pressure: many producers, one slow consumer, far more items than room.
#include "core/base/bounded_queue.h"

#include "support/catch.h"

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

using namespace chairside;
using namespace std::chrono_literals;

namespace {
struct Item {
    std::size_t producer = 0;
    int number = 0;
};
} // namespace

TEST_CASE("a full queue makes its producers wait and loses nothing, in each one's order", "[base][H-08]") {
    constexpr int kEach = 2'000;
    constexpr std::size_t kProducers = 4, kCapacity = 16;
    BoundedQueue<Item> queue(kCapacity);
    std::array<std::thread, kProducers> producers;
    for (std::size_t p = 0; p < kProducers; ++p)
        producers[p] = std::thread([&queue, p] {
            for (int i = 0; i < kEach; ++i) queue.push({p, i});
        });
    std::array<int, kProducers> next{};
    std::size_t most = 0;
    bool ordered = true;
    for (std::size_t got = 0; got < kProducers * kEach;) {
        most = std::max(most, queue.size());
        const auto items = queue.drain(1s);
        if (items.empty()) break; // a second without anything: something is lost
        for (const auto& item : items) ordered = ordered && item.number == next[item.producer]++;
        got += items.size();
    }
    for (auto& producer : producers) producer.join();
    CHECK(ordered);
    CHECK(most <= kCapacity);
    for (const int count : next) CHECK(count == kEach);
}

TEST_CASE("an item that a full queue does not take stays with its owner", "[base][H-08]") {
    BoundedQueue<std::unique_ptr<int>> queue(1);
    CHECK(queue.tryPush(std::make_unique<int>(1)));
    auto mine = std::make_unique<int>(2);
    CHECK_FALSE(queue.tryPush(std::move(mine)));
    REQUIRE(mine);
    CHECK(*mine == 2);
}

TEST_CASE("closing wakes who waits, hands out what is in and takes nothing more", "[base][H-08]") {
    BoundedQueue<int> queue(1);
    REQUIRE(queue.push(1));
    std::atomic<bool> taken{true};
    std::thread waiting([&] { taken = queue.push(2); });
    std::this_thread::sleep_for(20ms);
    queue.close();
    waiting.join();
    CHECK_FALSE(taken);
    CHECK(queue.drain(1s) == std::vector<int>{1});
    CHECK(queue.drain(1s).empty()); // at once, not after a second
    CHECK_FALSE(queue.push(3));
}
