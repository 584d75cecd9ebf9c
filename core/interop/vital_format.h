// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces of a .vital file (VitalDB, Vital Recorder) that writer and reader share: little-endian numbers,
// strings with their length, packet types, and what its monitor types mean. Pure. Layout: the format's public
// description, version 3.
#pragma once

#include "core/domain/channel.h"

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chairside::vital {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they are");

enum class Packet : std::uint8_t { track = 0, record = 1, command = 6, device = 9 };
enum class RecordKind : std::uint8_t { wave = 1, number = 2, text = 5 };
enum class Format : std::uint8_t { f32 = 1, f64 = 2, i8 = 3, u8 = 4, i16 = 5, u16 = 6, i32 = 7, u32 = 8 };

inline constexpr std::uint32_t kVersion = 3;
inline constexpr std::uint16_t kHeaderBytes = 10, kRecordInfoBytes = 10;

template <class Number>
void append(std::string& out, Number value) {
    std::array<char, sizeof(Number)> bytes;
    __builtin_memcpy(bytes.data(), &value, sizeof value);
    out.append(bytes.data(), bytes.size());
}
inline void appendText(std::string& out, std::string_view text) {
    append(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

/// Monitor type of a channel's track, 0 where the format has none.
struct MonitorType {
    Channel channel;
    std::uint8_t type;
};
inline constexpr std::array<MonitorType, 9> kMonitorTypes{{{Channel::hr, 2},
                                                           {Channel::pulseRate, 9},
                                                           {Channel::spo2, 10},
                                                           {Channel::rr, 12},
                                                           {Channel::etco2, 15},
                                                           {Channel::nibpSystolic, 16},
                                                           {Channel::nibpDiastolic, 17},
                                                           {Channel::nibpMean, 18},
                                                           {Channel::temperature, 19}}};

} // namespace chairside::vital
