// SPDX-License-Identifier: GPL-3.0-or-later
// The words of completeness; the figures are in completeness.cpp.
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/stored_words.h"
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

CompletenessRow rowOf(const ChannelCompleteness& c, const Instant& zero) {
    CompletenessRow row;
    row.what = phrase(c.label);
    row.figure = phrase("{1} of {2}", percent(c.share()), formatDuration(c.expected));
    if (c.values == 0)
        row.detail = phrase("no valid value");
    else if (c.longestGap > Millis{0})
        row.detail = phrase("longest gap {1} at {2}", formatDuration(c.longestGap),
                            formatClock(shifted(zero, c.longestGapFrom - zero.mono).wall));
    else
        row.detail = phrase("no gap");
    if (c.doubted > 0) row.detail += phrase(", {1} not trusted", formatCount(c.doubted));
    row.poor = c.share() < kPoorShare;
    return row;
}

CompletenessRow rowOf(const CheckCompleteness& c) {
    CompletenessRow row;
    row.section = CompletenessRow::Section::check;
    row.what = c.title;
    row.figure = phrase("{1} of {2} on time", std::to_string(c.onTime), std::to_string(c.total()));
    const auto add = [&](int n, std::string_view words) {
        if (n == 0) return;
        if (!row.detail.empty()) row.detail += ", ";
        row.detail += phrase(words, std::to_string(n));
    };
    add(c.late, toSay("{1} late"));
    add(c.missed, toSay("{1} missed"));
    add(c.open, toSay("{1} still open"));
    const int asked = c.late + c.missed;
    if (asked > 0)
        row.detail += c.explained == asked
                          ? phrase(", reason given")
                          : phrase(", {1} without a reason", std::to_string(asked - c.explained));
    row.poor = c.missed > 0 || c.late > 0;
    return row;
}

std::string_view priorityWord(AlarmPriority priority) {
    switch (priority) {
    case AlarmPriority::low: return toSay("low");
    case AlarmPriority::medium: return toSay("medium");
    case AlarmPriority::high: return toSay("high");
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
        row.what = storedWords(group.text);
        const auto priority = static_cast<AlarmPriority>(-key.first);
        row.figure = phrase(group.times == 1 ? toSay("{1} time, {2}") : toSay("{1} times, {2}"),
                            std::to_string(group.times), phrase(priorityWord(priority)));
        if (const auto wait = medianOf(group.waits)) {
            row.detail = phrase(group.waits.size() > 1 ? toSay("acknowledged after a median of {1}")
                                                       : toSay("acknowledged after {1}"),
                                formatDuration(*wait));
            if (group.noted < group.times)
                row.detail += phrase(", {1} not acknowledged", std::to_string(group.times - group.noted));
        } else {
            row.detail = phrase("not acknowledged");
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
