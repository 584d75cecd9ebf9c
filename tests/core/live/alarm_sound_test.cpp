// SPDX-License-Identifier: GPL-3.0-or-later
// The tones are measured as samples, by an analyser that knows nothing of how they were made.
#include "support/catch.h"

#include "core/live/alarm_sound.h"
#include "core/live/burst_shelf.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <thread>

using namespace chairside;

namespace {

constexpr std::array kPriorities{AlarmPriority::low, AlarmPriority::medium, AlarmPriority::high};

struct MeasuredPulse {
    double beginMs, lengthMs, riseMs;
    std::size_t middle; ///< sample
};
struct Measured {
    std::vector<MeasuredPulse> pulses;
    std::vector<double> gapsMs;
    double peak = 0, rms = 0;
};

/// Envelope: the largest magnitude within 2.5 ms (more than one period of the lowest partial) around each
/// sample.
std::vector<double> envelopeOf(const std::vector<std::int16_t>& pcm) {
    constexpr int kHalf = kSampleRateHz / 800;
    std::vector<double> out(pcm.size());
    for (int i = 0; i < static_cast<int>(pcm.size()); ++i) {
        int top = 0;
        for (int j = std::max(0, i - kHalf); j < std::min(static_cast<int>(pcm.size()), i + kHalf); ++j)
            top = std::max(top, std::abs(static_cast<int>(pcm[static_cast<std::size_t>(j)])));
        out[static_cast<std::size_t>(i)] = top;
    }
    return out;
}

Measured measure(const std::vector<std::int16_t>& pcm) {
    const auto envelope = envelopeOf(pcm);
    Measured out;
    out.peak = *std::max_element(envelope.begin(), envelope.end());
    const auto ms = [](std::size_t samples) { return static_cast<double>(samples) * 1000 / kSampleRateHz; };
    for (std::size_t i = 0; i < envelope.size();) {
        if (envelope[i] < out.peak / 2) {
            ++i;
            continue;
        }
        std::size_t end = i, low = i, high = i;
        while (end < envelope.size() && envelope[end] >= out.peak / 2) ++end;
        while (low > 0 && envelope[low] > out.peak * 0.1) --low;
        while (envelope[high] < out.peak * 0.9) ++high;
        if (!out.pulses.empty())
            out.gapsMs.push_back(ms(i) - out.pulses.back().beginMs - out.pulses.back().lengthMs);
        out.pulses.push_back({ms(i), ms(end - i), ms(high - low), i + (end - i) / 2});
        i = end;
    }
    double energy = 0;
    for (const auto s : pcm) energy += static_cast<double>(s) * s;
    out.rms = std::sqrt(energy / static_cast<double>(pcm.size()));
    return out;
}

struct Peak {
    double hz, db;
};
/// Local maxima of the spectrum of 80 ms around `middle`, strongest first.
std::vector<Peak> spectrum(const std::vector<std::int16_t>& pcm, std::size_t middle) {
    constexpr std::size_t kLength = kSampleRateHz * 80 / 1000;
    std::vector<Peak> line;
    for (double hz = 60; hz <= 6000; hz += 10) {
        double re = 0, im = 0;
        for (std::size_t i = 0; i < kLength; ++i) {
            const double x = static_cast<double>(i) / kLength;
            const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * x);
            const double angle = 2 * std::numbers::pi * hz * static_cast<double>(i) / kSampleRateHz;
            re += hann * pcm[middle - kLength / 2 + i] * std::cos(angle);
            im += hann * pcm[middle - kLength / 2 + i] * std::sin(angle);
        }
        line.push_back({hz, 10 * std::log10(re * re + im * im + 1)});
    }
    std::vector<Peak> peaks;
    for (std::size_t i = 1; i + 1 < line.size(); ++i)
        if (line[i].db > line[i - 1].db && line[i].db >= line[i + 1].db) peaks.push_back(line[i]);
    std::sort(peaks.begin(), peaks.end(), [](const Peak& a, const Peak& b) { return a.db > b.db; });
    return peaks;
}

} // namespace

TEST_CASE("every burst lies inside every row of the tone table, at every volume and in both profiles",
          "[live][H-04]") {
    for (const auto priority : kPriorities)
        for (int volume = 1; volume <= kVolumeSteps; ++volume)
            for (const bool quiet : {false, true}) {
                INFO("priority " << int(priority) << " volume " << volume << " quiet " << quiet);
                const auto pcm = renderBurst(priority, volume, quiet);
                const auto m = measure(pcm);
                const bool high = priority == AlarmPriority::high;
                const std::size_t expected = high ? 10 : priority == AlarmPriority::medium ? 3 : 1;
                REQUIRE(m.pulses.size() == expected);
                for (const auto& pulse : m.pulses) {
                    CHECK(pulse.lengthMs >= (high ? 75 : 125));
                    CHECK(pulse.lengthMs <= (high ? 200 : 250));
                    CHECK(pulse.riseMs >= 0.10 * pulse.lengthMs);
                    CHECK(pulse.riseMs <= 0.40 * pulse.lengthMs);
                }
                if (high) {
                    const double x = m.gapsMs[0], td = m.pulses[0].lengthMs;
                    for (const std::size_t i : {0U, 1U, 3U, 5U, 6U, 8U}) {
                        CHECK(m.gapsMs[i] >= 50);
                        CHECK(m.gapsMs[i] <= 125);
                        CHECK(m.gapsMs[i] == Approx(x).epsilon(0.05));
                    }
                    for (const std::size_t i : {2U, 7U})
                        CHECK(m.gapsMs[i] == Approx(2 * x + td).epsilon(0.06));
                    CHECK(m.gapsMs[4] >= 350);
                    CHECK(m.gapsMs[4] <= 1300);
                } else {
                    for (const double y : m.gapsMs) {
                        CHECK(y >= 125);
                        CHECK(y <= 250);
                        CHECK(y == Approx(m.gapsMs[0]).epsilon(0.05));
                    }
                }
                const auto peaks = spectrum(pcm, m.pulses[0].middle);
                REQUIRE(peaks.size() >= 4);
                CHECK(std::any_of(peaks.begin(), peaks.begin() + 4,
                                  [](const Peak& p) { return p.hz >= 150 && p.hz <= 1000; }));
                for (std::size_t i = 0; i < 4; ++i) {
                    CHECK(peaks[i].hz >= 150);
                    CHECK(peaks[i].hz <= 4000);
                    CHECK(peaks[i].db >= peaks[0].db - 15);
                }
            }
}

