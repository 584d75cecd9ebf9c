// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/clinic_figures.h"

#include "core/interop/clinic_csv.h"
#include "support/catch.h"

#include <algorithm>

using namespace chairside;

namespace {

constexpr std::int64_t kFigureDayMs = 86'400'000, kFigureFirst = 1'795'255'200'000; // 2026-11-21, a Saturday
constexpr std::int32_t kFirstDay = static_cast<std::int32_t>(kFigureFirst / kFigureDayMs);

SessionFacts session(int day, std::uint64_t patient = 1) {
    static std::uint64_t seed = 0;
    SessionFacts f;
    f.session = SeededUuids(++seed + 100).next(kFigureFirst);
    f.patient = SeededUuids(patient).next(kFigureFirst);
    f.opened = {kFigureFirst + day * kFigureDayMs, 0};
    f.flags = fact::kTreated;
    f.protocolTitle = "Ketamine";
    f.start = monoFromMs(600'000);
    f.end = monoFromMs(3'000'000);
    return f;
}

ClinicFigures figuresOf(const std::vector<SessionFacts>& all, ClinicQuery query = {}) {
    ClinicTally tally(std::move(query));
    for (const auto& facts : all) tally.add(facts);
    return tally.finish();
}

} // namespace

TEST_CASE("rates of the clinic rest on the sessions in which the thing could be known", "[live][H-12]") {
    auto measured = session(0), crossed = session(1), unmeasured = session(2), aborted = session(3);
    measured.systolic.peak = crossed.systolic.peak = Moment{150, {}};
    crossed.flags |= fact::kActionPressure;
    aborted.flags |= fact::kAborted;
    aborted.abortReason = "blood pressure";
    measured.checksDone = 8, measured.checksLate = 1, measured.checksMissed = 1;
    measured.longestPressureGap = Millis{11min};
    measured.flags |= fact::kPressureGap;
    const auto f = figuresOf({measured, crossed, unmeasured, aborted});
    CHECK(f.sessions == 4);
    const auto* action = f.find(figure::kActionPressure);
    CHECK(action->n == 2); // two sessions had a pressure at all
    CHECK(action->value == 50.0);
    CHECK(action->sessions == std::vector<Uuid>{crossed.session});
    // Whose protocol can't be read has no limits to compare with: not known is not a no.
    measured.flags |= fact::kNoLimits;
    CHECK(figuresOf({measured, crossed}).find(figure::kActionPressure)->n == 1);
    CHECK(f.find(figure::kCompleted)->value == 75.0);
    CHECK(f.find(figure::kCompleted)->n == 4);
    CHECK(f.find(figure::kAbortReason, "blood pressure")->counted == 1);
    CHECK(f.find(figure::kOnTime)->value == 80.0);
    CHECK(f.find(figure::kOnTime)->n == 10);
    CHECK(f.find(figure::kOnTime)->of == "checks");
    CHECK(f.find(figure::kOnTime)->sessions == std::vector<Uuid>{measured.session});
    CHECK(f.find(figure::kPressureGap)->n == 1);
    CHECK(f.find(figure::kSevereDissociation)->n == 0);
    CHECK_FALSE(f.find(figure::kSevereDissociation)->value);
}

TEST_CASE("made-up sessions never mix with real ones, and untreated ones are counted apart", "[live]") {
    auto demo = session(0), untreated = session(0), cancelled = session(0);
    demo.flags |= fact::kMadeUp;
    untreated.flags = 0;
    cancelled.flags |= fact::kCancelled;
    const std::vector<SessionFacts> all{session(0), demo, untreated, cancelled};
    auto f = figuresOf(all);
    CHECK(f.sessions == 1);
    CHECK(f.untreated == 2);
    CHECK(f.otherKind == 1);
    ClinicQuery query;
    query.madeUp = true;
    f = figuresOf(all, query);
    CHECK(f.sessions == 1);
    CHECK(f.find(figure::kTreated)->sessions == std::vector<Uuid>{demo.session});
}

TEST_CASE("side effects count once a session, by their worst severity", "[live]") {
    auto one = session(0), two = session(1);
    one.effects = {{"nausea", 1, {}, {}}, {"nausea", 3, {}, {}}, {"dizziness", 1, {}, {}}};
    two.effects = {{"nausea", 2, {}, {}}};
    const auto f = figuresOf({one, two, session(2), session(3)});
    CHECK(f.find(figure::kEffect, "nausea")->value == 50.0);
    CHECK(f.find(figure::kEffect, "nausea")->n == 4);
    CHECK(f.find(figure::kSevereEffect, "nausea")->value == 25.0);
    CHECK(f.find(figure::kEffect, "dizziness")->counted == 1);
    CHECK(f.find(figure::kSevereEffect, "dizziness") == nullptr);
}

TEST_CASE("response is counted by patient: the last score against the one before the series",
          "[live][H-15]") {
    const auto scored = [](int day, std::uint64_t patient, double total) {
        auto f = session(day, patient);
        f.scores.push_back({"phq9", total, monoFromMs(300'000), true});
        return f;
    };
    const std::vector<SessionFacts> all{scored(0, 1, 22), scored(7, 1, 11), // response
                                        scored(0, 2, 22), scored(7, 2, 12), // not
                                        scored(0, 3, 20), scored(7, 3, 4),  // response and remission
                                        scored(0, 4, 20), // one score only: in no denominator
                                        session(0, 5)};
    auto f = figuresOf(all);
    const auto* response = f.find(figure::kResponse, "phq9");
    REQUIRE(response);
    CHECK(response->n == 3);
    CHECK(response->of == "patients");
    CHECK(response->counted == 2);
    CHECK(f.find(figure::kRemission, "phq9")->counted == 1);
    CHECK(std::ranges::find(response->sessions, all[1].session) != response->sessions.end());
    // The period asks for the last score; the baseline may lie before it.
    ClinicQuery query;
    query.fromDay = kFirstDay + 5;
    CHECK(figuresOf(all, query).find(figure::kResponse, "phq9")->n == 3);
    query.fromDay = kFirstDay + 8;
    CHECK(figuresOf(all, query).find(figure::kResponse, "phq9") == nullptr);
}

TEST_CASE("times until the way home are medians with quartiles, the longest first behind them", "[live]") {
    std::vector<SessionFacts> all;
    for (int i = 0; i < 5; ++i) {
        all.push_back(session(i));
        all.back().readyAt = *all.back().start + Minutes{80 + 10 * i};
    }
    const auto f = figuresOf(all);
    const auto* ready = f.find(figure::kReady);
    CHECK(ready->value == 100.0);
    CHECK(ready->lowerQuartile == 90.0);
    CHECK(ready->upperQuartile == 110.0);
    CHECK(ready->n == 5);
    CHECK(ready->sessions.front() == all.back().session);
    CHECK(f.find(figure::kLeft)->n == 0);
}

TEST_CASE("weeks begin on Monday, and a week without a session counts", "[live]") {
    const auto f = figuresOf({session(0), session(2), session(16)}); // Sat 21, Mon 23 Nov, Mon 7 Dec
    REQUIRE(f.weeks.size() == 4);
    CHECK(f.weeks[0].sessions == 1);
    CHECK(f.weeks[1].sessions == 1);
    CHECK(f.weeks[2].sessions == 0);
    CHECK(f.weeks[3].sessions == 1);
    CHECK(f.find(figure::kPerWeek)->value == 0.75);
    CHECK(f.find(figure::kPerWeek)->of == "weeks");
}

TEST_CASE("mean rise has its own number of sessions at each time", "[live]") {
    auto one = session(0), two = session(1);
    one.rise = {{2, 10, 4}, {7, 20, 8}};
    two.rise = {{7, 30, 10}};
    const auto f = figuresOf({one, two, session(2)});
    REQUIRE(f.rise.size() == 2);
    CHECK(f.rise[0].n == 1);
    CHECK(f.rise[1].n == 2);
    CHECK(f.rise[1].systolic == 25.0);
    CHECK(f.riseSessions.size() == 2);
}

TEST_CASE("an empty clinic has figures without values, never zeros", "[live][H-12]") {
    const auto f = figuresOf({});
    CHECK(f.sessions == 0);
    CHECK_FALSE(f.find(figure::kCompleted)->value);
    CHECK_FALSE(f.find(figure::kReady)->value);
    CHECK(f.weeks.empty());
}

TEST_CASE("the clinic's table is RFC 4180, guarded against formulas, one row for each figure", "[live]") {
    auto aborted = session(0);
    aborted.flags |= fact::kAborted;
    aborted.abortReason = "=HYPERLINK(\"x\"), see note";
    aborted.rise = {{2, 10, 4}};
    const auto f = figuresOf({aborted});
    const auto csv = clinicCsv(f);
    CHECK(csv.rfind("figure,about,value,unit,counted,n,n_of,", 0) == 0);
    CHECK(csv.find("abort_reason,\"'=HYPERLINK(\"\"x\"\"), see note\",100,%,1,1,sessions") !=
          std::string::npos);
    CHECK(csv.find("mean_systolic_rise,2,10,mmHg,,1,sessions,,,2026-11-21") != std::string::npos);
    const auto lines = std::ranges::count(csv, '\n');
    CHECK(lines == static_cast<std::ptrdiff_t>(1 + f.figures.size() + 2 * f.rise.size() + f.weeks.size()));
    CHECK(csv.find(f.figures[0].sessions[0].toString()) == std::string::npos); // names no session
}
