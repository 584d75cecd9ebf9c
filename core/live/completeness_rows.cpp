// SPDX-License-Identifier: GPL-3.0-or-later
// The words of completeness; the figures are in completeness.cpp.
#include "core/base/number.h"
#include "core/live/completeness.h"

#include <cmath>
#include <map>

namespace chairside {
namespace {

/// Under this share somebody should ask why. Design.
constexpr double kPoorShare = 0.9;

std::string percent(double share) {
    // Never rounded up to a completeness that was not there.
    const double tenths = std::floor(share * 1000) / 10;
    return formatNumber(tenths, 1) + " %";
}

std::string count(int n, const char* one, const char* many) {
    return std::to_string(n) + " " + (n == 1 ? one : many);
}

CompletenessRow rowOf(const ChannelCompleteness& c, const Instant& zero) {
    CompletenessRow row;
    row.what = c.label;
    row.figure = percent(c.share()) + " of " + formatDuration(c.expected);
    if (c.values == 0)
        row.detail = "no valid value";
    else if (c.longestGap > Millis{0})
        row.detail = "longest gap " + formatDuration(c.longestGap) + " at " +
                     formatClock(shifted(zero, c.longestGapFrom - zero.mono).wall);
    else
        row.detail = "no gap";
    if (c.doubted > 0) row.detail += ", " + formatCount(c.doubted) + " not trusted";
    row.poor = c.share() < kPoorShare;
    return row;
}

CompletenessRow rowOf(const CheckCompleteness& c) {
    CompletenessRow row;
    row.section = CompletenessRow::Section::check;
    row.what = c.title;
    row.figure = std::to_string(c.onTime) + " of " + std::to_string(c.total()) + " on time";
    const auto add = [&](int n, const char* word) {
        if (n == 0) return;
        if (!row.detail.empty()) row.detail += ", ";
        row.detail += std::to_string(n) + " " + word;
    };
    add(c.late, "late");
    add(c.missed, "missed");
    add(c.open, "still open");
    const int asked = c.late + c.missed;
    if (asked > 0)
        row.detail += c.explained == asked
                          ? ", reason given"
                          : ", " + count(asked - c.explained, "without a reason", "without a reason");
    row.poor = c.missed > 0 || c.late > 0;
    return row;
}

std::string_view priorityWord(AlarmPriority priority) {
    switch (priority) {
    case AlarmPriority::low: return "low";
    case AlarmPriority::medium: return "medium";
    case AlarmPriority::high: return "high";
    }
    return "";
}

void addAlarmRows(const Completeness& all, std::vector<CompletenessRow>& out) {
    struct Group {
        std::string text;
        int times = 0, noted = 0;
        std::vector<Millis> waits;
    };
    std::map<std::pair<int, std::string>, Group> groups; // highest first
    for (const auto& alarm : all.alarms) {
        auto& group = groups[{-static_cast<int>(alarm.priority), alarm.condition}];
        if (group.times++ == 0) group.text = alarm.text;
        if (const auto wait = alarm.timeToAcknowledge()) {
            ++group.noted;
            group.waits.push_back(*wait);
        }
    }
    for (const auto& [key, group] : groups) {
        CompletenessRow row;
        row.section = CompletenessRow::Section::alarm;
        row.what = group.text;
        const auto priority = static_cast<AlarmPriority>(-key.first);
        row.figure = count(group.times, "time", "times") + ", " + std::string(priorityWord(priority));
        if (const auto wait = medianOf(group.waits)) {
            row.detail =
                (group.waits.size() > 1 ? "acknowledged after a median of " : "acknowledged after ") +
                formatDuration(*wait);
            if (group.noted < group.times)
                row.detail += ", " + std::to_string(group.times - group.noted) + " not acknowledged";
        } else {
            row.detail = "not acknowledged";
        }
        row.poor = priority != AlarmPriority::low && group.noted < group.times;
        out.push_back(std::move(row));
    }
}

} // namespace

std::vector<CompletenessRow> completenessRows(const Completeness& completeness, const Instant& zero) {
    std::vector<CompletenessRow> out;
    for (const auto& channel : completeness.channels) out.push_back(rowOf(channel, zero));
    for (const auto& check : completeness.checks) out.push_back(rowOf(check));
    addAlarmRows(completeness, out);
    return out;
}

} // namespace chairside
