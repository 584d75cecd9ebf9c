// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/vital_reader.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/gzip.h"
#include "core/interop/vital_format.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace chairside {
namespace {

using namespace vital;

constexpr std::size_t kMaxTracks = 2'000, kMaxValues = 20'000'000;
constexpr double kLongestSeconds = 60.0 * 86'400, kLatestSeconds = 4'102'444'800; ///< 2100

/// Takes values from the front of a piece of the file; once something is missing, everything is.
class FileBytes {
public:
    explicit FileBytes(std::string_view bytes) : rest_(bytes) {}

    template <class Number>
    Number take() {
        Number value{};
        const auto from = piece(sizeof value);
        if (whole_) __builtin_memcpy(&value, from.data(), sizeof value);
        return value;
    }
    std::string_view piece(std::size_t length) {
        if (length > rest_.size()) whole_ = false;
        if (!whole_) return {};
        const auto out = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return out;
    }
    std::string text(std::size_t most) { return cleanText(piece(take<std::uint32_t>()), most); }
    bool whole() const { return whole_; }
    bool empty() const { return rest_.empty(); }

private:
    std::string_view rest_;
    bool whole_ = true;
};

struct VitalTrack {
    std::size_t place = 0; ///< in ForeignRecording::channels, for numbers
    RecordKind kind = RecordKind::number;
    Format format = Format::f32;
    double gain = 1, offset = 0;
    bool isEvents = false;
};

std::optional<Channel> byMonitorType(std::uint8_t type) {
    for (const auto& known : kMonitorTypes)
        if (known.type == type) return known.channel;
    return std::nullopt;
}

/// NaN and each integer format's lowest or highest value mean that there is none.
template <class Number>
std::optional<double> integer(FileBytes& bytes) {
    const auto raw = bytes.take<Number>();
    const auto none =
        std::is_signed_v<Number> ? std::numeric_limits<Number>::min() : std::numeric_limits<Number>::max();
    return raw == none ? std::nullopt : std::optional(static_cast<double>(raw));
}

std::optional<double> number(FileBytes& bytes, Format format) {
    const auto finite = [](double value) {
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    };
    switch (format) {
    case Format::f32: return finite(static_cast<double>(bytes.take<float>()));
    case Format::f64: return finite(bytes.take<double>());
    case Format::i8: return integer<std::int8_t>(bytes);
    case Format::u8: return integer<std::uint8_t>(bytes);
    case Format::i16: return integer<std::int16_t>(bytes);
    case Format::u16: return integer<std::uint16_t>(bytes);
    case Format::i32: return integer<std::int32_t>(bytes);
    case Format::u32: return integer<std::uint32_t>(bytes);
    }
    return std::nullopt;
}

class VitalReader {
public:
    explicit VitalReader(std::string name) {
        out_.format = "VitalDB";
        out_.name = cleanName(name);
    }

    Result<ForeignRecording> read(std::string_view file) {
        FileBytes bytes(file);
        if (bytes.piece(4) != "VITA") return Error{phrase("This is no .vital file.")};
        bytes.take<std::uint32_t>(); // version: the layout of what is read here is the same in all
        FileBytes header(bytes.piece(bytes.take<std::uint16_t>()));
        const auto toUtcMin = header.take<std::int16_t>();
        while (bytes.whole() && !bytes.empty()) {
            const auto type = bytes.take<std::uint8_t>();
            FileBytes packet(bytes.piece(bytes.take<std::uint32_t>()));
            if (!bytes.whole()) break;
            if (type == static_cast<std::uint8_t>(Packet::device)) device(packet);
            if (type == static_cast<std::uint8_t>(Packet::track)) track(packet);
            if (type == static_cast<std::uint8_t>(Packet::record)) record(packet);
            if (!packet.whole()) return cut();
            if (tracks_.size() > kMaxTracks || count_ > kMaxValues) return tooManyFrames();
        }
        if (!bytes.whole()) return cut();
        return finish(toUtcMin);
    }

private:
    static Error cut() {
        return {phrase(
            "This .vital file is cut or says that it is longer than it is. Nothing was taken over from it.")};
    }

    void device(FileBytes& packet) {
        const auto id = packet.take<std::uint32_t>();
        packet.text(kMaxNameChars); // type
        devices_[id] = packet.text(kMaxNameChars);
    }

