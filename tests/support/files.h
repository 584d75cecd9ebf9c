// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files in tests: read, written, and shipped resources with one thing changed in them.
#pragma once

#include "build_places.h"
#include "support/catch.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace chairside::testing {

inline std::string bytesAt(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
inline void writeBytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}
/// "protocols/ket_iv_depression.json" as it is shipped.
inline std::string shippedText(const std::string& file) {
    const auto text = bytesAt(CHAIRSIDE_SOURCE_DIR "/resources/" + file);
    REQUIRE_FALSE(text.empty());
    return text;
}
/// The first `what` replaced; it must be there.
inline std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

} // namespace chairside::testing
