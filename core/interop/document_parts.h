// SPDX-License-Identifier: GPL-3.0-or-later
// Small pieces of sentences that documents in words are put together from. Private to
// core/interop/*_words.cpp.
#pragma once

#include "core/base/number.h"
#include "core/base/time.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace chairside::document_parts {

using Lines = std::vector<std::string>;

inline std::string num(double value) {
    return formatNumber(value, 3);
}
inline std::string minutes(Millis length) {
    return num(static_cast<double>(length.count()) / 60'000) + " min";
}
inline std::string seconds(Millis length) {
    return num(static_cast<double>(length.count()) / 1'000) + " s";
}
inline std::string joined(const Lines& words, const std::string& between = ", ") {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : between) + word;
    return out;
}
template <class T, class F>
Lines each(const std::vector<T>& items, F words) {
    Lines out;
    for (const auto& item : items) out.push_back(words(item));
    return out;
}
inline std::string listOf(const std::vector<double>& values, const std::string& unit) {
    return joined(each(values, num)) + " " + unit;
}
/// A sentence from its parts: empty ones are left out.
inline std::string sentence(const Lines& parts) {
    Lines kept;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(kept),
                 [](const std::string& part) { return !part.empty(); });
    return joined(kept, "; ") + ".";
}

} // namespace chairside::document_parts
