// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number.h"

#include "core/base/phrase.h"
#include "core/base/text.h"

#include <charconv>
#include <cmath>

namespace chairside {
namespace {

std::string digits(double value, int decimals, bool fixed) {
    // Never printf: Qt sets the C library to the language of the desktop, and there 4 mg would be "4,000 mg".
    char text[400]; // the largest double has 309 digits before its point
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals).ptr;
    std::string out(text, end);
    if (!fixed && out.find('.') != std::string::npos) {
        out.erase(out.find_last_not_of('0') + 1);
        if (out.back() == '.') out.pop_back();
    }
    if (out == "-0") out = "0";
    return out;
}

} // namespace

std::string formatNumber(double value, int decimals) {
    if (!std::isfinite(value)) return "– – –";
    std::string out = digits(value, decimals, false);
    if (out.front() == '-') out.replace(0, 1, "\u2212");
    return out;
}

std::string formatCount(long long count) {
    std::string out = std::to_string(count);
    for (auto at = static_cast<std::ptrdiff_t>(out.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3)
        out.insert(static_cast<std::size_t>(at), ",");
    return out;
}

std::string formatPlain(double value, int decimals, bool fixed) {
    return std::isfinite(value) ? digits(value, decimals, fixed) : std::string{};
}

ParsedNumber parseNumber(std::string_view raw) {
    const auto refuse = [](std::string why) {
        return ParsedNumber{std::nullopt, ParseIssue{std::move(why)}};
    };
    std::string_view text = trimmed(raw);
    if (text.empty()) return {};
    if (text.size() > 12) return refuse(phrase("That is too long for a number here."));
    std::string clean;
    int marks = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9') {
            clean += c;
        } else if (c == '.' || c == ',') {
            clean += '.';
            if (++marks > 1) return refuse(phrase("There are two decimal marks; write for example 0.5."));
        } else if (c == '-' && i == 0) {
            clean += c;
        } else {
            return refuse(phrase("Only digits and one decimal mark, please."));
        }
    }
    if (clean.find_first_of("0123456789") == std::string::npos)
        return refuse(phrase("There is no digit in it."));
    if (clean.front() == '.') clean.insert(0, "0");
    double value = 0;
    const auto [end, code] = std::from_chars(clean.data(), clean.data() + clean.size(), value);
    if (code != std::errc{} || end != clean.data() + clean.size())
        return refuse(phrase("That is not a number."));
    return {value, std::nullopt};
}

} // namespace chairside
