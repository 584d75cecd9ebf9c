// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/simulator.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr Millis kCuffCycle{35s};
constexpr Millis kFirstCuffAfter{15s};

/// Random numbers addressed by what they are for and when, not by the order of asking: that is what makes the
/// output independent of polling. SplitMix64's mixing function over seed, stream and position.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t stream, std::uint64_t position) {
    std::uint64_t z = seed + 0x9e3779b97f4a7c15ULL * (stream * 0x100000001b3ULL + position + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}
double uniform(std::uint64_t seed, std::uint64_t stream, std::uint64_t position) {
    return static_cast<double>(mixed(seed, stream, position) >> 11) * 0x1.0p-53;
}
/// Standard normal, as the sum of twelve uniforms: the same on every platform.
double normal(std::uint64_t seed, std::uint64_t stream, std::uint64_t position) {
    double sum = -6;
    for (std::uint64_t i = 0; i < 12; ++i) sum += uniform(seed, stream + 1000, position * 12 + i);
    return sum;
}

enum Stream : std::uint64_t { kPerson = 1, kProbeOff = 2, kCuffNoise = 3, kWander = 10 };

std::uint64_t position(std::int64_t value) {
    return static_cast<std::uint64_t>(value);
}

/// Standard deviation of the slow noise. Source: clinical.md §5.4 ("baseline ±1–2"), otherwise design.
double wanderOf(Channel c) {
    switch (c) {
    case Channel::hr:
    case Channel::pulseRate: return 2.0;
    case Channel::spo2: return 0.6;
    case Channel::nibpSystolic: return 3.0;
    case Channel::nibpDiastolic: return 2.0;
    case Channel::nibpMean: return 0;
    case Channel::rr: return 1.2;
    case Channel::etco2: return 1.2;
    case Channel::temperature: return 0.05;
    case Channel::o2Flow: return 0;
    }
    return 0;
}

double rounded(Channel c, double value) {
    const double scale = std::pow(10, info(c).decimals);
    return std::round(value * scale) / scale;
}

} // namespace

Simulator::Person Simulator::drawPerson(std::uint64_t seed, const SimulatedPatient& patient) {
    // Lognormal with mean 1 and the coefficient of variation of the cohort: 11.2/16 and 8.45/11, correlated
    // 0.7. Source: clinical.md §5.4.
    const auto factor = [](double z, double variation) {
        const double variance = std::log1p(variation * variation);
        return std::min(4.0, std::exp(z * std::sqrt(variance) - variance / 2));
    };
    const double zSystolic = normal(seed, kPerson, 0);
    const double zDiastolic = 0.7 * zSystolic + std::sqrt(1 - 0.49) * normal(seed, kPerson, 1);
    const double hrRise = 2 + 3 * uniform(seed, kPerson, 2);
    const double dissociation = 0.3 + 1.4 * uniform(seed, kPerson, 3);
    const bool getsDrowsy = uniform(seed, kPerson, 4) < 0.5;
    if (!patient.varies) return {1, 1, hrRise, dissociation, getsDrowsy};
    const double reactive = patient.age >= 50 || patient.hypertensive ? 1.3 : 1.0;
    return {factor(zSystolic, 11.2 / 16) * reactive, factor(zDiastolic, 8.45 / 11) * reactive, hrRise,
            dissociation, getsDrowsy};
}

Simulator::Simulator(const SimulatorOptions& options)
    : options_(options), person_(drawPerson(options.seed, options.patient)), body_(options.patient.weightKg),
      waves_(options.seed), cuffFrom_(options.startAt), next_(options.startAt) {
    if (options_.drill) {
        options_.noise = false;
        options_.probeOffPerHour = 0;
    }
    options_.cuffEvery = std::max<Millis>(options.cuffEvery, 1min); // a cycle needs 35 s
    info_.id = options.id;
    info_.name = options.name;
    info_.origin = Origin::simulated;
    for (const auto c : {Channel::hr, Channel::pulseRate, Channel::spo2, Channel::rr, Channel::etco2})
        info_.period[index(c)] = 1s;
    info_.period[index(Channel::temperature)] = 60s;
    for (const auto c : {Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean})
        info_.period[index(c)] = options_.cuffEvery;
    info_.wholeMessages = true;
    for (const auto& fault : options.faults)
        disturbances_.push_back({fault, secondFrom(options.startAt + fault.after)});
    anchorDrill();
}

MonoTime Simulator::secondFrom(MonoTime t) const {
    return options_.startAt + std::chrono::ceil<Seconds>(t - options_.startAt);
}

