// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a clinic over many sessions: how many, how they ended, what rose, what was felt, who
// responded, how long until the way home, what was left out. One pass over SessionFacts; no figure without
// the number it rests on, and each names the sessions behind it. A missing measurement counts in no
// denominator. Pure, any thread, no clock. Definitions: clinical.md §6; gaps: Ehrenfeld 2011.
#pragma once

#include "core/live/session_facts.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// Days are local to the session, counted from 1970-01-01.
struct ClinicQuery {
    std::optional<std::int32_t> fromDay = {}, toDay = {}; ///< both included
    std::string protocol = {};                            ///< title, empty = all
    bool madeUp = false; ///< demo, drill and simulated sessions instead of real ones
    bool operator==(const ClinicQuery&) const = default;
};

enum class FigureUnit : std::uint8_t { percent, count, minutes, perWeek };

struct ClinicFigure {
    std::string key;   ///< "completed": names of constants below
    std::string about; ///< effect, abort reason or instrument, empty for the others
    FigureUnit unit = FigureUnit::count;
    std::optional<double> value; ///< nothing when n is 0
    std::int64_t n = 0;          ///< how many it rests on
    std::string of;              ///< of what: "sessions", "patients", "checks"
    std::int64_t counted = 0;    ///< of these n, those that count (for percentages)
    std::optional<double> lowerQuartile, upperQuartile;
    std::vector<Uuid> sessions; ///< behind it
};

namespace figure {
inline constexpr const char* kTreated = "sessions_treated";
inline constexpr const char* kPerWeek = "sessions_per_week";
inline constexpr const char* kCompleted = "completed";
inline constexpr const char* kAbortReason = "abort_reason";
inline constexpr const char* kActionPressure = "action_level_pressure";
inline constexpr const char* kSevereDissociation = "severe_dissociation";
inline constexpr const char* kRescue = "medication_given";
inline constexpr const char* kEffect = "side_effect";
inline constexpr const char* kSevereEffect = "side_effect_severe";
inline constexpr const char* kResponse = "response";
inline constexpr const char* kRemission = "remission";
inline constexpr const char* kReady = "minutes_to_ready";
inline constexpr const char* kLeft = "minutes_to_leaving";
inline constexpr const char* kPressureGap = "pressure_gap";
inline constexpr const char* kOnTime = "checks_on_time";
inline constexpr const char* kMissed = "checks_missed";
inline constexpr const char* kUnsigned = "unsigned";
} // namespace figure

/// Mean rise over baseline in one stretch of treatment time.
struct MeanRise {
    int minute = 0;
    double systolic = 0, diastolic = 0;
    std::int64_t n = 0; ///< sessions with a pressure in it
};
struct WeekCount {
    std::int32_t monday = 0; ///< day
    std::int64_t sessions = 0;
};

struct ClinicFigures {
    ClinicQuery query;
    std::int64_t sessions = 0;                 ///< treated ones the figures rest on
    std::int64_t untreated = 0, otherKind = 0; ///< left out: without treatment; made up, or real when made up
                                               ///< ones were asked for
    std::optional<std::int32_t> firstDay, lastDay;
    std::vector<ClinicFigure> figures;
    std::vector<MeanRise> rise;
    std::vector<Uuid> riseSessions;
    std::vector<WeekCount> weeks; ///< every week from the first to the last, empty ones too

    const ClinicFigure* find(const std::string& key, const std::string& about = {}) const;
};

class ClinicTally {
public:
    explicit ClinicTally(ClinicQuery query);
    ~ClinicTally();
    void add(const SessionFacts& facts); ///< in any order, each session once
    ClinicFigures finish();

private:
    struct Work;
    std::unique_ptr<Work> work_;
};

} // namespace chairside
