// SPDX-License-Identifier: GPL-3.0-or-later
// A patient's course and the follow-ups that are due, read from a record and its figures. Figures that are
// not kept yet, and those of a session still running, are computed on the spot. Whoever owns the two
// connections calls it, on their thread.
#pragma once

#include "core/live/course_of_treatment.h"
#include "core/log/figures_index.h"

namespace chairside {

struct RecordedCourse {
    Patient patient; ///< as last recorded
    CourseOfTreatment course;
};
Result<RecordedCourse> readCourse(HistoryReader& history, FiguresIndex& figures, const Uuid& patient,
                                  WallTime now);

struct DueFollowUp {
    Patient patient;
    DatedText followUp;
};
struct DueFollowUps {
    std::vector<DueFollowUp> first; ///< the longest due
    std::size_t total = 0;
};
/// Open follow-ups of all patients whose day has come, as far as figures are kept; at most `limit` are read.
Result<DueFollowUps> dueFollowUps(HistoryReader& history, FiguresIndex& figures, WallTime now,
                                  std::size_t limit = 20);

} // namespace chairside
