// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/rems_export.h"

#include "core/interop/csv_reader.h"
#include "support/catch.h"
#include "support/event_maker.h"

using namespace chairside;

namespace {

VitalsEntered pressureEntry(double systolic, double diastolic) {
    VitalsEntered v;
    v.values[index(Channel::nibpSystolic)] = systolic;
    v.values[index(Channel::nibpDiastolic)] = diastolic;
    return v;
}
ScoreEntered scored(const char* instrument, double total) {
    ScoreEntered s;
    s.instrument = instrument;
    s.answers = {{"1", "x"}};
    s.total = total;
    return s;
}

struct Made {
    std::vector<Event> events;
    std::vector<Reading> readings;
};

/// Two devices at 15 and 20 min, sedation from 30 to 75 min, ready to leave `readyAt` after check-in.
Made nasalSession(Millis readyAt) {
    EventMaker make;
    Made made;
    const auto add = [&](Millis at, EventBody body) { made.events.push_back(make.at(at, std::move(body))); };
    SessionOpened opened;
    opened.patient.familyName = "Rivera, \"Ana\"";
    opened.patient.birthDate = "1986-03-14";
    opened.numberInCourse = 3;
    add(0min, opened);
    add(1min, ItemConfirmed{"screen", "sedatives_today", "none"});
    add(1min, ItemConfirmed{"screen", "stimulants_today", "yes"});
    add(3min, pressureEntry(128, 82));
    DoseOrdered ordered;
    ordered.order.doseMg = 56;
    add(5min, ordered);
    add(15min, SprayGiven{1, 28, "L7"});
    add(20min, SprayGiven{2, 28, "L8"});
    add(30min, scored("moaas", 4));
    Reading reading;
    reading.source = 1;
    reading.at = shifted(made.events.front().at, 56min);
    reading[Channel::nibpSystolic] = 146, reading[Channel::nibpDiastolic] = 90;
    made.readings.push_back(reading);
    add(75min, scored("moaas", 5));
    add(100min, pressureEntry(126, 80));
    add(readyAt, DischargeReady{"examined"});
    return made;
}

std::string valueOf(const RemsForm& form, const std::string& key) {
    const auto* field = form.find(key);
    return field ? field->value : "(no field)";
}

} // namespace

TEST_CASE("the monitoring form is filled from the record and leaves the rest to a person",
          "[interop][H-12]") {
    const auto made = nasalSession(136min);
    const auto form = remsForm(made.events, made.readings);
    REQUIRE(form.applies);
    CHECK(valueOf(form, "session.dose_mg") == "56");
    CHECK(valueOf(form, "session.lots") == "L7, L8");
    CHECK(valueOf(form, "session.total_min") == "121");
    CHECK(valueOf(form, "session.two_hours") == "yes");
    CHECK(valueOf(form, "bp.before") == "128/82");
    CHECK(valueOf(form, "bp.40min") == "146/90");
    CHECK(valueOf(form, "bp.before_leaving") == "126/80");
    CHECK(valueOf(form, "sedation.occurred") == "yes");
    CHECK(valueOf(form, "sedation.onset_min") == "15");
    CHECK(valueOf(form, "sedation.resolved_min") == "60");
    CHECK(valueOf(form, "dissociation.occurred").empty()); // nobody scored it: not "no"
    CHECK(valueOf(form, "respiratory.occurred").empty());
    CHECK(valueOf(form, "meds.benzodiazepines") == "no");
    CHECK(valueOf(form, "meds.maois").empty()); // "yes" to the group does not say which
    CHECK(valueOf(form, "patient.first_treatment") == "no");
    const auto missing = form.missing();
    CHECK(std::count(missing.begin(), missing.end(), "Name of the healthcare setting") == 1);
}

TEST_CASE("less than two hours says no and asks when the patient would have been ready", "[interop]") {
    const auto made = nasalSession(134min);
    const auto form = remsForm(made.events, made.readings);
    CHECK(valueOf(form, "session.total_min") == "119");
    CHECK(valueOf(form, "session.two_hours") == "no");
    CHECK(valueOf(form, "session.would_be_ready_min").empty());
}

TEST_CASE("the form is due seven days after the session and says when it is late", "[interop][H-15]") {
    const auto made = nasalSession(136min);
    const auto form = remsForm(made.events, made.readings);
    CHECK(form.sessionDate == "2023-11-14");
    CHECK(form.dueDate == "2023-11-21");
    CHECK(remsDaysLeft(form, made.events.front().at.wall) == 7);
    auto late = made.events.front().at.wall;
    late.utcMs += 9LL * 86'400'000;
    CHECK(remsDaysLeft(form, late) == -2);
}

TEST_CASE("a session without devices has no form", "[interop]") {
    EventMaker make;
    const auto form = remsForm({make.at(0min, SessionOpened{})}, {});
    CHECK_FALSE(form.applies);
    CHECK_FALSE(remsDaysLeft(form, {}));
}

TEST_CASE("the form of a demonstration says first that it is none of a patient", "[interop][H-13]") {
    auto made = nasalSession(136min);
    CHECK_FALSE(remsForm(made.events, made.readings).find("form.origin"));
    std::get<SessionOpened>(made.events.front().body).demo = true;
    std::get<SessionOpened>(made.events.front().body).speed = 60;
    const auto form = remsForm(made.events, made.readings);
    REQUIRE(form.applies);
    CHECK(form.fields.front().key == "form.origin");
    CHECK(form.fields.front().value ==
          "a demonstration without a patient; ran 60 times as fast as real time");
    CHECK(remsJson(form).find("a demonstration without a patient") != std::string::npos);
    CHECK(remsCsv(form).find("a demonstration without a patient") != std::string::npos);
}

TEST_CASE("both files say that the form was prepared and not sent", "[interop][H-19]") {
    const auto made = nasalSession(136min);
    const auto form = remsForm(made.events, made.readings);
    CHECK(remsJson(form).find("\"status\": \"prepared, not sent\"") != std::string::npos);
    CHECK(remsJson(form).find("\"value\": null") != std::string::npos);
    const auto rows = parseCsv(remsCsv(form));
    REQUIRE(rows);
    REQUIRE(rows->size() == form.fields.size() + 3);
    CHECK(rows.value()[1][3] == "prepared, not sent");
    CHECK(rows.value()[3][3] == "Rivera, \"Ana\"");
}
