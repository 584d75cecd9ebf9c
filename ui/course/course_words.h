// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the course page: one column of the chart for each visit, one tile for each thing that changed,
// one line for the series. Pure functions from a CourseOfTreatment; any thread.
#pragma once

#include "core/domain/event_words.h"
#include "core/live/course_of_treatment.h"
#include "ui/course/change_tiles.h"
#include "ui/course/course_chart.h"

#include <QString>
#include <vector>

namespace chairside {

/// "PHQ-9"; the key itself for a scale that has no short name.
QString shortScaleName(const std::string& instrument);
/// Highest possible total, so that an axis is the same for every patient; 0 when not known.
/// Source: the scoring files in resources/instruments.
double highestTotal(const std::string& instrument);
/// "response", "remission", "partial response", "worse", or nothing.
QString verdictWords(const Outcome& outcome);

/// The chart with `scale` as its mood panel (empty: no such panel).
CourseChart::State presentCourse(const CourseOfTreatment& course, const std::string& scale,
                                 const LabelOf& label);
std::vector<ChangeTiles::Tile> presentChanges(const CourseOfTreatment& course, const LabelOf& label);
/// "Depression, induction: 4 sessions, the last one 7 days ago."
QString seriesWords(const CourseOfTreatment& course);

} // namespace chairside
