// SPDX-License-Identifier: GPL-3.0-or-later
// Names that count: who vouches for what, that a PIN and a role are checked where decisions are made, and
// that the record says so.
#include "core/domain/credential.h"
#include "core/domain/event_words.h"
#include "core/domain/session.h"
#include "core/domain/stock.h"
#include "support/catch.h"

#include <set>

using namespace chairside;

namespace {

using Standing = Credential::Standing;
const Actor kChairNurse{"n1", "J. Okafor RN", Role::nurse}, kSecondNurse{"n2", "T. Lind RN", Role::nurse},
    kDoctor{"p1", "Dr Haas", Role::prescriber};

struct Act {
    EventBody ask;
    Phase phase;
    Actor actor;
    std::vector<std::string> acts; ///< in order
    std::optional<Actor> second = {};
};

/// Every act in which a name has to count (clinical.md §4.1, §4.4), and some in which it has not.
std::vector<Act> acts() {
    DoseOrdered dose;
    dose.order.doseMg = 35;
    auto entered = dose;
    entered.orderedBy = "Dr Haas";
    return {
        {Signed{Role::nurse, "J. Okafor RN", ""}, Phase::discharged, kChairNurse, {"signature"}},
        {AddendumAdded{"late", "clarification"}, Phase::signedOff, kChairNurse, {"addendum"}},
        {HoldOverridden{"sys", "usual"}, Phase::held, kDoctor, {"hold_override"}},
        {DischargeReady{"lives next door"}, Phase::recovery, kDoctor, {"discharge_override"}},
        {DischargeReady{}, Phase::recovery, kChairNurse, {}},
        {TimeoutConfirmed{kSecondNurse}, Phase::cleared, kChairNurse, {"timeout_second"}},
        {dose, Phase::screened, kDoctor, {"dose_order"}},
        {entered, Phase::screened, kChairNurse, {"dose_second"}, kSecondNurse},
        {DrugWasted{465, 9.3, "vial", "", "", kSecondNurse}, Phase::recovery, kChairNurse, {"waste_witness"}},
        {NoteWritten{"calm", std::nullopt}, Phase::running, kChairNurse, {}},
        {InfusionPaused{"nausea"}, Phase::running, kChairNurse, {}},
    };
}

struct Desk {
    Protocol protocol;
    VitalsFacts vitals;
    SeededUuids ids{3};
    std::vector<Credential> list{{"n1", Role::nurse, Standing::nameOnly},
                                 {"n2", Role::nurse, Standing::nameOnly},
                                 {"p1", Role::prescriber, Standing::nameOnly}};

    Decision ask(const Act& act) {
        SessionState state;
        state.phase = act.phase;
        state.holds = {{"sys", "150 > 140", false}};
        protocol.gate.escort = !std::holds_alternative<DischargeReady>(act.ask) || act.actor == kDoctor;
        Command command{act.actor, act.ask, {}, {}, true, act.second, list};
        return decide(state, command, Instant{MonoTime{5min}, {}}, {protocol, vitals, ids});
    }
    void all(Standing standing) {
        for (auto& one : list) one.standing = standing;
    }
};

} // namespace

