// SPDX-License-Identifier: GPL-3.0-or-later
// The words of core, in the language of the window. Core writes English; phrase("{1} is missing.", name) says
// it in another language when the program has installed a lookup, once, before any other thread asks. Without
// one (tests, chairside-admin, the sentinel) everything is English. Safe from every thread.
//
// What is stored or exported never depends on the language: keys, codes and English are written there. Code
// that makes such data from phrases holds an InEnglish; a sentence that was stored is said again for the
// window with restated(). Values are put in as they are: numbers come from core/base/number, the same
// everywhere.
#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace chairside {

/// The translation of one English phrase; the phrase itself when there is none.
using PhraseLookup = std::function<std::string(std::string_view english)>;
/// Installs `lookup`, which must outlive every use; null is English again.
void usePhrases(const PhraseLookup* lookup);

/// As long as one lives, phrase() and restated() on this thread are English: for records, exports and files.
class InEnglish {
public:
    InEnglish();
    ~InEnglish();
    InEnglish(const InEnglish&) = delete;
    InEnglish& operator=(const InEnglish&) = delete;
};

/// Marks words for scripts/translations that are looked up later by phrase(variable).
constexpr std::string_view toSay(std::string_view english) {
    return english;
}

/// `pattern` with {1} to {9} replaced; a place without a value stays as it is written.
std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values);

std::string phrase(std::string_view english);
template <class... Values>
requires(sizeof...(Values) > 0) std::string phrase(std::string_view english, const Values&... values) {
    return filled(phrase(english), {std::string_view(values)...});
}

/// Says stored English again in the window's language: recognises the patterns, the values within them and,
/// at its commas, the parts of a longer text. What no pattern fits stays as it was stored.
std::string restated(std::string_view stored, std::span<const std::string_view> patterns);

} // namespace chairside
