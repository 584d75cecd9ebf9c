// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

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
