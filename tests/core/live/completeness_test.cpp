// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/completeness.h"
#include "support/catch.h"
#include "support/event_maker.h"

using namespace chairside;

namespace {

SourceInfo monitor(SourceId id = 1, const char* name = "Monitor") {
    SourceInfo source;
    source.id = id;
    source.name = name;
    source.period[index(Channel::spo2)] = 1s;
    source.period[index(Channel::nibpSystolic)] = 5min;
    source.period[index(Channel::nibpDiastolic)] = 5min;
    return source;
}

Reading saturation(Millis at, double value, SourceId source = 1) {
    Reading reading;
    reading.source = source;
    reading.at.mono = MonoTime{at};
    reading[Channel::spo2] = value;
    validate(reading);
    return reading;
}

Reading cuff(Millis at, double systolic, double diastolic) {
    Reading reading;
    reading.source = 1;
    reading.at.mono = MonoTime{at};
    reading[Channel::nibpSystolic] = systolic;
    reading[Channel::nibpDiastolic] = diastolic;
    validate(reading);
    return reading;
}

Protocol withPressureChecks() {
    Protocol protocol;
    CheckRule rule;
    rule.id = "nibp";
    rule.title = "Blood pressure";
    rule.captures = {"nibp"};
    rule.every = 10min;
    protocol.checks = {rule};
    return protocol;
}

/// A session with one monitor whose treatment starts at 10 min.
struct Watched {
    explicit Watched(Protocol protocol = {}) : view(std::move(protocol)) {
        view.apply(make.at(0ms, SessionOpened{}));
        view.apply(make.at(0ms, SourceAttached{monitor()}));
        view.apply(make.at(10min, InfusionStarted{150, "L1", "2027-01"}));
    }
    void saturate(Millis from, Millis to, SourceId source = 1) {
        for (Millis t = from; t < to; t += 1s) view.apply(saturation(t, 97, source));
    }
    ChannelCompleteness channel(Channel c, Millis until) const {
        const auto all = completenessOf(view, MonoTime{until});
        for (const auto& one : all.channels)
            if (one.channel == c) return one;
        FAIL("the channel is not listed");
        return {};
    }
    EventMaker make;
    SessionView view;
};

} // namespace

TEST_CASE("Valid time, share and the longest gap of a channel count from the start of treatment", "[live]") {
    Watched s;
    s.saturate(5min, 20min);
    s.saturate(22min, 30min);
    const auto spo2 = s.channel(Channel::spo2, 30min);
    CHECK(spo2.expected == 20min);
    CHECK(spo2.valid == 18min);
    CHECK(spo2.share() == Approx(0.9));
    CHECK(spo2.longestGap == 2min);
    CHECK(spo2.longestGapFrom == MonoTime{20min});
    CHECK(spo2.values == 18 * 60);
}

TEST_CASE("Implausible values, a sensor that was off and marked artefacts cover no time", "[live]") {
    Watched s;
    s.saturate(10min, 12min);
    for (Millis t = 12min; t < 13min; t += 1s) s.view.apply(saturation(t, 20));
    for (Millis t = 13min; t < 14min; t += 1s) {
        auto off = saturation(t, 88);
        off.flags |= flag::kSensorOff;
        s.view.apply(off);
    }
    s.saturate(14min, 20min);
    s.view.apply(
        s.make.at(20min, ArtefactMarked{{Channel::spo2}, MonoTime{15min}, MonoTime{16min}, "moved"}));
    const auto spo2 = s.channel(Channel::spo2, 20min);
    CHECK(spo2.doubted == 60 + 60 + 61);
    CHECK(spo2.valid == 7min - 1s);
    CHECK(spo2.longestGap == 2min);
}

TEST_CASE("Two probes cover the time together, not twice", "[live]") {
    Watched s;
    s.view.apply(s.make.at(10min, SourceAttached{monitor(2, "Second")}));
    s.saturate(10min, 16min);
    s.saturate(14min, 20min, 2);
    const auto spo2 = s.channel(Channel::spo2, 20min);
    CHECK(spo2.valid == 10min);
    CHECK(spo2.longestGap == 0ms);
}

TEST_CASE("A channel that was promised and never came is listed with nothing", "[live]") {
    Watched s;
    const auto spo2 = s.channel(Channel::spo2, 30min);
    CHECK(spo2.share() == 0);
    CHECK(spo2.longestGap == 20min);
    CHECK(completenessRows(completenessOf(s.view, MonoTime{30min}), {})[0].detail == "no valid value");
}

