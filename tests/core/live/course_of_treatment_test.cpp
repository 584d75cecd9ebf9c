// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/course_of_treatment.h"

#include "support/catch.h"

using namespace chairside;

namespace {

constexpr std::int64_t kCourseDay = 86'400'000, kCourseFirst = 1'795'255'200'000; // 2026-11-21

/// A treated visit on day `day` of the course.
SessionFacts visit(int day, double mg, double rise, double phq9, int number = 0) {
    SessionFacts f;
    SeededUuids ids(static_cast<std::uint64_t>(day) + 1);
    f.session = ids.next(kCourseFirst);
    f.opened = {kCourseFirst + day * kCourseDay, 0};
    f.flags = fact::kTreated;
    f.number = number;
    f.start = monoFromMs(600'000);
    f.givenMg = f.orderedMg = mg;
    f.mgPerKg = mg / 70;
    f.systolic.baseline = Moment{120, monoFromMs(0)};
    f.systolic.peak = Moment{120 + rise, monoFromMs(1'200'000)};
    f.scores.push_back({"phq9", phq9, monoFromMs(300'000), true});
    return f;
}

CourseSession story(const SessionFacts& facts) {
    CourseSession s;
    s.session = facts.session;
    s.opened = facts.opened;
    s.treated = true;
    s.course = CourseAssigned{"depression", "induction", facts.number};
    return s;
}

const WallTime kToday{kCourseFirst + 30 * kCourseDay, 0};

} // namespace

TEST_CASE("a course reads its scores against the one before the first treatment of the series",
          "[live][H-15]") {
    std::vector<SessionFacts> all{visit(7, 35, 24, 12, 2), visit(0, 35, 18, 22, 1), visit(10, 40, 30, 4, 3)};
    std::vector<CourseSession> stories;
    for (const auto& facts : all) stories.push_back(story(facts));
    const auto course = courseOfTreatment(all, stories, kToday);
    REQUIRE(course.visits.size() == 3);
    CHECK(course.visits[0].facts.systolic.rise() == 18.0);
    CHECK_FALSE(course.visits[0].daysSince);
    CHECK(course.visits[1].daysSince == 7);
    CHECK(course.visits[2].daysSince == 3);
    const auto* phq9 = course.scale("phq9");
    REQUIRE(phq9);
    CHECK(phq9->baseline == 22.0);
    CHECK_FALSE(phq9->outcomes[0]); // the baseline is no outcome
    REQUIRE(phq9->outcomes[1]);
    CHECK(phq9->outcomes[1]->response == Response::partial);
    CHECK(phq9->outcomes[1]->percentChange.value() == Approx(45.4545));
    CHECK(phq9->outcomes[2]->response == Response::response);
    CHECK(phq9->outcomes[2]->remission == true);
    CHECK(course.next.number == 4);
    CHECK(course.newest == all[2].session);
}

TEST_CASE("a series that began again takes its own baseline", "[live]") {
    std::vector<SessionFacts> all{visit(0, 35, 18, 22, 1), visit(7, 35, 18, 8, 2), visit(90, 35, 18, 16, 1),
                                  visit(97, 35, 18, 8, 2)};
    const auto course = courseOfTreatment(all, {}, kToday);
    CHECK(course.seriesFrom == 2);
    CHECK(course.scale("phq9")->baseline == 16.0);
    CHECK(course.scale("phq9")->outcomes[3]->response == Response::response);
    CHECK_FALSE(course.scale("phq9")->outcomes[1]);
}

TEST_CASE("new thoughts of death are a deterioration whatever the total says", "[live][H-15]") {
    std::vector<SessionFacts> all{visit(0, 35, 18, 22, 1), visit(7, 35, 18, 10, 2)};
    all[1].scores[0].suicidality = true;
    CHECK(courseOfTreatment(all, {}, kToday).scale("phq9")->outcomes[1]->deterioration == true);
    all[0].scores[0].suicidality = true; // they are not new then
    CHECK(courseOfTreatment(all, {}, kToday).scale("phq9")->outcomes[1]->deterioration == false);
}

TEST_CASE("what changed since the last visit names figures, new effects and those that are gone", "[live]") {
    std::vector<SessionFacts> all{visit(0, 35, 18, 22, 1), visit(7, 40, 30, 12, 2)};
    all[0].effects = {{"dizziness", 1, {}, {}}, {"nausea", 1, {}, {}}};
    all[1].effects = {{"nausea", 2, {}, {}}, {"headache", 1, {}, {}}};
    all[0].dissociationScale = "cadss_23", all[0].dissociation = Moment{20, {}};
    all[1].dissociationScale = "dissociation_check", all[1].dissociation = Moment{9, {}};
    const auto changes = lastChanges(courseOfTreatment(all, {}, kToday));
    REQUIRE(changes);
    CHECK(changes->doseMg.before == 35.0);
    CHECK(changes->doseMg.now == 40.0);
    CHECK(changes->systolicRise.now == 30.0);
    CHECK(changes->dissociation.now == 9.0);
    CHECK_FALSE(changes->dissociation.before); // another scale: not comparable
    CHECK(changes->appeared == std::vector<std::string>{"headache"});
    CHECK(changes->gone == std::vector<std::string>{"dizziness"});
    CHECK(changes->worse == std::vector<std::string>{"nausea"});
    CHECK(changes->days == 7);
    CHECK(changes->score.before == 22.0);
}

TEST_CASE("untreated and cancelled sessions are no visits, and one visit has no change", "[live]") {
    auto untreated = visit(3, 0, 0, 20, 2);
    untreated.flags = 0;
    auto cancelled = visit(4, 35, 18, 20, 2);
    cancelled.flags |= fact::kCancelled;
    const auto course = courseOfTreatment({visit(0, 35, 18, 22, 1), untreated, cancelled}, {}, kToday);
    CHECK(course.visits.size() == 1);
    CHECK_FALSE(lastChanges(course));
    CHECK(course.newest == untreated.session);
    CHECK(courseOfTreatment({}, {}, kToday).visits.empty());
}