TEST_CASE("a more urgent burst is never softer, and each volume step is louder", "[live][H-04]") {
    for (const bool quiet : {false, true})
        for (int volume = 1; volume <= kVolumeSteps; ++volume) {
            const auto peak = [&](AlarmPriority p, int v) { return measure(renderBurst(p, v, quiet)).peak; };
            CHECK(peak(AlarmPriority::high, volume) >= peak(AlarmPriority::medium, volume));
            CHECK(peak(AlarmPriority::medium, volume) >= peak(AlarmPriority::low, volume));
            for (const auto p : kPriorities)
                if (volume > 1) CHECK(peak(p, volume) > peak(p, volume - 1));
        }
    CHECK(measure(renderBurst(AlarmPriority::low, 1, true)).peak > 300); // -40 dB of full scale: not silence
    CHECK(renderBurst(AlarmPriority::high, 99, false) ==
          renderBurst(AlarmPriority::high, kVolumeSteps, false));
    CHECK(renderBurst(AlarmPriority::high, 0, false) == renderBurst(AlarmPriority::high, 1, false));
}

TEST_CASE("the quiet profile softens low and medium and never touches high", "[live][H-04]") {
    for (int volume = 1; volume <= kVolumeSteps; ++volume)
        CHECK(renderBurst(AlarmPriority::high, volume, true) ==
              renderBurst(AlarmPriority::high, volume, false));
    for (const auto p : {AlarmPriority::low, AlarmPriority::medium}) {
        const auto soft = measure(renderBurst(p, 3, true)), plain = measure(renderBurst(p, 3, false));
        CHECK(soft.pulses[0].riseMs > 1.3 * plain.pulses[0].riseMs);
        CHECK(soft.peak < 0.6 * plain.peak);
    }
}

TEST_CASE("bursts repeat within the allowed silence and a worse alarm does not wait for its turn",
          "[live][H-04]") {
    for (const auto p : kPriorities) {
        const double lengthS = static_cast<double>(renderBurst(p, 3, false).size()) / kSampleRateHz;
        const double silenceS = std::chrono::duration<double>(burstPeriod(p)).count() - lengthS;
        CHECK(silenceS > (p == AlarmPriority::low ? 15 : 2.5));
        if (p != AlarmPriority::low) CHECK(silenceS < (p == AlarmPriority::high ? 15 : 30));
    }
    BurstRhythm rhythm;
    std::vector<std::pair<int, AlarmPriority>> heard;
    const auto run = [&](int fromS, int toS, std::optional<SoundOrder> order) {
        for (int t = fromS; t < toS; ++t)
            if (const auto p = rhythm.due(order, monoFromMs(t * 1000))) heard.emplace_back(t, *p);
    };
    const auto low = AlarmPriority::low, medium = AlarmPriority::medium, high = AlarmPriority::high;
    run(0, 45, SoundOrder{low, "a", 1, false});
    run(45, 50, SoundOrder{medium, "b", 2, false}); // higher: at once
    run(50, 52, SoundOrder{medium, "c", 3, false}); // new: at once
    run(52, 65, SoundOrder{high, "d", 4, false});
    run(65, 70, std::nullopt);
    run(70, 71, SoundOrder{low, "a", 1, false}); // after silence the order is new again
    using H = std::pair<int, AlarmPriority>;
    CHECK(heard ==
          std::vector<H>{{0, low}, {30, low}, {45, medium}, {50, medium}, {52, high}, {62, high}, {70, low}});
}

TEST_CASE("every burst is on the shelf soon after the start, and asking early gives the same samples",
          "[live][H-04]") {
    BurstShelf shelf;
    const auto early = shelf.take(AlarmPriority::low, 1, true); // the last one that the thread comes to
    REQUIRE(early);
    CHECK(*early == renderBurst(AlarmPriority::low, 1, true));
    for (int i = 0; i < 1000 && !shelf.isFull(); ++i) std::this_thread::sleep_for(10ms);
    REQUIRE(shelf.isFull());
    for (const auto priority : {AlarmPriority::low, AlarmPriority::medium, AlarmPriority::high})
        for (int step = 1; step <= kVolumeSteps; ++step)
            for (const bool quiet : {false, true})
                CHECK(*shelf.take(priority, step, quiet) == renderBurst(priority, step, quiet));
    CHECK(shelf.take(AlarmPriority::low, 1, true) == early); // kept, not made again
    CHECK(shelf.take(AlarmPriority::high, 9, false) == shelf.take(AlarmPriority::high, 5, false));
}
