// SPDX-License-Identifier: GPL-3.0-or-later
// Every drill through the real path: the shipped protocol, the session engine, the simulator. Expected are
// the alarms in order, all of them and none else, each within a tick of the moment at which its rule says so.
#include "build_places.h"
#include "core/interop/protocol_json.h"
#include "core/live/session_engine.h"
#include "core/live/simulator.h"
#include "core/live/standard_session.h"
#include "support/catch.h"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace chairside;

namespace {

Protocol shippedProtocol() {
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
    explicit Scene(const std::string& drill)
        : engine_(shippedProtocol(), clock_, ids_, [this](const Event& e) { heard_.push_back(e); }),
          simulator_(optionsFor(drill)) {
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
        pass(6min); // a baseline first
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
    /// "+spo2.lo low 5:23": raised or escalated; "-spo2.lo 7:00": over. Times count from treatment start.
    std::vector<std::string> story() const {
        std::vector<std::string> out;
        for (const auto& event : engine_.view().events()) {
            const auto when = " " + formatDuration(event.effective - start_);
            if (const auto* raised = std::get_if<AlarmRaised>(&event.body))
                out.push_back("+" + raised->condition + " " + word(raised->priority) + when);
            if (const auto* cleared = std::get_if<AlarmCleared>(&event.body))
                out.push_back("-" + cleared->condition + when);
        }
        return out;
    }
    const SessionEngine& engine() const { return engine_; }

private:
    static SimulatorOptions optionsFor(const std::string& drill) {
        SimulatorOptions options;
        options.noise = false;
        options.probeOffPerHour = 0;
        const Drill* found = findDrill(drill);
        REQUIRE(found);
        options.drill = *found;
        return options;
    }
    static std::string word(AlarmPriority priority) {
        switch (priority) {
        case AlarmPriority::low: return "low";
        case AlarmPriority::medium: return "medium";
        case AlarmPriority::high: return "high";
        }
        return {};
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

using Story = std::vector<std::string>;

Story played(const std::string& drill, Millis length = 35min) {
    Scene stage(drill);
    stage.pass(length);
    CHECK(stage.engine().view().state().opened.drill == drill);
    return stage.story();
}

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
    CHECK(profiles == Story{"quiet", "full"}); // treatment and recovery, then ready to leave
}

TEST_CASE("drill hypertension: caution with the cycle, emergency with the repeated cuff",
          "[live][H-03][H-05]") {
    // 172/104 at the cycle of 9:50, 206/122 at the extra measurement of 12:35, back at the cycle of 29:50.
    CHECK(played("hypertension") == Story{"+nibp_sys.hi low 9:50", "+nibp_dia.hi low 9:50",
                                          "+nibp_sys.hi high 12:35", "+nibp_dia.hi high 12:35",
                                          "-nibp_sys.hi 29:50", "-nibp_dia.hi 29:50"});
}

TEST_CASE("drill desaturation: caution, then action, each ten seconds after its limit",
          "[live][H-03][H-05]") {
    // Under 94 from 5:34 on, under 90 from 6:04 on; 97 again at 10:49 and five seconds of it end the alarm.
    CHECK(played("desaturation") == Story{"+spo2.lo low 5:44", "+spo2.lo medium 6:14", "-spo2.lo 10:54"});
}

TEST_CASE("drill apnoea after midazolam: carbon dioxide first, breathing next, saturation last",
          "[live][H-03][H-05]") {
    Scene scene("apnoea");
    scene.pass(10min);
    scene.submit(MedicationGiven{"midazolam", "mg", "IV", "agitation", "benzodiazepine", 2, "D. Doctor"});
    scene.pass(25min);
    // No breath from 12:05 on: an emergency after the protocol's 20 s of apnoea.
    CHECK(scene.story() == Story{"+etco2.lo medium 12:17", "+rr.lo high 12:25", "+spo2.lo low 12:49",
                                 "+spo2.lo medium 13:07", "+spo2.lo high 13:43", "-etco2.lo 13:44",
                                 "-rr.lo 13:45", "-spo2.lo 15:53"});
}

TEST_CASE("drill vomiting: a fast heart and breath, and the oximeter that slips off twice",
          "[live][H-03][H-05]") {
    CHECK(played("vomiting") == Story{"+sensor_off.1 low 12:25", "+hr.hi low 12:33", "-sensor_off.1 12:45",
                                      "+rr.hi low 12:48", "+sensor_off.1 low 13:15", "-sensor_off.1 13:30",
                                      "-rr.hi 14:51", "-hr.hi 15:49"});
}

TEST_CASE("drill probe off: the sensor alone, no saturation alarm", "[live][H-03][H-05]") {
    CHECK(played("probe-off") ==
          Story{"+sensor_off.1 low 4:05", "+sensor_off.1 medium 4:30", "-sensor_off.1 6:00"});
}

TEST_CASE("drill device dead: told at once when the link says so", "[live][H-02][H-03][H-05]") {
    CHECK(played("device-dead") == Story{"+silent.1 low 6:00", "+silent.1 medium 6:29", "-silent.1 9:00"});
}

TEST_CASE("drill device silent: told within its limit of ten seconds and one", "[live][H-02][H-03][H-05]") {
    // The last message is of 5:59.
    CHECK(played("device-silent") == Story{"+silent.1 low 6:10", "+silent.1 medium 6:29", "-silent.1 9:00"});
}

TEST_CASE("drill cuff on the oximeter's arm: shown as cuff cycling, no alarm at all", "[live][H-05]") {
    Scene scene("cuff-on-oximeter-arm");
    int cycling = 0;
    for (int second = 0; second < 20 * 60; ++second) {
        scene.pass(1s);
        const auto notes = scene.engine().alarms().notes(scene.engine().now().mono);
        cycling += std::ranges::any_of(notes, [](const AlarmNote& n) { return n.id == "cuff_cycling.1"; });
    }
    CHECK(scene.story() == Story{});
    CHECK(cycling == 3 * 35); // three cycles of 35 s lie in the fifteen minutes of the scene
}
