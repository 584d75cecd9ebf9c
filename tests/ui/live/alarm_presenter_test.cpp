// SPDX-License-Identifier: GPL-3.0-or-later
// What the strip and the tiles say of the alarms that hold: flash, pauses with their end, the crossed limit.
#include "support/catch.h"

#include "core/domain/alarm/alarm_signal.h"
#include "ui/live/alarm_flash.h"
#include "ui/live/live_presenter.h"

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

Protocol protocol() {
    Protocol p;
    p.quietRoom = false;
    p.limits = {low("spo2.caution_lo", "spo2", LimitLevel::caution, 94),
                low("spo2.action_lo", "spo2", LimitLevel::action, 90),
                low("spo2.emergency_lo", "spo2", LimitLevel::emergency, 80),
                low("rr.action_lo", "rr", LimitLevel::action, 8)};
    return p;
}

/// A monitor, the folds and the engine, driven by seconds.
class Bed {
public:
    Bed() : view_(protocol()), alarms(protocol()) {
        source_.id = 1;
        source_.name = "Monitor";
        source_.period[index(Channel::spo2)] = source_.period[index(Channel::rr)] = 1s;
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
        flash.setRunning(high, !high);
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
