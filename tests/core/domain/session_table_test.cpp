// SPDX-License-Identifier: GPL-3.0-or-later
// Every phase × every kind of event: the grid below is written from the workflow (clinical.md §4.1) by hand
// and is the oracle; the code under test has its own table.
#include "core/domain/session.h"
#include "core/domain/side_effect.h"
#include "support/catch.h"

#include <sstream>

using namespace chairside;

namespace {

// Columns: scheduled, checkedIn, screened, held, cleared, timeoutDone, running, paused, recovery,
// dischargeReady, discharged, signedOff, cancelled.
struct Row {
    EventBody body;
    const char* allowed;
};

std::vector<Row> grid() {
    return {
        {SessionOpened{}, "x............"},
        {SessionResumed{}, ".xxxxxxxxxx.."},
        {ItemConfirmed{"screen", "consent", "yes"}, ".xxxx........"},
        {ItemConfirmed{"check_in", "weight_kg", "70"}, ".xxxxx......."},
        {ItemConfirmed{"timeout", "drug", "yes"}, "....x........"},
        {ItemConfirmed{"discharge", "escort", "yes"}, "......xxxx..."},
        {ItemConfirmed{judgementList(Uuid{}), "relatedness", "probable"}, ".xxxxxxxxxx.."},
        {ItemConfirmed{"credential", "signature", "pin"},
         "............."}, // follows an act, is never asked for
        {ScreenCompleted{}, ".x.x........."},
        {HoldPlaced{}, ".xxxxx......."},
        {HoldOverridden{}, "...x........."},
        {HoldOverridden{"baseline_age", ""}, ".....x......."}, // at the start, not a hold
        {HoldResolved{}, "...x........."},
        {SessionCleared{}, "..x.........."},
        {DoseOrdered{}, ".xxxxx......."},
        {TimeoutConfirmed{}, "....x........"},
        {InfusionStarted{}, ".....x......."},
        {InfusionPaused{}, "......x......"},
        {InfusionResumed{}, ".......x....."},
        {RateChanged{}, "......x......"},
        {InfusionStopped{}, "......xx....."},
        {SprayGiven{}, ".....xx......"},
        {DischargeReady{}, "........x...."},
        {Discharged{}, ".........x..."},
        {Signed{}, "..........xx."},
        {AddendumAdded{}, "...........xx"},
        {SessionCancelled{}, ".xxxxx......."},
        {CourseAssigned{}, ".xxxxxxxxxx.."},
        {AccountWritten{}, ".xxxxxxxxxxx."},
        {FollowUpPlanned{}, ".xxxxxxxxxxx."},
        {VitalsEntered{}, ".xxxxxxxxxx.."},
        {ScoreEntered{}, ".xxxxxxxxxx.."},
        {SideEffectBegan{}, ".xxxxxxxxxx.."},
        {SideEffectChanged{}, ".xxxxxxxxxx.."},
        {SideEffectEnded{}, ".xxxxxxxxxx.."},
        {MedicationGiven{}, ".xxxxxxxxxx.."},
        {NoteWritten{}, ".xxxxxxxxxx.."},
        {EventMarked{}, ".xxxxxxxxxx.."},
        {EntryWithdrawn{}, ".xxxxxxxxxx.."},
        {ArtefactMarked{}, ".xxxxxxxxxx.."},
        {CheckMissed{}, ".xxxxxxxxxx.."},
        {DrugDrawn{}, ".xxxxxxxxxx.."},
        {DrugWasted{}, ".xxxxxxxxxx.."},
        {DiscrepancyNamed{}, "........xx..."},
        {AlarmRaised{}, ".xxxxxxxxxx.."},
        {AlarmAcknowledged{}, ".xxxxxxxxxx.."},
        {AlarmPaused{}, ".xxxxxxxxxx.."},
        {AlarmCleared{}, ".xxxxxxxxxx.."},
        {LimitChanged{}, ".xxxxxxxxxx.."},
        {SourceAttached{}, ".xxxxxxxxxx.."},
        {SourceLost{}, ".xxxxxxxxxx.."},
        {SourceReturned{}, ".xxxxxxxxxx.."},
        {ClockStepped{}, ".xxxxxxxxxx.."},
        {ReadingsSealed{}, ".xxxxxxxxxx.."},
        {StoreFault{}, ".xxxxxxxxxx.."},
        {SelfTested{}, ".xxxxxxxxxx.."},
        {SoundSet{}, ".xxxxxxxxxx.."},
        {ClinicOpened{}, "............."}, // these five are of the clinic's own log
        {StockReceived{}, "............."},
        {StockRemoved{}, "............."},
        {StockCounted{}, "............."},
        {FormSent{}, "............."},
    };
}

bool refusedByPhase(const Decision& decision, const EventBody& body) {
    const auto* refusal = std::get_if<Refusal>(&decision);
    if (!refusal) return false;
    return refusal->sentence.find(" is not possible ") != std::string::npos ||
           (std::holds_alternative<AddendumAdded>(body) &&
            refusal->sentence.find("belongs after the signature") != std::string::npos);
}

} // namespace

