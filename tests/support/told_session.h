// SPDX-License-Identifier: GPL-3.0-or-later
// A short treatment told minute by minute, for the figures that comparison, course and clinic show. Every
// number is chosen so that each figure has one right answer.
#pragma once

#include "core/live/session_view.h"

namespace chairside::testing {

class ToldSession {
public:
    explicit ToldSession(std::uint64_t seed = 1, std::int64_t openedUtcMs = 1'795'255'200'000)
        : ids_(seed), openedUtcMs_(openedUtcMs), session_(ids_.next(openedUtcMs)) {}

    Event event(double minute, EventBody body, Actor actor = {"n", "Nina Nurse", Role::nurse}) {
        Event e;
        e.id = ids_.next(openedUtcMs_);
        e.session = session_;
        e.seq = ++seq_;
        const Millis later{static_cast<std::int64_t>(minute * 60'000)};
        e.at = shifted({MonoTime{}, {openedUtcMs_, 60}}, later);
        e.effective = e.at.mono;
        e.actor = std::move(actor);
        e.body = std::move(body);
        return e;
    }
    void add(double minute, EventBody body) { events_.push_back(event(minute, std::move(body))); }
    void pressure(double minute, double systolic, double diastolic) {
        VitalsEntered v;
        v.values[index(Channel::nibpSystolic)] = systolic;
        v.values[index(Channel::nibpDiastolic)] = diastolic;
        add(minute, v);
    }
    void score(double minute, const char* instrument, double total, const char* answer = "1") {
        add(minute, ScoreEntered{instrument, "1", {{"a", answer}}, total, ""});
    }
    void heart(double minute, double rate, double saturation) {
        Reading r;
        r.source = 1;
        r.at = shifted({MonoTime{}, {openedUtcMs_, 60}}, Millis{static_cast<std::int64_t>(minute * 60'000)});
        r[Channel::hr] = rate;
        r[Channel::spo2] = saturation;
        readings_.push_back(r);
    }
    void open(const Uuid& patient = {}) {
        SessionOpened opened;
        opened.patient.id = patient.isNull() ? ids_.next(1) : patient;
        opened.patient.familyName = "Rivera";
        opened.patient.givenName = "Ana";
        opened.patient.birthDate = "1986-03-14";
        opened.patient.mrn = "004711";
        opened.protocolId = "told";
        opened.protocolTitle = "Told protocol";
        opened.protocolVersion = 2;
        opened.softwareVersion = "0.1.0";
        opened.numberInCourse = 3;
        add(0, opened);
    }
    void order(double mg = 35, double kg = 70) {
        DoseOrdered ordered;
        ordered.order.weightKg = ordered.order.dosingWeightKg = kg;
        ordered.order.mgPerKg = mg / kg;
        ordered.order.doseMg = mg;
        ordered.order.totalMl = 100;
        ordered.order.concentrationMgPerMl = mg / 100;
        ordered.order.durationMin = 40;
        ordered.order.rateMlPerH = 150;
        add(5, ordered);
    }
    static Protocol protocol() {
        Protocol p;
        p.id = "told";
        p.title = "Told protocol";
        LimitRule rule;
        rule.id = "nibp_sys.action_hi";
        rule.param = "nibp_sys";
        rule.level = LimitLevel::action;
        rule.value = 180;
        p.limits.push_back(rule);
        CheckRule check;
        check.id = "nibp";
        check.title = "Blood pressure";
        check.captures = {"nibp"};
        check.at = {10min, 30min};
        check.mandatory = true;
        p.checks.push_back(check);
        return p;
    }
    SessionView view() const {
        SessionView view(protocol());
        for (const auto& e : events_) view.apply(e);
        for (const auto& r : readings_) view.apply(r);
        return view;
    }
    const std::vector<Event>& events() const { return events_; }
    const std::vector<Reading>& readings() const { return readings_; }

private:
    SeededUuids ids_;
    std::int64_t openedUtcMs_;
    Uuid session_;
    std::int64_t seq_ = 0;
    std::vector<Event> events_;
    std::vector<Reading> readings_;
};

/// Infusion from minute 10 to 50; peak 168/101 at minute 40, SpO2 93 at 30, dissociation 12 at 30, over
/// at 55.
inline ToldSession standardTold(std::uint64_t seed = 1) {
    ToldSession t(seed);
    t.open();
    t.order();
    t.score(6, "phq9", 18);
    t.pressure(7, 128, 80);
    t.heart(8, 70, 98);
    t.add(10, InfusionStarted{150, "L", "2027-01"});
    t.pressure(19, 140, 88);
    t.score(20, "dissociation_check", 6);
    t.heart(25, 91, 96);
    t.add(26, SideEffectBegan{"nausea", 1, "possible", ""});
    t.add(27, MedicationGiven{"ondansetron", "mg", "IV", "nausea", "antiemetic", 4, ""});
    t.heart(30, 88, 93);
    t.score(30, "dissociation_check", 12, "3");
    t.pressure(40, 168, 101);
    t.add(50, InfusionStopped{true, "", ""});
    t.pressure(51, 150, 90);
    t.score(55, "dissociation_check", 2);
    t.pressure(100, 126, 80);
    t.add(110, DischargeReady{""});
    t.add(112, Discharged{"sister", ""});
    return t;
}

} // namespace chairside::testing
