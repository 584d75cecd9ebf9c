// SPDX-License-Identifier: GPL-3.0-or-later
// What the strip and the tiles say of the alarms that hold: flash, pauses with their end, the crossed limit.
#include "support/catch.h"

#include "core/domain/alarm/alarm_signal.h"
#include "core/domain/alarm/alarm_text.h"
#include "ui/live/alarm_flash.h"
#include "ui/live/live_presenter.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

using namespace chairside;

namespace {

LimitRule low(const char* id, const char* param, LimitLevel level, double value) {
    LimitRule rule;
    rule.id = id;
    rule.param = param;
    rule.level = level;
    rule.high = false;
    rule.value = value;
    return rule;
}

Protocol lowLimits() {
    Protocol p;
    p.quietRoom = false;
    p.limits = {low("spo2.caution_lo", "spo2", LimitLevel::caution, 94),
                low("spo2.action_lo", "spo2", LimitLevel::action, 90),
                low("spo2.emergency_lo", "spo2", LimitLevel::emergency, 80),
                low("rr.action_lo", "rr", LimitLevel::action, 8),
                low("nibp_sys.caution_lo", "nibp_sys", LimitLevel::caution, 100),
                low("nibp_sys.caution_hi", "nibp_sys", LimitLevel::caution, 160),
                low("nibp_dia.caution_hi", "nibp_dia", LimitLevel::caution, 100),
                low("nibp_dia.action_hi", "nibp_dia", LimitLevel::action, 110)};
    for (auto& rule : p.limits) rule.high = rule.id.ends_with("_hi");
    return p;
}

/// A monitor, the folds and the engine, driven by seconds.
class Bed {
public:
    Bed() : view_(lowLimits()), alarms(lowLimits()) {
        source_.id = 1;
        source_.name = "Monitor";
        source_.period[index(Channel::spo2)] = source_.period[index(Channel::rr)] = 1s;
        for (const Channel c : {Channel::nibpSystolic, Channel::nibpDiastolic})
            source_.period[index(c)] = 5min;
        event(SourceAttached{source_});
    }
    void run(double spo2, double rr, int seconds = 1) {
        for (int i = 0; i < seconds; ++i) {
            now_ += 1s;
            Reading reading;
            reading.source = 1;
            reading.at = {now_, {1'795'255'200'000 + toMs(now_), 0}};
            reading[Channel::spo2] = spo2;
            reading[Channel::rr] = rr;
            validate(reading);
            view_.apply(reading);
            alarms.apply(reading, source_, now_);
            (void)alarms.tick(now_);
        }
    }
    void cuff(double systolic, double diastolic) {
        now_ += 1s;
        Reading reading;
        reading.source = 1;
        reading.at = {now_, {1'795'255'200'000 + toMs(now_), 0}};
        reading[Channel::nibpSystolic] = systolic;
        reading[Channel::nibpDiastolic] = diastolic;
        validate(reading);
        view_.apply(reading);
        alarms.apply(reading, source_, now_);
        (void)alarms.tick(now_);
    }
    void event(EventBody body) {
        Event e;
        e.id.bytes[15] = ++lastId_;
        e.seq = lastId_;
        e.at.mono = e.effective = now_;
        e.body = std::move(body);
        alarms.apply(e);
        view_.apply(e);
    }
    LiveFacts facts(bool lit = true) const {
        return {view_, alarms, {now_, {1'795'255'200'000 + toMs(now_), 0}}, lit, lit, {}, {}};
    }

private:
    SessionView view_;
    SourceInfo source_;
    MonoTime now_;
    std::uint8_t lastId_ = 0;

public:
    AlarmEngine alarms;
};

} // namespace

