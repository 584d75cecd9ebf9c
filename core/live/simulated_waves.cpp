// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/simulated_waves.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace chairside {
namespace {

constexpr float kNoSignal = std::numeric_limits<float>::quiet_NaN();

double bump(double phase, double at, double width) {
    const double d = (phase - at) / width;
    return std::exp(-d * d / 2);
}

/// A steep rise, a slower fall, the notch and the second, smaller hump. 0…1.
double plethAt(double phase) {
    return 0.08 + 0.84 * bump(phase, 0.18, 0.075) + 0.36 * bump(phase, 0.36, 0.1) +
           0.2 * bump(phase, 0.55, 0.12);
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

} // namespace

std::vector<WaveBlock> SimulatedWaves::advance(MonoTime to, const Body& body) {
    const auto numberAt = [](MonoTime t) {
        return static_cast<std::int64_t>(std::floor(static_cast<double>(toMs(t)) * kHz / 1000));
    };
    const auto end = numberAt(to) + 1;
    next_ = std::max(next_, numberAt(to - kCatchUp));
    if (next_ >= end) return {};
    const auto block = [&](Wave wave) {
        WaveBlock out;
        out.wave = wave;
        out.hz = kHz;
        out.origin = Origin::simulated;
        out.start = monoFromMs(std::llround(static_cast<double>(next_) * 1000 / kHz));
        return out;
    };
    WaveBlock pleth = block(Wave::pleth), co2 = block(Wave::co2);
    for (; next_ < end; ++next_) {
        beat_ = turned(beat_, body.pulse.value_or(0));
        breath_ = turned(breath_, body.breaths.value_or(0));
        pleth.samples.push_back(body.pulse ? static_cast<float>(plethAt(beat_)) : kNoSignal);
        co2.samples.push_back(body.etco2 ? static_cast<float>(capnogramAt(breath_, *body.etco2)) : kNoSignal);
    }
    return {std::move(pleth), std::move(co2)};
}

} // namespace chairside
