// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/channel.h"

#include "core/base/phrase.h"

#include <cmath>

namespace chairside {

const std::array<ChannelInfo, kChannelCount>& allChannels() {
    static constexpr std::array<ChannelInfo, kChannelCount> kTable{{
        {Channel::hr, "hr", toSay("HR"), "/min", "/min", "8867-4", 147842, 0, 20, 250, 35, 180},
        {Channel::pulseRate, "pr", toSay("PR"), "/min", "/min", "8889-8", 149530, 0, 20, 250, 35, 180},
        {Channel::spo2, "spo2", "SpO₂", "%", "%", "59408-5", 150456, 0, 50, 100, 80, 100},
        {Channel::nibpSystolic, "nibp_sys", toSay("NIBP systolic"), "mmHg", "mm[Hg]", "8480-6", 150021, 0, 50,
         280, 70, 220},
        {Channel::nibpDiastolic, "nibp_dia", toSay("NIBP diastolic"), "mmHg", "mm[Hg]", "8462-4", 150022, 0,
         20, 200, 35, 130},
        {Channel::nibpMean, "nibp_map", toSay("NIBP mean"), "mmHg", "mm[Hg]", "8478-0", 150023, 0, 30, 220,
         45, 160},
        {Channel::rr, "rr", toSay("RR"), "/min", "/min", "9279-1", 151562, 0, 0, 60, 6, 40},
        // Partial pressure: MDC_AWAY_CO2_ET. 151708, MDC_CONC_AWAY_CO2_ET, is a concentration.
        {Channel::etco2, "etco2", toSay("EtCO₂"), "mmHg", "mm[Hg]", "19891-1", 151728, 0, 0, 99, 15, 70},
        {Channel::temperature, "temp", toSay("Temp"), "°C", "Cel", "8310-5", 150344, 1, 30, 43, 34, 40},
        {Channel::o2Flow, "o2_flow", "O₂", "L/min", "L/min", "3151-8", 0, 1, 0, 15, 0, 15},
    }};
    return kTable;
}

std::optional<Channel> channelFromKey(std::string_view key) {
    for (const auto& entry : allChannels())
        if (entry.key == key) return entry.channel;
    return std::nullopt;
}

bool isPossible(Channel c, double value) {
    return std::isfinite(value) && value >= info(c).possibleMin && value <= info(c).possibleMax;
}

bool isUsual(Channel c, double value) {
    return isPossible(c, value) && value >= info(c).usualMin && value <= info(c).usualMax;
}

} // namespace chairside