TEST_CASE("the end of a pause counts down, also while another alarm sounds", "[ui][live][H-04]") {
    Bed bed;
    bed.run(97, 14, 3);
    bed.run(88, 14);
    CHECK(presentAlarms(bed.facts()).pauseOffer == QStringLiteral("2:00"));
    bed.event(AlarmPaused{"spo2.lo", 120s});
    bed.run(88, 14, 18);
    auto shown = presentAlarms(bed.facts());
    CHECK(shown.soundPaused == QStringLiteral("1:42"));
    CHECK(shown.pauseOffer.isEmpty()); // nothing is heard that could be paused
    CHECK(shown.alarms[0].paused == QStringLiteral("1:42"));
    bed.run(88, 6);
    shown = presentAlarms(bed.facts());
    REQUIRE(shown.alarms.size() == 2);
    CHECK(shown.soundPaused == QStringLiteral("1:41"));
    CHECK(shown.pauseOffer == QStringLiteral("2:00")); // the one that is heard now
    CHECK(bed.alarms.sound(bed.facts().now.mono)->condition == "rr.lo");
    bed.run(88, 6, 101);
    CHECK(presentAlarms(bed.facts()).soundPaused.isEmpty()); // over by itself
}

TEST_CASE("what nobody has seen flashes, what was acknowledged or is over is steady", "[ui][live][H-03]") {
    Bed bed;
    bed.run(97, 14, 3);
    bed.run(78, 14);
    CHECK(presentAlarms(bed.facts(true)).lit);
    CHECK_FALSE(presentAlarms(bed.facts(false)).lit);
    bed.run(97, 14, 40); // back, and latched until somebody takes note
    CHECK(presentAlarms(bed.facts(false)).lit);
    CHECK(presentAlarms(bed.facts(false)).alarms.size() == 1);
    bed.event(AlarmAcknowledged{"spo2.lo"});
    bed.run(78, 14);
    bed.event(AlarmAcknowledged{"spo2.lo"});
    CHECK(presentAlarms(bed.facts(false)).lit);
}

TEST_CASE("the crossed limit stands on its tile with the value, and follows the rung", "[ui][live][H-03]") {
    Bed bed;
    bed.run(97, 14, 3);
    CHECK(presentVital(bed.facts(), Channel::spo2).lower.text == QStringLiteral("94"));
    CHECK_FALSE(presentVital(bed.facts(), Channel::spo2).lower.crossed);
    bed.run(92, 14);
    CHECK(presentVital(bed.facts(), Channel::spo2).lower.text == QStringLiteral("94"));
    CHECK(presentVital(bed.facts(), Channel::spo2).lower.crossed);
    bed.run(86, 14);
    CHECK(presentVital(bed.facts(), Channel::spo2).lower.text == QStringLiteral("90"));
    bed.run(78, 14);
    const auto tile = presentVital(bed.facts(false), Channel::spo2);
    CHECK(tile.lower.text == QStringLiteral("80"));
    CHECK(tile.lower.crossed);
    REQUIRE(tile.alarm);
    CHECK(tile.alarm->priority == AlarmPriority::high);
    CHECK_FALSE(tile.alarm->lit); // the value and its limit flash with the strip
    CHECK_FALSE(presentVital(bed.facts(), Channel::rr).lower.crossed);
}

TEST_CASE("the cuff's tile shows both pressures' limits, and a crossed one alone", "[ui][live][H-03]") {
    Bed bed;
    bed.run(97, 14, 3);
    bed.cuff(120, 80);
    CHECK(presentNibp(bed.facts()).upper.text == QStringLiteral("160/100"));
    CHECK(presentNibp(bed.facts()).lower.text == QStringLiteral("100"));
    CHECK_FALSE(presentNibp(bed.facts()).upper.crossed);
    bed.cuff(165, 96);
    CHECK(presentNibp(bed.facts()).upper.text == QStringLiteral("160"));
    CHECK(presentNibp(bed.facts()).upper.crossed);
    bed.cuff(140, 112);
    const auto tile = presentNibp(bed.facts());
    CHECK(tile.upper.text == QStringLiteral("/110"));
    CHECK(tile.upper.crossed);
    REQUIRE(tile.alarm);
    CHECK(tile.alarm->priority == AlarmPriority::medium);
    bed.cuff(170, 112); // both: the systolic stands there, the alarm is the more urgent one's
    CHECK(presentNibp(bed.facts()).upper.text == QStringLiteral("160"));
    CHECK(presentNibp(bed.facts()).alarm->priority == AlarmPriority::medium);
}

