// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/wfdb.h"

#include "core/base/phrase.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace chairside {
namespace {

constexpr std::size_t kMaxHeaderBytes = 1u << 20;
constexpr double kMaxNumericsPerSecond = 2; ///< faster than this is a waveform, not a monitor's numeric

struct Mapping {
    std::string_view name;
    Channel channel;
    std::array<std::string_view, 3> units;
};
constexpr std::array<Mapping, 10> kMappings{{
    {"HR", Channel::hr, {"bpm", "/min", ""}},
    {"PULSE", Channel::pulseRate, {"bpm", "/min", ""}},
    {"RESP", Channel::rr, {"pm", "bpm", "/min"}},
    {"SpO2", Channel::spo2, {"%", "", ""}},
    {"NBPSys", Channel::nibpSystolic, {"mmHg", "", ""}},
    {"NBPDias", Channel::nibpDiastolic, {"mmHg", "", ""}},
    {"NBPMean", Channel::nibpMean, {"mmHg", "", ""}},
    {"NBP Sys", Channel::nibpSystolic, {"mmHg", "", ""}},
    {"NBP Dias", Channel::nibpDiastolic, {"mmHg", "", ""}},
    {"NBP Mean", Channel::nibpMean, {"mmHg", "", ""}},
}};

/// The channel of a signal, or why it is left out.
struct Mapped {
    std::optional<Channel> channel;
    std::string reason;
};
Mapped mapSignal(const WfdbSignal& signal) {
    const auto sameText = [](std::string_view a, std::string_view b) {
        return foldForSearch(a) == foldForSearch(b);
    };
    for (const auto& m : kMappings) {
        if (!sameText(m.name, signal.name)) continue;
        const bool unitFits = std::any_of(m.units.begin(), m.units.end(), [&](std::string_view unit) {
            return !unit.empty() && sameText(unit, signal.unit);
        });
        if (unitFits) return {m.channel, {}};
        return {std::nullopt, phrase("unit {1}", (signal.unit.empty() ? std::string(phrase("not stated"))
                                                                      : asQuote(signal.unit)))};
    }
    if (foldForSearch(signal.name).starts_with("abp"))
        return {std::nullopt, phrase("invasive pressure, not a cuff's")};
    return {std::nullopt, phrase("not a vital sign that Chairside records")};
}

std::int16_t invalidSample(int format) {
    return format == 212 ? std::int16_t{-2048} : std::numeric_limits<std::int16_t>::min();
}

std::vector<std::int16_t> unpack16(std::string_view bytes) {
    std::vector<std::int16_t> out(bytes.size() / 2);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const unsigned low = static_cast<unsigned char>(bytes[2 * i]),
                       high = static_cast<unsigned char>(bytes[2 * i + 1]);
        out[i] = static_cast<std::int16_t>(static_cast<std::uint16_t>(low | high << 8));
    }
    return out;
}

/// Two 12-bit two's-complement samples in three bytes: low byte, both high nibbles, low byte of the second.
std::vector<std::int16_t> unpack212(std::string_view bytes, std::size_t count) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
    };
    const auto signedOf = [](unsigned twelve) {
        return static_cast<std::int16_t>(twelve >= 2048 ? static_cast<int>(twelve) - 4096
                                                        : static_cast<int>(twelve));
    };
    std::vector<std::int16_t> out;
    out.reserve(count);
    for (std::size_t i = 0; out.size() < count; i += 3) {
        out.push_back(signedOf(byte(i) | (byte(i + 1) & 0x0fu) << 8));
        if (out.size() < count) out.push_back(signedOf(byte(i + 2) | (byte(i + 1) & 0xf0u) << 4));
    }
    return out;
}

std::size_t bytesFor(int format, std::size_t samples) {
    return format == 16 ? samples * 2 : samples / 2 * 3 + (samples % 2) * 2;
}

std::int16_t checksumOf(const std::vector<std::int16_t>& samples) {
    std::uint32_t sum = 0;
    for (auto s : samples) sum += static_cast<std::uint32_t>(static_cast<std::int32_t>(s));
    return static_cast<std::int16_t>(static_cast<std::uint16_t>(sum));
}

Result<Recording> toRecording(const WfdbHeader& header,
                              const std::vector<std::vector<std::int16_t>>& samples) {
    Recording out;
    out.name = header.record;
    std::size_t length = 0;
    for (const auto& signal : samples) length = std::max(length, signal.size());
    const bool isWaveform = header.samplesPerSecond > kMaxNumericsPerSecond;
    if (!isWaveform && length > kMaxRecordedFrames) return tooManyFrames();
    if (!isWaveform) out.frames.resize(length);
    for (std::size_t i = 0; i < out.frames.size(); ++i)
        out.frames[i].at = Millis{std::llround(static_cast<double>(i) * 1000 / header.samplesPerSecond)};

    std::array<bool, kChannelCount> taken{};
    for (std::size_t s = 0; s < header.signals.size(); ++s) {
        const auto& signal = header.signals[s];
        auto mapped = mapSignal(signal);
        if (isWaveform) mapped = {std::nullopt, "waveform"};
        if (mapped.channel && taken[index(*mapped.channel)])
            mapped = {std::nullopt, phrase("second signal of this name")};
        if (!mapped.channel) {
            out.unknownChannels.push_back((signal.name.empty() ? "unnamed" : signal.name) + " (" +
                                          mapped.reason + ")");
            continue;
        }
        taken[index(*mapped.channel)] = true;
        for (std::size_t i = 0; i < samples[s].size(); ++i) {
            const int raw = samples[s][i];
            if (raw == invalidSample(signal.format) || raw == std::numeric_limits<std::int16_t>::min())
                continue;
            const double value = (raw - signal.baseline) / signal.gain;
            if (value != 0) out.frames[i].values[index(*mapped.channel)] = value;
        }
    }
    measurePeriods(out);
    if (std::all_of(out.period.begin(), out.period.end(), [](Millis p) { return p == Millis{0}; }))
        return Error{phrase("The WFDB record {1} holds no vital signs that Chairside can replay, only other "
                            "signals or waveforms.",
                            asQuote(header.record))};
    return out;
}

} // namespace

