// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's figures over 100,000 sessions, as the page asks for them, and what keeping them costs for each
// session. One JSON object a line. usage: chairside_clinic_bench [SESSIONS]
#include "archive.h"
#include "build_places.h"
#include "core/interop/recorded_course.h"
#include "core/live/clinic_figures.h"
#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace chairside;
using bench::percentile;
using bench::print;
using SteadyTime = std::chrono::steady_clock;

namespace {

double msSince(SteadyTime::time_point begun) {
    return std::chrono::duration<double, std::milli>(SteadyTime::now() - begun).count();
}

} // namespace

int main(int argc, char** argv) {
    const int sessions = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const auto file = bench::archiveOf(bench::archiveFolder(CHAIRSIDE_BENCH_FOLDER), CHAIRSIDE_ADMIN,
                                       bench::planFor(sessions));
    if (file.empty()) return 1;
    auto history = HistoryReader::open(file);
    if (!history) {
        std::fprintf(stderr, "%s\n", history.error().message.c_str());
        return 1;
    }
    auto figures = FiguresIndex::open(FiguresIndex::pathFor(file));
    const auto known = figures->size().value();
    const auto begun = SteadyTime::now();
    if (!bench::completeFigures(*figures, *history.value())) return 1;
    const auto now = figures->size().value();
    const auto suffix = "." + std::to_string(sessions);
    if (now > known) // once for each session, when it is closed
        print("clinic.keep_one", msSince(begun) / static_cast<double>(now - known),
              "ms per session, folded and kept");
    std::vector<double> times;
    ClinicFigures last;
    for (int i = 0; i < 5; ++i) {
        const auto asked = SteadyTime::now();
        ClinicQuery query;
        query.madeUp = true; // generated sessions are simulated
        ClinicTally tally(query);
        if (!figures->each([&](const SessionFacts& facts) { tally.add(facts); })) return 1;
        last = tally.finish();
        times.push_back(msSince(asked));
    }
    if (last.sessions + last.untreated != now) { // some are cancelled before the infusion
        std::fprintf(stderr, "%lld sessions are kept, %lld were added up\n", static_cast<long long>(now),
                     static_cast<long long>(last.sessions + last.untreated));
        return 1;
    }
    print("clinic" + suffix, percentile(times, 0.5), "ms");
    times.clear();
    const auto patient = history.value()->sessions({}, 1)->front().patient.id;
    for (int i = 0; i < 5; ++i) {
        const auto asked = SteadyTime::now();
        if (!readCourse(*history.value(), *figures, patient, {})) return 1;
        times.push_back(msSince(asked));
    }
    print("course" + suffix, percentile(times, 0.5), "ms");
    times.clear();
    for (int i = 0; i < 5; ++i) {
        const auto asked = SteadyTime::now();
        if (!dueFollowUps(*history.value(), *figures, {})) return 1;
        times.push_back(msSince(asked));
    }
    print("follow_ups" + suffix, percentile(times, 0.5), "ms");
    return 0;
}