    void track(FileBytes& packet) {
        const auto id = packet.take<std::uint16_t>();
        VitalTrack t;
        t.kind = static_cast<RecordKind>(packet.take<std::uint8_t>());
        t.format = static_cast<Format>(packet.take<std::uint8_t>());
        ForeignChannel channel;
        channel.name = packet.text(kMaxNameChars);
        channel.unit = packet.text(40);
        packet.piece(2 * sizeof(float) + sizeof(std::uint32_t) + sizeof(float));
        t.gain = packet.take<double>();
        t.offset = packet.take<double>();
        const auto monitor = packet.take<std::uint8_t>();
        const auto source = packet.empty() ? 0u : packet.take<std::uint32_t>();
        if (!packet.whole()) return;
        t.isEvents = t.kind == RecordKind::text;
        if (!t.isEvents) {
            channel.usable = t.kind == RecordKind::number;
            channel.device = devices_[source];
            channel.suggested = channelNamed(channel.name);
            if (!channel.suggested) channel.suggested = byMonitorType(monitor);
            if (!channel.usable) channel.suggested.reset();
            channel.reason = !channel.usable      ? phrase("waveform")
                             : !channel.suggested ? phrase("not known as a vital sign")
                                                  : "";
            t.place = out_.channels.size();
            out_.channels.push_back(std::move(channel));
        }
        tracks_[id] = t;
    }

    void record(FileBytes& packet) {
        FileBytes info(packet.piece(packet.take<std::uint16_t>()));
        const auto at = info.take<double>();
        const auto known = tracks_.find(info.take<std::uint16_t>());
        if (!info.whole() || known == tracks_.end() || !std::isfinite(at)) return;
        const auto& t = known->second;
        if (t.isEvents) {
            packet.take<std::uint32_t>();
            texts_.push_back({at, packet.text(kMaxNoteChars)});
            ++count_;
        } else if (t.kind == RecordKind::number) {
            if (const auto value = number(packet, t.format); value && packet.whole())
                numbers_.push_back({t.place, at, *value * (t.gain == 0 ? 1 : t.gain) + t.offset});
            ++count_;
        }
    }

    Result<ForeignRecording> finish(std::int16_t toUtcMin) {
        if (numbers_.empty())
            return Error{phrase("This .vital file holds no numbers. Nothing was imported.")};
        double first = numbers_.front().at, last = first;
        for (const auto& n : numbers_) first = std::min(first, n.at), last = std::max(last, n.at);
        if (!(first > 0) || first > kLatestSeconds || last - first > kLongestSeconds)
            return Error{phrase("The times in this .vital file span more than 60 days or make no sense. "
                                "Nothing was taken over from it.")};
        const auto since = [&](double at) { return Millis{std::llround((at - first) * 1'000)}; };
        out_.begun = WallTime{std::llround(first * 1'000), static_cast<std::int16_t>(-toUtcMin)};
        if (toUtcMin < -14 * 60 || toUtcMin > 14 * 60) out_.begun->offsetMin = 0;
        for (const auto& n : numbers_) out_.channels[n.place].values.push_back({since(n.at), n.value});
        for (auto& channel : out_.channels)
            std::stable_sort(channel.values.begin(), channel.values.end(),
                             [](const ForeignValue& a, const ForeignValue& b) { return a.at < b.at; });
        // Notes are often written after the last number; one of another year belongs to nothing here.
        for (auto& text : texts_)
            if (text.at > first - kLongestSeconds && text.at < last + kLongestSeconds)
                out_.marks.push_back({std::max(Millis{0}, since(text.at)), std::move(text.text)});
        return std::move(out_);
    }

    struct Number {
        std::size_t place;
        double at, value;
    };
    struct Text {
        double at;
        std::string text;
    };
    ForeignRecording out_;
    std::map<std::uint32_t, std::string> devices_;
    std::map<std::uint16_t, VitalTrack> tracks_;
    std::vector<Number> numbers_;
    std::vector<Text> texts_;
    std::size_t count_ = 0;
};

} // namespace

Result<ForeignRecording> readVital(std::string_view packed, std::string name) {
    const auto file = gunzip(packed, kMaxVitalBytes);
    if (!file) return file.error();
    return readUnpackedVital(file.value(), std::move(name));
}

Result<ForeignRecording> readUnpackedVital(std::string_view bytes, std::string name) {
    return VitalReader(std::move(name)).read(bytes);
}

} // namespace chairside