TEST_CASE("A cuff pressure covers its interval and a minute of grace; a failed pair covers nothing",
          "[live]") {
    Watched s;
    s.view.apply(cuff(10min, 120, 70));
    s.view.apply(cuff(15min, 80, 90));
    s.view.apply(cuff(20min, 121, 70));
    const auto nibp = s.channel(Channel::nibpSystolic, 26min);
    CHECK(nibp.label == "NIBP");
    CHECK(nibp.values == 2);
    CHECK(nibp.doubted == 1);
    CHECK(nibp.longestGap == 4min);
    CHECK(nibp.valid == 12min);
}

TEST_CASE("Typed pressures count for as long as they may be shown, and not when withdrawn", "[live]") {
    Watched s;
    VitalsEntered typed;
    typed.values[index(Channel::nibpSystolic)] = 130;
    typed.values[index(Channel::nibpDiastolic)] = 80;
    const auto first = s.make.at(10min, typed);
    s.view.apply(first);
    CHECK(s.channel(Channel::nibpSystolic, 40min).valid == 15min);
    s.view.apply(s.make.correcting(first, 11min, 11min, EntryWithdrawn{"wrong patient"}));
    CHECK(s.channel(Channel::nibpSystolic, 40min).valid == 0ms);
}

TEST_CASE("Checks are counted on time, late, missed and explained", "[live]") {
    Watched s(withPressureChecks());
    s.view.apply(cuff(20min + 30s, 120, 70)); // on time
    s.view.apply(cuff(33min + 30s, 120, 70)); // late for 30
    s.view.apply(s.make.at(52min, CheckMissed{"nibp", MonoTime{40min}, "patient asleep"}));
    const auto all = completenessOf(s.view, MonoTime{61min});
    REQUIRE(all.checks.size() == 1);
    CHECK(all.onTime() == 1);
    CHECK(all.late() == 1);
    CHECK(all.missed() == 2);
    CHECK(all.checks[0].explained == 1);
    CHECK(all.checks[0].open == 1);
    const auto rows = completenessRows(all, {});
    CHECK(rows.back().figure == "1 of 5 on time");
    CHECK(rows.back().detail == "1 late, 2 missed, 1 still open, 2 without a reason");
    CHECK(rows.back().poor);
}

TEST_CASE("An alarm counts once with its escalation, and its time to acknowledge from the first raise",
          "[live]") {
    Watched s;
    s.view.apply(s.make.at(11min, AlarmRaised{"spo2.lo", AlarmPriority::low, "SpO₂ 93 < 94"}));
    s.view.apply(s.make.at(12min, AlarmRaised{"spo2.lo", AlarmPriority::high, "SpO₂ 79 < 80"}));
    s.view.apply(s.make.at(13min, AlarmCleared{"spo2.lo"}));
    s.view.apply(s.make.at(14min, AlarmAcknowledged{"spo2.lo"})); // latched
    s.view.apply(s.make.at(15min, AlarmRaised{"spo2.lo", AlarmPriority::low, "SpO₂ 93 < 94"}));
    const auto all = completenessOf(s.view, MonoTime{20min});
    REQUIRE(all.alarms.size() == 2);
    CHECK(all.alarms[0].priority == AlarmPriority::high);
    CHECK(all.alarms[0].text == "SpO₂ 79 < 80");
    CHECK(all.alarms[0].timeToAcknowledge() == Millis{3min});
    CHECK(all.alarms[0].acknowledgedBy == "J. Okafor RN");
    CHECK_FALSE(all.alarms[1].acknowledged);
    CHECK_FALSE(all.alarms[1].cleared);
    CHECK(all.acknowledged() == 1);
    CHECK(all.medianTimeToAcknowledge() == Millis{3min});
    const auto rows = completenessRows(all, {});
    CHECK(rows[rows.size() - 2].detail == "acknowledged after 3:00");
    CHECK(rows.back().detail == "not acknowledged");
}

TEST_CASE("The watch ends with discharge, and time without the program is named", "[live]") {
    Watched s;
    s.saturate(10min, 20min);
    s.view.apply(s.make.at(23min, SessionResumed{Millis{3min}, "boot", 0, "the program ended unexpectedly"}));
    s.saturate(23min, 40min);
    s.view.apply(s.make.at(40min, Discharged{"friend", ""}));
    const auto all = completenessOf(s.view, MonoTime{50min});
    CHECK(all.watched == TimeSpan{MonoTime{10min}, MonoTime{40min}});
    CHECK(all.notRunning == 3min);
    CHECK(all.channels[0].longestGap == 3min);
}