void Simulator::anchorDrill() {
    if (!options_.drill || drillAnchored_) return;
    std::optional<MonoTime> anchor;
    switch (options_.drill->anchor) {
    case Drill::Anchor::sourceStart: anchor = options_.startAt; break;
    case Drill::Anchor::treatmentStart: anchor = body_.treatmentStart(); break;
    case Drill::Anchor::midazolamGiven: anchor = body_.firstMidazolam(); break;
    }
    if (!anchor) return;
    drillAnchored_ = true;
    for (const auto& step : options_.drill->steps)
        disturbances_.push_back({step, secondFrom(*anchor + step.after)});
}

void Simulator::observe(const Event& event) {
    body_.feel(event);
    if (const auto treated = body_.treatmentStart(); treated && options_.drill)
        cuffFrom_ = secondFrom(*treated);
    anchorDrill();
}

std::vector<SourceMessage> Simulator::poll(Instant now) {
    std::vector<SourceMessage> out;
    for (; next_ <= now.mono; next_ += 1s) emitSecond(next_, now, out);
    return out;
}

std::vector<WaveBlock> Simulator::pollWaves(Instant now) {
    return waves_.advance(now.mono, shown_);
}

void Simulator::emitSecond(MonoTime t, Instant now, std::vector<SourceMessage>& out) {
    shown_ = {};
    const auto second = (t - options_.startAt).count() / 1000;
    stepNoise(second);
    const auto at = shifted(now, t - now.mono);
    const bool up = !isActive(Disturbance::Kind::linkLost, t);
    if (linkUp_ != up) {
        linkUp_ = up;
        out.push_back(up ? LinkChange{LinkState::connected, at, {}}
                         : LinkChange{LinkState::lost, at, "the simulated monitor was switched off"});
    }
    if (!up || isActive(Disturbance::Kind::silent, t)) return;

    const auto body = bodyAt(t);
    Reading reading;
    reading.source = info_.id;
    reading.at = at;
    for (const auto c : {Channel::hr, Channel::rr, Channel::etco2}) reading[c] = rounded(c, body[index(c)]);
    if (second % 60 == 0)
        reading[Channel::temperature] = rounded(Channel::temperature, body[index(Channel::temperature)]);
    addOximeter(reading, body, t);
    addCuff(reading, body, t);
    shown_ = {reading[Channel::hr], reading[Channel::pulseRate], reading[Channel::rr],
              reading[Channel::etco2]};
    out.push_back(std::move(reading));
}

void Simulator::stepNoise(std::int64_t second) {
    constexpr double kKeep = 0.97; // forgets within about half a minute
    for (std::size_t c = 0; c < kChannelCount; ++c)
        wander_[c] = kKeep * wander_[c] +
                     std::sqrt(1 - kKeep * kKeep) * normal(options_.seed, kWander + c, position(second));
}

std::array<double, kChannelCount> Simulator::bodyAt(MonoTime t) const {
    using enum Channel;
    const auto& p = options_.patient;
    const double ketamine = body_.ketamineEffect(t), calm = body_.midazolamEffect(t);
    const double treated = body_.pressureTreatmentEffect(t);
    std::array<double, kChannelCount> v{};
    v[index(hr)] = p.hr + person_.hrRise * ketamine - 6 * treated;
    v[index(spo2)] = p.spo2 - 3 * calm;
    v[index(rr)] = p.rr - 3 * calm;
    v[index(etco2)] = p.etco2 + 5 * calm;
    v[index(temperature)] = p.temperature;
    v[index(nibpSystolic)] =
        p.systolic + p.systolicRise * person_.systolicFactor * ketamine - 18 * treated - 6 * calm;
    v[index(nibpDiastolic)] =
        p.diastolic + p.diastolicRise * person_.diastolicFactor * ketamine - 10 * treated - 3 * calm;
    v[index(pulseRate)] = v[index(hr)];
    for (const auto& entry : allChannels()) {
        const auto c = entry.channel;
        // Pulse and heart rate come from one heart.
        const auto source = c == pulseRate ? hr : c;
        if (options_.noise) v[index(c)] += wanderOf(source) * wander_[index(source)];
        v[index(c)] = disturbed(c, v[index(c)], t);
    }
    v[index(spo2)] = std::clamp(v[index(spo2)], 50.0, 100.0);
    v[index(rr)] = std::max(v[index(rr)], 0.0);
    v[index(etco2)] = std::max(v[index(etco2)], 0.0);
    return v;
}

