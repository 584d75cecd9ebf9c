// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/ledger.h"

#include "support/catch.h"
#include "support/event_maker.h"

using namespace chairside;

namespace {

const Actor kWitness{"mlopez", "M. Lopez RN", Role::witness};

DrugWasted waste(double mg, std::string from, Actor witness = kWitness) {
    DrugWasted w;
    w.mg = mg;
    w.from = std::move(from);
    w.witness = std::move(witness);
    return w;
}

DrugDrawn drawn(double mg, double vialMg = 0) {
    DrugDrawn d;
    d.vial = "V1", d.lot = "LOT1", d.expiry = "2027-01";
    d.mg = mg;
    d.vialMg = vialMg;
    return d;
}

struct WasteVector {
    const char* name;
    double doseMg, givenMg, bagMg, vialMg, residualMg, totalMg;
};
// Source: clinical.md §2.4, abort and waste vectors.
const WasteVector kWastes[] = {
    {"W1", 35, 21.875, 13.1250, 500, 465.000, 478.1250},
    {"W2", 35, 35, 0, 500, 465.000, 465.0000},
    {"W3", 41.25, 12.890625, 28.3594, 500, 458.750, 487.1094},
    {"W4", 75, 50, 25.0000, 500, 425.000, 450.0000},
    {"W5", 27.5, 0, 27.5000, 200, 172.500, 200.0000},
};

} // namespace

TEST_CASE("every waste vector adds up and balances a single-use vial", "[domain][H-06]") {
    for (const WasteVector& v : kWastes) {
        INFO(v.name);
        const WastePlan plan = wastePlan(v.vialMg, v.doseMg, v.givenMg);
        CHECK(plan.bagMg == Approx(v.bagMg).margin(0.00005));
        CHECK(plan.vialMg == Approx(v.residualMg).margin(0.00005));
        CHECK(plan.totalMg == Approx(v.totalMg).margin(0.00005));

        EventMaker make;
        Ledger ledger;
        ledger.apply(make.at(5min, drawn(v.doseMg, v.vialMg)));
        CHECK(ledger.balance(v.givenMg).differenceMg == Approx(v.totalMg).margin(0.00005));
        CHECK_FALSE(ledger.balance(v.givenMg).settled);
        ledger.apply(make.at(50min, waste(plan.bagMg, "bag")));
        ledger.apply(make.at(50min, waste(plan.vialMg, "vial")));
        CHECK(ledger.balance(v.givenMg).differenceMg == Approx(0).margin(1e-9));
        CHECK(ledger.balance(v.givenMg).settled);
    }
}

TEST_CASE("a second draw from the open vial takes no second vial", "[domain][H-06]") {
    EventMaker make;
    Ledger ledger;
    ledger.apply(make.at(5min, drawn(35, 500)));
    auto again = drawn(20, 500);
    again.vial = " v1 ", again.lot = "lot 1", again.fromOpenVial = true; // as somebody else types the label
    const Event second = make.at(30min, again);
    ledger.apply(second);
    CHECK(ledger.takenMg() == Approx(500));
    REQUIRE(ledger.draws().size() == 2);
    CHECK(ledger.draws()[0].takenMg == Approx(500));
    CHECK(ledger.draws()[1].takenMg == 0);
    CHECK(ledger.draws()[1].drawnMg == Approx(20));
    CHECK(ledger.draws()[1].fromOpenVial);
    REQUIRE(ledger.openVials().size() == 1);
    CHECK(ledger.openVials()[0].leftMg() == Approx(445));
    CHECK(ledger.openVials(second.id)[0].leftMg() == Approx(465));
    // 55 mg given, 445 mg wasted: the sum comes out as with a single draw of 55 mg.
    ledger.apply(make.at(50min, waste(445, "vial")));
    CHECK(ledger.balance(55).differenceMg == Approx(0).margin(1e-9));
    CHECK(ledger.balance(55).settled);
}

TEST_CASE("a vial that was opened by a withdrawn draw counts for the one that is left", "[domain][H-06]") {
    EventMaker make;
    Ledger ledger;
    const Event first = make.at(5min, drawn(35, 500));
    auto again = drawn(20, 500);
    again.fromOpenVial = true;
    ledger.apply(make.at(4min, again)); // entered for an earlier moment: it is the same vial all the same
    ledger.apply(first);
    CHECK(ledger.takenMg() == Approx(500));
    ledger.apply(make.correcting(first, 7min, 7min, EntryWithdrawn{"wrong patient"}));
    CHECK(ledger.takenMg() == Approx(500));
    CHECK(ledger.openVials()[0].leftMg() == Approx(480));
}

