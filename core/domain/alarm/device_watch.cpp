// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/device_watch.h"

#include "core/domain/alarm/alarm_policy.h"

#include <algorithm>
#include <cstdlib>

namespace chairside {
namespace {

bool isOximetry(Channel c) {
    return c == Channel::spo2 || c == Channel::pulseRate;
}
bool isSlow(Channel c) {
    return isCuff(c) || c == Channel::temperature || c == Channel::o2Flow;
}

/// Which of several values that go together is named, the first one first.
constexpr std::array kByWeight{Channel::hr, Channel::spo2, Channel::pulseRate, Channel::rr, Channel::etco2};

void follow(std::optional<MonoTime>& since, bool holds, MonoTime at) {
    if (!holds)
        since.reset();
    else if (!since)
        since = at;
}

/// Low from `lowAfter` on, medium from `mediumAfter` on, nothing before.
std::optional<Truth> aged(std::optional<MonoTime> since, MonoTime now, Millis lowAfter, Millis mediumAfter) {
    if (!since || now - *since < lowAfter) return std::nullopt;
    Truth truth;
    truth.priority = now - *since >= mediumAfter ? AlarmPriority::medium : AlarmPriority::low;
    truth.since = *since;
    return truth;
}

/// Data that stopped: medium once half a minute old. Source: removal table of reliability.md §4.1.
constexpr Millis kSilentMedium{30s};
constexpr Millis kSilentDefault{10s};

/// A cuff that should have measured again: a minute after its time, or a tenth of a long interval. Source:
/// reliability.md §4.1 ("NIBP overdue" at cycle + 60 s).
Millis cuffGrace(Millis interval) {
    return std::max<Millis>(60s, interval / 10);
}

} // namespace

DeviceWatch::Device* DeviceWatch::deviceOf(SourceId source) {
    const auto it = std::ranges::find(devices_, source, [](const Device& d) { return d.info.id; });
    return it == devices_.end() ? nullptr : &*it;
}

const SourceInfo* DeviceWatch::find(SourceId source) const {
    const auto it = std::ranges::find(devices_, source, [](const Device& d) { return d.info.id; });
    return it == devices_.end() ? nullptr : &it->info;
}

DeviceWatch::Device& DeviceWatch::deviceOf(const SourceInfo& info, MonoTime now) {
    if (Device* known = deviceOf(info.id)) return *known;
    devices_.push_back({});
    devices_.back().info = info;
    devices_.back().lastMessage = now;
    return devices_.back();
}

void DeviceWatch::attach(const SourceInfo& info, MonoTime now) {
    Device& device = deviceOf(info, now);
    device.info = info;
    device.lastMessage = std::max(device.lastMessage, now);
}

void DeviceWatch::lost(SourceId source, const std::string& reason, MonoTime) {
    if (Device* device = deviceOf(source)) {
        device->lost = true;
        device->lostReason = reason;
    }
}

void DeviceWatch::returned(SourceId source, MonoTime) {
    Device* device = deviceOf(source);
    if (!device) return;
    device->lost = false;
    device->repeats.forget();
}

void DeviceWatch::badTime(const SourceInfo& info, MonoTime now) {
    deviceOf(info, now).badTime = now;
}

void DeviceWatch::tooManyProbes(const SourceInfo& info, MonoTime now) {
    follow(deviceOf(info, now).tooManyProbes, true, now);
}

void DeviceWatch::read(const Reading& reading, const SourceInfo& info) {
    const MonoTime at = reading.at.mono;
    Device& device = deviceOf(info, at);
    if (at < device.lastMessage) return; // out of order: it cannot make the device look fresher
    device.lastMessage = at;
    device.lost = false;
    follow(device.sensorOff, reading.flags & flag::kSensorOff, at);
    follow(device.cuffCycling, reading.flags & flag::kCuffInflating, at);
    // While the cuff cycles on the oximeter's arm it takes the pulse away: the note about the cuff says so.
    const bool byCuff = device.cuffCycling && at - *device.cuffCycling < kLongestCuffCycle;
    follow(device.weak, (reading.flags & flag::kWeakSignal) && !byCuff, at);
    if (reading.flags & flag::kCuffFailed) {
        ++device.cuffFailures;
        follow(device.cuffFailed, true, at);
    } else if (reading.trusted(Channel::nibpSystolic) || reading.trusted(Channel::nibpMean)) {
        device.cuffFailures = 0;
        device.cuffFailed.reset();
    }
    readCuff(device, reading);
    device.repeats.read(reading, info.origin);
    for (const auto& sensor : allChannels()) readChannel(device, reading, sensor.channel);
}

void DeviceWatch::readChannel(Device& device, const Reading& reading, Channel c) {
    const MonoTime at = reading.at.mono;
    auto& state = device.channels[index(c)];
    const bool masked = isOximetry(c) && cuffCycling(device.info.id, at).has_value();
    if (masked) state.heldUntil = *device.cuffCycling + kLongestCuffCycle;
    if (!reading[c]) return;
    state.implausibleValue = *reading[c];
    if (masked) return;
    const bool impossible = reading.isImplausible(c);
    follow(state.implausibleSince, impossible, at);
    state.implausibleRow = impossible ? state.implausibleRow + 1 : 0;
    if (impossible) state.implausibleAt = at;
    // An impossible value arms too: what was told as impossible must not end in silence when it stops.
    if (!impossible || !state.armed) state.lastValid = at;
    state.armed = true;
}

void DeviceWatch::readCuff(Device& device, const Reading& reading) {
    if (!reading.trusted(Channel::nibpSystolic)) return;
    const MonoTime at = reading.at.mono;
    if (device.cuffAt && at - *device.cuffAt < kRepeatNotBefore) return; // the same measurement again
    if (device.cuffAt) device.cuffGaps = {at - *device.cuffAt, device.cuffGaps[0]};
    device.cuffAt = at;
}

std::optional<Millis> DeviceWatch::cuffInterval() const {
    if (toldCuffInterval_) return toldCuffInterval_;
    std::optional<Millis> shortest;
    for (const auto& device : devices_)
        if (const Millis period = device.info.period[index(Channel::nibpSystolic)]; period > Millis{0})
            shortest = std::min(shortest.value_or(period), period);
    return shortest;
}

std::optional<Millis> DeviceWatch::observedCuffInterval() const {
    for (const auto& device : devices_) {
        const auto [newest, before] = device.cuffGaps;
        if (before == Millis{0} || Millis{std::abs((newest - before).count())} > cuffGrace(newest)) continue;
        const Millis whole = std::chrono::round<Minutes>(newest);
        if (whole > Millis{0}) return whole;
    }
    return std::nullopt;
}

std::optional<Millis> DeviceWatch::proposedCuffInterval() const {
    const auto now = cuffInterval(), seen = observedCuffInterval();
    if (!now || !seen || Millis{std::abs((*now - *seen).count())} <= cuffGrace(*now)) return std::nullopt;
    return seen;
}

/// The tile's own removal time, except that a person may have told another interval of the cuff.
Millis DeviceWatch::goneAfter(const SourceInfo& info, Channel c) const {
    if (isCuff(c) && toldCuffInterval_)
        return std::max(ageLimits(c, info.origin, {}).gone,
                        *toldCuffInterval_ + cuffGrace(*toldCuffInterval_));
    return ageLimits(c, info.origin, info.period[index(c)]).gone;
}

/// Impossible values keep coming. Once the latest is as old as a value may be, the channel is missing.
bool DeviceWatch::isImplausible(const Device& device, Channel c, MonoTime now) const {
    const auto& state = device.channels[index(c)];
    return state.implausibleSince && now - state.implausibleAt <= goneAfter(device.info, c);
}

std::optional<MonoTime> DeviceWatch::cuffCycling(SourceId source, MonoTime now) const {
    const auto it = std::ranges::find(devices_, source, [](const Device& d) { return d.info.id; });
    if (it == devices_.end() || !it->cuffCycling || now - *it->cuffCycling >= kLongestCuffCycle)
        return std::nullopt;
    return it->cuffCycling;
}

/// The shortest removal time among what it promises; a cuff alone may be quiet between its cycles.
Millis DeviceWatch::silentAfter(const SourceInfo& info) const {
    std::optional<Millis> quick, slow;
    for (const auto& sensor : allChannels()) {
        if (!info.gives(sensor.channel)) continue;
        const Millis gone = goneAfter(info, sensor.channel);
        auto& shortest = isSlow(sensor.channel) ? slow : quick;
        shortest = shortest ? std::min(*shortest, gone) : gone;
    }
    return quick ? *quick : slow.value_or(kSilentDefault);
}

bool DeviceWatch::isSilent(const Device& device, MonoTime now) const {
    return device.lost || now - device.lastMessage > silentAfter(device.info);
}

std::optional<Truth> DeviceWatch::fault(std::size_t i, DeviceFault fault, MonoTime now) const {
    const Device& device = devices_[i];
    std::optional<Truth> truth;
    switch (fault) {
    case DeviceFault::silent:
        if (isSilent(device, now)) truth = aged(device.lastMessage, now, Millis{0}, kSilentMedium);
        break;
    case DeviceFault::sensorOff:
        if (!isSilent(device, now)) truth = aged(device.sensorOff, now, kSensorLow, kSensorMedium);
        break;
    case DeviceFault::weakSignal:
        if (!isSilent(device, now) && !device.sensorOff)
            truth = aged(device.weak, now, kSensorLow, kSensorMedium);
        break;
    case DeviceFault::cuffFailed:
        truth = aged(device.cuffFailed, now, Millis{0}, Millis::max());
        if (truth && device.cuffFailures > 1) truth->priority = AlarmPriority::medium;
        break;
    case DeviceFault::badTime:
        truth = aged(device.badTime, now, Millis{0}, Millis::max());
        if (truth && now - *device.badTime >= kMomentary) truth.reset();
        break;
    case DeviceFault::tooManyProbes: truth = aged(device.tooManyProbes, now, Millis{0}, Millis::max()); break;
    case DeviceFault::repeats:
        if (!isSilent(device, now)) truth = aged(device.repeats.since(now), now, Millis{0}, Millis::max());
        break;
    }
    if (truth) truth->source = device.info.id;
    return truth;
}

bool DeviceWatch::lacks(const Device& device, Channel c, MonoTime now) const {
    const auto& state = device.channels[index(c)];
    if (!state.armed || now <= state.heldUntil) return false;
    return now - state.lastValid > goneAfter(device.info, c);
}

bool DeviceWatch::goneEverywhere(Channel c, MonoTime now) const {
    return std::ranges::none_of(devices_, [&](const Device& device) {
        return device.channels[index(c)].armed && !lacks(device, c, now);
    });
}

/// One loss is one condition: a value that went missing together with a weightier one of its device is told
/// with that one. A saturation speaks for the pulse of its oximeter whenever that went.
std::optional<Channel> DeviceWatch::toldWith(const Device& device, Channel c, MonoTime now) const {
    const auto& state = device.channels[index(c)];
    for (const Channel weightier : kByWeight) {
        if (weightier == c) break;
        const auto& other = device.channels[index(weightier)];
        if (isImplausible(device, weightier, now) || !lacks(device, weightier, now) ||
            !goneEverywhere(weightier, now))
            continue;
        const Millis apart{std::abs((other.lastValid - state.lastValid).count())};
        const bool together =
            apart <= std::max(device.info.period[index(c)], device.info.period[index(weightier)]);
        if (together || (c == Channel::pulseRate && weightier == Channel::spo2)) return weightier;
    }
    return std::nullopt;
}

std::vector<Channel> DeviceWatch::missingWith(Channel c, MonoTime now) const {
    std::vector<Channel> out;
    for (const Channel other : kByWeight)
        for (const auto& device : devices_)
            if (other != c && lacks(device, other, now) && toldWith(device, other, now) == c) {
                out.push_back(other);
                break;
            }
    return out;
}

std::optional<Truth> DeviceWatch::missingPart(Channel part, MonoTime now) const {
    std::optional<Truth> newest;
    for (const auto& device : devices_) {
        const auto& state = device.channels[index(part)];
        if (!state.armed) continue;
        if (!lacks(device, part, now)) return std::nullopt; // somebody still measures it
        if (isSilent(device, now) || device.sensorOff || isImplausible(device, part, now))
            continue; // said already
        if (!isSlow(part) && toldWith(device, part, now)) continue;
        Truth truth;
        truth.priority = !isSlow(part) && now - state.lastValid > kSilentMedium ? AlarmPriority::medium
                                                                                : AlarmPriority::low;
        truth.since = state.lastValid;
        truth.source = device.info.id;
        if (!newest || truth.since > newest->since) newest = truth;
    }
    return newest;
}

std::optional<Truth> DeviceWatch::missing(Channel c, MonoTime now) const {
    if (!isCuff(c)) return missingPart(c, now);
    if (c != Channel::nibpSystolic)
        return std::nullopt; // the parts of one measurement are told as its systolic
    std::optional<Truth> first;
    for (const Channel part : {Channel::nibpSystolic, Channel::nibpDiastolic, Channel::nibpMean})
        if (auto truth = missingPart(part, now); truth && (!first || truth->since < first->since))
            first = truth;
    return first;
}

std::optional<Truth> DeviceWatch::implausible(Channel c, MonoTime now) const {
    for (const auto& device : devices_) {
        const auto& state = device.channels[index(c)];
        if (isSilent(device, now) || !isImplausible(device, c, now)) continue;
        // A cuff and a thermometer give one value in minutes: the first impossible one is worth saying.
        // Elsewhere one alone stays low: only a row of them may be a patient.
        const bool row = !isSlow(c) && state.implausibleRow > 1;
        auto truth = aged(state.implausibleSince, now, isSlow(c) ? Millis{0} : kImplausibleLow,
                          row ? kImplausibleMedium : Millis::max());
        if (!truth) continue;
        truth->source = device.info.id;
        truth->value = state.implausibleValue;
        return truth;
    }
    return std::nullopt;
}

} // namespace chairside
