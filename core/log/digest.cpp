// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/digest.h"

#include <algorithm>
#include <cstdlib>
#include <sodium.h>

namespace chairside {

Digest blake2b256(std::string_view bytes) {
    Digest out;
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    if (crypto_generichash(out.data(), out.size(), data, bytes.size(), nullptr, 0) != 0) std::abort();
    return out;
}

std::string toHex(const Digest& digest) {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (auto byte : digest) (text += kHex[byte >> 4]) += kHex[byte & 15];
    return text;
}

std::optional<Digest> digestFromHex(std::string_view hex) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    Digest out;
    if (hex.size() != 2 * out.size()) return std::nullopt;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto high = kHex.find(hex[2 * i]), low = kHex.find(hex[2 * i + 1]);
        if (high == kHex.npos || low == kHex.npos) return std::nullopt;
        out[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return out;
}

} // namespace chairside
