// SPDX-License-Identifier: GPL-3.0-or-later
// Every drill through the real path: the shipped protocol, the session engine, the simulator. Expected are
// the alarms in order, all of them and none else, each within a tick of the moment at which its rule says so.
#include "build_places.h"
#include "core/interop/protocol_json.h"
#include "core/live/session_engine.h"
#include "core/live/simulator.h"
#include "core/live/standard_session.h"
#include "support/catch.h"
#include "support/drill_stories.h"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace chairside;
using namespace chairside::testing;

namespace {

Protocol drillProtocol() {
    std::ifstream file(CHAIRSIDE_SOURCE_DIR "/resources/protocols/ket_iv_depression.json");
    std::ostringstream text;
    text << file.rdbuf();
    auto protocol = readProtocol(text.str(), "ket_iv_depression.json");
    REQUIRE(protocol);
    protocol->checks.clear(); // overdue checks are alarms of their own; here the scene alone speaks
    return std::move(protocol).value();
}

/// A session that plays one drill, second by second, without a thread.
class Scene {
public:
    explicit Scene(const std::string& drill, Millis baseline = 6min, std::uint64_t seed = 1)
        : engine_(drillProtocol(), clock_, ids_, [this](const Event& e) { heard_.push_back(e); }),
          simulator_(optionsFor(drill, seed)) {
        SessionOpened opened;
        opened.patient.familyName = "Drill";
        opened.patient.givenName = "Person";
        opened.patient.birthDate = "1986-03-14";
        opened.patient.mrn = "1";
        opened.simulated = true;
        opened.drill = drill;
        submit(opened);
        engine_.note(SourceAttached{simulator_.info()});
        StandardSettings settings;
        settings.people = {nurse_, {"second", "S. Second RN"}, {"doctor", "D. Doctor", Role::prescriber}};
        pass(baseline);
        const auto lines = preparation(engine_.view().protocol(), settings);
        REQUIRE(lines);
        for (const auto& line : lines.value()) submit(line.ask, line.actor);
        REQUIRE(engine_.view().state().treatmentStart);
        start_ = *engine_.view().state().treatmentStart;
    }
    void submit(EventBody ask, std::optional<Actor> who = std::nullopt) {
        Command command;
        command.actor = who.value_or(nurse_);
        command.ask = std::move(ask);
        command.sure = true;
        const auto answer = engine_.submit(command);
        if (const auto* refusal = std::get_if<Refusal>(&answer)) FAIL(refusal->sentence);
        deliver();
    }
    void pass(Millis length) {
        for (Millis done{0}; done < length; done += 1s) {
            clock_.advance(1s);
            deliver();
            for (const auto& message : simulator_.poll(clock_.now()))
                engine_.ingest(simulator_.info().id, message);
            engine_.tick(clock_.now().mono);
        }
    }
    Story story() const { return storyOf(engine_.view().events(), start_); }
    const SessionEngine& engine() const { return engine_; }

private:
    static SimulatorOptions optionsFor(const std::string& drill, std::uint64_t seed) {
        SimulatorOptions options;
        options.seed = seed;
        const Drill* found = findDrill(drill);
        REQUIRE(found);
        options.drill = *found;
        return options;
    }
    void deliver() {
        for (const auto& event : heard_) simulator_.observe(event);
        heard_.clear();
    }

    Actor nurse_{"nurse", "N. Nurse RN"};
    ManualClock clock_{{MonoTime{}, {1'795'255'200'000, 0}}};
    SeededUuids ids_{11};
    std::vector<Event> heard_;
    SessionEngine engine_;
    Simulator simulator_;
    MonoTime start_;
};

} // namespace

TEST_CASE("the quiet profile follows the stages that the protocol names, and the record says so",
          "[live][H-04]") {
    Scene stage("probe-off");
    stage.pass(1min);
    stage.submit(InfusionStopped{true, "", ""});
    stage.submit(DischargeReady{"the drill is over"}, Actor{"doctor", "D. Doctor", Role::prescriber});
    std::vector<std::string> profiles;
    for (const auto& event : stage.engine().view().events())
        if (const auto* sound = std::get_if<SoundSet>(&event.body)) {
            profiles.push_back(sound->profile);
            CHECK(event.actor.role == Role::system);
            CHECK_FALSE(sound->reason.empty());
        }
    CHECK(profiles ==
          std::vector<std::string>{"quiet", "full"}); // treatment and recovery, then ready to leave
}

TEST_CASE("every drill makes its alarms, all of them and none else, in order and to the second",
          "[live][H-02][H-03][H-05]") {
    REQUIRE(drillStories().size() == allDrills().size());
    for (const auto& drill : drillStories()) {
        INFO(drill.id);
        // With a baseline of vital signs before it, and begun at once as from the window.
        for (const Millis baseline : {Millis{6min}, Millis{0}}) {
            Scene scene(drill.id, baseline);
            Millis played{0};
            if (drill.id == "apnoea") {
                scene.pass(played = kMidazolamAt);
                scene.submit(drillMidazolam());
            }
            scene.pass(drill.length - played);
            CHECK(scene.engine().view().state().opened.drill == drill.id);
            INFO("baseline " << formatDuration(baseline) << "\n" << told(scene.story()));
            CHECK(isSame(scene.story(), drill.says, Millis{0}));
        }
    }
}

TEST_CASE("a drill is the same scene for every seed, and no probe slips in it by chance", "[live][H-05]") {
    const auto* drill = findDrill("desaturation");
    REQUIRE(drill);
    std::vector<Story> stories;
    for (const std::uint64_t seed : {1U, 7U, 4711U}) {
        Scene scene("desaturation", Millis{0}, seed);
        scene.pass(40min);
        stories.push_back(scene.story());
        CHECK(isSame(stories.back(), stories.front(), Millis{0}));
    }
    CHECK(stories.front().size() == 3);
}

TEST_CASE("a story that lacks a line, has one more, another order or another time is not the same",
          "[live][H-05]") {
    const Story expected{{"+spo2.lo low", 5min}, {"-spo2.lo", 6min}};
    CHECK(isSame({{"+spo2.lo low", 5min + 1s}, {"-spo2.lo", 6min}}, expected, 1s));
    CHECK_FALSE(isSame({{"+spo2.lo low", 5min + 2s}, {"-spo2.lo", 6min}}, expected, 1s));
    CHECK_FALSE(isSame({{"+spo2.lo low", 5min}}, expected, 1s));
    CHECK_FALSE(isSame({{"+spo2.lo low", 5min}, {"+hr.hi low", 5min}, {"-spo2.lo", 6min}}, expected, 1s));
    CHECK_FALSE(isSame({{"-spo2.lo", 5min}, {"+spo2.lo low", 6min}}, expected, 1s));
    CHECK_FALSE(isSame({{"+spo2.lo medium", 5min}, {"-spo2.lo", 6min}}, expected, 1s));
}

TEST_CASE("drill cuff on the oximeter's arm: shown as cuff cycling, no alarm at all", "[live][H-05]") {
    Scene scene("cuff-on-oximeter-arm");
    int cycling = 0;
    for (int second = 0; second < 20 * 60; ++second) {
        scene.pass(1s);
        const auto notes = scene.engine().alarms().notes(scene.engine().now().mono);
        cycling += std::ranges::any_of(notes, [](const AlarmNote& n) { return n.id == "cuff_cycling.1"; });
    }
    CHECK(told(scene.story()).empty());
    CHECK(cycling == 3 * 35); // three cycles of 35 s lie in the fifteen minutes of the scene
}
