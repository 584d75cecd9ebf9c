// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/simulated_waves.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace chairside {
namespace {

constexpr double kStill = 1;      ///< /min; below it nothing beats, and lines are flat
constexpr double kRPhase = 0.84;  ///< of a beat; the pulse wave rises some 0.15 s after R
constexpr double kOneHeart = 0.5; ///< /min; rates nearer than this are those of one beat

double bump(double phase, double at, double width) {
    const double d = (phase - at) / width;
    return std::exp(-d * d / 2);
}

/// A steep rise, a slower fall, the notch and the second, smaller hump. 0…1.
double plethAt(double phase) {
    return 0.08 + 0.84 * bump(phase, 0.18, 0.075) + 0.36 * bump(phase, 0.36, 0.1) +
           0.2 * bump(phase, 0.55, 0.12);
}

/// Between 0 and 1; the engine's numbers are the same on every platform, the library's distributions are not.
double uniform(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

/// Breathing in (nothing), the rise, the plateau that climbs a little to its end, the fall.
double capnogramAt(double phase, double etco2) {
    constexpr double kRise = 0.42, kPlateau = 0.5, kEnd = 0.9, kGone = 0.96;
    if (phase < kRise || phase > kGone) return 0;
    if (phase < kPlateau) {
        const double part = (phase - kRise) / (kPlateau - kRise);
        return etco2 * 0.9 * part * part * (3 - 2 * part);
    }
    if (phase <= kEnd) return etco2 * (0.9 + 0.1 * (phase - kPlateau) / (kEnd - kPlateau));
    return etco2 * (1 - (phase - kEnd) / (kGone - kEnd));
}

double turned(double phase, double perMinute) {
    const double next = phase + perMinute / 60 / SimulatedWaves::kHz;
    return next - std::floor(next);
}

float sampleOf(const std::optional<double>& measured, double value) {
    return measured ? static_cast<float>(value) : kNoSignal;
}

} // namespace

SimulatedWaves::SimulatedWaves(std::uint64_t seed) : random_(seed), lead_(drawLead(random_)) {}

SimulatedWaves::Lead SimulatedWaves::drawLead(std::mt19937_64& random) {
    const auto between = [&](double low, double high) { return low + (high - low) * uniform(random); };
    const double r = between(0.9, 1.25);
    return {between(0.1, 0.16), -between(0.06, 0.12) * r, r, -between(0.16, 0.3) * r, between(0.2, 0.32)};
}

/// P, Q, R, S and T as one bell each at its distance from R. Source: the idea of McSharry et al. 2003 (IEEE
/// Trans Biomed Eng 50:289); distances and widths are design, after a normal lead II: PR 160 ms, QRS 90 ms,
/// P and T nearer to R as the heart beats faster (Bazett's root), QRS as wide at any rate.
double SimulatedWaves::ecgAt(double phase, double perMinute) {
    constexpr double kBreathMv = 0.03, kNoiseMv = 0.012;
    double mv = kBreathMv * std::sin(2 * std::numbers::pi * breath_) + kNoiseMv * (uniform(random_) - 0.5);
    if (perMinute < kStill) return mv;
    const double beat = 60 / perMinute, root = std::sqrt(std::min(beat, 1.5)); // seconds
    const double sinceR = (phase - kRPhase - std::round(phase - kRPhase)) * beat;
    for (const double t : {sinceR - beat, sinceR, sinceR + beat}) // of a fast heart, beats reach each other
        mv += lead_.p * bump(t, -0.16 * root, 0.022) + lead_.q * bump(t, -0.026, 0.009) +
              lead_.r * bump(t, 0, 0.0105) + lead_.s * bump(t, 0.027, 0.01) +
              lead_.t * bump(t, 0.29 * root, 0.045 * root);
    return mv;
}

std::vector<WaveBlock> SimulatedWaves::advance(MonoTime to, const Body& body) {
    const auto numberAt = [](MonoTime t) {
        return static_cast<std::int64_t>(std::floor(static_cast<double>(toMs(t)) * kHz / 1000));
    };
    const auto end = numberAt(to) + 1;
    next_ = std::max(next_, numberAt(to - kCatchUp));
    if (next_ >= end) return {};
    const auto block = [&](Wave wave, double hz) {
        WaveBlock out;
        out.wave = wave;
        out.hz = hz;
        out.origin = Origin::simulated;
        out.start = monoFromMs(std::llround(static_cast<double>(next_) * 1000 / kHz));
        return out;
    };
    WaveBlock ecg = block(Wave::ecg, kEcgHz), pleth = block(Wave::pleth, kHz), co2 = block(Wave::co2, kHz);
    const double heart = body.heart.value_or(body.pulse.value_or(0)), pulse = body.pulse.value_or(heart);
    const double half = heart / 60 / kEcgHz; // of a beat, from one sample of the ECG to the next
    for (; next_ < end; ++next_) {
        beat_ = turned(beat_, heart);
        pulse_ = std::abs(pulse - heart) < kOneHeart ? beat_ : turned(pulse_, pulse);
        breath_ = turned(breath_, body.breaths.value_or(0));
        ecg.samples.push_back(sampleOf(body.heart, ecgAt(beat_, heart)));
        ecg.samples.push_back(sampleOf(body.heart, ecgAt(beat_ + half, heart)));
        pleth.samples.push_back(sampleOf(body.pulse, pulse < kStill ? 0 : plethAt(pulse_)));
        co2.samples.push_back(sampleOf(body.etco2, capnogramAt(breath_, body.etco2.value_or(0))));
    }
    return {std::move(ecg), std::move(pleth), std::move(co2)};
}

} // namespace chairside
