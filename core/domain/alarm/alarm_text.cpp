// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/alarm_text.h"

#include "core/base/number.h"

#include <array>
#include <utility>

namespace chairside {
namespace {

std::string_view relation(const LimitRule& rule) {
    if (rule.inclusive) return rule.high ? " ≥ " : " ≤ ";
    return rule.high ? " > " : " < ";
}

std::string withDetail(std::string_view sentence, std::string_view detail) {
    std::string out(sentence);
    if (!detail.empty()) out += " (" + std::string(detail) + ")";
    return out;
}

} // namespace

std::string scoreLabel(std::string_view param) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNames{{
        {"moaas", "MOAA/S"},
        {"rass", "RASS"},
        {"cadss", "CADSS"},
        {"cadss_6", "CADSS-6"},
        {"cadss_23", "CADSS"},
        {"cadss_total", "CADSS"},
        {"nausea_0_10", "Nausea"},
        {"nausea_vas", "Nausea"},
        {"pain_nrs", "Pain"},
        {"phq9_item9", "PHQ-9 item 9"},
    }};
    for (const auto& [key, name] : kNames)
        if (key == param) return std::string(name);
    return std::string(param);
}

std::string limitText(const LimitRule& rule, const Truth& truth, const Baseline& baseline,
                      std::string_view source) {
    const auto channel = channelOf(rule);
    const int decimals = channel ? info(*channel).decimals : 1;
    std::string out =
        channel ? std::string(info(truth.measured.value_or(*channel)).label) : scoreLabel(rule.param);
    out += " " + formatNumber(truth.value, decimals);
    if (truth.recovering) {
        out += ", recovering (limit " + formatNumber(truth.limit, decimals) + ")";
    } else if (channel == Channel::rr && truth.value == 0) {
        out = "No breath: " + out + std::string(relation(rule)) + formatNumber(truth.limit, decimals);
    } else {
        out += std::string(relation(rule)) + formatNumber(truth.limit, decimals);
    }
    if (rule.percentOfBaseline && channel && baseline[*channel])
        out += " (" + formatNumber(rule.value, 0) + " % above baseline " +
               formatNumber(*baseline[*channel], decimals) + ")";
    if (rule.delay >= kSustained)
        out += " for " + formatNumber(std::chrono::duration<double, std::ratio<60>>(rule.delay).count(), 1) +
               " min";
    if (truth.awaitingRepeat) out += ", repeat NIBP";
    if (!source.empty()) out += ", " + std::string(source);
    return out;
}

std::string deviceText(DeviceFault fault, const SourceInfo& info, std::string_view lostReason) {
    const std::string& name = info.name;
    switch (fault) {
    case DeviceFault::silent:
        return withDetail(name + " sends nothing. Look at the bedside monitor and check the cable.",
                          lostReason);
    case DeviceFault::sensorOff: return name + ": sensor off. Put the sensor back on.";
    case DeviceFault::weakSignal: return name + ": weak signal. Check the sensor and the hand.";
    case DeviceFault::cuffFailed: return name + ": the cuff gave no result. Repeat the measurement.";
    case DeviceFault::badTime:
        return name + " sends values with a future time. They are recorded but not watched.";
    case DeviceFault::tooManyProbes:
        return name + " is one probe too many for a value. It is recorded but not watched.";
    case DeviceFault::repeats:
        return name + " repeats the same values. Look at the bedside monitor and compare.";
    }
    return name;
}

std::string missingText(Channel c, const std::vector<Channel>& with) {
    if (c == Channel::nibpSystolic) // stands for the whole measurement
        return "Blood pressure: no complete value any more. Look at the bedside monitor and check the "
               "cuff; if its interval was changed, say so under Limits.";
    std::string names(info(c).label);
    for (const Channel other : with) names += ", " + std::string(info(other).label);
    return names + ": no value any more. Look at the bedside monitor and check the sensor.";
}

std::string implausibleText(Channel c, const Truth& truth) {
    const auto& sensor = info(c);
    return std::string(sensor.label) + " " + formatNumber(truth.value, sensor.decimals) +
           " cannot be right. Look at the patient, then check the sensor.";
}

std::string technicalText(Technical what, std::string_view detail) {
    switch (what) {
    case Technical::storeFault:
        return withDetail(
            "A disk fault in recording. Go on with the session; write vital signs on paper while this window "
            "says NOT BEING SAVED.",
            detail);
    case Technical::diskLow:
        return withDetail("The disk is nearly full. Recording goes on; make room soon.", detail);
    case Technical::clockStepped:
        return withDetail("The computer's clock was changed. Times of this session stay as they were.",
                          detail);
    case Technical::soundMissing:
        return withDetail("Alarms are not heard here. Rely on the bedside monitor's sound.", detail);
    case Technical::acquisitionBehind:
        return withDetail("Readings arrive late. Rely on the bedside monitor.", detail);
    case Technical::windowFrozen:
        return withDetail(
            "This window was frozen. Readings were recorded; look at the patient and the chart.", detail);
    case Technical::sentinelMissing:
        return withDetail("The alarm sound program has stopped. Rely on the bedside monitor.", detail);
    }
    return std::string(detail);
}

std::string checkText(const LateCheck& check) {
    return check.title + (check.missed ? " was missed. Do it now or say why not." : " is overdue.");
}

} // namespace chairside
