// SPDX-License-Identifier: GPL-3.0-or-later
#include "build_places.h"
#include "core/live/acquisition.h"
#include "core/live/replay.h"
#include "core/live/simulator.h"
#include "support/catch.h"

#include <ctime>
#include <filesystem>
#include <limits>
#include <stdexcept>

using namespace chairside;

namespace {

/// Collects messages from the acquisition thread.
class Box {
public:
    void put(const SourceMessage& message) {
        std::lock_guard lock(mutex_);
        messages_.push_back(message);
        arrived_.notify_all();
    }
    template <class Enough>
    std::vector<SourceMessage> waitFor(Enough enough) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, 20s, [&] { return enough(messages_); });
        return messages_;
    }
    std::vector<SourceMessage> waitForCount(std::size_t n) {
        return waitFor([n](const auto& m) { return m.size() >= n; });
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<SourceMessage> messages_;
};

struct Script {
    std::atomic<bool> throws{false}, silent{false}, blocks{false};
    std::atomic<int> polls{0}, observed{0};
    std::atomic<double> hr{70};
};

/// One reading a second, misbehaving on request.
class Scripted final : public Source {
public:
    explicit Scripted(Script& script) : script_(script) {
        info_.id = 7;
        info_.period[index(Channel::hr)] = 1s;
    }
    const SourceInfo& info() const override { return info_; }
    MonoTime nextDue() const override { return next_; }
    void observe(const Event&) override { ++script_.observed; }
    std::vector<SourceMessage> poll(Instant now) override {
        ++script_.polls;
        while (script_.blocks) std::this_thread::sleep_for(1ms);
        if (script_.throws) throw std::runtime_error("port\x01 gone");
        std::vector<SourceMessage> out;
        for (; next_ <= now.mono; next_ += 1s) {
            Reading reading;
            reading.source = 99;
            reading.at = shifted(now, 5s); // claims the future
            reading[Channel::hr] = script_.hr.load();
            if (!script_.silent) out.push_back(reading);
        }
        return out;
    }

private:
    Script& script_;
    SourceInfo info_;
    MonoTime next_;
};

bool isLost(const SourceMessage& m) {
    const auto* link = std::get_if<LinkChange>(&m);
    return link && link->state == LinkState::lost;
}
bool isBack(const SourceMessage& m) {
    const auto* link = std::get_if<LinkChange>(&m);
    return link && link->state == LinkState::connected;
}
template <class Test>
bool any(const std::vector<SourceMessage>& messages, Test test) {
    return std::any_of(messages.begin(), messages.end(), test);
}

} // namespace

TEST_CASE("readings are stamped once, never in the future, and validated", "[live][H-11][H-12]") {
    const SystemTime host;
    const SessionClock clock(host, 100);
    Box box;
    Script script;
    script.hr = std::numeric_limits<double>::infinity();
    Acquisition acquisition(std::make_unique<Scripted>(script), clock, [&](const auto& m) { box.put(m); });
    acquisition.start();
    box.waitForCount(3);
    script.hr = 400;
    const auto got = box.waitFor([](const auto& m) {
        return any(
            m, [](const SourceMessage& one) { return std::get<Reading>(one).isImplausible(Channel::hr); });
    });
    acquisition.stop();
    CHECK_FALSE(std::get<Reading>(got.front())[Channel::hr]); // infinity is no value
    CHECK(std::get<Reading>(got.back()).isImplausible(Channel::hr));
    MonoTime last;
    for (const auto& m : got) {
        const auto& r = std::get<Reading>(m);
        CHECK(r.source == 7);
        CHECK(r.at.mono <= clock.now().mono);
        CHECK(r.at.mono >= last);
        last = r.at.mono;
    }
}

TEST_CASE("at 600 times every second of the simulator arrives once and in order", "[live]") {
    const SystemTime host;
    const SessionClock clock(host, 600);
    Box box;
    Acquisition acquisition(std::make_unique<Simulator>(SimulatorOptions{}), clock,
                            [&](const auto& m) { box.put(m); });
    acquisition.start();
    const auto got = box.waitForCount(1200);
    acquisition.stop();
    REQUIRE(got.size() >= 1200);
    std::int64_t expected = 0;
    for (const auto& m : got)
        if (const auto* r = std::get_if<Reading>(&m)) REQUIRE(toMs(r->at.mono) == 1000 * expected++);
}

TEST_CASE("a source that throws is lost with its reason, not asked again, and returns on retry",
          "[live][H-02]") {
    const SystemTime host;
    const SessionClock clock(host, 100);
    Box box;
    Script script;
    Acquisition acquisition(std::make_unique<Scripted>(script), clock, [&](const auto& m) { box.put(m); });
    acquisition.start();
    box.waitForCount(2);
    script.throws = true;
    auto got = box.waitFor([](const auto& m) { return any(m, isLost); });
    REQUIRE(isLost(got.back()));
    CHECK(std::get<LinkChange>(got.back()).reason == "the source failed: port gone");
    const int polls = script.polls;
    acquisition.inform(Event{}); // still delivered, for a simulated patient must not miss an infusion
    std::this_thread::sleep_for(50ms);
    CHECK(script.polls == polls);
    CHECK(script.observed == 1);
    script.throws = false;
    acquisition.retry();
    got = box.waitFor([](const auto& m) { return any(m, isBack); });
    CHECK(any(got, isBack));
    acquisition.stop();
}

