// SPDX-License-Identifier: GPL-3.0-or-later
// What every drill must make the console say: all of its alarms, none else, in order, to the second. One list
// for the engine alone (tests/core/live/drill_test) and for the real window
// (tests/scenarios/drill_window_test). Overdue checks are alarms of their own and left out of the scene's
// protocol by both.
#pragma once

#include "core/domain/event.h"
#include "support/catch.h"

#include <string>
#include <vector>

namespace chairside::testing {

/// "+spo2.lo low": raised or escalated; "-spo2.lo": over. `at` counts from the start of the treatment.
struct StoryLine {
    std::string what;
    Millis at;
};
using Story = std::vector<StoryLine>;

struct DrillStory {
    std::string id;
    Millis length; ///< played from the start of the treatment
    Story says;
};

/// Midazolam of the drill "apnoea", after the start of the treatment.
inline constexpr Millis kMidazolamAt = 10min;
inline MedicationGiven drillMidazolam() {
    return {"midazolam", "mg", "IV", "agitation", "benzodiazepine", 2, "D. Doctor"};
}

inline const std::vector<DrillStory>& drillStories() {
    static const std::vector<DrillStory> all{
        // The cuff measures at 5:50, on the way up at 10:50, once more by hand at 12:35 (206/122) and after
        // it.
        {"hypertension",
         32min,
         {{"+nibp_sys.hi low", 10min + 50s},
          {"+nibp_dia.hi low", 10min + 50s},
          {"+nibp_sys.hi high", 12min + 35s},
          {"+nibp_dia.hi high", 12min + 35s},
          {"-nibp_sys.hi", 30min + 50s},
          {"-nibp_dia.hi", 30min + 50s}}},
        // Under 94 from 5:34 on, under 90 from 6:04 on, each told ten seconds later; 97 again at 10:49, and
        // five seconds of it end the alarm.
        {"desaturation",
         13min,
         {{"+spo2.lo low", 5min + 44s}, {"+spo2.lo medium", 6min + 14s}, {"-spo2.lo", 10min + 54s}}},
        // No breath from 12:05 on: an emergency after the protocol's 20 s of apnoea. Carbon dioxide speaks
        // first, saturation last.
        {"apnoea",
         17min,
         {{"+etco2.lo medium", 12min + 17s},
          {"+rr.lo high", 12min + 25s},
          {"+spo2.lo low", 12min + 49s},
          {"+spo2.lo medium", 13min + 7s},
          {"+spo2.lo high", 13min + 43s},
          {"-etco2.lo", 13min + 44s},
          {"-rr.lo", 13min + 45s},
          {"-spo2.lo", 15min + 53s}}},
        // A fast heart and breath, and the oximeter that slips off twice.
        {"vomiting",
         17min,
         {{"+sensor_off.1 low", 12min + 25s},
          {"+hr.hi low", 12min + 33s},
          {"-sensor_off.1", 12min + 45s},
          {"+rr.hi low", 12min + 48s},
          {"+sensor_off.1 low", 13min + 15s},
          {"-sensor_off.1", 13min + 30s},
          {"-rr.hi", 14min + 51s},
          {"-hr.hi", 15min + 49s}}},
        // The sensor alone, no alarm for saturation.
        {"probe-off",
         7min,
         {{"+sensor_off.1 low", 4min + 5s}, {"+sensor_off.1 medium", 4min + 30s}, {"-sensor_off.1", 6min}}},
        // Told at once when the link says so.
        {"device-dead",
         10min,
         {{"+silent.1 low", 6min}, {"+silent.1 medium", 6min + 29s}, {"-silent.1", 9min}}},
        // The last message is of 5:59; told within its limit of ten seconds and one.
        {"device-silent",
         10min,
         {{"+silent.1 low", 6min + 10s}, {"+silent.1 medium", 6min + 29s}, {"-silent.1", 9min}}},
        // Shown as cuff cycling, which is no alarm.
        {"cuff-on-oximeter-arm", 18min, {}},
    };
    return all;
}

inline std::string wordOf(AlarmPriority priority) {
    switch (priority) {
    case AlarmPriority::low: return "low";
    case AlarmPriority::medium: return "medium";
    case AlarmPriority::high: return "high";
    }
    return {};
}

inline Story storyOf(const std::vector<Event>& events, MonoTime start) {
    Story out;
    for (const auto& event : events) {
        const auto at = event.effective - start;
        if (const auto* raised = std::get_if<AlarmRaised>(&event.body))
            out.push_back({"+" + raised->condition + " " + wordOf(raised->priority), at});
        if (const auto* cleared = std::get_if<AlarmCleared>(&event.body))
            out.push_back({"-" + cleared->condition, at});
    }
    return out;
}

inline std::string told(const Story& story) {
    std::string out;
    for (const auto& line : story) out += line.what + " " + formatDuration(line.at) + "\n";
    return out;
}

/// The same lines in the same order, no time further off than `tick`.
inline bool isSame(const Story& got, const Story& expected, Millis tick) {
    return std::equal(got.begin(), got.end(), expected.begin(), expected.end(),
                      [&](const StoryLine& a, const StoryLine& b) {
                          return a.what == b.what && std::chrono::abs(a.at - b.at) <= tick;
                      });
}

} // namespace chairside::testing
