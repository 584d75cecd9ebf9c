// SPDX-License-Identifier: GPL-3.0-or-later
// The waves of the simulated patient, as a wave strip would read them: beats at the rate that its numbers
// say, one heart for ECG and pulse, and nothing where the monitor would have nothing.
#include "core/live/simulated_waves.h"

#include "core/live/simulator.h"
#include "core/live/wave_board.h"
#include "support/catch.h"

#include <algorithm>
#include <cmath>

using namespace chairside;

namespace {

struct WaveScene {
    Simulator simulator;
    WaveBoard board;
    explicit WaveScene(const SimulatorOptions& options) : simulator(options) {}
    void run(int fromTenth, int toTenth) {
        for (int tenth = fromTenth; tenth <= toTenth; ++tenth) {
            const Instant now{monoFromMs(tenth * 100), {}};
            simulator.poll(now);
            for (const auto& part : simulator.pollWaves(now)) board.put(part);
        }
    }
    /// Samples of whole seconds, `to` not included.
    std::vector<float> seconds(Wave wave, int from, int to) const {
        const auto info = board.info(wave);
        REQUIRE(info);
        std::vector<float> out;
        board.read(wave, std::llround(from * info->hz), std::llround(to * info->hz) - 1, out);
        return out;
    }
};

SimulatorOptions steadyPatient(double heartRate, std::uint64_t seed = 1) {
    SimulatorOptions options;
    options.seed = seed;
    options.patient.hr = heartRate;
    options.noise = false;
    options.probeOffPerHour = 0;
    return options;
}

/// Where a wave rises through a level, as numbers of samples.
std::vector<std::size_t> rises(const std::vector<float>& samples, float level) {
    std::vector<std::size_t> out;
    for (std::size_t i = 1; i < samples.size(); ++i)
        if (samples[i - 1] < level && samples[i] >= level) out.push_back(i);
    return out;
}

bool noneIsANumber(const std::vector<float>& samples) {
    return std::none_of(samples.begin(), samples.end(), [](float v) { return std::isfinite(v); });
}

bool allAreNumbers(const std::vector<float>& samples) {
    return std::all_of(samples.begin(), samples.end(), [](float v) { return std::isfinite(v); });
}

Disturbance disturbance(Disturbance::Kind kind, Millis after, Millis length) {
    Disturbance d;
    d.kind = kind;
    d.after = after;
    d.length = length;
    return d;
}

} // namespace

TEST_CASE("the simulated ECG has one sharp R for each beat of the heart rate, in millivolts and marked as "
          "simulated",
          "[live]") {
    for (const double rate : {38.0, 72.0, 110.0, 180.0})
        for (const std::uint64_t seed : {1, 2, 77}) {
            INFO(rate << "/min, seed " << seed);
            WaveScene scene(steadyPatient(rate, seed));
            scene.run(0, 210);
            const auto info = scene.board.info(Wave::ecg);
            REQUIRE(info);
            CHECK(info->origin == Origin::simulated);
            CHECK(info->hz == SimulatedWaves::kEcgHz);
            const auto ecg = scene.seconds(Wave::ecg, 1, 21);
            REQUIRE(allAreNumbers(ecg));
            const auto [least, most] = std::minmax_element(ecg.begin(), ecg.end());
            CHECK(*most > 0.85f);
            CHECK(*most < 1.4f);
            CHECK(*least < -0.08f); // Q and S
            CHECK(*least > -0.5f);
            const auto beats = rises(ecg, *most / 2);
            CHECK(static_cast<double>(beats.size()) == Approx(rate / 3).margin(1));
            for (const auto at : beats) {
                std::size_t width = 0;
                float peak = 0;
                for (auto i = at; i < ecg.size() && ecg[i] >= *most / 2; ++i)
                    ++width, peak = std::max(peak, ecg[i]);
                if (at + width == ecg.size()) continue; // cut off by the end
                CHECK(width <= 10);                     // 40 ms at half its height
                CHECK(peak > 0.85f * *most);            // no beat loses its peak between two samples
            }
        }
}

