// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/foreign_recording.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/csv_reader.h"
#include "core/interop/edf_reader.h"
#include "core/interop/vital_reader.h"
#include "core/interop/wfdb.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace chairside {
namespace {

constexpr double kMmHgPerKPa = 7.50062;

std::string plainName(std::string_view name) {
    std::string folded = foldForSearch(name);
    for (auto at = folded.find("₂"); at != std::string::npos; at = folded.find("₂"))
        folded.replace(at, 3, "2");
    std::string out;
    for (char c : folded)
        if (c != ' ' && c != '_' && c != '-' && c != '\t' && c != '.' && c != '/') out += c;
    return out;
}

struct Alias {
    std::string_view name;
    Channel channel;
};
/// As monitors, Vital Recorder and public recordings name them.
constexpr std::array<Alias, 29> kAliases{{{"heartrate", Channel::hr},
                                          {"ecghr", Channel::hr},
                                          {"pulse", Channel::pulseRate},
                                          {"pulserate", Channel::pulseRate},
                                          {"plethhr", Channel::pulseRate},
                                          {"spo2hr", Channel::pulseRate},
                                          {"spo2r", Channel::pulseRate},
                                          {"plethspo2", Channel::spo2},
                                          {"%spo2", Channel::spo2},
                                          {"resp", Channel::rr},
                                          {"resprate", Channel::rr},
                                          {"respiratoryrate", Channel::rr},
                                          {"co2rr", Channel::rr},
                                          {"awrr", Channel::rr},
                                          {"co2et", Channel::etco2},
                                          {"etco2mmhg", Channel::etco2},
                                          {"nbpsys", Channel::nibpSystolic},
                                          {"nibpsys", Channel::nibpSystolic},
                                          {"nibpsbp", Channel::nibpSystolic},
                                          {"nbps", Channel::nibpSystolic},
                                          {"nbpdia", Channel::nibpDiastolic},
                                          {"nibpdbp", Channel::nibpDiastolic},
                                          {"nbpd", Channel::nibpDiastolic},
                                          {"nbpmean", Channel::nibpMean},
                                          {"nibpmean", Channel::nibpMean},
                                          {"nibpmbp", Channel::nibpMean},
                                          {"nbpm", Channel::nibpMean},
                                          {"temperature", Channel::temperature},
                                          {"bt", Channel::temperature}}};

bool isOneOf(const std::string& unit, std::initializer_list<const char*> known) {
    return std::any_of(known.begin(), known.end(), [&](const char* k) { return unit == k; });
}

bool isInMmHg(Channel c) {
    return c == Channel::nibpSystolic || c == Channel::nibpDiastolic || c == Channel::nibpMean ||
           c == Channel::etco2;
}

} // namespace

std::optional<Channel> channelNamed(std::string_view name) {
    const auto plain = plainName(name);
    for (const auto& entry : allChannels())
        if (plainName(entry.key) == plain || plainName(entry.label) == plain) return entry.channel;
    for (const auto& alias : kAliases)
        if (alias.name == plain) return alias.channel;
    return std::nullopt;
}

bool meansMissing(Channel c, double value) {
    if (value == -32768 || value == -1) return true;
    return value == 0 && c != Channel::rr && c != Channel::etco2 && c != Channel::o2Flow;
}

std::optional<double> inCanonicalUnit(Channel channel, const std::string& written, double value) {
    const auto unit = foldForSearch(written);
    const auto& c = info(channel);
    if (unit.empty() || unit == foldForSearch(c.unit) || unit == foldForSearch(c.ucum)) return value;
    if (isInMmHg(channel)) {
        if (isOneOf(unit, {"mmhg", "mm hg", "torr"})) return value;
        if (unit == "kpa") return value * kMmHgPerKPa;
        return std::nullopt;
    }
    switch (channel) {
    case Channel::hr:
    case Channel::pulseRate:
    case Channel::rr:
        if (isOneOf(unit, {"/min", "bpm", "1/min", "min-1", "beats/min", "{beat}/min", "rpm", "breaths/min",
                           "{breath}/min", "/minute"}))
            return value;
        return std::nullopt;
    case Channel::temperature:
        if (isOneOf(unit, {"c", "cel", "degc", "deg c", "celsius", "°c"})) return value;
        if (isOneOf(unit, {"f", "degf", "[degf]", "deg f", "fahrenheit", "°f"})) return (value - 32) / 1.8;
        return std::nullopt;
    case Channel::spo2:
        if (isOneOf(unit, {"pct", "percent"})) return value;
        return std::nullopt;
    case Channel::o2Flow:
        if (isOneOf(unit, {"lpm", "l/m"})) return value;
        return std::nullopt;
    case Channel::nibpSystolic:
    case Channel::nibpDiastolic:
    case Channel::nibpMean:
    case Channel::etco2: break; // above
    }
    return std::nullopt;
}