Result<std::vector<std::vector<std::int16_t>>>
parseWfdbSamples(const WfdbHeader& header, const std::string& file, std::string_view bytes) {
    std::vector<const WfdbSignal*> group;
    for (const auto& signal : header.signals)
        if (signal.file == file) group.push_back(&signal);
    const std::string name = asQuote(file);
    if (group.empty()) return Error{phrase("The signal file {1} belongs to no signal of this record.", name)};
    const int format = group.front()->format;
    const auto skip = group.front()->skipBytes;
    if (std::any_of(group.begin(), group.end(),
                    [&](const WfdbSignal* s) { return s->format != format || s->skipBytes != skip; }))
        return Error{
            phrase("The signals in {1} have different formats, which Chairside does not read.", name)};
    if (skip > bytes.size())
        return Error{phrase("The signal file {1} is cut: it ends before its first sample.", name)};
    bytes.remove_prefix(static_cast<std::size_t>(skip));

    std::size_t perSignal = static_cast<std::size_t>(header.samples);
    if (perSignal == 0) perSignal = (format == 16 ? bytes.size() / 2 : bytes.size() * 2 / 3) / group.size();
    const auto needed = bytesFor(format, perSignal * group.size());
    if (bytes.size() < needed)
        return Error{phrase("The signal file {1} is cut: it has {2} of {3} bytes.", name,
                            std::to_string(bytes.size()), std::to_string(needed))};
    const auto mixed =
        format == 16 ? unpack16(bytes.substr(0, needed)) : unpack212(bytes, perSignal * group.size());

    std::vector<std::vector<std::int16_t>> out(group.size());
    for (std::size_t s = 0; s < group.size(); ++s) {
        out[s].reserve(perSignal);
        for (std::size_t i = 0; i < perSignal; ++i) out[s].push_back(mixed[i * group.size() + s]);
        const auto& expected = group[s]->checksum;
        if (expected &&
            static_cast<std::int16_t>(static_cast<std::uint16_t>(*expected)) != checksumOf(out[s]))
            return Error{
                phrase("The signal file {1} is damaged: the checksum of {2} does not agree with the header.",
                       name, asQuote(group[s]->name))};
    }
    return out;
}

namespace {

struct Loaded {
    WfdbHeader header;
    std::vector<std::vector<std::int16_t>> samples; ///< of each signal
};
Result<Loaded> load(const std::filesystem::path& headerPath) {
    const auto text = readWholeFile(headerPath, kMaxHeaderBytes);
    if (!text) return text.error();
    const auto header = parseWfdbHeader(text.value());
    if (!header) return header.error();

    std::map<std::string, std::vector<std::vector<std::int16_t>>> byFile;
    for (const auto& signal : header->signals) {
        if (byFile.contains(signal.file)) continue;
        const auto bytes = readWholeFile(headerPath.parent_path() / signal.file, kMaxRecordingBytes);
        if (!bytes) return bytes.error();
        auto samples = parseWfdbSamples(header.value(), signal.file, bytes.value());
        if (!samples) return samples.error();
        byFile.emplace(signal.file, std::move(samples).value());
    }
    std::map<std::string, std::size_t> nextOf;
    std::vector<std::vector<std::int16_t>> samples;
    for (const auto& signal : header->signals)
        samples.push_back(std::move(byFile[signal.file][nextOf[signal.file]++]));
    return Loaded{header.value(), std::move(samples)};
}

} // namespace

Result<Recording> readWfdb(const std::filesystem::path& headerPath) {
    const auto loaded = load(headerPath);
    if (!loaded) return loaded.error();
    return toRecording(loaded->header, loaded->samples);
}

Result<ForeignRecording> readForeignWfdb(const std::filesystem::path& headerPath) {
    const auto loaded = load(headerPath);
    if (!loaded) return loaded.error();
    const auto& header = loaded->header;
    ForeignRecording out;
    out.format = "WFDB";
    out.name = cleanName(header.record);
    const bool isWaveform = header.samplesPerSecond > kMaxNumericsPerSecond;
    const auto at = [&](std::size_t i) {
        return Millis{std::llround(static_cast<double>(i) * 1000 / header.samplesPerSecond)};
    };
    for (std::size_t s = 0; s < header.signals.size(); ++s) {
        const auto& signal = header.signals[s];
        const auto& samples = loaded->samples[s];
        if (!isWaveform && samples.size() > kMaxRecordedFrames) return tooManyFrames();
        ForeignChannel channel;
        channel.name = signal.name.empty() ? "unnamed" : cleanName(signal.name);
        channel.unit = cleanName(signal.unit);
        channel.usable = !isWaveform;
        const auto mapped = mapSignal(signal);
        if (channel.usable) channel.suggested = mapped.channel;
        channel.reason = isWaveform ? "waveform" : mapped.reason;
        for (std::size_t i = 0; channel.usable && i < samples.size(); ++i) {
            const int raw = samples[i];
            if (raw == invalidSample(signal.format) || raw == std::numeric_limits<std::int16_t>::min())
                continue;
            channel.values.push_back({at(i), (raw - signal.baseline) / signal.gain});
        }
        for (std::size_t i = out.frames.size(); channel.usable && i < samples.size(); ++i)
            out.frames.push_back(at(i));
        out.channels.push_back(std::move(channel));
    }
    return out;
}

} // namespace chairside
