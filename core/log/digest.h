// SPDX-License-Identifier: GPL-3.0-or-later
// BLAKE2b-256, the one hash of the record: event chain, reading digest, identity digest, protocol text.
// Pure functions, any thread. Plain (unkeyed) so that anyone can check a file with the tools of any language.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chairside {

using Digest = std::array<std::uint8_t, 32>;

Digest blake2b256(std::string_view bytes);
std::string toHex(const Digest& digest); ///< 64 lower-case digits
std::optional<Digest> digestFromHex(std::string_view hex);

/// The digest's bytes, for putting in front of what comes next in a chain.
inline std::string_view bytesOf(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

} // namespace chairside
