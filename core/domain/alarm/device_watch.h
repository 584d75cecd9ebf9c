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
    void tooManyProbes(const SourceInfo& info, MonoTime now);
    void clear() { devices_.clear(); }
    /// How often the cuff measures, told by a person; nothing = what each source declares.
    void setCuffInterval(std::optional<Millis> told) { toldCuffInterval_ = told; }
    /// In force: told, else the shortest that a source declares; nothing without a cuff.
    std::optional<Millis> cuffInterval() const;
    /// The cuff's own rhythm of late, in whole minutes, when its last two intervals agree: something to
    /// propose to a person, never applied by itself.
    std::optional<Millis> observedCuffInterval() const;
    std::optional<Millis> proposedCuffInterval() const; ///< the observed one, if it is not the one in force

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
        std::optional<MonoTime> implausibleSince; ///< first of a row of impossible values
        MonoTime implausibleAt;                   ///< the latest of them
        int implausibleRow = 0;
        double implausibleValue = 0;
    };
    struct Device {
        SourceInfo info;
        MonoTime lastMessage;
        bool lost = false;
        std::string lostReason;
        std::optional<MonoTime> sensorOff, weak, cuffCycling, cuffFailed, badTime, tooManyProbes;
        int cuffFailures = 0;
        std::optional<MonoTime> cuffAt;
        std::array<Millis, 2> cuffGaps{}; ///< the last two intervals between measurements, newest first
        RepeatWatch repeats;
        std::array<ChannelState, kChannelCount> channels;
    };
    Device& deviceOf(const SourceInfo& info, MonoTime now);
    Device* deviceOf(SourceId source);
    Millis goneAfter(const SourceInfo& info, Channel c) const;
    bool lacks(const Device& device, Channel c, MonoTime now) const;
    bool isImplausible(const Device& device, Channel c, MonoTime now) const;
    bool goneEverywhere(Channel c, MonoTime now) const;
    std::optional<Channel> toldWith(const Device& device, Channel c, MonoTime now) const;
    std::optional<Truth> missingPart(Channel part, MonoTime now) const;
    Millis silentAfter(const SourceInfo& info) const;
    bool isSilent(const Device& device, MonoTime now) const;
    void readChannel(Device& device, const Reading& reading, Channel c);
    static void readCuff(Device& device, const Reading& reading);

    std::optional<Millis> toldCuffInterval_;
    std::vector<Device> devices_;
};

} // namespace chairside
