// SPDX-License-Identifier: GPL-3.0-or-later
// The queue between two threads. It never drops: a full queue makes push() wait (back-pressure) or tryPush()
// answer false, and the caller says what that means. close() wakes everyone and ends the queue after
// draining.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace chairside {

template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    /// Waits while full. False only after close().
    bool push(T item) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [this] { return items_.size() < capacity_ || closed_; });
        return append(std::move(item));
    }
    /// False when full or closed; the item is untouched then.
    bool tryPush(T&& item) {
        std::unique_lock lock(mutex_);
        return items_.size() < capacity_ && append(std::move(item));
    }
    /// Everything that waits, in order; blocks until there is something, the time is over, or close().
    template <class Duration>
    std::vector<T> drain(Duration atMost) {
        std::unique_lock lock(mutex_);
        some_.wait_for(lock, atMost, [this] { return !items_.empty() || closed_; });
        return take();
    }
    std::vector<T> drainNow() {
        std::unique_lock lock(mutex_);
        return take();
    }
    void close() {
        std::unique_lock lock(mutex_);
        closed_ = true;
        some_.notify_all();
        room_.notify_all();
    }
    bool isClosed() const {
        std::unique_lock lock(mutex_);
        return closed_;
    }
    std::size_t size() const {
        std::unique_lock lock(mutex_);
        return items_.size();
    }
    std::size_t capacity() const { return capacity_; }

private:
    bool append(T&& item) {
        if (closed_) return false;
        items_.push_back(std::move(item));
        some_.notify_one();
        return true;
    }
    std::vector<T> take() {
        std::vector<T> out(std::make_move_iterator(items_.begin()), std::make_move_iterator(items_.end()));
        items_.clear();
        room_.notify_all();
        return out;
    }

    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable some_, room_;
    std::deque<T> items_;
    bool closed_ = false;
};

} // namespace chairside
