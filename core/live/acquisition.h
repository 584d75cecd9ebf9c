// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one source on a thread of its own: polls it on the session clock, validates each reading and stamps it
// once, and hands every message to the sink in order. It sleeps between messages and never busy-loops. A
// source that throws, falls silent or does not answer becomes a LinkChange "lost" with a reason; nothing it
// does ends the program. Owned by the console's composition root; all public functions may be called from any
// thread.
#pragma once

#include "core/live/session_clock.h"
#include "core/live/source.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace chairside {

class Acquisition {
public:
    /// Called on the acquisition thread; must not throw. It may block: readings then wait in the source, and
    /// arrive late with their own times (back-pressure), none is dropped.
    using Sink = std::function<void(const SourceMessage&)>;
    /// Called on the acquisition thread with each block of a wave; must not block.
    using WaveSink = std::function<void(const WaveBlock&)>;

    Acquisition(std::unique_ptr<Source> source, const SessionClock& clock, Sink sink);
    ~Acquisition(); ///< stops
    Acquisition(const Acquisition&) = delete;
    Acquisition& operator=(const Acquisition&) = delete;

    /// Before start(). Waves go past the log and past every rule.
    void setWaveSink(WaveSink sink) { waveSink_ = std::move(sink); }
    /// Whether somebody looks at the waves; the source is asked for them only then.
    void wantWaves(bool wanted);
    bool givesWaves() const { return wavePeriod_ > Millis{0}; }

    void start();
    /// Ends the thread and waits for it. A source must not block in poll(); one that does delays this.
    void stop();

    /// A session event for the source (a simulated patient feels the infusion). Delivered before the next
    /// poll.
    void inform(Event event);
    /// After a source has thrown, it is not asked again until this.
    void retry();

    const SourceInfo& info() const { return info_; }
    /// Once for each time that poll() has not returned for 5 s of real time: the link counts as lost. Asked
    /// by whoever owns the tick, because the acquisition thread itself is stuck then. Source of the 5 s:
    /// design.
    std::optional<LinkChange> takeStall();

private:
    void run();
    void deliver(const std::vector<Event>& events);
    void pollOnce();
    void pollWaves();
    void pass(SourceMessage message, Instant now);
    void judgeSilence(Instant now);
    void reportLost(Instant at, std::string reason);
    void fail(const char* what);

    std::unique_ptr<Source> source_;
    const SessionClock& clock_;
    Sink sink_;
    WaveSink waveSink_;
    SourceInfo info_;
    Millis wavePeriod_;
    Millis silenceLimit_;

    std::mutex mutex_; ///< guards the four below
    std::condition_variable wake_;
    std::vector<Event> events_;
    bool stopping_ = false, retry_ = false;

    std::atomic<std::int64_t> pollingSinceMs_{0}; ///< real time at which the running poll() began, 0 = none
    std::atomic<bool> stallReported_{false};
    std::atomic<bool> wavesWanted_{false};

    // The acquisition thread's own.
    MonoTime lastData_;
    bool lost_ = false, ended_ = false, failed_ = false;
    std::thread thread_;
};

} // namespace chairside