TEST_CASE("a name that counts needs its PIN where the person has one", "[domain][H-21]") {
    for (const auto& act : acts()) {
        INFO(describe(Event{{}, {}, 0, {}, {}, act.actor, {}, act.ask}, {}));
        Desk desk;
        auto plain = desk.ask(act);
        REQUIRE(std::holds_alternative<std::vector<Event>>(plain));
        const auto without = std::get<std::vector<Event>>(plain).size();

        desk.all(Standing::pinOwed);
        const auto owed = desk.ask(act);
        desk.all(Standing::pinUnset);
        const auto unset = desk.ask(act);
        if (act.acts.empty()) {
            CHECK(std::holds_alternative<std::vector<Event>>(owed));
            CHECK(std::holds_alternative<std::vector<Event>>(unset));
            continue;
        }
        REQUIRE(std::holds_alternative<Refusal>(owed));
        CHECK_FALSE(std::get<Refusal>(owed).pinOf.empty());
        REQUIRE(std::holds_alternative<Refusal>(unset));
        CHECK(std::get<Refusal>(unset).pinOf.empty());
        CHECK(std::get<Refusal>(unset).sentence.find("has no PIN yet") != std::string::npos);

        desk.all(Standing::proven);
        const auto proven = desk.ask(act);
        REQUIRE(std::holds_alternative<std::vector<Event>>(proven));
        const auto& events = std::get<std::vector<Event>>(proven);
        REQUIRE(events.size() == without + act.acts.size());
        for (std::size_t i = 0; i < act.acts.size(); ++i) {
            const auto& proof = std::get<ItemConfirmed>(events[without + i].body);
            CHECK(proof.list == kCredentialList);
            CHECK(proof.item == act.acts[i]);
            CHECK(proof.value == "pin");
            CHECK(describe(events[without + i], {}) ==
                  proof.secondPerson + " confirmed " + actWords(proof.item) + " with their PIN");
        }
    }
}

TEST_CASE("a role is what the staff list says, not what a command claims", "[domain][H-21]") {
    Desk desk;
    desk.list[0].role = Role::prescriber; // the list and the command disagree
    const auto decision = desk.ask(acts().front());
    REQUIRE(std::holds_alternative<Refusal>(decision));
    CHECK(std::get<Refusal>(decision).sentence ==
          "The staff list has J. Okafor RN as a prescriber, not as a nurse; nothing was recorded.");
    desk.list.erase(desk.list.begin());
    CHECK(std::get<Refusal>(desk.ask(acts().front())).sentence.find("not on the staff list") !=
          std::string::npos);
}

TEST_CASE("the wrong thing is refused before a PIN is asked for, and nobody may claim a PIN", "[domain]") {
    Desk desk;
    desk.all(Standing::pinOwed);
    // The witness must be another person: that is said first.
    const auto self =
        desk.ask({DrugWasted{1, 0, "bag", "", "", kChairNurse}, Phase::recovery, kChairNurse, {}});
    CHECK(std::get<Refusal>(self).pinOf.empty());
    for (std::size_t p = 0; p < kPhaseCount; ++p) {
        const auto claimed =
            desk.ask({ItemConfirmed{std::string(kCredentialList), "signature", "pin", "Dr Haas"},
                      static_cast<Phase>(p),
                      kChairNurse,
                      {}});
        CHECK(std::holds_alternative<Refusal>(claimed));
    }
}

TEST_CASE("a count and a removal of stock are signed by PIN too, and the clinic's log says so", "[domain]") {
    StockBook book;
    SeededUuids ids(5);
    Instant now{MonoTime{}, {1'795'255'200'000, 60}};
    const auto enter = [&](EventBody ask, Standing standing) {
        Command command{kChairNurse,
                        std::move(ask),
                        {},
                        {},
                        true,
                        {},
                        {{"n1", Role::nurse, standing}, {"n2", Role::nurse, standing}}};
        now.wall.utcMs += 60'000;
        auto decision = decideStock(book, command, now, ids);
        if (const auto* events = std::get_if<std::vector<Event>>(&decision))
            for (const auto& event : *events) book.apply(event);
        return decision;
    };
    REQUIRE(std::holds_alternative<std::vector<Event>>(
        enter(StockReceived{"ketamine", "L1", "2027-06", 50, 500, 10, "", ""}, Standing::pinOwed)));
    const StockCounted count{{{"ketamine", "L1", 10, 10, ""}}, kSecondNurse};
    CHECK(std::get<Refusal>(enter(count, Standing::pinOwed)).pinOf == "n1");
    const auto counted = enter(count, Standing::proven);
    REQUIRE(std::holds_alternative<std::vector<Event>>(counted));
    CHECK(std::get<std::vector<Event>>(counted).size() == 3); // the count and both PINs
    const StockRemoved removed{"ketamine", "L1", 1, "broken", kSecondNurse};
    CHECK(std::get<Refusal>(enter(removed, Standing::pinOwed)).pinOf == "n2");
    REQUIRE(std::holds_alternative<std::vector<Event>>(enter(removed, Standing::proven)));
    CHECK(book.lots().front().expected() == 9);
}

