// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

#include <charconv>
#include <cstdio>

namespace chairside {
namespace {

struct Civil {
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<Millis> time;
};

Civil civil(WallTime t) {
    const auto local = std::chrono::sys_time<Millis>{Millis{t.utcMs} + Minutes{t.offsetMin}};
    const auto day = std::chrono::floor<std::chrono::days>(local);
    return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss<Millis>{local - day}};
}

template <class... Args>
std::string print(const char* format, Args... args) {
    char text[64];
    std::snprintf(text, sizeof text, format, args...);
    return text;
}

} // namespace

std::string formatClock(WallTime t) {
    const auto c = civil(t).time;
    return print("%02d:%02d:%02d", int(c.hours().count()), int(c.minutes().count()),
                 int(c.seconds().count()));
}

std::string formatDate(WallTime t) {
    const auto d = civil(t).date;
    return print("%04d-%02u-%02u", int(d.year()), unsigned(d.month()), unsigned(d.day()));
}

std::optional<std::chrono::sys_days> parseIsoDate(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t length) -> std::optional<int> {
        int out = 0;
        const char* begin = text.data() + from;
        const auto [end, code] = std::from_chars(begin, begin + length, out);
        return code == std::errc{} && end == begin + length && out >= 0 ? std::optional(out) : std::nullopt;
    };
    const auto year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(std::chrono::sys_days{date}) : std::nullopt;
}

std::optional<int> daysBetween(std::string_view from, std::string_view to) {
    const auto first = parseIsoDate(from), last = parseIsoDate(to);
    if (!first || !last) return std::nullopt;
    return static_cast<int>((*last - *first).count());
}

std::string formatIso(WallTime t) {
    const int offset = t.offsetMin < 0 ? -t.offsetMin : t.offsetMin;
    return formatDate(t) + "T" + formatClock(t) +
           print(".%03d%c%02d:%02d", int(civil(t).time.subseconds().count()), t.offsetMin < 0 ? '-' : '+',
                 offset / 60, offset % 60);
}

std::string formatDuration(Millis d) {
    const bool negative = d.count() <= -1000;
    const auto total = std::chrono::duration_cast<Seconds>(d).count() * (negative ? -1 : 1);
    const auto seconds = total < 0 ? 0 : total;
    const char* sign = negative ? "\u2212" : "";
    if (seconds >= 3600)
        return print("%s%lld:%02lld:%02lld", sign, static_cast<long long>(seconds / 3600),
                     static_cast<long long>(seconds / 60 % 60), static_cast<long long>(seconds % 60));
    return print("%s%lld:%02lld", sign, static_cast<long long>(seconds / 60),
                 static_cast<long long>(seconds % 60));
}

} // namespace chairside
