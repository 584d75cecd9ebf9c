// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/uuid.h"

#include <random>

namespace chairside {
namespace {

Uuid version7(std::int64_t utcMs, std::uint64_t high, std::uint64_t low) {
    Uuid id;
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(utcMs) >> (40 - 8 * i));
    for (std::size_t i = 6; i < 8; ++i) id.bytes[i] = static_cast<std::uint8_t>(high >> (8 * (i - 6)));
    for (std::size_t i = 8; i < 16; ++i) id.bytes[i] = static_cast<std::uint8_t>(low >> (8 * (i - 8)));
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x70);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
    return id;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

std::string Uuid::toString() const {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += kHex[bytes[i] >> 4];
        text += kHex[bytes[i] & 15];
    }
    return text;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    Uuid id;
    std::size_t digits = 0;
    for (char c : text) {
        if (c == '-') continue;
        const int value = hexDigit(c);
        if (value < 0 || digits >= 32) return std::nullopt;
        id.bytes[digits / 2] = static_cast<std::uint8_t>(id.bytes[digits / 2] << 4 | value);
        ++digits;
    }
    if (digits != 32) return std::nullopt;
    return id;
}

Uuid RandomUuids::next(std::int64_t utcMs) {
    std::random_device random;
    const auto word = [&] { return std::uint64_t{random()} << 32 | random(); };
    const auto high = word();
    return version7(utcMs, high, word());
}

Uuid SeededUuids::next(std::int64_t utcMs) {
    const auto word = [this] { // SplitMix64 (public domain algorithm)
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    };
    const auto high = word();
    return version7(utcMs, high, word());
}

} // namespace chairside
