// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/earlier_course.h"
#include "support/catch.h"
#include "support/chart_scene.h"

using namespace chairside;

namespace {

RecordModel session(double offset) {
    RecordModel model;
    scene::Events events;
    model.append(events.make(-10, SourceAttached{scene::monitor()}));
    model.append(events.make(0, InfusionStarted{150, "L1", "2027-01"}));
    for (int m = 0; m <= 40; m += 5) model.append(scene::cuff(m, 120 + offset, 80));
    for (int s = -300; s <= 2400; ++s) {
        Reading r;
        r.source = 1;
        r.at.mono = scene::kStart + Millis{s * 1000};
        r[Channel::hr] = 70 + offset;
        model.append(r);
    }
    return model;
}

} // namespace

TEST_CASE("of an earlier session the chart keeps its pressures and a value a minute, aligned at the start",
          "[chart]") {
    auto model = session(0);
    scene::Events events;
    const auto course = earlierCourse(model);
    CHECK(course.channels[0].values.size() == 9);
    CHECK(course.channels[0].values.front().sinceStart == Millis{0});
    REQUIRE(course.channels[1].values.size() == 46); // five minutes before to forty after
    CHECK(course.channels[1].values.front().sinceStart == Minutes{-5});
    CHECK(course.channels[2].values.empty());
    RecordModel untreated;
    untreated.append(scene::cuff(1, 120, 80));
    CHECK(earlierCourse(untreated).empty());
}

TEST_CASE("the bands hold the middle 80 percent of six sessions, and doubtful values stay out of them",
          "[chart][H-12]") {
    std::vector<EarlierCourse> courses;
    for (int s = 0; s < 6; ++s) {
        auto model = session(4.0 * s);
        model.append(scene::cuff(22, 90, 110)); // impossible
        courses.push_back(earlierCourse(model));
    }
    const auto bands = historyBands(courses);
    REQUIRE(bands.size() == 2); // nobody measured a saturation
    CHECK(bands[0].channel == Channel::nibpSystolic);
    CHECK(bands[0].sessions == 6);
    for (const auto& point : bands[0].points) {
        CHECK(point.low == Approx(122));
        CHECK(point.high == Approx(138));
    }
    CHECK(bands[1].channel == Channel::hr);
    CHECK(historyBands({courses[0]}).empty()); // one session is no band
    CHECK(historyBands({}).empty());
}
