// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/alarm_sound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace chairside {
namespace {

/// One row of the tone table. Times in ms; attack and decay are the whole raised-cosine ramps, whose 10–90 %
/// part is 59 % of their length, so that the rise is 10–40 % of the pulse.
struct Tone {
    double pulseMs, attackMs, decayMs, softAttackMs;
    double pitchHz; ///< between a' and c'', with partials 1 to 5
    double levelDb; ///< against a high burst: high >= medium >= low
    double softDb;  ///< further down in a quiet room; never for high
};
const Tone& toneOf(AlarmPriority priority) {
    static constexpr Tone kLow{200, 60, 60, 100, 440, -6, -6};
    static constexpr Tone kMedium{200, 60, 60, 100, 440, -3, -6};
    static constexpr Tone kHigh{150, 45, 45, 45, 494, 0, 0};
    switch (priority) {
    case AlarmPriority::low: return kLow;
    case AlarmPriority::medium: return kMedium;
    case AlarmPriority::high: return kHigh;
    }
    return kHigh;
}

constexpr std::array kPartialsDb{0.0, -1.0, -2.0, -3.0, -4.0};
constexpr double kStepDb = 5; ///< between volume steps; the softest is 20 dB below the loudest
constexpr double kPeak = 0.9; ///< of full scale, at the loudest step

double gain(double db) {
    return std::pow(10.0, db / 20);
}
double ramp(double x) {
    return x <= 0 ? 0 : x >= 1 ? 1 : 0.5 - 0.5 * std::cos(std::numbers::pi * x);
}

/// Alternating signs of the partials keep the peaks of the sum low, so that the tone is louder at the same
/// peak.
double wave(double pitchHz, double t) {
    double sum = 0;
    for (std::size_t i = 0; i < kPartialsDb.size(); ++i) {
        const double n = static_cast<double>(i + 1);
        const double phase = i % 4 < 2 ? 0.0 : std::numbers::pi;
        sum += gain(kPartialsDb[i]) * std::sin(2 * std::numbers::pi * pitchHz * n * t + phase);
    }
    return sum;
}

double peakOf(double pitchHz) {
    double peak = 0;
    for (int i = 0; i < 1000; ++i) peak = std::max(peak, std::abs(wave(pitchHz, i / (1000.0 * pitchHz))));
    return peak;
}

} // namespace

std::vector<Pulse> pulsesOf(AlarmPriority priority) {
    const Millis length{static_cast<std::int64_t>(toneOf(priority).pulseMs)};
    switch (priority) {
    case AlarmPriority::low: return {{0ms, length}};
    case AlarmPriority::medium: return {{0ms, length}, {400ms, length}, {800ms, length}};
    case AlarmPriority::high: break;
    }
    // Twice three and two: 100 ms between pulses, 350 ms after the third, 600 ms after the fifth.
    std::vector<Pulse> out;
    Millis at{0};
    constexpr std::array kGaps{100ms, 100ms, 350ms, 100ms, 600ms, 100ms, 100ms, 350ms, 100ms, 0ms};
    for (const Millis gap : kGaps) {
        out.push_back({at, length});
        at += length + gap;
    }
    return out;
}

std::vector<std::int16_t> renderBurst(AlarmPriority priority, int volumeStep, bool quiet) {
    const Tone& tone = toneOf(priority);
    const auto pulses = pulsesOf(priority);
    const double attack = (quiet ? tone.softAttackMs : tone.attackMs) / 1000, decay = tone.decayMs / 1000;
    const int step = std::clamp(volumeStep, 1, kVolumeSteps);
    const double db = (step - kVolumeSteps) * kStepDb + tone.levelDb + (quiet ? tone.softDb : 0);
    const double amplitude = 32767 * kPeak * gain(db) / peakOf(tone.pitchHz);
    const double endS = std::chrono::duration<double>(pulses.back().begin + pulses.back().length).count();
    std::vector<std::int16_t> out(static_cast<std::size_t>((endS + (attack + decay) / 2) * kSampleRateHz));
    for (const auto& pulse : pulses) {
        // Half amplitude is reached in the middle of each ramp: the ramp begins with the burst's first
        // sample.
        const double begin = std::chrono::duration<double>(pulse.begin).count();
        const double whole = std::chrono::duration<double>(pulse.length).count() + (attack + decay) / 2;
        const auto first = static_cast<std::size_t>(begin * kSampleRateHz);
        for (std::size_t i = 0; first + i < out.size(); ++i) {
            const double t = static_cast<double>(i) / kSampleRateHz;
            if (t > whole) break;
            const double envelope = std::min(ramp(t / attack), ramp((whole - t) / decay));
            out[first + i] =
                static_cast<std::int16_t>(std::lround(amplitude * envelope * wave(tone.pitchHz, t)));
        }
    }
    return out;
}

Millis burstPeriod(AlarmPriority priority) {
    switch (priority) {
    case AlarmPriority::low: return 30s;
    case AlarmPriority::medium: return 20s;
    case AlarmPriority::high: return 10s;
    }
    return 10s;
}

std::optional<AlarmPriority> BurstRhythm::due(const std::optional<SoundOrder>& order, MonoTime now) {
    if (!order) {
        last_.reset();
        return std::nullopt;
    }
    const bool breaksThrough = !last_ || order->priority > last_->priority ||
                               (order->priority == last_->priority && order->generation > last_->generation);
    if (!breaksThrough) {
        const bool milder = order->priority < last_->priority;
        if (milder ? now < runsUntil_ : now - started_ < burstPeriod(order->priority)) return std::nullopt;
    }
    const auto pulses = pulsesOf(order->priority);
    last_ = order;
    started_ = now;
    runsUntil_ = now + pulses.back().begin + pulses.back().length + 100ms;
    return order->priority;
}

} // namespace chairside
