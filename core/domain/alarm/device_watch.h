// SPDX-License-Identifier: GPL-3.0-or-later
// Technical conditions of the devices, noticed by the tick and not by data arriving: silent, link lost, a
// channel missing, sensor off, weak signal, cuff failed, implausible values, a wrong time stamp, a source
// that repeats itself. Owned by AlarmEngine, main thread, pure. Decides also when SpO₂ is not to be believed
// because the cuff cycles on the same arm.
#pragma once

#include "core/domain/alarm/alarm_types.h"
#include "core/domain/alarm/limit_ladders.h"
#include "core/domain/alarm/repeat_watch.h"

#include <string>
#include <vector>

namespace chairside {

enum class DeviceFault : std::uint8_t {
    silent,
    sensorOff,
    weakSignal,
    cuffFailed,
    badTime,
    tooManyProbes,
    repeats
};
inline constexpr std::size_t kDeviceFaults = 7;

class DeviceWatch {
public:
    void attach(const SourceInfo& info, MonoTime now);
    void lost(SourceId source, const std::string& reason, MonoTime now);
    void returned(SourceId source, MonoTime now);
    /// Notes what the reading says about its device. Values are the ladders' business.
    void read(const Reading& reading, const SourceInfo& info);
    void badTime(const SourceInfo& info, MonoTime now);
    void tooManyProbes(SourceId source, MonoTime now);
    void clear() { devices_.clear(); }

    std::size_t size() const { return devices_.size(); }
    const SourceInfo& info(std::size_t device) const { return devices_[device].info; }
    const SourceInfo* find(SourceId source) const;
    std::optional<Truth> fault(std::size_t device, DeviceFault fault, MonoTime now) const;
    const std::string& lostReason(std::size_t device) const { return devices_[device].lostReason; }
    /// The channel was there, no device is at fault as a whole, and its newest value is too old.
    std::optional<Truth> missing(Channel c, MonoTime now) const;
    /// What went missing together with `c` and is told with it.
    std::vector<Channel> missingWith(Channel c, MonoTime now) const;
    std::optional<Truth> implausible(Channel c, MonoTime now) const;
    /// Since when the cuff cycles on the oximeter arm, while SpO₂ and pulse are not believed for it.
    std::optional<MonoTime> cuffCycling(SourceId source, MonoTime now) const;

private:
    struct ChannelState {
        bool armed = false;
        MonoTime lastValid, heldUntil;
        std::optional<MonoTime> implausibleSince;
        double implausibleValue = 0;
    };
    struct Device {
        SourceInfo info;
        MonoTime lastMessage;
        bool lost = false;
        std::string lostReason;
        std::optional<MonoTime> sensorOff, weak, cuffCycling, cuffFailed, badTime, tooManyProbes;
        int cuffFailures = 0;
        RepeatWatch repeats;
        std::array<ChannelState, kChannelCount> channels;
    };
    Device& deviceOf(const SourceInfo& info, MonoTime now);
    Device* deviceOf(SourceId source);
    static bool lacks(const Device& device, Channel c, MonoTime now);
    bool goneEverywhere(Channel c, MonoTime now) const;
    std::optional<Channel> toldWith(const Device& device, Channel c, MonoTime now) const;
    std::optional<Truth> missingPart(Channel part, MonoTime now) const;
    static Millis silentAfter(const SourceInfo& info);
    static bool isSilent(const Device& device, MonoTime now);
    void readChannel(Device& device, const Reading& reading, Channel c);

    std::vector<Device> devices_;
};

} // namespace chairside
