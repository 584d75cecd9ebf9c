// SPDX-License-Identifier: GPL-3.0-or-later
// Text from people, files and devices is hostile until cleaned: valid UTF-8, no control or bidirectional
// override characters (they can make a name read as another), bounded length. Cleaning never rejects a
// script.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chairside {

inline constexpr std::size_t kMaxNameChars = 200;
inline constexpr std::size_t kMaxNoteChars = 20'000;

/// Replaces broken UTF-8 by U+FFFD, drops C0/C1 controls (line breaks and tabs stay when `multiline`) and
/// U+202A–202E, U+2066–2069, and cuts after `maxChars` code points.
std::string cleanText(std::string_view raw, std::size_t maxChars, bool multiline = false);
inline std::string cleanName(std::string_view raw) {
    return cleanText(raw, kMaxNameChars);
}
inline std::string cleanNote(std::string_view raw) {
    return cleanText(raw, kMaxNoteChars, true);
}

/// Lower case without accents for Latin, Greek and Cyrillic letters; other letters unchanged. For searching.
std::string foldForSearch(std::string_view text);
/// True when every blank-separated word of `query` occurs in `text`, in any order. Both already folded.
bool matchesAllWords(std::string_view foldedText, std::string_view foldedQuery);

/// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);
std::vector<std::string_view> splitOn(std::string_view text, char separator);

} // namespace chairside
