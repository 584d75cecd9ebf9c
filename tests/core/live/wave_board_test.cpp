// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/acquisition.h"
#include "core/live/simulator.h"
#include "core/live/wave_board.h"
#include "support/catch.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

using namespace chairside;

namespace {

WaveBlock block(double fromSeconds, std::vector<float> samples, double hz = 125) {
    return {Wave::pleth, hz, monoFromMs(std::llround(fromSeconds * 1000)), Origin::device,
            std::move(samples)};
}

std::vector<float> read(const WaveBoard& board, std::int64_t first, std::int64_t last) {
    std::vector<float> out;
    board.read(Wave::pleth, first, last, out);
    return out;
}

} // namespace

TEST_CASE("a hole between two blocks of a wave stays a hole, also where older samples were", "[live][H-12]") {
    WaveBoard board;
    CHECK_FALSE(board.info(Wave::pleth));
    board.put(block(0, std::vector<float>(125 * 40, 1.f))); // longer than the ring
    board.put(block(50, {2.f, 3.f}));
    const auto info = board.info(Wave::pleth);
    REQUIRE(info);
    CHECK(info->hz == 125);
    CHECK(toMs(info->newest) == 50'008);
    const auto seen = read(board, 50 * 125 - 3, 50 * 125 + 3);
    REQUIRE(seen.size() == 7);
    for (const std::size_t i : {0, 1, 2, 5, 6}) CHECK(std::isnan(seen[i]));
    CHECK(seen[3] == 2.f);
    CHECK(seen[4] == 3.f);
    CHECK(read(board, 39 * 125, 39 * 125)[0] == 1.f);      // still within the ring
    CHECK(std::isnan(read(board, 10 * 125, 10 * 125)[0])); // no longer
    board.clear();
    CHECK_FALSE(board.info(Wave::pleth));
}

TEST_CASE("a wave that makes no sense is left out, and what is no number is no signal", "[live][H-09]") {
    WaveBoard board;
    for (const double hz : {0.0, -5.0, 1e9, std::numeric_limits<double>::quiet_NaN()})
        board.put(block(1, {1.f}, hz));
    board.put(block(1, {}));
    CHECK_FALSE(board.info(Wave::pleth));
    board.put(block(1, {1.f, std::numeric_limits<float>::infinity(), 2.f}));
    CHECK(std::isnan(read(board, 126, 126)[0]));
    board.put(block(0.5, std::vector<float>(10, 7.f))); // late: fills its own place
    CHECK(read(board, 63, 63)[0] == 7.f);
    CHECK(read(board, 125, 125)[0] == 1.f);
    board.put(block(2, {5.f}, 250)); // another rate begins anew
    CHECK(board.info(Wave::pleth)->hz == 250);
    CHECK(read(board, 500, 500)[0] == 5.f);
}

TEST_CASE("the simulated pleth beats at the pulse rate, the capnogram reaches the measured carbon dioxide",
          "[live]") {
    SimulatorOptions options;
    options.noise = false;
    options.probeOffPerHour = 0;
    Simulator simulator(options);
    WaveBoard board;
    for (int tenth = 0; tenth <= 200; ++tenth) { // 20 s
        const Instant now{monoFromMs(tenth * 100), {}};
        simulator.poll(now);
        for (const auto& part : simulator.pollWaves(now)) {
            CHECK(part.origin == Origin::simulated);
            board.put(part);
        }
    }
    int beats = 0;
    const auto pleth = read(board, 0, 20 * 125);
    for (std::size_t i = 1; i < pleth.size(); ++i) {
        REQUIRE(std::isfinite(pleth[i]));
        CHECK(pleth[i] >= 0);
        CHECK(pleth[i] <= 1.05f);
        beats += pleth[i - 1] < 0.6f && pleth[i] >= 0.6f;
    }
    CHECK(beats >= 23); // 72 a minute
    CHECK(beats <= 25);
    std::vector<float> co2;
    board.read(Wave::co2, 0, 20 * 125, co2);
    CHECK(*std::max_element(co2.begin(), co2.end()) == Approx(38).margin(0.5));
    CHECK(*std::min_element(co2.begin(), co2.end()) == 0);
}

TEST_CASE("a probe that is off gives no pulse wave", "[live][H-12]") {
    SimulatorOptions options;
    options.probeOffPerHour = 0;
    Disturbance off;
    off.kind = Disturbance::Kind::sensorOff;
    off.after = 2s;
    off.length = 10s;
    options.faults = {off};
    Simulator simulator(options);
    WaveBoard board;
    for (int tenth = 0; tenth <= 60; ++tenth) {
        const Instant now{monoFromMs(tenth * 100), {}};
        simulator.poll(now);
        for (const auto& part : simulator.pollWaves(now)) board.put(part);
    }
    CHECK(std::isfinite(read(board, 125, 125)[0]));
    CHECK(std::isnan(read(board, 5 * 125, 5 * 125)[0]));
    std::vector<float> co2;
    board.read(Wave::co2, 5 * 125, 5 * 125, co2);
    CHECK(std::isfinite(co2[0]));
}

TEST_CASE("acquisition asks for waves only while somebody looks, and no wave reaches the sink of readings",
          "[live]") {
    const SystemTime host;
    const SessionClock clock(host);
    std::atomic<int> blocks{0}, messages{0};
    Acquisition acquisition(std::make_unique<Simulator>(SimulatorOptions{}), clock,
                            [&](const SourceMessage&) { ++messages; });
    acquisition.setWaveSink([&](const WaveBlock&) { ++blocks; });
    CHECK(acquisition.givesWaves());
    acquisition.start();
    std::this_thread::sleep_for(300ms);
    CHECK(blocks == 0);
    acquisition.wantWaves(true);
    std::this_thread::sleep_for(800ms);
    acquisition.wantWaves(false);
    std::this_thread::sleep_for(150ms);
    const int seen = blocks;
    std::this_thread::sleep_for(300ms);
    acquisition.stop();
    CHECK(seen >= 6); // three waves, ten times a second; a busy machine may be slow
    CHECK(blocks == seen);
    CHECK(messages <= 4); // a second's reading and the link
}
