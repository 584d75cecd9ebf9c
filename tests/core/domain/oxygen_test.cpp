// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/oxygen.h"

#include "core/domain/event_words.h"
#include "core/live/session_view.h"
#include "support/catch.h"
#include "support/event_maker.h"

using namespace chairside;

namespace {

VitalsEntered oxygen(double flowLPerMin, const char* device = "nasal cannula") {
    VitalsEntered entry;
    entry.values[index(Channel::o2Flow)] = flowLPerMin;
    if (flowLPerMin > 0) entry.site = device;
    return entry;
}

Reading sent(Millis at, double flowLPerMin) {
    Reading reading;
    reading.source = 1;
    reading.at.mono = MonoTime{at};
    reading[Channel::o2Flow] = flowLPerMin;
    return reading;
}

Event correction(Event event, const Event& of) {
    event.corrects = of.id;
    event.effective = of.effective;
    return event;
}

} // namespace

TEST_CASE("oxygen runs from the entry that began it until the one that ends it", "[domain][oxygen]") {
    EventMaker make;
    OxygenCourse course;
    CHECK_FALSE(course.facts().running);
    CHECK_FALSE(course.facts().endedAt);
    course.apply(make.at(10min, oxygen(2)));
    course.apply(make.at(14min, oxygen(6, "simple mask")));
    REQUIRE(course.facts().running);
    CHECK(course.facts().running->flowLPerMin == 6);
    CHECK(course.facts().running->device == "simple mask");
    CHECK(course.facts().since == MonoTime{10min});
    course.apply(make.at(20min, oxygen(0)));
    CHECK_FALSE(course.facts().running);
    CHECK(course.facts().endedAt == MonoTime{20min});
    CHECK(course.flows().size() == 3);
    course.apply(make.at(30min, oxygen(2)));
    CHECK(course.facts().since == MonoTime{30min});
    CHECK_FALSE(course.facts().endedAt);
}

TEST_CASE("a correction or withdrawal of oxygen changes what held", "[domain][oxygen]") {
    EventMaker make;
    OxygenCourse course;
    const auto begun = make.at(10min, oxygen(2));
    const auto ended = make.at(20min, oxygen(0));
    course.apply(begun);
    course.apply(ended);
    course.apply(correction(make.at(21min, EntryWithdrawn{"still on it"}), ended));
    REQUIRE(course.facts().running);
    const auto corrected = correction(make.at(22min, oxygen(4)), begun);
    course.apply(corrected);
    REQUIRE(course.facts().running);
    CHECK(course.facts().running->flowLPerMin == 4);
    CHECK(course.facts().since == MonoTime{10min});
    course.apply(correction(make.at(23min, EntryWithdrawn{"wrong patient"}), corrected));
    CHECK_FALSE(course.facts().running);
    CHECK_FALSE(course.facts().endedAt); // as if none had been given
}

TEST_CASE("oxygen charted as a medicine of the order set counts, other medicines do not",
          "[domain][oxygen]") {
    EventMaker make;
    OxygenCourse course;
    course.apply(make.at(5min, MedicationGiven{"ondansetron", "mg", "IV", "nausea", "antiemetic", 4, ""}));
    CHECK_FALSE(course.facts().running);
    course.apply(make.at(10min, MedicationGiven{"oxygen", "L/min", "nasal", "low", "oxygen", 3, ""}));
    REQUIRE(course.facts().running);
    CHECK(course.facts().running->device == "nasal");
    course.apply(make.at(15min, oxygen(0)));
    CHECK(course.facts().endedAt == MonoTime{15min});
}

TEST_CASE("a source's flow counts, and never ends what a person began", "[domain][oxygen]") {
    EventMaker make;
    OxygenCourse course;
    course.apply(sent(1min, 0));
    CHECK_FALSE(course.facts().endedAt);
    course.apply(sent(2min, 2));
    course.apply(sent(3min, 2));
    REQUIRE(course.facts().running);
    CHECK(course.facts().since == MonoTime{2min});
    course.apply(sent(4min, 0));
    CHECK(course.facts().endedAt == MonoTime{4min});
    course.apply(make.at(10min, oxygen(3)));
    course.apply(sent(11min, 0));
    REQUIRE(course.facts().running);
    CHECK(course.facts().running->device == "nasal cannula");
    course.apply(sent(12min, 3));
    course.apply(make.at(15min, oxygen(0))); // also of a source that then falls silent
    CHECK(course.facts().endedAt == MonoTime{15min});
    course.apply(sent(16min, 3)); // it measures a flow again
    CHECK(course.facts().running);
    Reading impossible = sent(17min, 900);
    validate(impossible);
    course.apply(impossible);
    CHECK(course.facts().running->flowLPerMin == 3);
}

TEST_CASE("oxygen reads in words and stands on the record among what was given", "[domain][oxygen]") {
    EventMaker make;
    CHECK(describe(make.at(1min, oxygen(2))) == "Oxygen 2 L/min, nasal cannula");
    CHECK(describe(make.at(1min, oxygen(0))) == "Oxygen ended, room air");
    SessionView view{Protocol{}};
    view.apply(make.at(0min, SessionOpened{}));
    view.apply(make.at(1min, oxygen(2)));
    view.apply(make.at(5min, oxygen(0)));
    REQUIRE(view.record().medications().size() == 2);
    CHECK(view.record().medications()[0].label == "O₂ 2 L/min");
    CHECK(view.record().medications()[0].detail == "nasal cannula");
    CHECK(view.record().medications()[1].label == "O₂ ended");
    CHECK(view.record().vitals().typed().empty());
    CHECK(view.vitals().oxygen.endedAt == MonoTime{5min});
}