bool unitFits(Channel channel, const std::string& unit) {
    return inCanonicalUnit(channel, unit, 1).has_value();
}

ChannelMap suggestedMap(const ForeignRecording& recording) {
    ChannelMap map;
    std::array<bool, kChannelCount> taken{};
    for (std::size_t i = 0; i < recording.channels.size(); ++i) {
        const auto& channel = recording.channels[i];
        if (!channel.usable || !channel.suggested || taken[index(*channel.suggested)]) continue;
        if (!unitFits(*channel.suggested, channel.unit) || channel.values.empty()) continue;
        taken[index(*channel.suggested)] = true;
        map[i] = *channel.suggested;
    }
    return map;
}

Result<ChannelMap> mapFrom(const ForeignRecording& recording, std::string_view words) {
    auto map = suggestedMap(recording);
    if (words.empty()) return map;
    for (const auto word : splitOn(words, ',')) {
        const auto middle = word.rfind('=');
        if (middle == std::string_view::npos)
            return Error{phrase("{1} is no mapping; write it as NAME=vital sign, for example SAT=spo2.",
                                asQuote(word))};
        const auto name = word.substr(0, middle), key = word.substr(middle + 1);
        const auto at = std::find_if(recording.channels.begin(), recording.channels.end(),
                                     [&](const ForeignChannel& c) { return c.name == name; });
        if (at == recording.channels.end()) {
            std::string known;
            for (const auto& c : recording.channels) known += (known.empty() ? "" : ", ") + c.name;
            return Error{phrase("The file has no channel {1}; it has {2}.", asQuote(name), known)};
        }
        const auto place = static_cast<std::size_t>(at - recording.channels.begin());
        map.erase(place);
        if (key.empty()) continue;
        const auto channel = channelFromKey(key);
        if (!channel) {
            std::string known;
            for (const auto& c : allChannels()) known += (known.empty() ? "" : ", ") + std::string(c.key);
            return Error{phrase("{1} is no vital sign; there are {2}.", asQuote(key), known)};
        }
        std::erase_if(map, [&](const auto& entry) { return entry.second == *channel; });
        map[place] = *channel;
    }
    return map;
}

Result<Recording> toRecording(const ForeignRecording& foreign, const ChannelMap& map) {
    std::map<Millis, RecordedFrame> frames;
    for (const auto at : foreign.frames) frames[at].at = at;
    std::array<bool, kChannelCount> taken{};
    std::size_t values = 0;
    for (const auto& [place, channel] : map) {
        const auto& from = foreign.channels.at(place);
        if (!from.usable) return Error{phrase("The channel {1} holds no vital sign.", asQuote(from.name))};
        if (taken[index(channel)])
            return Error{phrase("Two channels of the file are taken for {1}; choose one.",
                                std::string(info(channel).label))};
        taken[index(channel)] = true;
        if (!unitFits(channel, from.unit))
            return Error{phrase("The channel {1} is in {2}, which can't be read as {3} in {4}.",
                                asQuote(from.name), asQuote(from.unit), std::string(info(channel).label),
                                std::string(info(channel).unit))};
        for (const auto& v : from.values) {
            if (!std::isfinite(v.value) || meansMissing(channel, v.value)) continue;
            auto& frame = frames[v.at];
            frame.at = v.at;
            frame.values[index(channel)] = inCanonicalUnit(channel, from.unit, v.value);
            ++values;
        }
        if (frames.size() > kMaxRecordedFrames) return tooManyFrames();
    }
    if (values == 0)
        return Error{
            phrase("This file holds no value that Chairside knows as a vital sign. Nothing was imported.")};
    Recording out;
    out.name = foreign.name;
    out.frames.reserve(frames.size());
    for (auto& [at, frame] : frames) out.frames.push_back(frame);
    for (std::size_t i = 0; i < foreign.channels.size(); ++i)
        if (!map.contains(i))
            out.unknownChannels.push_back(foreign.channels[i].name +
                                          (foreign.channels[i].reason.empty()
                                               ? std::string()
                                               : " (" + foreign.channels[i].reason + ")"));
    measurePeriods(out);
    return out;
}

Result<ForeignRecording> readForeign(const std::filesystem::path& path) {
    if (path.extension() == ".hea") return readForeignWfdb(path);
    auto bytes = readWholeFile(path, kMaxRecordingBytes);
    if (!bytes) return bytes.error();
    const auto name = path.filename().string();
    if (bytes->starts_with("\x1f\x8b")) return readVital(bytes.value(), name);
    if (bytes->starts_with("0       ") || bytes->starts_with("\xff"
                                                             "BIOSEMI"))
        return readEdf(path);
    return readForeignCsv(bytes.value(), name);
}

} // namespace chairside