TEST_CASE("a source that falls silent is lost after its limit and returns with its next reading",
          "[live][H-02]") {
    const SystemTime host;
    const SessionClock clock(host, 200);
    Box box;
    Script script;
    Acquisition acquisition(std::make_unique<Scripted>(script), clock, [&](const auto& m) { box.put(m); });
    acquisition.start();
    box.waitForCount(2);
    script.silent = true;
    auto got = box.waitFor([](const auto& m) { return any(m, isLost); });
    REQUIRE(isLost(got.back()));
    const auto& before = std::get<Reading>(got[got.size() - 2]);
    const auto after = std::get<LinkChange>(got.back()).at.mono - before.at.mono;
    CHECK(after > 10s);
    CHECK(after < 20s); // 10 s, and at 200 times some scheduling
    CHECK(std::get<LinkChange>(got.back()).reason.starts_with("no data for 0:1"));
    script.silent = false;
    got = box.waitFor([](const auto& m) { return any(m, isBack); });
    CHECK(any(got, isBack));
    acquisition.stop();
}

TEST_CASE("a source that does not answer is noticed from outside, once", "[live][H-02][long]") {
    const SystemTime host;
    const SessionClock clock(host);
    Box box;
    Script script;
    Acquisition acquisition(std::make_unique<Scripted>(script), clock, [&](const auto& m) { box.put(m); });
    acquisition.start();
    box.waitForCount(1);
    CHECK_FALSE(acquisition.takeStall());
    script.blocks = true;
    std::optional<LinkChange> stall;
    for (int i = 0; i < 100 && !stall; ++i) {
        std::this_thread::sleep_for(100ms);
        stall = acquisition.takeStall();
    }
    REQUIRE(stall);
    CHECK(stall->state == LinkState::lost);
    CHECK_FALSE(acquisition.takeStall());
    script.blocks = false;
    CHECK(any(box.waitFor([](const auto& m) { return any(m, isBack); }), isBack));
    acquisition.stop();
}

TEST_CASE("waiting for the next second costs hardly any processor time", "[live]") {
    const SystemTime host;
    const SessionClock clock(host);
    Box box;
    Acquisition acquisition(std::make_unique<Simulator>(SimulatorOptions{}), clock,
                            [&](const auto& m) { box.put(m); });
    const auto before = std::clock();
    acquisition.start();
    std::this_thread::sleep_for(600ms);
    acquisition.stop();
    CHECK(double(std::clock() - before) / CLOCKS_PER_SEC < 0.06);
}

TEST_CASE("an acquisition may be stopped twice, before its start, and started again", "[live]") {
    const SystemTime host;
    const SessionClock clock(host, 100);
    Box box;
    Script script;
    Acquisition acquisition(std::make_unique<Scripted>(script), clock, [&](const auto& m) { box.put(m); });
    acquisition.stop();
    acquisition.start();
    box.waitForCount(1);
    acquisition.stop();
    acquisition.stop();
    const auto polls = script.polls.load();
    acquisition.start();
    box.waitForCount(4);
    acquisition.stop();
    CHECK(script.polls > polls);
}

TEST_CASE("the whole real recording comes through its thread, each row once and in order", "[live][H-12]") {
    const auto path = std::filesystem::path(CHAIRSIDE_SOURCE_DIR) / "../shared/data/wfdb/s00001";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: the shared recording s00001 is not on this machine");
        return;
    }
    auto recording = openRecording(path);
    REQUIRE(recording);
    const SystemTime host;
    const SessionClock clock(host, 100'000); // 32 hours in a little more than a second
    Box box;
    auto replay = std::make_unique<Replay>(std::move(recording).value(), Replay::Options{});
    Acquisition acquisition(std::move(replay), clock, [&](const auto& m) { box.put(m); });
    acquisition.start();
    const auto ended = [](const SourceMessage& m) {
        const auto* link = std::get_if<LinkChange>(&m);
        return link && link->state == LinkState::ended;
    };
    const auto got = box.waitFor([&](const auto& m) { return any(m, ended); });
    acquisition.stop();
    CHECK(ended(got.back()));
    int rows = 0, saturations = 0, pressures = 0, lost = 0;
    for (const auto& m : got) {
        lost += isLost(m) ? 1 : 0;
        const auto* r = std::get_if<Reading>(&m);
        if (!r) continue;
        REQUIRE(toMs(r->at.mono) == 60'000 * rows++);
        saturations += (*r)[Channel::spo2] ? 1 : 0;
        pressures += (*r)[Channel::nibpSystolic] ? 1 : 0;
    }
    // Counted apart from this program: 363 and 1784 of 1936 are missing.
    CHECK(rows == 1936);
    CHECK(saturations == 1936 - 363);
    CHECK(pressures == 1936 - 1784);
    CHECK(lost == 0);
}
