// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/effect_course.h"

#include "core/domain/side_effect.h"
#include "support/catch.h"
#include "support/event_maker.h"

using namespace chairside;

TEST_CASE("a side effect is told from onset to end, with the worst, the cause and what was done",
          "[domain]") {
    EventMaker make;
    const Event began = make.at(10min, SideEffectBegan{"nausea", 1, "", ""});
    const std::vector<Event> events{
        began,
        make.at(11min, SideEffectBegan{"dizziness", 2, "possible", "watched"}),
        make.at(12min, SideEffectChanged{began.id, 3, "medicine given"}),
        make.at(13min, ItemConfirmed{judgementList(began.id), std::string(kRelatednessItem), "unlikely"}),
        make.at(14min, ItemConfirmed{judgementList(began.id), std::string(kRelatednessItem), "probable"}),
        make.at(15min, SideEffectChanged{began.id, 1, "watched"}),
        make.at(16min, SideEffectChanged{began.id, 1, "watched"}),
        make.at(20min, SideEffectEnded{began.id})};
    const auto courses = effectCourses(events);
    REQUIRE(courses.size() == 2);
    const auto& nausea = courses[0];
    CHECK(nausea.onset == began.id);
    CHECK(nausea.effect == "nausea");
    CHECK(nausea.worst == 3);
    CHECK(nausea.since == MonoTime{10min});
    CHECK(nausea.until == MonoTime{20min});
    CHECK(nausea.relatedness == "probable");
    CHECK(nausea.actions == std::vector<std::string>{"medicine given", "watched"});
    CHECK(nausea.chartedBy == began.actor.name);
    CHECK(courses[1].relatedness == "possible");
    CHECK(courses[1].actions == std::vector<std::string>{"watched"});
    CHECK_FALSE(courses[1].until);
}

TEST_CASE("a corrected side effect keeps its judgement and end, a withdrawn one is not told",
          "[domain][H-10]") {
    EventMaker make;
    const Event began = make.at(10min, SideEffectBegan{"nausea", 2, "", ""});
    const Event judged =
        make.at(11min, ItemConfirmed{judgementList(began.id), std::string(kRelatednessItem), "probable"});
    const Event ended = make.at(12min, SideEffectEnded{began.id});
    const Event corrected = make.correcting(began, 13min, 9min, SideEffectBegan{"dizziness", 1, "", ""});
    auto courses = effectCourses({began, judged, ended, corrected});
    REQUIRE(courses.size() == 1);
    CHECK(courses[0].onset == corrected.id);
    CHECK(courses[0].effect == "dizziness");
    CHECK(courses[0].worst == 1);
    CHECK(courses[0].since == MonoTime{9min});
    CHECK(courses[0].until == MonoTime{12min});
    CHECK(courses[0].relatedness == "probable");
    const Event after = make.at(14min, SideEffectChanged{corrected.id, 3, "paused"});
    courses = effectCourses({began, judged, ended, corrected, after});
    CHECK(courses[0].worst == 3);
    const Event withdrawn = make.correcting(corrected, 15min, 15min, EntryWithdrawn{"wrong patient"});
    CHECK(effectCourses({began, judged, ended, corrected, after, withdrawn}).empty());
    // Not the effect but its end or another entry withdrawn: the effect stays.
    CHECK(
        effectCourses({began, make.correcting(ended, 16min, 16min, EntryWithdrawn{"typed twice"})}).size() ==
        1);
}
