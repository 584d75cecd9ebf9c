// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/clock_doubt.h"

#include "core/base/phrase.h"

#include <charconv>

namespace chairside {
namespace {

constexpr std::int64_t kEndOfDates = 253'402'300'800'000; // 10000-01-01T00:00:00Z: dates have four digits

std::string minuteOf(const WallTime& at) {
    return formatClock(at).substr(0, 5);
}

bool liesBefore(const WallTime& now, const WallTime& seen) {
    return seen.utcMs > now.utcMs + kClockTolerance.count();
}

} // namespace

std::int64_t comparedAfterLook(std::optional<std::int64_t> rememberedUtcMs, ClockDiscipline seen,
                               std::int64_t nowUtcMs) {
    return seen == ClockDiscipline::compared ? nowUtcMs : rememberedUtcMs.value_or(nowUtcMs);
}

ClockDoubt doubtOf(const WallTime& compared, ClockDiscipline seen, const WallTime& now) {
    ClockDoubt doubt;
    if (seen != ClockDiscipline::notCompared) return doubt;
    const Millis since{now.utcMs - compared.utcMs};
    if (liesBefore(now, compared))
        doubt.stoodLater = compared;
    else if (since > kComparedWithin)
        doubt.uncomparedDays = std::chrono::floor<std::chrono::days>(since).count();
    return doubt;
}

ClockDoubt withNewestSession(ClockDoubt doubt, const WallTime& opened, const WallTime& now) {
    if (liesBefore(now, opened)) doubt.openedLater = opened;
    return doubt;
}

std::string clockDoubtWords(const ClockDoubt& doubt, const WallTime& now) {
    const auto date = formatDate(now), minute = minuteOf(now);
    const auto days = std::to_string(doubt.uncomparedDays.value_or(0));
    if (doubt.openedLater) {
        auto said = phrase(
            "The computer's clock says {1} {2}, but a session of this record was opened on {3} at {4}.", date,
            minute, formatDate(*doubt.openedLater), minuteOf(*doubt.openedLater));
        // That it was also seen later says the same again.
        if (doubt.uncomparedDays)
            said += ' ' + phrase("The clock has not been compared with another for {1} days.", days);
        return said;
    }
    if (doubt.stoodLater)
        return phrase("The computer's clock says {1} {2}, but this program has seen it at {3} {4} before.",
                      date, minute, formatDate(*doubt.stoodLater), minuteOf(*doubt.stoodLater));
    if (doubt.uncomparedDays)
        return phrase("The computer's clock has not been compared with a time server or by a person for {1} "
                      "days; it says {2} {3}.",
                      days, date, minute);
    return {};
}

std::string comparisonText(std::int64_t utcMs) {
    return std::to_string(utcMs);
}

std::optional<std::int64_t> readComparison(std::string_view text) {
    std::int64_t utcMs = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), utcMs);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    // Of a computer that woke up in 1970: it would say that nobody looked for 56 years.
    if (utcMs < kSaneUtcMs || utcMs >= kEndOfDates) return std::nullopt;
    return utcMs;
}

} // namespace chairside