TEST_CASE("an untested alarm sound is said where no alarm is", "[ui][live][H-04]") {
    Bed bed;
    bed.run(97, 14, 3);
    auto facts = bed.facts();
    CHECK(presentAlarms(facts).quiet.contains(QStringLiteral("bedside monitor")));
    facts.soundNote = QStringLiteral("The alarm sound was not tested in this session.");
    CHECK(presentAlarms(facts).quiet.contains(QStringLiteral("not tested")));
}

TEST_CASE("the window flashes as the signal's clock says, within the bands of the standard", "[ui][live]") {
    for (const bool high : {true, false}) {
        AlarmFlash flash;
        flash.follow(high ? AlarmPriority::high : AlarmPriority::medium);
        int lit = 0, samples = 0, rises = 0;
        bool was = true;
        for (QElapsedTimer timer =
                 [] {
                     QElapsedTimer t;
                     t.start();
                     return t;
                 }();
             timer.elapsed() < 10'000; QTest::qWait(10)) {
            const bool is = high ? flash.highLit() : flash.mediumLit();
            lit += is;
            ++samples;
            rises += is && !was;
            was = is;
        }
        const double hz = rises / 10.0, on = static_cast<double>(lit) / samples;
        CAPTURE(high, hz, on);
        CHECK(hz >= (high ? 1.4 : 0.4)); // IEC 60601-1-8 table 2, as quoted in alarm_signal.h
        CHECK(hz <= (high ? 2.8 : 0.8));
        CHECK(on >= 0.2);
        CHECK(on <= 0.6);
    }
}

TEST_CASE("what happened and what to do of every technical alarm stands whole on a strip of 1366 pixels",
          "[ui][live][H-03]") {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < kTechnicalCount; ++i)
        texts.push_back(technicalText(static_cast<Technical>(i), "the test tone was not heard at 10:40"));
    texts.push_back(
        technicalText(Technical::storeFault,
                      "NOT BEING SAVED since 10:40. The disk with the record does not answer. What is "
                      "entered now is kept in memory and written when it answers."));
    SourceInfo source;
    source.name = "Bedside monitor in room 12 (left)";
    for (std::size_t i = 0; i < kDeviceFaults; ++i)
        texts.push_back(deviceText(static_cast<DeviceFault>(i), source, "cable unplugged"));
    texts.push_back(missingText(Channel::nibpSystolic, {}));
    texts.push_back(
        missingText(Channel::hr, {Channel::spo2, Channel::pulseRate, Channel::rr, Channel::etco2}));
    AlarmStrip strip;
    strip.resize(1366, 52);
    strip.show();
    for (const auto& text : texts) {
        INFO(text);
        AlarmStrip::State state;
        state.alarms = {{QStringLiteral("a"), AlarmPriority::medium, true, QString::fromStdString(text),
                         QStringLiteral("12:38")},
                        {QStringLiteral("b"), AlarmPriority::low, true, QStringLiteral("more"), {}}};
        state.pauseOffer = QStringLiteral("2:00");
        strip.setState(state);
        QApplication::processEvents(); // buttons take their places
        CHECK(strip.showsAllWords());
    }
    AlarmStrip::State cut; // the check can fail
    cut.alarms = {{QStringLiteral("a"), AlarmPriority::low, true, QString(400, u'x'), {}}};
    strip.setState(cut);
    CHECK_FALSE(strip.showsAllWords());
}