TEST_CASE("each pulse wave follows an R of the same heart, also while its rate wanders", "[live]") {
    auto options = steadyPatient(72, 5);
    options.noise = true;
    WaveScene scene(options);
    scene.run(0, 250);
    const auto r = rises(scene.seconds(Wave::ecg, 2, 25), 0.45f);
    const auto pulses = rises(scene.seconds(Wave::pleth, 2, 25), 0.5f);
    REQUIRE(r.size() > 20);
    CHECK(std::llabs(static_cast<long long>(r.size()) - static_cast<long long>(pulses.size())) <= 1);
    for (const auto pulse : pulses) {
        const double at = static_cast<double>(pulse) / SimulatedWaves::kHz;
        if (at < 0.5) continue;
        const auto after =
            std::upper_bound(r.begin(), r.end(), at * SimulatedWaves::kEcgHz,
                             [](double t, std::size_t n) { return t < static_cast<double>(n); });
        REQUIRE(after != r.begin());
        const double delay = at - static_cast<double>(*std::prev(after)) / SimulatedWaves::kEcgHz;
        CHECK(delay > 0.1);
        CHECK(delay < 0.35);
    }
}

TEST_CASE("leads stay on when the probe is off; a monitor that is silent or switched off has no wave at all",
          "[live][H-12]") {
    using Kind = Disturbance::Kind;
    auto options = steadyPatient(72);
    options.faults = {disturbance(Kind::sensorOff, 3s, 4s), disturbance(Kind::silent, 10s, 4s),
                      disturbance(Kind::linkLost, 17s, 4s)};
    WaveScene scene(options);
    scene.run(0, 250);
    CHECK(noneIsANumber(scene.seconds(Wave::pleth, 4, 6)));
    CHECK(allAreNumbers(scene.seconds(Wave::ecg, 4, 6)));
    for (const auto wave : {Wave::ecg, Wave::pleth, Wave::co2}) {
        CHECK(noneIsANumber(scene.seconds(wave, 11, 13)));
        CHECK(noneIsANumber(scene.seconds(wave, 18, 20)));
        CHECK(allAreNumbers(scene.seconds(wave, 15, 16)));
        CHECK(allAreNumbers(scene.seconds(wave, 23, 25)));
    }
}

TEST_CASE("a heart that stands still gives a flat line, not a frozen beat", "[live]") {
    auto options = steadyPatient(72);
    auto arrest = disturbance(Disturbance::Kind::toward, 2s, 60s);
    arrest.channel = Channel::hr;
    arrest.level = 0;
    auto pulseless = arrest;
    pulseless.channel = Channel::pulseRate;
    options.faults = {arrest, pulseless};
    WaveScene scene(options);
    scene.run(0, 100);
    const auto ecg = scene.seconds(Wave::ecg, 4, 9), pleth = scene.seconds(Wave::pleth, 4, 9);
    REQUIRE(allAreNumbers(ecg));
    CHECK(std::all_of(ecg.begin(), ecg.end(), [](float v) { return std::abs(v) < 0.06f; }));
    CHECK(std::all_of(pleth.begin(), pleth.end(), [](float v) { return v == 0; }));
}

TEST_CASE("for one seed the lead is the same patient's, for another one it is not", "[live]") {
    const auto lead = [](std::uint64_t seed) {
        WaveScene scene(steadyPatient(72, seed));
        scene.run(0, 60);
        return scene.seconds(Wave::ecg, 0, 6);
    };
    CHECK(lead(3) == lead(3));
    CHECK(lead(3) != lead(4));
}

TEST_CASE("what nobody looked at is a hole in the waves, never filled in afterwards", "[live][H-12]") {
    WaveScene scene(steadyPatient(72));
    scene.run(0, 30);
    for (int tenth = 31; tenth < 80; ++tenth) scene.simulator.poll({monoFromMs(tenth * 100), {}});
    scene.run(80, 100);
    for (const auto wave : {Wave::ecg, Wave::pleth, Wave::co2}) {
        CHECK(allAreNumbers(scene.seconds(wave, 1, 3)));
        CHECK(noneIsANumber(scene.seconds(wave, 4, 7)));
        CHECK(allAreNumbers(scene.seconds(wave, 8, 10)));
    }
}
