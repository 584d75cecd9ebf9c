// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/pin.h"

#include "core/base/phrase.h"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace chairside {

std::optional<std::string> pinProblem(std::string_view pin) {
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::all_of(pin.begin(), pin.end(), isDigit)) return "A PIN has digits only.";
    if (pin.size() < kShortestPin || pin.size() > kLongestPin)
        return "A PIN has " + std::to_string(kShortestPin) + " to " + std::to_string(kLongestPin) +
               " digits.";
    for (const int step : {0, 1, -1})
        if (std::adjacent_find(pin.begin(), pin.end(), [&](char a, char b) { return b - a != step; }) ==
            pin.end())
            return "Digits that are all the same or in a row are guessed first; choose others.";
    return std::nullopt;
}

Result<std::string> hashPin(std::string_view pin) {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (sodium_init() < 0 ||
        crypto_pwhash_str(out.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return Error{
            phrase("The PIN could not be set: the computer is short of memory. The old one still holds.")};
    return std::string(out.data());
}

bool isPin(const std::string& hash, std::string_view pin) {
    if (hash.size() >= crypto_pwhash_STRBYTES || sodium_init() < 0) return false;
    std::array<char, crypto_pwhash_STRBYTES> stored{}; // the verifier reads all of it
    std::copy(hash.begin(), hash.end(), stored.begin());
    return crypto_pwhash_str_verify(stored.data(), pin.data(), pin.size()) == 0;
}

} // namespace chairside