TEST_CASE("a dose needs the order of a prescriber", "[domain][H-06]") {
    DoseOrdered dose;
    dose.order.doseMg = 35;
    Desk desk;
    const auto refused = desk.ask({dose, Phase::screened, kChairNurse, {}});
    REQUIRE(std::holds_alternative<Refusal>(refused));
    CHECK(std::get<Refusal>(refused).sentence ==
          "A dose needs the order of a prescriber: choose who ordered it.");
    dose.orderedBy = "Dr Haas";
    CHECK(std::holds_alternative<std::vector<Event>>(desk.ask({dose, Phase::screened, kChairNurse, {}})));
}

TEST_CASE("each act is asked for and recorded in its own words", "[domain][H-21]") {
    const std::pair<const char*, const char*> kWords[]{
        {"signature", "the signature"},
        {"addendum", "the addendum"},
        {"hold_override", "overriding the hold"},
        {"discharge_override", "overriding the discharge criteria"},
        {"timeout_second", "the second person of the time-out"},
        {"dose_order", "the dose order"},
        {"dose_second", "the second person for the dose"},
        {"waste_witness", "the witness of waste"},
        {"stock_witness", "the witness of a removal from stock"},
        {"count", "the count"},
        {"count_second", "the second person of the count"},
        {"of a later version", "of a later version"},
    };
    for (const auto& [act, words] : kWords) CHECK(actWords(act) == words);
    Desk desk;
    desk.all(Standing::pinOwed);
    CHECK(std::get<Refusal>(desk.ask(acts().front())).sentence ==
          "J. Okafor RN confirms the signature with their PIN.");
}

TEST_CASE("the staff list's role is named in the refusal, whichever it is", "[domain][H-21]") {
    const std::pair<Role, const char*> kRoles[]{{Role::nurse, "a nurse"},
                                                {Role::prescriber, "a prescriber"},
                                                {Role::witness, "a witness"},
                                                {Role::system, "the program"}};
    for (const auto& [listed, word] : kRoles) {
        auto signing = acts().front();
        signing.actor.role = listed == Role::nurse ? Role::prescriber : Role::nurse;
        Command command{signing.actor, signing.ask, {}, {}, true, {}, {{"n1", listed, Standing::proven}}};
        const auto problem = credentialProblem(command);
        REQUIRE(problem);
        CHECK(problem->sentence.find(std::string(" as ") + word + ", not as ") != std::string::npos);
        CHECK(problem->pinOf.empty());
        command.credentials.clear(); // a clinic without a staff list asks nobody
        CHECK_FALSE(credentialProblem(command));
        CHECK(provenBy(command).empty());
    }
}

TEST_CASE("only those with a name vouch, and only those who proved it are written down", "[domain][H-21]") {
    Command command{
        kChairNurse, TimeoutConfirmed{Actor{}}, {}, {}, true, {}, {{"n1", Role::nurse, Standing::proven}}};
    CHECK(vouchingOf(command).empty()); // nobody beside them was named
    command.ask = TimeoutConfirmed{kSecondNurse};
    REQUIRE(vouchingOf(command).size() == 1);
    CHECK(vouchingOf(command).front().who.id == "n2");
    CHECK(provenBy(command).empty()); // not on the list
    command.credentials.push_back({"n2", Role::nurse, Standing::nameOnly});
    CHECK(provenBy(command).empty());
    command.credentials.back().standing = Standing::proven;
    REQUIRE(provenBy(command).size() == 1);
    CHECK(provenBy(command).front().item == "timeout_second");
    CHECK(provenBy(command).front().secondPerson == "T. Lind RN");
}

TEST_CASE("an act that this version does not know is said by its key", "[domain]") {
    CHECK(actWords("signature") == "the signature");
    CHECK(actWords("seal_of_2031") == "seal_of_2031");
}
