// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/acquisition.h"

#include "core/base/text.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace chairside {
namespace {

constexpr Micros kShortestSleep{2'000};  ///< also a source that is always due leaves the processor alone
constexpr Micros kLongestSleep{250'000}; ///< a wrong nextDue() cannot make it sleep for long
constexpr Millis kStallLimit{5'000};

std::int64_t realMs() {
    return std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Silence: three periods of the fastest channel, at least 10 s. Source: reliability.md §4.1 (removal times).
Millis silenceLimitOf(const SourceInfo& info) {
    Millis shortest = Millis::max();
    for (const auto period : info.period)
        if (period > Millis{0}) shortest = std::min(shortest, period);
    return shortest == Millis::max() ? Millis::max() : std::max<Millis>(10s, 3 * shortest);
}

} // namespace

Acquisition::Acquisition(std::unique_ptr<Source> source, const SessionClock& clock, Sink sink)
    : source_(std::move(source)), clock_(clock), sink_(std::move(sink)), info_(source_->info()),
      wavePeriod_(source_->wavePeriod()), silenceLimit_(silenceLimitOf(info_)) {}

Acquisition::~Acquisition() {
    stop();
}

void Acquisition::start() {
    if (thread_.joinable()) return;
    stopping_ = false;
    lastData_ = clock_.now().mono;
    thread_ = std::thread([this] { run(); });
}

void Acquisition::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Acquisition::inform(Event event) {
    {
        std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
    }
    wake_.notify_all();
}

void Acquisition::wantWaves(bool wanted) {
    {
        const std::lock_guard lock(mutex_);
        wavesWanted_ = wanted;
    }
    wake_.notify_all();
}

void Acquisition::retry() {
    {
        std::lock_guard lock(mutex_);
        retry_ = true;
    }
    wake_.notify_all();
}

std::optional<LinkChange> Acquisition::takeStall() {
    const auto since = pollingSinceMs_.load();
    if (since == 0 || realMs() - since < kStallLimit.count() || stallReported_.exchange(true))
        return std::nullopt;
    return LinkChange{LinkState::lost, clock_.now(), "the source does not answer"};
}

void Acquisition::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto events = std::exchange(events_, {});
        if (std::exchange(retry_, false)) failed_ = false;
        lock.unlock();
        deliver(events);
        if (!failed_) pollOnce();
        const bool waves = wavesWanted_ && waveSink_ && givesWaves() && !failed_ && !ended_;
        if (waves) pollWaves();
        const auto due = failed_ || ended_ ? MonoTime::max() : source_->nextDue();
        const Micros longest = waves ? std::min<Micros>(wavePeriod_, kLongestSleep) : kLongestSleep;
        const auto sleep = std::clamp(clock_.realTimeUntil(due), kShortestSleep, longest);
        lock.lock();
        wake_.wait_for(lock, sleep, [this] { return stopping_ || retry_ || !events_.empty(); });
    }
}

void Acquisition::deliver(const std::vector<Event>& events) {
    for (const auto& event : events) {
        try {
            source_->observe(event);
        } catch (const std::exception& fault) {
            fail(fault.what());
        } catch (...) {
            fail("unknown fault");
        }
    }
}

void Acquisition::pollOnce() {
    std::vector<SourceMessage> messages;
    const auto now = clock_.now();
    pollingSinceMs_ = realMs();
    try {
        messages = source_->poll(now);
    } catch (const std::exception& fault) {
        fail(fault.what());
    } catch (...) {
        fail("unknown fault");
    }
    pollingSinceMs_ = 0;
    if (stallReported_.exchange(false)) lost_ = true; // reported by takeStall(); the next reading ends it
    for (auto& message : messages) pass(std::move(message), now);
    if (!failed_) judgeSilence(now);
}

/// A source that fails over its waves has failed: its numbers are not to be trusted either.
void Acquisition::pollWaves() {
    try {
        for (const auto& block : source_->pollWaves(clock_.now())) waveSink_(block);
    } catch (const std::exception& fault) {
        fail(fault.what());
    } catch (...) {
        fail("unknown fault");
    }
}

void Acquisition::pass(SourceMessage message, Instant now) {
    if (auto* reading = std::get_if<Reading>(&message)) {
        reading->source = info_.id;
        if (reading->at.mono > now.mono) reading->at = now; // nothing is measured in the future
        validate(*reading);
        if (lost_) {
            lost_ = false;
            sink_(LinkChange{LinkState::connected, reading->at, {}});
        }
        lastData_ = std::max(lastData_, reading->at.mono);
        sink_(message);
        return;
    }
    auto& change = std::get<LinkChange>(message);
    if (change.at.mono > now.mono) change.at = now;
    lost_ = change.state == LinkState::lost;
    ended_ = change.state == LinkState::ended;
    if (change.state == LinkState::connected) lastData_ = std::max(lastData_, change.at.mono);
    sink_(message);
}

void Acquisition::judgeSilence(Instant now) {
    if (lost_ || ended_ || silenceLimit_ == Millis::max() || now.mono - lastData_ <= silenceLimit_) return;
    reportLost(now, "no data for " + formatDuration(now.mono - lastData_));
}

void Acquisition::reportLost(Instant at, std::string reason) {
    if (std::exchange(lost_, true)) return;
    sink_(LinkChange{LinkState::lost, at, std::move(reason)});
}

void Acquisition::fail(const char* what) {
    failed_ = true;
    reportLost(clock_.now(), "the source failed: " + cleanText(what, 120));
}

} // namespace chairside