TEST_CASE("each phase allows exactly the actions of the workflow and refuses the rest in words",
          "[domain][H-19]") {
    Protocol protocol;
    VitalsFacts vitals;
    SeededUuids ids(1);
    const DecisionContext context{protocol, vitals, ids};
    std::vector<bool> seen(std::variant_size_v<EventVariant>, false);
    for (const auto& row : grid()) {
        seen[row.body.index()] = true;
        for (std::size_t p = 0; p < kPhaseCount; ++p) {
            SessionState state;
            state.phase = static_cast<Phase>(p);
            Command command;
            command.actor = {"n1", "Nurse One", Role::nurse};
            command.ask = row.body;
            const auto decision = decide(state, command, Instant{MonoTime{5min}, {}}, context);
            INFO("kind " << row.body.index() << " in phase " << phaseWords(state.phase));
            CHECK(refusedByPhase(decision, row.body) == (row.allowed[p] == '.'));
        }
    }
    for (std::size_t kind = 0; kind < seen.size(); ++kind) {
        INFO("kind " << kind << " is missing from the grid");
        CHECK(seen[kind]);
    }
}

TEST_CASE("whether the treatment caused a side effect is judged of one in the record, in the words agreed",
          "[domain]") {
    Protocol protocol;
    VitalsFacts vitals;
    SeededUuids ids(1);
    SessionState state;
    state.phase = Phase::running;
    const auto onset = ids.next(1);
    state.effects.push_back({onset, "nausea", 2, MonoTime{1min}, std::nullopt});
    const auto judge = [&](const Uuid& effect, const char* value) {
        Command command;
        command.actor = {"n1", "Nurse One", Role::nurse};
        command.ask = ItemConfirmed{judgementList(effect), std::string(kRelatednessItem), value};
        return decide(state, command, Instant{MonoTime{5min}, {}}, {protocol, vitals, ids});
    };
    const auto decided = judge(onset, "probable");
    REQUIRE(std::holds_alternative<std::vector<Event>>(decided));
    evolve(state, std::get<std::vector<Event>>(decided).front());
    CHECK(state.confirmedValue(judgementList(onset), std::string(kRelatednessItem)) == "probable");
    CHECK(std::holds_alternative<Refusal>(judge(onset, "certain")));
    CHECK(std::holds_alternative<Refusal>(judge(ids.next(2), "probable")));
}

TEST_CASE("a refusal says what to do next", "[domain]") {
    Protocol protocol;
    VitalsFacts vitals;
    SeededUuids ids(1);
    SessionState state;
    state.phase = Phase::cleared;
    Command command;
    command.actor = {"n1", "Nurse One", Role::nurse};
    command.ask = InfusionStarted{150, "", ""};
    const auto decision = decide(state, command, Instant{MonoTime{5min}, {}}, {protocol, vitals, ids});
    REQUIRE(std::holds_alternative<Refusal>(decision));
    CHECK(std::get<Refusal>(decision).sentence == "Starting the infusion is not possible before the "
                                                  "two-person time-out. Do the two-person time-out first.");
}