double Simulator::disturbed(Channel c, double value, MonoTime t) const {
    for (const auto& d : disturbances_)
        if (d.what.kind == Disturbance::Kind::toward && d.what.channel == c)
            value += (d.what.level - value) * strengthAt(d.what, t - d.from);
    return value;
}

bool Simulator::isActive(Disturbance::Kind kind, MonoTime t) const {
    return std::any_of(disturbances_.begin(), disturbances_.end(), [&](const Anchored& d) {
        return d.what.kind == kind && t >= d.from && t < d.from + d.what.length;
    });
}

bool Simulator::isProbeOff(MonoTime t) const {
    if (isActive(Disturbance::Kind::sensorOff, t)) return true;
    constexpr std::int64_t kBlock = 600; // seconds; at most one spell in each
    const auto second = (t - options_.startAt).count() / 1000;
    const auto block = position(second / kBlock);
    if (uniform(options_.seed, kProbeOff, block * 3) >= options_.probeOffPerHour / 6) return false;
    const double length = 10 + 30 * uniform(options_.seed, kProbeOff, block * 3 + 1);
    const double begin =
        (static_cast<double>(kBlock) - 40) * uniform(options_.seed, kProbeOff, block * 3 + 2);
    const auto into = static_cast<double>(second % kBlock);
    return into >= begin && into < begin + length;
}

std::optional<Millis> Simulator::intoCuffCycle(MonoTime t) const {
    std::optional<Millis> into;
    const auto sinceFirst = t - (cuffFrom_ + kFirstCuffAfter);
    if (sinceFirst >= Millis{0} && sinceFirst % options_.cuffEvery <= kCuffCycle)
        into = sinceFirst % options_.cuffEvery;
    for (const auto& d : disturbances_)
        if (d.what.kind == Disturbance::Kind::extraCuff && !into && t >= d.from && t - d.from <= kCuffCycle)
            into = t - d.from;
    return into;
}

void Simulator::addOximeter(Reading& reading, const std::array<double, kChannelCount>& body,
                            MonoTime t) const {
    using enum Channel;
    if (isProbeOff(t)) {
        reading.flags |= flag::kSensorOff;
        return;
    }
    double saturation = body[index(spo2)];
    const auto cuff = intoCuffCycle(t);
    if (cuff && *cuff < kCuffCycle && isActive(Disturbance::Kind::cuffOnOximeterArm, t)) {
        reading.flags |= flag::kCuffInflating;
        // The pulse fades within some seconds of inflation, gives wrong low numbers, then none; design.
        if (*cuff >= 14s) {
            reading.flags |= flag::kWeakSignal;
            return;
        }
        if (*cuff >= 6s) {
            reading.flags |= flag::kWeakSignal;
            saturation -= 12;
        }
    }
    reading[spo2] = rounded(spo2, saturation);
    reading[pulseRate] = rounded(pulseRate, body[index(pulseRate)]);
}

void Simulator::addCuff(Reading& reading, const std::array<double, kChannelCount>& body, MonoTime t) const {
    using enum Channel;
    if (intoCuffCycle(t) != kCuffCycle) return;
    if (isActive(Disturbance::Kind::cuffFails, t)) {
        reading.flags |= flag::kCuffFailed;
        return;
    }
    const auto error = [&](std::uint64_t n) {
        const auto second = position(toMs(t) / 1000);
        return options_.noise ? 2.0 * normal(options_.seed, kCuffNoise, second * 2 + n) : 0.0;
    };
    const double systolic = rounded(nibpSystolic, body[index(nibpSystolic)] + error(0));
    const double diastolic =
        std::min(rounded(nibpDiastolic, body[index(nibpDiastolic)] + error(1)), systolic - 10);
    reading[nibpSystolic] = systolic;
    reading[nibpDiastolic] = diastolic;
    reading[nibpMean] =
        rounded(nibpMean, derivedMean(systolic, diastolic)); // the simulated device's own mean
}

double Simulator::simulatedDissociation(MonoTime t) const {
    const double cubed = std::pow(body_.ketamineEffect(t), 3);
    const double habit = std::pow(0.8, std::max(0, options_.patient.sessionOfCourse - 1));
    return std::min(92.0, 40 * cubed / (1 + cubed) * person_.dissociationFactor * habit);
}

int Simulator::simulatedSedation(MonoTime t) const {
    int score = 5;
    if (body_.ketamineEffect(t) > 0.8 && person_.getsDrowsy) --score;
    if (body_.midazolamEffect(t) > 0.4) --score;
    return score;
}

} // namespace chairside
