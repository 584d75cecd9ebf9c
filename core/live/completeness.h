// SPDX-License-Identifier: GPL-3.0-or-later
// How complete a record is, as numbers that can be checked: for each channel the share of time with valid
// data and the longest gap, checks on time, late and missed, alarms with the time until somebody took note.
// A pure fold over a SessionView, the same live, in review and in the report. Any thread that owns the view;
// changes nothing, asks no clock. Why: monitoring gaps that nobody noticed (Vigoda and Lubarsky 2006) and
// automatic pressures missing for ten minutes and more in 5.4 % of records (Ehrenfeld 2011).
#pragma once

#include "core/live/session_view.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// Covered time is time in which a current value of the channel was there: a trusted sample covers up to the
/// next one when the chart would join them, else its own period; a cuff pressure or temperature covers its
/// declared interval and a minute of grace; a typed value covers the time it may be shown (15 or 30 min).
/// Implausible values, marked artefacts and values of a sensor that was off cover nothing.
struct ChannelCompleteness {
    Channel channel = Channel::hr; ///< nibpSystolic stands for the whole cuff
    std::string label;             ///< "SpO₂", "NIBP"
    Millis expected{0};            ///< length of the watched time
    Millis valid{0};
    Millis longestGap{0}; ///< longest time without a valid value; zero when there is no gap
    MonoTime longestGapFrom;
    std::int64_t values = 0;  ///< valid ones, measured and typed
    std::int64_t doubted = 0; ///< implausible, or marked as artefact: kept, not counted
    double share() const;     ///< 0 to 1
};

struct CheckCompleteness {
    std::string rule, title;
    int onTime = 0, late = 0, missed = 0;
    int explained = 0; ///< of the late and missed ones, those with a reason
    int open = 0;      ///< due or overdue at the end
    int total() const { return onTime + late + missed + open; }
};

/// One stretch of one alarm condition, escalation included.
struct AlarmStretch {
    std::string condition, text; ///< the text of its highest priority
    AlarmPriority priority = AlarmPriority::low;
    MonoTime raised;
    std::optional<MonoTime> acknowledged, cleared;
    std::string acknowledgedBy;
    std::optional<Millis> timeToAcknowledge() const;
};

/// The middle of some waits, the lower one of two; nothing for none.
std::optional<Millis> medianOf(std::vector<Millis> waits);

struct Completeness {
    /// From the start of treatment, or the opening while there is none, to discharge, else to `until`.
    TimeSpan watched;
    std::vector<ChannelCompleteness> channels; ///< promised by a source or typed at least once
    std::vector<CheckCompleteness> checks;     ///< in the order of the first due time
    std::vector<AlarmStretch> alarms;          ///< by time
    Millis notRunning{0};                      ///< of the watched time: the program was closed or down
    int onTime() const;
    int late() const;
    int missed() const;
    int acknowledged() const;
    std::optional<Millis> medianTimeToAcknowledge() const; ///< of the acknowledged ones
};

/// `until`: the end of what is judged: now for a running session, the last recorded moment in review.
Completeness completenessOf(const SessionView& view, MonoTime until);
/// The last moment of which the record knows anything, for `until` in review.
MonoTime lastRecorded(const SessionView& view);

/// The same as lines for people, without markup: {"SpO₂", "98.2 % of 1:02:00", "longest gap 1:12 at
/// 10:42:07"}.
struct CompletenessRow {
    enum class Section : std::uint8_t { channel, check, alarm } section = Section::channel;
    std::string what, figure, detail;
    bool poor = false; ///< worth a look: a share under 90 %, something missed, an alarm nobody acknowledged
};
/// `zero`: wall time of the session's opening, for the times in the rows. Alarms come as one row for each
/// priority and condition.
std::vector<CompletenessRow> completenessRows(const Completeness& completeness, const Instant& zero);

} // namespace chairside
