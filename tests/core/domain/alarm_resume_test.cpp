// SPDX-License-Identifier: GPL-3.0-or-later
// What the alarm engine believes after a restart: the log is folded, no device value comes back. More of it
// stands in alarm_device_test.
#include "alarm_bench.h"
#include "support/catch.h"

using namespace chairside;
using namespace chairside::test;

namespace {

/// An entry of the log, at that second.
Event logged(std::int64_t s, EventBody body) {
    Event e;
    e.id.bytes[14] = 1;
    e.id.bytes[15] = static_cast<std::uint8_t>(s);
    e.at.mono = e.effective = second(s);
    e.body = std::move(body);
    return e;
}
ScoreEntered sedation(double total) {
    return {"moaas", "1", {}, total, {}};
}
const AlarmRaised kDeep{"moaas.lo", AlarmPriority::high, "MOAA/S 1 ≤ 1"};

/// "cleared moaas.lo" for each change of the first round after the restart.
std::vector<std::string> recorded(AlarmEngine& engine) {
    std::vector<std::string> out;
    for (const auto& change : engine.tick(second(60)))
        out.push_back((change.what == AlarmChange::What::cleared ? "cleared " : "raised ") +
                      change.condition);
    return out;
}

} // namespace

TEST_CASE("a lost link or a changed clock of before a restart says nothing of now", "[domain][H-05][H-08]") {
    AlarmEngine engine(defaultProtocol());
    engine.resume(std::vector<Event>{logged(1, SourceAttached{monitor()}),
                                     logged(2, SourceLost{1, "unplugged"}), logged(3, ClockStepped{3600s})});
    CHECK(recorded(engine).empty());
    CHECK(engine.active(second(60)).empty());
}

TEST_CASE("an alarm that still holds after a restart is there as it was: answered or not",
          "[domain][H-03][H-08]") {
    for (const bool answered : {false, true}) {
        CAPTURE(answered);
        std::vector<Event> log{logged(1, sedation(2)),
                               logged(2, AlarmRaised{"moaas.lo", AlarmPriority::medium, "MOAA/S 2 ≤ 2"})};
        if (answered) log.push_back(logged(3, AlarmAcknowledged{"moaas.lo"}));
        AlarmEngine engine(defaultProtocol());
        engine.resume(log);
        CHECK(recorded(engine).empty()); // it is open in the record already
        const auto active = engine.active(second(60));
        REQUIRE(active.size() == 1);
        CHECK(active[0].condition == "moaas.lo");
        CHECK(active[0].acknowledged == answered);
        CHECK(engine.sound(second(60)).has_value() == !answered);
    }
}

TEST_CASE("an alarm whose value came back just before the restart is closed in the record",
          "[domain][H-05][H-08]") {
    AlarmEngine engine(defaultProtocol());
    engine.resume(std::vector<Event>{
        logged(1, sedation(2)), logged(2, AlarmRaised{"moaas.lo", AlarmPriority::medium, "MOAA/S 2 ≤ 2"}),
        logged(3, sedation(5))}); // the program ended before it could say so
    CHECK(recorded(engine) == std::vector<std::string>{"cleared moaas.lo"});
    CHECK(engine.active(second(60)).empty());
    CHECK_FALSE(engine.sound(second(60)));
}

TEST_CASE("an emergency that ended unseen before a restart waits for a person, one that was seen does not",
          "[domain][H-03][H-05][H-08]") {
    for (const bool seen : {false, true}) {
        CAPTURE(seen);
        std::vector<Event> log{logged(1, sedation(1)), logged(2, kDeep)};
        if (seen) log.push_back(logged(3, AlarmAcknowledged{"moaas.lo"}));
        log.push_back(logged(4, sedation(5)));
        log.push_back(logged(5, AlarmCleared{"moaas.lo"}));
        AlarmEngine engine(defaultProtocol());
        engine.resume(log);
        (void)engine.tick(second(60));
        CHECK(engine.sound(second(60)).has_value() == !seen);
        const auto active = engine.active(second(60));
        REQUIRE(active.size() == (seen ? 0U : 1U));
        if (seen) continue;
        CHECK(active[0].over);
        CHECK(active[0].priority == AlarmPriority::high);
        CHECK(active[0].text == "MOAA/S 1 ≤ 1, over");
    }
}

TEST_CASE("an emergency that came again after it was seen is unseen after a restart",
          "[domain][H-03][H-08]") {
    AlarmEngine engine(defaultProtocol());
    engine.resume(std::vector<Event>{logged(1, sedation(1)), logged(2, kDeep),
                                     logged(3, AlarmAcknowledged{"moaas.lo"}), logged(4, sedation(5)),
                                     logged(5, AlarmCleared{"moaas.lo"}), logged(6, sedation(1)),
                                     logged(7, kDeep)});
    CHECK(recorded(engine).empty());
    const auto active = engine.active(second(60));
    REQUIRE(active.size() == 1);
    CHECK_FALSE(active[0].acknowledged);
    CHECK_FALSE(active[0].over);
    REQUIRE(engine.sound(second(60)));
    CHECK(engine.sound(second(60))->priority == AlarmPriority::high);
}