TEST_CASE("the rest of a multi-dose vial is stock, not this session's waste", "[domain]") {
    EventMaker make;
    Ledger ledger;
    ledger.apply(make.at(5min, drawn(35)));
    ledger.apply(make.at(50min, waste(465, "vial")));
    CHECK(ledger.balance(35).settled);
    CHECK(ledger.balance(21.875).differenceMg == Approx(13.125));
    ledger.apply(make.at(51min, waste(13.125, "bag")));
    CHECK(ledger.balance(21.875).settled);
}

TEST_CASE("a difference is tolerated up to half a milligram or one percent", "[domain]") {
    const auto settled = [](double taken, double given) {
        EventMaker make;
        Ledger ledger;
        ledger.apply(make.at(5min, drawn(taken)));
        return ledger.balance(given).settled;
    };
    CHECK(settled(35, 34.5));
    CHECK_FALSE(settled(35, 34.49));
    CHECK(settled(35, 35.5));
    CHECK_FALSE(settled(35, 35.51));
    CHECK(settled(100, 99));
    CHECK_FALSE(settled(100, 98.9));
}

TEST_CASE("a difference must be named by its size before the ledger is settled", "[domain]") {
    EventMaker make;
    Ledger ledger;
    ledger.apply(make.at(5min, drawn(35)));
    CHECK(ledger.balance(21.875).sentence.find("13.12 mg not accounted for") != std::string::npos);
    ledger.apply(make.at(51min, DiscrepancyNamed{2, "syringe dropped"}));
    CHECK_FALSE(ledger.balance(21.875).settled);
    ledger.apply(make.at(52min, DiscrepancyNamed{11.1, "bag leaked"}));
    CHECK(ledger.balance(21.875).settled);
    CHECK_FALSE(ledger.balance(21.875).inBalance);
    CHECK_FALSE(Ledger{}.balance(35).settled); // given, but nobody recorded a draw
    CHECK(Ledger{}.balance(0).settled);
}

TEST_CASE("waste without another person's witness is never settled", "[domain]") {
    for (const Actor& witness : {Actor{}, Actor{"jokafor", "J. Okafor RN", Role::witness}}) {
        EventMaker make;
        Ledger ledger;
        ledger.apply(make.at(5min, drawn(35)));
        const Event alone = make.at(50min, waste(13.125, "bag", witness));
        ledger.apply(alone);
        const auto balance = ledger.balance(21.875);
        CHECK(balance.inBalance);
        CHECK_FALSE(balance.settled);
        ledger.apply(make.correcting(alone, 51min, 50min, waste(13.125, "bag")));
        CHECK(ledger.balance(21.875).settled);
    }
}

TEST_CASE("nasal devices are taken when they are used, unless somebody drew them", "[domain]") {
    EventMaker make;
    Ledger ledger;
    ledger.apply(make.at(1min, SprayGiven{1, 28, "L"}));
    ledger.apply(make.at(6min, SprayGiven{2, 28, "L"}));
    CHECK(ledger.balance(56).settled);
    ledger.apply(make.at(7min, drawn(84)));
    CHECK(ledger.balance(56).differenceMg == Approx(28));
}

TEST_CASE("random draws and wastes balance exactly when everything left over is wasted", "[domain]") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        TestRandom random(seed);
        EventMaker make(seed);
        Ledger ledger;
        double taken = 0;
        for (std::int64_t i = random.between(1, 4); i > 0; --i) {
            const double mg = double(random.between(1, 5000)) / 10;
            taken += mg;
            ledger.apply(make.at(1min, drawn(mg / 2, random.between(0, 1) ? mg : 0)));
            if (ledger.draws().back().takenMg < mg) taken -= mg / 2;
        }
        const double given = taken * double(random.between(0, 100)) / 100;
        const double left = taken - given;
        const double first = left * double(random.between(0, 100)) / 100;
        ledger.apply(make.at(2min, waste(first, "bag")));
        ledger.apply(make.at(3min, waste(left - first, "syringe")));
        REQUIRE(ledger.takenMg() == Approx(taken));
        REQUIRE(ledger.balance(given).settled);
        const double tooMuch = ledger.balance(given).toleranceMg + 0.01;
        REQUIRE_FALSE(ledger.balance(given + tooMuch + 1e-6).settled);
    }
}
