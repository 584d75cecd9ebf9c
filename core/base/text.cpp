// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <array>
#include <cstdint>

namespace chairside {
namespace {

constexpr char32_t kBroken = 0xFFFD;

/// Decodes one code point at `pos` and moves past it; broken input yields U+FFFD and moves one byte.
char32_t decode(std::string_view text, std::size_t& pos) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(pos);
    const std::size_t length = first < 0x80       ? 1
                               : first >> 5 == 6  ? 2
                               : first >> 4 == 14 ? 3
                               : first >> 3 == 30 ? 4
                                                  : 0;
    if (length == 0 || pos + length > text.size()) return ++pos, kBroken;
    char32_t value = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(pos + i) >> 6 != 2) return ++pos, kBroken;
        value = value << 6 | (byte(pos + i) & 0x3F);
    }
    static constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
    if (value < kLeast[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return ++pos, kBroken;
    pos += length;
    return value;
}

void append(std::string& out, char32_t c) {
    const auto put = [&](char32_t v) { out += static_cast<char>(static_cast<std::uint8_t>(v)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)),
            put(0x80 | (c & 0x3F));
    }
}

bool isUnsafe(char32_t c, bool multiline) {
    if (multiline && (c == '\n' || c == '\t')) return false;
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

/// Base letter of the accented Latin letters U+00C0–U+017F, already lower-cased; '\0' means "no Latin base".
char latinBase(char32_t c) {
    static constexpr char kLatin1[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuy\0saaaaaaaceeeeiiiidnooooo\0ouuuuy\0y";
    static constexpr char kExtended[] =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrr"
        "ssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    if (c >= 0xC0 && c <= 0xFF) return kLatin1[c - 0xC0];
    if (c >= 0x100 && c < 0x100 + sizeof kExtended - 1) return kExtended[c - 0x100];
    return '\0';
}

char32_t lower(char32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0x391 && c <= 0x3A9) return c + 32; // Greek capitals
    if (c >= 0x410 && c <= 0x42F) return c + 32; // Cyrillic capitals
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    return c;
}

} // namespace

std::string cleanText(std::string_view raw, std::size_t maxChars, bool multiline) {
    std::string out;
    std::size_t count = 0;
    for (std::size_t pos = 0; pos < raw.size() && count < maxChars;) {
        const char32_t c = decode(raw, pos);
        if (isUnsafe(c, multiline)) continue;
        append(out, c);
        ++count;
    }
    const auto first = out.find_first_not_of(" \t\n");
    if (first == std::string::npos) return {};
    return out.substr(first, out.find_last_not_of(" \t\n") - first + 1);
}

std::string foldForSearch(std::string_view text) {
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const char32_t c = decode(text, pos);
        if (c >= 0x300 && c <= 0x36F) continue; // combining accents
        if (const char base = latinBase(c))
            out += base;
        else
            append(out, lower(c));
    }
    return out;
}

bool matchesAllWords(std::string_view foldedText, std::string_view foldedQuery) {
    for (auto word : splitOn(foldedQuery, ' '))
        if (!word.empty() && foldedText.find(word) == std::string_view::npos) return false;
    return true;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> splitOn(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

} // namespace chairside
